//! Lines of a document with their numbers, and in them what a finding is about.

use undenied::Span;

use super::html::{Element, element, said};

/// Lines shown before and after the marked ones.
const AROUND: usize = 2;
/// Of a long stretch, its beginning is enough.
const MOST: usize = 12;

/// The lines around `span`, which is marked.
pub(super) fn excerpt(text: &str, span: Span) -> Element {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push((start, line.trim_end_matches(['\n', '\r'])));
        start += line.len();
    }
    let number = |offset| lines.iter().rposition(|(start, _)| *start <= offset).unwrap_or(0);
    let (first, last) = (number(span.start), number(span.end.max(span.start + 1) - 1));
    let from = first.saturating_sub(AROUND);
    let to = last.min(first + MOST) + AROUND;
    let shown = lines.iter().enumerate().skip(from).take(to + 1 - from);
    element("pre")
        .class("lines")
        .with("lang", "en")
        .with("translate", "no")
        .children(shown.map(|(index, (start, line))| numbered(index + 1, *start, line, span)))
}

fn numbered(number: usize, start: usize, line: &str, span: Span) -> Element {
    let indent = line.len() - line.trim_start().len();
    let inside = |offset: usize| offset.saturating_sub(start).min(line.len());
    let (from, to) = (inside(span.start).max(indent), inside(span.end));
    let is_here = span.start <= start + line.len() && start <= span.end;
    let parts = (line.get(..from), line.get(from..to.max(from)), line.get(to.max(from)..));
    let text = match parts {
        (Some(before), Some(marked), Some(after)) if is_here && from < to => {
            element("code").text(before).child(said("mark", marked)).text(after)
        }
        _ => said("code", line),
    };
    let number = said("span", &number.to_string()).class("number").with("aria-hidden", "true");
    element("span").class("line").child(number).child(text)
}

#[cfg(test)]
mod tests {
    use super::excerpt;
    use undenied::Span;

    #[test]
    fn the_marked_part_stands_in_its_line() {
        let shown = excerpt("1\n2\n3\n  four\n5", Span::new(8, 12)).to_string();
        assert!(shown.contains("<code>  <mark>four</mark></code>"), "{shown}");
        assert!(!shown.contains("<code>1</code>"), "{shown}");
        assert!(shown.contains("<code>2</code>") && shown.contains("<code>5</code>"), "{shown}");
    }

    #[test]
    fn what_goes_over_lines_is_marked_in_each_without_the_indentation() {
        let shown = excerpt("{\n  \"a\": 1\n}", Span::new(0, 12)).to_string();
        for line in ["<mark>{</mark>", "  <mark>&quot;a&quot;: 1</mark>", "<mark>}</mark>"] {
            assert!(shown.contains(line), "{shown}");
        }
    }

    #[test]
    fn a_place_between_letters_marks_nothing() {
        let shown = excerpt("ab", Span::new(1, 1)).to_string();
        assert!(shown.contains("<code>ab</code>"), "{shown}");
    }
}
