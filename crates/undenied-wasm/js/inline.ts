// The package in one file, for bundlers that leave other files where they are: the WebAssembly is made on first use.

import { initSync } from "undenied-glue";
import wasm from "undenied-npm-wasm";
import { engineAfter } from "./ready.ts";

let isLoaded = false;

function load(): void {
  if (isLoaded) return;
  initSync({ module: Uint8Array.from(atob(wasm), (byte) => byte.charCodeAt(0)) });
  isLoaded = true;
}

/** As in browsers. */
export async function init(): Promise<void> {
  load();
}
export default init;

export const { applyFix, authorize, check, explain, rules } = engineAfter(load);
