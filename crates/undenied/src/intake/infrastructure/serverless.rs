//! Serverless Framework: the statements of the functions' role, and the resources beside them.
//! By <https://www.serverless.com/framework/docs/providers/aws/guide/iam>.

use undenied_json::{Member, Node, Text, Value};

use super::{
    cloudformation,
    gather::{Gathering, Place},
    intrinsic::Names,
};
use crate::{
    intake::weave::{Weave, member, scalar, size, string},
    policy::Kind,
    template,
};

/// How often a variable may stand for another.
const MAX_INDIRECTION: usize = 8;

/// Bytes that variables may bring in.
const MAX_BROUGHT: usize = 2_000_000;

/// Reads `serverless.yml`, or what stands at or below its `provider`.
pub(super) fn read(root: &Node, gathering: &mut Gathering<'_>) {
    let filled = Variables { root, depth: 0, brought: 0 }.fill(root);
    let resources = member(&filled, "resources");
    let empty = string("", root.span);
    let mut names = Names::of(resources.unwrap_or(&empty));
    let provider = member(&filled, "provider").unwrap_or(&filled);
    let prefix = if member(&filled, "provider").is_some() { "provider." } else { "" };
    let role = member(provider, "iam").and_then(|iam| member(iam, "role"));
    if let Some(list) = role.and_then(|role| member(role, "statements")) {
        statements(list, "provider", format!("{prefix}iam.role.statements"), &mut names, gathering);
    }
    if let Some(list) = member(provider, "iamRoleStatements") {
        statements(list, "provider", format!("{prefix}iamRoleStatements"), &mut names, gathering);
    }
    if let Some(list) = role.and_then(|role| member(role, "managedPolicies")) {
        for arn in names.resolve(list).elements().unwrap_or_default() {
            let text = scalar(arn).unwrap_or_default();
            gathering.managed(&text, arn.span, &format!("{prefix}iam.role.managedPolicies"));
        }
    }
    for function in member(&filled, "functions").and_then(Node::members).unwrap_or_default() {
        if let Some(list) = member(&function.value, "iamRoleStatements") {
            let name = function.name.value.as_str();
            let path = format!("functions.{name}.iamRoleStatements");
            statements(list, name, path, &mut names, gathering);
        }
    }
    if let Some(resources) = resources.filter(|resources| cloudformation::is_template(resources)) {
        cloudformation::read(resources, "resources.", gathering);
    }
}

fn statements(
    list: &Node,
    name: &str,
    path: String,
    names: &mut Names<'_>,
    gathering: &mut Gathering<'_>,
) {
    let version = ("Version", string("2012-10-17", list.span));
    let members = vec![version, ("Statement", names.resolve(list))];
    let policy = cloudformation::object(list.span, members);
    let kind = Some(Kind::Identity);
    gathering.policy(&policy, None, Place { name, of: "serverless.yml", path, kind });
}

/// What the variables of the framework stand for.
struct Variables<'a> {
    root: &'a Node,
    depth: usize,
    brought: usize,
}

impl Variables<'_> {
    /// `node` with the variables replaced: `${self:custom.bucket}` by what the file says, others by
    /// a name that is no condition key.
    fn fill(&mut self, node: &Node) -> Node {
        let value = match &node.value {
            Value::Object(members) => {
                let filled = members.iter().map(|member| Member {
                    name: member.name.clone(),
                    value: self.fill(&member.value),
                });
                Value::Object(filled.collect())
            }
            Value::Array(elements) => {
                Value::Array(elements.iter().map(|element| self.fill(element)).collect())
            }
            Value::String(text) if text.value.contains("${") => Value::String(self.fill_text(text)),
            other => other.clone(),
        };
        Node { span: node.span, value }
    }

    fn fill_text(&mut self, text: &Text) -> Text {
        let mut weave = Weave::default();
        let mut done = 0;
        while let Some(range) = template::inserted(&text.value, done) {
            weave.copy(text, done..range.start);
            done = range.end;
            let inside = text.value.get(range.start + 2..range.end - 1).unwrap_or_default().trim();
            let place = text.source(range.clone());
            match self.variable(inside) {
                Some(value) => weave.stand_in(&value, place),
                None => weave.copy(text, range),
            }
        }
        weave.copy(text, done..text.value.len());
        weave.finish(text.span)
    }

    /// What stands for `${inside}`; `None` for CloudFormation's and IAM's own.
    fn variable(&mut self, inside: &str) -> Option<String> {
        let (name, default) = match inside.split_once(',') {
            Some((name, default)) => (name.trim(), Some(default.trim().trim_matches(['\'', '"']))),
            None => (inside, None),
        };
        // A condition key of S3 looks like a look-up in S3, which names a bucket and an object.
        let is_look_up = name.starts_with("s3:") && name.contains('/');
        if !is_look_up && !SOURCES.iter().any(|source| name.starts_with(source)) {
            return None;
        }
        let own = name.strip_prefix("self:").and_then(|path| self.own(path));
        let told =
            own.or_else(|| default.filter(|text| !text.contains(':')).map(ToOwned::to_owned));
        Some(told.unwrap_or_else(|| match name {
            "aws:accountId" => "${AWS::AccountId}".to_owned(),
            "aws:region" => "${AWS::Region}".to_owned(),
            _ => format!("${{{}}}", name.replace(':', ".")),
        }))
    }

    /// A value of the same file.
    fn own(&mut self, path: &str) -> Option<String> {
        if self.depth == MAX_INDIRECTION || self.brought > MAX_BROUGHT {
            return None;
        }
        let node = path.split('.').try_fold(self.root, |node, step| member(node, step))?;
        scalar(node)?;
        self.depth += 1;
        let filled = self.fill(node);
        self.depth -= 1;
        self.brought += size(&filled);
        scalar(&filled)
    }
}

/// Where the framework takes values from; `aws:` otherwise begins condition keys.
const SOURCES: &[&str] = &[
    "self:",
    "opt:",
    "env:",
    "ssm:/",
    "ssm(",
    "cf:",
    "cf(",
    "file(",
    "param:",
    "sls:",
    "git:",
    "aws:accountId",
    "aws:region",
];
