// An app as small as can be: its title is what it tells.

import init, { initExplain } from "undenied";
import { told } from "./told.js";

Promise.all([init(), initExplain()])
  .then(told)
  .catch(String)
  .then((text) => {
    document.title = text;
  });
