// Reads pastes beside the page. Made from a blob: it has no address, and the page's policy is its own.

import init, { read } from "undenied-reader-glue";
import type { Answer, Order } from "./engine.ts";

/** What a worker has of its global scope; the library for workers does not go with the one for pages. */
interface Port {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(message: Answer): void;
}

const port = globalThis as unknown as Port;
let started: Promise<unknown> | undefined;

port.onmessage = async ({ data }: MessageEvent<Order>) => {
  if (data.wasm) started = init({ module_or_path: data.wasm });
  if (data.text === undefined) return;
  try {
    await started;
    port.postMessage({ number: data.number, json: read(data.text) });
  } catch (reason) {
    port.postMessage({ number: data.number, failure: String(reason) });
  }
};
