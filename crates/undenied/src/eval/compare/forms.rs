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
    /// Where the others leave it open whether a value of some size can be written.
    pub(crate) further: Vec<Form>,
}

/// What is none of it, in any writing.
const NOTHING: &str = "\u{e000}";

/// `None` where constants are too far from each other.
pub(crate) fn forms(constants: &[(Scale, String)]) -> Option<Forms> {
    let of = |scale: Scale| -> Vec<String> {
        let own = constants.iter().filter(|(own, _)| *own == scale);
        own.map(|(_, text)| text.clone()).collect()
    };
    let (addresses, numbers, moments) =
        (of(Scale::Addresses), of(Scale::Numbers), of(Scale::Moments));
    let moments: Vec<_> = moments.iter().filter_map(|text| date::parse(text)).collect();
    let mut forms =
        Forms { all: vec![vec![Form::anything(vec![NOTHING.to_owned()])]], further: Vec::new() };
    if !addresses.is_empty() {
        forms.all.extend(addresses::forms(&addresses).map(|form| vec![form]));
    }
    if !numbers.is_empty() || !moments.is_empty() {
        forms.all.extend(numbers::forms(&numbers, &moments)?);
    }
    if !moments.is_empty() {
        forms.all.extend(moments::forms(&moments)?.into_iter().map(|form| vec![form]));
        forms.further.extend(moments::further(&moments));
    }
    Some(forms)
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
