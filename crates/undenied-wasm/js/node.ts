// The package in Node.js: the engine is there as soon as the module is, the reader of errors at the first call.

import { readFileSync } from "node:fs";
import { initSync as makeExplain, explain as read } from "undenied-explain-glue";
import { initSync } from "undenied-glue";
import type { Explanation, Language } from "../index.d.ts";
import { onceNow, type State } from "./ready.ts";

initSync({ module: readFileSync(new URL("./undenied_bg.wasm", import.meta.url)) });

const reader: State = {};

function loadExplain(): void {
  const file = new URL("./undenied_explain_bg.wasm", import.meta.url);
  onceNow(reader, () => makeExplain({ module: readFileSync(file) }));
}

/** As in browsers; here there is nothing left to do. */
export async function init(): Promise<void> {}
export default init;

/** As in browsers; here the first call of `explain` does it. */
export async function initExplain(): Promise<void> {
  loadExplain();
}

export { authorize, check, rules } from "undenied-glue";
export { applyFix } from "./fix.ts";

export function explain(text: string, language?: Language): Explanation {
  loadExplain();
  return read(text, language);
}
