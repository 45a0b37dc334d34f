//! The way from the root of a tree to a value, and what it tells about the value.

use undenied_json::{Node, Span, Value};

use crate::{
    intake::kinds::{self, Known},
    policy::Kind,
};

/// What an answer of AWS has and a template or a request has not: an ID beside the time of its making.
const MARKS: [[&str; 2]; 6] = [
    ["RoleId", "CreateDate"],
    ["UserId", "CreateDate"],
    ["GroupId", "CreateDate"],
    ["PolicyId", "CreateDate"],
    ["VersionId", "CreateDate"],
    ["VpcEndpointId", "CreationTimestamp"],
];

/// The way from the root to a value.
pub(super) enum Path<'a> {
    Root,
    Member { parent: &'a Path<'a>, node: &'a Node, name: &'a str },
    Element { parent: &'a Path<'a>, index: usize },
}

impl Path<'_> {
    /// As in `Roles[0].AssumeRolePolicyDocument`.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member { parent: Self::Root, name, .. } => (*name).to_owned(),
            Self::Member { parent, name, .. } => format!("{}.{name}", parent.text()),
            Self::Element { parent, index } => format!("{}[{index}]", parent.text()),
        }
    }

    /// The name of the member that it ends in, list positions aside.
    pub(super) fn name(&self) -> &str {
        self.names().next().unwrap_or_default()
    }

    /// The names of the members around the value, the innermost first.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.steps().filter_map(|step| match step {
            Path::Member { name, .. } => Some(*name),
            Path::Root | Path::Element { .. } => None,
        })
    }

    /// The objects around the value, the innermost first.
    fn holders(&self) -> impl Iterator<Item = &Node> {
        self.steps().filter_map(|step| match step {
            Path::Member { node, .. } => Some(*node),
            Path::Root | Path::Element { .. } => None,
        })
    }

    fn steps(&self) -> impl Iterator<Item = &Path<'_>> {
        std::iter::successors(Some(self), |step| match step {
            Path::Root => None,
            Path::Member { parent, .. } | Path::Element { parent, .. } => Some(*parent),
        })
    }

    /// Whether the object at it is a VPC endpoint.
    pub(super) fn is_endpoint(&self, service: &str) -> bool {
        service.contains(".amazonaws.") && matches!(self.name(), "VpcEndpoints" | "VpcEndpoint")
    }

    /// Whether the value is a policy by its name.
    pub(super) fn holds_policy(&self) -> bool {
        let name = self.name().to_ascii_lowercase();
        name.ends_with("policydocument")
            || matches!(name.as_str(), "document" | "policy" | "content")
    }

    /// The type that `aws organizations describe-policy` prints beside the content.
    pub(super) fn organization_type(&self) -> Option<(&str, Span)> {
        let Self::Member { node, name, .. } = self else { return None };
        let summary = member_of(node, "PolicySummary").filter(|_| *name == "Content")?;
        let kind = member_of(summary, "Type")?.text()?;
        Some((kind.value.as_str(), kind.span))
    }

    /// Whether AWS printed it: around it stands what AWS gives and nobody else.
    pub(super) fn is_printed(&self) -> bool {
        self.holders().any(|node| {
            let has = |wanted: &&str| {
                let mut members = node.members().unwrap_or_default().iter();
                members.any(|member| member.name.value.eq_ignore_ascii_case(wanted))
            };
            let summary = member_of(node, "PolicySummary");
            MARKS.iter().any(|marks| marks.iter().all(has))
                || summary.is_some_and(|it| text_of(it, "Arn").is_some())
        })
    }

    /// What the members beside the document tell.
    pub(super) fn owner(&self) -> Option<Known> {
        let Self::Member { node, name, .. } = self else { return None };
        let has = |name: &str| member_of(node, name).is_some();
        match *name {
            "PolicyDocument" => {
                let owners = ["RoleName", "UserName", "GroupName"];
                let owner = owners.into_iter().find(|owner| has(owner))?;
                Some(kinds::beside(Kind::Identity, owner))
            }
            // Only KMS has one name for all of them.
            "Policy" if text_of(node, "PolicyName") == Some("default") => {
                Some(kinds::beside(Kind::Key, "PolicyName"))
            }
            _ => None,
        }
    }

    /// What the output calls the policy, or what it is attached to.
    pub(super) fn policy_name(&self, kind: Kind) -> Option<String> {
        let names: &[&str] = match kind {
            Kind::Trust => &["RoleName", "roleName"],
            Kind::VpcEndpoint => &["VpcEndpointId"],
            Kind::Bucket => &["bucketName", "Bucket"],
            Kind::ServiceControl | Kind::ResourceControl => &["Name"],
            _ => &["PolicyName", "policyName", "RoleName", "UserName", "GroupName"],
        };
        let holders = || {
            self.holders().flat_map(|node| [Some(node), member_of(node, "PolicySummary")]).flatten()
        };
        let name = names.iter().find_map(|name| holders().find_map(|node| text_of(node, name)))?;
        (name != "default").then(|| name.to_owned())
    }
}

/// The value of the member `name`.
pub(super) fn member_of<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let mut members = node.members()?.iter();
    members.find(|member| member.name.value == name).map(|member| &member.value)
}

pub(super) fn text_of<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    member_of(node, name)?.text().map(|text| text.value.as_str())
}

pub(super) fn is_true(node: &Node, name: &str) -> bool {
    member_of(node, name).is_some_and(|value| value.value == Value::Bool(true))
}

pub(super) fn is_false(node: &Node, name: &str) -> bool {
    member_of(node, name).is_some_and(|value| value.value == Value::Bool(false))
}
