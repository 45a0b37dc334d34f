//! Refusals and findings at one place: what a finding says already is not said again, and what none says becomes one.

use undenied_json::Span;

use super::{Refusal, RefusalError};
use crate::{
    case::Case,
    intake::Provenance,
    lang::Words,
    report::{Finding, Severity},
    rules::REFUSED,
};

/// Rules that describe what AWS refuses in some kinds of policies and takes in others.
const SAY_SO: [&str; 26] = [
    "action-resource-mismatch",
    "condition-always-holds",
    "condition-never-holds",
    "duplicate-sid",
    "empty-action",
    "empty-principal",
    "empty-principal-list",
    "empty-resource",
    "github-without-repository",
    "identity-policy-too-large",
    "missing-version",
    "resource-policy-too-large",
    "tests-absence-only",
    "tests-presence-only",
    "trust-policy-too-large",
    "unknown-action",
    "unknown-condition-key",
    "unknown-service-condition-key",
    "value-not-a-date",
    "value-not-a-number",
    "value-not-an-address",
    "value-not-base64",
    "web-identity-without-condition",
    "white-space-around-value",
    "wildcard-in-principal",
    "wildcard-in-service",
];

/// Adds to `findings` what they do not say of the refusals, and leaves these without words where they do.
pub(crate) fn tell(case: &Case<'_>, findings: &mut Vec<Finding>) -> Vec<Refusal> {
    let mut all: Vec<Refusal> =
        case.readings.iter().flat_map(|reading| reading.refusals.clone()).collect();
    for refusal in &mut all {
        let reading = case.readings.get(refusal.document);
        let provenance = reading.map(|reading| reading.provenance).unwrap_or_default();
        let is_certain = refusal.is_certain() && provenance == Provenance::Unknown;
        let is_meant = reading.is_some_and(|reading| reading.looks_like.is_none());
        for error in &mut refusal.errors {
            if is_said(error, is_certain, findings) {
                error.words = Words::default();
            } else if is_meant {
                findings.push(finding(error, is_certain, provenance));
            }
        }
    }
    all
}

/// Whether a finding says it; one that only warns becomes an error where it is certain.
fn is_said(error: &RefusalError, is_certain: bool, findings: &mut [Finding]) -> bool {
    let place = &error.place;
    let is_there = |finding: &Finding| {
        let own = &finding.place;
        let holds = |one: Span, other: Span| one.start <= other.start && other.end <= one.end;
        // An empty list is all that is wrong with the element that holds it.
        let is_all = finding.rule.id == "empty-principal-list" && holds(place.span, own.span);
        own.document == place.document && (holds(own.span, place.span) || is_all)
    };
    let is_error = |finding: &Finding| {
        let is_exact = finding.place.span == place.span || SAY_SO.contains(&finding.rule.id);
        finding.severity == Severity::Error && is_exact
    };
    if findings.iter().any(|finding| is_there(finding) && is_error(finding)) {
        return true;
    }
    let says_so = |finding: &&mut Finding| is_there(finding) && SAY_SO.contains(&finding.rule.id);
    let Some(finding) = findings.iter_mut().find(says_so) else { return false };
    if !is_certain {
        return true;
    }
    finding.severity = Severity::Error;
    finding.why.en.push_str(" AWS refuses to save the policy like this.");
    finding.why.ja.push_str("このままでは AWS にポリシーを保存できません。");
    true
}

fn finding(error: &RefusalError, is_certain: bool, provenance: Provenance) -> Finding {
    let why = match provenance {
        Provenance::Unknown => Words {
            en: "AWS refuses to save the policy as it stands.".to_owned(),
            ja: "このままでは AWS にポリシーを保存できません。".to_owned(),
        },
        Provenance::Printed => Words {
            en: "The policy is in force, but AWS refuses to save it like this again.".to_owned(),
            ja: "現在のポリシーは有効ですが、このままでは AWS に再び保存できません。".to_owned(),
        },
    };
    let mut finding = REFUSED.finding(error.place.clone(), error.words.clone(), why);
    if !is_certain {
        finding.severity = Severity::Warning;
    }
    finding
}
