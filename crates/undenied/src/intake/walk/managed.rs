//! Policies that an output names without their content: attached ones, boundaries, inline names.

use undenied_json::{Node, Span, Text};

use super::{Walk, path};
use crate::{
    catalog,
    intake::{Found, Provenance, Transcript, kinds, remarks},
    policy::{Arn, Kind},
};

/// A managed policy that the text names.
#[derive(Debug)]
pub(in crate::intake) struct Attached {
    pub(in crate::intake) arn: String,
    /// In the paste.
    pub(in crate::intake) span: Span,
    /// As an identity-based policy or as a permissions boundary.
    pub(in crate::intake) kind: Kind,
}

impl Walk<'_> {
    /// AWS's own are known; others may be elsewhere in the paste.
    pub(super) fn attached(&mut self, arn: &Text, kind: Kind) {
        let Some(content) = catalog::managed_policy(&arn.value) else {
            let (arn, span) = (arn.value.clone(), self.tree.origin.locate(arn.span));
            return self.holdings.attached.push(Attached { arn, span, kind });
        };
        let parsed = Arn::parse(&arn.value);
        let name = parsed.map_or_else(|| arn.value.clone(), |arn| arn.name().to_owned());
        let mut transcript = Transcript::default();
        transcript.write(content, arn.span);
        let (text, own) = transcript.finish();
        let origin = own.through(self.tree.origin);
        let member = if kind == Kind::Identity { "PolicyArn" } else { "PermissionsBoundaryArn" };
        let why = kinds::member(kind, member).why;
        let (path, name, others, target) = (name.clone(), Some(name), Vec::new(), None);
        let provenance = Provenance::Printed;
        let found = Found { kind, why, others, name, path, text, origin, target, provenance };
        self.holdings.documents.push(found);
    }

    /// `aws iam list-role-policies` prints nothing but names.
    pub(super) fn inline_names(&mut self, node: &Node) {
        const MOST: usize = 20;
        let names = path::member_of(node, "PolicyNames").and_then(Node::elements);
        for name in names.unwrap_or_default().iter().take(MOST).filter_map(Node::text) {
            // A name among a key's policies is always this one.
            let command = if name.value == "default" {
                self.key_policy()
            } else {
                self.inline_policy(&name.value)
            };
            self.remark(remarks::inline_not_here(&name.value, command), name.span);
        }
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
