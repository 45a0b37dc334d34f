// Starts the page from its single file: every part is inside, and nothing is asked of anybody.

import * as glue from "undenied-app-glue";
import program from "undenied-app-wasm";
import engineProgram from "undenied-engine-packed";
import * as aside from "./aside/aside.ts";
import * as editor from "./editor/editor.ts";
import * as engine from "./reader/reader.ts";
import { begin } from "./start.ts";

/** From base64 of gzip to a program. */
async function unpack(base64: string): Promise<WebAssembly.Module> {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

begin({
  glue: async () => glue,
  program: () => unpack(program),
  engine: async () => engine,
  compile: () => unpack(engineProgram),
  editor: async () => editor,
  aside: async () => aside,
  isServed: false,
});
