//! An object of what is given as JSON, its members taken by name and type. Not: what they mean.

use undenied_json::{Member, Node, Value, Writer};

/// What nobody knows.
pub(super) const UNKNOWN: &str = "unknown";

/// An object with its path from the root; absent ones hold nothing. Of two members with one name, the last counts.
pub(super) struct Part<'a> {
    pub(super) path: String,
    pub(super) members: Option<&'a [Member]>,
    /// Whether `unknown` in place of a value is as good as none.
    pub(super) may_be_unknown: bool,
}

/// The member called `name`.
pub(super) fn member<'a>(members: &'a [Member], name: &str) -> Option<&'a Node> {
    members.iter().rev().find(|member| member.name.value == name).map(|member| &member.value)
}

/// In the order of their names; of two with one name, the last.
pub(super) fn sorted(members: &[Member]) -> Vec<&Member> {
    let all = undenied_json::sorted(members.iter().collect(), &|one: &&Member, two| {
        one.name.value.cmp(&two.name.value)
    });
    let mut kept: Vec<&Member> = Vec::with_capacity(all.len());
    for member in all {
        kept.pop_if(|earlier| earlier.name.value == member.name.value);
        kept.push(member);
    }
    kept
}

/// The text, where `node` is one.
pub(super) fn text(node: &Node) -> Option<&str> {
    node.text().map(|text| text.value.as_str())
}

impl<'a> Part<'a> {
    pub(super) const fn root(members: &'a [Member]) -> Self {
        Self { path: String::new(), members: Some(members), may_be_unknown: false }
    }

    /// Its value, unless that is `null`.
    pub(super) fn value(&self, name: &str) -> Option<&'a Node> {
        member(self.members?, name).filter(|node| !matches!(node.value, Value::Null))
    }

    fn told(&self, name: &str) -> Option<&'a Node> {
        self.value(name).filter(|_| !(self.may_be_unknown && self.is_unknown(name)))
    }

    pub(super) fn is_unknown(&self, name: &str) -> bool {
        self.value(name).and_then(text) == Some(UNKNOWN)
    }

    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    pub(super) fn wrong(&self, name: &str, wanted: &str) -> String {
        format!("`{}` is not {wanted}", self.path(name))
    }

    pub(super) fn part(&self, name: &str) -> Result<Self, String> {
        let members = match self.told(name) {
            None => None,
            Some(node) => Some(node.members().ok_or_else(|| self.wrong(name, "an object"))?),
        };
        Ok(Part { path: self.path(name), members, may_be_unknown: self.may_be_unknown })
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>, String> {
        let Some(node) = self.told(name) else { return Ok(None) };
        let text = text(node).ok_or_else(|| self.wrong(name, "a string"))?;
        Ok(Some(text.to_owned()))
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, String> {
        match self.told(name).map(|node| &node.value) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(self.wrong(name, "true or false")),
        }
    }

    /// The objects of a list.
    pub(super) fn list(&self, name: &str) -> Result<Vec<Self>, String> {
        let Some(node) = self.told(name) else { return Ok(Vec::new()) };
        let nodes = node.elements().ok_or_else(|| self.wrong(name, "a list"))?;
        let parts = nodes.iter().enumerate().map(|(index, node)| Part {
            path: format!("{}[{index}]", self.path(name)),
            members: node.members(),
            may_be_unknown: self.may_be_unknown,
        });
        Ok(parts.collect())
    }
}

/// `node` as JSON, members in the order of their names.
pub(super) fn write(node: &Node, out: &mut Writer) {
    match &node.value {
        Value::Null | Value::Missing => {
            out.word("null");
        }
        Value::Bool(flag) => {
            out.word(if *flag { "true" } else { "false" });
        }
        Value::Number(number) => {
            out.word(number);
        }
        Value::String(text) => {
            out.text(&text.value);
        }
        Value::Array(elements) => {
            out.open('[');
            for element in elements {
                write(element, out);
            }
            out.close(']');
        }
        Value::Object(members) => {
            out.open('{');
            for member in sorted(members) {
                write(&member.value, out.name(&member.name.value));
            }
            out.close('}');
        }
    }
}
