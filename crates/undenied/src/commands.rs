//! `aws` commands with the user's own names filled in.

use undenied_json::replaced;

use crate::{
    case::Case,
    policy::{Arn, Kind},
    profile::Auth,
};

/// Who the caller's own policies are attached to.
pub(crate) enum Identity {
    Role(String),
    User(String),
}

impl Identity {
    /// From the caller's ARN, else from how the profile signs in; a role where nothing is known.
    pub(crate) fn of(case: &Case<'_>) -> Self {
        let principal = case.input.request.principal.as_deref().and_then(Arn::parse);
        // No policy is attached to the root user: what is asked for is the user that takes its place.
        match principal.filter(|arn| !arn.is_root()) {
            Some(arn) if arn.is_user() => Self::User(arn.name().to_owned()),
            Some(arn) => Self::Role(arn.session_role().unwrap_or(arn.name()).to_owned()),
            None if case.profile.is_some_and(|profile| profile.auth == Auth::User) => {
                Self::User("USER_NAME".to_owned())
            }
            None => Self::Role("ROLE_NAME".to_owned()),
        }
    }

    /// Whose policy of `kind` it is: a trust policy is the role's that is to be assumed.
    pub(crate) fn behind(kind: Kind, case: &Case<'_>) -> Self {
        let request = &case.input.request;
        let action = request.action.as_deref().unwrap_or_default().to_ascii_lowercase();
        let asks_for_role = kind == Kind::Trust && action.starts_with("sts:assumerole");
        let resource = request.resource.as_deref().and_then(Arn::parse);
        match resource.filter(|arn| asks_for_role && arn.is_role()) {
            Some(role) => Self::Role(role.name().to_owned()),
            None => Self::of(case),
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Role(name) | Self::User(name) => name,
        }
    }
}

/// The permission set of IAM Identity Center that made the role: `AWSReservedSSO_NAME_ID`, by
/// <https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html>.
pub(crate) fn permission_set(role: &str) -> Option<&str> {
    let name = role.strip_prefix("AWSReservedSSO_")?;
    let end = name.rfind('_')?;
    name.get(..end)
}

/// The bucket's name, or a word to replace.
pub(crate) fn bucket(case: &Case<'_>) -> String {
    let asked = case.input.request.resource.as_deref().and_then(Arn::parse);
    if let Some(bucket) = asked.as_ref().and_then(Arn::bucket).filter(|name| !name.contains('*')) {
        return bucket.to_owned();
    }
    case.target.as_ref().map_or_else(|| "BUCKET_NAME".to_owned(), |target| target.bucket.clone())
}

/// The KMS key that the case is about, or a word to replace.
pub(crate) fn key(case: &Case<'_>) -> String {
    let facts = &case.input.facts;
    let asked = case.checked.iter().filter(|checked| checked.is_of_key());
    let asked = asked.map(|checked| checked.call.resource.as_str());
    let told = [&facts.object.encryption, &facts.bucket.encryption];
    let told = told.into_iter().flatten().filter_map(|it| it.key_arn.as_deref());
    let mut keys = asked.chain(told).chain(facts.keys.iter().map(|key| key.arn.as_str()));
    let first = keys.find(|key| key.starts_with("arn:") && !key.contains('*'));
    first.unwrap_or("KEY_ARN").to_owned()
}

/// The caller's policies of `kind` that are known by their names or ARNs alone.
pub(crate) fn unseen<'a>(kind: Kind, case: &'a Case<'_>) -> Vec<&'a str> {
    let caller = &case.input.facts.caller;
    match kind {
        Kind::Identity => caller.attached_policies.iter().map(String::as_str).collect(),
        Kind::PermissionsBoundary if !caller.is_unbounded() => {
            caller.permissions_boundary.as_deref().into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Prints the version of a managed policy that is in force.
pub(crate) fn managed(arn: &str) -> String {
    format!(
        "aws iam get-policy-version --policy-arn {arn} --version-id \"$(aws iam get-policy --policy-arn {arn} --query Policy.DefaultVersionId --output text)\""
    )
}

/// Prints the document of `kind`.
pub(crate) fn fetch(kind: Kind, case: &Case<'_>) -> Option<String> {
    let first = unseen(kind, case).first().copied();
    if let Some(arn) = first.filter(|name| name.starts_with("arn:")) {
        return Some(managed(arn));
    }
    let command = fetch_any(kind, case);
    command.map(|command| replaced(&command, "POLICY_NAME", first.unwrap_or("POLICY_NAME")))
}

fn fetch_any(kind: Kind, case: &Case<'_>) -> Option<String> {
    let identity = Identity::behind(kind, case);
    let name = identity.name();
    match (kind, &identity) {
        (Kind::Identity, Identity::Role(_)) => Some(format!(
            "aws iam get-role-policy --role-name {name} --policy-name POLICY_NAME --query PolicyDocument"
        )),
        (Kind::Identity, Identity::User(_)) => Some(format!(
            "aws iam get-user-policy --user-name {name} --policy-name POLICY_NAME --query PolicyDocument"
        )),
        (Kind::Trust, _) => Some(format!(
            "aws iam get-role --role-name {name} --query Role.AssumeRolePolicyDocument"
        )),
        (Kind::Bucket, _) => Some(format!(
            "aws s3api get-bucket-policy --bucket {} --query Policy --output text",
            bucket(case)
        )),
        (Kind::Key, _) => Some(format!(
            "aws kms get-key-policy --key-id {} --policy-name default --query Policy --output text",
            key(case)
        )),
        (Kind::PermissionsBoundary, Identity::Role(_)) => {
            Some(format!("aws iam get-role --role-name {name}"))
        }
        (Kind::PermissionsBoundary, Identity::User(_)) => {
            Some(format!("aws iam get-user --user-name {name}"))
        }
        (Kind::VpcEndpoint, _) => Some("aws ec2 describe-vpc-endpoints".to_owned()),
        _ => None,
    }
}

/// Saves the corrected document of `kind` from a file; `managed` is the ARN of a managed policy.
pub(crate) fn save(kind: Kind, managed: Option<&str>, case: &Case<'_>) -> Option<String> {
    if let Some(arn) = managed.filter(|arn| kind == Kind::Identity && arn.starts_with("arn:")) {
        return Some(format!(
            "aws iam create-policy-version --policy-arn {arn} --policy-document file://policy.json --set-as-default"
        ));
    }
    let identity = Identity::behind(kind, case);
    let name = identity.name();
    match (kind, &identity) {
        // IAM lets nobody change such a role.
        (Kind::Identity, Identity::Role(role)) if permission_set(role).is_some() => None,
        (Kind::Identity, Identity::Role(_)) => Some(format!(
            "aws iam put-role-policy --role-name {name} --policy-name POLICY_NAME --policy-document file://role-policy.json"
        )),
        (Kind::Identity, Identity::User(_)) => Some(format!(
            "aws iam put-user-policy --user-name {name} --policy-name POLICY_NAME --policy-document file://user-policy.json"
        )),
        (Kind::Trust, _) => Some(format!(
            "aws iam update-assume-role-policy --role-name {name} --policy-document file://trust-policy.json"
        )),
        (Kind::Bucket, _) => Some(format!(
            "aws s3api put-bucket-policy --bucket {} --policy file://bucket-policy.json",
            bucket(case)
        )),
        (Kind::Key, _) => Some(format!(
            "aws kms put-key-policy --key-id {} --policy-name default --policy file://key-policy.json",
            key(case)
        )),
        _ => None,
    }
}
