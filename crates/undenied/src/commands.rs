//! `aws` commands with the user's own names filled in.

use crate::{
    case::Case,
    policy::{Arn, Kind},
};

/// The role's name, or a word to replace.
pub(crate) fn role_name(case: &Case<'_>) -> String {
    let principal = case.input.request.principal.as_deref().and_then(Arn::parse);
    principal.map_or_else(|| "ROLE_NAME".to_owned(), |arn| arn.name().to_owned())
}

/// The bucket's name, or a word to replace.
pub(crate) fn bucket(case: &Case<'_>) -> String {
    case.target.as_ref().map_or_else(|| "BUCKET_NAME".to_owned(), |target| target.bucket.clone())
}

/// Prints the document of `kind`.
pub(crate) fn fetch(kind: Kind, case: &Case<'_>) -> Option<String> {
    match kind {
        Kind::Identity => {
            let role = role_name(case);
            Some(format!(
                "aws iam get-account-authorization-details --filter Role --query \"RoleDetailList[?RoleName=='{role}']\""
            ))
        }
        Kind::Trust => Some(format!(
            "aws iam get-role --role-name {} --query Role.AssumeRolePolicyDocument",
            role_name(case)
        )),
        Kind::Bucket => Some(format!(
            "aws s3api get-bucket-policy --bucket {} --query Policy --output text",
            bucket(case)
        )),
        _ => None,
    }
}

/// Saves the corrected document of `kind` from a file.
pub(crate) fn save(kind: Kind, case: &Case<'_>) -> Option<String> {
    match kind {
        Kind::Identity => Some(format!(
            "aws iam put-role-policy --role-name {} --policy-name POLICY_NAME --policy-document file://role-policy.json",
            role_name(case)
        )),
        Kind::Trust => Some(format!(
            "aws iam update-assume-role-policy --role-name {} --policy-document file://trust-policy.json",
            role_name(case)
        )),
        Kind::Bucket => Some(format!(
            "aws s3api put-bucket-policy --bucket {} --policy file://bucket-policy.json",
            bucket(case)
        )),
        _ => None,
    }
}
