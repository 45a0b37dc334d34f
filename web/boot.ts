// Starts the page from its server: the addresses of its parts stand on the script tag.
// It stands in a file of its own because the Content-Security-Policy refuses inline scripts.

import { begin } from "./start.ts";

type AppGlue = typeof import("undenied-app-glue");
type EngineScript = typeof import("./reader/reader.ts");
type AsideScript = typeof import("./aside/aside.ts");

/** The addresses that Trunk wrote into the script tag. */
function address(name: "js" | "wasm" | "editor" | "engine" | "aside"): string {
  const path = document.querySelector<HTMLScriptElement>("script[data-wasm]")?.dataset[name];
  if (!path) throw new Error(`data-${name} is missing on the script tag`);
  return new URL(path, document.baseURI).href;
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response;
}

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetched(url);
  // Some hosts send a wrong content type, which streaming compilation refuses.
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

begin({
  glue: () => import(address("js")) as Promise<AppGlue>,
  program: async () => compile(address("wasm")),
  engine: () => import(address("engine")) as Promise<EngineScript>,
  // The engine's script lies beside its program.
  compile: (name) => compile(new URL(name, address("engine")).href),
  text: async (name) => (await fetched(new URL(name, address("engine")).href)).text(),
  editor: () => import(address("editor")),
  aside: () => import(address("aside")) as Promise<AsideScript>,
  isServed: true,
});
