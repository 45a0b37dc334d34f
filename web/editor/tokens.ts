// Colours from the engine's own parser: spans in, marks out. No second grammar.

import { type EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** In the order of the numbers that the page sends. */
const CLASSES = ["key", "string", "number", "keyword", "punctuation", "comment", "stray"];
const MARKS = CLASSES.map((name) => Decoration.mark({ class: `tok-${name}` }));

/** Triples of start, end and class, in order, none overlapping. */
export const setTokens = StateEffect.define<Uint32Array>();

export const tokens = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(now, transaction) {
    let next = transaction.docChanged ? now.map(transaction.changes) : now;
    for (const effect of transaction.effects) {
      if (effect.is(setTokens)) next = build(effect.value, transaction.state.doc.length);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Whether just these colours are there already. */
export function isColoured(state: EditorState, triples: Uint32Array): boolean {
  const known = state.field(tokens).iter();
  for (let at = 0; at + 2 < triples.length; at += 3) {
    const isSame =
      known.from === triples[at] &&
      known.to === triples[at + 1] &&
      known.value === MARKS[triples[at + 2] ?? 0];
    if (!isSame) return false;
    known.next();
  }
  return known.value === null;
}

function build(triples: Uint32Array, end: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (let at = 0; at + 2 < triples.length; at += 3) {
    const from = triples[at] ?? 0;
    const to = Math.min(triples[at + 1] ?? 0, end);
    const mark = MARKS[triples[at + 2] ?? 0];
    if (mark && from < to) builder.add(from, to, mark);
  }
  return builder.finish();
}
