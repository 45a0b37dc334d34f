//! What commands tell about buckets. Not: their policies.

use undenied_json::{Node, Value};

use super::{
    Reader, hints,
    tree::{joined, list, listed, member, scalar, text},
};

/// `get-bucket-encryption`. Without a key of its own, `aws:kms` takes the one that S3 keeps.
pub(super) fn encryption(reader: &mut Reader<'_>, node: &Node) {
    for rule in listed(node, "Rules") {
        if let Some(default) = member(rule, "ApplyServerSideEncryptionByDefault") {
            reader.tell(default, "SSEAlgorithm", "bucket.encryption.algorithm", None);
            let has_key = reader.tell(default, "KMSMasterKeyID", "bucket.encryption.keyArn", None);
            let algorithm = member(default, "SSEAlgorithm").filter(|_| !has_key);
            let is_kms =
                |node: &&Node| scalar(node).is_some_and(|name| name.starts_with("aws:kms"));
            if let Some(algorithm) = algorithm.filter(is_kms) {
                reader.fact("bucket.encryption.keyArn", "alias/aws/s3", None, algorithm.span);
            }
        }
        reader.tell(rule, "BucketKeyEnabled", "bucket.encryption.bucketKeyEnabled", None);
        let blocked = member(rule, "BlockedEncryptionTypes");
        if let Some(types) = blocked.and_then(|blocked| member(blocked, "EncryptionType")) {
            let names =
                if list(types).is_empty() { scalar(types) } else { Some(joined(list(types))) };
            let names = names.unwrap_or_default();
            reader.fact("bucket.encryption.blockedTypes", &names, None, types.span);
        }
    }
}

/// `get-bucket-ownership-controls`
pub(super) fn ownership(reader: &mut Reader<'_>, node: &Node) {
    for rule in listed(node, "Rules") {
        reader.tell(rule, "ObjectOwnership", "bucket.objectOwnership", None);
    }
}

/// `get-public-access-block` of a bucket or of an account: the output does not say which.
pub(super) fn public_access_block(reader: &mut Reader<'_>, node: &Node) {
    if public_access(reader, node, "bucket", None) {
        hints::whose_block(reader, node.span);
    }
}

/// The four settings of `owner`; whether there is any.
pub(super) fn public_access(
    reader: &mut Reader<'_>,
    node: &Node,
    owner: &str,
    subject: Option<&str>,
) -> bool {
    let mut any = false;
    for name in
        ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]
    {
        let key = format!("{owner}.publicAccessBlock.{name}");
        any |= reader.tell(node, name, &key, subject);
    }
    any
}

/// `get-bucket-location`, which has old names for two regions.
pub(super) fn location(reader: &mut Reader<'_>, node: &Node) {
    let region = match scalar(node).as_deref() {
        None => return,
        Some("null" | "") => "us-east-1".to_owned(),
        Some("EU") => "eu-west-1".to_owned(),
        Some(region) => region.to_owned(),
    };
    reader.fact("bucket.region", &region, None, node.span);
}

/// `head-bucket`, which answers to those who may list the bucket.
pub(super) fn head(reader: &mut Reader<'_>, node: &Node) {
    let arn = text(node, "BucketArn");
    let name = arn.and_then(|arn| arn.rsplit(':').next());
    if let (Some(name), Some(place)) = (name, member(node, "BucketArn")) {
        reader.fact("bucket.name", name, None, place.span);
    }
    reader.tell(node, "BucketRegion", "bucket.region", name);
    if member(node, "AccessPointAlias").is_some_and(|alias| alias.value == Value::Bool(true)) {
        reader.tell(node, "AccessPointAlias", "bucket.isAccessPointAlias", name);
    }
}

/// Whether it is what `get-bucket-versioning` prints, which has hardly a name of its own.
pub(super) fn is_versioning(node: &Node) -> bool {
    let members = node.members().unwrap_or_default();
    let is_own = |name: &str| matches!(name, "Status" | "MFADelete" | "ResponseMetadata");
    let status = text(node, "Status");
    matches!(status, Some("Enabled" | "Suspended"))
        && members.iter().all(|member| is_own(&member.name.value))
}

/// `get-bucket-versioning`
pub(super) fn versioning(reader: &mut Reader<'_>, node: &Node) {
    reader.tell(node, "Status", "bucket.versioning", None);
    reader.tell(node, "MFADelete", "bucket.mfaDelete", None);
}

/// `get-bucket-policy-status`: whether the policy is public, not what it says.
pub(super) fn policy_status(reader: &mut Reader<'_>, node: &Node) {
    if reader.tell(node, "IsPublic", "bucket.isPublic", None) {
        hints::policy_status(reader, node.span);
    }
}

/// `get-object-lock-configuration`: what new objects get.
pub(super) fn object_lock(reader: &mut Reader<'_>, node: &Node) {
    reader.tell(node, "ObjectLockEnabled", "bucket.objectLock.enabled", None);
    let default = member(node, "Rule").and_then(|rule| member(rule, "DefaultRetention"));
    let Some(default) = default else { return };
    reader.tell(default, "Mode", "bucket.objectLock.mode", None);
    reader.tell(default, "Days", "bucket.objectLock.days", None);
    reader.tell(default, "Years", "bucket.objectLock.years", None);
}
