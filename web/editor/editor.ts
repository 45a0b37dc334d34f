// The rich editor: CodeMirror in a shadow root of its own, where its styles need no exception from a CSP.
// It shows what it is told: places, colours and the language come from the page.

import { defaultKeymap, history, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { Annotation, Compartment, EditorState, type Extension, type Transaction } from "@codemirror/state";
import { type Command, drawSelection, EditorView, keymap } from "@codemirror/view";
import { at, type Finding, findingAt, findings, isMarked, setFindings, signAt } from "./findings.ts";
import { theme } from "./theme.ts";
import { isColoured, setTokens, tokens } from "./tokens.ts";

export interface Options {
  text: string;
  label: string;
  /** Which keys lead on and out. */
  keys: string;
  readOnly: boolean;
  /** The whole text after a change, and whether it was typed or undone (else pasted, dropped). */
  onChange(text: string, typed: boolean): void;
  /** Somebody pointed at a finding, by its index in the last `setFindings`. */
  onPick(index: number): void;
  /** There is nothing left to undo or redo here: on with what the page did. */
  onUndo(forward: boolean): void;
  /** The text with its secrets masked, as long as before. */
  mask(text: string): string;
}

/** All positions are UTF-16 code units from the start of the text. */
export interface EditorHandle {
  setText(text: string): void;
  setFindings(list: Finding[], current: number): void;
  /** The same findings with their new places: pairs of start and end. */
  moveFindings(pairs: Uint32Array, current: number): void;
  /** Triples of start, end and class. */
  setTokens(triples: Uint32Array): void;
  setLanguage(label: string, keys: string): void;
  select(from: number, to: number): void;
  focus(): void;
  destroy(): void;
}

/** Escape leads out of the text at once, also where a problem is selected. */
const KEYS = defaultKeymap.filter(({ key }) => key !== "Escape");

/** Marks changes that come from the page, not from the user. */
const fromPage = Annotation.define<boolean>();

export function mount(host: HTMLElement, options: Options): EditorHandle {
  const root = host.attachShadow({ mode: "open" });
  const labels = new Compartment();
  const past = new Compartment();
  const waiting = new Waiting(() => view);
  const view = new EditorView({
    root,
    parent: root,
    dispatchTransactions(transactions, view) {
      const own = transactions.filter((it) => it.docChanged && !it.annotation(fromPage));
      const [last] = own.slice(-1);
      const isTyping = own.every(isTyped);
      try {
        // Told before it is drawn: who checks it may begin meanwhile.
        if (last && !view.compositionStarted) options.onChange(last.newDoc.toString(), isTyping);
      } finally {
        view.update(transactions);
      }
      if (last && view.compositionStarted)
        waiting.run("change", () => options.onChange(text(view), isTyping));
    },
    state: EditorState.create({
      doc: options.text,
      extensions: [
        past.of(history()),
        drawSelection(),
        EditorView.lineWrapping,
        keymap.of([...undoKeys(options.onUndo), ...KEYS]),
        EditorState.readOnly.of(options.readOnly),
        labels.of(attributes(options.label, options.keys)),
        masked(options.mask),
        tokens,
        findings,
        theme,
        EditorView.domEventObservers({
          mousedown(event, view) {
            const index = signAt(view, event);
            if (index !== undefined) options.onPick(index);
            return index !== undefined;
          },
          click(event, view) {
            const pointed = view.posAtCoords({ x: event.clientX, y: event.clientY });
            const index = pointed === null ? undefined : findingAt(view.state, pointed);
            if (index !== undefined) options.onPick(index);
          },
          compositionend() {
            waiting.flushSoon();
          },
        }),
      ],
    }),
  });

  const mark = (list: Finding[], current: number) => {
    if (!isMarked(view.state, list, current)) view.dispatch({ effects: setFindings.of({ list, current }) });
  };
  return {
    setText: (value) => waiting.run("text", () => replaceText(view, value, past)),
    setFindings: (list, current) => waiting.run("findings", () => mark(list, current)),
    moveFindings: (pairs, current) => waiting.run("places", () => mark(at(view.state, pairs), current)),
    setTokens: (triples) =>
      waiting.run("tokens", () => {
        if (!isColoured(view.state, triples)) view.dispatch({ effects: setTokens.of(triples) });
      }),
    setLanguage: (label, keys) =>
      waiting.run("labels", () => view.dispatch({ effects: labels.reconfigure(attributes(label, keys)) })),
    select: (from, to) =>
      waiting.run("select", () => {
        const end = view.state.doc.length;
        const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
        view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
        view.focus();
      }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** Holds back what would disturb an input method: while it composes, nothing is dispatched and nothing told. */
class Waiting {
  readonly #view: () => EditorView;
  readonly #tasks = new Map<string, () => void>();

  constructor(view: () => EditorView) {
    this.#view = view;
  }

  /** Runs `task` now or after the composition; of those with one name only the last. */
  run(name: string, task: () => void): void {
    if (this.#view().compositionStarted) {
      this.#tasks.delete(name);
      this.#tasks.set(name, task);
      this.flushSoon();
    } else {
      task();
    }
  }

  flushSoon(): void {
    // CodeMirror itself ends its composition some time after the browser does.
    setTimeout(() => {
      if (this.#tasks.size === 0) return;
      if (this.#view().compositionStarted) return this.flushSoon();
      const tasks = [...this.#tasks.values()];
      this.#tasks.clear();
      for (const task of tasks) task();
    }, 40);
  }
}

/** No secret gets into the editor, nor into what undo can bring back: the change itself is made without it. */
function masked(mask: (text: string) => string): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.isUserEvent("input.type.compose")) return transaction;
    const wanted = transaction.newDoc.toString();
    const held = mask(wanted);
    if (held === wanted) return transaction;
    return {
      changes: { from: 0, to: transaction.startState.doc.length, insert: held },
      selection: transaction.newSelection,
      userEvent: "input.paste",
      scrollIntoView: transaction.scrollIntoView,
    };
  });
}

function text(view: EditorView): string {
  return view.state.sliceDoc();
}

function isTyped(transaction: Transaction): boolean {
  return ["input.type", "delete", "undo", "redo"].some((event) => transaction.isUserEvent(event));
}

/** What is written here is undone here, and beyond that what the page did. */
function undoKeys(onUndo: Options["onUndo"]) {
  const go = (forward: boolean): Command => {
    const [depth, command] = forward ? [redoDepth, redo] : [undoDepth, undo];
    return (view) => {
      if (depth(view.state) > 0) return command(view);
      onUndo(forward);
      return true;
    };
  };
  return [
    { key: "Mod-z", run: go(false), preventDefault: true },
    { key: "Mod-y", mac: "Mod-Shift-z", run: go(true), preventDefault: true },
    { linux: "Ctrl-Shift-z", win: "Ctrl-Shift-z", run: go(true), preventDefault: true },
  ];
}

/**
 * Changes only the part that differs, so that the cursor stays. What was written before is the page's to undo:
 * its history has it, in order with what it did itself.
 */
function replaceText(view: EditorView, value: string, past: Compartment): void {
  const now = text(view);
  const insert = value.replace(/\r\n?/g, "\n");
  if (now === insert) return;
  const shorter = Math.min(now.length, insert.length);
  let from = 0;
  while (from < shorter && now[from] === insert[from]) from += 1;
  let tail = 0;
  while (tail < shorter - from && now[now.length - 1 - tail] === insert[insert.length - 1 - tail]) tail += 1;
  view.dispatch({
    changes: { from, to: now.length - tail, insert: insert.slice(from, insert.length - tail) },
    annotations: [fromPage.of(true)],
    effects: past.reconfigure([]),
  });
  view.dispatch({ effects: past.reconfigure(history()) });
}

function attributes(label: string, keys: string): Extension {
  return EditorView.contentAttributes.of({
    "aria-label": label,
    "aria-description": keys,
    lang: "en",
    translate: "no",
    spellcheck: "false",
    autocapitalize: "off",
    autocorrect: "off",
  });
}
