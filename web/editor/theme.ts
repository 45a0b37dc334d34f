// The editor's look, all from the page's custom properties, which reach into its shadow root.

import { EditorView } from "@codemirror/view";

/** Width of the column of signs and line numbers, in CSS pixels. */
export const MARGIN = 56;

const severity = (name: string, color: string) => ({
  [`.cm-finding-${name}`]: { textDecorationColor: `var(--${color})` },
  [`.cm-finding-${name}.cm-finding-current`]: { backgroundColor: `var(--${color}-soft)` },
  [`.cm-gap.cm-finding-${name}`]: { borderColor: `var(--${color})`, backgroundColor: `var(--${color}-soft)` },
  [`.cm-signed-${name}::after`]: { backgroundColor: `var(--${color})` },
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
  ".cm-line": { position: "relative", padding: `0 12px 0 ${MARGIN + 6}px` },
  // Read aloud are the signs alone.
  ".cm-line[data-line]::before": {
    content: 'attr(data-line) / ""',
    position: "absolute",
    left: "18px",
    width: `${MARGIN - 22}px`,
    color: "var(--muted)",
    textAlign: "end",
    textIndent: "0",
    userSelect: "none",
  },
  ".cm-signed::after": {
    content: '"!" / attr(data-sign)',
    position: "absolute",
    top: "4px",
    left: "4px",
    width: "14px",
    height: "14px",
    borderRadius: "7px",
    color: "var(--surface)",
    font: "700 11px/14px var(--font)",
    textAlign: "center",
    cursor: "pointer",
    forcedColorAdjust: "none",
  },
  ".cm-signed-suggestion::after": { content: '"i" / attr(data-sign)' },
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
  ".cm-note": { padding: `6px 12px 10px ${MARGIN / 2}px`, fontFamily: "var(--font)", whiteSpace: "normal" },
  ".tok-key": { color: "var(--code-key)" },
  ".tok-string": { color: "var(--code-string)" },
  ".tok-number, .tok-keyword": { color: "var(--code-value)" },
  ".tok-punctuation": { color: "var(--muted)" },
  ".tok-comment, .tok-stray": { color: "var(--muted)" },
});
