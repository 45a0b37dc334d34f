// <undenied-checker> as the browser knows it: when it starts, and what it hands on. It is all that a page loads first.

import type { Checker } from "./core.ts";
import type { UndeniedCheckerElement, UndeniedDocument, UndeniedResult } from "./types.ts";

/** `withChecks`: one that has the checks of one policy by itself, where there is a choice. */
export type Load = (withChecks: boolean) => Promise<Pick<typeof import("./core.ts"), "create">>;

const OBSERVED =
  "lang mode show theme example collapsed max-height level profile bucket role-arn account-id external-id bucket-account app";
const INTERACTIONS = ["pointerover", "focusin", "touchstart"];

/** Registers the element; `load` gives the core, which is asked for once, and once more where only later one needs checks. */
export function define(load: Load): void {
  let core: ReturnType<Load> | undefined;
  let hasChecks = false;

  class UndeniedChecker extends HTMLElement implements UndeniedCheckerElement {
    static readonly observedAttributes = OBSERVED.split(" ");
    readonly #root = this.attachShadow({ mode: "open" });
    #checker: Checker | undefined;
    #starting: Promise<Checker | undefined> | undefined;
    #documents: UndeniedDocument[] | undefined;
    #unwatch: (() => void) | undefined;

    connectedCallback(): void {
      // Moved at once, as frameworks do: everything stays.
      if (this.#starting) {
        this.#checker?.wear();
        return;
      }
      this.#clear();
      // Set before the element was known.
      if (Object.hasOwn(this, "documents")) {
        this.#documents = this.documents;
        delete (this as { documents?: unknown }).documents;
      }
      // A parser may not have read the children yet.
      queueMicrotask(() => this.isConnected && this.#wait());
    }

    disconnectedCallback(): void {
      queueMicrotask(() => this.isConnected || this.#stop());
    }

    /** `moveBefore` keeps everything. */
    connectedMoveCallback(): void {}

    adoptedCallback(): void {
      this.#stop();
    }

    attributeChangedCallback(name: string): void {
      this.#checker?.changed(name);
    }

    get documents(): UndeniedDocument[] {
      return this.#checker?.documents ?? this.#documents ?? [];
    }

    set documents(documents: UndeniedDocument[]) {
      this.#documents = documents;
      this.#checker?.give(documents);
    }

    get result(): UndeniedResult | null {
      return this.#checker?.result ?? null;
    }

    async analyze(): Promise<UndeniedResult | null> {
      await this.#start();
      // What was set a moment ago is answered by then.
      await new Promise((done) => setTimeout(done));
      return this.result;
    }

    reset(): void {
      this.#documents = undefined;
      this.#checker?.reset();
    }

    override focus(options?: FocusOptions): void {
      this.#start().then((checker) => checker?.focus(options));
    }

    #wait(): void {
      if (this.#starting || this.#unwatch) return;
      const start = () => void this.#start();
      const loading = this.getAttribute("loading");
      if (loading === "eager") start();
      else if (loading === "click") this.#offer(start);
      else this.#watch(start);
    }

    #watch(start: () => void): void {
      const observer = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && start(), {
        rootMargin: "200px",
      });
      observer.observe(this);
      for (const name of INTERACTIONS) this.addEventListener(name, start, { passive: true });
      this.#unwatch = () => {
        observer.disconnect();
        for (const name of INTERACTIONS) this.removeEventListener(name, start);
      };
    }

    #offer(start: () => void): void {
      const button = document.createElement("button");
      button.type = "button";
      button.part.add("button");
      button.lang = this.#isJapanese() ? "ja" : "en";
      button.textContent = this.#isJapanese() ? "undenied でチェック" : "Check with undenied";
      button.addEventListener("click", start);
      this.#root.prepend(button);
    }

    #start(): Promise<Checker | undefined> {
      if (this.isConnected) this.#starting ??= this.#load();
      return this.#starting ?? Promise.resolve(undefined);
    }

    async #load(): Promise<Checker | undefined> {
      this.#unwatch?.();
      // From here on a new start is another one.
      await undefined;
      const own = this.#starting;
      try {
        const asks = this.#asksForChecks();
        if (!core || (asks && !hasChecks)) {
          hasChecks = asks;
          core = load(asks);
        }
        const { create } = await core;
        if (own !== this.#starting || !this.isConnected) return undefined;
        const checker = await create(this, this.#root, this.#documents, (event, detail) =>
          event === "error" ? this.#fail(detail) : this.#tell(event, detail),
        );
        if (own !== this.#starting) checker.stop();
        else this.#checker = checker;
      } catch (reason) {
        core = undefined;
        this.#fail(reason);
      }
      return this.#checker;
    }

    #stop(): void {
      this.#unwatch?.();
      this.#unwatch = undefined;
      this.#checker?.stop();
      this.#checker = undefined;
      this.#starting = undefined;
      this.#root.replaceChildren();
    }

    /** Shows the children as they are. */
    #clear(): void {
      const sheet = new (this.ownerDocument.defaultView ?? window).CSSStyleSheet();
      sheet.replaceSync(
        ":host{display:block}:host([hidden]){display:none}.failure{color:light-dark(#b01f24,#ff9d95)}",
      );
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.replaceChildren(document.createElement("slot"));
    }

    #tell(name: string, detail: unknown): void {
      this.dispatchEvent(new CustomEvent(`undenied-${name}`, { detail, bubbles: true, composed: true }));
    }

    /** One line with the reason; the documents among the children stay readable below it. */
    #fail(reason: unknown): void {
      const { name, message } = reason as Error;
      const code = name === "CompileError" ? "csp" : name === "RuntimeError" ? "engine" : "load";
      this.#checker?.stop();
      this.#checker = undefined;
      this.#clear();
      const line = document.createElement("p");
      line.className = "failure";
      line.lang = this.#isJapanese() ? "ja" : "en";
      line.textContent = this.#isJapanese()
        ? code === "csp"
          ? "チェッカーを起動できません。このサイトの Content-Security-Policy の script-src に 'wasm-unsafe-eval' が必要です。"
          : `チェッカーを起動できませんでした（${message}）。`
        : code === "csp"
          ? "The checker cannot start: this site's Content-Security-Policy needs 'wasm-unsafe-eval' in script-src."
          : `The checker could not start (${message}).`;
      this.#root.prepend(line);
      this.#tell("error", { code });
    }

    /** Where one asks for them, all on the page may use its program. */
    #asksForChecks(): boolean {
      return (
        this.hasAttribute("checks") || this.ownerDocument.querySelector("undenied-checker[checks]") !== null
      );
    }

    #isJapanese(): boolean {
      return /^ja\b/i.test(this.closest("[lang]")?.getAttribute("lang") ?? navigator.language);
    }
  }

  if (!customElements.get("undenied-checker")) customElements.define("undenied-checker", UndeniedChecker);
}
