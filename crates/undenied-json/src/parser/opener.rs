//! Openers: written ones, ones of the wrong kind, and those that what follows shows to be missing.

use super::{
    MAX_DEPTH, Parser,
    frame::{Expects, Frame, Opener},
};
use crate::{
    Edit, Node, Span, SyntaxErrorKind, Value,
    lexer::{Bracket, Kind, Token},
};

impl Parser<'_> {
    pub(super) fn open(&mut self, bracket: Bracket) {
        let Some(token) = self.token(0) else { return };
        if self.frames.len() >= MAX_DEPTH {
            return self.skip_too_deep(token);
        }
        let was_wrong = self.is_wrong_opener(bracket);
        let meant = if was_wrong { bracket.other() } else { bracket };
        let error = was_wrong.then_some(self.errors.len());
        let opener =
            Opener { span: token.span, line: token.line, indent: self.indent(token), error };
        if was_wrong {
            self.wrong_opener(token, meant.opener());
        } else {
            self.take_punctuation(bracket.opener());
        }
        self.push(Frame::new(meant, opener));
    }

    fn wrong_opener(&mut self, token: Token, expected: char) {
        self.take();
        let found = token.span.of(self.text).chars().next().unwrap_or(expected);
        let repair = Edit::replace(token.span, expected);
        self.report(SyntaxErrorKind::WrongOpener { found, expected }, token.span, [repair]);
    }

    fn skip_too_deep(&mut self, opener: Token) {
        let mut depth = 0_usize;
        while let Some(token) = self.token(0) {
            self.take();
            match token.kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.report(SyntaxErrorKind::TooDeep, opener.span, []);
        let span = Span::new(opener.span.start, self.last_end);
        self.attach(Node { span, value: Value::Missing });
    }

    fn push(&mut self, frame: Frame) {
        self.frames.push(frame);
        self.deepest = self.deepest.max(self.frames.len());
    }

    pub(super) fn implied_object(&mut self) {
        let start = self.token(0).map_or(self.last_end, |token| token.span.start);
        self.open_implied(Bracket::Object, start);
    }

    /// An array that `first` has begun.
    pub(super) fn implied_array(&mut self, first: Node) {
        self.open_implied(Bracket::Array, first.span.start);
        self.attach(first);
    }

    /// Opens a container whose opener is not in the text.
    pub(super) fn open_implied(&mut self, bracket: Bracket, start: usize) {
        let expected = bracket.opener();
        let kind = SyntaxErrorKind::MissingOpener { expected };
        self.report(kind, Span::at(start), [Edit::insert(start, expected)]);
        let (line, indent) = self.token(0).map_or((0, 0), |token| (token.line, self.indent(token)));
        let opener = Opener { span: Span::at(start), line, indent, error: None };
        self.implied += 1;
        self.push(Frame::new(bracket, opener));
    }

    /// Whether what follows the opener that comes next belongs into the other container.
    fn is_wrong_opener(&self, bracket: Bracket) -> bool {
        match bracket {
            Bracket::Array => self.is_wordy_name(1) && !self.has_more_closers(),
            Bracket::Object => self.is_plain_list(1),
        }
    }

    /// `{{`, and fewer closers than openers.
    pub(super) fn is_doubled(&self, bracket: Bracket) -> bool {
        bracket == Bracket::Object && self.is_name(1) && self.has_fewer_closers()
    }

    /// `"name": value` in an array, and more closers than openers.
    pub(super) fn lacks_brace(&self, bracket: Bracket, expects: Expects) -> bool {
        let fits = expects == Expects::FirstItem || self.has_more_closers();
        fits && bracket == Bracket::Array && self.is_wordy_name(0) && self.frames.len() < MAX_DEPTH
    }

    /// `"name": value, value` in an object, and more closers than openers.
    pub(super) fn lacks_bracket(&self, bracket: Bracket) -> bool {
        let is_value = match self.kind(1) {
            Some(Kind::Open(_)) => true,
            Some(Kind::String(_) | Kind::Word) => !self.is_name(1),
            _ => false,
        };
        let is_list = bracket == Bracket::Object && self.kind(0) == Some(Kind::Comma) && is_value;
        is_list && self.has_more_closers() && self.deepest < MAX_DEPTH
    }
}
