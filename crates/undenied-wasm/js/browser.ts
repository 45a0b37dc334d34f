// The package in browsers and for bundlers: the WebAssembly lies beside this file and is loaded when `init` says so, the
// reader of errors when `initExplain` does.

import loadExplain, { explain as read } from "undenied-explain-glue";
import load from "undenied-glue";
import type { Explanation, Language } from "../index.d.ts";
import { engineAfter, once, type State } from "./ready.ts";

const engine: State = {};
const reader: State = {};

// Bundlers look for this very expression.
export function init(module: unknown = new URL("./undenied_bg.wasm", import.meta.url)): Promise<void> {
  return once(engine, () => load({ module_or_path: module }));
}
export default init;

export function initExplain(
  module: unknown = new URL("./undenied_explain_bg.wasm", import.meta.url),
): Promise<void> {
  return once(reader, () => loadExplain({ module_or_path: module }));
}

export const { applyFix, authorize, check, rules } = engineAfter(() => {
  if (!engine.isLoaded) throw new Error("undenied is not loaded yet: `await init()` comes first");
});

export function explain(text: string, language?: Language): Explanation {
  if (!reader.isLoaded) throw new Error("`explain` is not loaded yet: `await initExplain()` comes first");
  return read(text, language);
}
