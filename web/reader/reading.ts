// What the engine reads out of a paste, as `wire/intake.rs` writes it, and what the page takes.

/** The same in both languages. */
export interface Words {
  en: string;
  ja: string;
}

export interface FoundDocument {
  kind: string;
  title: Words;
  why: Words;
  name: string | null;
  path: string;
  line: number;
  /** `null` where it is too long for any policy. */
  text: string | null;
  length: number;
  target: string | null;
  /** Whether AWS printed it. */
  inForce: boolean;
}

export interface FoundFact {
  key: string;
  value: string;
  subject: string | null;
  words: Words;
  path: string;
  line: number;
}

export interface FoundError {
  headline: Words;
  steps: { text: Words; command: string | null }[];
  links: { en: string[]; ja: string[] };
  line: number;
}

export interface Call {
  principal: string | null;
  action: string | null;
  resource: string | null;
  /** Where the data is, in a message that names no action. */
  bucket: string | null;
  prefix: string | null;
  /** The kind of policy that refused. */
  by: string | null;
}

export interface Reading {
  masked: string[];
  documents: FoundDocument[];
  facts: FoundFact[];
  principal: string | null;
  errors: FoundError[];
  refused: Call | null;
  notes: { words: Words; command: string | null; line: number }[];
  leftOut: number;
}

/** What the page takes, see `web/src/intake.rs`. */
export interface Filling {
  documents: {
    kind: string;
    why: Words;
    place: Words;
    text: string;
    target: string | null;
    inForce: boolean;
  }[];
  fields: Record<string, string>;
  call: Call | null;
  facts: Pick<FoundFact, "key" | "value" | "subject" | "words">[];
}

/** Which box each document went into, and which fields took their value. */
export interface Filled {
  documents: string[];
  fields: Record<string, boolean>;
}

/** Asks the engine. */
type Answers = (text: string) => Promise<string>;

/** The live page, see `web/src/bin/app.rs`. */
export interface Page {
  mask(text: string): string;
  sayMasked(kinds: string[]): void;
  /** `from`: the box that it was all read from, or empty. */
  fill(filling: Filling, from: string): Filled;
  textOf(name: string): string | undefined;
  /** What the address asks for and is not here. */
  unknown(name: "example" | "profile"): string | undefined;
  takeBack(): void;
  /** Everything that was given, as JSON; see `web/src/share.rs`. */
  pack(): string;
  /** Puts such JSON, parsed, in the place of everything. */
  restore(found: unknown): void;
  connect(ask: Answers, mend: Answers, describe: Answers): void;
  canStop(stop: () => void): void;
  fail(reason: string): void;
  attach(tell: (canTakeBack: boolean) => void): void;
}
