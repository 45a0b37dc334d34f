//! The parts of a long text that may hold errors, so that megabytes of log cost no more to read than
//! the errors in them. Not: whether there is an error.

use undenied_json::{Span, sorted};

use super::{codes, japanese, message, saving};
use crate::intake::{Origin, Transcript};

/// A text up to this length is read whole.
const WHOLE: usize = 64 * 1024;
/// As much is read of a longer one.
const MOST: usize = 128 * 1024;
/// What an error takes before and behind the words that give it away.
const BEFORE: usize = 2_500;
const BEHIND: usize = 3_500;
/// As many different places are looked at.
const PLACES: usize = 400;
/// And as many that say the same as others are passed over.
const LOOKS: usize = 20_000;

/// Words of clients, found in logs of other things too.
const FRAMES: [&str; 8] = [
    "anerroroccurred(",
    "operationerror",
    "(service:",
    "<code>",
    "s3error:",
    "s3serviceexception:",
    "errorexecuting\"",
    "::errors::",
];

/// The parts of `text` to read, where they stand in it.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) text: String,
    pub(super) origin: Origin,
}

/// What to read of `text`. Telling words come before clients' frames where not all can be read.
pub(super) fn excerpt(text: &str) -> Excerpt {
    if text.len() <= WHOLE {
        let origin = Origin::whole(text);
        return Excerpt { text: text.to_owned(), origin };
    }
    let mut kept = Kept { text, spans: Vec::new(), length: 0, seen: Vec::new(), looked_at: 0 };
    Phrases::new(telling()).each(text, |at| kept.take(at));
    Phrases::new(FRAMES.map(str::to_owned).to_vec()).each(text, |at| kept.take(at));
    kept.finish()
}

/// Words that only errors about access have, squeezed.
fn telling() -> Vec<String> {
    let names = codes::CODES.iter().map(|code| code.name).filter(|name| name.len() > 9);
    let words = codes::CODES.iter().flat_map(|code| code.words.iter().copied());
    let sentences = japanese::phrases().chain([message::ANCHOR, "errorcode:"]);
    let phrases = words.chain(saving::phrases()).chain(sentences);
    names.map(codes::squeezed).chain(phrases.map(str::to_owned)).collect()
}

struct Kept<'a> {
    text: &'a str,
    /// Apart from each other, in order of finding.
    spans: Vec<Span>,
    length: usize,
    /// The words around each place, without digits: a log says the same a thousand times.
    seen: Vec<String>,
    looked_at: usize,
}

impl Kept<'_> {
    /// Whether more places are wanted.
    fn take(&mut self, at: usize) -> bool {
        if self.length >= MOST || self.seen.len() >= PLACES || self.looked_at >= LOOKS {
            return false;
        }
        let is_well_inside = |span: &Span| span.start <= at && at + BEHIND / 2 <= span.end;
        if self.spans.last().is_some_and(is_well_inside) {
            return true;
        }
        self.looked_at += 1;
        let words = self.words_around(at);
        if !self.seen.contains(&words) {
            self.seen.push(words);
            let start = self.fitted(at.saturating_sub(BEFORE));
            let end = self.fitted(at + BEHIND);
            let is_inside = |span: &Span| span.start <= start && end <= span.end;
            if !self.spans.iter().any(is_inside) {
                self.length += end - start;
                self.spans.push(Span::new(start, end));
            }
        }
        true
    }

    fn words_around(&self, at: usize) -> String {
        let near = Span::new(self.fitted(at.saturating_sub(200)), self.fitted(at + 300));
        near.of(self.text).chars().filter(|character| !character.is_ascii_digit()).collect()
    }

    fn fitted(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn finish(self) -> Excerpt {
        let mut transcript = Transcript::default();
        let mut done = 0;
        for span in sorted(self.spans, &Ord::cmp) {
            let start = span.start.max(done);
            if start >= span.end {
                continue;
            }
            if start > done && !transcript.text.is_empty() {
                transcript.write("\n", Span::at(start));
            }
            transcript.keep(self.text, Span::new(start, span.end));
            done = span.end;
        }
        let (text, origin) = transcript.finish();
        Excerpt { text, origin }
    }
}

/// Squeezed phrases, all looked for at once.
struct Phrases {
    /// By their first byte.
    phrases: Vec<Vec<String>>,
    /// For each pair of bytes, in a table of as many bits as there are pairs, whether a phrase
    /// begins so.
    pairs: Vec<u64>,
}

impl Phrases {
    fn new(all: Vec<String>) -> Self {
        let mut phrases = vec![Vec::new(); 256];
        let mut pairs = vec![0; 1_024];
        for phrase in all {
            let [first, second, ..] = phrase.as_bytes() else { continue };
            let pair = usize::from(*first) << 8 | usize::from(*second);
            if let Some(bits) = pairs.get_mut(pair / 64) {
                *bits |= 1 << (pair % 64);
            }
            if let Some(of_byte) = phrases.get_mut(usize::from(*first)) {
                of_byte.push(phrase);
            }
        }
        Self { phrases, pairs }
    }

    /// Calls `found` with each place in `text` where a phrase begins, until it wants no more.
    fn each(&self, text: &str, mut found: impl FnMut(usize) -> bool) {
        let bytes = text.as_bytes();
        let mut before = (0, 0);
        for (at, byte) in bytes.iter().enumerate() {
            if byte.is_ascii_whitespace() {
                continue;
            }
            let byte = byte.to_ascii_lowercase();
            let (start, first) = before;
            before = (at, byte);
            let pair = usize::from(first) << 8 | usize::from(byte);
            let may_begin =
                self.pairs.get(pair / 64).is_some_and(|bits| bits >> (pair % 64) & 1 == 1);
            if may_begin
                && self.begins(first, bytes.get(start..).unwrap_or_default())
                && !found(start)
            {
                return;
            }
        }
    }

    fn begins(&self, first: u8, text: &[u8]) -> bool {
        let phrases = self.phrases.get(usize::from(first)).map(Vec::as_slice).unwrap_or_default();
        phrases.iter().any(|phrase| {
            let mut signs = text.iter().filter(|byte| !byte.is_ascii_whitespace());
            phrase
                .bytes()
                .all(|wanted| signs.next().is_some_and(|sign| sign.to_ascii_lowercase() == wanted))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(telling: &str) -> String {
        let noise = "2026-11-21 12:00:01 INFO all is well in the east\n".repeat(WHOLE / 20);
        [noise.as_str(), telling, "\n", noise.as_str()].concat()
    }

    #[test]
    fn a_short_text_is_read_whole() {
        assert_eq!(excerpt("all is well").text, "all is well");
    }

    #[test]
    fn an_error_in_a_long_log_is_found_however_it_is_wrapped() {
        for telling in
            ["Access Denied", "access\n  denied", "NoSuchBucketPolicy", "権限が\nありません"]
        {
            let text = long(telling);
            let excerpt = excerpt(&text);
            assert!(excerpt.text.contains(telling) && excerpt.text.len() < MOST, "{telling}");
            let start = excerpt.text.find(telling).unwrap();
            let span = excerpt.origin.locate(Span::new(start, start + telling.len()));
            assert_eq!(span.of(&text), telling);
        }
    }

    #[test]
    fn what_is_said_a_thousand_times_leaves_room_for_what_is_said_once() {
        let same = "2026-11-21 12:00:01 AccessDenied: Access Denied\n".repeat(4_000);
        let text = [same.as_str(), "ExpiredToken: The provided token has expired", same.as_str()];
        assert!(excerpt(&text.concat()).text.contains("ExpiredToken"));
    }

    #[test]
    fn nothing_is_left_of_a_long_text_without_errors() {
        assert_eq!(excerpt(&"a b c ".repeat(WHOLE)).text, "");
    }
}
