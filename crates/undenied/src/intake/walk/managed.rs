//! Policies that an output names without their content: attached ones, boundaries, inline names.

use undenied_json::{Node, Span, Text};

use super::{
    Walk,
    path::{self, Path},
};
use crate::{
    catalog,
    intake::{
        Found, Provenance, Transcript, facts, kinds,
        remarks::{self, Remark},
    },
    policy::{Arn, Kind},
};

/// A policy that the text names.
#[derive(Debug)]
pub(in crate::intake) struct Attached {
    /// Of an inline policy, its name.
    pub(in crate::intake) arn: String,
    /// In the paste.
    pub(in crate::intake) span: Span,
    /// As an identity-based policy or as a permissions boundary.
    pub(in crate::intake) kind: Kind,
    /// What it says beside, where its content is nowhere.
    pub(in crate::intake) remark: Remark,
    /// That the caller has it, as a fact: key and subject.
    pub(in crate::intake) fact: Option<(String, Option<String>)>,
}

/// The members that list what a role or user has, and what that is.
const LISTS: [(&str, &str); 3] = [
    ("PolicyNames", "inlinePolicies"),
    ("AttachedPolicies", "attachedPolicies"),
    ("Groups", "groups"),
];

impl Walk<'_> {
    /// AWS's own are known; others may be elsewhere in the paste.
    pub(super) fn attached(&mut self, arn: &Text, kind: Kind, path: &Path<'_>) {
        let Some(content) = catalog::managed_policy(&arn.value) else {
            if catalog::is_of_other_services(&arn.value) {
                return;
            }
            let (arn, span) = (arn.value.clone(), self.tree.origin.locate(arn.span));
            let is_listed = path.names().any(|name| name == "AttachedPolicies");
            let is_boundary = kind == Kind::PermissionsBoundary;
            let fact = (is_listed && !is_boundary).then(|| self.fact("attachedPolicies"));
            let remark =
                if is_boundary { remarks::boundary(&arn) } else { remarks::not_here(&arn) };
            return self.holdings.attached.push(Attached { arn, span, kind, remark, fact });
        };
        let parsed = Arn::parse(&arn.value);
        let name = parsed.map_or_else(|| arn.value.clone(), |arn| arn.name().to_owned());
        let mut transcript = Transcript::default();
        transcript.write(content, arn.span);
        let (text, own) = transcript.finish();
        let origin = own.through(self.tree.origin);
        let member = if kind == Kind::Identity { "PolicyArn" } else { "PermissionsBoundaryArn" };
        let why = kinds::member(kind, member).why;
        let (path, name, others) = (name.clone(), Some(name), Vec::new());
        let target = Some(arn.value.clone());
        let provenance = Provenance::Printed;
        let found = Found { kind, why, others, name, path, text, origin, target, provenance };
        self.holdings.documents.push(found);
    }

    /// `aws iam list-role-policies` prints nothing but names, `list-attached-role-policies` may print none.
    pub(super) fn names(&mut self, node: &Node) {
        const MOST: usize = 20;
        for (member, what) in LISTS {
            let Some(list) = path::member_of(node, member) else { continue };
            let names = list.elements().unwrap_or_default();
            if names.is_empty() && !self.is_group() {
                let (key, subject) = self.fact(what);
                let span = self.tree.origin.locate(list.span);
                self.holdings.facts.push(facts::none(&key, subject.as_deref(), span));
            }
            for name in names.iter().take(MOST).filter_map(Node::text) {
                // A name among a key's policies is always this one.
                if name.value == "default" {
                    let remark = remarks::inline_not_here(&name.value, self.key_policy());
                    self.remark(remark, name.span);
                    continue;
                }
                let remark = remarks::inline_not_here(&name.value, self.inline_policy(&name.value));
                let (arn, span) = (name.value.clone(), self.tree.origin.locate(name.span));
                let (kind, fact) = (Kind::Identity, Some(self.fact(what)));
                self.holdings.attached.push(Attached { arn, span, kind, remark, fact });
            }
        }
    }

    fn is_group(&self) -> bool {
        self.context.command.is_some_and(|it| it.operation.contains("-group-"))
    }

    /// The fact that is called `what` of the command's role or user.
    fn fact(&self, what: &str) -> (String, Option<String>) {
        let (user, role) = (self.option("user-name"), self.option("role-name"));
        let is_user = user.is_some() || self.is_group() || what == "groups";
        let owner = if is_user { "user" } else { "role" };
        (format!("{owner}.{what}"), user.or(role).map(str::to_owned))
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.context.command.and_then(|command| command.option(name))
    }

    fn key_policy(&self) -> String {
        let key = self.option("key-id").unwrap_or("KEY_ID");
        format!("aws kms get-key-policy --key-id {key} --policy-name default")
    }

    fn inline_policy(&self, name: &str) -> String {
        let owners = ["role", "user", "group"];
        let owner = owners
            .into_iter()
            .find_map(|owner| Some((owner, self.option(&format!("{owner}-name"))?)));
        let (owner, owner_name) = owner.unwrap_or(("role", "ROLE_NAME"));
        format!("aws iam get-{owner}-policy --{owner}-name {owner_name} --policy-name {name}")
    }
}
