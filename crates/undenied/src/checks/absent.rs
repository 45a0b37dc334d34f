//! What a statement does to calls that do not carry a condition's key: who is let in by that, and who escapes a Deny.
//! Not: keys with several values, which the catalogue tells.

mod texts;

use super::{Check, Subject, is_open, needs_key};
use crate::{
    fix::{change_operator, fix},
    glob::Glob,
    policy::{
        Comparison, Condition, Effect, Kind, Operator, Polarity, Principal, PrincipalElement,
        Qualifier, Statement,
    },
    report::{Fix, Impact},
    words::use_instead,
};
use texts::{BOTH, EXTERNAL_ID, LETS_IN, NO_MFA, SPARES};

pub(super) const CHECKS: &[&Check] = &[&LETS_IN, &NO_MFA, &SPARES, &EXTERNAL_ID, &BOTH];

const MFA: &str = "aws:MultiFactorAuthPresent";
const MFA_AGE: &str = "aws:MultiFactorAuthAge";

/// Of a call through a VPC endpoint, which has them all.
const NETWORKS: [&str; 3] = ["aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"];

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        both_networks(subject, statement);
        for condition in &statement.conditions {
            let Some(operator) = condition.operator else { continue };
            if statement.is(Effect::Allow) {
                lets_in(subject, statement, condition, operator);
            } else if statement.is(Effect::Deny) {
                spares(subject, statement, condition, operator);
            }
            if is(condition, "sts:ExternalId") && !may_assume(subject.kind, statement) {
                subject.say(&EXTERNAL_ID, condition.span, statement, &condition.key.value);
            }
        }
    }
}

fn is(condition: &Condition, key: &str) -> bool {
    condition.key.value.eq_ignore_ascii_case(key)
}

fn is_any(condition: &Condition, keys: &[&str]) -> bool {
    keys.iter().any(|key| is(condition, key))
}

/// A public address and a VPC endpoint, of which a call has one: either it comes from the internet, or through the endpoint.
fn both_networks(subject: &mut Subject<'_>, statement: &Statement) {
    let asks = |condition: &&Condition| needs_key(condition) == Some(true) && !is_null(condition);
    let mut asked = statement.conditions.iter().filter(asks);
    let is_address = |it: &&Condition| {
        is(it, "aws:SourceIp")
            && it.operator.is_some_and(|own| own.comparison == Comparison::IpAddress)
    };
    let Some(address) = asked.clone().find(is_address) else { return };
    if asked.any(|it| is_any(it, &["aws:SourceVpc", "aws:SourceVpce"])) {
        subject.say(&BOTH, address.key.span, statement, &address.key.value);
    }
}

fn is_null(condition: &Condition) -> bool {
    condition.operator.is_some_and(|it| it.comparison == Comparison::Null)
}

/// An Allow that asks for a key only of those who bring it along.
fn lets_in(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    let is_asked = operator.if_exists && !operator.negated && !condition.values.is_empty();
    if !is_asked || !tells(subject.kind, statement, condition, operator) {
        return;
    }
    // Another condition that only calls with the key meet, or that says who may call as well.
    let is_made_up = statement.conditions.iter().any(|other| {
        let is_same = is(other, &condition.key.value)
            || is_any(other, &NETWORKS) && is_any(condition, &NETWORKS);
        needs_key(other) == Some(true) && (is_same || says_who(other))
    });
    if is_made_up {
        return;
    }
    let strict = |name: &str| name.strip_suffix("IfExists").map(ToOwned::to_owned);
    let fix = rename(subject, statement, condition, strict, Impact::Narrows);
    subject.say_with(&LETS_IN, condition.operator_span, statement, &condition.key.value, fix);
}

/// Whether the key keeps strangers out where it is asked for, and they may call without it.
fn tells(kind: Kind, statement: &Statement, condition: &Condition, operator: Operator) -> bool {
    const OF_CALLERS: [&str; 4] =
        ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn"];
    let beside = |keys: &[&str]| statement.conditions.iter().any(|other| is_any(other, keys));
    let is_less = matches!(
        operator.comparison,
        Comparison::NumericLessThan | Comparison::NumericLessThanEquals
    );
    let is_true = condition.values.iter().all(|it| it.value.eq_ignore_ascii_case("true"));
    let named = |wanted: fn(&Principal) -> bool| {
        let listed = |element: &&PrincipalElement| {
            element.polarity == Polarity::Listed && kind.names_principals()
        };
        let element = statement.principal.as_ref().filter(listed);
        element.is_some_and(|element| element.entries.iter().any(|entry| wanted(&entry.value)))
    };
    // Whoever comes through an endpoint has one, and each network lacks the key of the other.
    let is_of_network = kind != Kind::VpcEndpoint && is_any(condition, &NETWORKS);
    is(condition, MFA) && is_true
        || is(condition, MFA_AGE) && is_less
        || is(condition, "sts:ExternalId") && kind == Kind::Trust
        || is_of_network && !beside(&["aws:SourceIp"])
        || is(condition, "aws:SourceIp") && !beside(&NETWORKS)
        || is_any(condition, &OF_CALLERS) && named(|it| *it == Principal::Everyone)
        || is_any(condition, &super::principals::SOURCES)
            && named(|it| matches!(it, Principal::Service(_) | Principal::Everyone))
}

/// Whether only some callers meet it.
fn says_who(condition: &Condition) -> bool {
    let key = condition.key.value.to_ascii_lowercase();
    let starts = ["aws:principal", "aws:userid", "aws:username"];
    key != "aws:principaltype" && starts.iter().any(|start| key.starts_with(start))
}

/// A Deny that calls without the key escape.
fn spares(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    const PATHS: [&str; 2] = ["aws:PrincipalOrgPaths", "aws:ResourceOrgPaths"];
    let is_denied_elsewhere = |keys: &[&str]| {
        let mut others = subject.policy.statements.iter().filter(|it| it.is(Effect::Deny));
        others.any(|other| other.conditions.iter().any(|it| is_any(it, keys) && hits_without(it)))
    };
    let is_false = condition.values.iter().all(|it| it.value.eq_ignore_ascii_case("false"));
    let is_plain = !operator.if_exists && !operator.negated && operator.qualifier.is_none();
    let is_more = matches!(
        operator.comparison,
        Comparison::NumericGreaterThan | Comparison::NumericGreaterThanEquals
    );
    let is_of_mfa = is_plain
        && !condition.values.is_empty()
        && (is(condition, MFA) && operator.comparison == Comparison::Bool && is_false
            || is(condition, MFA_AGE) && is_more);
    let is_of_paths = is_any(condition, &PATHS)
        && operator.negated
        && operator.qualifier == Some(Qualifier::ForAnyValue)
        && !operator.if_exists;
    if is_of_mfa && !is_denied_elsewhere(&[MFA, MFA_AGE]) {
        let lax = |name: &str| Some(format!("{name}IfExists"));
        let fix = rename(subject, statement, condition, lax, Impact::Narrows);
        subject.say_with(&NO_MFA, condition.operator_span, statement, &condition.key.value, fix);
    } else if is_of_paths && !is_denied_elsewhere(&PATHS) {
        subject.say(&SPARES, condition.operator_span, statement, &condition.key.value);
    }
}

/// Whether calls without the key meet the condition.
fn hits_without(condition: &Condition) -> bool {
    let is_absent = condition.values.iter().any(|it| it.value.eq_ignore_ascii_case("true"));
    if is_null(condition) { is_absent } else { needs_key(condition) == Some(false) }
}

/// Whether the statement is, or may be, for a call that assumes a role.
fn may_assume(kind: Kind, statement: &Statement) -> bool {
    let Some(actions) = &statement.action else { return true };
    let mut values = actions.values.iter();
    kind == Kind::Trust
        || statement.has_gap
        || actions.polarity == Polarity::AllBut
        || values.any(|it| {
            is_open(&it.value) || Glob::ignoring_case(&it.value).matches("sts:assumerole")
        })
}

/// A fix that changes the operator, where no other key stands under it.
pub(super) fn rename(
    subject: &Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    new: fn(&str) -> Option<String>,
    impact: Impact,
) -> Option<Fix> {
    let others = statement.conditions.iter();
    let shared = others.filter(|other| other.operator_span == condition.operator_span).count();
    if shared > 1 {
        return None;
    }
    let (new, edit) = change_operator(subject.text(), statement, condition, new)?;
    Some(fix(use_instead(&new), impact, subject.document, vec![edit]))
}

#[cfg(test)]
mod tests;
