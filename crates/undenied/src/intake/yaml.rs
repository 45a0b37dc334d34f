//! YAML to the tree that JSON gives, with byte spans; CloudFormation's short forms become long.
//! Not: what the tree holds.

mod build;
mod scalar;
mod sight;
#[cfg(test)]
mod tests;

use saphyr_parser::{Event, Parser, ScanError};
use undenied_json::{MAX_BYTES, Node, Span};

use crate::lang::Words;
use build::{Builder, Stop};
use sight::Prepared;
pub(in crate::intake) use sight::is_known;

/// What a YAML text holds.
#[derive(Debug)]
pub(super) struct Yaml {
    /// One for each `---` document. Of the one that the error is in: what was complete before it.
    pub(super) documents: Vec<Node>,
    pub(super) error: Option<YamlError>,
}

/// Why the rest could not be read.
#[derive(Debug)]
pub(super) struct YamlError {
    pub(super) span: Span,
    pub(super) words: Words,
}

/// Reads `text` where it is YAML that AWS or a template writes: a member of a known name stands on
/// a line of its own, and the root is a mapping or a list. `None` for prose with colons.
pub(super) fn read(text: &str) -> Option<Yaml> {
    if text.len() > MAX_BYTES || !is_known(text) {
        return None;
    }
    let prepared = Prepared::new(text);
    let mut parser = Parser::new_from_str(&prepared.text);
    let mut builder = Builder::new(text, prepared.shift);
    let mut failure = None;
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => {
                if let Err(stop) = builder.event(event, span) {
                    failure = Some(too_much(text, builder.offset(), stop));
                    break;
                }
            }
            Err(error) => {
                failure = Some(unreadable(text, builder.locate(error.marker().index()), &error));
                break;
            }
        }
    }
    let documents = builder.finish();
    let is_container = |node: &Node| node.members().is_some() || node.elements().is_some();
    let documents: Vec<Node> = documents.into_iter().filter(is_container).collect();
    // An error message has colons, too, and the name may be of the JSON below it.
    let is_ours = failure.is_none() || documents.iter().any(sight::names_ours);
    (is_ours && !documents.is_empty()).then_some(Yaml { documents, error: failure })
}

fn unreadable(text: &str, offset: usize, error: &ScanError) -> YamlError {
    let (line, info) = (line(text, offset), error.info().replace('`', "'"));
    let words = Words {
        en: format!("The YAML cannot be read past line {line}: `{info}`."),
        ja: format!("YAML を {line} 行目より先まで読み取れません（`{info}`）。"),
    };
    YamlError { span: rest_of_line(text, offset), words }
}

fn too_much(text: &str, offset: usize, stop: Stop) -> YamlError {
    let line = line(text, offset);
    let words = match stop {
        Stop::TooDeep => Words {
            en: format!(
                "The YAML is nested too deeply at line {line}; the rest of it was not read."
            ),
            ja: format!("YAML の {line} 行目のネストが深すぎるため、以降は読み取られていません。"),
        },
        Stop::TooManyAliases => Words {
            en: format!(
                "Too much is repeated by aliases at line {line} of the YAML; the rest of it was not read."
            ),
            ja: format!(
                "YAML の {line} 行目のエイリアスによる繰り返しが多すぎるため、以降は読み取られていません。"
            ),
        },
    };
    YamlError { span: rest_of_line(text, offset), words }
}

/// 1-based.
fn line(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    before.bytes().filter(|byte| *byte == b'\n').count() + 1
}

fn rest_of_line(text: &str, offset: usize) -> Span {
    let rest = text.get(offset..).unwrap_or_default();
    let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
    Span::new(offset.min(text.len()), offset.min(text.len()) + length)
}
