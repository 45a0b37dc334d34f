// Starts the page: fetches glue and wasm side by side, mounts the app, and says so in words when that fails.
// It stands in a file of its own because the Content-Security-Policy refuses inline scripts.

import * as print from "./print.ts";
import * as tabs from "./tabs.ts";

const SPOKEN = ["en", "ja"];
let composing = false;

type AppGlue = typeof import("undenied-app-glue");
type EngineScript = typeof import("./reader/reader.ts");

/** The addresses that Trunk wrote into the script tag. */
function address(name: "js" | "wasm" | "editor" | "engine"): string {
  const path = document.querySelector<HTMLScriptElement>("script[data-wasm]")?.dataset[name];
  if (!path) throw new Error(`data-${name} is missing on the script tag`);
  return new URL(path, document.baseURI).href;
}

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  // Some hosts send a wrong content type, which streaming compilation refuses.
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

async function start(root: HTMLElement, head: HTMLElement): Promise<void> {
  const [glue, wasm] = await Promise.all([
    import(address("js")) as Promise<AppGlue>,
    compile(address("wasm")),
  ]);
  // On its way while the views are made, which do not wait for it.
  const script = import(address("engine")) as Promise<EngineScript>;
  const engines = script.then(({ load }) => load(compile));
  engines.catch(() => undefined);
  await glue.default({ module_or_path: wasm });
  const editor = address("editor");
  await composed(root);
  const page = glue.mount(head, root, () => import(editor));
  print.listen((name) => page.textOf(name));
  const failed = (reason: unknown) => page.fail(words(reason));
  try {
    const { attach, connect } = await script;
    const started = await engines;
    connect(page, started).catch(failed);
    // What was pasted meanwhile waits in its box.
    await composed(document.body);
    const intake = document.getElementById("intake");
    if (intake) attach(page, intake, started);
  } catch (reason) {
    failed(reason);
  }
}

/** The skeleton holds both languages; this decides which one shows until the program takes over. */
function chooseLanguage(): void {
  const asked = new URLSearchParams(location.search).get("lang");
  const tags = [asked ?? "", ...navigator.languages];
  document.documentElement.lang =
    tags.map((tag) => tag.slice(0, 2)).find((tag) => SPOKEN.includes(tag)) ?? "en";
}

/** Resolves once no input method is in the middle of a word: its box is about to be replaced. */
function composed(root: HTMLElement): Promise<void> {
  if (!composing) return Promise.resolve();
  return new Promise((resolve) => {
    root.addEventListener("compositionend", () => setTimeout(resolve), { once: true });
  });
}

/** One line per language, as text: the reason may quote an address. Whatever was typed stays where it is. */
function showFailure(root: HTMLElement, reason: unknown): void {
  const detail = words(reason);
  const box = document.createElement("div");
  box.className = "failure";
  box.setAttribute("role", "alert");
  box.append(
    line("en", `The checker could not start (${detail}). Reload the page; your text stays in this browser.`),
    line(
      "ja",
      `チェッカーを起動できませんでした（${detail}）。ページを再読み込みしてください。入力した内容がブラウザの外に送信されることはありません。`,
    ),
  );
  root.before(box);
}

function words(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

function line(lang: string, text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.lang = lang;
  paragraph.textContent = text;
  return paragraph;
}

const root = document.getElementById("app");
const head = document.getElementById("head");
document.addEventListener("compositionstart", () => {
  composing = true;
});
document.addEventListener("compositionend", () => {
  composing = false;
});
chooseLanguage();
if (root) tabs.listen(root);
if (root && head) start(root, head).catch((reason: unknown) => showFailure(root, reason));
