//! How two texts differ that were probably meant to be the same. Not: what they name.

use crate::lang::{Localized, Words};

/// What is off, most certain first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    WhiteSpace,
    LetterCase,
    /// A letter or two.
    Spelling,
}

/// How they differ; `None` where they are equal or too far apart for a slip.
pub(crate) fn difference(one: &str, other: &str) -> Option<Difference> {
    if one == other {
        return None;
    }
    if one.trim() == other.trim() {
        return Some(Difference::WhiteSpace);
    }
    if one.eq_ignore_ascii_case(other) {
        return Some(Difference::LetterCase);
    }
    let shorter = one.len().min(other.len());
    let tolerated = if shorter < 4 { 0 } else { shorter.div_ceil(8).min(2) };
    let may_be_near = may_be_near(one, other, tolerated);
    (may_be_near && distance(one, other) <= tolerated).then_some(Difference::Spelling)
}

/// The one of `known` that `text` was probably meant to be.
pub(crate) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_ascii_lowercase();
    let tolerated = (text.len() / 5).clamp(1, 3);
    let candidates = known.filter(|name| may_be_near(&text, name, tolerated));
    let measured = candidates.map(|name| (distance(&text, &name.to_ascii_lowercase()), name));
    let close = measured.filter(|(distance, _)| *distance <= tolerated);
    close.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The difference as a sentence to put behind another.
pub(crate) const fn hint(difference: Difference) -> Localized<&'static str> {
    match difference {
        Difference::WhiteSpace => Localized {
            en: " They differ only in white space.",
            ja: "違いは前後の空白だけです。",
        },
        Difference::LetterCase => Localized {
            en: " They differ only in letter case, which counts.",
            ja: "違いは大文字と小文字だけですが、区別されます。",
        },
        Difference::Spelling => Localized {
            en: " They differ in a character or two.",
            ja: "違いは 1、2 文字です。",
        },
    }
}

/// [`hint`] of a difference that there may be.
pub(crate) fn hint_of(difference: Option<Difference>) -> Words {
    difference.map(hint).unwrap_or_default().words()
}

/// Whether measuring is worth it: texts of about one length, and no longer than names are.
fn may_be_near(one: &str, other: &str, tolerated: usize) -> bool {
    // A character takes up to four bytes.
    one.len().abs_diff(other.len()) <= 4 * tolerated && one.len() <= 300
}

/// How many characters to insert, delete, replace or swap with the next to get from one to the
/// other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (index, character) in one.chars().enumerate() {
        let mut next = vec![index + 1];
        let mut left = index + 1;
        let mut before = None;
        for (column, wanted) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let replaced = at(&row, column) + usize::from(character != *wanted);
            left = replaced.min(left + 1).min(at(&row, column + 1) + 1);
            let is_swapped = last == Some(*wanted) && before == Some(character);
            if let Some(two_left) = column.checked_sub(1).filter(|_| is_swapped) {
                left = left.min(at(&above, two_left).saturating_add(1));
            }
            next.push(left);
            before = Some(*wanted);
        }
        above = std::mem::replace(&mut row, next);
        last = Some(character);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_name() {
        for (one, other, expected) in [
            ("acme", "acme", None),
            ("acme ", "acme", Some(Difference::WhiteSpace)),
            ("Acme", "acme", Some(Difference::LetterCase)),
            ("acne", "acme", Some(Difference::Spelling)),
            ("amce", "acme", Some(Difference::Spelling)),
            ("my_data", "my-data", Some(Difference::Spelling)),
            ("logs", "acme", None),
            ("ab", "ac", None),
            ("data-2025", "data-2026", Some(Difference::Spelling)),
        ] {
            assert_eq!(difference(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn the_nearest_name_is_found_if_it_is_near() {
        let known = ["GetObject", "GetObjectAcl", "PutObject"];
        let nearest = |text| nearest(text, known.into_iter());
        assert_eq!(nearest("GetObjects"), Some("GetObject"));
        assert_eq!(nearest("getobjct"), Some("GetObject"));
        assert_eq!(nearest("DeleteEverything"), None);
    }
}
