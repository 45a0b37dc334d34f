// Findings in the text: wavy lines, signs in the margin, and the place for the note of the current one.

import {
  type EditorState,
  type Range,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Transaction,
} from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import { MARGIN } from "./theme.ts";

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
  current: number;
  /** Whether the marks are as they would be drawn anew for these places. */
  isSound: boolean;
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

const field = StateField.define<Marks>({
  create: () => ({ list: [], current: -1, isSound: true, decorations: Decoration.none }),
  update(marks, transaction) {
    let next = marks;
    // Until the page tells new ones, those that are known move along with what is written.
    if (transaction.docChanged) next = moved(next, transaction);
    for (const effect of transaction.effects) {
      if (effect.is(setFindings)) next = build(transaction.state, effect.value.list, effect.value.current);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field, (marks) => marks.decorations),
});

function moved(
  { list, current, isSound, decorations }: Marks,
  { changes, startState, newDoc }: Transaction,
): Marks {
  const at = (position: number) => changes.mapPos(Math.min(position, changes.length));
  const places = list.map((finding) => ({ ...finding, from: at(finding.from), to: at(finding.to) }));
  return {
    list: places,
    current,
    isSound: isSound && startState.doc.lines === newDoc.lines && places.every(({ from, to }) => from < to),
    decorations: decorations.map(changes),
  };
}

/**
 * Numbers and signs stand in the lines themselves, drawn by the style sheet: a gutter beside the text would be as
 * high as the editor thinks its lines are, which it measures only where it is on the screen.
 */
const margin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = numbered(view);
    }

    update(update: ViewUpdate): void {
      const told = update.startState.field(field) !== update.state.field(field);
      if (told || update.docChanged || update.viewportChanged) this.decorations = numbered(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function numbered(view: EditorView): DecorationSet {
  const { list } = view.state.field(field);
  const signs = new Map<number, Finding>();
  for (const finding of list) {
    const start = lineStart(view.state, finding.from);
    if (!signs.has(start)) signs.set(start, finding);
  }
  const builder = new RangeSetBuilder<Decoration>();
  const { from, to } = view.viewport;
  for (let at = from; at <= to; ) {
    const line = view.state.doc.lineAt(at);
    const finding = signs.get(line.from);
    const attributes: Record<string, string> = { "data-line": String(line.number) };
    if (finding) {
      attributes.class = `cm-signed cm-signed-${finding.severity}`;
      attributes["data-sign"] = finding.message;
    }
    builder.add(line.from, line.from, Decoration.line({ attributes }));
    at = line.to + 1;
  }
  return builder.finish();
}

/** Which finding has its sign in the margin at this place of the screen. */
export function signAt(view: EditorView, event: MouseEvent): number | undefined {
  const line = event.composedPath().find((it) => it instanceof HTMLElement && it.matches(".cm-signed"));
  if (!(line instanceof HTMLElement)) return undefined;
  const inMargin = event.clientX < line.getBoundingClientRect().left + MARGIN;
  if (!inMargin) return undefined;
  const start = view.state.doc.lineAt(view.posAtDOM(line)).from;
  const index = view.state.field(field).list.findIndex((it) => lineStart(view.state, it.from) === start);
  return index < 0 ? undefined : index;
}

export const findings = [field, margin];

/** Whether just this is marked already: drawing it again would cost the most of a frame in a long line. */
export function isMarked(state: EditorState, list: Finding[], current: number): boolean {
  const marks = state.field(field);
  const isSame = (one: Finding, other: Finding | undefined) =>
    one.from === other?.from &&
    one.to === other.to &&
    one.severity === other.severity &&
    one.message === other.message;
  return (
    marks.isSound &&
    marks.current === current &&
    marks.list.length === list.length &&
    marks.list.every((finding, index) => isSame(finding, list[index]))
  );
}

/** The findings that are known, at other places: pairs of start and end. */
export function at(state: EditorState, pairs: Uint32Array): Finding[] {
  const { list } = state.field(field);
  return list.map((finding, index) => ({
    ...finding,
    from: pairs[2 * index] ?? finding.from,
    to: pairs[2 * index + 1] ?? finding.to,
  }));
}

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
  return { list, current, isSound: true, decorations: Decoration.set(ranges, true) };
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
