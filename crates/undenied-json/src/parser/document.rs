//! Where the JSON begins and ends in a text, and what is around it.

use super::Parser;
use crate::{
    Edit, Span, SyntaxErrorKind, TokenClass,
    lexer::{Bracket, Kind, Quotes, Token},
    parser::MAX_DEPTH,
};

const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

impl Parser<'_> {
    pub(super) fn document(&mut self) {
        let Some(start) = self.start() else {
            return self.no_document();
        };
        let before = self.skip_before(start);
        self.closers_left = self.lexed.tokens.iter().skip(start).map(|token| balance(*token)).sum();
        self.root_value();
        self.containers();
        self.list_without_brackets();
        let after = self.skip_after();
        let deleted: Vec<Span> = before.into_iter().chain(after).collect();
        self.report_trivia(&deleted);
    }

    fn no_document(&mut self) {
        let span = trimmed(self.text, Span::new(0, self.text.len()));
        if self.lexed.tokens.is_empty() && !self.has_comment() {
            let whole = Span::new(0, self.text.len());
            return self.report(SyntaxErrorKind::Empty, whole, []);
        }
        for token in &mut self.lexed.tokens {
            token.class = TokenClass::Stray;
        }
        self.report(SyntaxErrorKind::NoJson, span, []);
    }

    fn has_comment(&self) -> bool {
        let mut trivia = self.lexed.trivia.iter();
        trivia.any(|trivia| trivia.kind == crate::lexer::TriviaKind::Comment)
    }

    /// Index of the token with which the JSON begins.
    fn start(&self) -> Option<usize> {
        let is_opener = |index: &usize| matches!(self.kind(*index), Some(Kind::Open(_)));
        if self.begins_document(0) || self.is_quoted_name(0) {
            return Some(0);
        }
        let count = self.lexed.tokens.len();
        (0..count)
            .find(|index| self.surely_begins_document(*index))
            .or_else(|| (0..count).find(is_opener))
            .or_else(|| self.is_lone_scalar().then_some(0))
    }

    /// `[` may be prose, as in `[INFO]`.
    fn begins_document(&self, index: usize) -> bool {
        match self.kind(index) {
            Some(Kind::Open(Bracket::Object)) => true,
            Some(Kind::Open(Bracket::Array)) => !self.is_plain_word(index + 1),
            _ => false,
        }
    }

    fn surely_begins_document(&self, index: usize) -> bool {
        match (self.kind(index), self.kind(index + 1)) {
            (Some(Kind::Open(Bracket::Object)), Some(Kind::Close(closer))) => {
                closer == Bracket::Object
            }
            (Some(Kind::Open(Bracket::Object)), _) => self.is_name(index + 1),
            (Some(Kind::Open(Bracket::Array)), Some(next)) => {
                matches!(next, Kind::Open(Bracket::Object) | Kind::String(_))
            }
            _ => false,
        }
    }

    /// Members whose braces were not copied.
    fn is_quoted_name(&self, index: usize) -> bool {
        let is_quoted = matches!(self.kind(index), Some(Kind::String(Quotes { open: 1.., .. })));
        is_quoted && self.is_name(index)
    }

    /// One string, number or literal, at most with punctuation after it.
    fn is_lone_scalar(&self) -> bool {
        let rest = self.lexed.tokens.iter().skip(1);
        let mut rest = rest.map(|token| token.kind);
        let is_scalar = matches!(self.kind(0), Some(Kind::String(Quotes { open: 1.., .. })))
            || (self.kind(0) == Some(Kind::Word) && !self.is_plain_word(0));
        is_scalar && !rest.any(|kind| matches!(kind, Kind::String(_) | Kind::Word | Kind::Colon))
    }

    fn skip_before(&mut self, start: usize) -> Option<Span> {
        let first = self.token(start)?.span.start;
        for token in self.lexed.tokens.iter_mut().take(start) {
            token.class = TokenClass::Stray;
        }
        self.next = start;
        self.last_end = first;
        if start == 0 {
            return None;
        }
        let span = trimmed(self.text, Span::new(0, first));
        let gap = Span::new(span.end, first).of(self.text);
        let indent = gap.rfind(['\n', '\r']).map_or(0, |line_break| gap.len() - line_break - 1);
        let deleted = Span::new(0, first - indent);
        self.report(SyntaxErrorKind::TextBefore, span, [Edit::delete(deleted)]);
        Some(deleted)
    }

    fn root_value(&mut self) {
        let start = self.last_end;
        if self.is_quoted_name(0) {
            self.open_implied(Bracket::Object, start);
        } else {
            self.value();
        }
    }

    /// `{ ... }, { ... }`: the statements of a policy, say, without what was around them.
    fn list_without_brackets(&mut self) {
        let is_list =
            self.kind(0) == Some(Kind::Comma) && self.kind(1) == Some(Kind::Open(Bracket::Object));
        let is_list = is_list && self.deepest < MAX_DEPTH;
        if let Some(first) = self.root.take_if(|root| is_list && root.members().is_some()) {
            self.implied_array(first);
            self.containers();
        }
    }

    fn skip_after(&mut self) -> Option<Span> {
        let rest = self.lexed.tokens.iter().skip(self.next);
        if rest.clone().all(|token| matches!(token.kind, Kind::Close(_) | Kind::Comma)) {
            self.closers_after();
            return None;
        }
        let kind = match self.kind(0) {
            Some(Kind::Open(_)) => SyntaxErrorKind::ExtraDocument,
            _ => SyntaxErrorKind::TextAfter,
        };
        let span = trimmed(self.text, Span::new(self.last_end, self.text.len()));
        let line_break = usize::from(self.text.ends_with('\n'));
        let deleted = Span::new(self.last_end, self.text.len() - line_break);
        for token in self.lexed.tokens.iter_mut().skip(self.next) {
            token.class = TokenClass::Stray;
        }
        self.report(kind, span, [Edit::delete(deleted)]);
        Some(deleted)
    }

    fn closers_after(&mut self) {
        while let Some(token) = self.token(0) {
            let kind = match token.kind {
                Kind::Close(bracket) => {
                    SyntaxErrorKind::UnmatchedCloser { found: bracket.closer() }
                }
                _ => SyntaxErrorKind::TrailingComma,
            };
            self.delete(1, kind);
        }
    }
}

fn balance(token: Token) -> isize {
    match token.kind {
        Kind::Open(_) => -1,
        Kind::Close(_) => 1,
        _ => 0,
    }
}

/// `span` without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let covered = span.of(text);
    let start = span.start + covered.len() - covered.trim_start_matches(SPACE).len();
    let length = covered.trim_matches(SPACE).len();
    Span::new(start, start + length)
}
