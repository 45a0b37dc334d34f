//! Calls to AWS KMS, by themselves and behind S3: <https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html>.

use serde_json::Value;

use super::{Decision, call::Call, decide as by_policies, each};

/// A call that names the key itself.
pub(super) fn decide(line: &Value, call: &Call) -> Decision {
    let decision = by_policies(line, call);
    let uses = ["kms:Decrypt", "kms:GenerateDataKey"].contains(&call.action.as_str());
    let is_stopped = uses && !is_usable(line, &call.resource);
    if decision == Decision::Allowed && is_stopped { Decision::ImplicitDeny } else { decision }
}

/// The call for the object's key, or for the bucket's where an object is written:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>.
pub(super) fn decide_for_s3(line: &Value, call: &Call) -> Decision {
    let (encryption, action) = match call.action.as_str() {
        "s3:GetObject" | "s3:GetObjectVersion" => {
            (&line["facts"]["object"]["encryption"], "kms:Decrypt")
        }
        "s3:PutObject" => (&line["facts"]["bucket"]["encryption"], "kms:GenerateDataKey"),
        _ => return Decision::Allowed,
    };
    let Some(key) = encryption["keyArn"].as_str() else { return Decision::Allowed };
    // KMS takes signed calls alone.
    if call.caller.kind == "anonymous" {
        return Decision::ImplicitDeny;
    }
    let bucket = call.resource.split('/').next().unwrap_or_default();
    let with_bucket_key = encryption["bucketKeyEnabled"] == true;
    let region = key.split(':').nth(3).unwrap_or_default();
    let encrypted = if with_bucket_key { bucket.to_owned() } else { call.resource.clone() };
    let carried = [
        ("kms:ViaService", format!("s3.{region}.amazonaws.com")),
        ("kms:EncryptionContext:aws:s3:arn", encrypted),
    ];
    let forwarded = call.forwarded(action, key, &carried);
    let decision = by_policies(line, &forwarded);
    let is_stopped = !is_usable(line, key) || is_another_s(line, &forwarded);
    if decision == Decision::Allowed && is_stopped { Decision::ImplicitDeny } else { decision }
}

fn known<'a>(line: &'a Value, key: &'a str) -> impl Iterator<Item = &'a Value> {
    each(&line["facts"]["keys"]).filter(move |known| known["arn"].as_str() == Some(key))
}

/// The columns of the page's table in which encrypting and decrypting succeed:
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html#key-state-table>.
fn is_usable(line: &Value, key: &str) -> bool {
    known(line, key).all(|key| {
        key["state"].is_null() || key["state"] == "Enabled" || key["state"] == "Updating"
    })
}

/// An AWS managed key serves its own account alone.
fn is_another_s(line: &Value, call: &Call) -> bool {
    call.is_aws_managed_key(line) && call.caller.account != call.resource_account
}

/// A grant that lets the caller do it: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>.
pub(super) fn has_grant(line: &Value, call: &Call) -> bool {
    let mut grants = known(line, &call.resource).flat_map(|key| each(&key["grants"]));
    call.service() == "kms" && grants.any(|grant| lets(grant, call))
}

fn lets(grant: &Value, call: &Call) -> bool {
    let caller = &call.caller;
    let grantee = grant["granteePrincipal"].as_str();
    let is_grantee = !caller.account.is_empty()
        && (grantee == Some(caller.arn.as_str())
            || (grantee.is_some() && grantee == caller.session.as_deref()));
    let operation = call.action.trim_start_matches("kms:");
    let is_listed = each(&grant["operations"]).any(|listed| listed == operation);
    let constraints = &grant["constraints"];
    let holds = |(name, wanted): (&String, &Value)| {
        call.key(&format!("kms:EncryptionContext:{name}")) == Some(wanted)
    };
    let subset = constraints["encryptionContextSubset"].as_object().into_iter().flatten();
    let equals = constraints["encryptionContextEquals"].as_object().into_iter().flatten();
    // <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>
    let has_context = ["Encrypt", "Decrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"]
        .contains(&operation);
    // Calls here have one pair at most, so that no other one is left over.
    is_grantee && is_listed && (!has_context || subset.chain(equals).all(holds))
}
