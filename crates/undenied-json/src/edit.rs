//! Replacing parts of a text.

use crate::{Span, sorted};

/// Replace what `span` covers with `text`; an empty span inserts, an empty text deletes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

impl Edit {
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    #[must_use]
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Two edits touch the same bytes, or one lies outside the text; nothing was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap;

/// `text` with all `edits` carried out, in whatever order they are given; insertions at one
/// place keep their given order.
///
/// ```
/// use undenied_json::{Edit, Overlap, Span, apply};
///
/// let edits = [Edit::delete(Span::new(2, 3)), Edit::insert(0, "["), Edit::insert(4, "]")];
/// assert_eq!(apply("1,,2", &edits).unwrap(), "[1,2]");
///
/// let overlapping = [Edit::delete(Span::new(0, 2)), Edit::insert(1, "x")];
/// assert_eq!(apply("1,,2", &overlapping), Err(Overlap));
/// ```
///
/// # Errors
/// [`Overlap`] when two edits cover the same byte or an edit does not fit `text`.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Overlap> {
    let ordered = sorted(edits.iter().collect(), &|one, two| one.span.cmp(&two.span));
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in ordered {
        let kept = text.get(done..edit.span.start).ok_or(Overlap)?;
        text.get(edit.span.start..edit.span.end).ok_or(Overlap)?;
        result.push_str(kept);
        result.push_str(&edit.text);
        done = edit.span.end;
    }
    result.push_str(text.get(done..).ok_or(Overlap)?);
    Ok(result)
}
