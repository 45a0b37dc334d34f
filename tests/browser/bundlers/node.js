// The same on a server, where there is nothing to wait for.

import { told } from "./told.js";

console.log(told());
