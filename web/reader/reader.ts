// The box that takes anything: pastes, drops and files go to the reader, what it finds to the page.
// What was pasted is in no box, signal or history; only what the reader gives back, without secrets.

import catalogAddress from "undenied-catalog";
import wasmAddress from "undenied-engine-wasm";
import { button, element, say } from "./dom.ts";
import { Cancelled, Engine } from "./engine.ts";
import { LARGEST, type Part, parts, size, tooLarge } from "./files.ts";
import type { Page, Reading, Words } from "./reading.ts";
import { explanation, filling, isEmpty, lines, type Read, summary } from "./results.ts";

/** Past this, reading is asked for. */
const HUGE = 256 * 1024;

/** One decides, which is quick; the other reads, which may take seconds and can be stopped. */
export interface Engines {
  program: Promise<unknown>;
  checks: Engine;
  reads: Engine;
}

/** Knows where the engine's program is, and the facts on all AWS services. */
export interface Store {
  compile(name: string): Promise<WebAssembly.Module>;
  text(name: string): Promise<string>;
}

/** Fetches and starts the engine. Without the facts it goes on: what says more of a policy by itself is then left out. */
export function load(store: Store): Engines {
  const facts = store.text(catalogAddress).catch((reason: unknown) => {
    console.warn(reason);
    return "";
  });
  const program = Promise.all([store.compile(wasmAddress), facts]).then(([wasm, catalog]) => ({
    wasm,
    catalog,
  }));
  const checks = new Engine(program, { warmsUp: false });
  return { program, checks, reads: new Engine(program, { warmsUp: true }) };
}

/** Has the page's cases decided, once the engine is there. */
export async function connect(page: Page, { program, checks }: Engines): Promise<void> {
  await program;
  page.canStop(() => checks.cancel());
  page.connect(
    (text) => checks.ask("check", text),
    (text) => checks.ask("mend", text),
    (text) => checks.ask("describe", text),
  );
}

/** Brings the box to life. What already stands in it is read. */
export function attach(page: Page, section: HTMLElement, { reads }: Engines): void {
  new Panel(page, section, reads).listen();
}

class Panel {
  readonly #page: Page;
  readonly #section: HTMLElement;
  readonly #engine: Engine;
  readonly #box: HTMLTextAreaElement;
  readonly #state: HTMLElement;
  readonly #result: HTMLElement;
  readonly #read: HTMLButtonElement;
  #undo: HTMLElement | undefined;
  #canUndo = false;
  /** Counts what was begun; whatever belongs to an older number is given up. */
  #turn = 0;

  constructor(page: Page, section: HTMLElement, engine: Engine) {
    this.#page = page;
    this.#section = section;
    this.#engine = engine;
    this.#box = find(section, "textarea");
    this.#state = find(section, ".intake-state");
    this.#result = find(section, ".intake-result");
    this.#read = find(section, "[data-intake=read]");
  }

  listen(): void {
    this.#page.attach((canUndo) => {
      this.#canUndo = canUndo;
      if (this.#undo) this.#undo.hidden = !canUndo;
    });
    const box = this.#box;
    this.#read.addEventListener("click", () => this.#take([{ text: box.value }]));
    box.addEventListener("paste", (event) => this.#onPaste(event));
    box.addEventListener("input", (event) => this.#onInput(event as InputEvent));
    box.addEventListener("compositionend", () => this.#settle());
    box.addEventListener("keydown", (event) => {
      const asks = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
      if (asks) this.#take([{ text: box.value }]);
    });
    this.#listenToFiles();
    document.addEventListener("click", (event) => this.#onSort(event));
    const pasteButton = find<HTMLButtonElement>(this.#section, "[data-intake=paste]");
    pasteButton.hidden = !navigator.clipboard?.readText;
    pasteButton.addEventListener("click", () => this.#pasteFromClipboard());
    this.#say(...unknown(this.#page));
    // Pasted before any of this was here.
    if (box.value.trim()) this.#take([{ text: box.value }]);
  }

  #listenToFiles(): void {
    const input = find<HTMLInputElement>(this.#section, "input[type=file]");
    find(this.#section, "[data-intake=files]").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#takeFiles([...(input.files ?? [])]);
      input.value = "";
    });
    const dragging = (on: boolean) => this.#section.toggleAttribute("data-drop", on);
    // A file that misses the zone must not replace the page.
    document.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
      dragging(false);
    });
    this.#section.addEventListener("dragenter", () => dragging(true));
    this.#section.addEventListener("dragover", (event) => {
      event.preventDefault();
      dragging(true);
    });
    this.#section.addEventListener("dragleave", (event) => {
      if (!this.#section.contains(event.relatedTarget as Node | null)) dragging(false);
    });
    this.#section.addEventListener("drop", (event) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const text = event.dataTransfer?.getData("text/plain") ?? "";
      if (files.length > 0) this.#takeFiles(files);
      else if (text) this.#take([{ text }]);
    });
  }

  #onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text || files.length > 0) event.preventDefault();
    if (files.length > 0 && !text) this.#takeFiles(files);
    else if (text) this.#take([{ text: this.#box.value ? `${this.#box.value}\n${text}` : text }]);
  }

  #onInput(event: InputEvent): void {
    if (!event.isComposing) this.#settle();
  }

  /** What is typed is masked like in every other box; then there is something to read, or not. */
  #settle(): void {
    const box = this.#box;
    const held = this.#page.mask(box.value);
    if (held !== box.value) {
      const caret = box.selectionEnd;
      box.value = held;
      box.setSelectionRange(caret, caret);
    }
    this.#read.disabled = !held.trim();
  }

  async #pasteFromClipboard(): Promise<void> {
    try {
      const text = await navigator.clipboard.readText();
      if (text.trim()) this.#take([{ text }]);
      else this.#say({ en: "The clipboard holds no text.", ja: "クリップボードにテキストがありません。" });
    } catch {
      this.#box.focus();
      this.#say({
        en: "The browser does not let this page read the clipboard. Paste with the keyboard instead.",
        ja: "ブラウザがクリップボードの読み取りを許可していません。キーボードで貼り付けてください。",
      });
    }
  }

  /** A document that holds more than a policy is to be sorted. */
  #onSort(event: Event): void {
    const asked = (event.target as Element | null)?.closest?.("[data-sort]");
    const name = asked?.getAttribute("data-sort");
    const text = name ? this.#page.textOf(name) : undefined;
    if (name && text) this.#take([{ text }], [], name);
  }

  async #takeFiles(files: File[]): Promise<void> {
    const turn = this.#begin();
    const found = await parts(files);
    if (turn === this.#turn) this.#take(found.parts, found.problems);
  }

  /** Reads all parts; `from` is the box that they stand in already. */
  async #take(taken: Part[], problems: Words[] = [], from = ""): Promise<void> {
    const turn = this.#begin();
    this.#empty();
    const wanted = taken.filter(({ text }) => text.trim() && text.length <= LARGEST);
    const large = taken.filter(({ text }) => text.length > LARGEST);
    const all = [...problems, ...large.map(({ name }) => tooLarge(name ?? "…"))];
    if (wanted.length === 0) return this.#say(...all);
    const length = wanted.reduce((sum, { text }) => sum + text.length, 0);
    if (length > HUGE && !(await this.#asked(length))) return this.#done(turn);
    if (turn !== this.#turn) return;
    const timer = setTimeout(() => this.#showProgress(length), 150);
    try {
      const reads: Read[] = [];
      for (const { text, name } of wanted) {
        const reading = JSON.parse(await this.#engine.ask("read", text)) as Reading;
        reads.push({ reading, name });
      }
      if (turn === this.#turn) this.#show(reads, all, from);
    } catch (reason) {
      if (turn === this.#turn && !(reason instanceof Cancelled)) this.#say(failed(reason));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Gives up what is being read or asked. */
  #begin(): number {
    this.#turn += 1;
    if (this.#section.hasAttribute("data-busy")) this.#engine.cancel();
    this.#section.toggleAttribute("data-busy", false);
    this.#state.replaceChildren();
    return this.#turn;
  }

  #empty(): void {
    this.#box.value = "";
    this.#read.disabled = true;
  }

  #done(turn: number): void {
    if (turn === this.#turn) this.#begin();
  }

  #asked(length: number): Promise<boolean> {
    const words = {
      en: `${size(length)}: that is a lot for policies. Read it anyway?`,
      ja: `${size(length)} あります。ポリシーとしては大きめですが、読み取りますか？`,
    };
    return new Promise((resolve) => {
      const yes = button({ en: "Read it", ja: "読み取る" }, () => resolve(true), {
        class: "button primary small",
        "data-intake": "anyway",
      });
      const no = button(CANCEL, () => resolve(false), { "data-intake": "cancel" });
      this.#state.replaceChildren(say(words, "p"), yes, no);
      yes.focus();
    });
  }

  #showProgress(length: number): void {
    this.#section.toggleAttribute("data-busy", true);
    const words = { en: `Reading ${size(length)} …`, ja: `${size(length)} を読み取っています…` };
    const cancel = button(CANCEL, () => this.#begin(), { "data-intake": "cancel" });
    this.#state.replaceChildren(say(words, "p"), cancel);
  }

  #say(...sentences: Words[]): void {
    this.#section.toggleAttribute("data-busy", false);
    this.#state.replaceChildren(...sentences.map((words) => say(words, "p", { class: "problem" })));
  }

  #show(reads: Read[], problems: Words[], from: string): void {
    this.#section.toggleAttribute("data-busy", false);
    this.#page.sayMasked(reads.flatMap(({ reading }) => reading.masked));
    const wanted = filling(reads);
    const isNew = reads.some((read) => !isEmpty(read));
    const filled = isNew ? this.#page.fill(wanted, from) : { documents: [], fields: {} };
    const aloud = [
      ...problems.map((words) => say(words, "p", { class: "problem" })),
      say(summary(reads), "p"),
    ];
    this.#state.replaceChildren(...aloud);
    this.#undo = button({ en: "Undo", ja: "元に戻す" }, () => this.#takeBack(), {
      "data-intake": "undo",
    });
    this.#undo.hidden = !(isNew && this.#canUndo);
    const close = button({ en: "Close", ja: "閉じる" }, () => this.#close(), { "data-intake": "close" });
    const head = element(
      "div",
      { class: "intake-head" },
      say({ en: "Where it went", ja: "振り分け先" }, "h3"),
      this.#undo,
      close,
    );
    const errors = reads.flatMap(({ reading }) => reading.errors).map(explanation);
    this.#result.replaceChildren(
      head,
      ...errors,
      element("ul", { class: "went" }, ...lines(reads, wanted, filled)),
    );
  }

  #takeBack(): void {
    this.#page.takeBack();
    this.#close();
    this.#say({ en: "Everything is as before.", ja: "貼り付ける前の状態に戻しました。" });
  }

  #close(): void {
    this.#undo = undefined;
    this.#result.replaceChildren();
    this.#state.replaceChildren();
    this.#box.focus();
  }
}

const CANCEL: Words = { en: "Cancel", ja: "やめる" };

function failed(reason: unknown): Words {
  const detail = reason instanceof Error ? reason.message : String(reason);
  return {
    en: `This could not be read (\`${detail}\`). Paste the policy itself into its box below.`,
    ja: `読み取れませんでした（\`${detail}\`）。ポリシーの本文を下の入力欄に貼り付けてください。`,
  };
}

/** What the address asks for and the page does not have. */
function unknown(page: Page): Words[] {
  const said: Words[] = [];
  const example = page.unknown("example");
  if (example !== undefined) {
    said.push({
      en: `The link asks for the example \`${plain(example)}\`, which is not here. See “Examples …”.`,
      ja: `リンクで指定されたサンプル \`${plain(example)}\` は見つかりません。「サンプル …」から選んでください。`,
    });
  }
  const profile = page.unknown("profile");
  if (profile !== undefined) {
    said.push({
      en: `The link asks for the profile \`${plain(profile)}\`, which is not here. Choose one under “What fails”.`,
      ja: `リンクで指定されたプロファイル \`${plain(profile)}\` は見つかりません。「失敗している操作」から選んでください。`,
    });
  }
  return said;
}

/** A name as it can stand between backticks. */
function plain(name: string): string {
  return name.replaceAll("`", "'").slice(0, 100);
}

function find<T extends HTMLElement>(section: HTMLElement, selector: string): T {
  const found = section.querySelector<T>(selector);
  if (!found) throw new Error(`${selector} is missing`);
  return found;
}
