// "Try to leak": everything by which a page could send something, tried for real and listed with what the browser
// answered. Nothing that was pasted is in it; what is asked for is an address of our own server that does not exist.

import { button, code, element, say } from "../reader/dom.ts";
import type { Words } from "../reader/reading.ts";
import { ATTEMPTS, type Attempt, Refused } from "./attempts.ts";
import type { Badge } from "./badge.ts";

/** Long enough for a request to be refused, and for one that is not to come back. */
const PATIENCE = 1000;

/** Refused by the policy; failed for another reason; not to be told from here; got through. */
interface Outcome {
  kind: "refused" | "failed" | "silent" | "leaked";
  by?: string;
}

/** Brings the button in the footer to life. */
export function offerLeaks(badge: Badge): void {
  const place = document.querySelector<HTMLElement>("[data-leak]");
  const result = document.querySelector<HTMLElement>("[data-leak-result]");
  if (!place || !result) return;
  const press = button({ en: "Try to leak", ja: "送信を試す" }, async () => {
    press.setAttribute("disabled", "");
    result.replaceChildren(say({ en: "Trying …", ja: "試しています…" }, "p"));
    const outcomes = await Promise.all(ATTEMPTS.map(attempt));
    if (outcomes.some(({ kind }) => kind === "leaked")) badge.isBroken();
    result.replaceChildren(...report(outcomes, () => result.replaceChildren()));
    press.removeAttribute("disabled");
  });
  press.dataset.action = "leak";
  place.replaceChildren(press);
}

async function attempt({ name, run }: Attempt): Promise<Outcome> {
  const own = /^https?:/.test(location.protocol) ? document.baseURI : "https://undenied.invalid/";
  const address = new URL(`leak-test?${encodeURIComponent(name)}`, own).href;
  let refusal: string | undefined;
  const listen = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    // Schemes and hosts differ among the attempts, the name in the query does not.
    if (blockedURI.endsWith(address.slice(address.indexOf("?")))) refusal = effectiveDirective;
  };
  document.addEventListener("securitypolicyviolation", listen);
  try {
    const came = await Promise.race([run(address), wait(PATIENCE)]);
    // The report of a refusal comes after it.
    await wait(refusal ? 0 : PATIENCE / 4);
    if (refusal) return { kind: "refused", by: refusal };
    return came === true ? { kind: "leaked" } : { kind: "silent" };
  } catch (reason) {
    await wait(refusal ? 0 : PATIENCE / 4);
    if (refusal || reason instanceof Refused) return { kind: "refused", by: refusal ?? said(reason) };
    return { kind: "failed", by: said(reason) };
  } finally {
    document.removeEventListener("securitypolicyviolation", listen);
  }
}

function said(reason: unknown): string {
  return reason instanceof Error ? reason.message || reason.name : "error";
}

function wait(time: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

function report(outcomes: Outcome[], close: () => void): HTMLElement[] {
  const refused = outcomes.filter(({ kind }) => kind === "refused").length;
  const leaked = outcomes.filter(({ kind }) => kind === "leaked").length;
  const items = outcomes.map((outcome, index) => {
    const name = element("span", { lang: "en", translate: "no" }, ATTEMPTS[index]?.name ?? "");
    return element("li", { "data-outcome": outcome.kind }, name, " ", ...words(outcome));
  });
  return [
    element(
      "div",
      { class: "leak-head" },
      say(summary(refused, leaked, outcomes.length), "p", { "data-leaked": String(leaked) }),
      button({ en: "Close", ja: "閉じる" }, close),
    ),
    element("ul", { class: "leak-list" }, ...items),
    say(REST, "p"),
  ];
}

function summary(refused: number, leaked: number, all: number): Words {
  if (leaked > 0) {
    return {
      en: `${leaked} of ${all} attempts got through. Do not paste anything that must stay here.`,
      ja: `${all} 件中 ${leaked} 件の通信が通りました。外に出せない内容は貼り付けないでください。`,
    };
  }
  return {
    en: `${all} attempts, and nothing got through: the browser refused ${refused}, the others failed or were not answered.`,
    ja: `${all} 件を試しましたが、通ったものはありません。${refused} 件はブラウザが拒否し、残りは失敗したか応答がありませんでした。`,
  };
}

function words(outcome: Outcome): HTMLElement[] {
  if (outcome.kind === "leaked") return [say({ en: "got through", ja: "通りました" }, "strong")];
  if (outcome.kind === "silent") return [say({ en: "no answer", ja: "応答なし" })];
  const refused = { en: "refused by", ja: "拒否" };
  const head = say(outcome.kind === "refused" ? refused : { en: "failed:", ja: "失敗:" });
  return [head, element("span", {}, " ", code(outcome.by ?? ""))];
}

/** What no page can forbid itself. */
const REST: Words = {
  en: "No page can forbid links that you click, or browser extensions: they see what you see. Links here carry nothing of yours.",
  ja: "利用者がクリックするリンクとブラウザの拡張機能は、ページの側では止められません。このページのリンクに入力内容は含まれません。",
};
