// What `check` and `rules` give, in the wire format, version 1. Offsets are UTF-16.

import type { Kind, Severity } from "./case.js";

export type Decision = "allowed" | "explicitDeny" | "implicitDeny" | "undetermined";

/** A kind of policy, or a setting, that may stand in the way. */
export type Barrier =
  | Kind
  | "publicAccessBlock"
  | "objectOwnership"
  | "requestPayer"
  | "expectedBucketOwner"
  | "kmsKey"
  | "objectLock"
  | "mfaDelete"
  | "accessPointNetwork"
  | "objectMissing";

export interface Answer {
  schema: 1;
  verdict: Decision;
  headline: string;
  detail: string;
  checks: Check[];
  /** `why`, `path` and `text` tell where a file's document was found; the package leaves them empty. */
  documents: { id: string; kind: Kind; why: string | null; path: string; text: string | null }[];
  /** What files told beside their documents; the package leaves it empty. */
  facts: { key: string; value: string; subject: string | null; text: string; file: string; range: Range }[];
  findings: Finding[];
  /** Documents that AWS would not save. */
  refusals: RefusedDocument[];
  guide: Task[];
  missing: Missing[];
  assumptions: string[];
  masked: { kind: SecretKind; document: string }[];
}

export type SecretKind =
  | "accessKeyId"
  | "secretAccessKey"
  | "sessionToken"
  | "signature"
  | "privateKey"
  | "token";

export interface Check {
  action: string;
  resource: string;
  decision: Decision;
  /** Only what is required has a say in the verdict. */
  level: "required" | "recommended" | "optional";
  blockedBy: Barrier[];
  gates: { gate: Barrier; outcome: Decision; document: string | null }[];
  missing: string[];
}

export interface Finding {
  rule: string;
  /** IAM Access Analyzer's issue code, where it has the same check. */
  code: string | null;
  severity: Severity;
  causesDenial: boolean;
  document: string;
  statement: { index: number; sid: string | null } | null;
  range: { start: Position; end: Position };
  /** In the file, where the document was decoded; the package leaves it empty. */
  original: { start: Position; end: Position } | null;
  message: string;
  why: string;
  links: string[];
  fixes: Fix[];
}

export interface RefusedDocument {
  document: string;
  /** The API operation that saves such a policy, and its error's code, where they are known. */
  operation: string | null;
  code: string | null;
  /** All that AWS would object to, in the order in which it comes upon them; AWS itself names the first. */
  errors: {
    /** AWS's own message, where it is known. */
    text: string | null;
    statement: { index: number; sid: string | null } | null;
    range: { start: Position; end: Position };
    original: { start: Position; end: Position } | null;
    /** What is wrong there; empty where a finding at the place says it. */
    meaning: string;
  }[];
}

export interface Position {
  offset: number;
  line: number;
  column: number;
}

export interface Fix {
  title: string;
  impact: "tidies" | "narrows" | "widens";
  edits: { document: string; start: number; end: number; text: string }[];
}

export interface Task {
  title: string;
  /** `warning` tells who or what else the step affects; it may be empty. */
  /** `document` is a policy to create or to take statements from. */
  steps: {
    text: string;
    console: string[];
    commands: string[];
    warning: string;
    document: { kind: Kind; text: string } | null;
    /** What is known once the step is done, where that is no policy. */
    change?: {
      impact: "tidies" | "narrows" | "widens";
      facts: { key: string; value: string; subject?: string }[];
    };
  }[];
}

export interface Missing {
  key: string;
  ask: string;
  command: string | null;
}

export interface Rule {
  id: string;
  code: string | null;
  severity: Severity;
  title: string;
  links: string[];
}
