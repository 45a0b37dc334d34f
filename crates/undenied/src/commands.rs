//! `aws` commands with the user's own names filled in.

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
        match principal {
            Some(arn) if arn.is_user() => Self::User(arn.name().to_owned()),
            Some(arn) => Self::Role(arn.session_role().unwrap_or(arn.name()).to_owned()),
            None if case.profile.is_some_and(|profile| profile.auth == Auth::User) => {
                Self::User("USER_NAME".to_owned())
            }
            None => Self::Role("ROLE_NAME".to_owned()),
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Role(name) | Self::User(name) => name,
        }
    }
}

/// The bucket's name, or a word to replace.
pub(crate) fn bucket(case: &Case<'_>) -> String {
    case.target.as_ref().map_or_else(|| "BUCKET_NAME".to_owned(), |target| target.bucket.clone())
}

/// Prints the document of `kind`.
pub(crate) fn fetch(kind: Kind, case: &Case<'_>) -> Option<String> {
    let identity = Identity::of(case);
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
        _ => None,
    }
}

/// Saves the corrected document of `kind` from a file.
pub(crate) fn save(kind: Kind, case: &Case<'_>) -> Option<String> {
    let identity = Identity::of(case);
    let name = identity.name();
    match (kind, &identity) {
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
        _ => None,
    }
}
