//! Every way in which the unknown may turn out, where that can be counted: conditions on one key, and on
//! keys that are compared with each other, hang together. Not: the outcome of any of them.

mod bits;
mod group;
mod unknown;
mod values;

use super::{Case, Evidence, Match, Outcome, State, all, relevance};
use bits::Bits;
use group::Group;
use unknown::{Asked, Unknown};

use crate::known::{Known, number};

/// Beyond this, statements are weighed one by one.
const MAX_STATES: usize = 4096;

/// More steps from state to state than are gone in a moment.
const MAX_STEPS: usize = 1 << 18;

pub(super) struct Worlds {
    groups: Vec<Group>,
    /// For each sort of statements of which any is as good as another, those it has.
    sorts: Vec<Bits>,
    /// By the sorts of which a statement matches.
    outcomes: Vec<(u64, Outcome)>,
}

/// How things stand when some groups have turned out.
#[derive(Clone, Copy, PartialEq)]
struct Stand {
    /// Statements that do not match, and all of the sorts of which one does.
    dead: Bits,
    /// Sorts of which one matches.
    on: u64,
}

impl Worlds {
    /// `None` where nothing is unknown, or too much.
    pub(super) fn of(case: &Case<'_>) -> Option<Self> {
        let mut unknown = Unknown::of(case)?;
        let groups = in_order(unknown.groups(&case.call.context));
        if groups.is_empty() {
            return None;
        }
        let sorts = unknown.sorts();
        let mut worlds = Self { groups, sorts, outcomes: Vec::new() };
        let all: Vec<&Group> = worlds.groups.iter().collect();
        for stand in worlds.stands(&all, &[])? {
            if worlds.outcomes.iter().all(|(on, _)| *on != stand.on) {
                let outcome = Case { state: unknown.state(case, stand.on), ..*case }.outcome();
                worlds.outcomes.push((stand.on, outcome));
            }
        }
        Some(worlds)
    }

    /// What all of them come to; undetermined where that differs.
    pub(super) fn outcome(&self) -> Outcome {
        let mut outcomes = self.outcomes.iter().map(|(_, outcome)| *outcome);
        let Some(first) = outcomes.next() else { return Outcome::Undetermined };
        outcomes.fold(first, |all, outcome| match (all, outcome) {
            (all, outcome) if all == outcome => all,
            (Outcome::ExplicitDeny, Outcome::ImplicitDeny)
            | (Outcome::ImplicitDeny, Outcome::ExplicitDeny) => Outcome::ImplicitDeny,
            _ => Outcome::Undetermined,
        })
    }

    /// Whether it is allowed in one world and not in another that differs in `owner` alone.
    pub(super) fn turn_on(&self, owner: &str) -> bool {
        let is_own = |group: &&Group| group.turns(owner).is_some();
        let own: Vec<&Group> = self.groups.iter().filter(is_own).collect();
        let others: Vec<&Group> = self.groups.iter().filter(|group| !is_own(group)).collect();
        let Some(stands) = self.stands(&others, &own) else { return true };
        let mut left = MAX_STEPS;
        stands.into_iter().any(|stand| self.differ(owner, &own, &[stand], &mut left))
    }

    /// Whether the outcomes of `stands`, which the groups before `own` have set apart, come to differ.
    fn differ(&self, owner: &str, own: &[&Group], stands: &[Stand], left: &mut usize) -> bool {
        let Some((group, rest)) = own.split_first() else {
            let is_allowed = |stand: &Stand| {
                let outcome = self.outcomes.iter().find(|(on, _)| *on == stand.on);
                outcome.is_some_and(|(_, outcome)| *outcome == Outcome::Allowed)
            };
            let mut allowed = stands.iter().map(is_allowed);
            let first = allowed.next();
            return allowed.any(|allowed| Some(allowed) != first);
        };
        let settled = touched(rest).not();
        let sets = group.turns(owner).unwrap_or_default();
        // Where this does not turn, another group may.
        let is_fixed = |way: &usize| {
            let is_only = rest.is_empty() && stands.len() == 1;
            !is_only && sets.iter().all(|ways| !ways.contains(way))
        };
        let fixed = (0..group.ways.len()).filter(is_fixed).map(|way| vec![way]);
        sets.iter().cloned().chain(fixed).any(|ways| {
            let Some(rest_of) = left.checked_sub(stands.len() * ways.len()) else { return true };
            *left = rest_of;
            let mut further = Known::new();
            for stand in stands {
                for way in ways.iter().filter_map(|way| group.ways.get(*way)) {
                    let next = self.next(*stand, *way, settled);
                    further.place(next, next.number());
                }
            }
            self.differ(owner, rest, further.items(), left)
        })
    }

    /// All stands that `groups` come to, before those `behind`.
    fn stands(&self, groups: &[&Group], behind: &[&Group]) -> Option<Vec<Stand>> {
        let start = Stand { dead: Bits::default(), on: 0 };
        let mut stands = vec![start];
        let mut left = MAX_STEPS;
        let mut settled = vec![touched(behind).not()];
        for group in groups.iter().skip(1).rev() {
            let later = settled.last().copied().unwrap_or_default();
            settled.push(later.and(group.touched.not()));
        }
        for (group, settled) in groups.iter().zip(settled.into_iter().rev()) {
            left = left.checked_sub(stands.len() * group.ways.len())?;
            let mut next = Known::new();
            for stand in &stands {
                for way in &group.ways {
                    let stand = self.next(*stand, *way, settled);
                    next.place(stand, stand.number());
                }
            }
            stands = next.into_items();
            if stands.len() > MAX_STATES {
                return None;
            }
        }
        Some(stands)
    }

    fn next(&self, stand: Stand, way: Bits, settled: Bits) -> Stand {
        let mut next = Stand { dead: stand.dead.or(way), on: stand.on };
        let matching = settled.and(next.dead.not());
        for (number, sort) in self.sorts.iter().enumerate() {
            if next.on >> number & 1 == 0 && sort.and(matching) != Bits::default() {
                next.on |= 1 << number;
                next.dead = next.dead.or(*sort);
            }
        }
        next
    }
}

impl Stand {
    fn number(self) -> u64 {
        number([self.dead.number(), self.on].into_iter())
    }
}

/// The statements that `groups` are about.
fn touched(groups: &[&Group]) -> Bits {
    groups.iter().fold(Bits::default(), |all, group| all.or(group.touched))
}

/// Groups about the same statements next to each other, so that these are soon settled.
fn in_order(mut groups: Vec<Group>) -> Vec<Group> {
    let mut ordered: Vec<Group> = Vec::with_capacity(groups.len());
    let mut open = Bits::default();
    while !groups.is_empty() {
        let near = groups.iter().position(|group| group.touched.and(open) != Bits::default());
        let next = groups.swap_remove(near.unwrap_or_default());
        open = open.or(next.touched);
        ordered.push(next);
    }
    ordered
}
