// Findings in the text: wavy lines, signs in the gutter, and the place for the note of the current one.

import { type ChangeDesc, type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutter,
  WidgetType,
} from "@codemirror/view";

export interface Finding {
  from: number;
  to: number;
  /** `error`, `security`, `warning` or `suggestion`. */
  severity: string;
  /** Without markup; shown when pointed at. */
  message: string;
}

interface Marks {
  list: Finding[];
  decorations: DecorationSet;
}

export const setFindings = StateEffect.define<{ list: Finding[]; current: number }>();

/** Between the lines stands a slot: what the page puts into the host shows there, in the page's styles. */
class NoteWidget extends WidgetType {
  override toDOM(): HTMLElement {
    const box = document.createElement("div");
    box.className = "cm-note";
    box.append(document.createElement("slot"));
    return box;
  }

  override eq(): boolean {
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }

  override get estimatedHeight(): number {
    return 160;
  }
}

/** Where something is missing there is nothing to underline. */
class Gap extends WidgetType {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super();
    this.finding = finding;
  }

  override toDOM(): HTMLElement {
    const gap = document.createElement("span");
    gap.className = `cm-finding cm-gap cm-finding-${this.finding.severity}`;
    gap.title = this.finding.message;
    return gap;
  }

  override eq(other: Gap): boolean {
    return other.finding.severity === this.finding.severity && other.finding.message === this.finding.message;
  }
}

class Sign extends GutterMarker {
  readonly index: number;
  readonly finding: Finding;

  constructor(index: number, finding: Finding) {
    super();
    this.index = index;
    this.finding = finding;
  }

  override eq(other: Sign): boolean {
    return other.index === this.index && other.finding.severity === this.finding.severity;
  }

  override toDOM(): HTMLElement {
    const sign = document.createElement("span");
    sign.className = `cm-sign cm-sign-${this.finding.severity}`;
    sign.textContent = this.finding.severity === "suggestion" ? "i" : "!";
    sign.title = this.finding.message;
    return sign;
  }
}

const field = StateField.define<Marks>({
  create: () => ({ list: [], decorations: Decoration.none }),
  update(marks, transaction) {
    let next = marks;
    // Until the page tells new ones, those that are known move along with what is written.
    if (transaction.docChanged) next = moved(next, transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setFindings)) next = build(transaction.state, effect.value.list, effect.value.current);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field, (marks) => marks.decorations),
});

function moved({ list, decorations }: Marks, changes: ChangeDesc): Marks {
  const at = (position: number) => changes.mapPos(Math.min(position, changes.length));
  return {
    list: list.map((finding) => ({ ...finding, from: at(finding.from), to: at(finding.to) })),
    decorations: decorations.map(changes),
  };
}

const signs = gutter({
  class: "cm-signs",
  renderEmptyElements: false,
  lineMarker(view, line) {
    const { list } = view.state.field(field);
    const index = list.findIndex((it) => lineStart(view.state, it.from) === line.from);
    const finding = list[index];
    return finding ? new Sign(index, finding) : null;
  },
  lineMarkerChange: (update) => update.startState.field(field) !== update.state.field(field),
  domEventHandlers: {
    mousedown(view, line) {
      const { list } = view.state.field(field);
      const index = list.findIndex((it) => lineStart(view.state, it.from) === line.from);
      if (index < 0) return false;
      (view.root as ShadowRoot).dispatchEvent(new CustomEvent("pick", { detail: index }));
      return true;
    },
  },
});

export const findings = [field, signs];

/** The finding that covers `at`, the shortest first. */
export function findingAt(state: EditorState, at: number): number | undefined {
  const { list } = state.field(field);
  const covering = list.map((finding, index) => ({ finding, index }));
  const hits = covering.filter(({ finding }) => finding.from <= at && at <= finding.to);
  hits.sort((a, b) => a.finding.to - a.finding.from - (b.finding.to - b.finding.from));
  return hits[0]?.index;
}

function build(state: EditorState, list: Finding[], current: number): Marks {
  const end = state.doc.length;
  const ranges: Range<Decoration>[] = [];
  list.forEach((finding, index) => {
    const [from, to] = [Math.min(finding.from, end), Math.min(finding.to, end)];
    const now = index === current ? " cm-finding-current" : "";
    const mark = Decoration.mark({
      class: `cm-finding cm-finding-${finding.severity}${now}`,
      attributes: { title: finding.message },
    });
    for (const [start, stop] of inked(state, from, to)) ranges.push(mark.range(start, stop));
    if (from === to) ranges.push(Decoration.widget({ widget: new Gap(finding), side: 1 }).range(from));
    if (index === current) {
      const note = Decoration.widget({ widget: new NoteWidget(), block: true, side: 2 });
      ranges.push(note.range(noteLine(state, from, to)));
    }
  });
  return { list, decorations: Decoration.set(ranges, true) };
}

/** The parts of a place that are not indentation, line by line. */
function inked(state: EditorState, from: number, to: number): [number, number][] {
  const parts: [number, number][] = [];
  for (let at = from; at < to; at = state.doc.lineAt(at).to + 1) {
    const line = state.doc.lineAt(at);
    const part = state.sliceDoc(at, Math.min(to, line.to));
    const start = at + part.length - part.trimStart().length;
    const stop = at + part.trimEnd().length;
    if (start < stop) parts.push([start, stop]);
  }
  return parts;
}

/** Below a short place; below the first line of one that goes over many. */
function noteLine(state: EditorState, from: number, to: number): number {
  const first = state.doc.lineAt(from);
  const last = state.doc.lineAt(to);
  return last.number - first.number <= 2 ? last.to : first.to;
}

function lineStart(state: EditorState, at: number): number {
  return state.doc.lineAt(Math.min(at, state.doc.length)).from;
}
