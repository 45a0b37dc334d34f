//! Values of a key that is compared by size or range and looked into by patterns, or compared by several sizes: some
//! for each way of matching of each size that can be written so. Not: which keys have to do with each other.
//!
//! Some writings are read only roughly: exponents of several digits, zones that there are not. What such a text may be is
//! claimed; where no text of another writing is found for it, others of its kind are tried, and then it stays open whether
//! there is one.

use super::Key;
use crate::{
    eval::compare::{Forms, forms, letter_cases, standing},
    glob::{Form, Found, Pattern, Reader, Way},
    known::{Known, number},
};

/// How often further texts are tried where it stays open whether there is one.
const MAX_ROUNDS: usize = 6;

/// More steps than are gone in a moment.
const MAX_STEPS: usize = 1 << 17;

/// A way of matching, and how the text stands to all constants.
type Cell = (Way, Vec<u64>);

/// Up to `each` for every one of them; `None` where it stays open whether there are more.
pub(super) fn texts(key: &Key, patterns: &[Pattern], each: usize) -> Option<Vec<String>> {
    let forms = forms(&key.measured)?;
    let (found, counts, texts) = (Known::new(), Vec::new(), Vec::new());
    let mut search = Search { key, patterns, each, found, counts, texts };
    let mut excluded = key.literals.clone();
    let mut left = MAX_STEPS;
    for round in 0..MAX_ROUNDS {
        let further = search.open(&forms, round == 0, &excluded, &mut left)?;
        if further.is_empty() {
            return Some(search.texts);
        }
        excluded.extend(further);
    }
    None
}

struct Search<'a> {
    key: &'a Key,
    patterns: &'a [Pattern],
    each: usize,
    found: Known<Cell>,
    /// For each that is found, how many texts there are.
    counts: Vec<usize>,
    texts: Vec<String>,
}

impl Search<'_> {
    /// The texts of those ways of which more is claimed than found, of texts that are not `excluded`.
    fn open(
        &mut self,
        forms: &Forms,
        is_first: bool,
        excluded: &[String],
        left: &mut usize,
    ) -> Option<Vec<String>> {
        let mut reader = Reader::new(self.patterns, excluded, &letter_cases, *left);
        let mut claimed: Vec<Cell> = Vec::new();
        let mut read = Vec::new();
        for group in &forms.all {
            claimed.extend(self.read(group, &mut reader, &mut read)?);
        }
        // Other zones, where something is left for them.
        for form in forms.further.iter().filter(|_| is_first) {
            if claimed.iter().any(|cell| self.is_open(cell)) {
                self.read(core::slice::from_ref(form), &mut reader, &mut read)?;
            }
        }
        *left = reader.left;
        claimed.retain(|cell| self.is_open(cell));
        let is_open = |own: &Found| claimed.iter().any(|(way, _)| *way == own.way);
        Some(read.into_iter().filter(is_open).map(|own| own.text).collect())
    }

    fn is_open(&self, claimed: &Cell) -> bool {
        !self.found.items().contains(claimed)
    }

    /// What all forms of the group claim.
    fn read(
        &mut self,
        group: &[Form],
        reader: &mut Reader,
        read: &mut Vec<Found>,
    ) -> Option<Vec<Cell>> {
        let mut claimed: Option<Vec<Cell>> = None;
        for form in group {
            let mut of_form: Vec<Cell> = Vec::new();
            for own in reader.read(form, self.each)? {
                self.place(&own.way, &own.text);
                let claims = form.claims.as_ref().and_then(|claims| claims.get(own.interval));
                of_form.extend(claims.into_iter().flatten().map(|text| self.cell(&own.way, text)));
                read.push(own);
            }
            of_form.retain(|cell| claimed.as_ref().is_none_or(|claimed| claimed.contains(cell)));
            claimed = Some(of_form);
        }
        (self.texts.len() <= self.key.most).then_some(claimed.unwrap_or_default())
    }

    fn place(&mut self, way: &Way, text: &str) {
        let cell = self.cell(way, text);
        let places = cell.0.iter().map(|place| u64::from(*place));
        let code = number(cell.1.iter().copied().chain(places));
        let (place, is_new) = self.found.place(cell, code);
        if is_new {
            self.counts.push(0);
        }
        if let Some(count) = self.counts.get_mut(place).filter(|count| **count < self.each)
            && self.texts.iter().all(|known| known != text)
        {
            *count += 1;
            self.texts.push(text.to_owned());
        }
    }

    fn cell(&self, way: &Way, text: &str) -> Cell {
        let measured = self.key.measured.iter();
        let own = measured.map(|(scale, constant)| standing(*scale, text, constant));
        (way.clone(), own.collect())
    }
}
