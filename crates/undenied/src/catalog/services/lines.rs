//! Lines and fields of the catalogue's text, found where they stand. Not: what they say.

use std::cmp::Ordering;

use super::PART;

/// The entry of `text` that `compare` finds equal to what is wanted, and where it starts. Entries are in order, with
/// `separator` between them.
pub(super) fn find(
    text: &'static str,
    separator: char,
    compare: &dyn Fn(&str) -> Ordering,
) -> Option<(&'static str, usize)> {
    let is_between = |byte: &u8| char::from(*byte) == separator;
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    loop {
        let middle = low + (high - low) / 2;
        let before = bytes.get(low..middle)?.iter().rposition(is_between);
        let start = before.map_or(low, |at| low + at + 1);
        let end =
            bytes.get(middle..high)?.iter().position(is_between).map_or(high, |at| middle + at);
        let entry = text.get(start..end)?;
        match compare(entry) {
            Ordering::Equal => return Some((entry, start)),
            Ordering::Less if end < high => low = end + 1,
            Ordering::Greater if start > low => high = start - 1,
            _ => return None,
        }
    }
}

/// By ASCII letters alone, letter case aside.
pub(super) fn order(one: &str, other: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    one.bytes().map(lower).cmp(other.bytes().map(lower))
}

pub(super) fn parts(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(PART).map(|part| {
        let part = part.strip_prefix('\n').unwrap_or(part);
        part.strip_suffix('\n').unwrap_or(part)
    })
}

pub(super) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split('\n').filter(|line| !line.is_empty())
}

pub(super) fn field(line: &str, number: usize) -> &str {
    line.split('\t').nth(number).unwrap_or_default()
}

/// Numbers as single characters.
pub(super) fn numbers(text: &'static str) -> impl Iterator<Item = usize> {
    text.chars().map(|character| {
        let code = character as usize;
        if code < 0x7f { code.saturating_sub(33) } else { code.saturating_sub(0x100 - 94) }
    })
}

pub(super) fn pairs(text: &'static str) -> impl Iterator<Item = (usize, usize)> {
    let mut all = numbers(text);
    std::iter::from_fn(move || Some((all.next()?, all.next()?)))
}
