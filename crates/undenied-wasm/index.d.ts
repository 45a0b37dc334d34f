// The npm package `undenied`: why Amazon S3 says AccessDenied. Everything stays on this machine; nothing is requested
// but the package's own WebAssembly.

import type { Answer, Fix, Rule } from "./answer.js";
import type { Authorization, Question, Refusal } from "./authorize.js";
import type { Case, CaseDocument, Language } from "./case.js";
import type { Explanation } from "./explanation.js";

export type * from "./answer.js";
export type * from "./authorize.js";
export type * from "./case.js";
export type * from "./explanation.js";

/**
 * Loads the WebAssembly. In a browser every other function but `explain` throws until this is done; in Node.js it is done
 * already, and calling it does no harm. May be called any number of times.
 *
 * @param module Where the WebAssembly is, instead of beside this module: a URL, a `Response`, its bytes, a
 *   `WebAssembly.Module`, or a promise of one of them.
 */
export function init(module?: unknown): Promise<void>;
export default init;

/**
 * Loads the WebAssembly of `explain`, which is one of its own and needs no `init`. In a browser `explain` throws until this
 * is done; in Node.js the first call of `explain` does it.
 *
 * @param module As for `init`.
 */
export function initExplain(module?: unknown): Promise<void>;

/**
 * Why the access is denied and what to change. A policy that is broken is no error but the subject of the answer;
 * secrets in it are masked before anything looks at it.
 *
 * @throws {Error} where `input` is no case: an unknown profile or kind, a document without text, a value of another type.
 */
export function check(input: Case): Answer;

/**
 * Decides one request as AWS does, against exactly the policies and facts that are given.
 *
 * @throws {Error} where the question makes no sense, for example without an action.
 */
export function authorize(question: Question): Authorization;
/** The same for many: the answers stand in the order of the questions, and one that makes no sense does not stop the rest. */
export function authorize(questions: readonly Question[]): (Authorization | Refusal)[];

/**
 * `text` with `fix` carried out. `text` is that of the document that the fix is for, as it was checked: offsets fit any text
 * that is long enough, so this form cannot tell whether it is another.
 *
 * Ask before you apply one whose `impact` is `"widens"`.
 *
 * @throws {Error} where the fix has edits of several documents, or edits that overlap or lie outside `text`; nothing is
 *   changed then.
 */
export function applyFix(text: string, fix: Fix): string;
/**
 * The documents of `input` with `fix` carried out, ready to be its `documents`: only the `text` of those that it changes
 * is another. Fixes are of the answer to this very case. A list of them is carried out at once.
 *
 * @throws {Error} where the documents have changed since the answer that a fix is from, or where two fixes change the
 *   same place; nothing is changed then.
 */
export function applyFix(input: Case, fix: Fix | readonly Fix[]): CaseDocument[];

/** Every rule, in one language (English unless told): what it is called, how much it matters, and where to read on. */
export function rules(language?: Language): Rule[];

/**
 * What an error says, from whichever program and with whatever stands around it: who was refused what, by which kind of
 * policy, and what to do. A text without an error is answered with the category `"noError"`. Secrets are masked before
 * anything looks at the text.
 *
 * @param language Of the advice; English unless told.
 * @throws {Error} where `text` is no string.
 */
export function explain(text: string, language?: Language): Explanation;
