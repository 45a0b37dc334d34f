//! Static AWS facts: actions, what each is for, managed policies. Not: who asks.

mod actions;
mod control;
mod domains;
#[cfg(feature = "catalog")]
mod globals;
mod keys;
#[cfg(feature = "catalog")]
mod services;

pub use actions::s3_resource;
pub(crate) use actions::{actions, is_action, of_operation};
pub(crate) use control::{is_of_supported_service, is_resource_controlled};
pub(crate) use domains::service_of;
#[cfg(feature = "checks")]
pub(crate) use keys::is_of_family;
pub(crate) use keys::{is_family, meant_key, names, never_sent};
#[cfg(feature = "catalog")]
pub use services::provide;
#[cfg(feature = "catalog")]
pub(crate) use {
    globals::global,
    keys::JOINTS,
    services::{Action, Catalog, Key, KeyType, ResourceType, Template},
};

/// What an S3 action's `Resource` must name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum S3Resource {
    /// `arn:aws:s3:::bucket`
    Bucket,
    /// `arn:aws:s3:::bucket/key`
    Object,
}

/// The text of an AWS managed policy that S3 users attach; `None` for any other. Source:
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>.
#[must_use]
pub fn managed_policy(arn: &str) -> Option<&'static str> {
    match arn.strip_prefix("arn:aws:iam::aws:policy/")? {
        "AmazonS3ReadOnlyAccess" => Some(
            r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"],
            "Resource": "*"
        }
    ]
}"#,
        ),
        "AmazonS3FullAccess" => Some(
            r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["s3:*", "s3-object-lambda:*"],
            "Resource": "*"
        }
    ]
}"#,
        ),
        "AdministratorAccess" => Some(
            r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "*",
            "Resource": "*"
        }
    ]
}"#,
        ),
        _ => None,
    }
}

/// AWS managed policies that many roles have and that say nothing of S3 or AWS KMS. Source: as above.
const OF_OTHER_SERVICES: [&str; 9] = [
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonSSMManagedInstanceCore",
    "AWSXRayDaemonWriteAccess",
    "CloudWatchAgentServerPolicy",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
    "service-role/AmazonECSTaskExecutionRolePolicy",
];

/// Whether it is a policy of AWS's own that has no say in S3.
pub(crate) fn is_of_other_services(arn: &str) -> bool {
    let name = arn.strip_prefix("arn:aws:iam::aws:policy/");
    name.is_some_and(|name| OF_OTHER_SERVICES.contains(&name))
}
