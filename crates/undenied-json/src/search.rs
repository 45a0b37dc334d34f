//! A text in a text, byte by byte. The standard library's search is made for long texts and long needles, can fail
//! with a message that shows any character, and weighs 5 KiB (brotli) in wasm.

/// Where `needle` begins in `text` first.
#[must_use]
pub fn find(text: &str, needle: &str) -> Option<usize> {
    positions(text, needle).next()
}

/// Whether `needle` is in `text`.
#[must_use]
pub fn has(text: &str, needle: &str) -> bool {
    find(text, needle).is_some()
}

/// What stands before and after the first `separator`.
#[must_use]
pub fn cut<'t>(text: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    cut_at(text, find(text, separator)?, separator)
}

/// What stands before and after the last `separator`.
#[must_use]
pub fn cut_last<'t>(text: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    cut_at(text, positions(text, separator).last()?, separator)
}

/// `text` with `new` for each `old`, from the left.
///
/// ```
/// use undenied_json::{cut, cut_last, find, has, replaced};
///
/// assert_eq!(find("日本語", "本"), Some(3));
/// assert!(has("any", "") && !has("", "any"));
/// assert_eq!(cut("a::b::c", "::"), Some(("a", "b::c")));
/// assert_eq!(cut_last("a::b::c", "::"), Some(("a::b", "c")));
/// assert_eq!(replaced("aaa", "aa", "b"), "ba");
/// ```
#[must_use]
pub fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = cut(rest, old) {
        replaced.push_str(before);
        replaced.push_str(new);
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// Where `needle` begins in `text`, those that overlap included.
pub fn positions<'t>(text: &'t str, needle: &'t str) -> impl Iterator<Item = usize> {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let last = text.len().checked_sub(needle.len());
    let starts = last.map_or(0..0, |last| 0..last + 1);
    let begins = move |at: &usize| needle.first().is_none_or(|first| text.get(*at) == Some(first));
    let goes_on = move |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(needle));
    starts.filter(begins).filter(goes_on)
}

fn cut_at<'t>(text: &'t str, at: usize, separator: &str) -> Option<(&'t str, &'t str)> {
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
}
