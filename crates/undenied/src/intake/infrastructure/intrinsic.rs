//! CloudFormation's intrinsic functions: filled in where the template alone says the value, else
//! left as `${...}`. By
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>.

use std::collections::BTreeMap;

use undenied_json::{Member, Node, Span, Text, Value};

use crate::{
    intake::weave::{Weave, member, member_text, scalar, size, string},
    template,
};

/// How often a name may stand for another.
const MAX_INDIRECTION: usize = 8;

/// Bytes that names may bring in.
const MAX_BROUGHT: usize = 2_000_000;

/// What names in a template stand for.
pub(super) struct Names<'a> {
    parameters: BTreeMap<&'a str, &'a Node>,
    resources: BTreeMap<&'a str, &'a Node>,
    mappings: Option<&'a Node>,
    /// Parameters whose default was taken.
    pub(super) assumed: BTreeMap<String, String>,
    /// Conditions that were taken for true.
    pub(super) chosen: BTreeMap<String, Span>,
    depth: usize,
    brought: usize,
}

impl<'a> Names<'a> {
    pub(super) fn of(template: &'a Node) -> Self {
        let table = |name: &str| -> BTreeMap<&'a str, &'a Node> {
            let members = member(template, name).and_then(Node::members).unwrap_or_default();
            members.iter().map(|member| (member.name.value.as_str(), &member.value)).collect()
        };
        Self {
            parameters: table("Parameters"),
            resources: table("Resources"),
            mappings: member(template, "Mappings"),
            assumed: BTreeMap::new(),
            chosen: BTreeMap::new(),
            depth: 0,
            brought: 0,
        }
    }

    /// `node` with every function in it evaluated or left as a reference.
    // Nesting is bounded by the parsers, and indirection by `MAX_INDIRECTION`.
    pub(super) fn resolve(&mut self, node: &Node) -> Node {
        let value = match &node.value {
            Value::Object(members) => {
                if let [only] = members.as_slice()
                    && let Some(resolved) = self.function(only, node.span)
                {
                    return resolved;
                }
                let kept = members.iter().filter(|member| !is_no_value(&member.value));
                let resolved = kept.map(|member| Member {
                    name: member.name.clone(),
                    value: self.resolve(&member.value),
                });
                Value::Object(resolved.collect())
            }
            Value::Array(elements) => {
                let kept = elements.iter().filter(|element| !is_no_value(element));
                let mut resolved = Vec::new();
                for element in kept {
                    let node = self.resolve(element);
                    // A list where one value belongs is what a function gave.
                    match node.value {
                        Value::Array(inner) if element.elements().is_none() => {
                            resolved.extend(inner);
                        }
                        _ if is_no_value(&node) => {}
                        _ => resolved.push(node),
                    }
                }
                Value::Array(resolved)
            }
            Value::String(text) if text.value.contains("{{resolve:") => {
                Value::String(dynamic(text, node.span))
            }
            other => other.clone(),
        };
        Node { span: node.span, value }
    }

    fn function(&mut self, call: &Member, span: Span) -> Option<Node> {
        let argument = &call.value;
        match call.name.value.as_str() {
            "Ref" => Some(self.named(&argument.text()?.value, span)),
            "Fn::GetAtt" => Some(self.attribute(&path(argument)?, span)),
            "Fn::Sub" => self.substitute(argument, span),
            "Fn::Join" => Some(self.join(argument, span)),
            "Fn::If" => Some(self.either(argument, span)),
            "Fn::Select" => Some(self.select(argument, span)),
            "Fn::FindInMap" => Some(self.find_in_map(argument, span)),
            name if name.starts_with("Fn::") => Some(unresolved(name, argument, span)),
            _ => None,
        }
    }

    /// What `Ref` gives.
    fn named(&mut self, name: &str, span: Span) -> Node {
        let known = match name {
            "AWS::Partition" => Some("aws"),
            "AWS::URLSuffix" => Some("amazonaws.com"),
            _ => None,
        };
        if let Some(known) = known {
            return string(known, span);
        }
        if let Some(parameter) = self.parameters.get(name).copied() {
            return self.default(name, parameter, span);
        }
        let property = self.resources.get(name).and_then(|resource| {
            let (_, property) = naming(member_text(resource, "Type")?)?;
            member(member(resource, "Properties")?, property)
        });
        match property.and_then(|property| self.follow(property)) {
            Some(text) => string(&text, span),
            None => string(&format!("${{{}}}", plain(name)), span),
        }
    }

    fn default(&mut self, name: &str, parameter: &Node, span: Span) -> Node {
        let kind = member_text(parameter, "Type").unwrap_or_default();
        let is_looked_up = kind.starts_with("AWS::SSM::");
        let value = member(parameter, "Default").filter(|_| !is_looked_up).and_then(scalar);
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return string(&format!("${{{}}}", plain(name)), span);
        };
        self.assumed.insert(name.to_owned(), value.clone());
        if kind.contains("List") {
            let parts = value.split(',').map(|part| string(part.trim(), span));
            return Node { span, value: Value::Array(parts.collect()) };
        }
        string(&value, span)
    }

    /// What `Fn::GetAtt` gives.
    fn attribute(&mut self, path: &str, span: Span) -> Node {
        let unknown = || string(&format!("${{{}}}", plain(path)), span);
        let Some((name, "Arn")) = path.split_once('.') else { return unknown() };
        let resource = self.resources.get(name).copied();
        let kind = resource.and_then(|resource| member_text(resource, "Type"));
        let Some((shape, _)) = kind.and_then(naming).filter(|(shape, _)| !shape.is_empty()) else {
            return unknown();
        };
        let properties = resource.and_then(|resource| member(resource, "Properties"));
        let folder = properties.and_then(|properties| member(properties, "Path"));
        let folder =
            folder.and_then(|folder| self.follow(folder)).unwrap_or_else(|| "/".to_owned());
        let own = self.named(name, span);
        let own = own.text().map(|text| text.value.as_str()).unwrap_or_default();
        string(&shape.replace("{path}", &folder).replace("{name}", own), span)
    }

    /// The text that a property comes to.
    fn follow(&mut self, property: &Node) -> Option<String> {
        if self.depth == MAX_INDIRECTION || self.brought > MAX_BROUGHT {
            return None;
        }
        self.depth += 1;
        let resolved = self.resolve(property);
        self.depth -= 1;
        self.brought += size(&resolved);
        scalar(&resolved)
    }

    fn substitute(&mut self, argument: &Node, span: Span) -> Option<Node> {
        let (text, given) = match argument.elements() {
            Some([text, given, ..]) => (text.text()?, Some(given)),
            Some([text]) => (text.text()?, None),
            _ => (argument.text()?, None),
        };
        let mut weave = Weave::default();
        let mut done = 0;
        while let Some(range) = template::inserted(&text.value, done) {
            weave.copy(text, done..range.start);
            done = range.end;
            let name = text.value.get(range.start + 2..range.end - 1).unwrap_or_default().trim();
            if name.starts_with('!') {
                // `${!x}` writes `${x}`, for IAM to replace.
                weave.copy(text, range.start..range.start + 2);
                weave.copy(text, range.start + 3..range.end);
                continue;
            }
            let place = text.source(range.clone());
            let value = match given.and_then(|given| member(given, name)) {
                Some(given) => self.resolve(given),
                None if name.contains('.') => self.attribute(name, place),
                None => self.named(name, place),
            };
            match scalar(&value) {
                Some(value) if value != format!("${{{name}}}") => weave.stand_in(&value, place),
                _ => weave.copy(text, range),
            }
        }
        weave.copy(text, done..text.value.len());
        Some(Node { span, value: Value::String(weave.finish(span)) })
    }

    fn join(&mut self, argument: &Node, span: Span) -> Node {
        let Some([delimiter, parts]) = argument.elements() else {
            return unresolved("Fn::Join", argument, span);
        };
        let (delimiter, parts) = (delimiter.text(), self.resolve(parts));
        let (Some(delimiter), Some(parts)) = (delimiter, parts.elements()) else {
            return unresolved("Fn::Join", argument, span);
        };
        let mut weave = Weave::default();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                weave.stand_in(&delimiter.value, Span::at(part.span.start));
            }
            match &part.value {
                Value::String(text) => weave.copy(text, 0..text.value.len()),
                _ => weave.stand_in(&scalar(part).unwrap_or_default(), part.span),
            }
        }
        Node { span, value: Value::String(weave.finish(span)) }
    }

    /// A text that differs is left open; of larger things the first is taken, and said to be.
    fn either(&mut self, argument: &Node, span: Span) -> Node {
        let Some([condition, first, second]) = argument.elements() else {
            return unresolved("Fn::If", argument, span);
        };
        let (first_is_none, second_is_none) = (is_no_value(first), is_no_value(second));
        let one = self.resolve(if first_is_none { second } else { first });
        let other = self.resolve(if second_is_none { first } else { second });
        let is_text = one.text().is_some() && !first_is_none && !second_is_none;
        if is_text && scalar(&one) != scalar(&other) {
            return unresolved("Fn::If", condition, span);
        }
        if scalar(&one).is_none()
            || scalar(&one) != scalar(&other)
            || first_is_none
            || second_is_none
        {
            self.chosen.insert(scalar(condition).unwrap_or_default(), span);
        }
        one
    }

    fn select(&mut self, argument: &Node, span: Span) -> Node {
        let chosen = argument.elements().and_then(|parts| {
            let [index, list] = parts else { return None };
            let index: usize = scalar(index)?.parse().ok()?;
            let list = self.resolve(list);
            list.elements()?.get(index).cloned()
        });
        chosen.unwrap_or_else(|| unresolved("Fn::Select", argument, span))
    }

    fn find_in_map(&mut self, argument: &Node, span: Span) -> Node {
        let mut found = self.mappings;
        for key in argument.elements().unwrap_or_default().iter().take(3) {
            let key = scalar(&self.resolve(key));
            found = key.and_then(|key| member(found?, &key));
        }
        match found.and_then(scalar) {
            Some(value) => string(&value, span),
            None => unresolved("Fn::FindInMap", argument, span),
        }
    }
}

/// The ARN of a resource type with `{name}`, and the property that names it. An ARN whose type has
/// an empty shape cannot be told from the template.
fn naming(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "AWS::S3::Bucket" => ("arn:aws:s3:::{name}", "BucketName"),
        "AWS::IAM::Role" => ("arn:aws:iam::${AWS::AccountId}:role{path}{name}", "RoleName"),
        "AWS::IAM::User" => ("arn:aws:iam::${AWS::AccountId}:user{path}{name}", "UserName"),
        "AWS::KMS::Key" => ("arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/{name}", ""),
        "AWS::S3::AccessPoint" => {
            ("arn:aws:s3:${AWS::Region}:${AWS::AccountId}:accesspoint/{name}", "Name")
        }
        "AWS::KMS::Alias" => ("", "AliasName"),
        _ => return None,
    })
}

fn is_no_value(node: &Node) -> bool {
    matches!(node.members(), Some([only]) if only.name.value == "Ref")
        && member_text(node, "Ref") == Some("AWS::NoValue")
}

/// `a.b` of `["a", "b"]` or of `"a.b"`.
fn path(argument: &Node) -> Option<String> {
    match argument.elements() {
        Some(parts) => Some(parts.iter().filter_map(scalar).collect::<Vec<_>>().join(".")),
        None => Some(argument.text()?.value.clone()),
    }
}

/// What only a deployment knows, named by the function and its first text.
fn unresolved(function: &str, argument: &Node, span: Span) -> Node {
    let first = argument.elements().and_then(<[Node]>::first).unwrap_or(argument);
    let name = scalar(first).map(|name| format!(" {}", plain(&name))).unwrap_or_default();
    string(&format!("${{{function}{name}}}"), span)
}

/// A name without what would end the reference early.
fn plain(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, '$' | '{' | '}')).collect()
}

/// `{{resolve:ssm:name}}` is looked up when the template is deployed.
fn dynamic(text: &Text, span: Span) -> Text {
    let mut weave = Weave::default();
    let mut done = 0;
    while let Some(start) = text.value.get(done..).and_then(|rest| rest.find("{{resolve:")) {
        let start = done + start;
        let rest = text.value.get(start..).unwrap_or_default();
        let Some(length) = rest.find("}}") else { break };
        let end = start + length + 2;
        weave.copy(text, done..start);
        let inside = text.value.get(start + 2..end - 2).unwrap_or_default().replace(':', ".");
        weave.stand_in(&format!("${{{}}}", plain(&inside)), text.source(start..end));
        done = end;
    }
    weave.copy(text, done..text.value.len());
    weave.finish(span)
}
