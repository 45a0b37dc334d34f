// Links that hold everything: made on a click alone, behind the `#`, which browsers send to no server. And the way
// back from such a link. Not: what "everything" is; that is `web/src/share.rs`.

import { button, element, say } from "../reader/dom.ts";
import type { Page, Words } from "../reader/reading.ts";
import { mask, type Packed } from "./mask.ts";
import { Broken, deflate, inflate, VERSION } from "./packed.ts";

/** Many programs cut longer addresses off. */
const LONGEST = 8 * 1024;

/** Opens what the address holds, and offers to make such addresses. */
export async function openLinks(page: Page): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-share]");
  if (place) place.replaceChildren(menu(page));
  addEventListener("hashchange", () => open(page));
  await open(page);
}

async function open(page: Page): Promise<void> {
  const { hash } = location;
  if (!hash.startsWith(VERSION)) return;
  // What a link held is neither to be passed on with the address nor kept in the history.
  history.replaceState(null, "", location.pathname + location.search);
  try {
    page.restore(JSON.parse(await inflate(hash)));
  } catch (reason) {
    notice(reason instanceof Broken ? reason.words : UNREADABLE);
  }
}

const UNREADABLE: Words = {
  en: "This link is damaged or cut off, so nothing was opened. Ask for it again, or paste the policies themselves.",
  ja: "リンクが壊れているか途中で切れているため、開けませんでした。リンクをもう一度もらうか、ポリシーの本文を貼り付けてください。",
};

function notice(words: Words): void {
  const close = button({ en: "Close", ja: "閉じる" }, () => box.remove());
  const box = element(
    "div",
    { class: "failure", role: "alert", "data-link": "broken" },
    say(words, "p"),
    close,
  );
  document.getElementById("intake")?.before(box);
}

function menu(page: Page): HTMLElement {
  const state = element("div", { role: "status" });
  const names = element("input", { type: "checkbox", id: "share-mask" }) as HTMLInputElement;
  names.checked = true;
  const label = say({ en: "Mask account IDs and names", ja: "アカウント ID と名前を置き換える" }, "label", {
    for: names.id,
  });
  const copy = button(
    { en: "Copy link", ja: "リンクをコピー" },
    async () => state.replaceChildren(...(await made(page, names.checked))),
    { class: "button primary small", "data-action": "copy-link" },
  );
  names.addEventListener("change", () => state.replaceChildren());
  const panel = element(
    "div",
    { class: "share-panel" },
    say(WARNING, "p"),
    element("p", { class: "share-mask" }, names, label),
    say(MASKS, "p", { class: "help" }),
    copy,
    state,
  );
  const summary = say({ en: "Share", ja: "共有" }, "summary", { class: "button" });
  const menu = element("details", { class: "share-menu" }, summary, panel) as HTMLDetailsElement;
  const shut = () => {
    menu.open = false;
    state.replaceChildren();
  };
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    shut();
    summary.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) shut();
  });
  return menu;
}

const WARNING: Words = {
  en: "The link holds everything on this page: documents, kinds, fields and settings. Whoever has it can read it; secrets are left out.",
  ja: "リンクには、このページのドキュメント、種類、入力欄、設定情報がすべて入ります。リンクを知っている人は誰でも読めます。機密情報は含まれません。",
};

const MASKS: Words = {
  en: "The same name always becomes the same word, so that the answer stays the same. Actions, conditions and IP addresses stay.",
  ja: "同じ名前は必ず同じ語に置き換わるため、判定は変わりません。アクション、条件、IP アドレスはそのまま残ります。",
};

/** Copies the link, and what there is to say of it. */
async function made(page: Page, masks: boolean): Promise<HTMLElement[]> {
  const all = JSON.parse(page.pack()) as Packed;
  if (isEmpty(all))
    return [say({ en: "There is nothing on the page yet.", ja: "まだ何も入力されていません。" }, "p")];
  const packed = JSON.stringify(masks ? mask(all) : all);
  const hash = await deflate(packed);
  if (hash.length > LONGEST) return [say(tooLong(hash.length), "p", { class: "problem" })];
  const address = location.href.replace(/[?#].*$/, "") + hash;
  const field = element("input", { readonly: "", lang: "en", translate: "no", class: "share-address" });
  (field as HTMLInputElement).value = address;
  field.setAttribute("aria-label", document.documentElement.lang === "ja" ? "リンク" : "Link");
  try {
    await navigator.clipboard.writeText(address);
    return [say(copied(address.length), "p"), field];
  } catch {
    return [say({ en: "Copy it from here:", ja: "こちらからコピーしてください。" }, "p"), field];
  }
}

function isEmpty({ documents, fields, call, facts }: Packed): boolean {
  return documents.length === 0 && !call && facts.length === 0 && Object.keys(fields).length === 0;
}

function copied(length: number): Words {
  return { en: `Copied, ${length} characters.`, ja: `コピーしました（${length} 文字）。` };
}

function tooLong(length: number): Words {
  const [size, most] = [Math.ceil(length / 1024), LONGEST / 1024];
  return {
    en: `The link would have ${size} KB, and many programs cut off what is over ${most} KB. Remove documents that do not matter here, or pass them on as files.`,
    ja: `リンクが ${size} KB になります。${most} KB を超えると途中で切れることが多いため、作成しませんでした。関係のないドキュメントを削除するか、ファイルで渡してください。`,
  };
}
