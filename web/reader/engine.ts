// Runs the engine in a worker that can be stopped at any moment; where there are no workers, on the page.

import workerCode from "undenied-engine-worker";
import { trusted } from "../trusted.ts";
import { type Answer, carryOut, type Order, type Supplies, start, type Task } from "./order.ts";

interface Waiting {
  resolve(answer: string): void;
  reject(reason: unknown): void;
}

/** What `ask` is rejected with after `cancel`. */
export class Cancelled extends Error {}

export class Engine {
  readonly #supplies: Promise<Supplies>;
  readonly #warmsUp: boolean;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Promise<Worker | undefined>;
  /** The same once it is there: what is asked of it leaves at once, not only when the page is done with the key. */
  #ready: Worker | undefined;
  #count = 0;
  #isOld = false;

  constructor(supplies: Promise<Supplies>, { warmsUp }: { warmsUp: boolean }) {
    this.#supplies = supplies;
    this.#warmsUp = warmsUp;
    this.#worker = this.#taken(this.#start());
  }

  /** What the engine says to `text`. */
  async ask(task: Task, text: string): Promise<string> {
    this.#count += 1;
    const number = this.#count;
    const answered = new Promise<string>((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
    // Cancelled while the program still loads.
    answered.catch(() => undefined);
    const worker = this.#ready ?? (await this.#worker);
    if (!this.#waiting.has(number)) return answered;
    if (worker) worker.postMessage({ number, task, text } satisfies Order);
    else this.#settle(carryOut({ number, task, text }));
    return answered;
  }

  /** As soon as nobody waits, a new worker takes over: it has the policy that the page has by then. */
  renew(): void {
    this.#isOld = true;
    if (this.#waiting.size === 0) this.cancel();
  }

  /** Stops whatever is under way, at once. */
  cancel(): void {
    this.#isOld = false;
    const stopped = this.#worker;
    stopped.then((worker) => worker?.terminate()).catch(() => undefined);
    for (const { reject } of this.#waiting.values()) reject(new Cancelled());
    this.#waiting.clear();
    this.#worker = this.#taken(this.#start());
  }

  #taken(starting: Promise<Worker | undefined>): Promise<Worker | undefined> {
    this.#ready = undefined;
    const keep = (worker: Worker | undefined) => {
      if (this.#worker === starting) this.#ready = worker;
    };
    // Where it does not start, whoever asks is told.
    starting.then(keep).catch(() => undefined);
    return starting;
  }

  async #start(): Promise<Worker | undefined> {
    const supplies = await this.#supplies;
    try {
      const worker = new Worker(trusted(URL.createObjectURL(code())), { type: "module" });
      worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#settle(data);
      worker.onerror = () => this.#fail(new Error("the worker stopped"));
      worker.postMessage({ number: 0, supplies, warmsUp: this.#warmsUp } satisfies Order);
      return worker;
    } catch {
      await start(supplies);
      return undefined;
    }
  }

  #settle({ number, text, failure }: Answer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (text === undefined) {
      waiting?.reject(new Error(failure));
      // What has failed once is in no known state.
      this.cancel();
    } else {
      waiting?.resolve(text);
      if (this.#isOld) this.renew();
    }
  }

  #fail(reason: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
    this.#worker = this.#taken(
      this.#worker.then(async (worker) => {
        worker?.terminate();
        await start(await this.#supplies);
        return undefined;
      }),
    );
  }
}

function code(): Blob {
  return new Blob([workerCode], { type: "text/javascript" });
}
