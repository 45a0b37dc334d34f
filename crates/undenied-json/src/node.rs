//! The tree: every value and every member with its place in the text.

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// What stands there. Members and elements keep the text's order, duplicates included.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    /// The number as written, or as it has to be written where JSON refuses the form.
    Number(String),
    String(Text),
    Array(Vec<Node>),
    Object(Vec<Member>),
    /// Nothing where a value belongs, or a container too deep to read; the parser reported it.
    /// The repair puts `null` there.
    Missing,
}

/// `"name": value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub name: Text,
    pub value: Node,
}

impl Member {
    /// From its name to the end of its value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.name.span.to(self.value.span)
    }
}

/// A decoded string that remembers where each part of it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Escapes decoded.
    pub value: String,
    /// With its quotes, as written.
    pub span: Span,
    /// What stands between the quotes.
    pub(crate) content: Span,
    /// For each escape or other place where source and value differ in length: byte offset in
    /// `value` and in the source from which both run in step again.
    pub(crate) steps: Vec<(usize, usize)>,
}

impl Text {
    /// A string of another notation than JSON: all of `span` stands for all of `value`.
    #[must_use]
    pub const fn written(value: String, span: Span) -> Self {
        Self { value, span, content: span, steps: Vec::new() }
    }

    /// The same, where `steps` say at which byte offsets of value and source both run in step again.
    #[must_use]
    pub const fn stepped(
        value: String,
        span: Span,
        content: Span,
        steps: Vec<(usize, usize)>,
    ) -> Self {
        Self { value, span, content, steps }
    }

    /// Where bytes `range` of the decoded value were written (inside the quotes). An escape is
    /// covered whole; what lies past the end is the end.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Span {
        let mut start = range.start.min(self.value.len());
        let mut end = range.end.clamp(start, self.value.len());
        while !self.value.is_char_boundary(start) {
            start -= 1;
        }
        while !self.value.is_char_boundary(end) {
            end += 1;
        }
        Span::new(self.source_offset(start), self.source_offset(end))
    }

    fn source_offset(&self, offset: usize) -> usize {
        let passed = self.steps.partition_point(|(value, _)| *value <= offset);
        let last = passed.checked_sub(1).and_then(|index| self.steps.get(index));
        let (value, source) = last.copied().unwrap_or((0, self.content.start));
        source + (offset - value)
    }
}

impl Node {
    /// The members when this is an object.
    #[must_use]
    pub fn members(&self) -> Option<&[Member]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The elements when this is an array.
    #[must_use]
    pub fn elements(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The text when this is a string.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}
