//! Bucket policies and those of access points, which S3 reads statement by statement. See
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html>.

use undenied_json::{cut, has};

use super::{Found, Wrong, both, fit, is_open, is_partition, principals};
use crate::{
    case::misnamed,
    eval::range,
    policy::{Arn, Comparison, Kind, ListElement, Polarity, Policy, Spanned, Statement},
};

const EMPTY: Wrong = both("`{}` holds nothing.", "`{}` の中身がありません。");
const ACTION: Wrong =
    both("`{}` is no action of Amazon S3.", "`{}` は Amazon S3 のアクションではありません。");
const RESOURCE: Wrong = both(
    "`{}` is neither this bucket nor objects in it; write the bucket's ARN, or that with `/*`.",
    "`{}` は、このバケットでもその中のオブジェクトでもありません。バケットの ARN か、それに `/*` を付けた ARN を指定してください。",
);
const POINT: Wrong = both(
    "`{}` is neither an access point nor objects behind one; write its ARN, or that with `/object/*`.",
    "`{}` は、アクセスポイントでもその先のオブジェクトでもありません。アクセスポイントの ARN か、それに `/object/*` を付けた ARN を指定してください。",
);
const ADDRESS: Wrong =
    both("`{}` is no range of addresses.", "`{}` は IP アドレスの範囲ではありません。");

pub(super) fn look(found: &mut Found<'_>, policy: &Policy) {
    principals::each(found, policy, 6, &|_, _| "Invalid principal in policy".to_owned());
    let own = own_bucket(found, policy);
    for statement in &policy.statements {
        empty(found, statement);
        if is_of_another_service(statement) {
            continue;
        }
        let are_actions = actions(found, statement);
        let are_resources = resources(found, statement, own);
        fit::keys(found, statement);
        addresses(found, statement);
        if are_actions && are_resources && found.read.kind == Kind::Bucket {
            fit::look(found, statement);
        }
    }
}

/// The bucket that the policy is for: the user's, or the first that it names.
fn own_bucket<'a>(found: &Found<'a>, policy: &'a Policy) -> Option<&'a str> {
    let values = policy.statements.iter().filter_map(|statement| statement.resource.as_ref());
    let mut named = values.flat_map(|list| &list.values).filter_map(|value| bucket(&value.value));
    found.read.bucket.or_else(|| named.next())
}

/// The bucket in an ARN of S3, unless a part of it is open.
fn bucket(value: &str) -> Option<&str> {
    let (_, rest) = cut(value.strip_prefix("arn:")?, ":s3:::")?;
    let name = rest.split('/').next().unwrap_or_default();
    (!name.is_empty() && !name.contains(['*', '?', '$']) && !is_open(value)).then_some(name)
}

/// Lists with nothing in them.
fn empty(found: &mut Found<'_>, statement: &Statement) {
    let mut say = |rank: u8, name: &str, span| {
        let text = format!("Missing required field {name} cannot be empty!");
        found.say(rank, statement, span, &text, (EMPTY, name));
    };
    let is_empty = |list: &&ListElement| list.values.is_empty() && !statement.has_gap;
    let listed = |list: &ListElement| list.polarity == Polarity::Listed;
    if let Some(list) = statement.action.as_ref().filter(is_empty) {
        say(1, if listed(list) { "Action" } else { "NotAction" }, list.value_span);
    }
    if let Some(list) = statement.resource.as_ref().filter(is_empty) {
        say(1, if listed(list) { "Resource" } else { "NotResource" }, list.value_span);
    }
    if let Some(element) = &statement.principal
        && element.entries.is_empty()
        && !statement.has_gap
    {
        say(1, "Principal", element.value_span);
    }
}

/// Buckets of other kinds have services of their own: `s3express`, `s3tables`.
fn is_of_another_service(statement: &Statement) -> bool {
    let lists = [&statement.action, &statement.resource];
    let mut values = lists.into_iter().flatten().flat_map(|list| &list.values);
    values.any(|value| {
        let text = value.value.to_ascii_lowercase();
        let service = match text.strip_prefix("arn:") {
            Some(rest) => rest.split(':').nth(1),
            None => text.split_once(':').map(|(service, _)| service),
        };
        let service = service.unwrap_or_default();
        service.len() > 2 && service.starts_with("s3") && !service.contains(['*', '?'])
    })
}

/// Whether S3 has every one.
fn actions(found: &mut Found<'_>, statement: &Statement) -> bool {
    let mut are_all = true;
    for value in statement.action.iter().flat_map(|list| &list.values) {
        let name = value.value.as_str();
        if name == "*" || is_open(name) {
            continue;
        }
        let service = name.split_once(':').map(|(service, _)| service);
        let is_own = service.is_some_and(|service| service.trim().eq_ignore_ascii_case("s3"));
        if !is_own || misnamed(name).is_some() {
            are_all = false;
            let text = "Policy has invalid action";
            found.say(7, statement, value.span, text, (ACTION, name));
        }
    }
    are_all
}

/// Whether every one is the bucket or in it.
fn resources(found: &mut Found<'_>, statement: &Statement, own: Option<&str>) -> bool {
    let mut are_all = true;
    let list = statement.resource.as_ref().filter(|list| list.polarity == Polarity::Listed);
    for value in list.iter().flat_map(|list| &list.values) {
        if is_open(&value.value) {
            continue;
        }
        let is_point = found.read.kind == Kind::AccessPoint;
        let fits = if is_point { is_access_point(value) } else { is_in_bucket(value, own) };
        if !fits {
            are_all = false;
            let wrong = if is_point { POINT } else { RESOURCE };
            let text = "Policy has invalid resource";
            found.say(8, statement, value.span, text, (wrong, &value.value));
        }
    }
    are_all
}

fn is_in_bucket(value: &Spanned<String>, own: Option<&str>) -> bool {
    let Some(arn) = Arn::parse(&value.value) else { return value.value.starts_with("${") };
    let Some(bucket) = arn.bucket() else { return false };
    if bucket.contains('$') {
        return true;
    }
    let is_own = own.is_none_or(|own| own == bucket);
    is_partition(arn.partition()) && !bucket.is_empty() && !bucket.contains(['*', '?']) && is_own
}

fn is_access_point(value: &Spanned<String>) -> bool {
    let Some(arn) = Arn::parse(&value.value) else { return value.value.starts_with("${") };
    arn.service().starts_with("s3")
        && is_partition(arn.partition())
        && !arn.account().is_empty()
        && (arn.resource().starts_with("accesspoint") || arn.resource().contains('$'))
}

fn addresses(found: &mut Found<'_>, statement: &Statement) {
    for condition in &statement.conditions {
        if condition.operator.is_none_or(|it| it.comparison != Comparison::IpAddress) {
            continue;
        }
        for value in &condition.values {
            let text = value.value.as_str();
            if !is_open(text) && !has(text, "${") && range(text).is_none() {
                let words = "Invalid IP address in Conditions";
                found.say(10, statement, value.span, words, (ADDRESS, text));
            }
        }
    }
}
