// Starts the page from its parts, wherever those come from: mounts the app, starts the engine, then what stands
// beside them. Says so in words when something fails.

import { explain, say } from "./failure.ts";
import * as print from "./print.ts";
import * as tabs from "./tabs.ts";

type AppGlue = typeof import("undenied-app-glue");
type EngineScript = typeof import("./reader/reader.ts");
type AsideScript = typeof import("./aside/aside.ts");

/** Where the parts of the page come from: its server, or its own single file. */
export interface Parts {
  glue(): Promise<AppGlue>;
  program(): Promise<WebAssembly.Module>;
  engine(): Promise<EngineScript>;
  /** The engine's program; the name that its script knows. */
  compile(name: string): Promise<WebAssembly.Module>;
  /** The facts on all AWS services, likewise. */
  text(name: string): Promise<string>;
  editor(): Promise<unknown>;
  aside(): Promise<AsideScript>;
  /** Whether there is a server that a service worker can stand in for. */
  isServed: boolean;
}

const SPOKEN = ["en", "ja"];
let composing = false;

/** Takes over from what index.html shows. */
export function begin(parts: Parts): void {
  const root = document.getElementById("app");
  const head = document.getElementById("head");
  document.addEventListener("compositionstart", () => {
    composing = true;
  });
  document.addEventListener("compositionend", () => {
    composing = false;
  });
  chooseLanguage();
  if (!root || !head) return;
  tabs.listen(root);
  // A panic of the views: what is on the screen stays, but answers nobody.
  const stopped = ({ error }: ErrorEvent) => {
    if (!isPanic(error)) return;
    removeEventListener("error", stopped);
    say(root, error);
  };
  addEventListener("error", stopped);
  start(parts, root, head).catch((reason: unknown) => {
    removeEventListener("error", stopped);
    say(root, reason);
  });
}

async function start(parts: Parts, root: HTMLElement, head: HTMLElement): Promise<void> {
  // What stands here already is to be seen first: the program is a hundred times as large.
  await painted();
  const [glue, program] = await Promise.all([parts.glue(), parts.program()]);
  // On their way while the views are made, which do not wait for them.
  const script = parts.engine();
  const engines = script.then(({ load }) => load(parts));
  const aside = parts.aside();
  for (const late of [engines, aside]) late.catch(() => undefined);
  await glue.default({ module_or_path: program });
  await pause();
  await composed(root);
  let editor: Promise<unknown> | undefined;
  const loadEditor = () => {
    editor ??= parts.editor();
    return editor;
  };
  const page = glue.mount(root, loadEditor);
  await pause();
  page.showHead(head);
  print.listen((name) => page.textOf(name));
  aside.then(
    ({ accompany }) =>
      accompany(page, { engines, needed: [engines, loadEditor()], isServed: parts.isServed }),
    (reason: unknown) => console.warn(reason),
  );
  const failed = (reason: unknown) => page.fail(explain(reason).detail);
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

function isPanic(error: unknown): boolean {
  return typeof WebAssembly !== "undefined" && error instanceof WebAssembly.RuntimeError;
}

/** Resolves once the browser has painted; a page in the background is not painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 300);
  });
}

/** Lets the browser answer to whoever types meanwhile. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
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
