//! Conditions that keep an Allow from granting a denied call, sorted by what is wrong with them.

use super::{Case, Checked};
use crate::{
    catalog::{is_family, meant_key, never_sent},
    eval::{Call, Lookup, Match},
    glob::Glob,
    policy::{Comparison, Condition, Effect, Kind, Spanned, Statement},
};

/// A condition that is not met, and the calls that it keeps out.
#[derive(Debug)]
pub(crate) struct Failed<'a> {
    pub(crate) document: usize,
    pub(crate) statement: &'a Statement,
    pub(crate) condition: &'a Condition,
    pub(crate) flaw: Flaw<'a>,
    pub(crate) checks: Vec<&'a Checked<'a>>,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw<'a> {
    /// The value would match, were its `*` a wildcard under this operator.
    Wildcard(&'a Spanned<String>),
    /// There is no such key.
    Unknown,
    /// No call of the action carries the key.
    NeverSent,
    /// The prefix that a listing asks for.
    Prefix,
    Other,
}

/// Every such condition. What the vendor shows of itself has rules of its own.
pub(crate) fn failed<'a>(case: &'a Case<'_>) -> Vec<Failed<'a>> {
    let mut all: Vec<Failed<'a>> = Vec::new();
    for checked in case.denied() {
        for evidence in &checked.decision.evidence {
            let is_near = evidence.effect == Some(Effect::Allow)
                && evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes
                && checked.decision.blocked_by.contains(&evidence.kind);
            let Some(document) = checked.document_of(evidence.policy).filter(|_| is_near) else {
                continue;
            };
            let Some(statement) = case.statement(document, evidence.statement) else { continue };
            let conditions =
                evidence.conditions.iter().filter(|condition| condition.matched == Match::No);
            let conditions =
                conditions.filter_map(|condition| statement.conditions.get(condition.index));
            for condition in conditions {
                let key = &condition.key.value;
                if evidence.kind == Kind::Trust && says_who_calls(case, key) {
                    continue;
                }
                let flaw = flaw(condition, &checked.call);
                let same = |other: &&mut Failed<'a>| {
                    std::ptr::eq(other.condition, condition) && other.flaw == flaw
                };
                match all.iter_mut().find(same) {
                    Some(known) => known.checks.push(checked),
                    None => {
                        let checks = vec![checked];
                        all.push(Failed { document, statement, condition, flaw, checks });
                    }
                }
            }
        }
    }
    all
}

/// The external ID, the subject of a web identity.
fn says_who_calls(case: &Case<'_>, key: &str) -> bool {
    let trust = case.profile.and_then(|profile| profile.trust.as_ref());
    let shown = trust.map(|trust| trust.condition_keys.as_slice()).unwrap_or_default();
    key.eq_ignore_ascii_case("sts:ExternalId")
        || shown.iter().any(|own| key.eq_ignore_ascii_case(own))
}

fn flaw<'a>(condition: &'a Condition, call: &Call) -> Flaw<'a> {
    let key = &condition.key.value;
    // Where keys are checked by themselves that says what is wrong with this one.
    let is_half = cfg!(feature = "checks") && is_family(key);
    if is_half || meant_key(key).is_some() {
        Flaw::Unknown
    } else if never_sent(&call.action, key) {
        Flaw::NeverSent
    } else if let Some(value) = literal_wildcard(condition, call) {
        Flaw::Wildcard(value)
    } else if key.eq_ignore_ascii_case("s3:prefix") {
        Flaw::Prefix
    } else {
        Flaw::Other
    }
}

/// The value that would match the call's, were its `*` and `?` wildcards.
pub(crate) fn literal_wildcard<'a>(
    condition: &'a Condition,
    call: &Call,
) -> Option<&'a Spanned<String>> {
    let operator = condition.operator?;
    let is_exact = matches!(
        operator.comparison,
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase
    );
    let Lookup::Present(actual) = call.context.lookup(&condition.key.value) else { return None };
    let would_match = |value: &&Spanned<String>| {
        let pattern = Glob::new(&value.value);
        value.value.contains(['*', '?']) && actual.texts().iter().any(|text| pattern.matches(text))
    };
    condition.values.iter().filter(|_| is_exact).find(would_match)
}
