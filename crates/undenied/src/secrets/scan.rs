//! One pass over a text that finds what must be hidden. Not: hiding it.

use undenied_json::find;

use std::ops::Range;

use super::{
    Hit, SecretKind,
    names::{Asks, Gap, GapKind, Name, gap_at, may_begin_name, name_at},
    value,
};

/// A bare secret access key is believed this near to an access key ID, in bytes.
const NEAR: usize = 400;

/// Length of an access key ID, and how much of either end stays readable.
const ID_LENGTH: usize = 20;
const ID_KEPT: usize = 4;

const KEY_LENGTH: usize = 40;

/// How much of a value is looked at to judge it.
const JUDGED: usize = 256;

/// The first characters of a session token, which tell one without a name.
const TOKEN_STARTS: [&str; 5] = ["FwoG", "FQoG", "FQoD", "IQoJ", "AQoD"];
const SHORTEST_TOKEN: usize = 64;

/// Everything secret in `text`, in no order.
pub(super) fn scan(text: &str) -> Vec<Hit> {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        hits: Vec::new(),
        near: Vec::new(),
        bare: Vec::new(),
        word_end: 0,
        value_end: 0,
    };
    scan.run();
    scan.hits
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    hits: Vec<Hit>,
    /// Where access key IDs and the word `secret` stand.
    near: Vec<usize>,
    /// What would be a secret access key if there were one of these near.
    bare: Vec<Range<usize>>,
    /// How far words and values have been measured: what lies within one is not measured again.
    word_end: usize,
    value_end: usize,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() {
            let end = self.found_at(at).unwrap_or(at + 1);
            at = end.max(at + 1);
        }
        let near = std::mem::take(&mut self.near);
        for hide in std::mem::take(&mut self.bare) {
            let first = near.partition_point(|at| at + NEAR < hide.start);
            if near.get(first).is_some_and(|at| *at < hide.end + NEAR) {
                self.hits.push(Hit { kind: SecretKind::SecretAccessKey, hide });
            }
        }
    }

    /// Where to go on when something was found at `at`.
    fn found_at(&mut self, at: usize) -> Option<usize> {
        let byte = self.byte(at);
        if byte == b'-' {
            return self.pem(at);
        }
        if let Some(end) =
            may_begin_name([byte, self.byte(at + 1)]).then(|| self.named(at)).flatten()
        {
            return Some(end);
        }
        let begins = at == 0 || !self.byte(at - 1).is_ascii_alphanumeric();
        if is_word(byte) && begins || self.is_percent_end(at) {
            return self.word(at);
        }
        None
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    fn part(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    fn hit(&mut self, kind: SecretKind, hide: Range<usize>) {
        self.hits.push(Hit { kind, hide });
    }

    /// Whether a word begins right behind `%XX`.
    fn is_percent_end(&self, at: usize) -> bool {
        at >= 3 && self.byte(at - 3) == b'%' && is_word(self.byte(at)) && {
            let code = [self.byte(at - 2), self.byte(at - 1)];
            code.iter().all(u8::is_ascii_hexdigit) && !is_slash_or_plus(code)
        }
    }

    /// `-----BEGIN … PRIVATE KEY-----` and all up to the next dashes.
    fn pem(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let name = rest.strip_prefix("-----BEGIN ")?;
        let (name, _) = name.split_at_checked(name.bytes().take(40).position(|b| b == b'-')?)?;
        let opener = "-----BEGIN ".len() + name.len() + "-----".len();
        if !name.ends_with("PRIVATE KEY") || rest.get(opener - 5..opener) != Some("-----") {
            return None;
        }
        let body = rest.get(opener..)?;
        let length = find(body, "-----").unwrap_or_else(|| {
            let is_key = |byte: u8| {
                is_word(byte) || byte.is_ascii_whitespace() || matches!(byte, b'=' | b'\\')
            };
            body.bytes().position(|byte| !is_key(byte)).unwrap_or(body.len())
        });
        self.hit(SecretKind::PrivateKey, at + opener..at + opener + length);
        Some(at + opener + length)
    }

    /// A name and the value behind it.
    fn named(&mut self, at: usize) -> Option<usize> {
        let Name { kind, end, asks } = name_at(self.text, at)?;
        if kind == SecretKind::SecretAccessKey {
            self.near.push(at);
        }
        let gap = gap_at(self.text, end)?;
        if gap.end >= self.value_end {
            self.value_end = gap.end + self.value_length(gap.end);
        }
        let value = self.part(gap.end..self.value_end);
        // A value may be followed by the full stop of its sentence.
        let value = value.trim_end_matches('.');
        if !is_secret(kind, asks, gap, value) {
            return None;
        }
        let range = gap.end..gap.end + value.len();
        let end = range.end;
        self.hit(kind, range);
        Some(end)
    }

    /// How far a value goes: to white space, a quotation mark or another delimiter, plain or encoded.
    fn value_length(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            let byte = self.byte(at);
            let next = [self.byte(at + 1), self.byte(at + 2)];
            let goes_on = match byte {
                b'%' => !ENCODED_ENDS.iter().any(|end| next.eq_ignore_ascii_case(end)),
                b'\\' => next[0] == b'/' || next[0] == b'u' && !self.is_escaped_end(at),
                b'\'' | b'"' | b'`' | b',' | b';' | b')' | b'(' | b']' | b'[' | b'}' | b'{'
                | b'&' | b'<' | b'>' | b'|' => false,
                _ => byte.is_ascii_graphic(),
            };
            if !goes_on {
                return at - start;
            }
            at += 1;
        }
    }

    /// `\u0026`, `\u0022`, `\u0027`, `\u003c`: what ends a value, escaped.
    fn is_escaped_end(&self, at: usize) -> bool {
        let code = self.bytes.get(at + 2..at + 6).unwrap_or_default();
        [b"0026", b"0022", b"0027", b"003c", b"003C"].iter().any(|end| code == end.as_slice())
    }

    /// A word that is a secret by its own form.
    fn word(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let known = match rest.get(..3) {
            Some("AKI" | "ASI") => self.access_key_id(at),
            Some("eyJ") => self.json_web_token(at),
            _ => None,
        };
        if known.is_some() {
            return known;
        }
        if at < self.word_end {
            return None;
        }
        let (end, length) = self.run_from(at);
        self.word_end = end;
        if length >= SHORTEST_TOKEN && TOKEN_STARTS.iter().any(|start| rest.starts_with(start)) {
            let padding = self.bytes.iter().skip(end).take(2).take_while(|b| **b == b'=').count();
            self.hit(SecretKind::SessionToken, at..end + padding);
            return Some(end + padding);
        }
        let before = if at > 0 { self.byte(at - 1) } else { b' ' };
        let after = self.byte(end);
        let is_dotted = after == b'.' && self.byte(end + 1).is_ascii_alphanumeric();
        let is_part = matches!(before, b'_' | b'-' | b'.' | b'*')
            || matches!(after, b'_' | b'-' | b'=' | b'*');
        let bounded = !is_part && !is_dotted;
        if length == KEY_LENGTH && bounded && value::is_random_key(self.part(at..end)) {
            self.bare.push(at..end);
            return None;
        }
        None
    }

    /// `AKIA` and 16 more; with `:` and a signature behind it in old `Authorization` headers.
    fn access_key_id(&mut self, at: usize) -> Option<usize> {
        let end = at + ID_LENGTH;
        let id = self.bytes.get(at..end)?;
        let is_id = matches!(id.get(..4), Some(b"AKIA" | b"ASIA"))
            && id.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !is_id || self.byte(end).is_ascii_alphanumeric() {
            return None;
        }
        self.near.push(at);
        self.hit(SecretKind::AccessKeyId, at + ID_KEPT..end - ID_KEPT);
        if self.byte(end) == b':' {
            let (signed, length) = self.run_from(end + 1);
            if length == 27 && self.byte(signed) == b'=' {
                self.hit(SecretKind::Signature, end + 1..signed + 1);
                return Some(signed + 1);
            }
        }
        Some(end)
    }

    /// Three parts of base64url with dots between them.
    fn json_web_token(&mut self, at: usize) -> Option<usize> {
        let part = |from: usize| {
            let rest = self.bytes.get(from..).unwrap_or_default();
            let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            from + rest.iter().take_while(is_part).count()
        };
        let header = part(at);
        if self.byte(header) != b'.' || header - at < 10 {
            return None;
        }
        let payload = part(header + 1);
        if self.byte(payload) != b'.' || payload - header < 10 {
            return None;
        }
        let end = part(payload + 1);
        self.hit(SecretKind::Token, at..end);
        Some(end)
    }

    /// End of the base64 that begins at `at`, and its length with `%2F`, `%2B` and `\/` decoded.
    fn run_from(&self, at: usize) -> (usize, usize) {
        let (mut end, mut length) = (at, 0);
        loop {
            let byte = self.byte(end);
            let next = [self.byte(end + 1), self.byte(end + 2)];
            end += match byte {
                byte if is_word(byte) => 1,
                b'%' if is_slash_or_plus(next) => 3,
                b'\\' if next[0] == b'/' => 2,
                _ => return (end, length),
            };
            length += 1;
        }
    }
}

/// `%22`, `%26`, `%27`, `%20`, `%2C`, `%3B`, `%3C`, `%7D`, `%5D`, `%0A`, `%5C`.
const ENCODED_ENDS: [&[u8]; 11] =
    [b"22", b"26", b"27", b"20", b"2C", b"3B", b"3C", b"7D", b"5D", b"0A", b"5C"];

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

fn is_slash_or_plus(code: [u8; 2]) -> bool {
    matches!(&code, b"2F" | b"2f" | b"2B" | b"2b")
}

/// Whether `value`, behind a name of `kind`, is to be hidden.
fn is_secret(kind: SecretKind, asks: Asks, gap: Gap, value: &str) -> bool {
    // The beginning tells; judging all of a long one for each name inside it would take for ever.
    let value = value.get(..JUDGED).unwrap_or(value);
    let is_quoted = gap.kind == GapKind::Quoted;
    match (kind, asks) {
        (SecretKind::SecretAccessKey, Asks::Looks) => {
            value.len() >= KEY_LENGTH && value::is_random_key(value)
        }
        (SecretKind::Signature, Asks::AnyValue) => {
            gap.kind > GapKind::Loose && value.len() >= 16 && value::is_given(value, is_quoted)
        }
        // One of 28 characters in a hundred has no digit.
        (SecretKind::Signature, _) => {
            gap.kind > GapKind::Loose
                && (value.len() >= 20 && value::is_mixed(value) || is_hexadecimal(value))
        }
        (SecretKind::Token, _) => value.len() >= 16 && value::is_given(value, false),
        (SecretKind::SessionToken, _) => {
            value.len() >= 16 && value::is_given(value, is_quoted) && gap.kind > GapKind::Loose
                || value.len() >= SHORTEST_TOKEN && value::is_random(value)
        }
        _ if gap.kind == GapKind::Loose => value.len() >= KEY_LENGTH && value::is_random_key(value),
        _ => value::is_given(value, is_quoted),
    }
}

fn is_hexadecimal(value: &str) -> bool {
    value.len() >= 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}
