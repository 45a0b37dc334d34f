//! Where one JSON document ends and the next begins in a text, by brackets alone and whatever
//! else is wrong with them. Not: reading them.

mod end;

use undenied_json::Span;

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Chunk {
    pub(in crate::intake) span: Span,
    pub(in crate::intake) is_document: bool,
}

/// `text` as documents and what is between them, white space aside. After `limit` documents the
/// rest is one stretch.
pub(in crate::intake) fn chunks(text: &str, limit: usize) -> Vec<Chunk> {
    let mut scan = Scan { text, chunks: Vec::new(), done: 0 };
    let mut at = 0;
    let mut documents = 0;
    while documents < limit {
        let Some(start) = scan.start(at) else { break };
        let end = end::of(text, start, scan.is_open(start)).max(start + 1);
        at = end;
        // What a command prints for nothing, in the middle of something else.
        if end - start == 2 && (start > 0 || end < text.trim_end().len()) {
            continue;
        }
        scan.between(start);
        scan.push(Span::new(start, end), true);
        scan.done = end;
        documents += 1;
    }
    scan.between(text.len());
    scan.chunks
}

struct Scan<'a> {
    text: &'a str,
    chunks: Vec<Chunk>,
    /// Up to where `chunks` reach.
    done: usize,
}

impl Scan<'_> {
    /// Where the next document starts.
    fn start(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let candidates = rest.match_indices(['{', '[', '"', '%', '｛']);
        let mut starts = candidates.map(|(at, mark)| (from + at, mark));
        starts.find(|(at, mark)| self.begins(*at, mark)).map(|(at, _)| at)
    }

    fn begins(&self, at: usize, mark: &str) -> bool {
        let inside = self.text.get(at + mark.len()..).unwrap_or_default();
        match mark {
            "{" | "｛" => self.begins_object(at, inside),
            "[" => {
                let next = inside.trim_start();
                next.starts_with(['{', '"', '\'', '[', ']', '“', '‘']) || next.starts_with("u'")
            }
            "\"" => self.begins_string(at, inside),
            _ => {
                let code = inside.get(..2).unwrap_or_default();
                code.eq_ignore_ascii_case("7B") || code.eq_ignore_ascii_case("5B")
            }
        }
    }

    /// `${name}` and `{name}` in a sentence are none.
    fn begins_object(&self, at: usize, inside: &str) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        if before.ends_with('$') {
            return false;
        }
        let next = inside.trim_start();
        let name = next.trim_start_matches(|char: char| {
            char.is_alphanumeric() || matches!(char, '_' | '<' | '>')
        });
        match next.chars().next() {
            None => self.is_first_on_line(at),
            Some(
                '"' | '\'' | '}' | '{' | '\\' | '&' | '“' | '”' | '‘' | '’' | '/' | '#' | '＂'
                | ',',
            ) => true,
            Some(_) if name.len() < next.len() => {
                name.trim_start().starts_with([':', '：', '"', '”'])
            }
            Some(_) => false,
        }
    }

    /// A string with a document in it, or members whose braces were not copied.
    fn begins_string(&self, at: usize, inside: &str) -> bool {
        let next = inside.trim_start();
        let is_encoded = next.starts_with("{\\")
            || next.starts_with("[{\\")
            || next.starts_with("\\\"{")
            || next.starts_with("%7B")
            || next.starts_with("%7b");
        if is_encoded {
            return true;
        }
        if !self.is_first_on_line(at) {
            return false;
        }
        const LONGEST_NAME: usize = 64;
        let name = inside.find(['"', '\n']).filter(|length| *length <= LONGEST_NAME);
        let Some(after) = name.and_then(|name| inside.get(name..)?.strip_prefix('"')) else {
            return false;
        };
        after.trim_start_matches([' ', '\t']).starts_with([':', '：'])
    }

    fn is_first_on_line(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let indent = before.trim_end_matches([' ', '\t', '\u{feff}']);
        indent.is_empty() || indent.ends_with(['\n', '\r'])
    }

    /// Whether the document at `start` has no bracket of its own around it.
    fn is_open(&self, start: usize) -> end::Opening {
        let rest = self.text.get(start..).unwrap_or_default();
        let inside = rest.get(1..).unwrap_or_default().trim_start();
        if rest.starts_with('%') {
            end::Opening::Word
        } else if !rest.starts_with('"') {
            end::Opening::Bracket
        } else if inside.starts_with(['{', '[', '\\', '%']) {
            end::Opening::String
        } else {
            end::Opening::Absent
        }
    }

    /// What stands between the last document and `end`.
    fn between(&mut self, end: usize) {
        self.push(Span::new(self.done, end), false);
    }

    fn push(&mut self, span: Span, is_document: bool) {
        let text = span.of(self.text);
        let is_blank = |char: char| char.is_whitespace() || char == '\u{feff}';
        let start = span.end - text.trim_start_matches(is_blank).len();
        let span = Span::new(start, start + text.trim_matches(is_blank).len());
        if !span.is_empty() {
            self.chunks.push(Chunk { span, is_document });
        }
    }
}

#[cfg(test)]
mod tests;
