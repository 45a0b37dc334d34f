//! Terraform's language to the tree of its JSON syntax, with byte spans. What only Terraform can
//! evaluate stays a string `${...}`. Not: what the tree holds.

mod cut;
mod expression;
mod plan;
mod string;
#[cfg(test)]
mod tests;

use hcl_edit::{
    Span as _,
    parser::{Error, parse_body, parse_expr},
    structure::{Block, BlockLabel, Body, Structure},
};
use undenied_json::{MAX_BYTES, Member, Node, Span, Text, Value};

use crate::lang::Words;
pub(in crate::intake) use cut::is_known;

/// What a text in Terraform's language holds.
#[derive(Debug)]
pub(super) struct Hcl {
    pub(super) root: Node,
    /// The first slip; what could be read in spite of it is in `root`.
    pub(super) error: Option<HclError>,
}

/// Why a part could not be read.
#[derive(Debug)]
pub(super) struct HclError {
    pub(super) span: Span,
    pub(super) words: Words,
}

/// Reads `text` where it looks like Terraform: blocks, `jsonencode(...)`, or what `terraform plan`
/// prints, of which that is read which will be. `None` for anything else.
pub(super) fn read(text: &str) -> Option<Hcl> {
    if text.len() > MAX_BYTES || !is_known(text) {
        return None;
    }
    let planned = plan::after(text);
    let text = planned.as_deref().unwrap_or(text);
    let mut members = Vec::new();
    let reader = Reader { text, base: 0 };
    let error = reader.read(&mut members).err().map(|error| {
        members = in_parts(text);
        unreadable(text, error.as_ref())
    });
    let root = Node { span: Span::new(0, text.len()), value: Value::Object(members) };
    Some(Hcl { root, error }).filter(|hcl| hcl.root.members() != Some(&[]))
}

/// Each block by itself; of one that cannot be read, the values that hold policies.
fn in_parts(text: &str) -> Vec<Member> {
    let mut members = Vec::new();
    for span in cut::blocks(text) {
        let part = span.of(text);
        let reader = Reader { text: part, base: span.start };
        if reader.read(&mut members).is_err() {
            values(part, span.start, &mut members);
        }
    }
    if members.is_empty() {
        values(text, 0, &mut members);
    }
    members
}

/// The arguments of `jsonencode` and the heredocs in a text that is no whole block.
fn values(text: &str, base: usize, members: &mut Vec<Member>) {
    for span in cut::values(text) {
        let part = span.of(text);
        let reader = Reader { text: part, base: base + span.start };
        if cut::is_heavy(part) {
            continue;
        }
        let Ok(expression) = parse_expr(part.trim_end()) else { continue };
        let value = reader.expression(&expression);
        let name = Text::written("policy".to_owned(), Span::at(value.span.start));
        members.push(Member { name, value });
    }
}

/// Reads a part of a text.
#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    /// Where the part begins.
    base: usize,
}

impl Reader<'_> {
    /// The structures of the part; the error is absent where it holds too much.
    fn read(self, members: &mut Vec<Member>) -> Result<(), Option<Error>> {
        if cut::is_heavy(self.text) {
            return Err(None);
        }
        self.structures(&parse_body(self.text).map_err(Some)?, members);
        Ok(())
    }

    fn body(self, body: &Body, span: Span) -> Node {
        let mut members = Vec::new();
        self.structures(body, &mut members);
        Node { span, value: Value::Object(members) }
    }

    fn structures(self, body: &Body, members: &mut Vec<Member>) {
        for structure in body {
            members.push(match structure {
                Structure::Attribute(attribute) => Member {
                    name: self.name(attribute.key.as_str(), attribute.key.span()),
                    value: self.expression(&attribute.value),
                },
                Structure::Block(block) => self.block(block),
            });
        }
    }

    /// `resource "type" "name" { ... }` is `{"resource": {"type": {"name": {...}}}}`.
    fn block(self, block: &Block) -> Member {
        let span = self.span(block.span());
        let mut value = self.body(&block.body, span);
        for label in block.labels.iter().rev() {
            let name = match label {
                BlockLabel::Ident(ident) => self.name(ident.as_str(), ident.span()),
                BlockLabel::String(text) => self.name(text.as_str(), text.span()),
            };
            value = Node { span, value: Value::Object(vec![Member { name, value }]) };
        }
        Member { name: self.name(block.ident.as_str(), block.ident.span()), value }
    }

    fn name(self, name: &str, span: Option<core::ops::Range<usize>>) -> Text {
        Text::written(name.to_owned(), self.span(span))
    }

    /// In the whole text.
    fn span(self, span: Option<core::ops::Range<usize>>) -> Span {
        let span = span.unwrap_or_default();
        Span::new(self.base + span.start, self.base + span.end)
    }
}

fn unreadable(text: &str, error: Option<&Error>) -> HclError {
    let Some(error) = error else {
        return HclError {
            span: Span::at(0),
            words: Words {
                en: "Part of the Terraform code is too large to be read.".to_owned(),
                ja: "Terraform のコードの一部は、大きすぎるため読み取っていません。".to_owned(),
            },
        };
    };
    let offset = text.floor_char_boundary(error.location().offset());
    let (line, info) = (error.location().line(), error.message().replace('`', "'"));
    let rest = text.get(offset..).unwrap_or_default();
    let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
    HclError {
        span: Span::new(offset, offset + length),
        words: Words {
            en: format!("The Terraform code cannot be read whole, from line {line} on: `{info}`."),
            ja: format!(
                "Terraform のコードは {line} 行目以降、全体を読み取ることができません（`{info}`）。"
            ),
        },
    }
}
