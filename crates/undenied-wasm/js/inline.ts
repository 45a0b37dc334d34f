// The package in one file, for bundlers that leave other files where they are: the WebAssembly is made on first use.
// Nothing of `explain` is made beforehand, so that a bundle without it leaves its WebAssembly out.

import { initSync as makeExplain, explain as read } from "undenied-explain-glue";
import explainWasm from "undenied-explain-wasm";
import { initSync } from "undenied-glue";
import wasm from "undenied-npm-wasm";
import type { Explanation, Language } from "../index.d.ts";
import { engineAfter, onceNow, type State } from "./ready.ts";

const engine: State = {};
const reader: State = {};

function load(): void {
  onceNow(engine, () => initSync({ module: bytes(wasm) }));
}

function loadExplain(): void {
  onceNow(reader, () => makeExplain({ module: bytes(explainWasm) }));
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
}

/** As in browsers. */
export async function init(): Promise<void> {
  load();
}
export default init;

/** As in browsers. */
export async function initExplain(): Promise<void> {
  loadExplain();
}

export const { applyFix, authorize, check, rules } = engineAfter(load);

export function explain(text: string, language?: Language): Explanation {
  loadExplain();
  return read(text, language);
}
