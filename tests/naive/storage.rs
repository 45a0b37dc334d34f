//! What lies behind a call to S3: Block Public Access, who pays, whose object it is, its key.
//! Not: what policies say of the call.

use serde_json::Value;

use super::{Decision, call::Call, decide as by_policies, each, text};

/// S3 would not get as far as asking KMS, but the engine tells of an explicit deny there.
const KEY_IS_ASKED_ANYWAY: bool = false;

pub(super) fn decide(line: &Value, call: &Call) -> Decision {
    let decision = without_key(line, call);
    if decision == Decision::ExplicitDeny
        || (decision == Decision::ImplicitDeny && !KEY_IS_ASKED_ANYWAY)
    {
        return decision;
    }
    let of_key = by_key(line, call);
    if of_key == Decision::Allowed { decision } else { of_key }
}

fn without_key(line: &Value, call: &Call) -> Decision {
    let decision = by_policies(line, call);
    let bucket = &line["facts"]["bucket"];
    let is_own = call.caller.account == call.resource_account;
    let is_service = call.caller.kind == "service";
    let restricts = bucket["publicAccessBlock"]["RestrictPublicBuckets"] == true;
    let is_unpaid = !is_own && !pays(line, call);
    let is_granted = line["facts"]["object"]["aclGrantsRequester"] == true;
    let is_anothers = is_owned_by_another(line, call) && !is_granted;
    if restricts && !is_own && !is_service && is_public(line) {
        Decision::ExplicitDeny
    } else if decision == Decision::Allowed && (is_unpaid || is_anothers) {
        Decision::ImplicitDeny
    } else {
        decision
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status>
fn is_public(line: &Value) -> bool {
    let policies = each(&line["policies"]).filter(|policy| policy["kind"] == "bucket");
    for policy in policies {
        for statement in each(&policy["document"]["Statement"]) {
            let principal = &statement["Principal"];
            let is_everyone = *principal == "*" || each(&principal["AWS"]).any(|one| one == "*");
            if statement["Effect"] == "Allow"
                && is_everyone
                && !is_narrowed(&statement["Condition"])
            {
                return true;
            }
        }
    }
    false
}

/// Whether a condition leaves in fixed values only.
fn is_narrowed(condition: &Value) -> bool {
    let fixing = [
        "aws:principalorgid",
        "aws:principalarn",
        "aws:principalaccount",
        "aws:sourcearn",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:sourceaccount",
        "aws:sourceip",
    ];
    for (operator, keys) in condition.as_object().into_iter().flatten() {
        let compares = [
            "StringEquals",
            "StringEqualsIgnoreCase",
            "StringLike",
            "ArnEquals",
            "ArnLike",
            "IpAddress",
        ];
        for (key, values) in keys.as_object().into_iter().flatten() {
            let is_fixed = each(values).all(|value| is_fixed(&text(value)));
            let counts = fixing.contains(&key.to_lowercase().as_str());
            let operator = operator.trim_start_matches("ForAnyValue:");
            if counts && is_fixed && compares.contains(&operator) {
                return true;
            }
        }
    }
    false
}

fn is_fixed(value: &str) -> bool {
    let length = value.split_once('/').and_then(|(_, length)| length.parse::<u32>().ok());
    let is_broad = length.is_some_and(|length| length < if value.contains("::") { 32 } else { 8 });
    !value.contains(['*', '?', '$']) && !is_broad
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html>
fn pays(line: &Value, call: &Call) -> bool {
    let is_asked = line["facts"]["bucket"]["requestPayer"] == "Requester";
    let agrees = line["facts"]["call"]["requestPayer"] == true;
    !is_asked || (agrees && call.caller.kind != "anonymous")
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
fn is_owned_by_another(line: &Value, call: &Call) -> bool {
    let owner = line["facts"]["object"]["ownerAccount"].as_str();
    let is_another = owner.is_some_and(|owner| owner != call.resource_account);
    let with_lists = line["facts"]["bucket"]["objectOwnership"] != "BucketOwnerEnforced";
    is_another && with_lists && call.resource.contains('/')
}

/// The call to KMS for the object's key, or for the bucket's where an object is written:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>.
fn by_key(line: &Value, call: &Call) -> Decision {
    let (encryption, action) = match call.action.as_str() {
        "s3:GetObject" | "s3:GetObjectVersion" => {
            (&line["facts"]["object"]["encryption"], "kms:Decrypt")
        }
        "s3:PutObject" => (&line["facts"]["bucket"]["encryption"], "kms:GenerateDataKey"),
        _ => return Decision::Allowed,
    };
    let Some(key) = encryption["keyArn"].as_str() else { return Decision::Allowed };
    let is_broken = |known: &Value| {
        known["arn"].as_str() == Some(key)
            && known["state"].as_str().is_some_and(|state| state != "Enabled")
    };
    let bucket = call.resource.split('/').next().unwrap_or_default();
    let with_bucket_key = encryption["bucketKeyEnabled"] == true;
    let region = key.split(':').nth(3).unwrap_or_default();
    let carried = [
        ("kms:ViaService", format!("s3.{region}.amazonaws.com")),
        (
            "kms:EncryptionContext:aws:s3:arn",
            if with_bucket_key { bucket.to_owned() } else { call.resource.clone() },
        ),
    ];
    if call.caller.kind == "anonymous" {
        return Decision::ImplicitDeny;
    }
    let decision = by_policies(line, &call.forwarded(action, key, &carried));
    let is_broken = each(&line["facts"]["keys"]).any(is_broken);
    if decision == Decision::Allowed && is_broken { Decision::ImplicitDeny } else { decision }
}
