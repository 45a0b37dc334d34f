// <undenied-checker> for those who write TypeScript: the element, its documents, its answer and its events.
// No imports and nothing but types: it is shipped as undenied-checker.d.ts.

/** The kinds of documents, as `data-doc` names them; `vpc-endpoint` is the same as `vpcEndpoint`. */
export type UndeniedKind =
  | "identity"
  | "trust"
  | "bucket"
  | "key"
  | "accessPoint"
  | "vpcEndpoint"
  | "permissionsBoundary"
  | "session"
  | "serviceControl"
  | "resourceControl"
  | "resource"
  | "error";

export interface UndeniedDocument {
  /** By what `UndeniedRange.document` calls it; chosen by the element. */
  readonly name?: string;
  /** Recognised from the text where it is absent. */
  kind?: UndeniedKind;
  text: string;
}

/** A place in a document, in UTF-16 code units from its start. */
export interface UndeniedRange {
  /** `identity`, `trust`, `bucket`, `key`, ... and `identity-2` for a second one. */
  document: string;
  from: number;
  to: number;
}

export interface UndeniedFinding extends UndeniedRange {
  /** As in the list of rules, for example `open-trust`; the rules on one policy by itself only where there are all checks. */
  rule: string;
  severity: "error" | "security" | "warning" | "suggestion";
  causesDenial: boolean;
}

/** The answer as codes and ranges, without any text. */
export interface UndeniedResult {
  outcome: "allowed" | "explicitDeny" | "implicitDeny" | "undetermined";
  findings: UndeniedFinding[];
  /** What would settle an open question: `bucket.policy`, `trust.externalId`, ... */
  missing: string[];
}

export interface UndeniedFailure {
  /** `csp`: the host's policy lacks 'wasm-unsafe-eval'; `load`: a file did not arrive; `engine`: a mistake of ours. */
  code: "csp" | "load" | "engine";
}

export type UndeniedMode = "readonly" | "edit";
export type UndeniedTheme = "auto" | "light" | "dark";
export type UndeniedLoading = "lazy" | "eager" | "click";
export type UndeniedSection = "result" | "path" | "doc" | "guide" | "problems" | "requests" | "assumptions";

/** The attribute `checks` asks for all checks, where the script has them or can bring them. */
export interface UndeniedCheckerElement extends HTMLElement {
  /**
   * What stands there now. Before the checker has started: what was set, else nothing. Children are followed until it is
   * set, or a reader has begun to write.
   */
  documents: UndeniedDocument[];
  /** The newest answer; `null` before there is one. */
  readonly result: UndeniedResult | null;
  /** Starts the checker where it has not started, and resolves with the answer to what stands there now. */
  analyze(): Promise<UndeniedResult | null>;
  /** Back to what attributes and children say, which are followed from then on. */
  reset(): void;
  /** Starts the checker where it has not started, and goes to the document that is shown. */
  focus(options?: FocusOptions): void;
}

/** All of them bubble and are composed. */
export interface UndeniedEventMap {
  "undenied-ready": CustomEvent<null>;
  "undenied-result": CustomEvent<UndeniedResult>;
  /** The finding whose fix was carried out, as it stood before. */
  "undenied-fix": CustomEvent<UndeniedFinding>;
  "undenied-error": CustomEvent<UndeniedFailure>;
}

declare global {
  interface HTMLElementTagNameMap {
    "undenied-checker": UndeniedCheckerElement;
  }
  interface HTMLElementEventMap extends UndeniedEventMap {}
}
