//! What is unknown of a case: conditions, by the keys they are on, and what is known of nothing but whom to ask.
//! Not: how it may turn out.

use super::{Bits, Case, Evidence, Group, Match, State, all, group::Domain, relevance};
use crate::{
    eval::{
        condition::holds,
        context::{Context, Lookup},
    },
    policy::{Condition, Operator, Policy, Qualifier, Version},
};
use undenied_json::has;

/// One bit for each sort.
const MAX_SORTS: usize = 64;

/// An unknown condition.
pub(super) struct Asked<'a> {
    pub(super) condition: &'a Condition,
    pub(super) operator: Operator,
    pub(super) version: Version,
    /// The key it is on, by its place among all.
    pub(super) key: usize,
    /// Unknown keys that stand in its values.
    pub(super) named: Vec<usize>,
    /// The statements that need it.
    pub(super) needing: Bits,
    /// For each of them its sort, where it needs nothing else.
    alone: Vec<Option<usize>>,
}

/// What may turn out.
#[derive(Default)]
pub(super) struct Unknown<'a> {
    keys: Vec<String>,
    /// Nothing else is known of these but what would settle them, and the statements that need them.
    apart: Vec<(Vec<String>, Bits)>,
    asked: Vec<Asked<'a>>,
    sorts: Vec<(Sort<'a>, Bits)>,
    /// How many statements there are, and settings.
    count: usize,
}

/// Of which one is as good as another.
#[derive(Clone, Copy, PartialEq)]
enum Sort<'a> {
    Statements(relevance::Group<'a>),
    Setting(Setting),
}

/// What is unknown of the case rather than of a statement.
#[derive(Clone, Copy, PartialEq)]
enum Setting {
    /// Of a kind of policies that nobody gave, its index.
    Allows(usize),
    Denies(usize),
    SameAccount,
}

/// What a statement needs, by its place among conditions or among what stands apart.
#[derive(PartialEq)]
struct Needs {
    asked: Vec<usize>,
    apart: Vec<usize>,
}

impl<'a> Unknown<'a> {
    pub(super) fn of(case: &'a Case<'_>) -> Option<Self> {
        let mut unknown = Self::default();
        let mut statements: Vec<(Sort<'a>, Needs)> = Vec::new();
        for evidence in case.evidence.iter().filter(|it| it.matched == Match::Unknown) {
            // Whether it allows or denies is unknown, too.
            evidence.effect?;
            let needs = unknown.needs(case, evidence)?;
            let statement = (Sort::Statements(relevance::group(case, evidence)), needs);
            if !statements.contains(&statement) {
                unknown.add_statement(statement.0, &statement.1)?;
                statements.push(statement);
            }
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

    pub(super) fn sorts(&self) -> Vec<Bits> {
        self.sorts.iter().map(|(_, statements)| *statements).collect()
    }

    fn add_setting(&mut self, setting: Setting, owners: &[String]) -> Option<()> {
        self.apart.push((owners.to_vec(), Bits::default()));
        let needs = Needs { asked: Vec::new(), apart: vec![self.apart.len() - 1] };
        self.add_statement(Sort::Setting(setting), &needs)
    }

    fn add_statement(&mut self, sort: Sort<'a>, needs: &Needs) -> Option<()> {
        let bit = Bits::of(self.count)?;
        self.count += 1;
        let known = self.sorts.iter().position(|(known, _)| *known == sort);
        let number = known.unwrap_or(self.sorts.len());
        let is_alone = needs.asked.len() + needs.apart.len() == 1;
        for asked in needs.asked.iter().copied() {
            let asked = self.asked.get_mut(asked)?;
            asked.needing = asked.needing.or(bit);
            asked.alone.push(is_alone.then_some(number));
        }
        for apart in needs.apart.iter().copied() {
            let (_, needing) = self.apart.get_mut(apart)?;
            *needing = needing.or(bit);
        }
        match self.sorts.get_mut(number) {
            Some((_, statements)) => *statements = statements.or(bit),
            None => self.sorts.push((sort, bit)),
        }
        (self.sorts.len() <= MAX_SORTS).then_some(())
    }

    /// All that has to hold for `evidence` to match.
    fn needs(&mut self, case: &'a Case<'_>, evidence: &Evidence) -> Option<Needs> {
        let mut needs = Needs { asked: Vec::new(), apart: Vec::new() };
        let (elements, _) =
            evidence.missing.split_at_checked(evidence.missing_elements).unwrap_or_default();
        let conditions = evidence.conditions.iter().map(|condition| condition.matched);
        let is_known = evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes;
        let policy = case.policies.get(evidence.policy).map(|relation| relation.policy);
        let statement = policy.and_then(|policy| policy.statements.get(evidence.statement));
        let is_whole = statement.is_some_and(|statement| !statement.has_gap);
        if !is_known || !is_whole || all(conditions) == Match::Yes {
            self.apart.push((elements.to_vec(), Bits::default()));
            needs.apart.push(self.apart.len() - 1);
        }
        let version = policy.map(Policy::effective_version)?;
        for condition in evidence.conditions.iter().filter(|it| it.matched == Match::Unknown) {
            let read = statement.and_then(|statement| statement.conditions.get(condition.index))?;
            self.ask(read, version, &case.call.context, &mut needs);
        }
        Some(needs)
    }

    /// One condition, of which nobody knows whether it holds.
    fn ask(
        &mut self,
        condition: &'a Condition,
        version: Version,
        context: &Context,
        needs: &mut Needs,
    ) {
        if let Some(same) = self.asked.iter().position(|it| it.is(condition, version)) {
            if !needs.asked.contains(&same) {
                needs.asked.push(same);
            }
            return;
        }
        let owners = holds(condition, version, context).1;
        // Not what a template fills in, nor the objects of a call for a whole folder.
        let is_key = |owner: &String| {
            !owner.starts_with("${") && has(owner, ":") && context.lookup(owner) == Lookup::Unknown
        };
        let operator =
            condition.operator.filter(|_| !owners.is_empty() && owners.iter().all(is_key));
        let Some(operator) = operator else {
            self.apart.push((owners, Bits::default()));
            needs.apart.push(self.apart.len() - 1);
            return;
        };
        let own = condition.key.value.as_str();
        let key = self.key(own);
        let is_unknown = context.lookup(own) == Lookup::Unknown;
        let mut named = Vec::new();
        // The key itself comes first where it is unknown.
        for owner in owners.iter().skip(usize::from(is_unknown)) {
            let owner = self.key(owner);
            if !named.contains(&owner) {
                named.push(owner);
            }
        }
        needs.asked.push(self.asked.len());
        let (needing, alone) = (Bits::default(), Vec::new());
        self.asked.push(Asked { condition, operator, version, key, named, needing, alone });
    }

    fn key(&mut self, name: &str) -> usize {
        let known = self.keys.iter().position(|known| known.eq_ignore_ascii_case(name));
        if known.is_none() {
            self.keys.push(name.to_owned());
        }
        known.unwrap_or(self.keys.len() - 1)
    }

    /// What turns out together.
    pub(super) fn groups(&mut self, context: &Context) -> Vec<Group> {
        let mut groups = Vec::new();
        let mut asked = core::mem::take(&mut self.asked);
        let is_unknown = |key: &String| context.lookup(key) == Lookup::Unknown;
        let unknown: Vec<bool> = self.keys.iter().map(is_unknown).collect();
        let keys_of = |asked: &Asked<'_>| -> Vec<usize> {
            core::iter::once(asked.key).chain(asked.named.iter().copied()).collect()
        };
        while let Some(first) = asked.pop() {
            let mut keys = keys_of(&first);
            let mut together = vec![first];
            let hangs_on = |keys: &[usize], asked: &Asked<'_>| {
                let is_unknown = |key: &usize| unknown.get(*key) == Some(&true);
                keys_of(asked).iter().any(|key| is_unknown(key) && keys.contains(key))
            };
            while let Some(next) = asked.iter().position(|it| hangs_on(&keys, it)) {
                let next = asked.swap_remove(next);
                for key in keys_of(&next) {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
                together.push(next);
            }
            match self.group(&together, &keys, context) {
                Some(group) => groups.push(group),
                None => groups.extend(self.by_key(together, &keys, context)),
            }
        }
        let apart = self.apart.iter();
        groups.extend(apart.map(|(owners, needing)| Group::single(*needing, owners)));
        groups
    }

    fn group(&self, asked: &[Asked<'a>], keys: &[usize], context: &Context) -> Option<Group> {
        let domain = |place: &usize| {
            let name = self.keys.get(*place).map_or("", String::as_str);
            let known = match context.lookup(name) {
                Lookup::Present(value) => Some(value.clone()),
                _ => None,
            };
            Domain { name, place: *place, texts: Vec::new(), is_several: false, known }
        };
        Group::of_keys(asked, keys.iter().map(domain).collect(), context)
    }

    /// What cannot be counted together: each key by itself, and what compares keys with each other apart.
    fn by_key(&mut self, asked: Vec<Asked<'a>>, keys: &[usize], context: &Context) -> Vec<Group> {
        let mut groups = Vec::new();
        let mut apart = asked;
        for key in keys {
            let is_own = |asked: &Asked<'_>| asked.key == *key && asked.named.is_empty();
            let mut together = Vec::new();
            while let Some(own) = apart.iter().position(is_own) {
                together.push(apart.swap_remove(own));
            }
            match self.group(&together, &[*key], context) {
                _ if together.is_empty() => {}
                Some(group) => groups.push(group),
                None => apart.extend(together),
            }
        }
        for asked in apart {
            let keys = core::iter::once(asked.key).chain(asked.named);
            let names = keys.filter_map(|key| self.keys.get(key)).cloned();
            let owners = names.filter(|name| context.lookup(name) == Lookup::Unknown);
            self.apart.push((owners.collect(), asked.needing));
        }
        groups
    }

    /// How things stand where of the sorts that are `on` one statement matches.
    pub(super) fn state(&self, case: &Case<'_>, on: u64) -> State {
        let mut state = case.state.clone();
        let mut seen = 0;
        for (evidence, matched) in case.evidence.iter().zip(&mut state.matched) {
            if *matched != Match::Unknown {
                continue;
            }
            let sort = Sort::Statements(relevance::group(case, evidence));
            let number = self.sorts.iter().position(|(known, _)| *known == sort);
            let bit = number.map_or(0, |number| 1_u64 << number);
            *matched = (on & bit & !seen != 0).into();
            seen |= bit;
        }
        for (number, (sort, _)) in self.sorts.iter().enumerate() {
            let Sort::Setting(setting) = *sort else { continue };
            let is_on = Match::from(on >> number & 1 == 1);
            match setting {
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

/// For each of `asked`, the first one as good as it: statements of one sort need it and nothing else, so that it is
/// enough to know whether any of them holds.
pub(super) fn bundles(asked: &[Asked<'_>]) -> Vec<usize> {
    let bundle = |(own, it): (usize, &Asked<'_>)| {
        asked.iter().position(|other| other.is_as_good_as(it)).unwrap_or(own)
    };
    asked.iter().enumerate().map(bundle).collect()
}

impl Asked<'_> {
    fn sort(&self) -> Option<usize> {
        let sort = *self.alone.first()?;
        sort.filter(|_| self.alone.iter().all(|other| *other == sort))
    }

    /// Where all values have to meet it, that one holds for some and another for others is not enough.
    fn is_as_good_as(&self, other: &Self) -> bool {
        self.sort().is_some()
            && self.sort() == other.sort()
            && self.key == other.key
            && self.operator.qualifier == other.operator.qualifier
            && self.operator.qualifier != Some(Qualifier::ForAllValues)
            && self.named.is_empty()
            && other.named.is_empty()
    }

    /// Whether it asks the same.
    fn is(&self, condition: &Condition, version: Version) -> bool {
        let own = &self.condition.values;
        self.version == version
            && self.condition.operator == condition.operator
            && self.condition.key.value.eq_ignore_ascii_case(&condition.key.value)
            && own.len() == condition.values.len()
            && own.iter().zip(&condition.values).all(|(own, other)| own.value == other.value)
    }

    /// Whether a call may have several values of `key`: where they are asked for, in keys that AWS
    /// documents so, by how they end, and in all of which nobody here knows.
    pub(super) fn may_hold_several(&self, key: &str) -> bool {
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
