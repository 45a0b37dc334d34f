//! A text with its hard-wrapped lines put together again, so that a secret cut by a line break is
//! found whole. Not: what a secret looks like.

use std::ops::Range;

/// Narrower lines are not the work of a terminal or a mail program.
const NARROWEST: usize = 16;

/// The text without the breaks that may stand inside a long word.
#[derive(Debug)]
pub(super) struct Joined {
    text: String,
    /// Where each stretch begins: in `text`, and in the original.
    stretches: Vec<(usize, usize)>,
}

impl Joined {
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut stretches = vec![(0, 0)];
        let mut resume = 0;
        let mut before: Option<Line<'_>> = None;
        let mut lines = lines(original).peekable();
        while let Some(line) = lines.next() {
            let next = lines.peek();
            let joins = next.is_some_and(|next| goes_on(before.as_ref(), &line, next));
            let end = if joins { line.end } else { next.map_or(original.len(), |next| next.at) };
            text.push_str(original.get(resume..end).unwrap_or_default());
            resume = end;
            if let Some(next) = next.filter(|_| joins) {
                resume = next.start;
                stretches.push((text.len(), resume));
            }
            before = Some(line);
        }
        Self { text, stretches }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether any lines were joined.
    pub(super) fn is_shorter(&self) -> bool {
        self.stretches.len() > 1
    }

    /// Where `range` of the joined text stands in the original: a piece for each stretch.
    pub(super) fn ranges(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.stretches.partition_point(|(joined, _)| *joined <= range.start);
        let from = first.saturating_sub(1);
        let starts = self.stretches.iter().skip(from);
        let ends = self.stretches.iter().skip(from + 1).map(|(joined, _)| *joined);
        starts
            .zip(ends.chain([usize::MAX]))
            .take_while(move |((joined, _), _)| *joined < range.end)
            .map(move |((joined, original), end)| {
                let start = range.start.max(*joined);
                let end = range.end.min(end);
                original + (start - joined)..original + (end - joined)
            })
    }
}

/// One line of the original.
struct Line<'a> {
    /// Where it begins, with what frames it.
    at: usize,
    /// Where its own text begins and ends.
    start: usize,
    end: usize,
    text: &'a str,
}

impl Line<'_> {
    /// Columns on a terminal.
    fn width(&self) -> usize {
        self.text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
    }
}

fn lines(original: &str) -> impl Iterator<Item = Line<'_>> {
    let mut next = 0;
    original.split_inclusive('\n').map(move |line| {
        let at = next;
        next += line.len();
        let content = line.trim_end_matches(['\n', '\r']);
        let indented = content.trim_start_matches([' ', '\t']);
        let framed = indented.trim_start_matches(['│', '|', '>']);
        let text = framed.trim_start_matches([' ', '\t']);
        let end = at + content.len();
        Line { at, start: end - text.len(), end, text }
    })
}

/// Whether what a break cut at the end of `line` goes on in `next`.
fn goes_on(before: Option<&Line<'_>>, line: &Line<'_>, next: &Line<'_>) -> bool {
    let width = line.width();
    if width < NARROWEST || line.text.ends_with([' ', '\t']) || next.text.is_empty() {
        return false;
    }
    // Lines cut by a machine are equally long, wherever the cut falls.
    let is_alike = |other: &Line<'_>| other.width().abs_diff(width) <= 1;
    if is_alike(next) || before.is_some_and(is_alike) {
        return true;
    }
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let length = next.text.bytes().take_while(|byte| is_word(byte)).count();
    let word = next.text.get(..length).unwrap_or_default();
    let after = next.text.as_bytes().get(length).copied().unwrap_or(b'\n');
    let ends = after.is_ascii_control() || b"'\"`&,;<)]}|\\%".contains(&after);
    // A setting such as `region=us-east-1` is a new line, not the rest of a word.
    let is_setting = word.trim_end_matches('=').contains('=');
    let is_odd = word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_uppercase())
        && word.bytes().any(|byte| byte.is_ascii_lowercase());
    let cuts = line.text.bytes().last().is_some_and(|last| is_word(&last));
    cuts && length > 0 && !is_setting && (ends || is_odd)
}
