//! Unknown conditions that hang together: on one key, or on keys that are compared with each other.
//! Every way in which they may hold. Not: what follows for the call.

use super::{Asked, values};
use crate::{
    ContextValue,
    eval::{Match, condition::holds, context::Context},
};

/// Ways to fill in the keys of one group; with more, what is asked of them counts as unrelated.
const MAX_ASSIGNMENTS: usize = 4096;

/// Things that turn out together.
pub(super) struct Group {
    /// Each way: the bits of what holds.
    pub(super) ways: Vec<u64>,
    /// For each fact that settles something here, which ways are left when all others are fixed.
    turns: Vec<(String, Vec<Vec<usize>>)>,
}

impl Group {
    /// One thing that may hold or not, which each of `owners` settles.
    pub(super) fn single(bit: u64, owners: &[String]) -> Self {
        let turns = owners.iter().map(|owner| (owner.clone(), vec![vec![0, 1]]));
        Self { ways: vec![0, bit], turns: turns.collect() }
    }

    /// Which ways `owner` chooses among; `None` where it has no say.
    pub(super) fn turns(&self, owner: &str) -> Option<&[Vec<usize>]> {
        let mut turns = self.turns.iter();
        turns.find(|(own, _)| own.eq_ignore_ascii_case(owner)).map(|(_, sets)| sets.as_slice())
    }

    /// All ways to fill in `keys`, on which all of `asked` is; `None` where they cannot be counted.
    pub(super) fn of_keys(asked: &[Asked<'_>], keys: &[&str], context: &Context) -> Option<Self> {
        let texts = values::texts(asked, keys, context)?;
        let mut choices = Vec::with_capacity(keys.len());
        let mut count = 1_usize;
        for key in keys {
            let is_several = asked.iter().any(|asked| asked.may_hold_several(key));
            let texts = match keys {
                [key] => distinct(asked, key, &texts, context)?,
                _ => texts.clone(),
            };
            let held = values::held(&texts, is_several)?;
            count = count.checked_mul(held.len()).filter(|count| *count <= MAX_ASSIGNMENTS)?;
            choices.push(held);
        }
        let mut ways = Vec::new();
        let mut way_of = Vec::with_capacity(count);
        let mut filled = context.clone();
        for number in 0..count {
            let mut rest = number;
            for (key, held) in keys.iter().zip(&choices) {
                let value = held.get(rest % held.len()).and_then(Option::as_ref);
                filled.assign(key, value);
                rest /= held.len();
            }
            let way = way(asked, &filled)?;
            let known = ways.iter().position(|known| *known == way);
            way_of.push(known.unwrap_or(ways.len()));
            if known.is_none() {
                ways.push(way);
            }
        }
        let mut stride = 1;
        let mut turns = Vec::with_capacity(keys.len());
        for (key, held) in keys.iter().zip(&choices) {
            turns.push(((*key).to_owned(), sets(&way_of, stride, held.len())));
            stride *= held.len();
        }
        Some(Self { ways, turns })
    }
}

/// One text for each outcome of what is asked.
fn distinct(
    asked: &[Asked<'_>],
    key: &str,
    texts: &[String],
    context: &Context,
) -> Option<Vec<String>> {
    let mut filled = context.clone();
    let mut ways = Vec::new();
    let mut distinct = Vec::new();
    for text in texts {
        filled.assign(key, Some(&ContextValue::Single(text.clone())));
        let way = way(asked, &filled)?;
        if !ways.contains(&way) {
            ways.push(way);
            distinct.push(text.clone());
        }
    }
    Some(distinct)
}

/// Which of `asked` holds.
fn way(asked: &[Asked<'_>], context: &Context) -> Option<u64> {
    let mut way = 0;
    for asked in asked {
        match holds(asked.condition, asked.version, context).0 {
            Match::Yes => way |= asked.bit,
            Match::No => {}
            Match::Unknown => return None,
        }
    }
    Some(way)
}

/// The ways that are left when all but one key are fixed: its values are `stride` numbers apart.
fn sets(way_of: &[usize], stride: usize, count: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for first in (0..way_of.len()).filter(|number| (number / stride).is_multiple_of(count)) {
        let mut set: Vec<usize> = Vec::new();
        for way in way_of.iter().skip(first).step_by(stride).take(count) {
            if !set.contains(way) {
                set.push(*way);
            }
        }
        let is_within = |known: &Vec<usize>| set.iter().all(|way| known.contains(way));
        if !sets.iter().any(is_within) {
            sets.push(set);
        }
    }
    sets
}
