//! A stretch of text as the format writes it: UTF-16 offsets, lines and columns. Not: of which text.

use undenied_json::{LineIndex, Span, Writer};

/// The value that `out` is to write next: `span` of the text that `lines` were made from.
pub(super) fn write(lines: &LineIndex, span: Span, out: &mut Writer) {
    out.open('{');
    for (name, offset) in [("start", span.start), ("end", span.end)] {
        let at = lines.position(offset);
        out.name(name).open('{').name("offset").number(at.offset);
        out.name("line").number(at.line).name("column").number(at.column).close('}');
    }
    out.close('}');
}
