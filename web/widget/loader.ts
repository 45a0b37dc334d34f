// The widget in parts: this registers the element, and brings a core once the first one is near.

import { define } from "./element.ts";

define((withChecks) => import(new URL(withChecks ? "./core-full.js" : "./core.js", import.meta.url).href));
