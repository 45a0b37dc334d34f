// Runs the reader in a worker that can be stopped at any moment; where there are no workers, on the page.

import init, { read } from "undenied-reader-glue";
import workerCode from "undenied-reader-worker";
import type { Reading } from "./reading.ts";

/** To the worker: its program once, then one text at a time. */
export interface Order {
  number: number;
  wasm?: WebAssembly.Module;
  text?: string;
}

/** From the worker. */
export interface Answer {
  number: number;
  json?: string;
  failure?: string;
}

interface Waiting {
  resolve(reading: Reading): void;
  reject(reason: unknown): void;
}

/** What `read` is rejected with after `cancel`. */
export class Cancelled extends Error {}

export class Engine {
  readonly #wasm: Promise<WebAssembly.Module>;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Promise<Worker | undefined>;
  #count = 0;

  constructor(wasm: Promise<WebAssembly.Module>) {
    this.#wasm = wasm;
    this.#worker = this.#start();
    // Whoever reads is told.
    this.#worker.catch(() => undefined);
  }

  /** What `text` holds; its secrets are masked. */
  async read(text: string): Promise<Reading> {
    this.#count += 1;
    const number = this.#count;
    const answered = new Promise<Reading>((resolve, reject) =>
      this.#waiting.set(number, { resolve, reject }),
    );
    // Cancelled while the program still loads.
    answered.catch(() => undefined);
    const worker = await this.#worker;
    if (!this.#waiting.has(number)) return answered;
    if (worker) worker.postMessage({ number, text } satisfies Order);
    else this.#settle({ number, json: read(text) });
    return answered;
  }

  /** Stops whatever is being read, at once. */
  cancel(): void {
    const stopped = this.#worker;
    stopped.then((worker) => worker?.terminate()).catch(() => undefined);
    for (const { reject } of this.#waiting.values()) reject(new Cancelled());
    this.#waiting.clear();
    this.#worker = this.#start();
    this.#worker.catch(() => undefined);
  }

  async #start(): Promise<Worker | undefined> {
    const wasm = await this.#wasm;
    try {
      const worker = new Worker(trusted(URL.createObjectURL(code())), { type: "module" });
      worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#settle(data);
      worker.onerror = () => this.#fail(new Error("the worker stopped"));
      worker.postMessage({ number: 0, wasm } satisfies Order);
      return worker;
    } catch {
      await init({ module_or_path: wasm });
      return undefined;
    }
  }

  #settle({ number, json, failure }: Answer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (json === undefined) {
      waiting?.reject(new Error(failure));
      // What has failed once is in no known state.
      this.cancel();
    } else {
      waiting?.resolve(JSON.parse(json) as Reading);
    }
  }

  #fail(reason: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
    this.#worker = this.#worker.then((worker) => {
      worker?.terminate();
      return init({ module_or_path: this.#wasm }).then(() => undefined);
    });
    this.#worker.catch(() => undefined);
  }
}

function code(): Blob {
  return new Blob([workerCode], { type: "text/javascript" });
}

/** The only address that ever becomes a script by this policy is the one of our own blob. */
function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  policy ??= factory?.createPolicy("undenied-reader", { createScriptURL: (own) => own });
  return policy ? (policy.createScriptURL(url) as string) : url;
}

interface Policy {
  createScriptURL(url: string): unknown;
}

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | undefined;
