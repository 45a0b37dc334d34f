//! `data "aws_iam_policy_document"`: the policy that Terraform makes of it. By
//! <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document>.

use undenied_json::{Member, Node, Span, Text, Value};

use super::cloudformation::object;
use crate::intake::weave::{Weave, member, member_text, scalar, string};

/// The policy of the block `body`, whose references are filled in.
pub(super) fn build(body: &Node) -> Node {
    let mut statements = inherited(body, "source_policy_documents", "source_json");
    statements.extend(repeated(body, "statement").into_iter().map(statement));
    for overriding in inherited(body, "override_policy_documents", "override_json") {
        let sid = member_text(&overriding, "Sid").map(ToOwned::to_owned);
        let same = |own: &Node| sid.is_some() && member_text(own, "Sid") == sid.as_deref();
        match statements.iter().position(same).and_then(|index| statements.get_mut(index)) {
            Some(own) => *own = overriding,
            None => statements.push(overriding),
        }
    }
    let version = member(body, "version").cloned();
    let version = version.unwrap_or_else(|| string("2012-10-17", Span::at(body.span.start)));
    let statements = Node { span: body.span, value: Value::Array(statements) };
    let mut members = vec![("Version", version)];
    members.extend(member(body, "policy_id").map(|id| ("Id", id.clone())));
    members.push(("Statement", statements));
    object(body.span, members)
}

/// The parts of `body` whose content only Terraform knows, by name.
pub(super) fn left_out(body: &Node) -> Vec<(&str, Span)> {
    let mut left_out = Vec::new();
    for dynamic in repeated(body, "dynamic") {
        let members = dynamic.members().unwrap_or_default().iter();
        left_out.extend(members.map(|member| (member.name.value.as_str(), member.name.span)));
    }
    for name in INHERITED {
        let nodes = repeated(body, name).into_iter();
        let unknown = nodes.filter(|node| member(node, "Statement").is_none());
        left_out.extend(unknown.map(|node| (name, node.span)));
    }
    left_out
}

const INHERITED: [&str; 4] =
    ["source_policy_documents", "override_policy_documents", "source_json", "override_json"];

fn inherited(body: &Node, name: &str, old_name: &str) -> Vec<Node> {
    let documents = repeated(body, name).into_iter().chain(repeated(body, old_name));
    let statements = documents.filter_map(|document| member(document, "Statement"));
    statements
        .flat_map(|node| node.elements().unwrap_or(core::slice::from_ref(node)).to_vec())
        .collect()
}

/// Every block `name` of `body`; Terraform's JSON writes several as a list.
fn repeated<'n>(body: &'n Node, name: &str) -> Vec<&'n Node> {
    let members = body.members().unwrap_or_default().iter();
    let values = members.filter(|member| member.name.value == name).map(|member| &member.value);
    values.flat_map(|value| value.elements().unwrap_or(core::slice::from_ref(value))).collect()
}

fn statement(block: &Node) -> Node {
    let mut members = Vec::new();
    members.extend(member(block, "sid").map(|sid| ("Sid", sid.clone())));
    let effect = member(block, "effect").cloned();
    members.push(("Effect", effect.unwrap_or_else(|| string("Allow", Span::at(block.span.start)))));
    for (name, own) in [("Principal", "principals"), ("NotPrincipal", "not_principals")] {
        let blocks = repeated(block, own);
        if !blocks.is_empty() {
            members.push((name, principals(&blocks)));
        }
    }
    for (name, own) in [
        ("Action", "actions"),
        ("NotAction", "not_actions"),
        ("Resource", "resources"),
        ("NotResource", "not_resources"),
    ] {
        members.extend(member(block, own).map(|values| (name, one_or_more(values.clone()))));
    }
    let conditions = repeated(block, "condition");
    if !conditions.is_empty() {
        members.push(("Condition", self::conditions(&conditions)));
    }
    variables(&object(block.span, members))
}

fn principals(blocks: &[&Node]) -> Node {
    let span = around(blocks);
    let mut types: Vec<(String, Span, Vec<Node>)> = Vec::new();
    for block in blocks {
        let Some(kind) = member(block, "type").and_then(scalar) else { continue };
        let identifiers = member(block, "identifiers").map(listed).unwrap_or_default();
        match types.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, known)) => known.extend(identifiers),
            None => types.push((kind, block.span, identifiers)),
        }
    }
    if let [(kind, _, identifiers)] = types.as_slice()
        && let [everyone] = identifiers.as_slice()
        && kind == "*"
        && scalar(everyone).as_deref() == Some("*")
    {
        return everyone.clone();
    }
    let members = types.into_iter().map(|(kind, span, nodes)| Member {
        name: Text::written(kind, Span::at(span.start)),
        value: one_or_more(Node { span, value: Value::Array(nodes) }),
    });
    Node { span, value: Value::Object(members.collect()) }
}

/// `{test: {variable: values}}`, conditions of one test and variable together.
fn conditions(blocks: &[&Node]) -> Node {
    let mut tests: Vec<Member> = Vec::new();
    for block in blocks {
        let text = |name: &str| member(block, name).and_then(Node::text).cloned();
        let (Some(test), Some(variable)) = (text("test"), text("variable")) else { continue };
        let values = member(block, "values").map(listed).unwrap_or_default();
        let mut keys = take(&mut tests, &test).map_or_else(Vec::new, |node| match node.value {
            Value::Object(keys) => keys,
            _ => Vec::new(),
        });
        let known = take(&mut keys, &variable);
        let values = known.as_ref().map(listed).unwrap_or_default().into_iter().chain(values);
        let list = Node { span: block.span, value: Value::Array(values.collect()) };
        keys.push(Member { name: variable, value: one_or_more(list) });
        tests.push(Member {
            name: test,
            value: Node { span: block.span, value: Value::Object(keys) },
        });
    }
    Node { span: around(blocks), value: Value::Object(tests) }
}

/// Takes the member `name` out.
fn take(members: &mut Vec<Member>, name: &Text) -> Option<Node> {
    let index = members.iter().position(|member| member.name.value == name.value)?;
    Some(members.remove(index).value)
}

fn around(blocks: &[&Node]) -> Span {
    blocks.iter().map(|block| block.span).reduce(Span::to).unwrap_or_default()
}

fn listed(node: &Node) -> Vec<Node> {
    node.elements().map_or_else(|| vec![node.clone()], <[Node]>::to_vec)
}

/// Terraform writes a list of one as the one.
fn one_or_more(node: Node) -> Node {
    match node.elements() {
        Some([only]) => only.clone(),
        _ => node,
    }
}

/// `&{aws:username}` stands for what Terraform would take for its own.
fn variables(node: &Node) -> Node {
    let value = match &node.value {
        Value::Object(members) => {
            let replaced = members.iter().map(|member| Member {
                name: member.name.clone(),
                value: variables(&member.value),
            });
            Value::Object(replaced.collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().map(variables).collect()),
        Value::String(text) if text.value.contains("&{") => {
            let mut weave = Weave::default();
            let mut done = 0;
            for (at, _) in text.value.match_indices("&{") {
                weave.copy(text, done..at);
                weave.stand_in("${", text.source(at..at + 2));
                done = at + 2;
            }
            weave.copy(text, done..text.value.len());
            Value::String(weave.finish(text.span))
        }
        other => other.clone(),
    };
    Node { span: node.span, value }
}
