//! How the values of a call may be written that are compared by size or range, so that patterns can be held
//! against all of it. Not: which patterns.

mod addresses;
mod moments;
mod numbers;

use super::{Compared, Scale, address, date, decimal};
use crate::glob::Form;
use core::cmp::Ordering;

/// Ways of writing, which together are all there are; what reads the same texts stands together.
pub(crate) struct Forms {
    pub(crate) all: Vec<Vec<Form>>,
    /// What is read exactly of that which `all` reads roughly, where that leaves it open whether a value of some size
    /// can be written.
    pub(crate) further: Vec<(Rare, Vec<Form>)>,
}

/// What is read roughly at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rare {
    /// Of several digits, behind a number that is negative or not.
    Exponent(bool, i64),
    /// A sign, hours and minutes.
    Zone(String),
}

/// What is none of it, in any writing.
const NOTHING: &str = "\u{e000}";

/// Without the `known`, which were read exactly. `None` where constants are too far from each other.
pub(crate) fn forms(constants: &[(Scale, String)], known: &[Rare]) -> Option<Forms> {
    let (numbers, moments) = of_sizes(constants);
    let addresses = constants.iter().filter(|(own, _)| *own == Scale::Addresses);
    let addresses: Vec<String> = addresses.map(|(_, text)| text.clone()).collect();
    let mut forms =
        Forms { all: vec![vec![Form::anything(vec![NOTHING.to_owned()])]], further: Vec::new() };
    if !addresses.is_empty() {
        forms.all.extend(addresses::forms(&addresses).map(|form| vec![form]));
    }
    if !numbers.is_empty() || !moments.is_empty() {
        forms.all.extend(numbers::forms(&numbers, &moments, known)?);
    }
    if !moments.is_empty() {
        forms.all.extend(moments::forms(&moments, known)?.into_iter().map(|form| vec![form]));
        forms.further.extend(moments::further(&moments));
    }
    Some(forms)
}

/// The exponent or zone of `text`, and what is written with it.
pub(crate) fn like(constants: &[(Scale, String)], text: &str) -> Option<(Rare, Vec<Form>)> {
    let (numbers, moments) = of_sizes(constants);
    numbers::like(&numbers, text).or_else(|| moments::like(&moments, text))
}

/// Numbers and moments among `constants`.
fn of_sizes(constants: &[(Scale, String)]) -> (Vec<String>, Vec<(i64, i64)>) {
    let of = |scale: Scale| constants.iter().filter(move |(own, _)| *own == scale);
    let numbers = of(Scale::Numbers).map(|(_, text)| text.clone());
    let moments = of(Scale::Moments).filter_map(|(_, text)| date::parse(text));
    (numbers.collect(), moments.collect())
}

/// How `text` stands to `constant`: all that conditions of this scale tell apart.
pub(crate) fn standing(scale: Scale, text: &str, constant: &str) -> u64 {
    let ordering = match scale {
        Scale::Addresses => {
            return match address::compare(text, constant) {
                Compared::Equal => 1,
                Compared::Different => 2,
                Compared::Unusable => 0,
            };
        }
        Scale::Numbers => {
            decimal::parse(text).zip(decimal::parse(constant)).map(|(own, other)| own.cmp(&other))
        }
        Scale::Moments => {
            date::parse(text).zip(date::parse(constant)).map(|(own, other)| own.cmp(&other))
        }
    };
    match ordering {
        None => 0,
        Some(Ordering::Less) => 1,
        Some(Ordering::Equal) => 2,
        Some(Ordering::Greater) => 3,
    }
}

#[cfg(test)]
mod tests;
