//! A paste cut into what was copied together: Markdown fences, quote marks, line numbers, prompts
//! and commands taken off, each part with its place in the paste. Not: what the parts hold.

mod chunks;
mod command;
mod heading;
mod numbers;
mod repeated;
mod stretches;
mod wanted;

use undenied_json::Span;

use super::{Origin, Transcript};

pub(super) use chunks::chunks;
pub(super) use command::{Argument, Command};
pub(super) use heading::{Heading, heading, names_boundary};
pub(super) use repeated::second;
pub(super) use stretches::stretches;
pub(super) use wanted::{complete, complete_unsigned};

/// More parts than anybody pastes; what follows them is one part.
const MAX_PARTS: usize = 5_000;

/// A part of the paste.
#[derive(Debug)]
pub(super) enum Part {
    Text(Segment),
    /// A command line; what it printed follows.
    Command(Command),
}

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) origin: Origin,
}

/// Every part of `paste`, in its order.
pub(super) fn parts(paste: &str) -> Vec<Part> {
    let mut cutter = Cutter { paste, lines: Vec::new(), fence: None, parts: Vec::new() };
    let mut lines = lines(paste).into_iter().peekable();
    while let Some(line) = lines.next() {
        if cutter.fence(line) {
            continue;
        }
        if cutter.is_full() || !command::begins(line.of(paste)) {
            cutter.lines.push(line);
            continue;
        }
        cutter.flush();
        let mut reader = command::Reader::new(paste, line);
        let belongs =
            |line: &Span| marks(line.of(paste)).is_none() && !command::begins(line.of(paste));
        while reader.goes_on() {
            let Some(line) = lines.next_if(belongs) else { break };
            reader.add(line);
        }
        cutter.parts.push(Part::Command(reader.finish()));
    }
    cutter.flush_all();
    cutter.parts
}

/// The lines of `paste` with their line breaks, without quote marks.
fn lines(paste: &str) -> Vec<Span> {
    let mut at = 0;
    let spans = paste.split_inclusive('\n').map(|line| {
        let end = at + line.len();
        let start = end - unquoted(line).len();
        at = end;
        Span::new(start, end)
    });
    spans.collect()
}

/// `line` behind the `>` marks of a quotation.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inside) = rest.trim_start_matches([' ', '\t']).strip_prefix('>') {
        rest = inside.strip_prefix(' ').unwrap_or(inside);
    }
    rest
}

/// The marks of the Markdown fence that `line` is, and what follows them.
fn marks(line: &str) -> Option<(&str, &str)> {
    let text = line.trim();
    let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = text.trim_start_matches(mark);
    let marks = text.get(..text.len() - rest.len())?;
    (marks.len() >= 3).then_some((marks, rest))
}

struct Cutter<'a> {
    paste: &'a str,
    /// What belongs to the next part.
    lines: Vec<Span>,
    /// The marks of the fence that is open.
    fence: Option<&'a str>,
    parts: Vec<Part>,
}

impl<'a> Cutter<'a> {
    fn is_full(&self) -> bool {
        self.parts.len() >= MAX_PARTS
    }

    /// Whether `line` is a fence, and nothing else then.
    fn fence(&mut self, line: Span) -> bool {
        let Some((marks, rest)) = marks(line.of(self.paste)) else { return false };
        let closes = self.fence.is_some_and(|open| marks.starts_with(open)) && rest.is_empty();
        let inside = rest.strip_suffix(marks).map_or("", str::trim);
        self.flush();
        if closes {
            self.fence = None;
        } else if inside.is_empty() {
            self.fence = Some(marks);
        } else {
            // All on one line.
            let start = line.start + line.of(self.paste).find(inside).unwrap_or_default();
            self.lines.push(Span::new(start, start + inside.len()));
            self.flush();
        }
        true
    }

    fn flush(&mut self) {
        if !self.is_full() {
            self.flush_all();
        }
    }

    fn flush_all(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if lines.iter().all(|line| line.of(self.paste).trim().is_empty()) {
            return;
        }
        let mut transcript = Transcript::default();
        for line in numbers::removed(self.paste, lines) {
            transcript.keep(self.paste, line);
        }
        let (text, origin) = transcript.finish();
        self.parts.push(Part::Text(Segment { text, origin }));
    }
}
