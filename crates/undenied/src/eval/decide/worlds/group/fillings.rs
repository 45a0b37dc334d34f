//! All ways to fill in the keys of a group, and what cannot match then. Of keys that stand in no value it counts only
//! what they leave where those that do are filled in. Not: what the keys may hold.

use super::{Bits, held::Held, table::Table};
use crate::known::{Known, number};

/// More steps than are gone in a moment; with more, what is asked of the keys counts as unrelated.
const MAX_STEPS: usize = 1 << 19;

/// And more sets of statements that cannot match than are looked through for each.
const MAX_WAYS: usize = 1 << 13;

pub(super) struct Fillings {
    /// Keys that stand in values, with how much they may hold and how far what they hold is apart: the first
    /// turns fastest.
    named: Vec<(usize, usize, usize)>,
    /// How many ways there are to fill these in.
    count: usize,
    /// For each of them, what cannot match because of them.
    own: Vec<Bits>,
    /// All other keys, with what cannot match because of each: for all that it may hold, in each of the ways.
    others: Vec<(usize, Vec<Vec<Bits>>)>,
    /// How many more steps may be gone.
    left: usize,
}

impl Fillings {
    /// `None` where these are too many.
    pub(super) fn of(tables: &[Table], held: &[Vec<Held>]) -> Option<Self> {
        let (named, own, others) = (Vec::new(), Vec::new(), Vec::new());
        let mut fillings = Self { named, count: 1, own, others, left: MAX_STEPS };
        let is_named =
            |key: usize| tables.iter().any(|it| it.named.iter().any(|(own, _)| *own == key));
        for (key, held) in held.iter().enumerate().filter(|(key, _)| is_named(*key)) {
            fillings.named.push((key, held.len(), fillings.count));
            fillings.count = fillings.count.checked_mul(held.len())?;
        }
        let rest = held.iter().enumerate().filter(|(key, _)| !is_named(*key));
        let each = 1 + rest.clone().map(|(_, held)| held.len()).sum::<usize>();
        fillings.count.checked_mul(each).filter(|steps| *steps <= MAX_STEPS)?;
        let rows = |way: usize| -> Vec<usize> {
            let held = |key: usize| fillings.held(held, key, way).map_or(0, |held| held.named);
            tables.iter().map(|table| table.row(&held)).collect()
        };
        let of_named = |way: usize| {
            let rows = rows(way);
            let keys = fillings.named.iter();
            keys.fold(Bits::default(), |all, (key, ..)| {
                let own = fillings.held(held, *key, way);
                all.or(own.map_or(Bits::default(), |own| dead(tables, &rows, *key, own)))
            })
        };
        let own = (0..fillings.count).map(of_named).collect();
        let ways = 0..if each > 1 { fillings.count } else { 0 };
        let rows: Vec<Vec<usize>> = ways.map(rows).collect();
        let of_other = |(key, held): (usize, &Vec<Held>)| {
            let in_each = |own: &Held| -> Vec<Bits> {
                rows.iter().map(|rows| dead(tables, rows, key, own)).collect()
            };
            (key, held.iter().map(in_each).collect())
        };
        fillings.others = rest.map(of_other).collect();
        fillings.own = own;
        Some(fillings)
    }

    /// What a key that stands in values holds in a way to fill these in.
    fn held<'a>(&self, held: &'a [Vec<Held>], key: usize, way: usize) -> Option<&'a Held> {
        let (_, count, stride) = self.named.iter().find(|(own, ..)| *own == key)?;
        held.get(key)?.get(way / stride % count)
    }

    /// The ways that are left when all keys but this one are fixed; each has its number in `ways`. `None` where there
    /// are too many.
    pub(super) fn turns(&mut self, key: usize, ways: &mut Known<Bits>) -> Option<Vec<Vec<usize>>> {
        let turning = self.named.iter().find(|(own, ..)| *own == key);
        let (count, stride) = turning.map_or((1, 1), |(_, count, stride)| (*count, *stride));
        let mut sets: Known<Vec<usize>> = Known::new();
        for first in (0..self.count).filter(|way| (way / stride).is_multiple_of(count)) {
            let all: Vec<usize> = (0..count).map(|at| first + at * stride).collect();
            for fixed in self.fixed(key, &all)? {
                let mut set: Vec<usize> = Vec::new();
                for dead in fixed {
                    let way = ways.place(dead, dead.number()).0;
                    if let Err(at) = set.binary_search(&way) {
                        set.insert(at, way);
                    }
                }
                if set.len() > 1 {
                    let number = number(set.iter().map(|way| *way as u64));
                    sets.place(set, number);
                }
                if ways.items().len().max(sets.items().len()) > MAX_WAYS {
                    return None;
                }
            }
        }
        Some(sets.into_items())
    }

    /// For all that the other keys may hold where those in values are filled in as in `all`, what cannot match
    /// while `key` turns.
    fn fixed(&mut self, key: usize, all: &[usize]) -> Option<Vec<Vec<Bits>>> {
        let own = |way: &usize| self.own.get(*way).copied().unwrap_or_default();
        let mut fixed = vec![all.iter().map(own).collect::<Vec<Bits>>()];
        for (_, held) in self.others.iter().filter(|(other, _)| *other != key) {
            let distinct = distinct(held.iter().map(|own| at(own, all)));
            let mut further = Known::new();
            for before in &fixed {
                self.left = self.left.checked_sub(distinct.len() * all.len())?;
                if further.items().len() > MAX_WAYS {
                    return None;
                }
                for own in &distinct {
                    let both: Vec<Bits> =
                        before.iter().zip(own).map(|(one, two)| one.or(*two)).collect();
                    let number = number_of(&both);
                    further.place(both, number);
                }
            }
            fixed = further.into_items();
        }
        if let Some((_, held)) = self.others.iter().find(|(other, _)| *other == key) {
            let own = distinct(held.iter().map(|own| at(own, all)));
            let turned = |before: Vec<Bits>| -> Vec<Bits> {
                let before = before.first().copied().unwrap_or_default();
                own.iter().flatten().map(|own| before.or(*own)).collect()
            };
            fixed = fixed.into_iter().map(turned).collect();
        }
        Some(fixed)
    }
}

/// What cannot match because of what `key` holds.
fn dead(tables: &[Table], rows: &[usize], key: usize, held: &Held) -> Bits {
    let mut dead = Bits::default();
    for (table, row) in tables.iter().zip(rows).filter(|(table, _)| table.key == key) {
        if held.rows.get(table.number).and_then(|own| own.get(*row)) != Some(&true) {
            dead = dead.or(table.needing);
        }
    }
    dead
}

fn at(own: &[Bits], all: &[usize]) -> Vec<Bits> {
    all.iter().map(|way| own.get(*way).copied().unwrap_or_default()).collect()
}

fn distinct(all: impl Iterator<Item = Vec<Bits>>) -> Vec<Vec<Bits>> {
    let mut distinct = Known::new();
    for own in all {
        let number = number_of(&own);
        distinct.place(own, number);
    }
    distinct.into_items()
}

fn number_of(all: &[Bits]) -> u64 {
    number(all.iter().map(|own| own.number()))
}
