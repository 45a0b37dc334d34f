// What `explain` gives, in the wire format, version 1. Offsets are UTF-16.

import type { Position, SecretKind } from "./answer.js";
import type { Kind } from "./case.js";

/** What an error says. What it does not say is `null` or empty. */
export interface Explanation {
  schema: 1;
  /** `notAPolicy`: no change to a policy can help; `notSet`: a setting is asked for that nobody has made; `policySave`: AWS did not take a policy. */
  category: "denied" | "notAPolicy" | "notSet" | "policySave" | "other" | "noError";
  /** As printed. */
  code: string | null;
  httpStatus: number | null;
  /** API operation: `GetObject`. */
  operation: string | null;
  /** ARN of the caller, an AWS service, or `anonymous`. */
  principal: string | null;
  /** Named in the text, or the one that the operation needs. */
  action: string | null;
  /** Every action that the operation needs. */
  needs: string[];
  /** ARN. */
  resource: string | null;
  decision: "explicitDeny" | "implicitDeny" | "unknown";
  /** The kind of policy that AWS names. */
  policyType: Kind | null;
  policyArn: string | null;
  notAPolicyProblem: boolean;
  /** Where to look, most likely first. */
  suspects: Suspect[];
  client: Client | null;
  /** `null`: not set. */
  facts: { name: UnsetFact; value: string | null }[];
  details: ErrorDetails;
  /** Where each of these stands in the text; `null`: nowhere. */
  places: Record<ErrorPart, { start: Position; end: Position } | null>;
  /** How many different errors the text holds beside this one; at least so many, where it is longer than 64 KiB. */
  others: number;
  headline: string;
  /** What to do, most useful first; `command` is for a shell. */
  steps: { text: string; command: string | null }[];
  links: string[];
  /** Secrets in the text, which nothing of this answer holds. */
  masked: { kind: SecretKind; start: number; end: number }[];
}

/** A kind of policy, or a setting. */
export type Suspect =
  | Kind
  | "objectOwnership"
  | "kmsKey"
  | "requestPayer"
  | "publicAccessBlock"
  | "objectMissing"
  | "objectLock"
  | "encryption";

/** Who printed the error. */
export type Client =
  | "cloudtrail"
  | "tidb-cloud"
  | "tidb-br"
  | "tidb-lightning"
  | "snowflake"
  | "databricks"
  | "clickhouse"
  | "athena"
  | "redshift"
  | "terraform"
  | "cloudformation"
  | "s3cmd"
  | "rclone"
  | "hadoop-s3a"
  | "php-sdk"
  | "ruby-sdk"
  | "dotnet-sdk"
  | "js-sdk"
  | "rust-sdk"
  | "boto3"
  | "aws-cli"
  | "go-sdk-v2"
  | "go-sdk-v1"
  | "java-sdk-v2"
  | "java-sdk-v1"
  | "xml"
  | "json";

export type UnsetFact =
  | "bucketPolicy"
  | "accessPointPolicy"
  | "objectOwnership"
  | "publicAccessBlock"
  | "encryption"
  | "objectLock";

export type ErrorPart =
  | "whole"
  | "message"
  | "code"
  | "operation"
  | "principal"
  | "action"
  | "resource"
  | "policyArn";

export interface ErrorDetails {
  /** AWS's own sentence, on one line. */
  message: string | null;
  /** As in action names: `s3`. */
  service: string | null;
  principalAccount: string | null;
  resourceAccount: string | null;
  /** ARN of the role behind a session. */
  role: string | null;
  bucket: string | null;
  key: string | null;
  region: string | null;
  requestId: string | null;
  hostId: string | null;
  /** For `GetRequestAuthorizationDetails`. */
  authorizationId: string | null;
  /** For `aws sts decode-authorization-message`. */
  encodedMessage: string | null;
  vpcEndpointId: string | null;
  sourceIp: string | null;
  userAgent: string | null;
  /** As printed. */
  time: string | null;
}
