//! The resources of a CloudFormation or SAM template. Not: its functions.

use undenied_json::{Node, Span, Value};

use super::{
    gather::{Gathering, Place, Resource},
    intrinsic::Names,
};
use crate::{
    intake::weave::{member, member_text, string},
    policy::Kind,
};

/// Whether `root` has resources of types as AWS names them.
pub(super) fn is_template(root: &Node) -> bool {
    let resources = member(root, "Resources").and_then(Node::members).unwrap_or_default();
    resources.iter().any(|resource| {
        member_text(&resource.value, "Type").is_some_and(|kind| kind.contains("::"))
    })
}

/// Reads the template that stands at `path`.
pub(super) fn read(template: &Node, path: &str, gathering: &mut Gathering<'_>) {
    let mut names = Names::of(template);
    let resources = member(template, "Resources").and_then(Node::members).unwrap_or_default();
    for resource in resources {
        let Some(kind) = member_text(&resource.value, "Type") else { continue };
        let Some(properties) = member(&resource.value, "Properties") else { continue };
        let name = resource.name.value.as_str();
        let resource = Resource {
            name,
            kind,
            path: format!("{path}Resources.{name}.Properties."),
            written: properties,
            resolved: names.resolve(properties),
            subject: None,
        };
        gathering.resource(&resource);
        if kind == "AWS::Serverless::Function" || kind == "AWS::Serverless::StateMachine" {
            sam_policies(&resource, gathering);
        }
    }
    say_what_was_assumed(&names, template, gathering);
}

fn say_what_was_assumed(names: &Names<'_>, template: &Node, gathering: &mut Gathering<'_>) {
    let parameters = member(template, "Parameters");
    for (name, value) in &names.assumed {
        let span =
            parameters.and_then(|node| member(node, name)).map_or(template.span, |node| node.span);
        let value = value.replace('`', "'");
        gathering.note(
            format!("The parameter `{name}` is taken to be its default `{value}`."),
            format!("パラメータ `{name}` はデフォルト値の `{value}` とみなしています。"),
            None,
            span,
        );
    }
    for (condition, span) in &names.chosen {
        gathering.note(
            format!("The condition `{condition}` decides what stands here; it is taken to be true."),
            format!("この部分は条件 `{condition}` によって変わります。条件が成立するものとして読み取っています。"),
            None,
            *span,
        );
    }
}

/// `Policies` of a function: names of managed policies, statements, documents, SAM's templates.
fn sam_policies(function: &Resource<'_>, gathering: &mut Gathering<'_>) {
    let Some(policies) = member(&function.resolved, "Policies") else { return };
    for (index, policy) in
        policies.elements().unwrap_or(core::slice::from_ref(policies)).iter().enumerate()
    {
        let position =
            if policies.elements().is_some() { format!("[{index}]") } else { String::new() };
        let path = format!("{}Policies{position}", function.path);
        if let Some(text) = policy.text() {
            let arn = if text.value.contains([':', '$']) {
                text.value.clone()
            } else {
                format!("arn:aws:iam::aws:policy/{}", text.value)
            };
            gathering.managed(&arn, policy.span, &path);
        } else if member(policy, "Statement").is_some() {
            let kind = Some(Kind::Identity);
            let place = Place { name: function.name, of: function.kind, path, kind };
            gathering.policy(policy, None, place);
        } else {
            sam_templates(function, policy, &path, gathering);
        }
    }
}

fn sam_templates(
    function: &Resource<'_>,
    policy: &Node,
    path: &str,
    gathering: &mut Gathering<'_>,
) {
    for template in policy.members().unwrap_or_default() {
        let name = template.name.value.as_str();
        let span = template.span();
        let bucket = member_text(&template.value, "BucketName");
        let expanded = bucket.and_then(|bucket| expand(name, bucket, span));
        match expanded {
            Some(document) => {
                let path = format!("{path}.{name}");
                let kind = Some(Kind::Identity);
                let place = Place { name: function.name, of: function.kind, path, kind };
                gathering.policy(&document, None, place);
            }
            None => gathering.note(
                format!("The policy template `{name}` of `{}` was left out.", function.name),
                format!(
                    "`{}` のポリシーテンプレート `{name}` は読み取っていません。",
                    function.name
                ),
                None,
                span,
            ),
        }
    }
}

/// What SAM's templates for S3 grant, by
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html>.
fn expand(template: &str, bucket: &str, span: Span) -> Option<Node> {
    let read = [
        "GetObject",
        "ListBucket",
        "GetBucketLocation",
        "GetObjectVersion",
        "GetLifecycleConfiguration",
    ];
    let write = ["PutObject", "PutObjectAcl", "PutLifecycleConfiguration"];
    let actions: Vec<&str> = match template {
        "S3ReadPolicy" => read.to_vec(),
        "S3WritePolicy" => write.to_vec(),
        "S3CrudPolicy" => [&read[..], &write[..], &["DeleteObject"]].concat(),
        _ => return None,
    };
    let list = |values: Vec<String>| {
        let nodes = values.iter().map(|value| string(value, span)).collect();
        Node { span, value: Value::Array(nodes) }
    };
    let arn = format!("arn:aws:s3:::{bucket}");
    let statement = object(
        span,
        vec![
            ("Effect", string("Allow", span)),
            ("Action", list(actions.iter().map(|action| format!("s3:{action}")).collect())),
            ("Resource", list(vec![arn.clone(), format!("{arn}/*")])),
        ],
    );
    let statements = Node { span, value: Value::Array(vec![statement]) };
    Some(object(span, vec![("Version", string("2012-10-17", span)), ("Statement", statements)]))
}

/// An object all of which stands for `span`.
pub(super) fn object(span: Span, members: Vec<(&str, Node)>) -> Node {
    let members = members.into_iter().map(|(name, value)| undenied_json::Member {
        name: undenied_json::Text::written(name.to_owned(), Span::at(span.start)),
        value,
    });
    Node { span, value: Value::Object(members.collect()) }
}
