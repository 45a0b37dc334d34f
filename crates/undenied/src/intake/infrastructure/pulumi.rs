//! Pulumi's previews and exported stacks in JSON: its AWS resources are Terraform's under other
//! names.

use undenied_json::{Member, Node, Text, Value};

use super::gather::{Gathering, Resource};
use crate::intake::{
    is_policy,
    weave::{member, member_text},
};

/// Whether `root` is what `pulumi preview --json` or `pulumi stack export` prints.
pub(super) fn is_preview(root: &Node) -> bool {
    states(root).iter().any(|(_, state)| member_text(state, "urn").is_some())
}

pub(super) fn read(root: &Node, gathering: &mut Gathering<'_>) {
    for (path, state) in states(root) {
        let Some(kind) = member_text(state, "type").and_then(terraform_type) else { continue };
        let Some(inputs) = member(state, "inputs").or_else(|| member(state, "outputs")) else {
            continue;
        };
        let urn = member_text(state, "urn").unwrap_or_default();
        let name = urn.rsplit("::").next().unwrap_or(urn);
        let resolved = snake_case_members(inputs);
        let path = format!("{path}.inputs.");
        let resource =
            Resource { name, kind: &kind, path, written: inputs, resolved, subject: None };
        gathering.resource(&resource);
    }
}

fn states(root: &Node) -> Vec<(String, &Node)> {
    let mut states = Vec::new();
    let steps = member(root, "steps").and_then(Node::elements).unwrap_or_default();
    for (index, step) in steps.iter().enumerate() {
        states.extend(
            member(step, "newState").map(|state| (format!("steps[{index}].newState"), state)),
        );
    }
    let exported = member(root, "deployment").and_then(|node| member(node, "resources"));
    let resources = exported.and_then(Node::elements).unwrap_or_default();
    for (index, state) in resources.iter().enumerate() {
        states.push((format!("deployment.resources[{index}]"), state));
    }
    states
}

/// `aws_s3_bucket_policy` for `aws:s3/bucketPolicy:BucketPolicy`.
fn terraform_type(pulumi: &str) -> Option<String> {
    let (module, name) = pulumi.strip_prefix("aws:")?.split_once('/')?;
    let name = snake_case(name.split(':').next()?);
    // Version 4 of Terraform's provider is called so.
    let name = name.strip_suffix("_v2").unwrap_or(&name);
    let name = if module == "ec2" { name.to_owned() } else { format!("{module}_{name}") };
    Some(format!("aws_{name}"))
}

fn snake_case_members(node: &Node) -> Node {
    let value = match &node.value {
        Value::Object(members) if !is_policy(node) => {
            let renamed = members.iter().map(|member| Member {
                name: Text::written(snake_case(&member.name.value), member.name.span),
                value: snake_case_members(&member.value),
            });
            Value::Object(renamed.collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().map(snake_case_members).collect()),
        other => other.clone(),
    };
    Node { span: node.span, value }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}
