//! Where a string ends, also when its closing quote is missing or of another style.

use super::{
    Kind, Lexer, Quotes,
    chars::{Family, family},
    word::{Word, classify},
};
use crate::{Span, highlight::TokenClass};

/// Where the content ends, and the closing quote after it.
struct End {
    content: usize,
    quote: Option<char>,
}

impl Lexer<'_> {
    pub(super) fn string(&mut self, family: Family) {
        let start = self.at;
        let Some(opener) = self.peek() else { return };
        let open = self.opening_quotes(opener, family);
        let end = self.string_end(opener, family, start + open * opener.len_utf8());
        self.at = end.content;
        let close = end.quote.map_or(0, |quote| self.closing_quotes(quote));
        self.at += end.quote.map_or(0, |quote| close * quote.len_utf8());
        let quotes = Quotes { open, close };
        self.push(Kind::String(quotes), start, TokenClass::String);
        let inner = Span::new(start, self.at).of(self.text);
        let breaks = inner.matches('\n').count();
        self.lexed.indents.extend(std::iter::repeat_n(0, breaks));
    }

    /// Usually 1; `""Allow"` begins with two.
    fn opening_quotes(&self, opener: char, kin: Family) -> usize {
        let count = self.quotes_here(opener);
        if count == 1 {
            return 1;
        }
        let inside = self.at + count * opener.len_utf8();
        let next = self.text.get(inside..).and_then(|rest| rest.chars().next());
        let is_text = next.is_some_and(|char| !char.is_whitespace() && family(char) != Some(kin));
        if is_text && !self.ends_item(inside) { count } else { 1 }
    }

    fn closing_quotes(&self, closer: char) -> usize {
        let count = self.quotes_here(closer);
        if count > 1 && self.ends_item(self.at + count * closer.len_utf8()) { count } else { 1 }
    }

    /// Three at most, as in Python; the bound keeps a long run linear.
    fn quotes_here(&self, quote: char) -> usize {
        self.rest().chars().take(3).take_while(|char| *char == quote).count()
    }

    fn string_end(&self, opener: char, kin: Family, inside: usize) -> End {
        let mut multiline_until = inside;
        let mut at = inside;
        loop {
            at = self.plain_end(opener, at);
            let mut chars = self.text.get(at..).unwrap_or_default().chars();
            let Some(char) = chars.next() else { break };
            match char {
                '\\' if !chars.as_str().starts_with(['\n', '\r']) => {
                    at += chars.next().map_or(0, char::len_utf8);
                }
                '\n' | '\r' if at >= multiline_until => match self.closing_on_later_line(kin, at) {
                    Some(quote) => multiline_until = quote,
                    None => return self.cut(kin, Span::new(inside, at)),
                },
                _ if self.closes(opener, kin, at, char) => {
                    return self.closed_or_cut(kin, inside, at, char);
                }
                _ => {}
            }
            at += char.len_utf8();
        }
        self.cut(kin, Span::new(inside, self.text.len()))
    }

    /// Where the text from `at` on may end or go on in another way. After a plain quote those are
    /// single bytes, which are faster to find than characters.
    fn plain_end(&self, opener: char, at: usize) -> usize {
        if opener != '"' {
            return at;
        }
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r'));
        at + plain.unwrap_or(rest.len())
    }

    /// A plain quote is closed by a plain quote only, as JSON has it; others by any of their kin.
    fn closes(&self, opener: char, kin: Family, at: usize, char: char) -> bool {
        if opener == '"' {
            char == '"'
        } else {
            family(char) == Some(kin) && !self.is_apostrophe(at, char)
        }
    }

    /// In `"Effect: "Allow"` the second quote opens the next string: text follows it, and what
    /// stands before it is punctuation.
    fn closed_or_cut(&self, kin: Family, inside: usize, at: usize, quote: char) -> End {
        let closed = End { content: at, quote: Some(quote) };
        let next = self.text.get(at + quote.len_utf8()..).unwrap_or_default();
        let follows_string = |char: char| {
            matches!(char, ']' | '}' | ',' | ':' | '/' | '#' | '"' | '\'') || char.is_whitespace()
        };
        if next.is_empty() || next.starts_with(follows_string) {
            return closed;
        }
        let content = Span::new(inside, at).of(self.text);
        if !content.trim_end().ends_with([',', ':', '[', '{', '：', '，']) {
            return closed;
        }
        self.cut(kin, Span::new(inside, at))
    }

    /// The closing quote was forgotten within `span`: what looks like JSON's own punctuation at
    /// its end belongs to JSON again.
    fn cut(&self, kin: Family, span: Span) -> End {
        let kept = without_value(without_punctuation(span.of(self.text)));
        let content = span.start + kept.len();
        match kept.chars().next_back() {
            Some(char)
                if family(char) == Some(kin)
                    && !self.is_apostrophe(content - char.len_utf8(), char) =>
            {
                End { content: content - char.len_utf8(), quote: Some(char) }
            }
            _ => End { content, quote: None },
        }
    }

    /// A string may go over lines by mistake: then its next quote closes it. A quote that opens
    /// the next string instead shows that this one was never closed.
    fn closing_on_later_line(&self, kin: Family, line_end: usize) -> Option<usize> {
        let rest = self.text.get(line_end..)?;
        let (offset, quote) = rest.char_indices().find(|(offset, char)| {
            family(*char) == Some(kin) && !self.is_apostrophe(line_end + offset, *char)
        })?;
        let at = line_end + offset;
        let is_escaped = self.text.get(..at)?.ends_with('\\');
        (is_escaped || self.ends_item(at + quote.len_utf8())).then_some(at)
    }

    /// Whether what follows `at` is what follows a whole string.
    pub(super) fn ends_item(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', '\t']);
        rest.is_empty()
            || rest.starts_with([':', ',', '}', ']', '\n', '\r', '：', '，', '｝', '］'])
    }

    /// The one in `don't`.
    pub(super) fn is_apostrophe(&self, at: usize, char: char) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let after = self.text.get(at + char.len_utf8()..).unwrap_or_default();
        family(char) == Some(Family::Single)
            && before.ends_with(is_letter)
            && after.starts_with(is_letter)
    }
}

/// As good as `char::is_alphanumeric`, whose tables of all scripts weigh 2 KiB (brotli) in wasm.
const fn is_letter(char: char) -> bool {
    match char {
        // Punctuation, symbols and spaces: Latin's, then those of all scripts, then Chinese, Japanese and Korean.
        '\u{80}'..='\u{bf}'
        | '\u{2000}'..='\u{2bff}'
        | '\u{3000}'..='\u{303f}'
        | '\u{ff00}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' => false,
        _ => char.is_ascii_alphanumeric() || !char.is_ascii(),
    }
}

/// `a` of `a: 1`, where the quote after a name was forgotten.
fn without_value(content: &str) -> &str {
    match crate::cut(content, ": ") {
        Some((name, value)) if !name.contains(' ') && is_plain_value(value) => name,
        _ => content,
    }
}

fn is_plain_value(text: &str) -> bool {
    text.starts_with(['{', '[']) || matches!(classify(text), Word::Literal(_) | Word::Number)
}

/// Closing brackets stay where they close one of the content's own, as in `${aws:username}`.
fn without_punctuation(content: &str) -> &str {
    let mut open = content.matches(['{', '[']).count();
    let mut close = content.matches(['}', ']']).count();
    let mut kept = content;
    while let Some(char) = kept.chars().next_back() {
        match char {
            '}' | ']' if open < close => close -= 1,
            '{' | '[' => open -= 1,
            ',' | ':' | '，' | '：' | ' ' | '\t' => {}
            _ => break,
        }
        kept = kept.strip_suffix(char).unwrap_or_default();
    }
    kept
}
