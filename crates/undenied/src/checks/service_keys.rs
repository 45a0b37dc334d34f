//! Condition keys against what AWS lists: whether they exist, for which actions, what they hold and how many of it.
//! Slips in keys that everything knows are the rule `unknown-condition-key`'s.

mod single;
mod texts;

use super::{
    Check, Subject, absent::rename, and, arns::regions, as_compared, is_open, is_said,
    keys::NO_TAG, likely, lower, needs_key,
};
use crate::{
    alike,
    catalog::{Catalog, JOINTS, Key, KeyType, global, is_family, meant_key, names},
    fix::{add_condition, fix},
    glob::Glob,
    lang::Words,
    policy::{
        Comparison, Condition, Effect, ListElement, Operator, Polarity, Qualifier, Spanned,
        Statement,
    },
    report::{Impact, Severity},
};
use texts::{FOR_ALL, FOR_NOBODY, FOR_NONE, LIKE, NEVER_SENT, NO_QUALIFIER, REGION, TYPE, UNKNOWN};
use undenied_json::has;

pub(super) const CHECKS: &[&Check] = &[
    &UNKNOWN,
    &NEVER_SENT,
    &NO_QUALIFIER,
    &FOR_ALL,
    &FOR_NOBODY,
    &FOR_NONE,
    &TYPE,
    &LIKE,
    &REGION,
];

/// The first is several services at once, whose pages list keys of the others' actions. Of AWS STS, a call to assume a
/// role asks for several actions, all with the keys of that call:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>.
const SHARED: [&str; 2] = ["aws-marketplace", "sts"];

/// One value, whatever the catalogue says:
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html>.
const SINGLE: &str = "events:detail-type";

/// A number, though its type is a text's: <https://docs.aws.amazon.com/amazonglacier/latest/dev/api-InitiateVaultLock.html>.
const NUMBER: &str = "glacier:ArchiveAgeInDays";

/// Keys that hold a Region's code, and never anything else.
const OF_REGIONS: [&str; 3] = ["aws:RequestedRegion", "account:TargetRegion", "ec2:Region"];

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        for condition in &statement.conditions {
            let name = condition.key.value.as_str();
            if let (Some((service, _)), false) = (name.split_once(':'), is_open(name)) {
                let of = if service.eq_ignore_ascii_case("aws") {
                    name.get(service.len() + 1..).and_then(global)
                } else {
                    of_service(subject, statement, condition, service)
                };
                match (of, condition.operator) {
                    (Some(of), Some(operator)) => {
                        compared(subject, statement, condition, operator, of);
                    }
                    (None, Some(operator)) if single::is_single(name) => {
                        single::for_all(subject, statement, condition, operator);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// What the key of a service holds, where it is settled; says so where there is no such key, and where a listed action has not.
fn of_service(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    service: &str,
) -> Option<(KeyType, bool)> {
    let name = condition.key.value.as_str();
    // Others are identity providers.
    let service = Catalog::aws()?.service(service)?;
    let Some(key) = service.key(name) else {
        let own = name.get(service.prefix.len() + 1..).unwrap_or_default();
        let mut small = names(service.prefix).into_iter().flatten();
        let is_known = small.any(|known| known.eq_ignore_ascii_case(own));
        let keys: Vec<String> = service.keys().map(Key::name).collect();
        if is_family(name) || is_known {
            return None;
        }
        if keys.iter().any(|key| is_start(name, key)) {
            subject.say(&NO_TAG, condition.key.span, statement, name);
        } else if meant_key(name).is_none() {
            let near = alike::nearest(name, keys.iter().map(String::as_str));
            subject.say(&UNKNOWN, condition.key.span, statement, name);
            likely(subject, near.filter(|near| !near.ends_with('*')));
        }
        return None;
    };
    never_sent(subject, statement, condition, key, service.prefix);
    // A tag holds what people put there.
    let is_settled = !key.is_open() && !name.eq_ignore_ascii_case(SINGLE);
    is_settled.then_some((key.of, key.is_multivalued))
}

/// Whether `name` stops before the part of `key` that varies.
fn is_start(name: &str, key: &str) -> bool {
    let start = key.strip_suffix('*').map(|start| start.trim_end_matches(JOINTS));
    start.is_some_and(|start| start.eq_ignore_ascii_case(name.trim_end_matches(JOINTS)))
}

/// Listed actions of the key's own service, none of whose calls carries the key. AWS saves such a policy. It is advice
/// where the condition allows others of the list, an error where it leaves the statement dead, or a denial without
/// effect or without bounds.
fn never_sent(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    key: Key,
    prefix: &str,
) {
    let Some(operator) = condition.operator else { return };
    let Some(actions) = statement.action.as_ref().filter(|it| it.polarity == Polarity::Listed)
    else {
        return;
    };
    if operator.if_exists || operator.comparison == Comparison::Null || SHARED.contains(&prefix) {
        return;
    }
    let is_said = is_said(subject, "condition-key-never-sent", condition.span);
    let lacks = |value: &&Spanned<String>| {
        let known = Catalog::aws().and_then(|catalog| catalog.action(value.value.trim()));
        let service = value.value.split(':').next().unwrap_or_default();
        service.eq_ignore_ascii_case(prefix) && known.is_some_and(|action| !action.has(key))
    };
    // Such an action is just not allowed here, which is no loss where another statement allows it.
    let is_left_out = statement.is(Effect::Allow) && needs_key(condition) == Some(true);
    let policy = subject.policy;
    let is_loss = |value: &&Spanned<String>| {
        !is_left_out
            || !policy.statements.iter().any(|other| allows(other, &value.value, statement))
    };
    let lacking: Vec<&str> = actions
        .values
        .iter()
        .filter(lacks)
        .filter(is_loss)
        .map(|value| value.value.as_str())
        .collect();
    // Of keys that stand with no action at all, as those of an instance's credentials, nobody knows which calls have them.
    let is_settled = || {
        let service = Catalog::aws().and_then(|catalog| catalog.service(prefix));
        service.is_some_and(|service| service.actions().any(|action| action.has(key)))
    };
    if lacking.is_empty() || is_said || !is_settled() {
        return;
    }
    let is_for_others = actions.values.iter().any(|value| !lacks(&value));
    let mut shown = lacking.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    if lacking.len() > 5 {
        shown.push_str(", …");
    }
    subject.say(&NEVER_SENT, condition.key.span, statement, &shown);
    if is_left_out && is_for_others {
        lower(subject, Severity::Warning);
    }
}

/// Whether `statement` allows `action` on the resources of `other`, whatever the call carries.
fn allows(statement: &Statement, action: &str, other: &Statement) -> bool {
    let listed = |list: &'_ Option<ListElement>| -> Vec<String> {
        let list = list.iter().filter(|list| list.polarity == Polarity::Listed);
        list.flat_map(|list| list.values.iter().map(|it| it.value.clone())).collect()
    };
    let action = Glob::ignoring_case(action);
    let mut actions = listed(&statement.action).into_iter();
    let own: Vec<Glob> = listed(&statement.resource).iter().map(|it| Glob::new(it)).collect();
    let is_covered = |it: &String| own.iter().any(|own| own.covers(&Glob::new(it)));
    let resources = listed(&other.resource);
    statement.is(Effect::Allow)
        && statement.conditions.is_empty()
        && actions.any(|it| Glob::ignoring_case(&it).covers(&action))
        && !resources.is_empty()
        && resources.iter().all(is_covered)
}

fn compared(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
    (of, is_multivalued): (KeyType, bool),
) {
    let key = condition.key.value.as_str();
    let text = subject.text();
    let written = condition.operator_span.of(text).trim_matches('"');
    if operator.comparison == Comparison::Null {
        return;
    }
    if is_multivalued && operator.qualifier.is_none() {
        subject.say(&NO_QUALIFIER, condition.operator_span, statement, key);
    }
    if !is_multivalued {
        single::for_all(subject, statement, condition, operator);
    }
    if is_multivalued && operator.qualifier == Some(Qualifier::ForAllValues) {
        for_none(subject, statement, condition);
    }
    if let Some(right) = right_operator(operator, of, condition, key) {
        let is_bool = right == "Bool" && is_true_or_false(condition) && !operator.negated;
        let fix = is_bool
            .then(|| rename(subject, statement, condition, boolean, Impact::Tidies))
            .flatten();
        subject.say_with(&TYPE, condition.operator_span, statement, written, fix);
        let words = Words {
            en: format!(" Compare `{key}` by `{right}`."),
            ja: format!("`{key}` には `{right}` を使ってください。"),
        };
        and(subject, &words);
    }
    // `*` alone asks for nothing but the key.
    let is_pattern = |text: &str| text.contains(['*', '?']) && text != "*";
    let has_wildcard = || condition.values.iter().any(|value| is_pattern(&value.value));
    if of == KeyType::Arn && operator.comparison == Comparison::StringLike && has_wildcard() {
        // In a Deny, and under a negation, fewer matches mean the opposite.
        let narrows = statement.is(Effect::Allow) != operator.negated;
        let impact = if narrows { Impact::Narrows } else { Impact::Widens };
        let fix = rename(subject, statement, condition, arn_like, impact);
        subject.say_with(&LIKE, condition.operator_span, statement, key, fix);
    }
    if OF_REGIONS.iter().any(|known| known.eq_ignore_ascii_case(key)) {
        no_region(subject, statement, condition, operator);
    }
}

/// An Allow that also applies where the key has no values: of who calls strangers have none, of a request it may be
/// meant so.
fn for_none(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    const OF_CALLERS: [&str; 6] = [
        "aws:CalledVia",
        "aws:PrincipalOrgPaths",
        "aws:PrincipalServiceNamesList",
        "aws:ResourceOrgPaths",
        "aws:SourceOrgPaths",
        "aws:VpceOrgPaths",
    ];
    let key = condition.key.value.as_str();
    let is_tags = key.eq_ignore_ascii_case("aws:TagKeys");
    let is_there = |other: &Condition| {
        let name = other.key.value.as_str();
        let is_tag = is_tags && name.to_ascii_lowercase().starts_with("aws:requesttag/");
        needs_key(other) == Some(true) && (is_tag || name.eq_ignore_ascii_case(key))
    };
    // No such call goes without: what a grant permits, the records to change, and the item, unless all of a table is read.
    // What is asked of its attributes is another check's.
    let scans = |list: &ListElement| {
        let mut globs = list.values.iter().map(|it| Glob::ignoring_case(&it.value));
        list.polarity == Polarity::AllBut || globs.any(|glob| glob.matches("dynamodb:scan"))
    };
    let is_required = match key.to_ascii_lowercase().as_str() {
        "kms:grantoperations" | "dynamodb:attributes" => true,
        "dynamodb:leadingkeys" => !statement.action.as_ref().is_some_and(scans),
        key => key.starts_with("route53:changeresourcerecordsets"),
    };
    // Whoever sets or removes tags names some.
    let is_tagging = |value: &str| has(&value.to_ascii_lowercase(), "tag");
    let only_tags = || {
        let actions = statement.action.iter().filter(|it| it.polarity == Polarity::Listed);
        let mut values = actions.flat_map(|it| &it.values).peekable();
        values.peek().is_some() && values.all(|value| is_tagging(&value.value))
    };
    if !statement.is(Effect::Allow)
        || condition.values.is_empty()
        || is_required
        || statement.conditions.iter().any(is_there)
        || is_tags && only_tags()
    {
        return;
    }
    let is_of_callers = OF_CALLERS.iter().any(|known| known.eq_ignore_ascii_case(key));
    let check = if is_of_callers { &FOR_NOBODY } else { &FOR_NONE };
    let node = subject.node(statement);
    let edits = node.and_then(|it| add_condition(subject.text(), it, ["Null", key, "false"]));
    let title = Words {
        en: "Require the key by `Null`".to_owned(),
        ja: "`Null` でキーを必須にする".to_owned(),
    };
    let fix = edits.map(|edits| fix(title, Impact::Narrows, subject.document, edits));
    subject.say_with(check, condition.operator_span, statement, key, fix);
}

fn no_region(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    for value in &condition.values {
        let region = value.value.as_str();
        let is_plain = !region.contains(['*', '?', '$']) && !is_open(region);
        if is_plain && !regions::is_region(&as_compared(operator, region)) {
            subject.say(&REGION, value.span, statement, region);
            likely(subject, regions::meant(region));
        }
    }
}

/// The family of operators that a key takes, where this one is not of it.
fn right_operator(
    operator: Operator,
    of: KeyType,
    condition: &Condition,
    key: &str,
) -> Option<&'static str> {
    let own = family(operator.comparison)?;
    let is_arn = |value: &str| value.starts_with("arn:");
    let fits = match of {
        _ if own == of => true,
        // As texts they compare well; what `StringLike` lets through is told apart.
        KeyType::Arn => own == KeyType::Text,
        // Some keys that AWS calls texts hold ARNs.
        KeyType::Text if key.eq_ignore_ascii_case(NUMBER) => own == KeyType::Number,
        KeyType::Text => {
            own == KeyType::Arn
                && (has(&key.to_ascii_lowercase(), "arn")
                    || condition.values.iter().any(|value| is_arn(&value.value)))
        }
        KeyType::Date | KeyType::Number => {
            matches!(own, KeyType::Date | KeyType::Number)
                && key.eq_ignore_ascii_case("aws:EpochTime")
        }
        KeyType::Bool | KeyType::Address => false,
    };
    (!fits).then_some(match of {
        KeyType::Text => "StringEquals",
        KeyType::Arn => "ArnEquals",
        KeyType::Bool => "Bool",
        KeyType::Number => "NumericEquals",
        KeyType::Date => "DateEquals",
        KeyType::Address => "IpAddress",
    })
}

/// `None`: for keys of any type.
const fn family(comparison: Comparison) -> Option<KeyType> {
    Some(match comparison {
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike => {
            KeyType::Text
        }
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => KeyType::Number,
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => KeyType::Date,
        Comparison::Bool => KeyType::Bool,
        Comparison::IpAddress => KeyType::Address,
        Comparison::Arn => KeyType::Arn,
        Comparison::BinaryEquals | Comparison::Null => return None,
    })
}

fn is_true_or_false(condition: &Condition) -> bool {
    let is = |text: &str| matches!(text, "true" | "false");
    condition.values.len() == 1 && condition.values.iter().all(|value| is(&value.value))
}

/// `StringEqualsIfExists` to `BoolIfExists`.
fn boolean(name: &str) -> Option<String> {
    let suffix = if name.ends_with("IfExists") { "IfExists" } else { "" };
    (!name.contains(':')).then(|| format!("Bool{suffix}"))
}

fn arn_like(name: &str) -> Option<String> {
    let (before, after) = undenied_json::cut(name, "String")?;
    Some(format!("{before}Arn{after}"))
}

#[cfg(test)]
mod tests;
