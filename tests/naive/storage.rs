//! What lies behind a call to S3: the access point's bucket, Block Public Access, who pays, the object,
//! its key. Not: what policies say of the call.

use serde_json::Value;

use super::{
    Decision, call::Call, concerned, decide as by_policies, each, key, kind, matching,
    may_of_its_own, object, text, value,
};

pub(super) fn decide(line: &Value, call: &Call) -> Decision {
    let decision = without_key(line, call);
    // S3 asks KMS only for what it would do itself.
    if decision == Decision::Allowed {
        key::decide_for_s3(line, &bucket_call(line, call))
    } else {
        decision
    }
}

fn without_key(line: &Value, call: &Call) -> Decision {
    let decision = by_point_and_bucket(line, call);
    let block = &line["facts"]["bucket"]["publicAccessBlock"];
    let is_shut_out = block["RestrictPublicBuckets"] == true
        && call.caller.account != call.resource_account
        && call.caller.kind != "service"
        && is_public(line, call);
    let sets_public_list = block["BlockPublicAcls"] == true && object::asks_for_public_list(call);
    if is_shut_out || sets_public_list {
        return Decision::ExplicitDeny;
    }
    let lets = |action: &str, resource: &str| {
        let mut other = call.for_resource(resource);
        action.clone_into(&mut other.action);
        by_point_and_bucket(line, &other) == Decision::Allowed
    };
    let is_stopped =
        !pays(line, call) || !is_reachable(line, call) || object::is_kept_back(line, call, &lets);
    if decision == Decision::Allowed && is_stopped { Decision::ImplicitDeny } else { decision }
}

/// Both must permit what goes through an access point:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>.
fn by_point_and_bucket(line: &Value, call: &Call) -> Decision {
    let front = by_policies(line, call);
    if !call.is_through_point() {
        return front;
    }
    let mut behind = bucket_call(line, call);
    behind.own_side = Some(is_own(line, call) || is_own(line, &behind));
    match (front, by_policies(line, &behind)) {
        (Decision::ExplicitDeny, _) | (_, Decision::ExplicitDeny) => Decision::ExplicitDeny,
        (Decision::Allowed, Decision::Allowed) => Decision::Allowed,
        _ => Decision::ImplicitDeny,
    }
}

/// Whether the caller's own policies allow the call and none of them refuses.
fn is_own(line: &Value, call: &Call) -> bool {
    let policies = concerned(line, call);
    let own = ["identity", "permissionsBoundary", "session"];
    let refuses =
        |policy: &&Value| own.contains(&kind(policy)) && !matching(policy, "Deny", call).is_empty();
    may_of_its_own(&policies, call) && !policies.iter().any(refuses)
}

/// The call as the bucket sees it.
fn bucket_call(line: &Value, call: &Call) -> Call {
    if !call.is_through_point() {
        return call.clone();
    }
    let bucket = line["facts"]["bucket"]["name"].as_str().unwrap_or_default();
    match call.resource.split_once("/object/") {
        Some((_, name)) => call.for_resource(&format!("arn:aws:s3:::{bucket}/{name}")),
        None => call.for_resource(&format!("arn:aws:s3:::{bucket}")),
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html>
fn is_reachable(line: &Value, call: &Call) -> bool {
    let point = &line["facts"]["accessPoint"];
    let is_of_vpc = call.is_through_point() && point["networkOrigin"] == "VPC";
    !is_of_vpc || call.key("aws:SourceVpc") == Some(&point["vpcId"])
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status>
fn is_public(line: &Value, call: &Call) -> bool {
    // What only a VPC reaches is public to nobody.
    let is_of_vpc = line["facts"]["accessPoint"]["networkOrigin"] == "VPC";
    for policy in each(&line["policies"]) {
        let is_of_point = kind(policy) == "accessPoint" && call.is_through_point() && !is_of_vpc;
        if kind(policy) != "bucket" && !is_of_point {
            continue;
        }
        for statement in each(&policy["document"]["Statement"]) {
            let principal = &statement["Principal"];
            let is_everyone = *principal == "*" || each(&principal["AWS"]).any(|one| one == "*");
            let is_open = is_everyone || !principal["Federated"].is_null();
            if statement["Effect"] == "Allow"
                && is_open
                && !is_narrowed(&statement["Condition"], kind(policy) == "bucket")
            {
                return true;
            }
        }
    }
    false
}

/// Whether a condition leaves in fixed values only.
fn is_narrowed(condition: &Value, is_of_bucket: bool) -> bool {
    // Principals, and the keys that the page lists.
    let fixing = [
        "aws:principalorgid",
        "aws:principalarn",
        "aws:principalaccount",
        "aws:sourceip",
        "aws:sourcearn",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:sourceowner",
        "aws:sourceaccount",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "aws:userid",
        "s3:dataaccesspointarn",
        "s3:dataaccesspointaccount",
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
            let is_fixed = each(values).next().is_some()
                && each(values)
                    .all(|value| is_fixed(&key.to_lowercase(), &text(value), is_of_bucket));
            let counts = fixing.contains(&key.to_lowercase().as_str());
            let operator = operator.trim_start_matches("ForAnyValue:");
            if counts && is_fixed && compares.contains(&operator) {
                return true;
            }
        }
    }
    false
}

fn is_fixed(key: &str, value: &str, is_of_bucket: bool) -> bool {
    if value.contains('$') {
        return false;
    }
    match key {
        "aws:sourceip" => is_narrow(value),
        // A bucket's policy may leave the access point's name open.
        "s3:dataaccesspointarn" if is_of_bucket => {
            let account = value.split(':').nth(4).unwrap_or_default();
            !account.is_empty() && !account.contains(['*', '?'])
        }
        _ => !value.contains(['*', '?']),
    }
}

/// A range, and no broader than /8 of IPv4 or /32 of IPv6.
fn is_narrow(range: &str) -> bool {
    let (address, length) = range.split_once('/').unwrap_or((range, "128"));
    let least = if address.contains(':') { 32 } else { 8 };
    value::address(address).is_some() && length.parse::<u32>().is_ok_and(|length| length >= least)
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html>
fn pays(line: &Value, call: &Call) -> bool {
    let is_asked = line["facts"]["bucket"]["requestPayer"] == "Requester"
        && call.caller.account != call.resource_account;
    let agrees = line["facts"]["call"]["requestPayer"] == true;
    !is_asked || (agrees && call.caller.kind != "anonymous")
}
