//! Bare words: where they end, and whether one is a literal, a number or text without quotes.

use super::{
    Kind, Lexer, Quotes,
    chars::{self, family},
};
use crate::{Span, highlight::TokenClass};

/// What a bare word means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// `true`, `false` or `null`, and whether it is spelled so.
    Literal(&'static str),
    WrongLiteral(&'static str),
    Number,
    /// A number in a form that JSON refuses, and the form that it takes.
    WrongNumber(String),
    Text,
}

pub(crate) fn classify(word: &str) -> Word {
    match word {
        "true" => Word::Literal("true"),
        "false" => Word::Literal("false"),
        "null" => Word::Literal("null"),
        "True" | "TRUE" => Word::WrongLiteral("true"),
        "False" | "FALSE" => Word::WrongLiteral("false"),
        "None" | "Null" | "NULL" | "undefined" | "NaN" | "nan" | "Infinity" | "-Infinity" => {
            Word::WrongLiteral("null")
        }
        _ if is_number(word) => Word::Number,
        _ => as_number(word).map_or(Word::Text, Word::WrongNumber),
    }
}

/// As in RFC 8259, section 6.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|digits| digits.strip_prefix(['+', '-']).unwrap_or(digits));
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    is_digits(whole)
        && !has_leading_zero
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(is_digits)
}

/// The number that `word` was meant to be. One with many digits and a leading zero is a name for
/// something, an account or a telephone, and dropping the zero would name another: not a number.
fn as_number(word: &str) -> Option<String> {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let sign = if word.starts_with('-') { "-" } else { "" };
    if let Some(hex) = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X")) {
        let all_hex = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        return u64::from_str_radix(hex, 16)
            .ok()
            .filter(|_| all_hex)
            .map(|value| format!("{sign}{value}"));
    }
    if unsigned.starts_with('0') && unsigned.len() >= 10 && is_digits(unsigned) {
        return None;
    }
    let plain = unsigned.replace('_', "");
    let exponent = plain.find(['e', 'E']).and_then(|at| plain.split_at_checked(at));
    let (mantissa, exponent) = exponent.unwrap_or((plain.as_str(), ""));
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let fraction =
        fraction.map(|digits| format!(".{}", if digits.is_empty() { "0" } else { digits }));
    let number = format!("{sign}{whole}{}{exponent}", fraction.unwrap_or_default());
    is_number(&number).then_some(number)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Lexer<'_> {
    pub(super) fn word(&mut self) {
        let start = self.at;
        while let Some(char) = self.peek().filter(|char| self.belongs_to_word(start, *char)) {
            self.at += char.len_utf8();
            self.at += match char {
                '<' => self.length_to('>'),
                '$' if self.rest().starts_with('{') => self.length_to('}'),
                _ => 0,
            };
        }
        let word = Span::new(start, self.at).of(self.text);
        if let Some(quote) = self.peek().filter(|char| family(*char).is_some())
            && self.ends_item(self.at + quote.len_utf8())
        {
            self.at += quote.len_utf8();
            let quotes = Quotes { open: 0, close: 1 };
            return self.push(Kind::String(quotes), start, TokenClass::String);
        }
        let class = match classify(word) {
            Word::Literal(_) | Word::WrongLiteral(_) => TokenClass::Keyword,
            Word::Number | Word::WrongNumber(_) => TokenClass::Number,
            Word::Text => TokenClass::String,
        };
        self.push(Kind::Word, start, class);
    }

    fn belongs_to_word(&self, start: usize, char: char) -> bool {
        let ends = char.is_whitespace()
            || chars::is_invisible(char)
            || chars::punctuation(char).is_some()
            || (family(char).is_some() && !self.is_apostrophe(self.at, char));
        // A comment needs no space before it where the word is complete: `1// one`, but not `b/*`.
        !ends && (self.at == start || !self.comment_may_start(start))
    }

    fn comment_may_start(&self, start: usize) -> bool {
        let rest = self.rest();
        let starts = rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#');
        // The bound keeps a long run of slashes linear.
        if !starts || self.at - start > 32 {
            return false;
        }
        let word = Span::new(start, self.at).of(self.text);
        matches!(classify(word), Word::Literal(_) | Word::Number)
    }

    /// How long the rest of `<Your bucket ARN>` or `${aws:username}` is; 0 where nothing ends it.
    fn length_to(&self, closer: char) -> usize {
        let rest = self.rest();
        let stop = |char: char| {
            matches!(char, '<' | '>' | '$' | '\n' | '\r' | '}') || family(char).is_some()
        };
        match rest.find(stop) {
            Some(end) if rest.get(end..).is_some_and(|tail| tail.starts_with(closer)) => end + 1,
            _ => 0,
        }
    }
}
