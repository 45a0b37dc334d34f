//! Unknown conditions that hang together: on one key, or on keys that are compared with each other.
//! Every way in which they may hold, by what cannot match then. Not: what follows for the call.

mod fillings;
mod held;
mod table;

use super::{Asked, Bits, unknown::bundles, values};
use crate::{ContextValue, eval::context::Context, known::Known};
use fillings::Fillings;

/// Things that turn out together.
pub(super) struct Group {
    /// Each way: the statements that do not match.
    pub(super) ways: Vec<Bits>,
    /// The statements that it is about.
    pub(super) touched: Bits,
    /// For each fact that settles something here, which ways are left when all others are fixed.
    turns: Vec<(String, Vec<Vec<usize>>)>,
}

/// What one key may hold.
pub(super) struct Domain<'a> {
    pub(super) name: &'a str,
    /// Its place among all keys of the case.
    pub(super) place: usize,
    pub(super) texts: Vec<String>,
    pub(super) is_several: bool,
    /// Of a key that is not unknown, but compared with one that is.
    pub(super) known: Option<ContextValue>,
}

impl Domain<'_> {
    /// Nothing, each text, and each text as a list of one where there may be several.
    fn values(&self) -> Vec<Option<ContextValue>> {
        if let Some(known) = &self.known {
            return vec![Some(known.clone())];
        }
        let single = self.texts.iter().map(|text| Some(ContextValue::Single(text.clone())));
        let mut values: Vec<_> = core::iter::once(None).chain(single).collect();
        if self.is_several {
            let listed = self.texts.iter().map(|text| Some(ContextValue::List(vec![text.clone()])));
            values.extend(listed);
        }
        values
    }

    /// How much it may hold where it stands in a value: a list is as good as any other there.
    fn named_count(&self) -> usize {
        1 + self.texts.len() + usize::from(self.is_several)
    }

    fn named_value(&self, number: usize) -> Option<ContextValue> {
        let text = self.texts.get(number.checked_sub(1)?);
        Some(text.map_or_else(
            || ContextValue::List(vec![String::new()]),
            |text| ContextValue::Single(text.clone()),
        ))
    }
}

impl Group {
    /// One thing that may hold or not, which each of `owners` settles; the statements that need it.
    pub(super) fn single(needing: Bits, owners: &[String]) -> Self {
        let turns = owners.iter().map(|owner| (owner.clone(), vec![vec![0, 1]]));
        let turns = turns.collect();
        Self { ways: vec![needing, Bits::default()], touched: needing, turns }
    }

    /// Which ways `owner` chooses among; `None` where it has no say.
    pub(super) fn turns(&self, owner: &str) -> Option<&[Vec<usize>]> {
        let mut turns = self.turns.iter();
        turns.find(|(own, _)| own.eq_ignore_ascii_case(owner)).map(|(_, sets)| sets.as_slice())
    }

    /// All ways to fill in the keys of `domains`, on which all of `asked` is; `None` where they cannot be counted.
    pub(super) fn of_keys(
        asked: &[Asked<'_>],
        mut domains: Vec<Domain<'_>>,
        context: &Context,
    ) -> Option<Self> {
        let bundles = bundles(asked);
        let texts = values::texts(asked, &bundles, &domains, context)?;
        for (domain, texts) in domains.iter_mut().zip(texts) {
            domain.texts = texts;
            domain.is_several = asked.iter().any(|asked| asked.may_hold_several(domain.name));
        }
        let tables = table::tables(asked, &bundles, &domains, context)?;
        let mut held = Vec::with_capacity(domains.len());
        for (key, domain) in domains.iter().enumerate() {
            held.push(held::of(&tables, key, domain)?);
        }
        let mut fillings = Fillings::of(&tables, &held)?;
        let (mut ways, mut turns) = (Known::new(), Vec::with_capacity(domains.len()));
        for (key, domain) in domains.iter().enumerate() {
            if domain.known.is_none() {
                turns.push((domain.name.to_owned(), fillings.turns(key, &mut ways)?));
            }
        }
        let touched = tables.iter().fold(Bits::default(), |all, table| all.or(table.needing));
        Some(Self { ways: ways.into_items(), touched, turns })
    }
}
