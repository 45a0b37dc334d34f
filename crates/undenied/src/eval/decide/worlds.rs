//! Every way in which the unknown may turn out, where that can be counted: conditions on one key, and on
//! keys that are compared with each other, hang together. Not: the outcome of any of them.

mod group;
mod values;

use super::{Case, Evidence, Match, Outcome, State, relevance};
use crate::{
    eval::{
        condition::holds,
        context::{Context, Lookup},
    },
    policy::{Condition, Operator, Policy, Version},
};
use group::Group;
use undenied_json::has;

/// Beyond this, statements are weighed one by one.
const MAX_WORLDS: usize = 1024;

/// One bit for each thing that is unknown.
const MAX_BITS: usize = 64;

pub(super) struct Worlds {
    groups: Vec<Group>,
    /// Of each world; the ways of the first group take turns fastest.
    outcomes: Vec<Outcome>,
}

/// An unknown condition, and its bit.
struct Asked<'a> {
    condition: &'a Condition,
    operator: Operator,
    version: Version,
    bit: u64,
    /// Unknown keys, by their place among all.
    keys: Vec<usize>,
}

/// What may turn out, by bits.
#[derive(Default)]
struct Unknown<'a> {
    count: usize,
    /// Nothing else is known of these but what would settle them.
    apart: Vec<(u64, Vec<String>)>,
    keys: Vec<String>,
    asked: Vec<Asked<'a>>,
    /// For each open statement, its evidence's place and what all has to hold.
    open: Vec<(usize, u64)>,
    settings: Vec<(u64, Setting)>,
}

/// What is unknown of the case rather than of a statement.
#[derive(Clone, Copy)]
enum Setting {
    /// Of a kind of policies that nobody gave, its index.
    Allows(usize),
    Denies(usize),
    SameAccount,
}

impl Worlds {
    /// `None` where nothing is unknown, or too much.
    pub(super) fn of(case: &Case<'_>) -> Option<Self> {
        let unknown = Unknown::of(case)?;
        let (groups, unknown) = unknown.groups(&case.call.context);
        let mut count = 1_usize;
        for group in &groups {
            count = count.checked_mul(group.ways.len()).filter(|count| *count <= MAX_WORLDS)?;
        }
        if groups.is_empty() {
            return None;
        }
        let outcome = |world: usize| {
            let mut rest = world;
            let bits = groups.iter().fold(0, |bits, group| {
                let way = group.ways.get(rest % group.ways.len()).copied().unwrap_or_default();
                rest /= group.ways.len();
                bits | way
            });
            Case { state: unknown.state(case, bits), ..*case }.outcome()
        };
        let outcomes = (0..count).map(outcome).collect();
        Some(Self { groups, outcomes })
    }

    /// What all of them come to; undetermined where that differs.
    pub(super) fn outcome(&self) -> Outcome {
        let mut outcomes = self.outcomes.iter();
        let Some(first) = outcomes.next() else { return Outcome::Undetermined };
        outcomes.fold(*first, |all, outcome| match (all, outcome) {
            (all, outcome) if all == *outcome => all,
            (Outcome::ExplicitDeny, Outcome::ImplicitDeny)
            | (Outcome::ImplicitDeny, Outcome::ExplicitDeny) => Outcome::ImplicitDeny,
            _ => Outcome::Undetermined,
        })
    }

    /// Whether it is allowed in one world and not in another that differs in `owner` alone.
    pub(super) fn turn_on(&self, owner: &str) -> bool {
        self.differ(owner, 0, 1, &[0])
    }

    /// Whether the outcomes of `worlds`, which the groups before `from` have set apart, come to differ.
    fn differ(&self, owner: &str, from: usize, stride: usize, worlds: &[usize]) -> bool {
        let Some(group) = self.groups.get(from) else {
            let is_allowed =
                |world: &usize| self.outcomes.get(*world).map(|it| *it == Outcome::Allowed);
            let mut allowed = worlds.iter().map(is_allowed);
            let first = allowed.next();
            return allowed.any(|allowed| Some(allowed) != first);
        };
        let count = group.ways.len();
        let further = |ways: &[usize]| {
            let further =
                ways.iter().flat_map(|way| worlds.iter().map(move |it| it + way * stride));
            let further: Vec<usize> = further.collect();
            self.differ(owner, from + 1, stride * count, &further)
        };
        match group.turns(owner) {
            Some(sets) => sets.iter().any(|ways| further(ways)),
            None => (0..count).any(|way| further(&[way])),
        }
    }
}

impl<'a> Unknown<'a> {
    fn of(case: &Case<'a>) -> Option<Self> {
        let mut unknown = Self::default();
        for (index, evidence) in case.evidence.iter().enumerate() {
            if evidence.matched != Match::Unknown {
                continue;
            }
            // Whether it allows or denies is unknown, too.
            evidence.effect?;
            let needed = unknown.needed(case, evidence)?;
            unknown.open.push((index, needed));
        }
        for unseen in 0..case.state.unseen.len() {
            unknown.add_setting(Setting::Allows(unseen), &[])?;
            unknown.add_setting(Setting::Denies(unseen), &[])?;
        }
        if case.state.same_account == Match::Unknown {
            unknown.add_setting(Setting::SameAccount, &[relevance::OWNER.to_owned()])?;
        }
        Some(unknown)
    }

    fn bit(&mut self) -> Option<u64> {
        self.count += 1;
        (self.count <= MAX_BITS).then(|| 1 << (self.count - 1))
    }

    fn add_setting(&mut self, setting: Setting, owners: &[String]) -> Option<()> {
        let bit = self.bit()?;
        self.apart.push((bit, owners.to_vec()));
        self.settings.push((bit, setting));
        Some(())
    }

    /// The bits of all that has to hold for `evidence` to match.
    fn needed(&mut self, case: &Case<'a>, evidence: &Evidence) -> Option<u64> {
        let mut needed = 0;
        let (elements, _) =
            evidence.missing.split_at_checked(evidence.missing_elements).unwrap_or_default();
        let conditions = evidence.conditions.iter().map(|condition| condition.matched);
        let is_known = evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes;
        let policy = case.policies.get(evidence.policy).map(|relation| relation.policy);
        let statement = policy.and_then(|policy| policy.statements.get(evidence.statement));
        let is_whole = statement.is_some_and(|statement| !statement.has_gap);
        if !is_known || !is_whole || super::all(conditions) == Match::Yes {
            let bit = self.bit()?;
            self.apart.push((bit, elements.to_vec()));
            needed |= bit;
        }
        let version = policy.map(Policy::effective_version)?;
        for condition in evidence.conditions.iter().filter(|it| it.matched == Match::Unknown) {
            let read = statement.and_then(|statement| statement.conditions.get(condition.index))?;
            needed |= self.asked(read, version, &case.call.context)?;
        }
        Some(needed)
    }

    /// The bit of one condition, of which nobody knows whether it holds.
    fn asked(
        &mut self,
        condition: &'a Condition,
        version: Version,
        context: &Context,
    ) -> Option<u64> {
        if let Some(same) = self.asked.iter().find(|it| it.is(condition, version)) {
            return Some(same.bit);
        }
        let bit = self.bit()?;
        let owners = holds(condition, version, context).1;
        // Not what a template fills in, nor the objects of a call for a whole folder.
        let is_key = |owner: &String| {
            !owner.starts_with("${") && has(owner, ":") && context.lookup(owner) == Lookup::Unknown
        };
        let operator = condition.operator.filter(|_| !owners.is_empty());
        match operator.filter(|_| owners.iter().all(is_key)) {
            Some(operator) => {
                let keys = owners.iter().map(|owner| self.key(owner)).collect();
                self.asked.push(Asked { condition, operator, version, bit, keys });
            }
            None => self.apart.push((bit, owners)),
        }
        Some(bit)
    }

    fn key(&mut self, name: &str) -> usize {
        let known = self.keys.iter().position(|known| known.eq_ignore_ascii_case(name));
        if known.is_none() {
            self.keys.push(name.to_owned());
        }
        known.unwrap_or(self.keys.len() - 1)
    }

    /// What turns out together.
    fn groups(mut self, context: &Context) -> (Vec<Group>, Self) {
        let mut groups = Vec::new();
        let mut asked = core::mem::take(&mut self.asked);
        while let Some(first) = asked.pop() {
            let mut keys = first.keys.clone();
            let mut together = vec![first];
            while let Some(next) =
                asked.iter().position(|it| it.keys.iter().any(|key| keys.contains(key)))
            {
                let next = asked.swap_remove(next);
                keys.extend(
                    next.keys.iter().filter(|key| !keys.contains(key)).copied().collect::<Vec<_>>(),
                );
                together.push(next);
            }
            let names: Vec<&str> =
                keys.iter().filter_map(|key| self.keys.get(*key)).map(String::as_str).collect();
            match Group::of_keys(&together, &names, context) {
                Some(group) => groups.push(group),
                None => {
                    for asked in together {
                        let owners = asked.keys.iter().filter_map(|key| self.keys.get(*key));
                        self.apart.push((asked.bit, owners.cloned().collect()));
                    }
                }
            }
        }
        groups.extend(self.apart.iter().map(|(bit, owners)| Group::single(*bit, owners)));
        (groups, self)
    }

    fn state(&self, case: &Case<'_>, bits: u64) -> State {
        let mut state = case.state.clone();
        for (index, needed) in &self.open {
            if let Some(matched) = state.matched.get_mut(*index) {
                *matched = (bits & needed == *needed).into();
            }
        }
        for (bit, setting) in &self.settings {
            let is_on = Match::from(bits & bit != 0);
            match *setting {
                Setting::Allows(index) => {
                    relevance::set(&mut state, index, &|unseen| unseen.allows = is_on);
                }
                Setting::Denies(index) => {
                    relevance::set(&mut state, index, &|unseen| unseen.denies = is_on);
                }
                Setting::SameAccount => state.same_account = is_on,
            }
        }
        state
    }
}

impl Asked<'_> {
    /// Whether it asks the same.
    fn is(&self, condition: &Condition, version: Version) -> bool {
        let values = |condition: &'_ Condition| -> Vec<String> {
            condition.values.iter().map(|value| value.value.clone()).collect()
        };
        self.version == version
            && self.condition.operator == condition.operator
            && self.condition.key.value.eq_ignore_ascii_case(&condition.key.value)
            && values(self.condition) == values(condition)
    }

    /// Whether a call may have several values of `key`: where they are asked for, in keys that AWS
    /// documents so, by how they end, and in all of which nobody here knows.
    fn may_hold_several(&self, key: &str) -> bool {
        const SEVERAL: [&str; 7] = [
            "tagkeys",
            "orgpaths",
            "calledvia",
            "nameslist",
            "contextkeys",
            "grantoperations",
            "resourcealiases",
        ];
        let is_own = self.condition.key.value.eq_ignore_ascii_case(key);
        let key = key.to_ascii_lowercase();
        let is_of_aws =
            ["aws:", "s3:", "kms:", "sts:"].iter().any(|service| key.starts_with(service));
        is_own && self.operator.qualifier.is_some()
            || !is_of_aws
            || SEVERAL.iter().any(|ending| key.ends_with(ending))
    }
}
