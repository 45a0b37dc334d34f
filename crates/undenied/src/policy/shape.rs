//! Whether a JSON tree is a policy, or a part of one pasted without the rest. Not: reading it.

use undenied_json::Node;

/// How much of a policy a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Policy,
    /// One statement without the policy around it.
    Statement,
    /// Several, in a list.
    Statements,
    /// Elements of a statement: a `Condition`, a `Principal`.
    Fragment,
}

const ACTIONS: [&str; 6] =
    ["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"];

/// What of a policy `root` is; `None` for anything else.
#[must_use]
pub fn shape(root: &Node) -> Option<Shape> {
    if is_policy(root) {
        Some(Shape::Policy)
    } else if is_statement(root) {
        Some(Shape::Statement)
    } else if is_list(root) {
        Some(Shape::Statements)
    } else {
        is_fragment(root).then_some(Shape::Fragment)
    }
}

/// A misspelt `Statement` beside a `Version` is meant as one.
fn is_policy(node: &Node) -> bool {
    if has(node, "Statement") {
        return true;
    }
    let mut members = node.members().unwrap_or_default().iter();
    has(node, "Version")
        && members.any(|member| is_statement(&member.value) || is_list(&member.value))
}

pub(super) fn is_statement(node: &Node) -> bool {
    let tells_what = || ACTIONS.iter().any(|name| has(node, name));
    let exactly = |name: &str| {
        let mut members = node.members().unwrap_or_default().iter();
        members.any(|member| member.name.value == name)
    };
    (has(node, "Effect") && tells_what()) || (exactly("Action") && exactly("Resource"))
}

pub(super) fn is_list(node: &Node) -> bool {
    let elements = node.elements().unwrap_or_default();
    !elements.is_empty() && elements.iter().all(is_statement)
}

/// Nothing but elements of a statement.
fn is_fragment(node: &Node) -> bool {
    let known = ["Sid", "Effect", "Condition"];
    let members = node.members().unwrap_or_default();
    let mut names = members.iter().map(|member| member.name.value.as_str());
    !members.is_empty() && names.all(|name| known.contains(&name) || ACTIONS.contains(&name))
}

fn has(node: &Node, name: &str) -> bool {
    let mut members = node.members().unwrap_or_default().iter();
    members.any(|member| member.name.value.eq_ignore_ascii_case(name))
}
