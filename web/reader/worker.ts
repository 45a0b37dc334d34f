// Reads pastes beside the page. Made from a blob: it has no address, and the page's policy is its own.

import init, { read } from "undenied-reader-glue";
import type { Answer, Order } from "./engine.ts";

const port = globalThis as unknown as DedicatedWorkerGlobalScope;
let started: Promise<unknown> | undefined;

port.onmessage = async ({ data }: MessageEvent<Order>) => {
  if (data.wasm) started = init({ module_or_path: data.wasm });
  if (data.text === undefined) return;
  try {
    await started;
    answer({ number: data.number, json: read(data.text) });
  } catch (reason) {
    answer({ number: data.number, failure: String(reason) });
  }
};

function answer(message: Answer): void {
  port.postMessage(message);
}
