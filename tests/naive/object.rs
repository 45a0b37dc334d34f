//! What an object's owner, its access control list, its lock and its absence make of a call to S3.
//! Not: policies.

use serde_json::Value;

use super::{call::Call, principal::Named, value};

/// What a list can let somebody do with an object:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions>.
const LISTED: [&str; 4] =
    ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectAcl", "s3:PutObjectAcl"];

/// Whether lists count at all.
fn has_list(line: &Value, call: &Call) -> bool {
    LISTED.contains(&call.action.as_str())
        && line["facts"]["bucket"]["objectOwnership"] != "BucketOwnerEnforced"
}

/// Its owner and whom its list names are let in by the object, if their own account lets them, too.
pub(super) fn named_by_list(line: &Value, call: &Call) -> Vec<Named> {
    let object = &line["facts"]["object"];
    let owner = object["ownerAccount"].as_str().unwrap_or_default();
    let is_owner = !owner.is_empty() && owner == call.caller.account;
    let ignores_public = line["facts"]["bucket"]["publicAccessBlock"]["IgnorePublicAcls"] == true;
    let is_listed =
        object["aclGrantsRequester"] == true && !(ignores_public && call.caller.account.is_empty());
    if has_list(line, call) && (is_owner || is_listed) { vec![Named::Account] } else { Vec::new() }
}

/// `lets` tells what else the caller may do.
pub(super) fn is_kept_back(line: &Value, call: &Call, lets: &dyn Fn(&str, &str) -> bool) -> bool {
    is_owned_by_another(line, call)
        || is_locked(line, call, lets)
        || lacks_mfa(line, call)
        || is_missing(line, call, lets)
}

/// What the bucket's owner allows does not reach somebody else's object:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html>.
fn is_owned_by_another(line: &Value, call: &Call) -> bool {
    let object = &line["facts"]["object"];
    let Some(owner) = object["ownerAccount"].as_str() else { return false };
    has_list(line, call)
        && owner != call.resource_account
        && owner != call.caller.account
        && object["aclGrantsRequester"] != true
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>
fn is_locked(line: &Value, call: &Call, lets: &dyn Fn(&str, &str) -> bool) -> bool {
    let facts = &line["facts"];
    let lock = &facts["object"]["lock"];
    if call.action != "s3:DeleteObjectVersion" || lock.is_null() {
        return false;
    }
    let seconds = |time: &Value| time.as_str().and_then(value::seconds);
    let is_over = match (seconds(&facts["now"]), seconds(&lock["retainUntil"])) {
        (Some(now), Some(until)) => now >= until,
        _ => false,
    };
    let asks = facts["call"]["bypassGovernanceRetention"] == true;
    let passes = lock["mode"] == "GOVERNANCE"
        && asks
        && lets("s3:BypassGovernanceRetention", &call.resource);
    lock["legalHold"] == true || (!lock["mode"].is_null() && !is_over && !passes)
}

/// Nobody but the root user of the bucket's owner, with a code:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html>.
fn lacks_mfa(line: &Value, call: &Call) -> bool {
    let with_mfa = call.key("aws:MultiFactorAuthPresent").is_some_and(|value| value == "true");
    let is_owner = call.caller.is_root() && call.caller.account == call.resource_account;
    ["s3:DeleteObjectVersion", "s3:PutBucketVersioning"].contains(&call.action.as_str())
        && line["facts"]["bucket"]["mfaDelete"] == "Enabled"
        && !(with_mfa && is_owner)
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
fn is_missing(line: &Value, call: &Call, lets: &dyn Fn(&str, &str) -> bool) -> bool {
    let bucket = match call.resource.split_once("/object/") {
        Some((point, _)) => point,
        None => call.resource.split('/').next().unwrap_or_default(),
    };
    ["s3:GetObject", "s3:GetObjectVersion"].contains(&call.action.as_str())
        && line["facts"]["object"]["exists"] == false
        && !lets("s3:ListBucket", bucket)
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
pub(super) fn asks_for_public_list(call: &Call) -> bool {
    let public = ["public-read", "public-read-write", "authenticated-read"];
    let asked = call.key("s3:x-amz-acl").and_then(Value::as_str);
    ["s3:PutObject", "s3:PutObjectAcl"].contains(&call.action.as_str())
        && asked.is_some_and(|list| public.contains(&list))
}
