// The widget in one file, everything inside; what `checks` asks for is there or not.

import * as core from "./core.ts";
import { define } from "./element.ts";

define(() => Promise.resolve(core));
