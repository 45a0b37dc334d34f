//! Which kinds of policies have a say in a call. Not: what they say.

use crate::{
    eval::{is_about_key, is_about_role},
    policy::Kind,
};

/// Kinds that have a say in a call to S3 that names the bucket.
pub(crate) const FOR_S3: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::Bucket,
    Kind::Resource,
];

/// Kinds that have a say when a role is assumed.
const FOR_ROLE: &[Kind] = &[
    Kind::Trust,
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
];

/// Kinds that have a say in a call to AWS KMS.
const FOR_KMS: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::Key,
];

/// The same for a key that AWS manages: no resource control policy binds it. See
/// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html>.
pub(crate) const FOR_AWS_S_OWN: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::VpcEndpoint,
    Kind::Key,
];

/// Kinds that have a say in any other call.
const FOR_OTHERS: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::Resource,
];

/// Kinds that have a say in a call through an access point, before the bucket has its own.
pub(crate) const FOR_ACCESS_POINT: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::AccessPoint,
];

/// Kinds that have a say in what S3 asks of AWS KMS for the caller.
pub(crate) const FOR_KEY: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::Key,
];

pub(crate) const FOR_AWS_KEY: &[Kind] =
    &[Kind::Identity, Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl];

/// Kinds on the caller's own side.
pub(crate) const FOR_CALLER: &[Kind] = &[Kind::Identity, Kind::PermissionsBoundary, Kind::Session];

/// Kinds that have a say behind an access point. An endpoint's policy must allow both, by
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html>.
pub(crate) const FOR_BUCKET: &[Kind] = &[Kind::Bucket, Kind::ResourceControl, Kind::VpcEndpoint];

/// The kinds of policies that have a say in `action`.
pub(crate) fn kinds(action: &str) -> &'static [Kind] {
    let action = action.to_ascii_lowercase();
    match action.split_once(':') {
        Some(("s3", _)) => FOR_S3,
        Some(("kms", name)) if is_about_key(name) => FOR_KMS,
        // What goes with assuming a role asks its trust policy, too.
        Some(("sts", name)) if is_about_role(name) => FOR_ROLE,
        _ => FOR_OTHERS,
    }
}
