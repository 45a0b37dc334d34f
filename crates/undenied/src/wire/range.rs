//! A stretch of text as the format writes it: UTF-16 offsets, lines and columns. Not: of which text.

use serde::Serialize;
use undenied_json::{LineIndex, Span, Writer};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RangeOut {
    start: PositionOut,
    end: PositionOut,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PositionOut {
    offset: usize,
    line: usize,
    column: usize,
}

impl RangeOut {
    /// `span` of the text that `lines` were made from.
    pub(super) fn new(lines: &LineIndex, span: Span) -> Self {
        let position = |offset| {
            let at = lines.position(offset);
            PositionOut { offset: at.offset, line: at.line, column: at.column }
        };
        Self { start: position(span.start), end: position(span.end) }
    }
}

/// The same as the value that `out` is to write next.
pub(super) fn write(lines: &LineIndex, span: Span, out: &mut Writer) {
    out.open('{');
    for (name, offset) in [("start", span.start), ("end", span.end)] {
        let at = lines.position(offset);
        out.name(name).open('{').name("offset").number(at.offset);
        out.name("line").number(at.line).name("column").number(at.column).close('}');
    }
    out.close('}');
}
