// The badge: whether the page is sealed, and how many requests it has made since. Counted by the browser, not by us.

import { say } from "../reader/dom.ts";
import type { Words } from "../reader/reading.ts";

export class Badge {
  #since = Number.POSITIVE_INFINITY;
  #count = 0;
  /** Addresses that the browser refused; it may list them among the requests all the same. */
  readonly #refused = new Set<string>();

  isSealed(): void {
    this.#since = performance.now();
    new PerformanceObserver((list) => this.#add(list.getEntries())).observe({ type: "resource" });
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
      this.#refused.add(blockedURI);
    });
    this.#show();
  }

  cannotSeal(): void {
    this.#write(UNSEALED);
  }

  /** Something got through although the page is sealed. */
  isBroken(): void {
    this.#write(BROKEN);
  }

  #add(entries: PerformanceEntryList): void {
    const late = entries.filter(({ startTime }) => startTime >= this.#since);
    if (late.length === 0) return;
    // The report of a refusal may come after the entry.
    setTimeout(() => {
      this.#count += late.filter(({ name }) => !this.#refused.has(name)).length;
      this.#show();
    }, 100);
  }

  #show(): void {
    const count = this.#count;
    this.#write({
      en: `Sealed, ${count} ${count === 1 ? "request" : "requests"}`,
      ja: `通信遮断中・リクエスト ${count} 件`,
    });
  }

  #write(words: Words): void {
    for (const place of document.querySelectorAll("[data-badge]")) {
      place.setAttribute("data-state", words === UNSEALED || words === BROKEN ? "open" : "sealed");
      const icon = place.querySelector("svg");
      place.replaceChildren(...(icon ? [icon] : []), say(words));
    }
  }
}

const UNSEALED: Words = {
  en: "Not sealed: this browser cannot. The page may ask its own server only, and does not.",
  ja: "遮断なし: このブラウザは未対応です。通信先はこのサイトに限られ、実際の通信もありません。",
};

const BROKEN: Words = {
  en: "Not sealed: a request got through.",
  ja: "遮断できていません: リクエストが 1 件通りました。",
};
