// The widget as a page of its own, for an iframe: attributes in the query, documents in the fragment, height told.

import type { UndeniedKind } from "./types.ts";
import "./widget.ts";

const element = document.createElement("undenied-checker");
for (const [name, value] of new URLSearchParams(location.search)) {
  if (!/^(on|style|class|id|slot)/.test(name)) element.setAttribute(name, value);
}
const documents = [...new URLSearchParams(location.hash.slice(1))].map(([kind, text]) => ({
  kind: kind as UndeniedKind,
  text,
}));
if (documents.length > 0) element.documents = documents;
element.setAttribute("loading", "eager");
document.documentElement.lang = element.lang || navigator.language;
document.body.append(element);

// To whoever embeds it, as far as the browser names them; a height is no secret.
const host = document.referrer ? new URL(document.referrer).origin : "*";
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  parent.postMessage({ type: "undenied-height", height }, host);
}).observe(document.documentElement);
