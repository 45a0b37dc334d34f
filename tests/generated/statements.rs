//! Policies and their statements: effect, action, resource. Not: principals and conditions.

use serde_json::{Value, json};

use super::{
    Plan, Random,
    callers::{self, one_or_list},
    conditions,
};

/// A policy of this kind.
pub(super) fn document(random: &mut Random, plan: &Plan, kind: &str) -> Value {
    let mut document = json!({});
    match random.below(10) {
        0 => {}
        1 => document["Version"] = json!("2008-10-17"),
        _ => document["Version"] = json!("2012-10-17"),
    }
    let count = if random.chance(2) { 0 } else { 1 + random.below(3) };
    let is_of_bucket = kind == "bucket" || (kind != "accessPoint" && random.chance(40));
    let resource = if is_of_bucket { &plan.in_bucket } else { &plan.resource };
    let mut statements: Vec<Value> =
        (0..count).map(|_| statement(random, plan, kind, plan.action, resource)).collect();
    document["Statement"] = match statements.pop() {
        Some(only) if statements.is_empty() && random.chance(50) => only,
        last => json!(statements.into_iter().chain(last).collect::<Vec<_>>()),
    };
    document
}

/// A statement that is about `action` and `resource` more often than not.
pub(super) fn statement(
    random: &mut Random,
    plan: &Plan,
    kind: &str,
    action: &str,
    resource: &str,
) -> Value {
    let is_limit =
        ["permissionsBoundary", "session", "serviceControl", "vpcEndpoint"].contains(&kind);
    let denies = kind == "resourceControl" || random.chance(if is_limit { 12 } else { 17 });
    let mut statement = json!({ "Effect": if denies { "Deny" } else { "Allow" } });
    principals(random, plan, kind, denies, &mut statement);
    let is_wide = is_limit && !denies && random.chance(60);
    if is_wide {
        statement["Action"] = json!("*");
        statement["Resource"] = json!("*");
        return statement;
    }
    let all_but = random.chance(10);
    let odds = if all_but && random.chance(70) { 10 } else { 85 };
    let actions = some(random, odds, &actions(action), OTHER_ACTIONS);
    statement[if all_but { "NotAction" } else { "Action" }] = one_or_list(random, actions);
    if kind != "trust" {
        let all_but = random.chance(8);
        let odds = if all_but && random.chance(70) { 10 } else { 85 };
        let near = resources(random, resource);
        let resources = some(random, odds, &near, OTHER_RESOURCES);
        statement[if all_but { "NotResource" } else { "Resource" }] =
            one_or_list(random, resources);
    }
    if random.chance(if denies { 75 } else { 40 }) {
        statement["Condition"] = conditions::element(random, plan);
    }
    statement
}

fn principals(random: &mut Random, plan: &Plan, kind: &str, denies: bool, statement: &mut Value) {
    match kind {
        "bucket" | "accessPoint" | "key" | "trust" | "resource" => {
            // With an unknown session, whether all of the caller is listed is unknown too.
            let caller = &plan.caller;
            let is_whole = caller.kind != "role"
                || caller.session.is_some()
                || caller.arn.contains(":assumed-role/");
            let all_but = denies && kind != "trust" && is_whole && random.chance(35);
            let name = if all_but { "NotPrincipal" } else { "Principal" };
            statement[name] = callers::element(random, plan, all_but);
        }
        "resourceControl" | "vpcEndpoint" => statement["Principal"] = json!("*"),
        _ => {}
    }
}

const OTHER_ACTIONS: &[&str] = &[
    "s3:GetObjectAcl",
    "s3:Put?bject",
    "s3:*Bucket",
    "kms:DescribeKey",
    "sts:TagSession",
    "sqs:Receive*",
    "sns:Pub*",
    "S3:*OBJECT",
];

/// Patterns that match `action`, or nearly do.
fn actions(action: &str) -> Vec<String> {
    let (service, name) = action.split_once(':').unwrap_or_default();
    let start: String = name.chars().take(3).collect();
    let rest: String = name.chars().skip(1).collect();
    vec![
        action.to_owned(),
        action.to_owned(),
        action.to_uppercase(),
        format!("{service}:*"),
        format!("{service}:{start}*"),
        format!("{}:?{}", service.to_uppercase(), rest.to_lowercase()),
        format!("{service}:*{rest}"),
        format!("{service}:*e*t*"),
        format!("{action}?"),
    ]
}

const OTHER_RESOURCES: &[&str] = &[
    "arn:aws:s3:::acme2/*",
    "arn:aws:s3:::ACME/*",
    "arn:aws:s3:::acme/mydata/?.csv",
    "arn:aws:s3:::acme/mydata",
    "arn:aws:s3:::acme/${aws:username}/*",
    "arn:aws:s3:::acme/${aws:PrincipalTag/team, 'mydata'}/*",
    "arn:aws:s3:::${*}",
    "arn:aws:kms:*:*:alias/*",
    "arn:aws:iam::*:role/tar?et",
    "arn:aws:sqs:*:*:*",
];

/// Patterns that match `resource`, or nearly do.
fn resources(random: &mut Random, resource: &str) -> Vec<String> {
    let parts: Vec<&str> = resource.splitn(6, ':').collect();
    let service = parts.get(2).copied().unwrap_or_default();
    let last = parts.last().copied().unwrap_or_default();
    let letters: Vec<char> = resource.chars().collect();
    let cut: String = letters.iter().take(letters.len() - random.below(6)).collect();
    vec![
        "*".to_owned(),
        resource.to_owned(),
        format!("{cut}*"),
        format!("arn:aws:{service}:*:*:{last}"),
        format!("arn:*:{service}:*:*:*"),
        resource.replace("mydata", "*"),
        resource.replace("accesspoint/in", "accesspoint/*"),
        resource.replace(".csv", ".???"),
        resource.replace("ann/", "${aws:username}/"),
        resource.replace("mydata/", "${aws:PrincipalTag/team, 'mydata'}/"),
        resource.replace("😀", "??"),
        resource.replace("acme/", "ac${*}me/"),
    ]
}

/// One to three values, each with `percent` of `near`, else of `far`.
fn some(random: &mut Random, percent: usize, near: &[String], far: &[&str]) -> Vec<String> {
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let count = if random.chance(1) { 0 } else { 1 + random.below(6) / 4 };
    (0..count)
        .map(|_| {
            let is_near = random.chance(percent);
            random.pick(if is_near { &near } else { far }).to_owned()
        })
        .collect()
}
