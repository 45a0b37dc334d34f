// The widget in parts: this registers the element, and brings a core once the first one is near.

import { define } from "./element.ts";

type Core = typeof import("./core.ts");

const core = (name: string): Promise<Core> => import(new URL(name, import.meta.url).href);

define((withChecks) => {
  if (!withChecks) return core("./core.js");
  // A host may have left out the larger file: better without the checks than nothing.
  return core("./core-full.js").catch((reason: unknown) => {
    console.warn(reason);
    return core("./core.js");
  });
});
