//! A container that is being read.

use crate::{Member, Node, Span, Text, Value, lexer::Bracket};

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) items: Items,
    pub(super) opener: Opener,
    pub(super) expects: Expects,
    /// Indentation of the first item that begins a line.
    pub(super) item_indent: Option<usize>,
}

#[derive(Debug)]
pub(super) enum Items {
    Array(Vec<Node>),
    /// With the name whose value is being read.
    Object(Vec<Member>, Option<Text>),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Opener {
    /// Empty where there is none in the text.
    pub(super) span: Span,
    pub(super) line: usize,
    /// Indentation of its line.
    pub(super) indent: usize,
    /// Index of the error when it is the other bracket in the text: its closer may be so too.
    pub(super) error: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expects {
    FirstItem,
    Separator,
    /// After a comma.
    Item,
}

impl Frame {
    pub(super) fn new(bracket: Bracket, opener: Opener) -> Self {
        let items = match bracket {
            Bracket::Array => Items::Array(Vec::new()),
            Bracket::Object => Items::Object(Vec::new(), None),
        };
        Self { items, opener, expects: Expects::FirstItem, item_indent: None }
    }

    pub(super) fn bracket(&self) -> Bracket {
        match self.items {
            Items::Array(_) => Bracket::Array,
            Items::Object(..) => Bracket::Object,
        }
    }

    /// A value of an object without its name is dropped; the parser always sets a name first.
    pub(super) fn add(&mut self, node: Node) {
        self.expects = Expects::Separator;
        match &mut self.items {
            Items::Array(elements) => elements.push(node),
            Items::Object(members, name) => {
                members.extend(name.take().map(|name| Member { name, value: node }));
            }
        }
    }

    /// Takes the last value of an object back; its name waits for another.
    pub(super) fn reopen(&mut self) -> Option<Node> {
        let Items::Object(members, name) = &mut self.items else {
            return None;
        };
        let last = members.pop_if(|last| last.value.value != Value::Missing)?;
        *name = Some(last.name);
        Some(last.value)
    }

    pub(super) fn into_node(self, end: usize) -> Node {
        let value = match self.items {
            Items::Array(elements) => Value::Array(elements),
            Items::Object(members, _) => Value::Object(members),
        };
        Node { span: Span::new(self.opener.span.start, end), value }
    }

    /// Whether something at `indent` stands left of this container's items, so no longer in it.
    pub(super) fn is_left_by(&self, indent: usize) -> bool {
        self.item_indent.is_some_and(|item| item > self.opener.indent && indent < item)
    }
}
