// Types of the npm package `undenied`: the wire format, version 1. Offsets are UTF-16.

export type Language = "en" | "ja";
export type Decision = "allowed" | "explicitDeny" | "implicitDeny" | "undetermined";
export type Kind =
  | "identity"
  | "permissionsBoundary"
  | "session"
  | "serviceControl"
  | "resourceControl"
  | "bucket"
  | "accessPoint"
  | "key"
  | "trust"
  | "vpcEndpoint"
  | "resource";

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

export interface Case {
  schema?: 1;
  language?: Language;
  /** Id of a built-in profile, for example `tidb-cloud-dedicated-import`, or a profile of your own. */
  profile?: string | Profile;
  documents?: CaseDocument[];
  request?: CaseRequest;
  facts?: Facts;
}

export interface Words {
  en: string;
  ja: string;
}

export interface ProfileAction {
  /** `s3:GetObject` and the like, in full. */
  action: string;
  /** Required unless told. Only what is required makes the answer a denial. */
  level?: "required" | "recommended" | "optional";
  why?: Words;
}

/** What a vendor's import or export needs; `schema/profile.json` describes each field. */
export interface Profile {
  id: string;
  name: Words;
  vendor?: string;
  product?: string;
  use?: "import" | "export" | "logs" | "both";
  auth?: "role" | "user" | "oidc" | "service" | "any";
  caller?: Words;
  bucketActions?: ProfileAction[];
  objectActions?: ProfileAction[];
  kms?: { use: string[] };
  sendsPrefix?: ("folder-with-slash" | "folder" | "none")[];
  crossAccount?: boolean;
  trust?: {
    principal: {
      kind: "account" | "role" | "user" | "service" | "federated" | "self";
      known?: string[];
      ask?: Words;
    };
    selfAssuming?: boolean;
    externalId?: {
      use: "required" | "recommended" | "none";
      pattern?: string;
      askAt?: Words;
      missing?: { severity?: Finding["severity"]; text: Words };
    };
    action?: string;
    conditionKeys?: string[];
  };
  samples?: {
    accounts?: string[];
    externalIds?: string[];
    buckets?: string[];
    keys?: string[];
    placeholders?: string[];
  };
  traps?: Words[];
  links?: { en: string[]; ja: string[] };
  errors?: string[];
}

export interface CaseDocument {
  id?: string;
  /** Guessed from the text where absent. */
  kind?: Kind;
  text?: string;
  /** The policy itself, instead of its text. */
  document?: unknown;
  /** ARN of an AWS managed policy, instead of its text. */
  managedPolicy?: string;
  /** For control policies: where it is attached. */
  target?: string;
}

export type ContextValue = string | number | boolean;

export interface CaseRequest {
  principal?: string;
  session?: string;
  action?: string;
  resource?: string;
  resourceAccount?: string;
  context?: Record<string, ContextValue | ContextValue[]>;
  contextComplete?: boolean;
}

type Setting<T> = T | "unknown";

export interface Encryption {
  algorithm: "AES256" | "aws:kms" | "aws:kms:dsse";
  /** Absent with a KMS algorithm: the AWS managed key `aws/s3`. */
  keyArn?: string;
  bucketKeyEnabled?: boolean;
}

/** Names and values of AWS's API; an absent fact is taken to be harmless and listed, `"unknown"` leaves the outcome open. */
export interface Facts {
  trust?: { accountId?: string; externalId?: string; principal?: string; subject?: string };
  bucket?: {
    name?: string;
    account?: string;
    region?: string;
    prefix?: string;
    objectOwnership?: Setting<"BucketOwnerEnforced" | "BucketOwnerPreferred" | "ObjectWriter">;
    requestPayer?: Setting<"BucketOwner" | "Requester">;
    publicAccessBlock?: {
      BlockPublicAcls?: Setting<boolean>;
      IgnorePublicAcls?: Setting<boolean>;
      BlockPublicPolicy?: Setting<boolean>;
      RestrictPublicBuckets?: Setting<boolean>;
    };
    encryption?: Encryption;
    mfaDelete?: Setting<"Enabled" | "Disabled" | boolean>;
  };
  object?: {
    exists?: boolean;
    ownerAccount?: string;
    aclGrantsRequester?: boolean;
    encryption?: Encryption;
    lock?: { mode?: "COMPLIANCE" | "GOVERNANCE"; retainUntil?: string; legalHold?: boolean };
  };
  keys?: {
    arn: string;
    account?: string;
    manager?: Setting<"AWS" | "CUSTOMER">;
    state?: string;
    grants?: {
      granteePrincipal?: string;
      granteeServicePrincipal?: string;
      operations?: string[];
      constraints?: {
        encryptionContextSubset?: Record<string, string>;
        encryptionContextEquals?: Record<string, string>;
        sourceArn?: string;
      };
    }[];
  }[];
  accessPoint?: {
    name?: string;
    bucket?: string;
    networkOrigin?: "Internet" | "VPC";
    vpcId?: string;
    account?: string;
  };
  call?: {
    vpcEndpoint?: string | null;
    requestPayer?: boolean;
    serverSideEncryptionHeader?: string | null;
    /** 12 digits. */
    expectedBucketOwner?: string;
    bypassGovernanceRetention?: boolean;
  };
  organization?: { managementAccountId?: string };
  /** ISO 8601. */
  now?: string;
}

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
  severity: "error" | "security" | "warning" | "suggestion";
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
    change?: { impact: "tidies" | "narrows" | "widens"; facts: { key: string; value: string; subject?: string }[] };
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
  severity: Finding["severity"];
  title: string;
  links: string[];
}

/** Loads the WebAssembly module; call it once before the others. */
export default function init(module?: unknown): Promise<unknown>;

/** Why the access is denied and what to change. Throws where `input` is no case. */
export function check(input: Case): Answer;

/** Every rule, in one language. */
export function rules(language: Language): Rule[];
