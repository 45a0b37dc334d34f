//! What IAM takes in the policies that it keeps, beyond the grammar: statement IDs, actions, resources, and values of
//! conditions. AWS STS reads session policies alike, but takes any value.

use core::net::IpAddr;

use undenied_json::{has, sorted};

use super::{Found, Stage, Wrong, both, filled, is_open, is_partition, vendors};
use crate::{
    eval::{is_base64, is_number, moment, range},
    policy::{Arn, Comparison, Kind, Policy, ProblemKind, Spanned, Statement, Version},
};

const SID: Wrong = both(
    "The Sid `{}` holds more than letters and digits.",
    "Sid `{}` に英数字以外の文字が含まれています。",
);
const SAME_SID: Wrong = both(
    "Another statement has the Sid `{}`, too.",
    "`{}` は別のステートメントでも Sid に使われています。",
);
const NO_VENDOR: Wrong = both(
    "`{}` does not begin with a service and a colon, as in `s3:GetObject`.",
    "`{}` は `s3:GetObject` のようなサービス名とコロンで始まっていません。",
);
const COLONS: Wrong =
    both("`{}` holds more than one colon.", "`{}` にコロンが 2 つ以上含まれています。");
const VENDOR: Wrong = both(
    "`{}` does not begin with a service's name.",
    "`{}` の先頭がサービスの名前ではありません。",
);
const NO_ARN: Wrong = both("`{}` is no ARN.", "`{}` は ARN ではありません。");
const PARTITION: Wrong =
    both("`{}` is in a partition that AWS does not have.", "`{}` のパーティションは存在しません。");
const SERVICE: Wrong =
    both("`{}` does not name one service.", "`{}` では、サービスが 1 つに特定されていません。");
const NO_SERVICE: Wrong =
    both("`{}` names a service that AWS does not have.", "`{}` のサービスは AWS に存在しません。");
const REGION: Wrong = both(
    "`{}` names a region, which such an ARN does not have.",
    "`{}` にリージョンが書かれていますが、この種類の ARN にはありません。",
);
const IAM_TYPE: Wrong =
    both("`{}` is no type of resource of IAM.", "`{}` は IAM のリソースの種類ではありません。");
const VALUE: Wrong = both(
    "The condition's operator cannot read `{}`.",
    "`{}` は、この条件の演算子では読み取れません。",
);
const OLD: Wrong = both(
    "A permissions boundary is a managed policy, which needs the `Version` `2012-10-17`.",
    "アクセス許可の境界は管理ポリシーなので、`Version` に `2012-10-17` が必要です。",
);

/// In <https://github.com/aws-cloudformation/cfn-lint/issues/1376>.
const SID_FORM: &str = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
const BY_VENDOR: &str =
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";

/// Whether IAM keeps such policies.
pub(super) const fn is_of_iam(kind: Kind) -> bool {
    matches!(kind, Kind::Identity | Kind::PermissionsBoundary | Kind::Trust)
}

pub(super) fn look(found: &mut Found<'_>, policy: &Policy) {
    sids(found, policy, 1, "Statement IDs (SID) in a single policy must be unique.");
    if found.read.kind == Kind::PermissionsBoundary {
        version(found, policy);
    }
    for statement in &policy.statements {
        form(found, statement);
        if is_of_iam(found.read.kind) {
            literals(found, statement);
        }
    }
}

/// Statement IDs that hold more than letters and digits, and those that two have; `text` is for these.
pub(super) fn sids(found: &mut Found<'_>, policy: &Policy, rank: u8, text: &str) {
    let mut all = Vec::new();
    for statement in &policy.statements {
        let Some(sid) = &statement.sid else { continue };
        if sid.value.is_empty() || is_open(&sid.value) {
            continue;
        }
        if !sid.value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let text = match found.read.kind {
                Kind::ServiceControl | Kind::ResourceControl => text,
                // Of AWS STS they are not known.
                Kind::Session => "",
                _ => SID_FORM,
            };
            found.say(rank, statement, sid.span, text, (SID, &sid.value));
        }
        all.push((statement, sid));
    }
    let all = sorted(all, &|one, two| (&one.1.value, one.1.span).cmp(&(&two.1.value, two.1.span)));
    for pair in all.windows(2) {
        let [(_, first), (statement, sid)] = pair else { continue };
        if first.value == sid.value {
            found.say(rank, statement, sid.span, text, (SAME_SID, &sid.value));
        }
    }
}

fn version(found: &mut Found<'_>, policy: &Policy) {
    let mut problems = found.read.problems.iter();
    let is_told = problems.any(|it| matches!(it.kind, ProblemKind::Version { .. }));
    if is_told || policy.effective_version() == Version::V2012 {
        return;
    }
    let start = policy.span.start;
    let brace = undenied_json::Span::new(start, start + 1);
    let span = policy.version.as_ref().map_or(brace, |version| version.span);
    let text = "Policy document must be version 2012-10-17 or greater.";
    found.add(Stage::Statement(0), None, span, text, filled(OLD, ""));
}

/// Actions, resources and condition keys that are none by their form.
pub(super) fn form(found: &mut Found<'_>, statement: &Statement) {
    for value in statement.resource.iter().flat_map(|list| &list.values) {
        if !is_open(&value.value) {
            resource(found, statement, value);
        }
    }
    for value in statement.action.iter().flat_map(|list| &list.values) {
        let text = value.value.as_str();
        if text != "*" && !is_open(text) {
            action(found, statement, value);
        }
    }
    for condition in &statement.conditions {
        let key = condition.key.value.as_str();
        if !key.contains(':') && !is_open(key) {
            found.say(12, statement, condition.key.span, BY_VENDOR, (NO_VENDOR, key));
        }
    }
}

fn action(found: &mut Found<'_>, statement: &Statement, value: &Spanned<String>) {
    let text = value.value.as_str();
    let Some((vendor, name)) = text.split_once(':') else {
        found.say(12, statement, value.span, BY_VENDOR, (NO_VENDOR, text));
        return;
    };
    let is_letter = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '*' | '?');
    if name.contains(':') {
        let text = "Actions/Condition can contain only one colon.";
        found.say(13, statement, value.span, text, (COLONS, &value.value));
    } else if vendor.is_empty() || !vendor.trim().chars().all(is_letter) {
        let words = format!("Vendor {vendor} is not valid");
        found.say(14, statement, value.span, &words, (VENDOR, text));
    }
}

fn resource(found: &mut Found<'_>, statement: &Statement, value: &Spanned<String>) {
    let text = value.value.as_str();
    if text.starts_with("${") || text.bytes().all(|byte| byte == b'*') && !text.is_empty() {
        return;
    }
    let Some(arn) = Arn::parse(text) else {
        // Wildcards among the first parts may stand for colons.
        let is_short = text.starts_with("arn:");
        if !is_short {
            let words = format!("Resource {text} must be in ARN format or \"*\".");
            found.say(6, statement, value.span, &words, (NO_ARN, text));
        } else if !text.contains(['*', '?']) {
            let words = "The policy failed legacy parsing";
            let wrong = filled(NO_ARN, text);
            found.add(Stage::Legacy, Some(statement.index), value.span, words, wrong);
        }
        return;
    };
    let (partition, service, region) = (arn.partition(), arn.service(), arn.region());
    let (rank, words, wrong) = if !is_partition(partition) {
        (7, format!("Partition \"{partition}\" is not valid for resource \"{text}\"."), PARTITION)
    } else if service.is_empty() || service.contains(['*', '?']) {
        let words = "Resource vendor must be fully qualified and cannot contain regexes.";
        (8, words.to_owned(), SERVICE)
    } else if vendors::is_none(service) {
        (8, format!("Vendor {service} is not valid"), NO_SERVICE)
    } else if region.contains(['*', '?', '$']) {
        return;
    } else if service == "iam" && !region.is_empty() {
        (9, format!("IAM resource {text} cannot contain region information."), REGION)
    } else if service == "s3" && !region.is_empty() && !has_region(arn.resource()) {
        (10, format!("Resource {text} can not contain region information."), REGION)
    } else if service == "iam" && !is_of_type(arn.resource()) {
        (11, String::new(), IAM_TYPE)
    } else {
        return;
    };
    found.say(rank, statement, value.span, &words, (wrong, text));
}

/// Resources of S3 that belong to a region, by
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>.
fn has_region(resource: &str) -> bool {
    let types = [
        "accesspoint",
        "access-grants",
        "job",
        "storage-lens",
        "storage-lens-group",
        "async-request",
    ];
    let first = resource.split(['/', ':']).next().unwrap_or_default();
    first.contains(['*', '?', '$']) || types.contains(&first)
}

/// Of the ARNs that <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html> lists.
fn is_of_type(resource: &str) -> bool {
    const TYPES: &str = " access-report assumed-role federated-user group instance-profile mfa oidc-provider policy report role root saml-provider server-certificate signing-certificate sms-mfa u2f user ";
    let first = resource.split('/').next().unwrap_or_default();
    first.contains(['*', '?', '$']) || has(TYPES, &format!(" {first} "))
}

/// Values that IAM does not keep, since their operator cannot read them.
pub(super) fn literals(found: &mut Found<'_>, statement: &Statement) {
    for condition in &statement.conditions {
        let Some(operator) = condition.operator else { continue };
        for value in &condition.values {
            let text = value.value.as_str();
            if !is_open(text) && !has(text, "${") && !is_readable(operator.comparison, text) {
                found.say(15, statement, value.span, "", (VALUE, text));
            }
        }
    }
}

fn is_readable(comparison: Comparison, text: &str) -> bool {
    match comparison {
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => is_number(text),
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => moment(text).is_some(),
        Comparison::BinaryEquals => is_base64(text),
        Comparison::IpAddress => match range(text) {
            None => false,
            // Bits behind the length are kept of IPv4 alone.
            Some((IpAddr::V6(address), length)) => {
                address.to_bits() & u128::MAX.checked_shr(length).unwrap_or_default() == 0
            }
            Some(_) => true,
        },
        Comparison::Arn => text.contains(['*', '?']) || Arn::parse(text).is_some(),
        _ => true,
    }
}
