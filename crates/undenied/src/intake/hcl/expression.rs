//! Expressions: what is literal becomes a value, the rest the text of the expression in `${...}`.

use hcl_edit::{
    Span as _,
    expr::{Expression, FuncCall, Object, ObjectKey},
};
use undenied_json::{Member, Node, Span, Text, Value};

use super::{Reader, string};
use crate::intake::weave;

/// More of an expression than anybody reads in a message.
const LONGEST: usize = 100;

impl Reader<'_> {
    pub(super) fn expression(self, expression: &Expression) -> Node {
        let span = self.span(expression.span());
        let value = match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(value) => Value::Number(value.value().to_string()),
            Expression::String(_) | Expression::StringTemplate(_) => return self.quoted(span),
            Expression::HeredocTemplate(heredoc) => {
                let inside = self.span(heredoc.template.span());
                let written = self.written(inside);
                if written.contains("%{") {
                    return self.unresolved(span);
                }
                Value::String(string::heredoc(written, inside, heredoc.indent().unwrap_or(0)))
            }
            Expression::Array(array) => {
                Value::Array(array.iter().map(|element| self.expression(element)).collect())
            }
            Expression::Object(object) => Value::Object(self.object(object)),
            Expression::Parenthesis(inside) => return self.expression(inside.inner()),
            Expression::FuncCall(call) => return self.call(call, span),
            Expression::Conditional(conditional) => {
                let one = self.expression(&conditional.true_expr);
                let other = self.expression(&conditional.false_expr);
                let same =
                    weave::scalar(&one).is_some() && weave::scalar(&one) == weave::scalar(&other);
                return if same { one } else { self.unresolved(span) };
            }
            _ => return self.unresolved(span),
        };
        Node { span, value }
    }

    fn quoted(self, span: Span) -> Node {
        let written = self.written(span);
        if written.contains("%{") && !written.contains("%%{") {
            return self.unresolved(span);
        }
        Node { span, value: Value::String(string::quoted(written, span)) }
    }

    fn object(self, object: &Object) -> Vec<Member> {
        let members = object.iter().map(|(key, value)| {
            let span = self.span(key.span());
            let name = match key {
                ObjectKey::Ident(ident) => Text::written(ident.as_str().to_owned(), span),
                ObjectKey::Expression(expression) => self.key(expression),
            };
            Member { name, value: self.expression(value.expr()) }
        });
        members.collect()
    }

    fn key(self, expression: &Expression) -> Text {
        let node = self.expression(expression);
        match node.value {
            Value::String(text) => text,
            _ => Text::written(weave::scalar(&node).unwrap_or_default(), node.span),
        }
    }

    /// Functions that only bring literals into another shape.
    fn call(self, call: &FuncCall, span: Span) -> Node {
        let mut arguments = call.args.iter().map(|argument| self.expression(argument));
        let name = call.name.name.as_str();
        let value = match name {
            "jsonencode" | "tolist" | "toset" | "tostring" | "sensitive" | "nonsensitive"
            | "compact" | "distinct" | "sort" => {
                let first = arguments.next();
                return first.unwrap_or_else(|| self.unresolved(span));
            }
            "concat" | "flatten" => Value::Array(flat(arguments, usize::from(name == "flatten"))),
            "merge" => {
                let parts: Vec<Node> = arguments.collect();
                if parts.iter().any(|part| part.members().is_none()) {
                    return self.unresolved(span);
                }
                Value::Object(parts.iter().filter_map(Node::members).flatten().cloned().collect())
            }
            _ => return self.unresolved(span),
        };
        Node { span, value }
    }

    fn unresolved(self, span: Span) -> Node {
        let written = self.written(span);
        let mut text = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.len() > LONGEST || text.matches('{').count() != text.matches('}').count() {
            let is_end = |character: char| matches!(character, '(' | '[' | '{' | '"' | ' ');
            text = text.chars().take_while(|character| !is_end(*character)).take(LONGEST).collect();
            text.push('…');
        }
        weave::string(&format!("${{{text}}}"), span)
    }

    fn written(&self, span: Span) -> &str {
        Span::new(span.start - self.base, span.end - self.base).of(self.text)
    }
}

/// The elements of lists; what is no list is an element. `below` more levels are opened.
fn flat(nodes: impl Iterator<Item = Node>, below: usize) -> Vec<Node> {
    let mut flattened = Vec::new();
    for node in nodes {
        match node.value {
            Value::Array(elements) if below > 0 => {
                flattened.extend(flat(elements.into_iter(), below - 1));
            }
            Value::Array(elements) => flattened.extend(elements),
            _ => flattened.push(node),
        }
    }
    flattened
}
