// What `authorize` takes and gives, in the wire format, version 1.

import type { Barrier, Decision } from "./answer.js";
import type { CaseRequest, Facts, Kind } from "./case.js";

/** One request, and all policies that have a say in it. */
export interface Question {
  /** Anything; given back with the answer. */
  id?: unknown;
  request: CaseRequest & { action: string };
  /** A kind that is absent means that there is no such policy in AWS, unless `facts` say `"unknown"`. */
  policies?: QuestionPolicy[];
  facts?: QuestionFacts;
  /** Whether the answer tells what every statement said. */
  trace?: boolean;
}

export interface QuestionPolicy {
  kind: Kind;
  name?: string;
  /** The policy itself, or its text. */
  document: unknown;
  /** For control policies: the root, organizational unit or account that it is attached to. */
  target?: string;
}

/** As in a case; of a whole part, or of a kind of policies, may be said that nobody knows it. */
export type QuestionFacts = { [Part in keyof Facts]?: Facts[Part] | "unknown" } & {
  [Unknown in Exclude<Kind, keyof Facts>]?: "unknown";
};

export interface Authorization {
  /** As it was given; `null` where none was. */
  id: unknown;
  decision: Decision;
  /** Most decisive first; empty unless denied. */
  blockedBy: Barrier[];
  /** The statements that made the decision; for an implicit deny those that come nearest to an Allow. */
  decisive: Decisive[];
  /** Kinds of policies, condition keys and facts that would settle it. */
  missing: string[];
  /** What it rests on that AWS's documentation leaves open, in English; absent where there is nothing. */
  assumptions?: string[];
  /** The calls that the request takes: itself, the bucket behind an access point, AWS KMS. */
  trace?: TracedCall[];
}

/** The answer, within a list, to a request that makes no sense. */
export interface Refusal {
  id: unknown;
  error: string;
}

export type Matched = "no" | "unknown" | "yes";

export interface Decisive {
  /** Index among the `policies` that were given. */
  policy: number;
  /** Index within the policy, from 0. */
  statement: number;
  sid: string | null;
  effect: "Allow" | "Deny" | null;
  matched: Matched;
  /** What does not match. */
  because: "principal" | "action" | "resource" | "condition" | "unreadable" | null;
  /** Of the condition that `because` is about. */
  conditionKey: string | null;
}

export interface TracedCall {
  action: string;
  resource: string;
  decision: Decision;
  gates: { gate: Barrier; outcome: Decision }[];
  statements: TracedStatement[];
}

/** UTF-16 offsets in the document's text; of a document given as a value, in its JSON without spaces. */
export type TracedRange = [start: number, end: number];

export interface TracedStatement {
  policy: number;
  statement: number;
  sid: string | null;
  range: TracedRange;
  effect: "Allow" | "Deny" | null;
  matched: Matched;
  principal: Matched;
  action: Matched;
  resource: Matched;
  conditions: {
    key: string;
    range: TracedRange;
    matched: Matched;
    /** Whether the key holds each value, before negation and qualifiers. */
    values: { value: string; range: TracedRange; holds: Matched }[];
  }[];
}
