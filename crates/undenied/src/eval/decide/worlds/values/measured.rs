//! Values of a key that is compared by size or range and looked into by patterns, or compared by several sizes: some
//! for each way of matching of each size that can be written so. Not: which keys have to do with each other.
//!
//! Some writings are read only roughly at first: exponents of several digits, zones that there are not. What such a text
//! may be is claimed; where no text of another writing is found for it, the exponents and zones of the texts that are
//! found are read exactly and the others once more, and so on. After some rounds it stays open whether there is one.

use super::Key;
use crate::{
    eval::compare::{Forms, Rare, forms, forms_like, letter_cases, standing},
    glob::{Form, Found, Pattern, Reader, Sameness, Way},
    known::{Known, number},
};

/// How often further texts are tried where it stays open whether there is one.
const MAX_ROUNDS: usize = 16;

/// More steps than are gone in a moment.
const MAX_STEPS: usize = 1 << 17;

/// A way of matching, and how the text stands to all constants.
type Cell = (Way, Vec<u64>);

/// As many as are asked for of every one of them; `None` where it stays open whether there are more.
pub(super) fn texts(key: &Key, patterns: &[Pattern], sameness: Sameness) -> Option<Vec<String>> {
    let (found, counts, texts, known) = (Known::new(), Vec::new(), Vec::new(), Vec::new());
    let mut search = Search { key, patterns, sameness, found, counts, texts, known };
    let mut excluded = key.literals.clone();
    let mut left = MAX_STEPS;
    let mut groups: Option<Vec<usize>> = None;
    for _ in 0..MAX_ROUNDS {
        let forms = forms(&key.measured, &search.known)?;
        let further = search.open(forms, &mut groups, &excluded, &mut left)?;
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
    sameness: Sameness,
    found: Known<Cell>,
    /// For each that is found, how many texts there are.
    counts: Vec<usize>,
    texts: Vec<String>,
    /// What was read exactly where roughly was not enough.
    known: Vec<Rare>,
}

impl Search<'_> {
    /// The texts of those ways of which more is claimed than found, of texts that are not `excluded`; only the `groups`
    /// are read that left something open.
    fn open(
        &mut self,
        forms: Forms,
        groups: &mut Option<Vec<usize>>,
        excluded: &[String],
        left: &mut usize,
    ) -> Option<Vec<String>> {
        let (patterns, cases) = (self.patterns, &letter_cases);
        let mut reader = Reader::new(patterns, excluded, cases, self.sameness, *left);
        let mut claimed: Vec<Cell> = Vec::new();
        let mut read = Vec::new();
        let mut of_groups = Vec::new();
        for (number, group) in forms.all.iter().enumerate() {
            if groups.as_ref().is_none_or(|groups| groups.contains(&number)) {
                let cells = self.read(group, &mut reader, &mut read)?;
                of_groups.extend(cells.iter().map(|_| number));
                claimed.extend(cells);
            }
        }
        let of_texts = self.of_open(&claimed, &read);
        let of_texts = of_texts.iter().filter_map(|text| forms_like(&self.key.measured, text));
        let further: Vec<_> = of_texts.chain(forms.further).collect();
        for (rare, forms) in further {
            if self.known.contains(&rare) || claimed.iter().all(|cell| !self.is_open(cell)) {
                continue;
            }
            for form in &forms {
                self.read(core::slice::from_ref(form), &mut reader, &mut read)?;
            }
            self.known.push(rare);
        }
        *left = reader.left;
        let of_cells = of_groups.into_iter().zip(&claimed);
        let open = of_cells.filter(|(_, cell)| self.is_open(cell)).map(|(number, _)| number);
        *groups = Some(open.collect());
        Some(self.of_open(&claimed, &read))
    }

    /// Texts of ways of which more is claimed than found.
    fn of_open(&self, claimed: &[Cell], read: &[Found]) -> Vec<String> {
        let open: Vec<&Cell> = claimed.iter().filter(|cell| self.is_open(cell)).collect();
        let is_open = |own: &&Found| open.iter().any(|(way, _)| *way == own.way);
        read.iter().filter(is_open).map(|own| own.text.clone()).collect()
    }

    fn is_open(&self, claimed: &Cell) -> bool {
        !self.found.items().contains(claimed)
    }

    /// What all forms of the group claim.
    fn read(
        &mut self,
        group: &[Form],
        reader: &mut Reader<'_>,
        read: &mut Vec<Found>,
    ) -> Option<Vec<Cell>> {
        let mut claimed: Option<Vec<Cell>> = None;
        for form in group {
            let mut of_form: Vec<Cell> = Vec::new();
            for own in reader.read(form, self.key.each)? {
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
        let places = cell.0.iter().flatten().map(|place| u64::from(*place));
        let code = number(cell.1.iter().copied().chain(places));
        let (place, is_new) = self.found.place(cell, code);
        if is_new {
            self.counts.push(0);
        }
        if let Some(count) = self.counts.get_mut(place).filter(|count| **count < self.key.each)
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
