// What is asked of the engine, and the answer, wherever it runs.

import { check, describe, mend, read } from "undenied-engine-glue";

/** What the engine can do, see `web/src/bin/engine.rs`. */
export type Task = "read" | "check" | "mend" | "describe";

const TASKS: Record<Task, (text: string) => string> = { read, check, mend, describe };

/** To a worker: its program once, then one text at a time. */
export interface Order {
  number: number;
  wasm?: WebAssembly.Module;
  /** Whether it is to get up to speed before anybody asks. */
  warmsUp?: boolean;
  task?: Task;
  text?: string;
}

/** From a worker. */
export interface Answer {
  number: number;
  text?: string;
  failure?: string;
}

/** Carries `order` out in this thread. */
export function carryOut({ number, task, text = "" }: Order): Answer {
  try {
    return { number, text: TASKS[task ?? "read"](text) };
  } catch (reason) {
    return { number, failure: String(reason) };
  }
}
