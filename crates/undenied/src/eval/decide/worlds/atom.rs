//! What may be true or not by itself: that a call has a key, that the key's value is among some. Not:
//! what follows for the call.

use crate::{
    eval::{
        compare::{Compared, compare},
        condition::{Wanted, wanted, without_key},
        context::{Context, Lookup},
    },
    glob::{Cover, Glob},
    policy::{Comparison, Condition, Operator, Version},
};

pub(super) struct Atom {
    pub(super) about: About,
    /// What would settle it: condition keys, and what else evidence says is missing.
    owners: Vec<String>,
}

pub(super) enum About {
    Presence {
        key: String,
    },
    Value(Test),
    /// An element, or a condition that could not be read.
    Other,
    /// Of a kind of policies that nobody gave, its index.
    Allows(usize),
    Denies(usize),
    SameAccount,
}

/// Whether the value of `key` is among those that are wanted.
pub(super) struct Test {
    pub(super) key: String,
    comparison: Comparison,
    wanted: Vec<Wanted>,
    /// Neither a negation nor a test of several values is the reverse of another one's.
    apart: Option<Operator>,
}

/// What one condition makes of the atoms.
pub(super) struct Term {
    presence: Option<usize>,
    when_absent: bool,
    /// The atom of the value, and whether it must not hold; else what holds of any value.
    value: Result<(usize, bool), bool>,
}

impl Atom {
    pub(super) const fn of_case(about: About) -> Self {
        Self { about, owners: Vec::new() }
    }

    pub(super) fn is_settled_by(&self, owner: &str) -> bool {
        let is_it = |own: &String| own.eq_ignore_ascii_case(owner);
        self.owners.iter().any(is_it)
            || (matches!(self.about, About::SameAccount) && owner == super::super::relevance::OWNER)
    }
}

impl Term {
    pub(super) fn holds(&self, world: u32) -> bool {
        let is_on = |bit: usize| world >> bit & 1 == 1;
        match (self.presence, self.value) {
            (Some(presence), _) if !is_on(presence) => self.when_absent,
            (_, Ok((bit, is_negated))) => is_on(bit) != is_negated,
            (_, Err(always)) => always,
        }
    }
}

/// An atom of its own, which `owners` settle.
pub(super) fn apart(owners: &[String], atoms: &mut Vec<Atom>) -> Term {
    atoms.push(Atom { about: About::Other, owners: owners.to_vec() });
    Term { presence: None, when_absent: false, value: Ok((atoms.len() - 1, false)) }
}

/// What `condition`, of which nobody knows whether it holds, makes of the atoms.
pub(super) fn term(
    condition: &Condition,
    version: Version,
    context: &Context,
    atoms: &mut Vec<Atom>,
) -> Term {
    let key = condition.key.value.as_str();
    let Some(operator) = condition.operator else { return apart(&[], atoms) };
    let is_unknown = context.lookup(key) == Lookup::Unknown;
    let presence = is_unknown.then(|| presence(key, atoms));
    if operator.comparison == Comparison::Null {
        let asks = |word: &str| {
            condition.values.iter().any(|value| value.value.eq_ignore_ascii_case(word))
        };
        return Term { presence, when_absent: asks("true"), value: Err(asks("false")) };
    }
    let wanted = wanted(condition, operator, version, context);
    if !is_unknown && wanted.iter().all(|wanted| wanted.references.is_empty()) {
        // The call is for a whole folder.
        return apart(&["resource".to_owned()], atoms);
    }
    let when_absent = without_key(operator);
    if wanted.is_empty() && operator.qualifier.is_none() && !may_hold_several(key) {
        return Term { presence, when_absent, value: Err(operator.negated) };
    }
    let is_any = |wanted: &Wanted| wanted.pattern.cover(&Glob::new("*")) == Cover::All;
    if operator.comparison == Comparison::StringLike
        && operator.qualifier.is_none()
        && !may_hold_several(key)
        && wanted.iter().any(|wanted| wanted.references.is_empty() && is_any(wanted))
    {
        return Term { presence, when_absent, value: Err(!operator.negated) };
    }
    let is_apart = operator.qualifier.is_some()
        || may_hold_several(key)
        || matches!(operator.comparison, Comparison::IpAddress | Comparison::Arn);
    let test = Test {
        key: key.to_owned(),
        comparison: operator.comparison,
        wanted,
        apart: is_apart.then_some(operator),
    };
    let is_negated = operator.negated && !is_apart;
    Term { presence, when_absent, value: Ok((value(test, is_unknown, atoms), is_negated)) }
}

/// Keys that AWS documents with several values, by how they end; of others nobody here knows.
fn may_hold_several(key: &str) -> bool {
    const SEVERAL: [&str; 7] = [
        "tagkeys",
        "orgpaths",
        "calledvia",
        "nameslist",
        "contextkeys",
        "grantoperations",
        "resourcealiases",
    ];
    let key = key.to_ascii_lowercase();
    let is_of_aws = ["aws:", "s3:", "kms:", "sts:"].iter().any(|service| key.starts_with(service));
    !is_of_aws || SEVERAL.iter().any(|ending| key.ends_with(ending))
}

fn presence(key: &str, atoms: &mut Vec<Atom>) -> usize {
    let is_it = |atom: &Atom| match &atom.about {
        About::Presence { key: own } => own.eq_ignore_ascii_case(key),
        _ => false,
    };
    if let Some(known) = atoms.iter().position(is_it) {
        return known;
    }
    let owners = vec![key.to_owned()];
    atoms.push(Atom { about: About::Presence { key: key.to_owned() }, owners });
    atoms.len() - 1
}

fn value(test: Test, is_unknown: bool, atoms: &mut Vec<Atom>) -> usize {
    let is_it = |atom: &Atom| match &atom.about {
        About::Value(own) => own.is_same(&test),
        _ => false,
    };
    if let Some(known) = atoms.iter().position(is_it) {
        return known;
    }
    let references = test.wanted.iter().flat_map(|wanted| wanted.references.iter().cloned());
    let own = is_unknown.then(|| test.key.clone());
    let owners = own.into_iter().chain(references).collect();
    atoms.push(Atom { about: About::Value(test), owners });
    atoms.len() - 1
}

impl Test {
    fn is_same(&self, other: &Self) -> bool {
        let texts = |test: &Self| -> Vec<String> {
            test.wanted.iter().map(|wanted| wanted.text.clone()).collect()
        };
        self.key.eq_ignore_ascii_case(&other.key)
            && self.comparison == other.comparison
            && self.apart == other.apart
            && texts(self) == texts(other)
    }

    pub(super) fn is_boolean(&self) -> bool {
        self.comparison == Comparison::Bool && self.apart.is_none()
    }

    /// The numbers that it compares with, where they are plain.
    pub(super) fn whole_numbers(&self) -> Option<impl Iterator<Item = &str>> {
        let is_of_numbers = matches!(
            self.comparison,
            Comparison::NumericEquals
                | Comparison::NumericLessThan
                | Comparison::NumericLessThanEquals
                | Comparison::NumericGreaterThan
                | Comparison::NumericGreaterThanEquals
        );
        let is_plain = |wanted: &Wanted| wanted.text.bytes().all(|byte| byte.is_ascii_digit());
        let is_told = is_of_numbers && self.apart.is_none() && self.wanted.iter().all(is_plain);
        is_told.then(|| self.wanted.iter().map(|wanted| wanted.text.as_str()))
    }

    /// Whether it holds of `value`; `None` where a reference is among what is wanted.
    pub(super) fn of(&self, value: &str) -> Option<bool> {
        let is_plain =
            self.apart.is_none() && self.wanted.iter().all(|wanted| wanted.references.is_empty());
        let is_equal = |wanted: &Wanted| {
            compare(self.comparison, value, &wanted.text, &wanted.pattern) == Compared::Equal
        };
        is_plain.then(|| self.wanted.iter().any(is_equal))
    }

    /// All values of which it holds, where they can be counted.
    pub(super) fn values(&self) -> Option<impl Iterator<Item = &str>> {
        let is_exact = self.apart.is_none()
            && self.wanted.iter().all(|wanted| wanted.references.is_empty())
            && match self.comparison {
                Comparison::StringEquals => true,
                Comparison::StringLike => {
                    !self.wanted.iter().any(|wanted| wanted.text.contains(['*', '?']))
                }
                _ => false,
            };
        is_exact.then(|| self.wanted.iter().map(|wanted| wanted.text.as_str()))
    }
}
