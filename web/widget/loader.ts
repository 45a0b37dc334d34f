// The widget in parts: this registers the element, and brings core.js once the first one is near.

import { define } from "./element.ts";

define(() => import(new URL("./core.js", import.meta.url).href));
