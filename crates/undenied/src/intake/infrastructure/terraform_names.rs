//! What references in Terraform code stand for, where the code itself says so. Not: evaluating
//! expressions.

use std::collections::{BTreeMap, BTreeSet};

use undenied_json::{Member, Node, Span, Text, Value};

use super::policy_document;
use crate::{
    intake::weave::{Weave, member, scalar, size, string},
    template,
};

/// How often a name may stand for another.
const MAX_INDIRECTION: usize = 8;

/// Bytes and nodes that names may bring in.
const MAX_BROUGHT: usize = 2_000_000;

/// The blocks and values of a configuration by address.
pub(super) struct Names<'a> {
    bodies: BTreeMap<String, &'a Node>,
    /// `var.x` with its default, `local.x`.
    values: BTreeMap<String, &'a Node>,
    /// Variables whose default was taken.
    pub(super) assumed: BTreeMap<String, (String, Span)>,
    /// Addresses of policy documents that something refers to.
    pub(super) used: BTreeSet<String>,
    depth: usize,
    brought: usize,
}

/// A block with two labels.
pub(super) struct Block<'a> {
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
    pub(super) body: &'a Node,
}

/// The blocks `resource` or `data`, whatever way they are nested.
pub(super) fn blocks<'a>(root: &'a Node, of: &str) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    for kind in members(root, of) {
        for named in each(&kind.value) {
            for named in named.members().unwrap_or_default() {
                let (kind, name) = (kind.name.value.as_str(), named.name.value.as_str());
                blocks.extend(each(&named.value).iter().map(|body| Block { kind, name, body }));
            }
        }
    }
    blocks
}

/// The members of every member `name`.
fn members<'a>(root: &'a Node, name: &str) -> Vec<&'a Member> {
    let own = root.members().unwrap_or_default().iter();
    let found =
        own.filter(|member| member.name.value == name).flat_map(|member| each(&member.value));
    found.flat_map(|node| node.members().unwrap_or_default()).collect()
}

fn each(node: &Node) -> &[Node] {
    node.elements().unwrap_or(core::slice::from_ref(node))
}

impl<'a> Names<'a> {
    pub(super) fn of(root: &'a Node) -> Self {
        let mut bodies = BTreeMap::new();
        for Block { kind, name, body } in blocks(root, "resource") {
            bodies.insert(format!("{kind}.{name}"), body);
        }
        for Block { kind, name, body } in blocks(root, "data") {
            bodies.insert(format!("data.{kind}.{name}"), body);
        }
        let mut values = BTreeMap::new();
        for variable in members(root, "variable") {
            if let Some(default) =
                each(&variable.value).first().and_then(|body| member(body, "default"))
            {
                values.insert(format!("var.{}", variable.name.value), default);
            }
        }
        for local in members(root, "locals") {
            values.insert(format!("local.{}", local.name.value), &local.value);
        }
        let (assumed, used) = (BTreeMap::new(), BTreeSet::new());
        Self { bodies, values, assumed, used, depth: 0, brought: 0 }
    }

    /// `node` with the references in it filled in where that is certain.
    // Nesting is bounded by the parsers, and indirection by `MAX_INDIRECTION`.
    pub(super) fn resolve(&mut self, node: &Node) -> Node {
        let value = match &node.value {
            Value::Object(members) => {
                let resolved = members.iter().map(|member| Member {
                    name: self.text(&member.name),
                    value: self.resolve(&member.value),
                });
                Value::Object(resolved.collect())
            }
            Value::Array(elements) => {
                let mut resolved = Vec::new();
                for element in elements {
                    let node = self.resolve(element);
                    resolved.push(node);
                }
                Value::Array(resolved)
            }
            Value::String(text) if text.value.contains("${") => {
                if let Some(whole) = self.whole(text) {
                    return whole;
                }
                Value::String(self.text(text))
            }
            other => other.clone(),
        };
        Node { span: node.span, value }
    }

    /// A text that is one reference and nothing else may stand for more than a text.
    fn whole(&mut self, text: &Text) -> Option<Node> {
        let range = template::inserted(&text.value, 0)?;
        if range != (0..text.value.len()) {
            return None;
        }
        let node = self.value(text.value.get(2..text.value.len() - 1)?.trim())?;
        Some(match scalar(&node) {
            Some(value) => string(&value, text.span),
            None => node,
        })
    }

    fn text(&mut self, text: &Text) -> Text {
        let mut weave = Weave::default();
        let mut done = 0;
        while let Some(range) = template::inserted(&text.value, done) {
            weave.copy(text, done..range.start);
            done = range.end;
            let expression =
                text.value.get(range.start + 2..range.end - 1).unwrap_or_default().trim();
            match self.value(expression).as_ref().and_then(scalar) {
                Some(value) => weave.stand_in(&value, text.source(range)),
                None => weave.copy(text, range),
            }
        }
        if done == 0 {
            return text.clone();
        }
        weave.copy(text, done..text.value.len());
        weave.finish(text.span)
    }

    /// What `expression` stands for.
    fn value(&mut self, expression: &str) -> Option<Node> {
        if self.depth == MAX_INDIRECTION || self.brought > MAX_BROUGHT {
            return None;
        }
        self.depth += 1;
        let address = without_indices(expression);
        let value = self.known(&address);
        self.depth -= 1;
        self.brought += value.as_ref().map_or(1, size);
        value
    }

    fn known(&mut self, address: &str) -> Option<Node> {
        if let Some(value) = self.values.get(address).copied() {
            let resolved = self.resolve(value);
            if let (Some(default), true) = (scalar(&resolved), address.starts_with("var.")) {
                self.assumed.insert(address.to_owned(), (default, value.span));
            }
            return Some(resolved).filter(|node| node.value != Value::Null);
        }
        let (owner, attribute) = address.rsplit_once('.')?;
        if owner.starts_with("data.aws_partition.") {
            let known = match attribute {
                "partition" => "aws",
                "dns_suffix" => "amazonaws.com",
                _ => return None,
            };
            return Some(string(known, Span::default()));
        }
        let body = self.bodies.get(owner).copied()?;
        if owner.starts_with("data.aws_iam_policy_document.") {
            self.used.insert(owner.to_owned());
            let is_policy = matches!(attribute, "json" | "minified_json");
            return is_policy.then(|| policy_document::build(&self.resolve(body)));
        }
        self.attribute(owner, attribute, body)
    }

    /// An attribute of the block `owner`.
    fn attribute(&mut self, owner: &str, attribute: &str, body: &Node) -> Option<Node> {
        let kind = owner.strip_prefix("data.").unwrap_or(owner).split('.').next()?;
        let names = if kind == "aws_s3_bucket" { "bucket" } else { "name" };
        let own = member(body, names).and_then(|node| scalar(&self.resolve(node)));
        let own = own.unwrap_or_else(|| format!("${{{owner}.{names}}}"));
        let account = "${account_id}";
        let path = member(body, "path").and_then(|node| scalar(&self.resolve(node)));
        let path = path.unwrap_or_else(|| "/".to_owned());
        let text = match (kind, attribute) {
            ("aws_s3_bucket", "arn") => format!("arn:aws:s3:::{own}"),
            ("aws_s3_bucket", "id" | "bucket")
            | ("aws_iam_role" | "aws_iam_user", "id" | "name") => own,
            ("aws_iam_role", "arn") => format!("arn:aws:iam::{account}:role{path}{own}"),
            ("aws_iam_user", "arn") => format!("arn:aws:iam::{account}:user{path}{own}"),
            ("aws_iam_policy", "arn") => format!("arn:aws:iam::{account}:policy{path}{own}"),
            _ => scalar(&self.resolve(member(body, attribute)?))?,
        };
        Some(string(&text, body.span))
    }
}

/// `a.b` for `a[0].b`: the blocks of one address are alike.
fn without_indices(expression: &str) -> String {
    let mut depth = 0_usize;
    let mut address = String::new();
    for character in expression.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => address.push(character),
            _ => {}
        }
    }
    address
}
