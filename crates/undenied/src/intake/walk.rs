//! Finding policies inside what a command printed, by the names of its members. Not: cutting a
//! paste into such trees.

mod managed;
mod path;

use undenied_json::{Node, Span, Text, parse};

use super::{
    Found, FoundFact, Note, Origin, Provenance, Transcript, encoded,
    kinds::{self, Context, Known},
    remarks::{self, Remark},
    rewrite,
};
use crate::policy::{self, Arn, Kind, Shape};
pub(super) use managed::Attached;
use path::Path;

/// A text that was read, and where it stood in the paste.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) origin: &'a Origin,
    pub(super) root: &'a Node,
    pub(super) notation: Notation,
}

/// Whether a part of the text is a JSON text by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    Json,
    Other,
}

/// What trees hold; spans are the paste's.
#[derive(Debug, Default)]
pub(super) struct Holdings {
    pub(super) documents: Vec<Found>,
    pub(super) facts: Vec<FoundFact>,
    pub(super) notes: Vec<Note>,
    /// ARNs of roles and users that the text is about, each once.
    pub(super) principals: Vec<String>,
    pub(super) attached: Vec<Attached>,
    /// ARNs of the managed policies whose content is among the documents.
    pub(super) known: Vec<String>,
    /// Whether an error is told beside.
    pub(super) tells_error: bool,
    /// Whether there was more than anybody looks at.
    pub(super) is_full: bool,
}

/// More than anybody pastes on purpose; `Holdings::is_full` tells of others.
pub(super) const MAX_DOCUMENTS: usize = 1_000;
pub(super) const MAX_NOTES: usize = 100;

/// Every policy in `tree`, the callers, and what was left out.
pub(super) fn walk(tree: Tree<'_>, context: Context<'_>, holdings: &mut Holdings) {
    Walk { tree, context, level: 0, holdings }.root();
}

struct Walk<'a> {
    tree: Tree<'a>,
    context: Context<'a>,
    /// How many strings it is inside.
    level: usize,
    holdings: &'a mut Holdings,
}

impl Walk<'_> {
    fn root(&mut self) {
        let root = self.tree.root;
        match policy::shape(root) {
            Some(Shape::Fragment) => self.remark(remarks::fragment(), root.span),
            Some(_) if self.tree.notation == Notation::Json => self.whole(root, &Path::Root),
            _ => self.node(root, &Path::Root),
        }
    }

    /// The tree's text is a policy: also what its parser skipped belongs to it.
    fn whole(&mut self, root: &Node, path: &Path<'_>) {
        let mut transcript = Transcript::default();
        transcript.keep(self.tree.text, Span::new(0, self.tree.text.len()));
        self.found(transcript, root, path);
    }

    // Nesting is bounded by the parser.
    fn node(&mut self, node: &Node, path: &Path<'_>) {
        if matches!(policy::shape(node), Some(Shape::Policy | Shape::Statement | Shape::Statements))
        {
            return self.policy(node, path);
        }
        for (index, element) in node.elements().unwrap_or_default().iter().enumerate() {
            self.node(element, &Path::Element { parent: path, index });
        }
        if node.members().is_some() && !self.object(node, path) {
            return;
        }
        for member in node.members().unwrap_or_default() {
            let name = member.name.value.as_str();
            self.member(&member.value, &Path::Member { parent: path, node, name });
        }
        if let Some(text) = node.text().filter(|_| !matches!(path, Path::Member { .. })) {
            self.string(text, path);
        }
    }

    /// What an object as a whole tells; `false` where its members are not wanted.
    fn object(&mut self, node: &Node, path: &Path<'_>) -> bool {
        let text = |name: &str| path::text_of(node, name);
        let is_other = |service: &&str| path.is_endpoint(service) && !service.ends_with(".s3");
        if let Some(service) = text("ServiceName").filter(is_other) {
            self.remark(remarks::other_endpoint(service), node.span);
            return false;
        }
        if path.name() == "PolicyVersionList" && path::is_false(node, "IsDefaultVersion") {
            self.remark(remarks::old_version(text("VersionId").unwrap_or_default()), node.span);
            return false;
        }
        if path.name() == "PolicyVersion" && path::is_false(node, "IsDefaultVersion") {
            self.remark(remarks::old_version(text("VersionId").unwrap_or_default()), node.span);
        }
        if let (Some(arn), Some(version)) = (text("Arn"), text("DefaultVersionId")) {
            let has_content = path::member_of(node, "PolicyVersionList").is_some();
            if has_content {
                self.holdings.known.push(arn.to_owned());
            } else {
                self.remark(remarks::no_document(arn, version), node.span);
            }
        }
        if path::is_true(node, "IsTruncated") {
            self.remark(remarks::truncated(), node.span);
        }
        self.names(node);
        true
    }

    fn member(&mut self, value: &Node, path: &Path<'_>) {
        if matches!(path.name(), "errorCode" | "errorMessage" | "Error") {
            self.holdings.tells_error = true;
        }
        let Some(text) = value.text() else { return self.node(value, path) };
        match path.name() {
            "PolicyArn" => self.attached(text, Kind::Identity, path),
            "PermissionsBoundaryArn" => self.attached(text, Kind::PermissionsBoundary, path),
            "Arn" => self.principal(&text.value),
            _ => self.string(text, path),
        }
    }

    /// A string may hold a policy, or an output that does.
    fn string(&mut self, text: &Text, path: &Path<'_>) {
        let value = text.value.trim();
        if path.holds_policy() && value.starts_with('<') && value.ends_with('>') {
            return self.remark(remarks::placeholder(value), text.span);
        }
        if self.level >= encoded::MAX_LEVELS || !encoded::may_be_document(value) {
            return;
        }
        let (text, origin) = encoded::string(self.tree.text, text);
        self.inside(text, origin.through(self.tree.origin), path);
    }

    fn inside(&mut self, text: String, origin: Origin, path: &Path<'_>) {
        let (text, origin) = match encoded::decoded(&text) {
            Some((decoded, own)) => (decoded, own.through(&origin)),
            None => (text, origin),
        };
        let Some(root) = parse(&text).root else { return };
        let tree = Tree { text: &text, origin: &origin, root: &root, notation: Notation::Json };
        let level = self.level + 1;
        let mut walk = Walk { tree, context: self.context, level, holdings: self.holdings };
        match policy::shape(&root) {
            Some(Shape::Policy | Shape::Statement | Shape::Statements) => walk.whole(&root, path),
            _ => walk.node(&root, path),
        }
    }

    fn policy(&mut self, node: &Node, path: &Path<'_>) {
        let transcript = match self.tree.notation {
            Notation::Json => {
                let mut transcript = Transcript::default();
                transcript.keep(self.tree.text, node.span);
                transcript
            }
            Notation::Other => rewrite::json(self.tree.text, node),
        };
        self.found(transcript, node, path);
    }

    fn found(&mut self, transcript: Transcript, node: &Node, path: &Path<'_>) {
        if self.holdings.documents.len() >= MAX_DOCUMENTS {
            self.holdings.is_full = true;
            return;
        }
        let Some(Known { kind, why, others }) = self.kind(node, path) else { return };
        let (text, own) = transcript.finish();
        let origin = own.through(self.tree.origin);
        let name = path.policy_name(kind).or_else(|| {
            let subject = self.context.command.and_then(|command| command.subject());
            subject.map(str::to_owned)
        });
        let is_printed = path.is_printed() || self.context.is_output();
        let provenance = if is_printed { Provenance::Printed } else { Provenance::Unknown };
        let path = match self.context.argument {
            Some(argument) if matches!(path, Path::Root) => argument.to_owned(),
            _ => path.text(),
        };
        let target = None;
        let found = Found { kind, why, others, name, path, text, origin, target, provenance };
        self.holdings.documents.push(found);
    }

    /// What the members around it say, else what printed it, else what it looks like. `None` where
    /// it is a policy that does not decide on access.
    fn kind(&mut self, node: &Node, path: &Path<'_>) -> Option<Known> {
        if let Some((kind, span)) = path.organization_type() {
            return match kind {
                "SERVICE_CONTROL_POLICY" => Some(kinds::beside(Kind::ServiceControl, "Type")),
                "RESOURCE_CONTROL_POLICY" => Some(kinds::beside(Kind::ResourceControl, "Type")),
                other => {
                    self.remark(remarks::other_organization_policy(other), span);
                    None
                }
            };
        }
        let heading = self.context.heading.filter(|_| matches!(path, Path::Root));
        let context = Context { heading, ..self.context };
        Some(
            kinds::from_members(path.names())
                .or_else(|| path.owner())
                .unwrap_or_else(|| kinds::known(node, context)),
        )
    }

    fn principal(&mut self, arn: &str) {
        let is_caller = Arn::parse(arn)
            .is_some_and(|arn| arn.is_role() || arn.is_user() || arn.session_role().is_some());
        // More than these nobody chooses from.
        const MOST: usize = 100;
        let principals = &mut self.holdings.principals;
        if is_caller && principals.len() < MOST && !principals.iter().any(|known| known == arn) {
            principals.push(arn.to_owned());
        }
    }

    fn remark(&mut self, (words, command): Remark, span: Span) {
        if self.holdings.notes.len() >= MAX_NOTES {
            self.holdings.is_full = true;
            return;
        }
        let span = self.tree.origin.locate(span);
        self.holdings.notes.push(Note { words, command, span });
    }
}
