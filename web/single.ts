// Starts the page from its single file: every part is inside, and nothing is asked of anybody.

import * as glue from "undenied-app-glue";
import program from "undenied-app-wasm";
import catalog from "undenied-catalog-packed";
import engineProgram from "undenied-engine-packed";
import * as aside from "./aside/aside.ts";
import * as editor from "./editor/editor.ts";
import * as engine from "./reader/reader.ts";
import { begin } from "./start.ts";

/** From base64 of gzip to what was packed. */
function unpacked(base64: string): Response {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

async function compile(base64: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await unpacked(base64).arrayBuffer());
}

begin({
  glue: async () => glue,
  program: () => compile(program),
  engine: async () => engine,
  compile: () => compile(engineProgram),
  text: () => unpacked(catalog).text(),
  editor: async () => editor,
  aside: async () => aside,
  isServed: false,
});
