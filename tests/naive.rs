//! A second opinion: decides a line of `undenied authorize` from AWS's documentation alone, shares
//! no code with the engine and is as plain as can be. The call's context must be complete.

mod call;
mod condition;
mod key;
mod object;
mod principal;
mod storage;
mod value;
mod variable;

use serde_json::Value;

use self::{call::Call, principal::Named};

/// What a line comes to, by its name in the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Allowed,
    ExplicitDeny,
    ImplicitDeny,
}

/// The decision on a whole line, what lies behind an S3 call included.
pub(crate) fn decision(line: &Value) -> Decision {
    let call = Call::read(line);
    match call.service() {
        "s3" => storage::decide(line, &call),
        "kms" => key::decide(line, &call),
        _ => decide(line, &call),
    }
}

/// The decision of the policies alone, by
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>.
fn decide(line: &Value, call: &Call) -> Decision {
    let policies = concerned(line, call);
    for policy in &policies {
        if !matching(policy, "Deny", call).is_empty() {
            return Decision::ExplicitDeny;
        }
    }
    let of_its_own = call.own_side.unwrap_or_else(|| may_of_its_own(&policies, call));
    if limits_allow(&policies, call) && is_granted(line, &policies, call, of_its_own) {
        Decision::Allowed
    } else {
        Decision::ImplicitDeny
    }
}

/// The policies that have a say in this call.
fn concerned<'a>(line: &'a Value, call: &Call) -> Vec<&'a Value> {
    let mut concerned = Vec::new();
    for policy in line["policies"].as_array().into_iter().flatten() {
        let management = &line["facts"]["organization"]["managementAccountId"];
        let in_management = |account: &str| management.as_str() == Some(account);
        let concerns = match kind(policy) {
            "identity" | "permissionsBoundary" | "session" => call.caller.is_entity(),
            "serviceControl" => {
                !call.caller.account.is_empty()
                    && !call.caller.is_service_linked()
                    && !in_management(&call.caller.account)
            }
            "resourceControl" => {
                // <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>
                // names far more services; these are those that are generated here.
                ["s3", "kms", "sts", "sqs"].contains(&call.service())
                    && !call.caller.is_service_linked()
                    && !in_management(&call.resource_account)
                    && !call.is_aws_managed_key(line)
            }
            "vpcEndpoint" => !call.is_forwarded && !skips_endpoint(line),
            "bucket" => {
                call.service() == "s3" && !call.is_through_point() && !is_owner_at_policy(call)
            }
            "accessPoint" => call.service() == "s3" && call.is_through_point(),
            "key" => call.service() == "kms",
            "trust" => call.service() == "sts",
            _ => true,
        };
        // Behind an access point, the caller's own side has been asked before.
        let is_asked_before = call.own_side.is_some()
            && !["bucket", "resourceControl", "vpcEndpoint"].contains(&kind(policy));
        if concerns && !is_asked_before {
            concerned.push(policy);
        }
    }
    concerned
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html>
fn is_owner_at_policy(call: &Call) -> bool {
    let actions = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];
    call.caller.is_root()
        && call.caller.account == call.resource_account
        && actions.contains(&call.action.to_lowercase().as_str())
}

/// Whether the facts say that the call goes through no endpoint.
fn skips_endpoint(line: &Value) -> bool {
    line["facts"]["call"].get("vpcEndpoint").is_some_and(Value::is_null)
}

/// Service control policies at every level, and the policy of the endpoint.
fn limits_allow(policies: &[&Value], call: &Call) -> bool {
    for policy in policies {
        let limits = ["serviceControl", "vpcEndpoint"].contains(&kind(policy));
        let is_beside =
            |other: &&&Value| kind(other) == kind(policy) && other["target"] == policy["target"];
        let mut level = policies.iter().filter(is_beside);
        if limits && !level.any(|policy| !matching(policy, "Allow", call).is_empty()) {
            return false;
        }
    }
    true
}

fn is_there(policies: &[&Value], name: &str) -> bool {
    policies.iter().any(|policy| kind(policy) == name)
}

fn is_allowed_by(policies: &[&Value], name: &str, call: &Call) -> bool {
    let mut of_kind = policies.iter().filter(|policy| kind(policy) == name);
    of_kind.any(|policy| !matching(policy, "Allow", call).is_empty())
}

/// Whether boundary and session leave the call in.
fn is_within_limits(policies: &[&Value], call: &Call) -> bool {
    let boundary = !is_there(policies, "permissionsBoundary")
        || is_allowed_by(policies, "permissionsBoundary", call);
    // A federated user without a session policy may do nothing of its own.
    let session = is_allowed_by(policies, "session", call)
        || !(is_there(policies, "session") || call.caller.is_federated());
    boundary && session
}

/// What the caller may do by its own policies alone.
fn may_of_its_own(policies: &[&Value], call: &Call) -> bool {
    let by_identity = is_allowed_by(policies, "identity", call) && is_within_limits(policies, call);
    call.caller.is_root() || by_identity
}

/// Identity-based and resource-based policies, boundary and session, within an account and across.
fn is_granted(line: &Value, policies: &[&Value], call: &Call, of_its_own: bool) -> bool {
    let caller = &call.caller;
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
    if call.action == "sts:AssumeRole" && (caller.is_root() || caller.is_federated()) {
        return false;
    }
    if key::has_grant(line, call) {
        return true;
    }
    let named = named_by_resource(line, policies, call);
    if caller.account.is_empty() {
        return !named.is_empty();
    }
    if caller.account != call.resource_account {
        return of_its_own && !named.is_empty();
    }
    let must_itself_allow = ["kms", "sts"].contains(&call.service());
    let delegated = !must_itself_allow || named.contains(&Named::Account);
    let limited = call.own_side.is_some() || is_within_limits(policies, call);
    named.contains(&Named::Itself)
        || (named.contains(&Named::Role) && limited)
        || (of_its_own && delegated)
}

/// How the statements that allow the call in the resource's own policies name the caller.
fn named_by_resource(line: &Value, policies: &[&Value], call: &Call) -> Vec<Named> {
    if call.is_aws_managed_key(line) {
        // The policy of `aws/s3` lets in everyone of its account who comes through S3.
        let own = call.caller.account == call.resource_account;
        return if own { vec![Named::Itself] } else { Vec::new() };
    }
    let mut named = object::named_by_list(line, call);
    for policy in policies {
        if ["bucket", "accessPoint", "key", "trust", "resource"].contains(&kind(policy)) {
            named.extend(matching(policy, "Allow", call));
        }
    }
    named
}

/// How each matching statement with this effect names the caller.
fn matching(policy: &Value, effect: &str, call: &Call) -> Vec<Named> {
    let document = &policy["document"];
    let is_2012 = document["Version"].as_str() == Some("2012-10-17");
    let mut named = Vec::new();
    for statement in each(&document["Statement"]) {
        if statement["Effect"].as_str() == Some(effect)
            && action_matches(statement, call)
            && resource_matches(statement, call, is_2012)
            && condition::all_hold(&statement["Condition"], call, is_2012)
        {
            named.extend(principal::named(statement, &call.caller));
        }
    }
    named
}

fn action_matches(statement: &Value, call: &Call) -> bool {
    let action = call.action.to_lowercase();
    let any = |element: &Value| {
        each(element).any(|pattern| value::like(&text(pattern).to_lowercase(), &action))
    };
    if statement["NotAction"].is_null() {
        any(&statement["Action"])
    } else {
        !any(&statement["NotAction"])
    }
}

fn resource_matches(statement: &Value, call: &Call, is_2012: bool) -> bool {
    let (element, expected) = match (&statement["Resource"], &statement["NotResource"]) {
        (Value::Null, Value::Null) => return true,
        (Value::Null, all_but) => (all_but, false),
        (listed, _) => (listed, true),
    };
    let mut matches = false;
    for pattern in each(element) {
        // Nothing is like a variable without a value.
        if let Some(pattern) = variable::expand(&text(pattern), call, is_2012, true) {
            matches |= value::glob(&pattern, &value::units(&call.resource));
        }
    }
    matches == expected
}

fn kind(policy: &Value) -> &str {
    policy["kind"].as_str().unwrap_or_default()
}

/// The value, or each value of the list.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let (list, single) = match value {
        Value::Null => (None, None),
        Value::Array(list) => (Some(list), None),
        single => (None, Some(single)),
    };
    list.into_iter().flatten().chain(single)
}

/// Strings, numbers and booleans alike.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
