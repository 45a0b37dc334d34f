//! The text as it is searched: in lower case and without white space, so that a phrase is found
//! however its lines were broken, with the way back to the text. Not: what to search for.

use std::ops::Range;

use undenied_json::Span;

/// Narrower lines are not the work of a terminal.
const NARROWEST: usize = 40;

/// What separates a character from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Space,
    Line,
}

/// A text and its squeezed form. All positions are byte offsets into the squeezed form.
#[derive(Debug)]
pub(super) struct Page<'a> {
    text: &'a str,
    squeezed: String,
    /// For each byte of `squeezed`, where it stands in `text`; then the end.
    places: Vec<usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut squeezed = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        for (place, character) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            squeezed.push(character.to_ascii_lowercase());
            places.extend(place..place + character.len_utf8());
        }
        places.push(text.len());
        Self { text, squeezed, places }
    }

    pub(super) fn len(&self) -> usize {
        self.squeezed.len()
    }

    /// The squeezed text in `range`, without characters that it cuts.
    pub(super) fn part(&self, range: Range<usize>) -> &str {
        self.squeezed.get(self.fitted(range)).unwrap_or_default()
    }

    fn fitted(&self, range: Range<usize>) -> Range<usize> {
        let mut end = range.end.min(self.len());
        while !self.squeezed.is_char_boundary(end) {
            end -= 1;
        }
        let mut start = range.start.min(end);
        while !self.squeezed.is_char_boundary(start) {
            start += 1;
        }
        start..end
    }

    /// The first `phrase` (lower case, no spaces) within `range`.
    pub(super) fn find(&self, phrase: &str, range: Range<usize>) -> Option<Range<usize>> {
        let range = self.fitted(range);
        let start = range.start + self.part(range).find(phrase)?;
        Some(start..start + phrase.len())
    }

    /// The last one.
    pub(super) fn find_last(&self, phrase: &str, range: Range<usize>) -> Option<Range<usize>> {
        let range = self.fitted(range);
        let start = range.start + self.part(range).rfind(phrase)?;
        Some(start..start + phrase.len())
    }

    /// The first of several phrases.
    pub(super) fn find_any(&self, phrases: &[&str], range: &Range<usize>) -> Option<Range<usize>> {
        let found = phrases.iter().filter_map(|phrase| self.find(phrase, range.clone()));
        found.min_by_key(|found| found.start)
    }

    /// Every `phrase`, in order.
    pub(super) fn all(&self, phrase: &'static str) -> impl Iterator<Item = Range<usize>> {
        self.squeezed.match_indices(phrase).map(|(at, found)| at..at + found.len())
    }

    pub(super) fn has(&self, phrase: &str) -> bool {
        self.squeezed.contains(phrase)
    }

    pub(super) fn starts(&self, at: usize, phrase: &str) -> bool {
        self.squeezed.get(at..).is_some_and(|rest| rest.starts_with(phrase))
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.squeezed.as_bytes().get(at).copied().unwrap_or_default()
    }

    /// `range` as it was written, on one line: breaks inside it are taken for wrapping.
    pub(super) fn value(&self, range: Range<usize>) -> String {
        let written = self.written(range);
        let mut lines = written.lines();
        let mut value = lines.next().unwrap_or_default().trim().to_owned();
        lines.for_each(|line| value.push_str(line.trim()));
        value
    }

    /// `range` as a sentence: breaks inside it are spaces, unless a terminal cut all its lines at
    /// one width.
    pub(super) fn sentence(&self, range: Range<usize>) -> String {
        let range = self.fitted(range);
        let mut widths: Vec<usize> = range
            .clone()
            .skip(1)
            .filter(|at| self.gap(*at) == Gap::Line)
            .map(|at| self.width_before(at, range.start))
            .collect();
        let breaks = widths.len();
        widths.dedup();
        let written = self.written(range);
        match widths.as_slice() {
            [width] if breaks > 1 && *width >= NARROWEST => written.lines().collect(),
            _ => written.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    /// How long the line is that ends before `at`, as it was written.
    fn width_before(&self, at: usize, from: usize) -> usize {
        let end = self.places.get(at).copied().unwrap_or_default();
        let before = self.text.get(..end).unwrap_or_default().trim_end_matches(['\n', ' ']);
        let far = self.places.get(from).copied().unwrap_or_default().saturating_sub(400);
        let near = before.get(far..).unwrap_or(before);
        near.rfind('\n').map_or(near, |line| near.get(line + 1..).unwrap_or_default()).len()
    }

    pub(super) fn written(&self, range: Range<usize>) -> &'a str {
        self.span(range).of(self.text)
    }

    /// Where `range` stands in the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(self.text.len());
        let start = place(range.start);
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start).map(place);
        let end = last.map_or(start, |last| (last + 1).min(self.text.len()));
        Span::new(start, end)
    }

    /// What stands before the character at `at`.
    pub(super) fn gap(&self, at: usize) -> Gap {
        let Some(here) = self.places.get(at).copied() else { return Gap::Line };
        let Some(before) = at.checked_sub(1).and_then(|at| self.places.get(at)) else {
            return Gap::Line;
        };
        match self.text.get(before + 1..here) {
            Some("") | None => Gap::None,
            Some(space) if space.contains('\n') => Gap::Line,
            Some(_) => Gap::Space,
        }
    }

    /// The first empty line between the character before `from` and the one before `to`, or the
    /// end of the latter; in the text.
    pub(super) fn paragraph_end(&self, from: usize, to: usize) -> usize {
        let start = self.span(from.saturating_sub(1)..from).end;
        let end = self.span(to.saturating_sub(1)..to).end.max(start);
        let lines = self.text.get(start..end).unwrap_or_default();
        let empty = |at: &usize| {
            let behind =
                lines.get(at + 1..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
            behind.starts_with('\n')
        };
        let breaks = lines.match_indices('\n').map(|(at, _)| at);
        breaks.into_iter().find(empty).map_or(end, |at| start + at)
    }

    /// The start of the line that `at` stands in, not before `from`.
    pub(super) fn line_start(&self, at: usize, from: usize) -> usize {
        (from..=at).rev().find(|at| self.gap(*at) == Gap::Line).unwrap_or(from)
    }

    /// End of the run of bytes from `at` on that `is_part`, within `end`; where `breaks` is a
    /// gap, it ends there.
    pub(super) fn run(
        &self,
        range: Range<usize>,
        is_part: impl Fn(u8) -> bool,
        breaks: &[Gap],
    ) -> usize {
        let mut at = range.start;
        while at < range.end
            && is_part(self.byte(at))
            && (at == range.start || !breaks.contains(&self.gap(at)))
        {
            at += 1;
        }
        at
    }
}
