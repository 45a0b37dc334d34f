// What `check` and `applyFix` take: a case, in the wire format, version 1.

export type Language = "en" | "ja";
export type Severity = "error" | "security" | "warning" | "suggestion";
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
      missing?: { severity?: Severity; text: Words };
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
  /** AWS printed the text as it is: it is in force, even if AWS would not save it again. */
  inForce?: boolean;
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
    /** The canned ACL of an upload; null: it names none. */
    acl?: string | null;
    /** 12 digits. */
    expectedBucketOwner?: string;
    bypassGovernanceRetention?: boolean;
  };
  /** What IAM lists of the caller: its boundary's ARN or `none`, and policies whose content is not among the documents. */
  caller?: { permissionsBoundary?: string; attachedPolicies?: string[] };
  organization?: { managementAccountId?: string };
  /** ISO 8601. */
  now?: string;
}
