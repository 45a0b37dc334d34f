// Why the page could not start, in both languages, and the plain way on. What was typed stays in its boxes.

/** Both languages of a reason, and what the browser said. */
export interface Reason {
  en: string;
  ja: string;
  detail: string;
}

/** The reason as far as the browser tells it. */
export function explain(reason: unknown): Reason {
  const detail = reason instanceof Error ? reason.message : String(reason);
  if (typeof WebAssembly === "undefined") {
    return {
      en: "this browser has no WebAssembly, or it is switched off. Use a current browser, or switch it on",
      ja: "このブラウザでは WebAssembly が使えないか、無効になっています。最新のブラウザを使うか、WebAssembly を有効にしてください",
      detail,
    };
  }
  if (reason instanceof WebAssembly.CompileError && /Content.Security.Policy|CSP|unsafe-eval/i.test(detail)) {
    return {
      en: "the Content-Security-Policy of this site lacks 'wasm-unsafe-eval' in script-src. Whoever runs the site can add it",
      ja: "このサイトの Content-Security-Policy の script-src に 'wasm-unsafe-eval' がありません。サイトの管理者に追加を依頼してください",
      detail,
    };
  }
  if (reason instanceof WebAssembly.RuntimeError) {
    return {
      en: `it has stopped by a mistake of its own (${detail}). Reload the page`,
      ja: `プログラムの不具合で停止しました（${detail}）。ページを再読み込みしてください`,
      detail,
    };
  }
  return {
    en: `a part of it did not load (${detail}). Check the connection, then reload the page`,
    ja: `一部を読み込めませんでした（${detail}）。接続を確認してから、ページを再読み込みしてください`,
    detail,
  };
}

/** Says above `root` why the page did not start, or stopped. Texts alone: the reason may quote an address. */
export function say(root: HTMLElement, reason: unknown): void {
  const { en, ja } = explain(reason);
  const stopped = typeof WebAssembly !== "undefined" && reason instanceof WebAssembly.RuntimeError;
  const box = document.createElement("div");
  box.className = "failure";
  box.setAttribute("role", "alert");
  const reload = document.createElement("button");
  reload.type = "button";
  reload.className = "button small both";
  reload.append(line("span", "en", "Reload"), line("span", "ja", "再読み込み"));
  reload.addEventListener("click", () => location.reload());
  const english = line(
    "p",
    "en",
    `${stopped ? "The checker does not work any more" : "The checker could not start"}: ${en}. What you typed is still here and was sent nowhere; copy it first.`,
  );
  const japanese = line(
    "p",
    "ja",
    `${stopped ? "チェッカーが動作しなくなりました" : "チェッカーを起動できませんでした"}。${ja}。入力した内容はこの画面に残っており、どこにも送信されていません。必要ならコピーしておいてください。`,
  );
  // Nobody can switch the language any more: the page's first, then the other.
  const isJapanese = document.documentElement.lang === "ja";
  box.append(...(isJapanese ? [japanese, english] : [english, japanese]), reload);
  root.before(box);
}

function line(tag: string, lang: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.lang = lang;
  made.textContent = text;
  return made;
}
