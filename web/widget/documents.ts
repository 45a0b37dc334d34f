// The documents among an element's children: ordinary code blocks, however the host's tools have dressed them, and
// whenever they come.

import type { UndeniedDocument, UndeniedKind } from "./types.ts";

/** Elements that stand for the end of a line where a highlighter writes none. */
const LINE = /^(BR|DIV|LI|P|TR)$/;
/** The call in the sentence by which AWS refuses. */
const REFUSED = /(\S+) is not authorized to perform: ([\w-]+:\w+)(?:\s+on resource: "?([^\s"]+))?/i;
/** Changes that come closer together (milliseconds) are one. */
const PAUSE = 100;

export interface Call {
  principal: string;
  action: string;
  resource: string | undefined;
}

export function readChildren(element: Element): UndeniedDocument[] {
  const documents: UndeniedDocument[] = [];
  for (const block of element.querySelectorAll<HTMLElement>("[data-doc], pre")) {
    // The innermost counts: a wrapper may hold a button beside the code.
    const own = block.closest("[data-doc]");
    if (own ? own !== block : block.querySelector("[data-doc], pre")) continue;
    const text = textOf(block.querySelector("pre") ?? block).replace(/^\n+|\s+$/g, "");
    // A column of line numbers is no document.
    if (/^[\d\s]*$/.test(text)) continue;
    const kind = block.dataset.doc?.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    documents.push(kind ? { kind: kind as UndeniedKind, text } : { text });
  }
  return documents;
}

/** Calls `changed` after anything that may change what [`readChildren`] gives; gives what ends it. */
export function followChildren(element: Element, changed: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, PAUSE);
  });
  const attributeFilter = ["data-doc"];
  observer.observe(element, { childList: true, characterData: true, subtree: true, attributeFilter });
  return () => {
    observer.disconnect();
    clearTimeout(waiting);
  };
}

function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  let text = "";
  for (const child of node.childNodes) text += textOf(child);
  return LINE.test(node.nodeName) && !text.endsWith("\n") ? `${text}\n` : text;
}

export function isError({ kind, text }: UndeniedDocument): boolean {
  return kind ? kind === "error" : !/^\s*[{[]/.test(text) && REFUSED.test(text);
}

export function callIn(text = ""): Call | undefined {
  const [, principal, action, resource] = REFUSED.exec(text) ?? [];
  return principal && action ? { principal, action, resource } : undefined;
}
