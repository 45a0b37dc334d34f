// The engine's functions, each after a word with whoever loads it. Not: loading.

import * as engine from "undenied-glue";

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
    applyFix: after(engine.applyFix),
    rules: after(engine.rules),
    explain: after(engine.explain),
  };
}
