// What the bundler adds to the module graph: style sheets as text, and the widget's wasm with its glue.

declare module "*.css" {
  const text: string;
  export default text;
}

/** The widget's wasm, compressed with gzip, in base64. */
declare module "undenied-widget-wasm" {
  const base64: string;
  export default base64;
}

/** What wasm-bindgen wrote beside it. */
declare module "undenied-widget-glue" {
  export { default, mount } from "undenied-app-glue";
}

declare module "undenied-app-glue" {
  type Wasm = WebAssembly.Module | BufferSource;
  export default function init(input: { module_or_path: Wasm | Promise<Wasm> }): Promise<unknown>;
  export function mount(root: Element | ShadowRoot, ...rest: unknown[]): unknown;
}
