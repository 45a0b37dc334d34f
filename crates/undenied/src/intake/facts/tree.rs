//! Looking into a tree by the names of members. Not: what they mean.

use undenied_json::{Node, Span, Value};

pub(super) fn member<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let mut members = node.members()?.iter();
    members.find(|member| member.name.value == name).map(|member| &member.value)
}

/// The text of a member.
pub(super) fn text<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    member(node, name)?.text().map(|text| text.value.as_str()).filter(|text| !text.is_empty())
}

/// The elements; none of anything but a list.
pub(super) fn list(node: &Node) -> &[Node] {
    node.elements().unwrap_or_default()
}

/// The elements of a member.
pub(super) fn listed<'a>(node: &'a Node, name: &str) -> &'a [Node] {
    member(node, name).map(list).unwrap_or_default()
}

/// A value that is no container, as the API writes it.
pub(super) fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::Null => Some("null".to_owned()),
        Value::Bool(is_so) => Some(if *is_so { "true" } else { "false" }.to_owned()),
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => Some(text.value.clone()),
        Value::Array(_) | Value::Object(_) | Value::Missing => None,
    }
}

/// The strings of a list, one after the other.
pub(super) fn joined(nodes: &[Node]) -> String {
    let texts: Vec<String> = nodes.iter().filter_map(scalar).collect();
    texts.join(", ")
}

/// The way from `root` to the value at `span`: `Role.Policies[0]`.
pub(super) fn path(root: &Node, span: Span) -> String {
    let mut path = String::new();
    let mut node = root;
    loop {
        let (step, next) = match &node.value {
            Value::Object(members) => {
                let after = members.partition_point(|member| member.name.span.start <= span.start);
                let Some(member) = after.checked_sub(1).and_then(|at| members.get(at)) else {
                    return path;
                };
                let dot = if path.is_empty() { "" } else { "." };
                (format!("{dot}{}", member.name.value), &member.value)
            }
            Value::Array(elements) => {
                let after = elements.partition_point(|element| element.span.start <= span.start);
                let Some(index) = after.checked_sub(1) else { return path };
                let Some(element) = elements.get(index) else { return path };
                (format!("[{index}]"), element)
            }
            _ => return path,
        };
        if next.span.end < span.end || node.span == span {
            return path;
        }
        path.push_str(&step);
        node = next;
    }
}
