// What is asked of the engine, and the answer, wherever it runs.

import init, { check, describe, mend, provide, read } from "undenied-engine-glue";

/** What the engine can do, see `web/src/bin/engine.rs`. */
export type Task = "read" | "check" | "mend" | "describe";

const TASKS: Record<Task, (text: string) => string> = { read, check, mend, describe };

/** What the engine runs on: its program, and the facts on all AWS services unless they did not arrive. */
export interface Supplies {
  wasm: WebAssembly.Module;
  catalog: string;
}

/** To a worker: what it runs on once, then one text at a time. */
export interface Order {
  number: number;
  supplies?: Supplies;
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

/** Has the engine ready in this thread. */
export async function start({ wasm, catalog }: Supplies): Promise<void> {
  await init({ module_or_path: wasm });
  if (catalog) provide(catalog);
}

/** Carries `order` out in this thread. */
export function carryOut({ number, task, text = "" }: Order): Answer {
  try {
    return { number, text: TASKS[task ?? "read"](text) };
  } catch (reason) {
    return { number, failure: String(reason) };
  }
}
