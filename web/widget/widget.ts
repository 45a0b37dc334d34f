// <undenied-checker>: the checker inside any page. One file with the wasm in it; N elements share one instance.

import init, { mount } from "undenied-widget-glue";
import wasm from "undenied-widget-wasm";
import answerCss from "../styles/answer.css";
import checkerCss from "../styles/checker.css";
import controlsCss from "../styles/controls.css";
import documentsCss from "../styles/documents.css";
import noteCss from "../styles/note.css";
import pathCss from "../styles/path.css";
import tokensCss from "../styles/tokens.css";
import widgetCss from "../styles/widget.css";
import { bytes } from "./bytes.ts";
import { type Handle, readOptions } from "./options.ts";

let started: Promise<void> | undefined;
let sheets: CSSStyleSheet[] | undefined;

class UndeniedChecker extends HTMLElement {
  static readonly observedAttributes = ["lang"];
  #handle: Handle | undefined;

  connectedCallback(): void {
    // Until here a parser may not have read the children yet.
    queueMicrotask(() => this.#show());
  }

  disconnectedCallback(): void {
    this.#handle?.unmount();
    this.#handle = undefined;
  }

  attributeChangedCallback(_name: string, _before: string | null, after: string | null): void {
    if (after) this.#handle?.setLanguage(after);
  }

  async #show(): Promise<void> {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = styleSheets();
    try {
      started ??= start();
      await started;
      if (!this.isConnected || this.#handle) return;
      root.replaceChildren();
      this.#handle = mount(root, readOptions(this, loadEditor)) as Handle;
    } catch (reason) {
      root.replaceChildren(failure(this, reason));
    }
  }
}

async function start(): Promise<void> {
  await init({ module_or_path: bytes(wasm) });
}

function loadEditor(): Promise<unknown> {
  return import(new URL("./editor.js", import.meta.url).href);
}

/** Constructed once; the only way to style that needs no permission of the host's CSP. */
function styleSheets(): CSSStyleSheet[] {
  sheets ??= [tokensCss, checkerCss, answerCss, pathCss, controlsCss, documentsCss, noteCss, widgetCss].map(
    (css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    },
  );
  return sheets;
}

/** One line with the reason; the documents among the children stay readable below it. */
function failure(element: Element, reason: unknown): DocumentFragment {
  const detail = reason instanceof Error ? reason.message : String(reason);
  const refused = reason instanceof WebAssembly.CompileError;
  const line = document.createElement("p");
  line.className = "failure";
  if (element.closest("[lang]")?.getAttribute("lang")?.startsWith("ja")) {
    line.lang = "ja";
    line.textContent = refused
      ? "チェッカーを起動できません。このサイトの Content-Security-Policy の script-src に 'wasm-unsafe-eval' が必要です。"
      : `チェッカーを起動できませんでした（${detail}）。`;
  } else {
    line.lang = "en";
    line.textContent = refused
      ? "The checker cannot start: this site's Content-Security-Policy needs 'wasm-unsafe-eval' in script-src."
      : `The checker could not start (${detail}).`;
  }
  const fragment = document.createDocumentFragment();
  fragment.append(line, document.createElement("slot"));
  return fragment;
}

if (!customElements.get("undenied-checker")) customElements.define("undenied-checker", UndeniedChecker);
