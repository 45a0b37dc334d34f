//! Collecting documents, facts and notes from resources by the table of sites. Not: resolving what
//! the resources refer to.

use std::collections::BTreeSet;

use undenied_json::{Node, Span, Value, parse, sorted};

use super::{Infrastructure, Notation, sites};
use crate::{
    catalog,
    intake::{
        Found, FoundFact, Note, Provenance, Transcript, is_policy, rewrite,
        segments::names_boundary, weave,
    },
    lang::Words,
    policy::{self, Arn, Kind},
    template,
};

/// More notes than anybody reads.
const MAX_NOTES: usize = 200;

/// What was found so far.
pub(super) struct Gathering<'a> {
    pub(super) source: &'a str,
    notation: Notation,
    found: Infrastructure,
    /// Policies by place and kind.
    seen: BTreeSet<(usize, usize, Option<Kind>)>,
    /// What resources refer to as their permissions boundary, and where.
    boundaries: Vec<(String, Span)>,
    /// Managed policies by their resource's name, with their own.
    managed: Vec<(String, String)>,
}

/// A resource of the code.
pub(super) struct Resource<'a> {
    /// Logical ID or address.
    pub(super) name: &'a str,
    /// As CloudFormation or Terraform calls it.
    pub(super) kind: &'a str,
    /// Where its properties stand, with a dot at the end.
    pub(super) path: String,
    /// As written.
    pub(super) written: &'a Node,
    /// The same with what it refers to filled in.
    pub(super) resolved: Node,
    /// What its settings are about, where that is another resource.
    pub(super) subject: Option<String>,
}

/// Where a policy stands.
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    /// Resource type.
    pub(super) of: &'a str,
    pub(super) path: String,
    pub(super) kind: Option<Kind>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(source: &'a str, notation: Notation) -> Self {
        let (found, seen, boundaries, managed) = Default::default();
        Self { source, notation, found, seen, boundaries, managed }
    }

    /// In the order of the text.
    pub(super) fn finish(mut self) -> Infrastructure {
        for (boundary, span) in &self.boundaries {
            let is_it = |found: &&mut Found| {
                let name = found.name.as_deref().unwrap_or_default();
                let own = self.managed.iter().filter(|(resource, _)| resource == name);
                let mut ends = own
                    .map(|(_, own)| format!("/{own}"))
                    .chain([format!("${{{name}}}"), format!("${{{name}.name}}")]);
                !name.is_empty() && ends.any(|end| boundary.ends_with(&end))
            };
            if let Some(found) = self.found.documents.iter_mut().find(is_it) {
                found.kind = Kind::PermissionsBoundary;
                self.found.notes.retain(|note| note.span != *span);
            }
        }
        let start = |found: &Found| found.origin.span().start;
        self.found.documents =
            sorted(self.found.documents, &|one, two| start(one).cmp(&start(two)));
        self.found
    }

    pub(super) const fn is_without_documents(&self) -> bool {
        self.found.documents.is_empty()
    }

    pub(super) fn note(&mut self, en: String, ja: String, command: Option<String>, span: Span) {
        let note = Note { words: Words { en, ja }, command, span };
        if self.found.notes.len() < MAX_NOTES && !self.found.notes.contains(&note) {
            self.found.notes.push(note);
        }
    }

    /// Every policy and setting that the tables know of `resource`.
    pub(super) fn resource(&mut self, resource: &Resource<'_>) {
        if let Some(name) = weave::member_text(&resource.resolved, "name")
            && resource.kind == "aws_iam_policy"
        {
            self.managed.push((resource.name.to_owned(), name.to_owned()));
        }
        for site in sites::POLICIES.iter().filter(|site| site.of == resource.kind) {
            for (value, path) in sites::reach(&resource.resolved, site.path) {
                let kind = match site.kind {
                    Some(kind) => Some(kind),
                    None => told(resource),
                };
                let path = format!("{}{path}", resource.path);
                let place = Place { name: resource.name, of: resource.kind, path, kind };
                let name = value.name.as_deref();
                let written = find(resource.written, value.node.span);
                self.policy(
                    value.node,
                    written,
                    Place { name: name.unwrap_or(place.name), ..place },
                );
            }
        }
        self.settings(resource);
        self.attached(resource);
    }

    /// The policy in `node`, an object or a string that holds one.
    pub(super) fn policy(&mut self, node: &Node, written: Option<&Node>, place: Place<'_>) {
        let transcript = match &node.value {
            Value::String(text) => {
                let mut transcript = Transcript::default();
                transcript.decoded(self.source, text);
                let root = parse(&transcript.text).root;
                if !root.is_some_and(|root| is_policy(&root)) {
                    return self.elsewhere(node, &text.value, &place);
                }
                transcript
            }
            Value::Object(_) if is_policy(node) => {
                let is_verbatim = self.notation == Notation::Json && written == Some(node);
                let mut transcript = Transcript::default();
                if is_verbatim {
                    transcript.keep(self.source, node.span);
                    transcript
                } else {
                    rewrite::json(self.source, node)
                }
            }
            _ => return,
        };
        // One document may be attached in several places.
        if self.seen.insert((node.span.start, node.span.end, place.kind)) {
            self.add(transcript, place);
        }
    }

    fn add(&mut self, transcript: Transcript, place: Place<'_>) {
        let (text, origin) = transcript.finish();
        let kind = place.kind.unwrap_or_else(|| policy::guess_from_text(&text));
        let property = place.path.rsplit('.').next().unwrap_or_default();
        let why = Words {
            en: format!("`{property}` of `{}`", place.of),
            ja: format!("`{}` の `{property}`", place.of),
        };
        let name = Some(place.name.to_owned());
        let (path, others) = (place.path, Vec::new());
        let (target, provenance) = (None, Provenance::Unknown);
        let found = Found { kind, why, others, name, path, text, origin, target, provenance };
        self.found.documents.push(found);
    }

    /// A policy that is written somewhere else.
    fn elsewhere(&mut self, node: &Node, text: &str, place: &Place<'_>) {
        let Some(reference) = template::reference(text) else { return };
        let (reference, name) = (reference.replace('`', "'"), place.name);
        self.note(
            format!("The policy of `{name}` is not in this text: it is `{reference}`. Paste it as well."),
            format!("`{name}` のポリシー（`{reference}`）はこのテキストに含まれていません。そのポリシーも貼り付けてください。"),
            None,
            node.span,
        );
    }

    fn settings(&mut self, resource: &Resource<'_>) {
        for setting in sites::SETTINGS.iter().filter(|setting| setting.of == resource.kind) {
            for (value, path) in sites::reach(&resource.resolved, setting.path) {
                let Some(text) = weave::scalar(value.node) else { continue };
                if template::reference(&text).is_some() {
                    continue;
                }
                let subject = resource.subject.clone().unwrap_or_else(|| resource.name.to_owned());
                let (en, ja) = setting.label;
                self.found.facts.push(FoundFact {
                    key: setting.key.to_owned(),
                    words: Words {
                        en: format!("The template sets {en} of `{subject}` to `{text}`."),
                        ja: format!("テンプレートでは `{subject}` の{ja}が `{text}` です。"),
                    },
                    value: text,
                    subject: Some(subject),
                    path: format!("{}{path}", resource.path),
                    span: value.node.span,
                });
            }
        }
    }

    /// Managed policies and a boundary that the resource names.
    fn attached(&mut self, resource: &Resource<'_>) {
        for name in ["ManagedPolicyArns", "ManagedPolicies", "managed_policy_arns", "policy_arn"] {
            let Some(node) = weave::member(&resource.resolved, name) else { continue };
            for element in node.elements().unwrap_or(core::slice::from_ref(node)) {
                if let Some(text) = element.text() {
                    self.managed(&text.value, element.span, &format!("{}{name}", resource.path));
                }
            }
        }
        for name in ["PermissionsBoundary", "permissions_boundary"] {
            let boundary = weave::member(&resource.resolved, name);
            let Some((node, text)) = boundary.and_then(|node| Some((node, node.text()?))) else {
                continue;
            };
            self.boundaries.push((text.value.clone(), node.span));
            let (arn, owner) = (text.value.replace('`', "'"), resource.name);
            self.note(
                format!("`{owner}` has the permissions boundary `{arn}`; it allows only what that policy allows too. Paste it as a permissions boundary."),
                format!("`{owner}` にはアクセス許可の境界 `{arn}` が設定されており、そのポリシーでも許可された操作しかできません。アクセス許可の境界として貼り付けてください。"),
                None,
                node.span,
            );
        }
    }

    /// A managed policy: AWS's own are known, others have to be fetched.
    pub(super) fn managed(&mut self, arn: &str, span: Span, path: &str) {
        let name = Arn::parse(arn).map_or_else(|| arn.to_owned(), |arn| arn.name().to_owned());
        if let Some(text) = catalog::managed_policy(arn) {
            let mut transcript = Transcript::default();
            transcript.write(text, span);
            let path = path.to_owned();
            let kind = Some(Kind::Identity);
            self.add(transcript, Place { name: &name, of: "AWS::IAM::ManagedPolicy", path, kind });
            let found = self.found.documents.last_mut();
            let found = found.filter(|found| found.name.as_deref() == Some(name.as_str()));
            return found.into_iter().for_each(|found| found.target = Some(arn.to_owned()));
        }
        // One of the same code is read where it stands.
        let is_told = template::reference(arn).is_none();
        if is_told && arn.starts_with("arn:") {
            let command = format!("aws iam get-policy-version --policy-arn {arn} --version-id v1");
            self.note(
                format!("`{arn}` is attached but not here; run this with its default version."),
                format!("`{arn}` がアタッチされていますが、ここには内容がありません。デフォルトのバージョンを指定して実行してください。"),
                Some(command),
                span,
            );
        }
    }
}

/// The node of `root` that stands at `span`.
fn find(root: &Node, span: Span) -> Option<&Node> {
    if root.span == span {
        return Some(root);
    }
    let members = root.members().unwrap_or_default().iter().map(|member| &member.value);
    let mut below = members.chain(root.elements().unwrap_or_default());
    let around = below.find(|node| node.span.start <= span.start && span.end <= node.span.end)?;
    find(around, span)
}

/// What the policy of `resource` is, where the resource's type leaves that open: an organization's says it
/// beside the content, a managed one that is a permissions boundary by its name.
fn told(resource: &Resource<'_>) -> Option<Kind> {
    let text = |names: [&str; 2]| {
        names.into_iter().find_map(|name| weave::member_text(&resource.resolved, name))
    };
    if matches!(resource.kind, "AWS::IAM::ManagedPolicy" | "aws_iam_policy") {
        let name = text(["ManagedPolicyName", "name"]).unwrap_or_default();
        let is_boundary = names_boundary(name) || names_boundary(resource.name);
        return Some(if is_boundary { Kind::PermissionsBoundary } else { Kind::Identity });
    }
    match text(["Type", "type"]).unwrap_or("SERVICE_CONTROL_POLICY") {
        "SERVICE_CONTROL_POLICY" => Some(Kind::ServiceControl),
        "RESOURCE_CONTROL_POLICY" => Some(Kind::ResourceControl),
        _ => None,
    }
}
