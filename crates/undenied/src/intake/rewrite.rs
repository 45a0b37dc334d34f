//! A tree of another notation written as JSON, each part pointing to where it stood.

use undenied_json::{Node, Span, Value};

use super::Transcript;
use crate::fix::quoted;

/// `node` as JSON, indented by two spaces.
pub(super) fn json(source: &str, node: &Node) -> Transcript {
    let mut writer = Writer { transcript: Transcript::default(), source };
    writer.node(node, 0);
    writer.transcript
}

struct Writer<'a> {
    transcript: Transcript,
    source: &'a str,
}

impl Writer<'_> {
    // Nesting is bounded by the parsers.
    fn node(&mut self, node: &Node, depth: usize) {
        match &node.value {
            Value::Null | Value::Missing => self.transcript.write("null", node.span),
            Value::Bool(value) => self.transcript.write(&value.to_string(), node.span),
            Value::Number(number) => self.transcript.write(number, node.span),
            Value::String(text) => self.string(&text.value, node.span),
            Value::Array(elements) => {
                self.open("[", node);
                for (index, element) in elements.iter().enumerate() {
                    self.line(index, depth + 1, element.span);
                    self.node(element, depth + 1);
                }
                self.close("]", node, elements.is_empty(), depth);
            }
            Value::Object(members) => {
                self.open("{", node);
                for (index, member) in members.iter().enumerate() {
                    self.line(index, depth + 1, member.name.span);
                    self.string(&member.name.value, member.name.span);
                    self.transcript.write(": ", Span::at(member.name.span.end));
                    self.node(&member.value, depth + 1);
                }
                self.close("}", node, members.is_empty(), depth);
            }
        }
    }

    fn string(&mut self, text: &str, span: Span) {
        self.transcript.write(&quoted(text), span);
    }

    fn open(&mut self, bracket: &str, node: &Node) {
        let end = (node.span.start + 1).min(node.span.end);
        let is_own = self.source.is_char_boundary(end);
        self.transcript
            .write(bracket, if is_own { Span::new(node.span.start, end) } else { node.span });
    }

    fn close(&mut self, bracket: &str, node: &Node, is_empty: bool, depth: usize) {
        let end = Span::at(node.span.end);
        if !is_empty {
            self.transcript.write(&format!("\n{}", "  ".repeat(depth)), end);
        }
        self.transcript.write(bracket, end);
    }

    fn line(&mut self, index: usize, depth: usize, span: Span) {
        let comma = if index > 0 { "," } else { "" };
        let text = format!("{comma}\n{}", "  ".repeat(depth));
        self.transcript.write(&text, Span::at(span.start));
    }
}
