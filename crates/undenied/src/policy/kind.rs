//! What a policy is attached to, and guessing it from the policy alone.

use undenied_json::has;

use super::{Effect, ListElement, Polarity, Policy, Principal, Statement};

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
    recognize(policy).map(Sign::kind)
}

/// What tells the kind of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Its actions are AWS STS's, and a principal is named.
    AssumesRole,
    /// AWS KMS's, likewise.
    KeyActions,
    /// Amazon S3's actions or buckets, likewise.
    S3,
    /// Its resources are access points.
    AccessPoints,
    /// It allows everybody several buckets.
    SeveralBuckets,
    /// It denies everybody, on every resource.
    DeniesEverybody,
    /// A principal is named, and no service that is known here.
    Principal,
    /// No principal is named.
    NoPrincipal,
    /// Neither is anything allowed.
    OnlyDenies,
}

impl Sign {
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::AssumesRole => Kind::Trust,
            Self::KeyActions => Kind::Key,
            Self::S3 => Kind::Bucket,
            Self::AccessPoints => Kind::AccessPoint,
            Self::SeveralBuckets => Kind::VpcEndpoint,
            Self::DeniesEverybody => Kind::ResourceControl,
            Self::Principal => Kind::Resource,
            Self::NoPrincipal | Self::OnlyDenies => Kind::Identity,
        }
    }

    /// The kinds that such a policy may also be of, most likely first.
    #[must_use]
    pub const fn others(self) -> &'static [Kind] {
        match self {
            Self::AssumesRole | Self::KeyActions | Self::AccessPoints => &[],
            Self::S3 => &[Kind::VpcEndpoint],
            Self::SeveralBuckets | Self::DeniesEverybody => &[Kind::Bucket],
            Self::Principal => &[Kind::VpcEndpoint, Kind::ResourceControl],
            Self::NoPrincipal => &[Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl],
            Self::OnlyDenies => &[Kind::ServiceControl, Kind::PermissionsBoundary, Kind::Session],
        }
    }
}

/// What in `policy` tells its kind.
#[must_use]
pub fn recognize(policy: &Policy) -> Option<Sign> {
    let statements = &policy.statements;
    let first = statements.first()?;
    let with_principal =
        statements.iter().filter(|statement| statement.principal.is_some()).count();
    if with_principal == 0 {
        let readable = first.action.is_some() || first.resource.is_some();
        let only_denies = statements.iter().all(|statement| statement.is(Effect::Deny));
        return readable.then_some(if only_denies { Sign::OnlyDenies } else { Sign::NoPrincipal });
    }
    if with_principal < statements.len() {
        return None;
    }
    let acts = |prefix: &str| statements.iter().any(|one| starts(one.action.as_ref(), prefix));
    Some(if denies_everybody(statements) && (acts("sts:") || is_about_several(statements)) {
        Sign::DeniesEverybody
    } else if acts("sts:") && !acts("s3:") {
        Sign::AssumesRole
    } else if acts("kms:") && buckets(statements).is_empty() {
        Sign::KeyActions
    } else {
        resource_sign(statements, acts("s3:"))
    })
}

/// Of a policy whose statements all name a principal.
fn resource_sign(statements: &[Statement], acts_on_s3: bool) -> Sign {
    let for_everybody = statements.iter().all(names_everybody);
    let buckets = buckets(statements);
    let on_everything = statements.iter().all(is_on_everything);
    let only_allows = statements.iter().all(|statement| statement.is(Effect::Allow));
    if names_access_points(statements) {
        Sign::AccessPoints
    } else if denies_everybody(statements) {
        Sign::DeniesEverybody
    } else if for_everybody && only_allows && (on_everything || buckets.len() > 1) {
        Sign::SeveralBuckets
    } else if acts_on_s3 || !buckets.is_empty() {
        Sign::S3
    } else {
        Sign::Principal
    }
}

/// On every resource. A trust policy names none.
fn denies_everybody(statements: &[Statement]) -> bool {
    statements.iter().all(|it| it.is(Effect::Deny) && names_everybody(it) && is_on_everything(it))
}

/// Whether actions of more than one service are named, which no resource's own policy does.
fn is_about_several(statements: &[Statement]) -> bool {
    let lists = statements.iter().filter_map(|statement| statement.action.as_ref());
    let services = lists.flat_map(|list| &list.values).filter_map(|value| {
        let (service, _) = value.value.split_once(':')?;
        Some(service.to_ascii_lowercase())
    });
    let mut services = services.peekable();
    let first = services.peek().cloned();
    services.any(|service| Some(service) != first)
}

fn starts(element: Option<&ListElement>, prefix: &str) -> bool {
    let mut values = element.into_iter().flat_map(|element| &element.values);
    values.any(|value| value.value.to_ascii_lowercase().starts_with(prefix))
}

fn names_everybody(statement: &Statement) -> bool {
    let Some(principal) = &statement.principal else { return false };
    principal.polarity == Polarity::Listed
        && principal.entries.iter().all(|entry| entry.value == Principal::Everyone)
}

fn is_on_everything(statement: &Statement) -> bool {
    let Some(resource) = &statement.resource else { return false };
    resource.polarity == Polarity::Listed && resource.values.iter().all(|value| value.value == "*")
}

fn names_access_points(statements: &[Statement]) -> bool {
    let mut resources = statements.iter().filter_map(|statement| statement.resource.as_ref());
    resources.clone().count() == statements.len()
        && resources.all(|resource| {
            let mut values = resource.values.iter();
            !resource.values.is_empty() && values.all(|value| has(&value.value, ":accesspoint/"))
        })
}

/// The names of the buckets that the statements are about, each once.
fn buckets(statements: &[Statement]) -> Vec<&str> {
    let resources = statements.iter().filter_map(|statement| statement.resource.as_ref());
    let mut buckets = Vec::new();
    for value in resources.flat_map(|resource| &resource.values) {
        let Some(rest) = value.value.strip_prefix("arn:aws:s3:::") else { continue };
        let bucket = rest.split('/').next().unwrap_or_default();
        // Two are enough to tell.
        if buckets.len() < 2 && !buckets.contains(&bucket) {
            buckets.push(bucket);
        }
    }
    buckets
}

/// Whether `policy`, given as `told`, cannot be one, seeing that it looks like `guessed`.
#[must_use]
pub(crate) fn contradicts(policy: &Policy, told: Kind, guessed: Kind) -> bool {
    // An endpoint's policy names resources, unlike a trust policy; it may be for calls to AWS STS.
    let has_resources = || policy.statements.iter().all(|statement| statement.resource.is_some());
    if (told, guessed) == (Kind::VpcEndpoint, Kind::Trust) && has_resources() {
        return false;
    }
    match guessed {
        Kind::Identity => {
            matches!(told, Kind::Trust | Kind::Bucket | Kind::Key | Kind::AccessPoint)
        }
        Kind::Trust => {
            told != Kind::Trust && told != Kind::Resource && told != Kind::ResourceControl
        }
        Kind::Bucket | Kind::AccessPoint | Kind::VpcEndpoint | Kind::ResourceControl => {
            matches!(told, Kind::Identity | Kind::Trust | Kind::Key)
        }
        Kind::Key => matches!(told, Kind::Identity | Kind::Trust | Kind::Bucket),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_denies_everybody_the_actions_of_several_services_controls_resources() {
        let of = |effect: &str, actions: &str, resource: &str| {
            guess_from_text(&format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", "Principal": "*", "Action": {actions}{resource}}}]}}"#
            ))
        };
        let all = r#", "Resource": "*""#;
        for (effect, actions, resource, kind) in [
            ("Deny", r#"["s3:*", "kms:*"]"#, all, Kind::ResourceControl),
            ("Deny", r#"["s3:*", "sts:AssumeRole", "kms:*"]"#, all, Kind::ResourceControl),
            ("Deny", r#""sts:AssumeRoleWithWebIdentity""#, all, Kind::ResourceControl),
            ("Deny", r#""s3:*""#, all, Kind::ResourceControl),
            ("Deny", r#"["kms:Decrypt", "KMS:Encrypt"]"#, all, Kind::Key),
            ("Deny", r#""sts:AssumeRole""#, "", Kind::Trust),
            ("Allow", r#""kms:*""#, all, Kind::Key),
            ("Deny", r#""s3:*""#, r#", "Resource": "arn:aws:s3:::acme/*""#, Kind::Bucket),
        ] {
            assert_eq!(of(effect, actions, resource), kind, "{effect} {actions}{resource}");
        }
    }
}
