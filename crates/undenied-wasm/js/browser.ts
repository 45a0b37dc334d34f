// The package in browsers and for bundlers: the WebAssembly lies beside this file and is loaded when `init` says so.

import load from "undenied-glue";
import { engineAfter } from "./ready.ts";

let loading: Promise<void> | undefined;
let isLoaded = false;

// Bundlers look for this very expression.
export function init(module: unknown = new URL("./undenied_bg.wasm", import.meta.url)): Promise<void> {
  loading ??= load({ module_or_path: module }).then(
    () => {
      isLoaded = true;
    },
    (error) => {
      // It may be there next time.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
export default init;

export const { applyFix, authorize, check, explain, rules } = engineAfter(() => {
  if (!isLoaded) throw new Error("undenied is not loaded yet: `await init()` comes first");
});
