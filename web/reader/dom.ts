// Elements in both languages at once: the style sheet hides the one that the page does not speak now.
// Texts are never HTML.

import type { Words } from "./reading.ts";

type Child = Node | string | undefined;

/** An element; `undefined` among the children is left out. */
export function element(tag: string, attributes: Record<string, string>, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** `words` in an element of `tag`. */
export function say(words: Words, tag = "span", attributes: Record<string, string> = {}): HTMLElement {
  const { class: name = "", ...others } = attributes;
  return element(
    tag,
    { ...others, class: `both ${name}`.trim() },
    element("span", { lang: "en" }, ...inline(words.en)),
    element("span", { lang: "ja" }, ...inline(words.ja)),
  );
}

/** Code and identifiers, which are the same in every language. */
export function code(text: string): HTMLElement {
  return element("code", { lang: "en", translate: "no" }, text);
}

export function button(
  words: Words,
  click: () => void,
  attributes: Record<string, string> = {},
): HTMLElement {
  const made = say(words, "button", { class: "button small", ...attributes, type: "button" });
  made.addEventListener("click", click);
  return made;
}

/** A command with a button that copies it. It breaks between its words, not behind the hyphens of its options. */
export function copyable(command: string): HTMLElement {
  const copy = button({ en: "Copy", ja: "コピー" }, async () => {
    await navigator.clipboard?.writeText(command);
    copy.replaceChildren(...say({ en: "Copied", ja: "コピーしました" }).childNodes);
  });
  copy.setAttribute("aria-live", "polite");
  const words = command.split(/(?<= )/).flatMap((word) => {
    const end = word.trimEnd();
    return [element("span", { class: "word" }, end), word.slice(end.length)];
  });
  const pre = element("pre", { lang: "en", translate: "no" }, element("code", {}, ...words));
  return element("div", { class: "copyable" }, pre, copy);
}

/** Parts in backticks as code, parts in double asterisks as labels. */
function inline(text: string): (Node | string)[] {
  return text.split("`").flatMap((part, index) => {
    if (index % 2 === 1) return [code(part)];
    return part.split("**").map((inner, label) => (label % 2 === 1 ? element("strong", {}, inner) : inner));
  });
}
