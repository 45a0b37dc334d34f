//! The inside of a string: escapes decoded, what JSON refuses there reported.

use super::Parser;
use crate::{
    Edit, Span, SyntaxErrorKind, Text,
    lexer::{Quotes, escaped},
};

const REPLACEMENT: char = '\u{FFFD}';

impl Parser<'_> {
    /// The text of the string at `span`, whatever its quotes.
    pub(super) fn string_text(&mut self, span: Span, quotes: Quotes) -> Text {
        let source = span.of(self.text);
        let opener = source.chars().next().filter(|_| quotes.open > 0);
        let closer = source.chars().next_back().filter(|_| quotes.close > 0);
        let length = |quote: Option<char>| quote.map_or(0, char::len_utf8);
        let whole = span;
        let span = Span::new(
            span.start + quotes.open.saturating_sub(1) * length(opener),
            span.end - quotes.close.saturating_sub(1) * length(closer),
        );
        let content = Span::new(span.start + length(opener), span.end - length(closer));
        self.extra_quotes(Span::new(whole.start, span.start));
        if opener.is_none() {
            let repair = Edit::insert(span.start, "\"");
            self.report(SyntaxErrorKind::MissingOpeningQuote, span, [repair]);
        }
        let found = opener.into_iter().chain(closer).find(|quote| *quote != '"');
        let mut decoder = Decoder::new(self, content, found.is_some());
        decoder.run();
        let Decoder { value, steps, requote, .. } = decoder;
        if let Some(found) = found {
            let outer = [
                opener.map(|_| Span::new(span.start, content.start)),
                closer.map(|_| Span::new(content.end, span.end)),
            ];
            let wrong = outer.into_iter().flatten().filter(|quote| quote.of(self.text) != "\"");
            let edits: Vec<Edit> =
                wrong.map(|quote| Edit::replace(quote, "\"")).chain(requote).collect();
            self.report(SyntaxErrorKind::WrongQuotes { found }, span, edits);
        }
        if closer.is_none() {
            let repair = Edit::insert(span.end, "\"");
            self.report(SyntaxErrorKind::MissingClosingQuote, span, [repair]);
        }
        self.extra_quotes(Span::new(span.end, whole.end));
        Text { value, span: whole, content, steps }
    }

    fn extra_quotes(&mut self, span: Span) {
        if !span.is_empty() {
            self.report(SyntaxErrorKind::ExtraQuote, span, [Edit::delete(span)]);
        }
    }
}

struct Decoder<'p, 't> {
    parser: &'p mut Parser<'t>,
    at: usize,
    end: usize,
    /// The string has other quotes than JSON's.
    is_foreign: bool,
    value: String,
    steps: Vec<(usize, usize)>,
    /// What has to change inside the string because its quotes do.
    requote: Vec<Edit>,
}

impl<'p, 't> Decoder<'p, 't> {
    fn new(parser: &'p mut Parser<'t>, content: Span, is_foreign: bool) -> Self {
        Self {
            parser,
            at: content.start,
            end: content.end,
            is_foreign,
            value: String::new(),
            steps: Vec::new(),
            requote: Vec::new(),
        }
    }

    fn run(&mut self) {
        while self.at < self.end {
            let rest = self.rest();
            let is_plain = |byte: &u8| *byte >= b' ' && !matches!(byte, b'\\' | b'"');
            let plain = rest.bytes().take_while(is_plain).count();
            self.value.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.rest().chars().next() {
                Some('\\') => self.escape(),
                Some('"') => self.inner_quote(),
                Some(control) => self.control_characters(control),
                None => {}
            }
        }
    }

    fn rest(&self) -> &'t str {
        Span::new(self.at, self.end).of(self.parser.text)
    }

    /// Only strings with other quotes have one inside.
    fn inner_quote(&mut self) {
        self.requote.push(Edit::insert(self.at, "\\"));
        self.value.push('"');
        self.at += 1;
    }

    /// A run of them is one slip.
    fn control_characters(&mut self, found: char) {
        let rest = self.rest();
        let length = rest.find(|char| char >= ' ').unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        let run = span.of(self.parser.text);
        self.value.push_str(run);
        self.at = span.end;
        let repair = run.chars().filter_map(escaped).collect::<String>();
        let kind = SyntaxErrorKind::ControlCharacter { found };
        self.parser.report(kind, span, [Edit::replace(span, repair)]);
    }

    fn escape(&mut self) {
        let Some(char) = self.rest().chars().nth(1) else {
            return self.lone_backslash(None);
        };
        match char {
            '"' | '\\' | '/' => self.decoded(char, 2),
            'b' => self.decoded('\u{8}', 2),
            'f' => self.decoded('\u{C}', 2),
            'n' => self.decoded('\n', 2),
            'r' => self.decoded('\r', 2),
            't' => self.decoded('\t', 2),
            'u' => self.unicode_escape(),
            '\'' => self.escaped_apostrophe(),
            _ => self.lone_backslash(Some(char)),
        }
    }

    /// `length` bytes of the source mean `char`.
    fn decoded(&mut self, char: char, length: usize) {
        self.value.push(char);
        self.at += length;
        self.steps.push((self.value.len(), self.at));
    }

    fn unicode_escape(&mut self) {
        const LENGTH: usize = "\\u0000".len();
        let Some(unit) = self.code_unit(0) else {
            return self.lone_backslash(Some('u'));
        };
        if let Some(char) = char::from_u32(unit.into()) {
            return self.decoded(char, LENGTH);
        }
        let pair = self.code_unit(LENGTH).map(|second| [unit, second]);
        let whole = pair.and_then(|pair| String::from_utf16(&pair).ok());
        if let Some(char) = whole.and_then(|whole| whole.chars().next()) {
            return self.decoded(char, 2 * LENGTH);
        }
        let span = Span::new(self.at, self.at + LENGTH);
        let repair = Edit::replace(span, "\\ufffd");
        self.parser.report(SyntaxErrorKind::LoneSurrogate, span, [repair]);
        self.decoded(REPLACEMENT, LENGTH);
    }

    /// The `\uXXXX` that begins `ahead` bytes further.
    fn code_unit(&self, ahead: usize) -> Option<u16> {
        let digits = self.rest().get(ahead..)?.strip_prefix("\\u")?.get(..4)?;
        let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| all_hex)
    }

    /// Needless in JSON's quotes, and part of the style in single ones.
    fn escaped_apostrophe(&mut self) {
        let repair = Edit::delete(Span::new(self.at, self.at + 1));
        if self.is_foreign {
            self.requote.push(repair);
        } else {
            let span = Span::new(self.at, self.at + 2);
            let kind = SyntaxErrorKind::InvalidEscape { found: '\'' };
            self.parser.report(kind, span, [repair]);
        }
        self.decoded('\'', 2);
    }

    /// It stands for itself: `C:\Users`.
    fn lone_backslash(&mut self, found: Option<char>) {
        let length = 1 + found.map_or(0, char::len_utf8);
        let kind = SyntaxErrorKind::InvalidEscape { found: found.unwrap_or('\\') };
        let repair = Edit::insert(self.at, "\\");
        let span = Span::new(self.at, self.at + length);
        self.parser.report(kind, span, [repair]);
        self.value.push('\\');
        self.at += 1;
    }
}
