//! What one key may hold, as far as conditions tell it apart.

use super::{Domain, table::Table};
use crate::known::{Known, number};

/// More ways in which several values may meet conditions than can be gone through in a moment.
const MAX_LISTS: usize = 2048;

/// Values of a key that are alike to all conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// For each condition on the key, whether it holds in each row.
    pub(super) rows: Vec<Vec<bool>>,
    /// How the conditions hold in whose values the key stands.
    column: Vec<bool>,
    /// What stands there.
    pub(super) named: usize,
}

/// All that the key of this number may hold. `None` where that is too much.
pub(super) fn of(tables: &[Table], key: usize, domain: &Domain<'_>) -> Option<Vec<Held>> {
    let own: Vec<&Table> = tables.iter().filter(|table| table.key == key).collect();
    let columns = columns(tables, key, domain.named_count());
    let mut known = Known::new();
    let mut add = |rows: Vec<Vec<bool>>, named: usize| {
        let column: Vec<bool> = columns.get(named).cloned().unwrap_or_default();
        let bits = rows.iter().flatten().chain(&column).map(|bit| u64::from(*bit));
        let number = number(bits);
        let same = (rows, column);
        known.place(same, number).1.then_some(named)
    };
    let mut named = Vec::new();
    let values = domain.values().len();
    let singles = values.min(1 + domain.texts.len());
    let rows = |index: usize| -> Vec<Vec<bool>> {
        let cell = |row: &Vec<bool>| row.get(index).copied().unwrap_or_default();
        own.iter().map(|table| table.rows.iter().map(cell).collect()).collect()
    };
    for index in 0..singles {
        named.extend(add(rows(index), index));
    }
    let lists: Vec<_> = (singles..values).map(rows).collect();
    for rows in gathered(&own, &lists)? {
        named.extend(add(rows, singles));
    }
    let all = known.into_items().into_iter().zip(named);
    Some(all.map(|((rows, column), named)| Held { rows, column, named }).collect())
}

/// For all that the key may hold where it stands in values, how the conditions hold.
fn columns(tables: &[Table], key: usize, count: usize) -> Vec<Vec<bool>> {
    let mut columns = vec![Vec::new(); count];
    for table in tables {
        for (number, row) in table.rows.iter().enumerate() {
            let column = table.held_in(number, key).and_then(|held| columns.get_mut(held));
            if let Some(column) = column {
                column.extend(row);
            }
        }
    }
    columns
}

/// What comes of lists of several values, each of which alone comes to one of `lists`. A condition for all values
/// fails where it fails for one, every other one holds where it holds for one: only what holds for some value and
/// what fails for some counts, not which values there are.
fn gathered(own: &[&Table], lists: &[Vec<Vec<bool>>]) -> Option<Vec<Vec<Vec<bool>>>> {
    let turned = |rows: &[Vec<bool>]| -> Vec<Vec<bool>> {
        let turn = |(table, row): (&&Table, &Vec<bool>)| -> Vec<bool> {
            row.iter().map(|bit| *bit != table.is_for_all).collect()
        };
        own.iter().zip(rows).map(turn).collect()
    };
    let of = |rows: &[Vec<bool>]| number(rows.iter().flatten().map(|bit| u64::from(*bit)));
    let mut single = Known::new();
    for rows in lists {
        let rows = turned(rows);
        let number = of(&rows);
        single.place(rows, number);
    }
    let mut gathered: Known<Vec<Vec<bool>>> = Known::new();
    for rows in single.items() {
        let joined = |other: &Vec<Vec<bool>>| -> Vec<Vec<bool>> {
            let or = |(one, two): (&Vec<bool>, &Vec<bool>)| -> Vec<bool> {
                one.iter().zip(two).map(|(one, two)| *one || *two).collect()
            };
            rows.iter().zip(other).map(or).collect()
        };
        let mut next: Vec<Vec<Vec<bool>>> = gathered.items().iter().map(joined).collect();
        next.push(rows.clone());
        for rows in next {
            let number = of(&rows);
            gathered.place(rows, number);
        }
        if gathered.items().len() > MAX_LISTS {
            return None;
        }
    }
    Some(gathered.items().iter().map(|rows| turned(rows)).collect())
}
