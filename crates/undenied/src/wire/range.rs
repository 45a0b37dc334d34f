//! A stretch of text as the format writes it: UTF-16 offsets, lines and columns. Not: of which text.

use serde::Serialize;
use undenied_json::{LineIndex, Span};

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
