//! Putting a string together from parts of others, each character's place kept. Not: what the parts
//! mean.

use undenied_json::{Node, Span, Text, Value};

/// A string in the making.
#[derive(Debug, Default)]
pub(super) struct Weave {
    value: String,
    /// As in [`Text::stepped`].
    steps: Vec<(usize, usize)>,
    /// Byte offsets of value and source from which both last ran in step.
    last: Option<(usize, usize)>,
}

impl Weave {
    /// Bytes `range` of `text`, as they were written.
    pub(super) fn copy(&mut self, text: &Text, range: core::ops::Range<usize>) {
        let part = text.value.get(range.clone()).unwrap_or_default();
        for (offset, character) in part.char_indices() {
            let start = range.start + offset;
            self.step(text.source(start..start + character.len_utf8()).start);
            self.value.push(character);
        }
        self.step(text.source(range).end);
    }

    /// `written` as it stands at `source`.
    pub(super) fn keep(&mut self, written: &str, source: usize) {
        self.step(source);
        self.value.push_str(written);
        self.step(source + written.len());
    }

    /// `value`, all of which stands for all of `span`.
    pub(super) fn stand_in(&mut self, value: &str, span: Span) {
        for character in value.chars() {
            self.step(span.start);
            self.value.push(character);
        }
        self.step(span.end);
    }

    /// The string that stands at `span`.
    pub(super) fn finish(self, span: Span) -> Text {
        Text::stepped(self.value, span, span, self.steps)
    }

    /// What comes next was written at `source`.
    fn step(&mut self, source: usize) {
        let at = self.value.len();
        if self.last.is_none_or(|(value, place)| place + (at - value) != source) {
            self.steps.push((at, source));
            self.last = Some((at, source));
        }
    }
}

/// A string that stands for all of `span`.
pub(super) fn string(value: &str, span: Span) -> Node {
    let mut weave = Weave::default();
    weave.stand_in(value, span);
    Node { span, value: Value::String(weave.finish(span)) }
}

/// The value of the member `name`; the last of several.
pub(super) fn member<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let mut members = node.members()?.iter().rev();
    members.find(|member| member.name.value == name).map(|member| &member.value)
}

/// The text of the member `name`.
pub(super) fn member_text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    member(node, name)?.text().map(|text| text.value.as_str())
}

/// A scalar as text.
pub(super) fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.value.clone()),
        Value::Number(number) => Some(number.clone()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Nodes and bytes of text, as a measure of what repeating it costs.
pub(super) fn size(node: &Node) -> usize {
    let own = 1 + node.text().map_or(0, |text| text.value.len());
    let elements = node.elements().unwrap_or_default().iter().map(size).sum::<usize>();
    let members = node.members().unwrap_or_default().iter();
    own + elements + members.map(|member| size(&member.value)).sum::<usize>()
}
