// The widget in one file, everything inside.

import * as core from "./core.ts";
import { define } from "./element.ts";

define(() => Promise.resolve(core));
