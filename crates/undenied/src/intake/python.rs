//! What Python prints for a dictionary, as JSON that the tolerant parser reads.

use undenied_json::Span;

use super::{Origin, Transcript};

/// `text` without what only Python writes: calls such as `datetime.datetime(2026, 1, 1)`, tuples, and
/// the letter before `u'...'`. `None` where it is no such dictionary.
pub(super) fn plain(text: &str) -> Option<(String, Origin)> {
    let inside =
        text.trim_start().strip_prefix(['{', '['])?.trim_start_matches(['[', '{', ' ', '\n', '\r']);
    let begins = inside.starts_with('\'') || inside.starts_with("u'");
    begins.then(|| Plain { text, at: 0, done: 0, transcript: Transcript::default() }.run())
}

struct Plain<'a> {
    text: &'a str,
    at: usize,
    /// Up to where `transcript` reaches.
    done: usize,
    transcript: Transcript,
}

impl Plain<'_> {
    fn run(mut self) -> (String, Origin) {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\'' | b'"' => self.at = self.string_end(self.at),
                b'(' => self.replace(self.at, self.at + 1, "["),
                b')' => self.replace(self.at, self.at + 1, "]"),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
                _ => self.at += 1,
            }
        }
        self.transcript.keep(self.text, Span::new(self.done, self.text.len()));
        self.transcript.finish()
    }

    fn word(&mut self) {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(self.at..).unwrap_or_default();
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
        let end = self.at + rest.iter().take_while(is_part).count();
        match bytes.get(end) {
            Some(b'(') => self.replace(self.at, self.call_end(end), "null"),
            Some(b'\'' | b'"') if end == self.at + 1 => self.replace(self.at, end, ""),
            _ => self.at = end,
        }
    }

    fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.transcript.keep(self.text, Span::new(self.done, start));
        self.transcript.write(with, Span::new(start, end));
        self.done = end;
        self.at = end;
    }

    /// Behind the parenthesis that closes the one at `start`.
    fn call_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\'' | b'"' => {
                    at = self.string_end(at);
                    continue;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        at
    }

    fn string_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let quote = bytes.get(start);
        let mut at = start + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                _ if Some(byte) == quote => return at + 1,
                _ => {}
            }
            at += 1;
        }
        self.text.len()
    }
}
