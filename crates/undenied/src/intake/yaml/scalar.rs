//! Scalars: where each character of one was written, and the type of a plain one as AWS reads it.

use core::str::Chars;

use saphyr_parser::ScalarStyle;
use undenied_json::{Span, Text, Value};

/// The scalar that the parser found in `span`, which may begin with a tag and reach over a comment.
pub(super) fn text(source: &str, span: Span, value: &str, style: ScalarStyle) -> Text {
    let start = span.start + properties(span.of(source));
    let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let content = start + usize::from(is_quoted);
    let (steps, end) = align(source, content, span.end, value);
    let end = if is_quoted { end + 1 } else { end }.clamp(start, span.end.max(start));
    let content = Span::new(content.min(end), end);
    Text::stepped(value.to_owned(), Span::new(start, end), content, steps)
}

/// Length of the tag and the anchor before a scalar.
fn properties(written: &str) -> usize {
    let mut rest = written;
    while rest.starts_with(['!', '&']) {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = rest.get(word..).unwrap_or_default().trim_start();
    }
    written.len() - rest.len()
}

/// Follows `value` through `source` from `start`: the places from which both run in step again, and
/// the end. Folded lines, indentation, doubled quotes and escapes are where they do not.
fn align(source: &str, start: usize, limit: usize, value: &str) -> (Vec<(usize, usize)>, usize) {
    let mut written = Written { rest: source.get(start..limit).unwrap_or_default().chars() };
    let total = written.left();
    let mut steps = Vec::new();
    let mut in_step = true;
    for (offset, character) in value.char_indices() {
        let before = total - written.left();
        let skipped = written.skip_to(character);
        let place = start + total - written.left();
        // What is read as another character than written begins before it and ends after it.
        let is_same = written.read(character);
        if !is_same || !in_step || skipped {
            steps.push((offset, if is_same { place } else { start + before }));
        }
        in_step = is_same;
    }
    let end = start + total - written.left();
    if !in_step {
        steps.push((value.len(), end));
    }
    (steps, end)
}

/// What of the written scalar is still to be followed.
struct Written<'a> {
    rest: Chars<'a>,
}

impl Written<'_> {
    fn left(&self) -> usize {
        self.rest.as_str().len()
    }

    fn next_is(&self, test: impl Fn(char) -> bool) -> bool {
        self.rest.clone().next().is_some_and(test)
    }

    /// Skips indentation, line breaks that were folded away and backslashes at a line's end.
    fn skip_to(&mut self, wanted: char) -> bool {
        let before = self.left();
        while !self.next_is(|next| next == wanted) {
            let is_continued =
                ["\\\n", "\\\r"].iter().any(|end| self.rest.as_str().starts_with(end));
            // A folded line break stands for a space; several spaces for none.
            let is_folded = wanted.is_whitespace() && !self.next_is(|next| next == '\r');
            let is_space = self.next_is(char::is_whitespace) && !is_folded;
            if !is_space && !is_continued {
                break;
            }
            self.rest.next();
        }
        self.left() < before
    }

    /// Reads what stands for `wanted`; whether it is that character itself.
    fn read(&mut self, wanted: char) -> bool {
        let text = self.rest.as_str();
        if text.starts_with("''") && wanted == '\'' {
            self.take(2);
            return false;
        }
        if self.next_is(|next| next == wanted) && !(wanted == '\\' && text.starts_with("\\\\")) {
            self.rest.next();
            return true;
        }
        if wanted.is_whitespace() && self.next_is(char::is_whitespace) {
            while self.next_is(char::is_whitespace) {
                self.rest.next();
            }
        } else if text.starts_with('\\') {
            let digits = match text.chars().nth(1) {
                Some('x') => 2,
                Some('u') => 4,
                Some('U') => 8,
                _ => 0,
            };
            self.take(2 + digits);
        }
        false
    }

    fn take(&mut self, count: usize) {
        for _ in 0..count {
            self.rest.next();
        }
    }
}

/// A scalar without quotes or tag. An account ID stays the text that it is, whatever YAML makes of
/// a leading zero; so does a date.
pub(super) fn plain(text: Text) -> Value {
    match text.value.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Value::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            Value::Bool(false)
        }
        value if is_number(value) => Value::Number(value.to_owned()),
        _ => Value::String(text),
    }
}

/// Whether JSON writes it as a number, account IDs aside.
fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    is_digits(whole) && is_digits(fraction) && !has_leading_zero && whole.len() < 12
}
