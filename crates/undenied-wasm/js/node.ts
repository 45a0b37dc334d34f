// The package in Node.js: the WebAssembly is there as soon as the module is.

import { readFileSync } from "node:fs";
import { initSync } from "undenied-glue";

initSync({ module: readFileSync(new URL("./undenied_bg.wasm", import.meta.url)) });

/** As in browsers; here there is nothing left to do. */
export async function init(): Promise<void> {}
export default init;

export { applyFix, authorize, check, explain, rules } from "undenied-glue";
