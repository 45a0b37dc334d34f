// What stands in an element once it has started: the views, how they follow attributes and page, and what they tell.
// One instance of the program serves all elements.

import init, { type Handle, hasChecks, mount } from "undenied-widget-glue";
import wasm from "undenied-widget-wasm";
import css from "undenied-widget-styles";
import { bytes } from "./bytes.ts";
import { callIn, followChildren, isError, readChildren } from "./documents.ts";
import { fragment } from "./open.ts";
import { readResult } from "./result.ts";
import { follow, themeOfHost } from "./theme.ts";
import type { UndeniedDocument, UndeniedKind, UndeniedResult } from "./types.ts";

type Given = Record<string, unknown> & { documents: UndeniedDocument[] };
type Hear = (event: string, detail: unknown) => void;

/** Attributes that fill in a field, in the order in which the program tells them. */
const FIELDS = ["bucket", "role-arn", "account-id", "external-id", "bucket-account"];
const SECTIONS = ["result", "path", "doc", "guide", "problems", "requests", "assumptions"];
const NO_CHECKS =
  "undenied-checker: what was loaded has no checks of one policy by itself, which the attribute `checks` asks for. " +
  "Use undenied-checker-full.js or frame-full.html, or loader.js with core-full.js beside it.";

let started: Promise<unknown> | undefined;
let isBroken = false;
/** Whether the console says already that there are no checks here. */
let isSaid = false;
const sheets = new WeakMap<Document, CSSStyleSheet>();
const running = new Set<Checker>();

export async function create(
  element: HTMLElement,
  root: ShadowRoot,
  documents: UndeniedDocument[] | undefined,
  hear: Hear,
): Promise<Checker> {
  started ??= init({ module_or_path: bytes(wasm) });
  await started;
  if (isBroken) throw new WebAssembly.RuntimeError("stopped");
  if (element.hasAttribute("checks") && !hasChecks() && !isSaid) {
    isSaid = true;
    console.warn(NO_CHECKS);
  }
  return new Checker(element, root, documents, hear);
}

// A mistake of ours ends the program for all elements; that of another program on the page is none of ours.
addEventListener("error", ({ error }) => {
  if (!(error instanceof WebAssembly.RuntimeError && error.stack?.includes(import.meta.url))) return;
  isBroken = true;
  for (const checker of running) checker.hear("error", error);
});

export class Checker {
  readonly hear: Hear;
  readonly #element: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #unfollow: (() => void)[];
  #handle!: Handle;
  /** Where the views are. */
  #place: HTMLElement | undefined;
  /** What the page speaks. */
  #language = "";
  /** What the reader has chosen since. */
  #chosen: string | undefined;
  /** The answer that was told last. */
  #told: UndeniedResult | null = null;
  /** An error message among the documents. */
  #error: UndeniedDocument | undefined;
  /** Whether it can be folded. */
  #folds = false;
  /** What the children said, as long as nobody else has said anything since, and what stood there then. */
  #children: { said: string; stood: string } | undefined;

  constructor(element: HTMLElement, root: ShadowRoot, documents: UndeniedDocument[] | undefined, hear: Hear) {
    this.#element = element;
    this.#root = root;
    this.hear = hear;
    root.addEventListener("click", this.#clicked);
    root.addEventListener("input", this.#typed);
    root.replaceChildren();
    this.wear();
    this.#begin(documents);
    this.#unfollow = [follow(() => this.#dress()), followChildren(element, () => this.#reread())];
    running.add(this);
    hear("ready", null);
  }

  /** Constructed style sheets need no permission of the host's CSP, and belong to one document. */
  wear(): void {
    const { ownerDocument } = this.#root;
    let sheet = sheets.get(ownerDocument);
    if (!sheet) {
      sheet = new (ownerDocument.defaultView ?? window).CSSStyleSheet();
      sheet.replaceSync(css);
      sheets.set(ownerDocument, sheet);
    }
    this.#root.adoptedStyleSheets = [sheet];
  }

  stop(): void {
    running.delete(this);
    this.#root.removeEventListener("click", this.#clicked);
    this.#root.removeEventListener("input", this.#typed);
    for (const end of this.#unfollow) end();
    this.#unmount();
  }

  changed(name: string): void {
    if (name === "mode") {
      this.#again(this.#now());
    } else if (name === "example") {
      this.reset();
    } else if (name === "profile") {
      this.#again({ ...this.#now(), profile: this.#element.getAttribute(name) });
    } else if (FIELDS.includes(name)) {
      this.#handle.fill(name, this.#element.getAttribute(name) ?? "");
    }
    this.#dress();
  }

  get documents(): UndeniedDocument[] {
    const { documents } = this.#now();
    return this.#error ? [...documents, this.#error] : documents;
  }

  give(documents: UndeniedDocument[]): void {
    this.#children = undefined;
    const before = this.#error?.text;
    const sorted = this.#sort(documents);
    const given = { ...this.#now(), ...sorted };
    // As at the start: a call that is told is what is asked about.
    if (sorted.action && this.#error?.text !== before) given.profile = this.#element.getAttribute("profile");
    this.#again(given);
  }

  reset(): void {
    this.#unmount();
    this.#begin(undefined);
  }

  get result(): UndeniedResult | null {
    return readResult(this.#handle.result());
  }

  focus(options?: FocusOptions): void {
    const panel = this.#root.querySelector("[role=tabpanel]:not([hidden])");
    const rich = panel?.querySelector(".rich")?.shadowRoot?.querySelector("[contenteditable]");
    const place = rich ?? panel?.querySelector("textarea") ?? this.#root.querySelector("[role=tab]");
    (place as HTMLElement | null)?.focus(options);
  }

  #begin(documents: UndeniedDocument[] | undefined): void {
    const example = documents ? null : this.#element.getAttribute("example");
    const children = documents || example ? undefined : readChildren(this.#element);
    this.#mount({ ...this.#asked(documents ?? children ?? []), example });
    this.#remember(children);
  }

  /** The children may have changed: a framework has brought others, a highlighter has dressed them. */
  #reread(): void {
    const children = readChildren(this.#element);
    const isSame = this.#children?.said === JSON.stringify(children);
    if (isSame || this.#children?.stood !== this.#standing()) return;
    this.give(children);
    this.#remember(children);
  }

  #remember(children: UndeniedDocument[] | undefined): void {
    this.#children = children && { said: JSON.stringify(children), stood: this.#standing() };
  }

  /** Differs as soon as somebody has changed a document. */
  #standing(): string {
    return JSON.stringify(this.documents.map(({ kind, text }) => [kind, text]));
  }

  #again(given: Given): void {
    this.#unmount();
    this.#mount(given);
  }

  #unmount(): void {
    this.#place?.remove();
    this.#place = undefined;
    // What the program does next, it does before: it would look for what is gone.
    const handle = this.#handle;
    setTimeout(() => isBroken || handle.unmount());
  }

  #mount(given: Given): void {
    const isGiven = given.documents.length > 0 || given.example || this.#error;
    this.#listen();
    const place = document.createElement("div");
    this.#place = place;
    this.#root.append(place);
    this.#handle = mount(place, {
      ...given,
      lang: this.#chosen ?? this.#language,
      mode: this.#element.getAttribute("mode") ?? (isGiven ? "readonly" : "edit"),
      loadEditor: () => import(new URL("./editor.js", import.meta.url).href),
      // Not in the middle of what the program does: who hears it may ask for more.
      tell: (fixed?: number) =>
        queueMicrotask(() => {
          if (this.#place === place) this.#tell(fixed);
        }),
    });
    this.#dress();
  }

  #tell(fixed: number | undefined): void {
    // The answer in which it was offered is the last one that was told.
    const fix = fixed === undefined ? undefined : this.#told?.findings[fixed];
    if (fix) this.hear("fix", fix);
    if (fixed !== undefined) return;
    this.#told = this.result;
    if (this.#told) this.hear("result", this.#told);
  }

  /** `documents`, and what attributes say. */
  #asked(documents: UndeniedDocument[]): Given {
    const given: Given = this.#sort(documents);
    for (const name of ["profile", ...FIELDS]) {
      const value = this.#element.getAttribute(name);
      if (value !== null) given[name] = value;
    }
    return given;
  }

  #sort(documents: UndeniedDocument[]): Given {
    this.#error = documents.find(isError);
    return { documents: documents.filter((it) => !isError(it)), ...callIn(this.#error?.text) };
  }

  /** What stands there now. */
  #now(): Given {
    const [profile, ...values] = this.#handle.given();
    // A profile of the host's own has no name.
    const given: Given = {
      profile: profile || this.#element.getAttribute("profile"),
      documents: [],
      ...callIn(this.#error?.text),
    };
    for (const name of FIELDS) given[name] = values.shift();
    while (values.length > 0) {
      const [name = "", kind, text = ""] = values.splice(0, 3);
      given.documents.push({ name, kind: kind as UndeniedKind, text });
    }
    return given;
  }

  /** Everything that no program is asked for. */
  #dress(): void {
    const widget = this.#root.querySelector<HTMLElement>(".widget");
    if (!widget) return;
    const value = (name: string) => this.#element.getAttribute(name);
    const set = (name: string, text: string | undefined) => {
      if (text === undefined) delete widget.dataset[name];
      else widget.dataset[name] = text;
    };
    const theme = value("theme");
    set("theme", theme === "light" || theme === "dark" ? theme : themeOfHost());
    const shown = value("show")?.split(/[\s,]+/);
    set("without", shown && SECTIONS.filter((name) => !shown.includes(name)).join(" "));
    const isFolded = value("collapsed") !== null;
    this.#folds ||= isFolded;
    set("folded", this.#folds ? String(isFolded) : undefined);
    this.#action("unfold")?.setAttribute("aria-expanded", String(!isFolded));
    const height = value("max-height") ?? "";
    widget.style.setProperty("--max-height", /^\d+$/.test(height) ? `${height}px` : height);
    widget.style.setProperty("--base", getComputedStyle(this.#element).fontSize);
    this.#handle.setLevel(Number(/^[1-6]$/.exec(value("level") ?? "")?.[0] ?? 0));
    if (this.#listen()) this.#handle.setLanguage(this.#language);
    this.#link();
  }

  #link(): void {
    const beside = /\/widget\/[^/]*$/.test(import.meta.url) ? new URL("../", import.meta.url).href : "";
    const app = this.#element.getAttribute("app") ?? beside;
    const link = this.#action("open");
    if (app) link?.setAttribute("href", app);
    else link?.removeAttribute("href");
  }

  /** Whether the page speaks another language than before. */
  #listen(): boolean {
    const spoken = this.#spoken();
    if (spoken === this.#language) return false;
    this.#language = spoken;
    this.#chosen = undefined;
    return true;
  }

  /** The nearest `lang`, else the browser's first language that we speak. */
  #spoken(): string {
    const near = this.#element.closest("[lang]")?.getAttribute("lang");
    return [near ?? "", ...navigator.languages].find((tag) => /^(en|ja)\b/i.test(tag)) ?? "en";
  }

  #action(name: string): Element | null {
    return this.#root.querySelector(`[data-action=${name}]`);
  }

  readonly #typed = (): void => {
    this.#children = undefined;
  };

  readonly #clicked = ({ target }: Event): void => {
    const language = (target as Element).closest?.(".languages [lang]");
    if (language) this.#chosen = language.getAttribute("lang") ?? undefined;
    const button = (target as Element).closest?.("[data-action], [data-go]");
    const name = button?.getAttribute("data-action");
    if (button?.hasAttribute("data-go")) {
      this.#element.removeAttribute("collapsed");
    } else if (name === "unfold") {
      this.#element.toggleAttribute("collapsed");
    } else if (name === "try") {
      this.#element.setAttribute("mode", "edit");
      this.focus();
    } else if (name === "open") {
      const link = this.#action("open") as HTMLAnchorElement;
      link.hash = fragment(this.#now());
      // The browser has taken it by then; what was typed does not stay in the page.
      setTimeout(() => this.#link());
    }
  };
}
