//! Terraform: configuration, and what `terraform show -json` prints of a state or a plan. Not: what
//! references stand for.

use undenied_json::{Node, Value};

use super::{
    gather::{Gathering, Place, Resource},
    policy_document, sites,
    terraform_names::{Names, blocks},
};
use crate::{
    intake::{
        is_policy,
        weave::{member, member_text, scalar},
    },
    policy::Kind,
    template,
};

const DOCUMENT: &str = "aws_iam_policy_document";

/// Whether `root` is Terraform's JSON syntax.
pub(super) fn is_configuration(root: &Node) -> bool {
    ["resource", "data"].iter().any(|of| {
        blocks(root, of)
            .iter()
            .any(|block| block.kind.contains('_') && block.body.members().is_some())
    })
}

/// Whether `root` is a state or a plan.
pub(super) fn is_state(root: &Node) -> bool {
    let has_tree =
        |name: &str| member(root, name).is_some_and(|node| member(node, "root_module").is_some());
    has_tree("values")
        || has_tree("planned_values")
        || member(root, "resource_changes").is_some()
        || member(root, "terraform_version").is_some() && member(root, "resources").is_some()
}

/// Reads blocks, or the attributes and statements out of one.
pub(super) fn read_configuration(root: &Node, gathering: &mut Gathering<'_>) {
    let mut names = Names::of(root);
    for block in blocks(root, "resource") {
        let address = format!("{}.{}", block.kind, block.name);
        let resolved = names.resolve(block.body);
        let subject = member(block.body, "bucket").and_then(|node| subject(&mut names, node));
        gathering.resource(&Resource {
            name: &address,
            kind: block.kind,
            path: format!("{address}."),
            written: block.body,
            resolved,
            subject: subject.filter(|_| block.kind != "aws_s3_bucket"),
        });
    }
    documents(root, &mut names, gathering);
    loose(root, &mut names, gathering);
    for (name, (value, span)) in &names.assumed {
        let value = value.replace('`', "'");
        gathering.note(
            format!("`{name}` is taken to be its default `{value}`."),
            format!("`{name}` はデフォルト値の `{value}` とみなしています。"),
            None,
            *span,
        );
    }
}

/// The bucket that a setting is about: its name, or the address of its block.
fn subject(names: &mut Names<'_>, bucket: &Node) -> Option<String> {
    let name = scalar(&names.resolve(bucket))?;
    let Some(reference) = template::reference(&name) else { return Some(name) };
    let inside = reference.get(2..reference.len() - 1)?;
    Some(inside.rsplit_once('.').map_or(inside, |(address, _)| address).to_owned())
}

/// The policy documents that nothing refers to.
fn documents(root: &Node, names: &mut Names<'_>, gathering: &mut Gathering<'_>) {
    for block in blocks(root, "data").iter().filter(|block| block.kind == DOCUMENT) {
        let address = format!("data.{DOCUMENT}.{}", block.name);
        let body = names.resolve(block.body);
        for (part, span) in policy_document::left_out(&body) {
            gathering.note(
                format!("`{part}` of `{address}` is known only to Terraform; its statements are missing here."),
                format!("`{address}` の `{part}` は Terraform の実行時に決まるため、そのステートメントはここに含まれていません。"),
                None,
                span,
            );
        }
        if !names.used.contains(&address) {
            let policy = policy_document::build(&body);
            let place = Place { name: block.name, of: DOCUMENT, path: address.clone(), kind: None };
            gathering.policy(&policy, None, place);
        }
    }
}

/// What was copied out of a block: attributes that hold a policy, statements.
fn loose(root: &Node, names: &mut Names<'_>, gathering: &mut Gathering<'_>) {
    if member(root, "statement").is_some_and(|node| node.members().is_some()) {
        let policy = policy_document::build(&names.resolve(root));
        let place =
            Place { name: DOCUMENT, of: DOCUMENT, path: "statement".to_owned(), kind: None };
        gathering.policy(&policy, None, place);
    }
    let locals = member(root, "locals").filter(|_| gathering.is_without_documents());
    let roots = [Some(root), locals].into_iter().flatten();
    for attribute in roots.flat_map(|node| node.members().unwrap_or_default()) {
        let name = attribute.name.value.as_str();
        let kind = (name == "assume_role_policy").then_some(Kind::Trust);
        let value = names.resolve(&attribute.value);
        if is_policy(&value) || value.text().is_some_and(|text| text.value.contains('{')) {
            gathering.policy(
                &value,
                None,
                Place { name, of: "terraform", path: name.to_owned(), kind },
            );
        }
    }
}

/// Reads what `terraform show -json` prints, or a state file.
pub(super) fn read_state(root: &Node, gathering: &mut Gathering<'_>) {
    if let Some(changes) = member(root, "resource_changes").and_then(Node::elements) {
        for (index, change) in changes.iter().enumerate() {
            changed(change, index, gathering);
        }
        return;
    }
    for name in ["planned_values", "values"] {
        let modules = member(root, name).and_then(|node| member(node, "root_module"));
        if let Some(module) = modules {
            return self::module(module, &format!("{name}.root_module"), gathering);
        }
    }
    let resources = member(root, "resources").and_then(Node::elements).unwrap_or_default();
    for (index, resource) in resources.iter().enumerate() {
        let instances = member(resource, "instances").and_then(Node::elements).unwrap_or_default();
        let name = member_text(resource, "name").unwrap_or_default();
        for (instance, node) in instances.iter().enumerate() {
            let path = format!("resources[{index}].instances[{instance}].attributes.");
            if let Some(values) = member(node, "attributes") {
                self::values(resource, values, name, path, gathering);
            }
        }
    }
}

// Nesting is bounded by the parser.
fn module(module: &Node, path: &str, gathering: &mut Gathering<'_>) {
    let list = |name: &str| member(module, name).and_then(Node::elements).unwrap_or_default();
    for (index, resource) in list("resources").iter().enumerate() {
        let address = member_text(resource, "address").unwrap_or_default();
        if let Some(values) = member(resource, "values") {
            let path = format!("{path}.resources[{index}].values.");
            self::values(resource, values, address, path, gathering);
        }
    }
    for (index, child) in list("child_modules").iter().enumerate() {
        self::module(child, &format!("{path}.child_modules[{index}]"), gathering);
    }
}

fn changed(change: &Node, index: usize, gathering: &mut Gathering<'_>) {
    let address = member_text(change, "address").unwrap_or_default();
    let kind = member_text(change, "type").unwrap_or_default();
    let Some(planned) = member(change, "change") else { return };
    if let Some(after) = member(planned, "after").filter(|node| node.value != Value::Null) {
        let path = format!("resource_changes[{index}].change.after.");
        values(change, after, address, path, gathering);
    }
    let Some(unknown) = member(planned, "after_unknown") else { return };
    for site in sites::POLICIES.iter().filter(|site| site.of == kind) {
        if let Some(node) =
            member(unknown, site.path).filter(|node| node.value == Value::Bool(true))
        {
            let property = site.path;
            gathering.note(
                format!("`{property}` of `{address}` is known only after the apply."),
                format!("`{address}` の `{property}` は適用後にしか決まりません。"),
                None,
                node.span,
            );
        }
    }
}

fn values(resource: &Node, values: &Node, name: &str, path: String, gathering: &mut Gathering<'_>) {
    let kind = member_text(resource, "type").unwrap_or_default();
    let bucket = member_text(values, "bucket").filter(|_| kind != "aws_s3_bucket");
    gathering.resource(&Resource {
        name,
        kind,
        path,
        written: values,
        resolved: values.clone(),
        subject: bucket.map(ToOwned::to_owned),
    });
}
