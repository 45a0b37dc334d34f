// The engine's functions, each after a word with whoever loads it; and loading, once. Not: from where.

import * as engine from "undenied-glue";
import { applyFix } from "./fix.ts";

/** `ready` throws where the engine is not there and cannot be made so. */
export function engineAfter(ready: () => void) {
  const after = <Call extends (...given: never[]) => unknown>(call: Call): Call => {
    const checked = (...given: never[]) => {
      ready();
      return call(...given);
    };
    return checked as Call;
  };
  return {
    check: after(engine.check),
    authorize: after(engine.authorize),
    applyFix: after(applyFix),
    rules: after(engine.rules),
  };
}

/** Of one WebAssembly, whether it is there. */
export type State = { isLoaded?: true; loading?: Promise<void> | undefined };

export function once(state: State, load: () => Promise<unknown>): Promise<void> {
  state.loading ??= load().then(
    () => {
      state.isLoaded = true;
    },
    (error) => {
      // It may be there next time.
      state.loading = undefined;
      throw error;
    },
  );
  return state.loading;
}

/** Likewise for bytes that are at hand. */
export function onceNow(state: State, load: () => unknown): void {
  if (state.isLoaded) return;
  load();
  state.isLoaded = true;
}
