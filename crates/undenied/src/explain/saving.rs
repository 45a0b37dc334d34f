//! Why IAM and S3 refuse to save a policy. Not: finding the slip in a policy; the rules do that.

mod iam;
mod s3;

use std::ops::Range;

use super::page::Page;
use crate::lang::Localized;

/// One reason, with what to do.
#[derive(Debug)]
pub(super) struct Save {
    /// Words of AWS's message, squeezed, that follow each other closely.
    words: &'static [&'static str],
    pub(super) headline: Localized<&'static str>,
    pub(super) fix: Localized<&'static str>,
}

/// Which reason it is: its place in [`ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SaveError(usize);

impl SaveError {
    pub(super) fn save(self) -> Option<&'static Save> {
        ALL.iter().flat_map(|saves| saves.iter()).nth(self.0)
    }
}

const ALL: [&[Save]; 2] = [&iam::REASONS, &s3::REASONS];

/// The words of one message stand no farther apart than this.
const APART: usize = 160;

/// The reason that `range` gives.
pub(super) fn find(page: &Page<'_>, range: &Range<usize>) -> Option<SaveError> {
    let all = ALL.iter().flat_map(|saves| saves.iter()).enumerate();
    let found =
        all.filter_map(|(index, save)| Some((place(page, save.words, range)?.start, index)));
    found.min().map(|(_, index)| SaveError(index))
}

/// Where the reason that `range` gives stands.
pub(super) fn place_in(page: &Page<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let all = ALL.iter().flat_map(|saves| saves.iter());
    all.filter_map(|save| place(page, save.words, range)).min_by_key(|found| found.start)
}

/// Every message that is known word for word, also without its code.
pub(super) fn find_all(page: &Page<'_>) -> Vec<Range<usize>> {
    let whole = ALL.iter().flat_map(|saves| saves.iter()).filter_map(|save| match save.words {
        [only] => Some(*only),
        _ => None,
    });
    whole.flat_map(|words| page.all(words)).collect()
}

/// The words that the messages begin with.
pub(super) fn phrases() -> impl Iterator<Item = &'static str> {
    let all = ALL.iter().flat_map(|saves| saves.iter());
    all.filter_map(|save| save.words.first().copied())
}

fn place(page: &Page<'_>, words: &[&str], range: &Range<usize>) -> Option<Range<usize>> {
    let (first, others) = words.split_first()?;
    let mut found = page.find(first, range.clone())?;
    for word in others {
        let near = found.end..range.end.min(found.end + APART);
        found.end = page.find(word, near)?.end;
    }
    Some(found)
}
