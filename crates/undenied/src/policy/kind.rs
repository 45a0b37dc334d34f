//! What a policy is attached to, and guessing it from the policy alone.

use super::{ListElement, Policy};

/// What a policy document is attached to, by AWS's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Identity,
    PermissionsBoundary,
    Session,
    ServiceControl,
    ResourceControl,
    Bucket,
    AccessPoint,
    Key,
    Trust,
    VpcEndpoint,
    /// Any other resource-based policy.
    Resource,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Identity,
        Self::PermissionsBoundary,
        Self::Session,
        Self::ServiceControl,
        Self::ResourceControl,
        Self::Bucket,
        Self::AccessPoint,
        Self::Key,
        Self::Trust,
        Self::VpcEndpoint,
        Self::Resource,
    ];

    /// Whether its statements name a principal.
    #[must_use]
    pub const fn names_principals(self) -> bool {
        !matches!(
            self,
            Self::Identity | Self::PermissionsBoundary | Self::Session | Self::ServiceControl
        )
    }

    /// Whether it is attached to the resource that a request is for.
    #[must_use]
    pub const fn is_resource_based(self) -> bool {
        matches!(self, Self::Bucket | Self::AccessPoint | Self::Key | Self::Trust | Self::Resource)
    }

    /// Whether its statements name resources; a trust policy is about its own role.
    #[must_use]
    pub const fn names_resources(self) -> bool {
        !matches!(self, Self::Trust)
    }
}

/// [`guess`] for a text that may hold anything; an identity-based policy where nothing tells.
#[must_use]
pub fn guess_from_text(text: &str) -> Kind {
    let root = undenied_json::parse(text).root;
    let policy = root.map(|root| super::read(&root, Kind::Identity).0);
    policy.as_ref().and_then(guess).unwrap_or(Kind::Identity)
}

/// The kind that `policy` looks like; `None` where nothing tells, or where only some of its
/// statements name a principal. Without any principal it is taken for an identity-based policy.
#[must_use]
pub fn guess(policy: &Policy) -> Option<Kind> {
    let statements = &policy.statements;
    let first = statements.first()?;
    let with_principal =
        statements.iter().filter(|statement| statement.principal.is_some()).count();
    if with_principal == 0 {
        let readable = first.action.is_some() || first.resource.is_some();
        return readable.then_some(Kind::Identity);
    }
    if with_principal < statements.len() {
        return None;
    }
    let starts = |element: &Option<ListElement>, prefix: &str| {
        element.as_ref().is_some_and(|element| {
            let mut values = element.values.iter();
            values.any(|value| value.value.to_ascii_lowercase().starts_with(prefix))
        })
    };
    let any = |prefix: &str| statements.iter().any(|statement| starts(&statement.action, prefix));
    let names_bucket =
        statements.iter().any(|statement| starts(&statement.resource, "arn:aws:s3:::"));
    if any("sts:") && !any("s3:") {
        Some(Kind::Trust)
    } else if any("kms:") {
        Some(Kind::Key)
    } else if any("s3:") || names_bucket {
        Some(Kind::Bucket)
    } else {
        Some(Kind::Resource)
    }
}
