//! Unknown conditions that hang together: on one key, or on keys that are compared with each other.
//! Every way in which they may hold, by what cannot match then. Not: what follows for the call.

mod held;
mod table;

use super::{Asked, Bits, unknown::bundles, values};
use crate::{
    ContextValue,
    eval::context::Context,
    known::{Known, number},
};
use held::Held;
use table::Table;

/// Ways to fill in the keys of one group; with more, what is asked of them counts as unrelated.
const MAX_ASSIGNMENTS: usize = 1 << 16;

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
        let mut count = 1_usize;
        for (key, domain) in domains.iter().enumerate() {
            let all = held::of(&tables, key, domain)?;
            count = count.checked_mul(all.len()).filter(|count| *count <= MAX_ASSIGNMENTS)?;
            held.push(all);
        }
        let mut ways = Known::new();
        let mut way_of = Vec::with_capacity(count);
        for assignment in 0..count {
            let way = way(&tables, &chosen(&held, assignment));
            way_of.push(ways.place(way, way.number()).0);
        }
        let mut stride = 1;
        let mut turns = Vec::with_capacity(domains.len());
        for (domain, held) in domains.iter().zip(&held) {
            if domain.known.is_none() {
                turns.push((domain.name.to_owned(), sets(&way_of, stride, held.len())));
            }
            stride *= held.len();
        }
        let touched = tables.iter().fold(Bits::default(), |all, table| all.or(table.needing));
        Some(Self { ways: ways.into_items(), touched, turns })
    }
}

/// What each key holds in the assignment of this number; the first turns fastest.
fn chosen(held: &[Vec<Held>], assignment: usize) -> Vec<&Held> {
    let mut rest = assignment;
    let mut chosen = Vec::with_capacity(held.len());
    for all in held {
        chosen.extend(all.get(rest % all.len().max(1)));
        rest /= all.len().max(1);
    }
    chosen
}

/// The statements that need something which does not hold.
fn way(tables: &[Table], chosen: &[&Held]) -> Bits {
    let mut dead = Bits::default();
    for table in tables {
        let row = table.row(&|key| chosen.get(key).map_or(0, |held| held.named));
        let own = chosen.get(table.key).and_then(|held| held.rows.get(table.number));
        if own.and_then(|own| own.get(row)) != Some(&true) {
            dead = dead.or(table.needing);
        }
    }
    dead
}

/// The ways that are left when all but one key are fixed: its values are `stride` numbers apart.
fn sets(way_of: &[usize], stride: usize, count: usize) -> Vec<Vec<usize>> {
    let mut sets: Known<Vec<usize>> = Known::new();
    for first in (0..way_of.len()).filter(|number| (number / stride).is_multiple_of(count)) {
        let mut set: Vec<usize> = Vec::new();
        for way in way_of.iter().skip(first).step_by(stride).take(count) {
            if let Err(at) = set.binary_search(way) {
                set.insert(at, *way);
            }
        }
        if set.len() > 1 {
            let number = number(set.iter().map(|way| *way as u64));
            sets.place(set, number);
        }
    }
    sets.into_items()
}
