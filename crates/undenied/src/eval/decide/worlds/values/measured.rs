//! Values of a key that is compared by size or range and looked into by patterns, or compared by several sizes: one for
//! each way of matching of each size that can be written so. Not: keys that others are compared with.
//!
//! Some writings are read only roughly: exponents of several digits, zones off the hour, leap seconds, IPv6 that ends in
//! an IPv4. What such a text may be is claimed; where no text of another writing is found for it, it stays open whether
//! there is one.

use super::{Key, MAX_TEXTS};
use crate::{
    eval::compare::{forms, letter_cases, standing},
    glob::{Form, Reader},
    known::{Known, number},
};

/// A way of matching, and how the text stands to all constants.
type Cell = (usize, Vec<u64>);

/// `None` where it stays open whether there are more.
pub(super) fn texts(key: &Key) -> Option<Vec<String>> {
    let mut texts = key.literals.clone();
    if key.is_known {
        return Some(texts);
    }
    let forms = forms(&key.measured)?;
    let mut reader = Reader::new(&key.patterns, &key.literals, &letter_cases);
    let mut found: Known<Cell> = Known::new();
    let mut claimed: Known<Cell> = Known::new();
    let mut read = |form: &Form, found: &mut Known<Cell>, claimed: &mut Known<Cell>| {
        for own in reader.read(form)? {
            if place(found, key, own.way, &own.text) {
                texts.push(own.text);
            }
            let claims = form.claims.as_ref().and_then(|claims| claims.get(own.interval));
            for text in claims.into_iter().flatten() {
                place(claimed, key, own.way, text);
            }
        }
        (texts.len() <= MAX_TEXTS).then_some(())
    };
    for form in &forms.all {
        read(form, &mut found, &mut claimed)?;
    }
    let mut further = forms.further.iter();
    loop {
        if claimed.items().iter().all(|cell| found.items().contains(cell)) {
            return Some(texts);
        }
        read(further.next()?, &mut found, &mut claimed)?;
    }
}

/// Whether no text is there yet that matches and stands as this one.
fn place(cells: &mut Known<Cell>, key: &Key, way: usize, text: &str) -> bool {
    let own = key.measured.iter().map(|(scale, constant)| standing(*scale, text, constant));
    let cell = (way, own.collect::<Vec<u64>>());
    let code = number(cell.1.iter().copied().chain([way as u64]));
    cells.place(cell, code).1
}
