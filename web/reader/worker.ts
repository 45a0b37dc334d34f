// The engine beside the page. Made from a blob: it has no address, and the page's policy is its own.

import { read } from "undenied-engine-glue";
import { type Answer, carryOut, type Order, start } from "./order.ts";

/** What a worker has of its global scope; the library for workers does not go with the one for pages. */
interface Port {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(message: Answer): void;
}

const port = globalThis as unknown as Port;
let started: Promise<unknown> | undefined;

/** Milliseconds that the page has for itself first. */
const IDLE = 100;
const ROUNDS = 8;

port.onmessage = async ({ data }: MessageEvent<Order>) => {
  if (data.supplies) started = start(data.supplies);
  if (data.warmsUp) started?.then(() => setTimeout(warmUp, IDLE));
  if (data.task === undefined) return;
  try {
    await started;
    port.postMessage(carryOut(data));
  } catch (reason) {
    port.postMessage({ number: data.number, failure: String(reason) });
  }
};

/**
 * Engines optimize what has run often: without this the first paste of megabytes takes half as long again.
 * Nobody waits for it but a paste that comes in the very same tenth of a second.
 */
function warmUp(): void {
  const statement = {
    Sid: "S",
    Effect: "Allow",
    Action: ["s3:GetObject"],
    Resource: ["arn:aws:s3:::acme/*"],
  };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: Array(300).fill(statement) }, null, 2);
  for (let round = 0; round < ROUNDS; round += 1) read(text);
}
