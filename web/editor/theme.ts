// The editor's look, all from the page's custom properties, which reach into its shadow root.

import { EditorView } from "@codemirror/view";

const severity = (name: string, color: string) => ({
  [`.cm-finding-${name}`]: { textDecorationColor: `var(--${color})` },
  [`.cm-finding-${name}.cm-finding-current`]: { backgroundColor: `var(--${color}-soft)` },
  [`.cm-gap.cm-finding-${name}`]: { borderColor: `var(--${color})`, backgroundColor: `var(--${color}-soft)` },
  [`.cm-sign-${name}`]: { backgroundColor: `var(--${color})` },
});

export const theme = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "transparent",
    fontSize: "var(--size-code, var(--size-small))",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.6", overflowX: "hidden" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)", overflowWrap: "anywhere" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--muted)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 10px", minWidth: "34px" },
  ".cm-signs": { width: "18px", order: "-1" },
  ".cm-signs .cm-gutterElement": { cursor: "pointer", display: "flex", justifyContent: "flex-end" },
  ".cm-sign": {
    width: "14px",
    height: "14px",
    marginTop: "4px",
    borderRadius: "7px",
    color: "var(--surface)",
    font: "700 11px/14px var(--font)",
    textAlign: "center",
    forcedColorAdjust: "none",
  },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--selection)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: "var(--selection)",
  },
  ".cm-finding": {
    textDecorationLine: "underline",
    textDecorationStyle: "wavy",
    textDecorationThickness: "1.5px",
    textUnderlineOffset: "3px",
    textDecorationSkipInk: "none",
    cursor: "pointer",
  },
  ".cm-gap": {
    display: "inline-block",
    width: "1ch",
    height: "1.2em",
    verticalAlign: "text-bottom",
    borderBottom: "2px dotted",
  },
  ...severity("error", "denied"),
  ...severity("security", "unknown"),
  ...severity("warning", "unknown"),
  ...severity("suggestion", "accent"),
  ".cm-note": { padding: "6px 12px 10px 6px", fontFamily: "var(--font)", whiteSpace: "normal" },
  ".tok-key": { color: "var(--code-key)" },
  ".tok-string": { color: "var(--code-string)" },
  ".tok-number, .tok-keyword": { color: "var(--code-value)" },
  ".tok-punctuation": { color: "var(--muted)" },
  ".tok-comment, .tok-stray": { color: "var(--muted)" },
});
