//! Who may have refused, most likely first. Not: who did; only the documents tell.

use super::{Category, Explanation, Suspect, message::Reason};
use crate::{
    catalog::{S3Resource, s3_resource},
    policy::Kind,
};

/// Fills [`Explanation::suspects`].
pub(super) fn list(explanation: &mut Explanation) {
    explanation.suspects = match explanation.category {
        Category::Denied => of_denial(explanation),
        Category::NotAPolicy if explanation.tells.is_some_and(|code| code.contains("KMS")) => {
            vec![Suspect::KmsKey]
        }
        _ => Vec::new(),
    };
}

fn of_denial(explanation: &Explanation) -> Vec<Suspect> {
    use Suspect::{Encryption, KmsKey, Policy, PublicAccessBlock};
    let is_anonymous = explanation.principal.as_deref() == Some("anonymous");
    // AWS's word is taken with the resource in view: a bucket's policy may be an access point's.
    let named = explanation.policy_type;
    match explanation.reason {
        Reason::NoAllow(_) if is_anonymous => {
            vec![Policy(named.unwrap_or(Kind::Bucket)), PublicAccessBlock]
        }
        Reason::NoAllow(_) => match named {
            // Between accounts AWS names the resource's policy even where the caller's own lacks
            // the permission.
            Some(kind) if kind.is_resource_based() => vec![Policy(kind), Policy(Kind::Identity)],
            Some(Kind::Identity) if is_about(explanation, "kms:") => {
                vec![Policy(Kind::Identity), Policy(Kind::Key)]
            }
            kind => kind.map(Policy).into_iter().collect(),
        },
        Reason::ExplicitDeny(Some(_)) => match named {
            // RestrictPublicBuckets looks like a Deny in the bucket policy.
            Some(Kind::Bucket) => vec![Policy(Kind::Bucket), PublicAccessBlock],
            kind => kind.map(Policy).into_iter().collect(),
        },
        Reason::EndpointThroughControl => {
            vec![Policy(Kind::VpcEndpoint), Policy(Kind::ServiceControl)]
        }
        Reason::PublicAcls | Reason::PublicPolicy => vec![PublicAccessBlock],
        Reason::CustomerProvidedKey => vec![Encryption],
        Reason::ObjectLock => vec![Suspect::ObjectLock],
        Reason::KeyOrMissing => vec![Policy(Kind::Key), Policy(Kind::Identity), KmsKey],
        Reason::ExplicitDeny(None) => {
            let service = explanation.details.service.as_deref();
            let is_s3 = service.is_none_or(|service| service == "s3");
            let kinds = EXPLICIT.iter().filter(|kind| is_s3 || **kind != Kind::Bucket);
            kinds.copied().map(Policy).collect()
        }
        Reason::NoAllowAtAll | Reason::NotSaid => by_yield(explanation),
    }
}

/// Where a Deny stands most often.
const EXPLICIT: [Kind; 7] = [
    Kind::Bucket,
    Kind::Identity,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::PermissionsBoundary,
    Kind::Session,
];

fn is_about(explanation: &Explanation, service: &str) -> bool {
    explanation.action.as_deref().is_some_and(|action| action.starts_with(service))
}

/// All that can be behind a plain refusal.
fn by_yield(explanation: &Explanation) -> Vec<Suspect> {
    use Suspect::{
        Encryption, KmsKey, ObjectLock, ObjectMissing, ObjectOwnership, Policy, PublicAccessBlock,
        RequestPayer,
    };
    if is_about(explanation, "sts:") {
        let kinds = [Kind::Trust, Kind::Identity, Kind::ServiceControl, Kind::ResourceControl];
        return kinds.map(Policy).to_vec();
    }
    if is_about(explanation, "kms:") || explanation.policy_type == Some(Kind::Key) {
        return vec![Policy(Kind::Key), Policy(Kind::Identity), KmsKey];
    }
    if explanation.principal.as_deref() == Some("anonymous") {
        return vec![Policy(Kind::Bucket), PublicAccessBlock, ObjectMissing];
    }
    let service = explanation.details.service.as_deref();
    if service.is_some_and(|service| service != "s3") {
        let kinds =
            [Kind::Identity, Kind::ServiceControl, Kind::PermissionsBoundary, Kind::Session];
        return kinds.map(Policy).to_vec();
    }
    let action = explanation.action.as_deref().unwrap_or_default();
    let mut suspects = vec![Policy(Kind::Identity), Policy(Kind::Bucket)];
    let is_write = explanation.needs.iter().any(|need| need == "s3:PutObject")
        || action.starts_with("s3:Put")
        || action.starts_with("s3:Delete");
    match s3_resource(action) {
        Some(S3Resource::Bucket) => {}
        None if !action.is_empty() => {}
        _ if action.starts_with("s3:Delete") => suspects.push(ObjectLock),
        _ if is_write => suspects.extend([Policy(Kind::Key), Encryption, PublicAccessBlock]),
        _ => suspects.extend([
            Policy(Kind::Key),
            ObjectMissing,
            ObjectOwnership,
            RequestPayer,
            PublicAccessBlock,
        ]),
    }
    let others = [
        Kind::VpcEndpoint,
        Kind::ServiceControl,
        Kind::ResourceControl,
        Kind::PermissionsBoundary,
        Kind::Session,
    ];
    suspects.extend(others.map(Policy));
    suspects
}
