//! Quoted strings and heredocs: escapes decoded, `${...}` left as it is, each character's place kept.

use undenied_json::{Span, Text};

use crate::{intake::weave::Weave, template};

/// The string in quotes at `span`, of which `written` is the text.
pub(super) fn quoted(written: &str, span: Span) -> Text {
    let inside = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
    let mut weave = Weave::default();
    decode(inside, span.start + 1, Escapes::Decoded, &mut weave);
    weave.finish(span)
}

/// A heredoc's lines, less `indent` characters of white space before each.
pub(super) fn heredoc(written: &str, span: Span, indent: usize) -> Text {
    let mut weave = Weave::default();
    let mut at = span.start;
    for line in written.split_inclusive('\n') {
        let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let cut = blanks.min(indent);
        decode(line.get(cut..).unwrap_or_default(), at + cut, Escapes::Kept, &mut weave);
        at += line.len();
    }
    weave.finish(span)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    Decoded,
    /// In heredocs a backslash is one.
    Kept,
}

fn decode(written: &str, start: usize, escapes: Escapes, weave: &mut Weave) {
    let mut at = 0;
    while let Some(rest) = written.get(at..).filter(|rest| !rest.is_empty()) {
        let mut length = rest.chars().next().map_or(1, char::len_utf8);
        let place = |length: usize| Span::new(start + at, start + at + length);
        if let Some(brace) = ["$${", "%%{"].iter().find(|brace| rest.starts_with(**brace)) {
            length = brace.len();
            weave.stand_in(brace.get(1..).unwrap_or_default(), place(length));
        } else if rest.starts_with("${") {
            // Quotes and escapes inside an expression are its own.
            length = template::inserted(rest, 0).map_or(rest.len(), |range| range.end);
            weave.keep(rest.get(..length).unwrap_or_default(), start + at);
        } else if rest.starts_with('\\') && escapes == Escapes::Decoded {
            let (character, escape) = escape(rest);
            length = escape;
            weave.stand_in(character.encode_utf8(&mut [0; 4]), place(length));
        } else {
            weave.keep(rest.get(..length).unwrap_or_default(), start + at);
        }
        at += length;
    }
}

/// The character that an escape stands for, and the escape's length.
fn escape(text: &str) -> (char, usize) {
    let digits = |count: usize| {
        let digits = text.get(2..2 + count)?;
        Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 2 + count))
    };
    let decoded = match text.chars().nth(1) {
        Some('n') => Some(('\n', 2)),
        Some('r') => Some(('\r', 2)),
        Some('t') => Some(('\t', 2)),
        Some('u') => digits(4),
        Some('U') => digits(8),
        Some(other) => Some((other, 1 + other.len_utf8())),
        None => None,
    };
    decoded.unwrap_or(('\\', 1))
}
