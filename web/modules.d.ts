// What the bundler adds to the module graph: style sheets as text, and the widget's wasm with its glue.

declare module "*.css" {
  const text: string;
  export default text;
}

/** The widget's wasm, a character a byte. */
declare module "undenied-widget-wasm" {
  const text: string;
  export default text;
}

/** Its style sheets in one. */
declare module "undenied-widget-styles" {
  const css: string;
  export default css;
}

/** What wasm-bindgen wrote beside it: `web/src/bin/widget.rs`. */
declare module "undenied-widget-glue" {
  export { default } from "undenied-app-glue";
  /** One mounted instance. */
  export interface Handle {
    setLanguage(tag: string): void;
    setLevel(level: number): void;
    fill(field: string, value: string): void;
    given(): string[];
    result(): string;
    unmount(): void;
  }
  export function mount(place: Element, options: Record<string, unknown>): Handle;
  export function hasChecks(): boolean;
}

declare module "undenied-app-glue" {
  type Wasm = WebAssembly.Module | BufferSource;
  type Page = import("./reader/reading.ts").Page;
  export default function init(input: { module_or_path: Wasm | Promise<Wasm> }): Promise<unknown>;
  export function mount(
    root: Element,
    loadEditor: () => Promise<unknown>,
  ): Page & { showHead(head: Element): void };
}

declare module "undenied-engine-glue" {
  export { default } from "undenied-app-glue";
  /** The JSON of a `Reading`. */
  export function read(text: string): string;
  /** The packed report on a case. */
  export function check(text: string): string;
  /** The texts of a case's documents with all fixes, packed. */
  export function mend(text: string): string;
  export function describe(text: string): string;
  /** Hands over the facts on all AWS services. */
  export function provide(catalog: string): void;
}

/** The code of the engine's worker. */
declare module "undenied-engine-worker" {
  const code: string;
  export default code;
}

/** The page's program for its single file, compressed with gzip, in base64. */
declare module "undenied-app-wasm" {
  const base64: string;
  export default base64;
}

/** The same of the engine's. */
declare module "undenied-engine-packed" {
  const base64: string;
  export default base64;
}

/** The facts on all AWS services, likewise. */
declare module "undenied-catalog-packed" {
  const base64: string;
  export default base64;
}

/** The address of the engine's program. */
declare module "undenied-engine-wasm" {
  const address: string;
  export default address;
}

/** The address of the facts on all AWS services. */
declare module "undenied-catalog" {
  const address: string;
  export default address;
}
