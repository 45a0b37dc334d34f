// What the entries get from elsewhere: wasm-bindgen's glue, which the build puts in place of these names, and Node.js.

declare module "undenied-glue" {
  export default function load(from: { module_or_path: unknown }): Promise<unknown>;
  export function initSync(from: { module: BufferSource }): unknown;
  export const check: typeof import("../index.d.ts").check;
  export const authorize: typeof import("../index.d.ts").authorize;
  export const rules: typeof import("../index.d.ts").rules;
  /** Of a whole case alone. */
  export function applyFix(
    input: import("../index.d.ts").Case,
    fix: unknown,
  ): import("../index.d.ts").CaseDocument[];
}

declare module "undenied-explain-glue" {
  export default function load(from: { module_or_path: unknown }): Promise<unknown>;
  export function initSync(from: { module: BufferSource }): unknown;
  export const explain: typeof import("../index.d.ts").explain;
}

declare module "node:fs" {
  export function readFileSync(file: URL): Uint8Array<ArrayBuffer>;
}

/** The bytes in base64. */
declare module "undenied-npm-wasm" {
  const base64: string;
  export default base64;
}

/** The bytes in base64. */
declare module "undenied-explain-wasm" {
  const base64: string;
  export default base64;
}
