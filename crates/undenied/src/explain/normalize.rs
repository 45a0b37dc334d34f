//! Undoes what happens to an error on its way into a paste: colours, escapes, encodings, frames
//! and full-width signs. Not: line breaks, which [`super::page`] looks through.

use std::ops::Range;

use undenied_json::Span;

use crate::intake::{Origin, Transcript};

/// How often the text may have been escaped, one around the other.
const LAYERS: usize = 3;

/// `text` as its author's program printed it, as far as that can be told, and where its parts were
/// in `text`.
pub(super) fn normalize(text: &str) -> (String, Origin) {
    let mut normal = plain(text);
    if normal.0.contains('%') {
        normal = undo(&normal, percent_decoded);
    }
    let has = |text: &str, signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    for _ in 0..LAYERS {
        if has(&normal.0, &["&quot;", "&lt;", "&amp;", "&#", "&apos;"]) {
            normal = undo(&normal, entities_decoded);
        }
        if has(&normal.0, &["\\\"", "\\n", "\\u00", "\\/", "\\'"]) {
            normal = undo(&normal, unescaped);
        }
    }
    normal
}

fn undo(outer: &(String, Origin), layer: fn(&str) -> (String, Origin)) -> (String, Origin) {
    let (text, origin) = layer(&outer.0);
    (text, origin.through(&outer.1))
}

/// A copy of a text in the making, with the exceptions that are made.
struct Copier<'a> {
    source: &'a str,
    transcript: Transcript,
    /// How much of `source` is copied or replaced.
    done: usize,
}

impl<'a> Copier<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, transcript: Transcript::default(), done: 0 }
    }

    fn replace(&mut self, range: Range<usize>, text: &str) {
        self.transcript.keep(self.source, Span::new(self.done, range.start));
        self.transcript.write(text, Span::new(range.start, range.end));
        self.done = range.end;
    }

    fn replace_with_sign(&mut self, range: Range<usize>, sign: char) {
        self.replace(range, sign.encode_utf8(&mut [0; 4]));
    }

    fn finish(mut self) -> (String, Origin) {
        self.transcript.keep(self.source, Span::new(self.done, self.source.len()));
        self.transcript.finish()
    }
}

/// Without colour codes, frames, quotation marks of mail and invisible characters; punctuation in
/// ASCII.
fn plain(text: &str) -> (String, Origin) {
    let mut copier = Copier::new(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let mut rest = unframed(line);
        if rest.len() < line.len() {
            copier.replace(start..end - rest.len(), "");
        }
        while let Some(character) = rest.chars().next() {
            let at = end - rest.len();
            if let Some(after) = after_colour(rest) {
                copier.replace(at..end - after.len(), "");
                rest = after;
                continue;
            }
            let behind = at + character.len_utf8();
            match kept(character) {
                Some(kept) if kept == character => {}
                Some(kept) => copier.replace_with_sign(at..behind, kept),
                None => copier.replace(at..behind, ""),
            }
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
        start = end;
    }
    copier.finish()
}

/// The line without `> ` of a quotation or `│` of Terraform's frame.
fn unframed(line: &str) -> &str {
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches([' ', '\t']);
        let Some(inside) = inner.strip_prefix(['│', '╷', '╵', '>', '|']) else { return rest };
        if !(inside.is_empty() || inside.starts_with([' ', '\n', '\r'])) {
            return rest;
        }
        rest = inside;
    }
}

/// What follows a colour code: `ESC [ 31 m`, also with ESC spelt out or lost.
fn after_colour(text: &str) -> Option<&str> {
    if !text.starts_with(['\u{1b}', '\\', '␛', '^', '[']) {
        return None;
    }
    let escapes = ["\u{1b}", "\\u001b", "\\u001B", "\\x1b", "\\x1B", "\\033", "\\e", "␛", "^["];
    let behind = escapes.iter().find_map(|escape| text.strip_prefix(escape));
    let codes = behind.unwrap_or(text).strip_prefix('[')?;
    let length = codes.bytes().take(12).take_while(|b| b.is_ascii_digit() || *b == b';').count();
    let end = codes.as_bytes().get(length)?;
    let ends = if behind.is_some() { end.is_ascii_alphabetic() } else { *end == b'm' };
    ends.then(|| codes.get(length + 1..)).flatten()
}

const fn kept(character: char) -> Option<char> {
    Some(match character {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => return None,
        '\u{a0}' | '\u{3000}' | '\r' => ' ',
        '“' | '”' | '„' | '＂' => '"',
        '‘' | '’' | '＇' => '\'',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '／' => '/',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    })
}

/// `text` with every word decoded that holds encoded spaces or colons, as sentences and ARNs do and
/// addresses hardly.
fn percent_decoded(text: &str) -> (String, Origin) {
    let mut copier = Copier::new(text);
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if is_percent_encoded(word) {
            decode(word, start, &mut copier);
        }
        start += word.len();
    }
    copier.finish()
}

fn is_percent_encoded(word: &str) -> bool {
    let encoded = word.matches("%20").count() + word.matches("%3A").count();
    encoded >= 3 || encoded >= 1 && word.contains('+') && !word.contains("://")
}

/// A run of `%..` is one place, for a character may take several.
fn decode(word: &str, start: usize, copier: &mut Copier<'_>) {
    let plus_is_space = !word.contains("%20");
    let bytes = word.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let from = at;
        let mut decoded = Vec::new();
        while let Some([b'%', high, low]) = bytes.get(at..at + 3) {
            let Some(byte) = hexadecimal(*high, *low) else { break };
            decoded.push(byte);
            at += 3;
        }
        if !decoded.is_empty() {
            copier.replace(start + from..start + at, &String::from_utf8_lossy(&decoded));
            continue;
        }
        at += 1;
        if *byte == b'+' && plus_is_space {
            copier.replace(start + from..start + at, " ");
        }
    }
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}

fn entities_decoded(text: &str) -> (String, Origin) {
    const NAMED: [(&str, char); 5] =
        [("quot;", '"'), ("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("apos;", '\'')];
    let mut copier = Copier::new(text);
    let mut rest = text;
    while let Some((_, entity)) = rest.split_once('&') {
        let start = text.len() - entity.len() - 1;
        let named = NAMED
            .iter()
            .find_map(|(name, sign)| entity.strip_prefix(name).map(|after| (*sign, after)));
        rest = entity;
        if let Some((sign, after)) = named.or_else(|| numbered_entity(entity)) {
            copier.replace_with_sign(start..text.len() - after.len(), sign);
            rest = after;
        }
    }
    copier.finish()
}

/// `#39;` or `#x27;`.
fn numbered_entity(text: &str) -> Option<(char, &str)> {
    let number = text.strip_prefix('#')?;
    let length = number.bytes().take(8).position(|byte| byte == b';')?;
    let (digits, after) = number.split_at_checked(length)?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((char::from_u32(code)?, after.get(1..)?))
}

/// One layer of JSON's escapes less. A backslash that escapes nothing stays.
fn unescaped(text: &str) -> (String, Origin) {
    let mut copier = Copier::new(text);
    let mut rest = text;
    while let Some((_, escape)) = rest.split_once('\\') {
        let start = text.len() - escape.len() - 1;
        let sign = match escape.chars().next() {
            Some(sign @ ('"' | '\\' | '/' | '\'')) => Some((sign, 1)),
            Some('n' | 'r') => Some(('\n', 1)),
            Some('t') => Some((' ', 1)),
            Some('u') => unicode_escape(escape).map(|sign| (sign, 5)),
            _ => None,
        };
        rest = escape;
        if let Some((sign, length)) = sign {
            copier.replace_with_sign(start..start + 1 + length, sign);
            rest = escape.get(length..).unwrap_or_default();
        }
    }
    copier.finish()
}

fn unicode_escape(text: &str) -> Option<char> {
    let digits = text.get(1..5)?;
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalize(text: &str) -> String {
        super::normalize(text).0
    }

    #[test]
    fn colours_frames_and_quotations_go() {
        assert_eq!(normalize("\u{1b}[31mError:\u{1b}[0m x"), "Error: x");
        assert_eq!(normalize("[31m│ [0mError: [list] x"), "│ Error: [list] x");
        assert_eq!(normalize("│ Error: x\n> > y\n"), " Error: x\n y\n");
    }

    #[test]
    fn escapes_and_encodings_are_undone() {
        assert_eq!(normalize(r#"on \"arn:aws:s3:::b\"\u0026 x\\n"#), "on \"arn:aws:s3:::b\"& x\n");
        assert_eq!(normalize("&amp;quot;a&amp;quot; &#39;b&#x27;"), "\"a\" 'b'");
        assert_eq!(normalize("at User%3A%20arn%3Aaws%20is%20not"), "at User: arn:aws is not");
        assert_eq!(normalize("User%3A+arn%3Aaws+is+not"), "User: arn:aws is not");
    }

    #[test]
    fn every_part_is_found_again() {
        for (text, wanted, written) in [
            ("\u{1b}[31mError:\u{1b}[0m x", "x", "x"),
            ("> > on &quot;arn&quot; x", "\"arn\"", "&quot;arn&quot;"),
            (r#"a \"b\u0026c\" d"#, "b&c", r"b\u0026c"),
            ("at User%3A%20arn%3Aaws%20is", "arn:aws", "arn%3Aaws"),
            ("a\u{200b}b：c", "b:c", "b：c"),
        ] {
            let (plain, origin) = super::normalize(text);
            let start = plain.find(wanted).unwrap();
            let span = origin.locate(Span::new(start, start + wanted.len()));
            assert_eq!(span.of(text), written, "{text}");
        }
    }

    #[test]
    fn what_is_not_encoded_stays() {
        for text in ["a%20b c d e", "C:\\x\\temp", "a & b", "100%", "１：".trim_end_matches('：')]
        {
            assert_eq!(normalize(text).replace(' ', ""), text.replace(' ', ""));
        }
    }
}
