//! Which of the unknown things could change the outcome. Not: the outcome.

use super::{Case, Match, Open, Outcome, State, Unseen};
use crate::{
    eval::{Evidence, principal::Naming},
    policy::{Effect, Kind},
};

/// Statements with the same effect in the same place: any of them is as good as another.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Group<'a> {
    effect: Option<Effect>,
    kind: Kind,
    target: Option<&'a str>,
    naming: Naming,
}

/// The key that says whose the resource is.
pub(super) const OWNER: &str = "aws:ResourceAccount";

/// More groups than any real case has; beyond them everything unknown is named.
const MAX_GROUPS: usize = 8;

/// What is unknown in `case` and could change `outcome`.
pub(super) fn open<'a>(
    case: &'a Case<'_>,
    outcome: Outcome,
    exact: Option<&super::Worlds>,
) -> Open {
    let mut open = Open::default();
    if outcome != Outcome::Undetermined {
        return open;
    }
    let mut known: Vec<(&str, bool)> = Vec::new();
    let mut turns_on = |owner: &'a str| {
        let Some(exact) = exact else { return true };
        if let Some((_, turns)) = known.iter().find(|(own, _)| *own == owner) {
            return *turns;
        }
        let turns = exact.turn_on(owner);
        known.push((owner, turns));
        turns
    };
    let worlds = Worlds::of(case);
    let relevant = worlds.relevant(case);
    for (index, evidence) in case.evidence.iter().enumerate() {
        let is_open = case.state.matched.get(index) == Some(&Match::Unknown);
        if !is_open || !relevant.contains(&group(case, evidence)) {
            continue;
        }
        let missing = evidence.missing.iter().filter(|key| turns_on(key));
        let missing: Vec<&String> = missing.collect();
        if missing.is_empty() && !evidence.missing.is_empty() {
            continue;
        }
        open.statements.push(index);
        for key in missing {
            if !open.keys.iter().any(|known| known.eq_ignore_ascii_case(key)) {
                open.keys.push(key.clone());
            }
        }
    }
    if case.state.same_account == Match::Unknown
        && turns_on(OWNER)
        && worlds.differ(case, None, &|state, value| state.same_account = value)
    {
        open.keys.push(OWNER.to_owned());
    }
    for (index, unseen) in case.state.unseen.iter().enumerate() {
        let allows = |state: &mut State, value| set(state, index, &|unseen| unseen.allows = value);
        let denies = |state: &mut State, value| set(state, index, &|unseen| unseen.denies = value);
        if worlds.differ(case, None, &allows) || worlds.differ(case, None, &denies) {
            open.kinds.push(unseen.kind);
        }
    }
    open
}

pub(super) fn set(state: &mut State, index: usize, change: &dyn Fn(&mut Unseen)) {
    if let Some(unseen) = state.unseen.get_mut(index) {
        change(unseen);
    }
}

pub(super) fn group<'a>(case: &'a Case<'_>, evidence: &Evidence) -> Group<'a> {
    let target = case.policies.get(evidence.policy).and_then(|relation| relation.target);
    Group { effect: evidence.effect, kind: evidence.kind, target, naming: evidence.naming }
}

/// Every way in which the unknown things may turn out, one value for each group.
struct Worlds<'a> {
    groups: Vec<Group<'a>>,
}

impl<'a> Worlds<'a> {
    fn of(case: &'a Case<'_>) -> Self {
        let mut groups: Vec<Group<'a>> = Vec::new();
        for (evidence, matched) in case.evidence.iter().zip(&case.state.matched) {
            let group = group(case, evidence);
            if *matched == Match::Unknown && !groups.contains(&group) {
                groups.push(group);
            }
        }
        Self { groups }
    }

    /// The groups of which one statement can make the difference.
    fn relevant(&self, case: &Case<'_>) -> Vec<Group<'a>> {
        let relevant = |own: &&Group<'a>| {
            let is_first = |(evidence, matched): (&Evidence, &Match)| {
                *matched == Match::Unknown && group(case, evidence) == **own
            };
            let first = case.evidence.iter().zip(&case.state.matched).position(is_first);
            first.is_some_and(|first| {
                self.differ(case, Some(**own), &|state, value| {
                    if let Some(matched) = state.matched.get_mut(first) {
                        *matched = value;
                    }
                })
            })
        };
        self.groups.iter().filter(relevant).copied().collect()
    }

    /// Whether in some world the outcome depends on what `vary` sets. In its own group all others
    /// do not match, for one that does leaves nothing to decide.
    fn differ(
        &self,
        case: &Case<'_>,
        own: Option<Group<'a>>,
        vary: &dyn Fn(&mut State, Match),
    ) -> bool {
        let unseen = case.state.unseen.len();
        // Two for each unseen kind, one for the account.
        let count = self.groups.len() + 2 * unseen + 1;
        if count > MAX_GROUPS {
            return true;
        }
        (0..1_u32 << count).any(|world| {
            let is_on = |bit: usize| Match::from(world >> bit & 1 == 1);
            let mut state = case.state.clone();
            for (index, matched) in state.matched.iter_mut().enumerate() {
                let Some(evidence) = case.evidence.get(index) else { continue };
                if *matched == Match::Unknown {
                    let group = group(case, evidence);
                    let bit = self.groups.iter().position(|known| *known == group);
                    *matched = match bit {
                        Some(bit) if own != Some(group) => is_on(bit),
                        _ => Match::No,
                    };
                }
            }
            for (index, unseen) in state.unseen.iter_mut().enumerate() {
                unseen.allows = is_on(self.groups.len() + 2 * index);
                unseen.denies = is_on(self.groups.len() + 2 * index + 1);
            }
            if state.same_account == Match::Unknown {
                state.same_account = is_on(count - 1);
            }
            let outcome = |value| {
                let mut state = state.clone();
                vary(&mut state, value);
                Case { state, ..*case }.outcome()
            };
            outcome(Match::No) != outcome(Match::Yes)
        })
    }
}
