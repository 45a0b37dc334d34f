//! One member of an object: name, colon, value, any of which may be missing.

use super::{
    Parser,
    frame::{Expects, Items},
};
use crate::{
    Edit, Node, Span, SyntaxErrorKind, Text, TokenClass, Value,
    lexer::{Kind, Quotes},
    parser::MAX_DEPTH,
};

impl Parser<'_> {
    pub(super) fn member(&mut self) {
        let Some(token) = self.token(0) else { return };
        let name = match token.kind {
            Kind::String(_) | Kind::Word => self.name(),
            Kind::Colon => self.missing_name(token.span.start, "\"\""),
            _ => self.missing_name(token.span.start, "\"\": "),
        };
        if let Some(Items::Object(_, pending)) =
            self.frames.last_mut().map(|frame| &mut frame.items)
        {
            *pending = Some(name);
        }
        match token.kind {
            Kind::Open(_) => self.value(),
            _ => self.colon(),
        }
    }

    fn missing_name(&mut self, at: usize, repair: &str) -> Text {
        let span = Span::at(at);
        self.report(SyntaxErrorKind::MissingName, span, [Edit::insert(at, repair)]);
        Text { value: String::new(), span, content: span, steps: Vec::new() }
    }

    fn name(&mut self) -> Text {
        let length = self.name_length(0).unwrap_or(1);
        let span = self.take_bare(length, TokenClass::Key);
        match self.last_quotes() {
            Some(quotes) => self.string_text(span, quotes),
            None => self.unquoted(span, SyntaxErrorKind::UnquotedName),
        }
    }

    /// After a name.
    fn colon(&mut self) {
        match self.kind(0) {
            Some(Kind::Colon) => {
                self.take_punctuation(':');
                let extra =
                    (0..).take_while(|ahead| self.kind(*ahead) == Some(Kind::Colon)).count();
                self.delete(extra, SyntaxErrorKind::UnexpectedColon);
                self.member_value();
            }
            Some(Kind::Open(_) | Kind::String(_) | Kind::Word) if !self.is_name(0) => {
                self.report_missing(SyntaxErrorKind::MissingColon, ":");
                self.value();
            }
            Some(Kind::Open(_) | Kind::String(_) | Kind::Word) => {
                self.missing_value(": null,", Expects::Item);
            }
            Some(Kind::Comma | Kind::Close(_)) | None => {
                self.missing_value(": null", Expects::Separator);
            }
        }
    }

    /// After a colon. A name there is the next member's.
    fn member_value(&mut self) {
        let is_name = self.is_name(0);
        match self.kind(0) {
            Some(_) if is_name && self.has_more_closers() && self.frames.len() < MAX_DEPTH => {
                self.implied_object();
            }
            Some(_) if is_name => self.missing_value(" null,", Expects::Item),
            Some(Kind::Open(_) | Kind::String(_) | Kind::Word) => self.value(),
            _ => self.missing_value(" null", Expects::Separator),
        }
    }

    fn missing_value(&mut self, repair: &str, then: Expects) {
        self.report_missing(SyntaxErrorKind::MissingValue, repair);
        let span = Span::at(self.last_end);
        self.attach(Node { span, value: Value::Missing });
        self.expect(then);
    }

    /// The quotes of the token that was just consumed, if it was a string.
    pub(super) fn last_quotes(&self) -> Option<Quotes> {
        match self.last_token()?.kind {
            Kind::String(quotes) => Some(quotes),
            _ => None,
        }
    }
}
