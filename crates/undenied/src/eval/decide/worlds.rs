//! Every way in which the unknown may turn out, where that can be counted: conditions on one key hang
//! together. Not: the outcome of any of them.

mod atom;
mod possible;

use super::{Case, Evidence, Match, Outcome, State};
use atom::{About, Atom, Term};

/// Beyond this, statements are weighed one by one.
const MAX_ATOMS: usize = 10;

pub(super) struct Worlds {
    atoms: Vec<Atom>,
    /// Whether each lets the call pass, by the bits of its number; `None` for one that cannot be.
    outcomes: Vec<Option<Outcome>>,
}

impl Worlds {
    /// `None` where nothing is unknown, or too much.
    pub(super) fn of(case: &Case<'_>) -> Option<Self> {
        let mut atoms: Vec<Atom> = Vec::new();
        let mut open: Vec<(usize, Vec<Term>)> = Vec::new();
        for (index, evidence) in case.evidence.iter().enumerate() {
            if evidence.matched != Match::Unknown {
                continue;
            }
            // Whether it allows or denies is unknown, too.
            evidence.effect?;
            open.push((index, terms(case, evidence, &mut atoms)));
            if atoms.len() > MAX_ATOMS {
                return None;
            }
        }
        for unseen in 0..case.state.unseen.len() {
            atoms.push(Atom::of_case(About::Allows(unseen)));
            atoms.push(Atom::of_case(About::Denies(unseen)));
        }
        if case.state.same_account == Match::Unknown {
            atoms.push(Atom::of_case(About::SameAccount));
        }
        if atoms.is_empty() || atoms.len() > MAX_ATOMS {
            return None;
        }
        let outcome = |world: u32| {
            possible::is_possible(&atoms, world).then(|| {
                let state = state(case, &atoms, &open, world);
                Case { state, ..*case }.outcome()
            })
        };
        let outcomes = (0..1_u32 << atoms.len()).map(outcome).collect();
        Some(Self { atoms, outcomes })
    }

    /// What all of them come to; undetermined where that differs.
    pub(super) fn outcome(&self) -> Outcome {
        let mut outcomes = self.outcomes.iter().flatten();
        let Some(first) = outcomes.next() else { return Outcome::Undetermined };
        outcomes.fold(*first, |all, outcome| match (all, outcome) {
            (all, outcome) if all == *outcome => all,
            (Outcome::ExplicitDeny, Outcome::ImplicitDeny)
            | (Outcome::ImplicitDeny, Outcome::ExplicitDeny) => Outcome::ImplicitDeny,
            _ => Outcome::Undetermined,
        })
    }

    /// Whether it is allowed in one world and not in another that differs in what `owner` settles.
    pub(super) fn turn_on(&self, owner: &str) -> bool {
        let mask = self.atoms.iter().enumerate().filter(|(_, atom)| atom.is_settled_by(owner));
        let mask = mask.fold(0_usize, |mask, (bit, _)| mask | 1 << bit);
        let mut first: Vec<Option<bool>> = vec![None; self.outcomes.len()];
        self.outcomes.iter().enumerate().any(|(world, outcome)| {
            let Some(outcome) = outcome else { return false };
            let is_allowed = *outcome == Outcome::Allowed;
            let Some(seen) = first.get_mut(world & !mask) else { return false };
            *seen.get_or_insert(is_allowed) != is_allowed
        })
    }
}

/// What all has to hold for `evidence` to match.
fn terms(case: &Case<'_>, evidence: &Evidence, atoms: &mut Vec<Atom>) -> Vec<Term> {
    let mut terms = Vec::new();
    let (elements, _) =
        evidence.missing.split_at_checked(evidence.missing_elements).unwrap_or_default();
    let conditions = evidence.conditions.iter().map(|condition| condition.matched);
    let is_known = evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes;
    let policy = case.policies.get(evidence.policy).map(|relation| relation.policy);
    let statement = policy.and_then(|policy| policy.statements.get(evidence.statement));
    let is_whole = statement.is_some_and(|statement| !statement.has_gap);
    if !is_known || !is_whole || super::all(conditions) == Match::Yes {
        terms.push(atom::apart(elements, atoms));
    }
    for condition in evidence.conditions.iter().filter(|it| it.matched == Match::Unknown) {
        let read = statement.and_then(|statement| statement.conditions.get(condition.index));
        let version = policy.map(crate::policy::Policy::effective_version);
        let (Some(read), Some(version)) = (read, version) else { continue };
        terms.push(atom::term(read, version, &case.call.context, atoms));
    }
    terms
}

fn state(case: &Case<'_>, atoms: &[Atom], open: &[(usize, Vec<Term>)], world: u32) -> State {
    let mut state = case.state.clone();
    for (index, terms) in open {
        if let Some(matched) = state.matched.get_mut(*index) {
            *matched = terms.iter().all(|term| term.holds(world)).into();
        }
    }
    for (bit, atom) in atoms.iter().enumerate() {
        let is_on = Match::from(world >> bit & 1 == 1);
        match atom.about {
            About::Allows(index) => {
                super::relevance::set(&mut state, index, &|it| it.allows = is_on);
            }
            About::Denies(index) => {
                super::relevance::set(&mut state, index, &|it| it.denies = is_on);
            }
            About::SameAccount => state.same_account = is_on,
            _ => {}
        }
    }
    state
}
