//! The loop over arrays and objects: items, commas and what is missing between them.

use super::{
    Parser,
    frame::{Expects, Frame},
};
use crate::{
    Edit, Node, Span, SyntaxErrorKind,
    lexer::{Bracket, Kind, Token},
};

impl Parser<'_> {
    /// Reads until no container is open. Each round consumes a token, closes a container or moves
    /// on from `Separator` to `Item`.
    pub(super) fn containers(&mut self) {
        while let Some(frame) = self.frames.last() {
            let (expects, bracket) = (frame.expects, frame.bracket());
            match self.token(0) {
                None => self.missing_closer(),
                Some(token) => self.step(expects, bracket, token),
            }
        }
    }

    fn step(&mut self, expects: Expects, bracket: Bracket, token: Token) {
        match (token.kind, expects) {
            (Kind::Close(_), _) => self.closer(token),
            (_, Expects::Separator) => self.separator(bracket, token),
            (Kind::Comma, _) => self.extra_commas(),
            (Kind::Open(found), Expects::FirstItem) if self.is_doubled(bracket) => {
                self.delete(1, SyntaxErrorKind::UnmatchedOpener { found: found.opener() });
            }
            _ if self.lacks_brace(bracket, expects) => self.implied_object(),
            _ => self.item(bracket, token),
        }
    }

    fn item(&mut self, bracket: Bracket, token: Token) {
        let indent = self.indent(token);
        if let Some(frame) =
            self.frames.last_mut().filter(|frame| token.leads && frame.item_indent.is_none())
        {
            frame.item_indent = Some(indent);
        }
        match bracket {
            Bracket::Array if token.kind == Kind::Colon => self.stray_colon(),
            Bracket::Array => self.value(),
            Bracket::Object => self.member(),
        }
    }

    /// Consumes the value that comes next, or opens it.
    pub(super) fn value(&mut self) {
        match self.kind(0) {
            Some(Kind::Open(bracket)) => self.open(bracket),
            Some(Kind::String(_) | Kind::Word) => {
                let node = self.scalar();
                self.attach(node);
            }
            _ => {}
        }
    }

    /// Puts a finished value where it belongs.
    pub(super) fn attach(&mut self, node: Node) {
        match self.frames.last_mut() {
            Some(frame) => frame.add(node),
            None => self.root = Some(node),
        }
    }

    pub(super) fn expect(&mut self, expects: Expects) {
        if let Some(frame) = self.frames.last_mut() {
            frame.expects = expects;
        }
    }

    fn separator(&mut self, bracket: Bracket, token: Token) {
        if self.lacks_bracket(bracket)
            && let Some(value) = self.frames.last_mut().and_then(Frame::reopen)
        {
            return self.implied_array(value);
        }
        let is_comma = token.kind == Kind::Comma;
        if self.was_closed_before(bracket, usize::from(is_comma)) {
            return self.missing_closer();
        }
        match token.kind {
            Kind::Comma => self.commas(bracket, token, SyntaxErrorKind::TrailingComma),
            Kind::Colon => self.commas(bracket, token, SyntaxErrorKind::UnexpectedColon),
            _ => {
                self.report_missing(SyntaxErrorKind::MissingComma, ",");
                self.expect(Expects::Item);
            }
        }
    }

    /// Consumes all commas that stand here, of which one may stay if an item follows. A colon
    /// there is taken for one; only in an object does it mean something after a comma.
    fn commas(&mut self, bracket: Bracket, first: Token, trailing: SyntaxErrorKind) {
        let later = (1..).take_while(|ahead| match self.kind(*ahead) {
            Some(Kind::Comma) => true,
            Some(Kind::Colon) => bracket == Bracket::Array,
            _ => false,
        });
        let count = 1 + later.count();
        if matches!(self.kind(count), None | Some(Kind::Close(_))) {
            return self.delete(count, trailing);
        }
        if first.kind == Kind::Colon {
            self.take();
            let repair = Edit::replace(first.span, ",");
            self.report(SyntaxErrorKind::UnexpectedColon, first.span, [repair]);
        } else {
            self.take_punctuation(',');
        }
        self.expect(Expects::Item);
        if count > 1 {
            self.delete(count - 1, SyntaxErrorKind::ExtraComma);
        }
    }

    fn extra_commas(&mut self) {
        let count = (0..).take_while(|ahead| self.kind(*ahead) == Some(Kind::Comma)).count();
        self.delete(count, SyntaxErrorKind::ExtraComma);
    }

    /// Reports the next `count` tokens as one slip and consumes them.
    pub(super) fn delete(&mut self, count: usize, kind: SyntaxErrorKind) {
        let edits: Vec<Edit> = (0..count).filter_map(|_| self.take_stray()).collect();
        let whole = edits.iter().map(|edit| edit.span).reduce(Span::to);
        if let Some(span) = whole {
            self.report(kind, span, edits);
        }
    }

    pub(super) fn stray_colon(&mut self) {
        self.delete(1, SyntaxErrorKind::UnexpectedColon);
    }
}
