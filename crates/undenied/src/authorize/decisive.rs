//! The statements that made a decision, as few as say it. Not: the decision.

use super::Part;
use crate::{
    eval::{Decision, Evidence, Match},
    policy::{Effect, Kind},
    report::Outcome,
};

/// A statement that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decisive {
    /// Index into the policies.
    pub policy: usize,
    /// 0-based.
    pub statement: usize,
    pub effect: Option<Effect>,
    pub matched: Match,
    /// The first element that does not match, or is not known to.
    pub because: Option<Because>,
}

/// An element of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    Principal,
    Action,
    Resource,
    /// Index of the condition.
    Condition(usize),
    /// A part that could not be read.
    Unreadable,
}

pub(super) fn decisive(parts: &[Part], outcome: Outcome) -> Vec<Decisive> {
    let mut found = Vec::new();
    let is_denied = |outcome| matches!(outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny);
    let has_decided = |part: &&Part| {
        let own = part.decision.outcome;
        own == outcome || (is_denied(own) && is_denied(outcome))
    };
    for part in parts.iter().filter(has_decided) {
        let chosen = chosen(&part.decision).into_iter();
        found.extend(chosen.map(|evidence| told(evidence, &part.policies)));
        if outcome == Outcome::ExplicitDeny {
            break;
        }
    }
    found
}

fn chosen(decision: &Decision) -> Vec<&Evidence> {
    let evidence = |index: usize| decision.evidence.get(index);
    match decision.outcome {
        Outcome::ExplicitDeny => {
            let denies = |evidence: &&Evidence| {
                evidence.effect == Some(Effect::Deny) && evidence.matched == Match::Yes
            };
            let of = |kind: &Kind| {
                decision.evidence.iter().filter(denies).find(|evidence| evidence.kind == *kind)
            };
            decision.blocked_by.first().and_then(of).into_iter().collect()
        }
        Outcome::Allowed => {
            let gates = decision.gates.iter().filter(|gate| gate.outcome == Outcome::Allowed);
            gates.filter_map(|gate| evidence(gate.decisive?)).collect()
        }
        Outcome::ImplicitDeny => {
            decision.blocked_by.iter().filter_map(|kind| nearest(decision, *kind)).collect()
        }
        Outcome::Undetermined => {
            decision.open.statements.iter().filter_map(|index| evidence(*index)).collect()
        }
    }
}

/// The Allow of `kind` of which most elements match.
fn nearest(decision: &Decision, kind: Kind) -> Option<&Evidence> {
    let allows = decision
        .evidence
        .iter()
        .filter(|evidence| evidence.kind == kind && evidence.effect == Some(Effect::Allow));
    let mut best: Option<(usize, &Evidence)> = None;
    for evidence in allows {
        let matching = [evidence.principal, evidence.action, evidence.resource];
        let score = matching.iter().filter(|matched| **matched != Match::No).count();
        if best.is_none_or(|(best, _)| best < score) {
            best = Some((score, evidence));
        }
    }
    best.map(|(_, evidence)| evidence)
}

fn told(evidence: &Evidence, indices: &[usize]) -> Decisive {
    Decisive {
        policy: indices.get(evidence.policy).copied().unwrap_or_default(),
        statement: evidence.statement,
        effect: evidence.effect,
        matched: evidence.matched,
        because: because(evidence),
    }
}

fn because(evidence: &Evidence) -> Option<Because> {
    if evidence.matched == Match::Yes {
        return None;
    }
    let elements = [
        (evidence.principal, Because::Principal),
        (evidence.action, Because::Action),
        (evidence.resource, Because::Resource),
    ];
    let conditions = evidence
        .conditions
        .iter()
        .map(|condition| (condition.matched, Because::Condition(condition.index)));
    let mut all = elements.into_iter().chain(conditions);
    let found = all.find(|(matched, _)| *matched == evidence.matched);
    Some(found.map_or(Because::Unreadable, |(_, because)| because))
}
