//! Strings and bare words to values.

use super::{Parser, frame::Items};
use crate::{
    Edit, Node, Span, SyntaxErrorKind, Text, TokenClass, Value,
    lexer::{Kind, Word, classify, escaped},
};

impl Parser<'_> {
    /// Consumes the string or the bare value that comes next.
    pub(super) fn scalar(&mut self) -> Node {
        let is_bare = self.kind(0) == Some(Kind::Word);
        let in_object =
            self.frames.last().is_some_and(|frame| matches!(frame.items, Items::Object(..)));
        let length = if is_bare { self.bare_value_length(in_object) } else { 1 };
        if length > 1 || !is_bare {
            let span = self.take_bare(length, TokenClass::String);
            let text = match self.last_quotes() {
                Some(quotes) => self.string_text(span, quotes),
                None => self.unquoted(span, SyntaxErrorKind::UnquotedValue),
            };
            return Node { span, value: Value::String(text) };
        }
        let span = self.token(0).map_or(Span::at(self.last_end), |token| token.span);
        self.take();
        let value = self.word(span);
        Node { span, value }
    }

    fn word(&mut self, span: Span) -> Value {
        let word = span.of(self.text);
        match classify(word) {
            Word::Literal(literal) => as_value(literal),
            Word::WrongLiteral(expected) => {
                let kind = SyntaxErrorKind::WrongLiteral { expected };
                self.report(kind, span, [Edit::replace(span, expected)]);
                as_value(expected)
            }
            Word::Number => Value::Number(word.to_owned()),
            Word::WrongNumber(number) => {
                let repair = Edit::replace(span, number.clone());
                self.report(SyntaxErrorKind::WrongNumber, span, [repair]);
                Value::Number(number)
            }
            Word::Text => Value::String(self.unquoted(span, SyntaxErrorKind::UnquotedValue)),
        }
    }

    /// Consumes `length` tokens that are one name or value.
    pub(super) fn take_bare(&mut self, length: usize, class: TokenClass) -> Span {
        let start = self.token(0).map_or(self.last_end, |token| token.span.start);
        for _ in 0..length {
            self.classify(class);
            self.take();
        }
        Span::new(start, self.last_end)
    }

    pub(super) fn unquoted(&mut self, span: Span, kind: SyntaxErrorKind) -> Text {
        let value = span.of(self.text);
        let escaped: String =
            value.chars().map(|char| escaped(char).unwrap_or_else(|| char.to_string())).collect();
        self.report(kind, span, [Edit::replace(span, format!("\"{escaped}\""))]);
        Text { value: value.to_owned(), span, content: span, steps: Vec::new() }
    }
}

fn as_value(literal: &str) -> Value {
    match literal {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => Value::Null,
    }
}
