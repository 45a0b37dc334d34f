//! From the parser's events to nodes: containers, anchors, merge keys, tags. Bounded in depth and in
//! what aliases repeat.

use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, ScalarStyle, Span as Marks, Tag};
use undenied_json::{MAX_DEPTH, Member, Node, Span, Text, Value};

use super::scalar;

/// Nodes that aliases may repeat in one text.
const MAX_REPEATED: usize = 50_000;

/// Containers this near to the root are kept when the parser stops inside them.
const KEPT_OPEN: usize = 2;

/// Why building stopped.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stop {
    TooDeep,
    TooManyAliases,
}

pub(super) struct Builder<'a> {
    source: &'a str,
    place: Place,
    open: Vec<Open>,
    /// By the parser's number; only complete ones.
    anchors: BTreeMap<usize, Node>,
    repeated: usize,
    documents: Vec<Node>,
}

/// A place in the source by the parser's count of characters.
struct Place {
    /// Characters that the parser was given before the source's first.
    shift: usize,
    character: usize,
    byte: usize,
}

/// A container whose end has not come.
struct Open {
    span: Span,
    is_flow: bool,
    tag: Option<String>,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Mapping(Mapping),
}

#[derive(Default)]
struct Mapping {
    /// Later names stand beside earlier equal ones, as in JSON.
    own: Vec<Member>,
    /// What `<<` brings in.
    merged: Vec<Member>,
    /// Waits for its value.
    name: Option<Node>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, shift: usize) -> Self {
        let place = Place { shift, character: 0, byte: 0 };
        let (open, anchors, documents) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { source, place, open, anchors, repeated: 0, documents }
    }

    /// Byte offset of the parser's `index`-th character.
    pub(super) fn locate(&mut self, index: usize) -> usize {
        self.place.locate(self.source, index)
    }

    /// How far it has read.
    pub(super) const fn offset(&self) -> usize {
        self.place.byte
    }

    pub(super) fn event(&mut self, event: Event<'_>, marks: Marks) -> Result<(), Stop> {
        let start = self.locate(marks.start.index());
        let span = Span::new(start, self.locate(marks.end.index()));
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let node = self.scalar(&value, style, tag.as_deref(), span);
                self.anchor(anchor, &node);
                self.add(node);
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(span, tag.as_deref(), anchor, Content::List(Vec::new()))?;
            }
            Event::MappingStart(anchor, tag) => {
                self.begin(span, tag.as_deref(), anchor, Content::Mapping(Mapping::default()))?;
            }
            // A closing bracket is one character; its span may reach over a comment.
            Event::SequenceEnd | Event::MappingEnd => self.end(start + 1),
            Event::Alias(anchor) => self.alias(anchor)?,
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// The documents; of an unfinished one what stands complete near its root.
    pub(super) fn finish(mut self) -> Vec<Node> {
        self.open.truncate(KEPT_OPEN);
        while !self.open.is_empty() {
            self.end(0);
        }
        self.documents
    }

    fn scalar(&self, value: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Node {
        let text = scalar::text(self.source, span, value, style);
        let span = text.span;
        let is_name = matches!(
            self.open.last(),
            Some(Open { content: Content::Mapping(Mapping { name: None, .. }), .. })
        );
        let is_plain = style == ScalarStyle::Plain && tag.is_none() && !is_name;
        let value = if is_plain { scalar::plain(text) } else { Value::String(text) };
        let node = Node { span, value };
        match tag.and_then(long_form) {
            Some(name) => tagged(&name, node, span),
            None => node,
        }
    }

    fn begin(
        &mut self,
        span: Span,
        tag: Option<&Tag>,
        anchor: usize,
        content: Content,
    ) -> Result<(), Stop> {
        // A tag makes an object around the value.
        let depth = self.open.len() + self.open.iter().filter(|open| open.tag.is_some()).count();
        if depth + 2 > MAX_DEPTH {
            return Err(Stop::TooDeep);
        }
        let is_flow = self.source.get(..span.end).is_some_and(|text| text.ends_with(['[', '{']));
        let tag = tag.and_then(long_form);
        self.open.push(Open { span, is_flow: is_flow && !span.is_empty(), tag, anchor, content });
        Ok(())
    }

    fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let last = match &open.content {
            Content::List(nodes) => nodes.last().map(|node| node.span.end),
            Content::Mapping(mapping) => mapping.own.last().map(|member| member.value.span.end),
        };
        let end = if open.is_flow {
            end.max(last.unwrap_or_default())
        } else {
            last.unwrap_or(open.span.end)
        };
        let first = match &open.content {
            Content::List(_) => None,
            Content::Mapping(mapping) => mapping.own.first().map(|member| member.name.span.start),
        };
        let start = if open.is_flow { open.span.start } else { first.unwrap_or(open.span.start) };
        let span = Span::new(start, end.max(start));
        let value = match open.content {
            Content::List(nodes) => Value::Array(nodes),
            Content::Mapping(mapping) => Value::Object(mapping.members()),
        };
        let node = Node { span, value };
        let node = match open.tag {
            Some(name) => tagged(&name, node, span),
            None => node,
        };
        self.anchor(open.anchor, &node);
        self.add(node);
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else { return self.documents.push(node) };
        match &mut open.content {
            Content::List(nodes) => nodes.push(node),
            Content::Mapping(mapping) => match mapping.name.take() {
                None => mapping.name = Some(node),
                Some(name) => mapping.add(self.source, name, node),
            },
        }
    }

    fn anchor(&mut self, anchor: usize, node: &Node) {
        if anchor > 0 && self.repeated + count(node) <= MAX_REPEATED {
            self.repeated += count(node);
            self.anchors.insert(anchor, node.clone());
        }
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Stop> {
        // The parser refuses unknown names: this one was too large to keep, or holds itself.
        let Some(node) = self.anchors.get(&anchor) else { return Err(Stop::TooManyAliases) };
        let node = node.clone();
        self.repeated += count(&node);
        if self.repeated > MAX_REPEATED {
            return Err(Stop::TooManyAliases);
        }
        if self.open.len() * 2 + depth(&node) > MAX_DEPTH {
            return Err(Stop::TooDeep);
        }
        self.add(node);
        Ok(())
    }
}

impl Place {
    /// Marks come nearly in order, so each step is short.
    fn locate(&mut self, source: &str, index: usize) -> usize {
        let wanted = index.saturating_sub(self.shift);
        while self.character < wanted {
            let rest = source.get(self.byte..).unwrap_or_default();
            let Some(character) = rest.chars().next() else { break };
            self.byte += character.len_utf8();
            self.character += 1;
        }
        while self.character > wanted {
            let before = source.get(..self.byte).unwrap_or_default();
            let Some(character) = before.chars().next_back() else { break };
            self.byte -= character.len_utf8();
            self.character -= 1;
        }
        self.byte
    }
}

/// `Ref` for `!Ref`, `Fn::Sub` for `!Sub`; `None` for YAML's own tags.
fn long_form(tag: &Tag) -> Option<String> {
    if tag.handle != "!" || tag.suffix.is_empty() {
        return None;
    }
    let is_plain = matches!(tag.suffix.as_str(), "Ref" | "Condition");
    Some(if is_plain { tag.suffix.clone() } else { format!("Fn::{}", tag.suffix) })
}

/// `!GetAtt a.b` is `{"Fn::GetAtt": ["a", "b"]}`.
fn tagged(name: &str, node: Node, span: Span) -> Node {
    let node = match (name, node.text()) {
        ("Fn::GetAtt", Some(text)) if text.value.contains('.') => {
            let at = text.value.find('.').unwrap_or_default();
            let part = |range: core::ops::Range<usize>| {
                let value = text.value.get(range.clone()).unwrap_or_default().to_owned();
                let span = text.source(range);
                Node { span, value: Value::String(Text::written(value, span)) }
            };
            let value = Value::Array(vec![part(0..at), part(at + 1..text.value.len())]);
            Node { span: node.span, value }
        }
        _ => node,
    };
    let name = Text::written(name.to_owned(), Span::new(span.start, span.start));
    Node { span, value: Value::Object(vec![Member { name, value: node }]) }
}

impl Mapping {
    fn add(&mut self, source: &str, name: Node, value: Node) {
        let text = match name.value {
            Value::String(text) => text,
            _ => Text::written(name.span.of(source).to_owned(), name.span),
        };
        if text.value != "<<" {
            self.own.push(Member { name: text, value });
            return;
        }
        let sources = match value.value {
            Value::Array(nodes) => nodes,
            _ => vec![value],
        };
        for node in sources {
            if let Value::Object(members) = node.value {
                self.merged.extend(members);
            }
        }
    }

    /// Its own, and of what was merged in the first of each other name.
    fn members(self) -> Vec<Member> {
        if self.merged.is_empty() {
            return self.own;
        }
        let mut names: BTreeSet<String> =
            self.own.iter().map(|member| member.name.value.clone()).collect();
        let merged = self.merged.into_iter();
        let brought = merged.filter(|member| names.insert(member.name.value.clone()));
        let brought: Vec<Member> = brought.collect();
        self.own.into_iter().chain(brought).collect()
    }
}

fn count(node: &Node) -> usize {
    let elements = node.elements().unwrap_or_default().iter().map(count).sum::<usize>();
    let members = node.members().unwrap_or_default().iter();
    1 + elements + members.map(|member| count(&member.value)).sum::<usize>()
}

fn depth(node: &Node) -> usize {
    let elements = node.elements().unwrap_or_default().iter().map(depth).max();
    let members =
        node.members().unwrap_or_default().iter().map(|member| depth(&member.value)).max();
    elements.or(members).map_or(0, |below| below + 1)
}
