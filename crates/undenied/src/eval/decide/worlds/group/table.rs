//! Whether conditions hold, for all that the keys may hold which they are on or which stand in their values.
//! Not: which of that goes together.

use super::{Asked, Bits, Domain};
use crate::{
    eval::{
        Match,
        condition::{holds_with, wanted},
        context::{Context, Lookup},
    },
    policy::Qualifier,
};

/// More comparisons than are made in a moment.
const MAX_CELLS: usize = 1 << 18;

/// One condition, or several of which it is enough that one holds.
pub(super) struct Table {
    /// The key it is on.
    pub(super) key: usize,
    /// Which of the conditions on that key it is.
    pub(super) number: usize,
    /// The keys that stand in its values, and how much each may hold there.
    pub(super) named: Vec<(usize, usize)>,
    /// A row for all that these hold; in it what `key` may hold.
    pub(super) rows: Vec<Vec<bool>>,
    /// Of several values, all have to meet it.
    pub(super) is_for_all: bool,
    /// The statements that need it.
    pub(super) needing: Bits,
}

impl Table {
    /// Holds where `other` does, too.
    fn join(&mut self, other: &Self) {
        self.needing = self.needing.or(other.needing);
        for (own, other) in self.rows.iter_mut().zip(&other.rows) {
            own.iter_mut().zip(other).for_each(|(own, other)| *own |= other);
        }
    }

    /// The row in which the keys in the values hold what `held` says of each.
    pub(super) fn row(&self, held: &dyn Fn(usize) -> usize) -> usize {
        let mut stride = 1;
        let mut row = 0;
        for (key, size) in &self.named {
            row += held(*key) * stride;
            stride *= size;
        }
        row
    }

    /// What `key`, which stands in the values, holds in `row`.
    pub(super) fn held_in(&self, row: usize, key: usize) -> Option<usize> {
        let mut rest = row;
        for (own, size) in &self.named {
            if *own == key {
                return Some(rest % size);
            }
            rest /= size;
        }
        None
    }
}

/// One for each of the `bundles` of `asked`. `None` where that is too much, or something stays unknown.
pub(super) fn tables(
    asked: &[Asked<'_>],
    bundles: &[usize],
    domains: &[Domain<'_>],
    context: &Context,
) -> Option<Vec<Table>> {
    let mut left = MAX_CELLS;
    let mut tables: Vec<Table> = Vec::with_capacity(asked.len());
    let mut bundled: Vec<usize> = Vec::new();
    for (asked, bundle) in asked.iter().zip(bundles) {
        let place = |key: &usize| domains.iter().position(|domain| domain.place == *key);
        let key = place(&asked.key)?;
        let mut named = Vec::with_capacity(asked.named.len());
        for other in &asked.named {
            let other = place(other)?;
            named.push((other, domains.get(other)?.named_count()));
        }
        let count = named.iter().try_fold(1_usize, |count, (_, size)| count.checked_mul(*size))?;
        let values = domains.get(key)?.values();
        left = count.checked_mul(values.len()).and_then(|cells| left.checked_sub(cells))?;
        let number = tables.iter().filter(|table| table.key == key).count();
        let is_for_all = asked.operator.qualifier == Some(Qualifier::ForAllValues);
        let needing = asked.needing;
        let mut table = Table { key, number, named, rows: Vec::new(), is_for_all, needing };
        let mut filled = context.clone();
        for row in 0..count {
            for (other, _) in &table.named {
                let domain = domains.get(*other)?;
                let value = domain.named_value(table.held_in(row, *other)?);
                filled.assign(domain.name, value.as_ref());
            }
            let wanted = wanted(asked.condition, asked.operator, asked.version, &filled);
            let holds = |value: &Option<_>| {
                let lookup = value.as_ref().map_or(Lookup::Absent, Lookup::Present);
                match holds_with(asked.condition, asked.operator, lookup, &wanted) {
                    Match::Unknown => None,
                    matched => Some(matched == Match::Yes),
                }
            };
            table.rows.push(values.iter().map(holds).collect::<Option<_>>()?);
        }
        let first = bundled.iter().position(|known| known == bundle);
        match first.and_then(|first| tables.get_mut(first)) {
            Some(first) => first.join(&table),
            None => {
                tables.push(table);
                bundled.push(*bundle);
            }
        }
    }
    Some(tables)
}
