// `applyFix`: in one text by the edits' offsets, in a whole case by the engine. Not: which fixes there are.

import * as engine from "undenied-glue";
import type { Case, CaseDocument, Fix } from "../index.d.ts";

export function applyFix(text: string, fix: Fix): string;
export function applyFix(input: Case, fix: Fix | readonly Fix[]): CaseDocument[];
export function applyFix(given: string | Case, fix: Fix | readonly Fix[]): string | CaseDocument[] {
  return typeof given === "string" ? edited(given, editsOf(fix)) : engine.applyFix(given, fix);
}

type Edit = Fix["edits"][number];

/** Whoever calls from JavaScript may give anything. */
function editsOf(fix: unknown): Edit[] {
  const edits: unknown = Object(fix).edits;
  if (!Array.isArray(edits) || edits.length === 0) throw new Error("a fix is an object with `edits`");
  for (const edit of edits) {
    const { start, end, text } = Object(edit);
    if (!Number.isInteger(start) || !Number.isInteger(end) || typeof text !== "string") {
      throw new Error("an edit is an object with `document`, `start`, `end` and `text`");
    }
  }
  if (edits.some(({ document }) => document !== edits[0].document)) {
    throw new Error("this fix changes several documents: apply it to the case");
  }
  return edits;
}

/** Insertions at one place keep their order. */
function edited(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((one, two) => one.start - two.start || one.end - two.end);
  let result = "";
  let done = 0;
  for (const { start, end, text: instead } of ordered) {
    if (start < 0 || end < start || end > text.length) {
      throw new Error("this fix is of another text: an edit lies outside of this one");
    }
    if (start < done) throw new Error("two edits of this fix change the same place");
    result += text.slice(done, start) + instead;
    done = end;
  }
  return result + text.slice(done);
}
