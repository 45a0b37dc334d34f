//! A tree of another notation as JSON text, each part of which knows where it was written. Not:
//! reading the notation.

use undenied_json::{Member, Node, Span, Text, Value};

use super::Transcript;

/// `node` of `source` as JSON, indented by two spaces. What is written the same in both is kept, so
/// that an edit of it can be made in `source`.
pub(super) fn json(source: &str, node: &Node) -> Transcript {
    let mut writer = Writer { source, transcript: Transcript::default() };
    writer.node(node, 0);
    writer.transcript
}

struct Writer<'a> {
    source: &'a str,
    transcript: Transcript,
}

impl Writer<'_> {
    // Nesting is bounded by the readers of the notations.
    fn node(&mut self, node: &Node, depth: usize) {
        match &node.value {
            Value::Null | Value::Missing => self.transcript.write("null", node.span),
            Value::Bool(value) => self.transcript.write(&value.to_string(), node.span),
            Value::Number(number) => self.transcript.write(number, node.span),
            Value::String(text) => self.text(text),
            Value::Array(elements) => self.elements(elements, node.span, depth),
            Value::Object(members) => self.members(members, node.span, depth),
        }
    }

    fn elements(&mut self, elements: &[Node], span: Span, depth: usize) {
        let is_short =
            matches!(elements, [only] if only.elements().is_none() && only.members().is_none());
        if elements.is_empty() || is_short {
            self.transcript.write("[", start(span));
            elements.iter().for_each(|element| self.node(element, depth));
            return self.transcript.write("]", end(span));
        }
        self.transcript.write("[", start(span));
        for (index, element) in elements.iter().enumerate() {
            self.line(index, element.span, depth + 1);
            self.node(element, depth + 1);
        }
        self.close("]", span, depth);
    }

    fn members(&mut self, members: &[Member], span: Span, depth: usize) {
        if members.is_empty() {
            return self.transcript.write("{}", span);
        }
        self.transcript.write("{", start(span));
        for (index, member) in members.iter().enumerate() {
            self.line(index, member.name.span, depth + 1);
            self.text(&member.name);
            self.transcript.write(": ", Span::at(member.name.span.end));
            self.node(&member.value, depth + 1);
        }
        self.close("}", span, depth);
    }

    fn line(&mut self, index: usize, span: Span, depth: usize) {
        let comma = if index > 0 { "," } else { "" };
        self.transcript.write(&format!("{comma}\n{}", "  ".repeat(depth)), Span::at(span.start));
    }

    fn close(&mut self, closer: &str, span: Span, depth: usize) {
        self.transcript.write(&format!("\n{}{closer}", "  ".repeat(depth)), end(span));
    }

    /// Runs of characters that stand in the source as they are, and what lies between them.
    fn text(&mut self, text: &Text) {
        let content = text.source(0..text.value.len());
        self.transcript.write("\"", Span::new(text.span.start, content.start.max(text.span.start)));
        let mut changed: Option<(String, Span)> = None;
        let mut kept: Option<Span> = None;
        for (offset, character) in text.value.char_indices() {
            let end = offset + character.len_utf8();
            let span = text.source(offset..end);
            let is_same = span.of(self.source) == text.value.get(offset..end).unwrap_or_default();
            if is_same && !needs_escape(character) {
                self.flush(&mut changed);
                match &mut kept {
                    Some(run) if run.end == span.start => run.end = span.end,
                    _ => self.keep(&mut kept, Some(span)),
                }
                continue;
            }
            self.keep(&mut kept, None);
            let (run, place) = changed.get_or_insert_with(|| (String::new(), span));
            escape(character, run);
            *place = place.to(span);
        }
        self.keep(&mut kept, None);
        self.flush(&mut changed);
        self.transcript.write("\"", Span::new(content.end.min(text.span.end), text.span.end));
    }

    fn keep(&mut self, kept: &mut Option<Span>, next: Option<Span>) {
        if let Some(run) = core::mem::replace(kept, next) {
            self.transcript.keep(self.source, run);
        }
    }

    fn flush(&mut self, changed: &mut Option<(String, Span)>) {
        if let Some((run, span)) = changed.take() {
            self.transcript.write(&run, span);
        }
    }
}

/// An opening brace points to the first character of what it opens.
fn start(span: Span) -> Span {
    Span::at(span.start)
}

fn end(span: Span) -> Span {
    Span::at(span.end)
}

const fn needs_escape(character: char) -> bool {
    matches!(character, '"' | '\\' | '\0'..='\x1f')
}

fn escape(character: char, into: &mut String) {
    match character {
        '"' => into.push_str("\\\""),
        '\\' => into.push_str("\\\\"),
        '\n' => into.push_str("\\n"),
        '\r' => into.push_str("\\r"),
        '\t' => into.push_str("\\t"),
        '\0'..='\x1f' => into.push_str(&format!("\\u{:04x}", u32::from(character))),
        _ => into.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::yaml;

    #[test]
    fn every_part_points_to_where_it_was_written() {
        let source = "Version: 2012-10-17\nStatement:\n- Effect: Allow # all\n  Action: \"s3:Get\\u0041\"\n  Resource: !Sub '${A}''s'\n";
        let yaml = yaml::read(source).unwrap();
        let (text, origin) = json(source, &yaml.documents[0]).finish();
        let parse = undenied_json::parse(&text);
        assert!(parse.errors.is_empty(), "{text}");
        for (wanted, expected) in [
            ("Version", "Version"),
            ("\"2012-10-17\"", "2012-10-17"),
            ("\"Allow\"", "Allow"),
            ("\"s3:GetA\"", "\"s3:Get\\u0041\""),
            ("A\"", "\\u0041\""),
            ("\"${A}'s\"", "'${A}''s'"),
            ("'s", "''s"),
        ] {
            let start = text.find(wanted).unwrap();
            let span = Span::new(start, start + wanted.len());
            assert_eq!(origin.locate(span).of(source), expected, "{wanted} in {text}");
        }
    }
}
