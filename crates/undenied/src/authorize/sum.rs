//! What several decisions and the settings come to together. Not: how any of them was reached.

use super::{Authorization, Barrier, Part, Passage, decisive};
use crate::{
    eval::{Decision, Open},
    policy::Kind,
    report::Outcome,
};

pub(super) fn up(parts: Vec<Part>, passages: Vec<Passage>) -> Authorization {
    let is_key = |part: &&Part| part.call.action.starts_with("kms:");
    let outcome_of = |part: &Part| part.decision.outcome;
    let settings = passages.iter().filter(|passage| passage.barrier != Barrier::KmsKey);
    let before = parts.iter().filter(|part| !is_key(part)).map(outcome_of);
    // What S3 refuses never gets as far as the key.
    let outcome = match worst(before.chain(settings.map(Passage::outcome))) {
        refused @ (Outcome::ExplicitDeny | Outcome::ImplicitDeny) => refused,
        before => {
            let all = parts.iter().map(outcome_of).chain(passages.iter().map(Passage::outcome));
            match worst(all) {
                // Refused either way, but perhaps implicitly and by S3 alone.
                Outcome::ExplicitDeny if before == Outcome::Undetermined => Outcome::ImplicitDeny,
                outcome => outcome,
            }
        }
    };
    let decisions: Vec<&Decision> = parts.iter().map(|part| &part.decision).collect();
    let blocked_by = barriers(&decisions, &passages);
    let open =
        if outcome == Outcome::Undetermined { open(&parts, &passages) } else { Open::default() };
    let decisive = decisive::decisive(&parts, outcome);
    let premises = Vec::new();
    Authorization { outcome, blocked_by, parts, passages, decisive, open, premises }
}

/// Refusals weigh most, then what is not known.
pub(crate) fn worst(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let weight = |outcome: &Outcome| match outcome {
        Outcome::ExplicitDeny => 3,
        Outcome::ImplicitDeny => 2,
        Outcome::Undetermined => 1,
        Outcome::Allowed => 0,
    };
    outcomes.max_by_key(weight).unwrap_or(Outcome::Allowed)
}

/// What refuses, explicit refusals first.
pub(crate) fn barriers(decisions: &[&Decision], passages: &[Passage]) -> Vec<Barrier> {
    let mut blocked: Vec<Barrier> = Vec::new();
    for wanted in [Outcome::ExplicitDeny, Outcome::ImplicitDeny] {
        let own = decisions.iter().filter(|decision| decision.outcome == wanted);
        let kinds = own.flat_map(|decision| decision.blocked_by.iter().copied());
        let settings = passages.iter().filter(|passage| passage.outcome() == wanted);
        let settings = settings.map(|passage| passage.barrier);
        for barrier in kinds.map(Barrier::Policy).chain(settings) {
            if !blocked.contains(&barrier) {
                blocked.push(barrier);
            }
        }
    }
    blocked
}

fn open(parts: &[Part], passages: &[Passage]) -> Open {
    let mut all = Open::default();
    for part in parts {
        let Open { keys, kinds, .. } = &part.decision.open;
        let grants = part.call.grants.iter().filter_map(|grant| grant.missing.as_ref());
        for key in keys.iter().chain(grants).map(String::as_str).chain(settled_by(passages)) {
            if !all.keys.iter().any(|known| known.eq_ignore_ascii_case(key)) {
                all.keys.push(key.to_owned());
            }
        }
        let new: Vec<Kind> =
            kinds.iter().copied().filter(|kind| !all.kinds.contains(kind)).collect();
        all.kinds.extend(new);
    }
    all
}

fn settled_by(passages: &[Passage]) -> impl Iterator<Item = &str> {
    passages.iter().filter_map(|passage| passage.missing)
}
