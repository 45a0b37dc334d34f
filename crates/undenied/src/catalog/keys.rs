//! Condition keys: which of them a call can carry. Source: the condition keys that
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html> and its
//! neighbours list for each action.

use super::{S3Resource, s3_resource};

/// What an upload, a copy or a new bucket says in its headers.
const OF_WRITES: [&str; 13] = [
    "s3:if-match",
    "s3:if-none-match",
    "s3:locationconstraint",
    "s3:object-lock-",
    "s3:requestobjecttag",
    "s3:x-amz-acl",
    "s3:x-amz-copy-source",
    "s3:x-amz-grant-",
    "s3:x-amz-metadata-directive",
    "s3:x-amz-object-ownership",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-storage-class",
    "s3:x-amz-website-redirect-location",
];

/// What a listing asks for.
const OF_LISTINGS: [&str; 3] = ["s3:prefix", "s3:delimiter", "s3:max-keys"];

/// What somebody says who asks for a role's session.
const OF_ASSUMING: [&str; 4] =
    ["sts:externalid", "sts:rolesessionname", "sts:sourceidentity", "sts:transitivetagkeys"];

/// Whether no call of `action` ever carries `key`. `false` where that is not certain.
pub(crate) fn never_sent(action: &str, key: &str) -> bool {
    let (action, key) = (action.to_ascii_lowercase(), key.to_ascii_lowercase());
    let Some((service, name)) = action.split_once(':') else { return false };
    let is_of_s3 = service == "s3";
    if OF_ASSUMING.contains(&key.as_str()) {
        return is_of_s3 || service == "kms";
    }
    if !is_of_s3 {
        return service == "kms" && key.starts_with("s3:");
    }
    let reads = name.starts_with("get") || name.starts_with("list");
    if OF_LISTINGS.contains(&key.as_str()) {
        s3_resource(&action).is_some() && !name.starts_with("listbucket")
    } else if OF_WRITES.iter().any(|start| key.starts_with(start)) {
        reads
    } else if key == "s3:versionid" {
        !name.contains("version")
    } else if key.starts_with("s3:existingobjecttag/") {
        s3_resource(&action) == Some(S3Resource::Bucket)
    } else {
        key.starts_with("kms:")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_call_never_carries_is_certain() {
        for (action, key) in [
            ("s3:GetBucketLocation", "s3:prefix"),
            ("s3:GetObject", "S3:Prefix"),
            ("s3:PutObject", "s3:delimiter"),
            ("s3:GetObject", "s3:x-amz-server-side-encryption"),
            ("s3:ListBucket", "s3:x-amz-acl"),
            ("s3:GetObject", "s3:VersionId"),
            ("s3:ListBucket", "s3:ExistingObjectTag/a"),
            ("s3:GetObject", "sts:ExternalId"),
            ("s3:GetObject", "kms:ViaService"),
            ("kms:Decrypt", "s3:prefix"),
        ] {
            assert!(never_sent(action, key), "{action} {key}");
        }
    }

    #[test]
    fn what_a_call_may_carry_is_open() {
        for (action, key) in [
            ("s3:ListBucket", "s3:prefix"),
            ("s3:ListBucketVersions", "s3:max-keys"),
            ("s3:PutObject", "s3:x-amz-server-side-encryption"),
            ("s3:GetObjectVersion", "s3:VersionId"),
            ("s3:GetObject", "s3:ExistingObjectTag/a"),
            ("s3:GetObject", "aws:SourceIp"),
            ("s3:GetObject", "aws:SourceIdentity"),
            ("s3:GetObject", "ec2:SourceInstanceARN"),
            ("kms:Decrypt", "kms:ViaService"),
            ("sts:AssumeRole", "sts:ExternalId"),
        ] {
            assert!(!never_sent(action, key), "{action} {key}");
        }
    }
}
