//! API operations and the actions that policies must allow for them, by
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>.

/// The actions that `operation` of `service` needs; empty where that is not known.
pub(super) fn needs(service: Option<&str>, operation: &str) -> Vec<String> {
    let known = S3.iter().find(|(name, _)| *name == operation).map(|(_, actions)| *actions);
    let Some(service) = service.or_else(|| service_of(operation)) else { return Vec::new() };
    match known {
        Some(actions) if service == "s3" => {
            actions.iter().map(|action| format!("s3:{action}")).collect()
        }
        _ => vec![format!("{service}:{operation}")],
    }
}

/// The service that an operation's name gives away.
pub(super) fn service_of(operation: &str) -> Option<&'static str> {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| operation.starts_with(prefix));
    if S3.iter().any(|(name, _)| *name == operation) {
        return Some("s3");
    }
    if starts(&["AssumeRole", "GetSessionToken", "GetFederationToken", "GetCallerIdentity"]) {
        return Some("sts");
    }
    if starts(&["Decrypt", "Encrypt", "GenerateDataKey", "ReEncrypt", "DescribeKey", "CreateGrant"])
    {
        return Some("kms");
    }
    if starts(&["PutKeyPolicy", "GetKeyPolicy"]) {
        return Some("kms");
    }
    let is_s3 = starts(&[
        "GetBucket",
        "PutBucket",
        "DeleteBucket",
        "GetObject",
        "PutObject",
        "DeleteObject",
        "RestoreObject",
        "CreateBucket",
        "GetAccessPoint",
        "PutAccessPoint",
    ]);
    if is_s3 {
        return Some("s3");
    }
    let is_iam = starts(&[
        "GetRole",
        "GetUser",
        "GetPolicy",
        "PutRolePolicy",
        "PutUserPolicy",
        "PutGroupPolicy",
    ]) || starts(&[
        "CreatePolicy",
        "CreateRole",
        "UpdateAssumeRolePolicy",
        "ListRole",
        "ListAttached",
    ]) || starts(&[
        "AttachRolePolicy",
        "AttachUserPolicy",
        "ListPolic",
        "ListUser",
        "PassRole",
    ]);
    if is_iam {
        return Some("iam");
    }
    starts(&["RunInstances", "DescribeInstances", "DescribeVpcEndpoints"]).then_some("ec2")
}

/// Operations whose action has another name, or that need more than one; and those that tell S3.
const S3: [(&str, &[&str]); 41] = [
    ("ListObjects", &["ListBucket"]),
    ("ListObjectsV2", &["ListBucket"]),
    ("HeadBucket", &["ListBucket"]),
    ("ListBuckets", &["ListAllMyBuckets"]),
    ("ListDirectoryBuckets", &["ListAllMyDirectoryBuckets"]),
    ("ListObjectVersions", &["ListBucketVersions"]),
    ("ListMultipartUploads", &["ListBucketMultipartUploads"]),
    ("ListParts", &["ListMultipartUploadParts"]),
    ("HeadObject", &["GetObject"]),
    ("SelectObjectContent", &["GetObject"]),
    ("GetObjectAttributes", &["GetObject", "GetObjectAttributes"]),
    ("CopyObject", &["GetObject", "PutObject"]),
    ("UploadPartCopy", &["GetObject", "PutObject"]),
    ("CreateMultipartUpload", &["PutObject"]),
    ("InitiateMultipartUpload", &["PutObject"]),
    ("UploadPart", &["PutObject"]),
    ("CompleteMultipartUpload", &["PutObject"]),
    ("AbortMultipartUpload", &["AbortMultipartUpload"]),
    ("PostObject", &["PutObject"]),
    ("DeleteObjects", &["DeleteObject"]),
    ("GetBucketEncryption", &["GetEncryptionConfiguration"]),
    ("PutBucketEncryption", &["PutEncryptionConfiguration"]),
    ("DeleteBucketEncryption", &["PutEncryptionConfiguration"]),
    ("GetPublicAccessBlock", &["GetBucketPublicAccessBlock"]),
    ("PutPublicAccessBlock", &["PutBucketPublicAccessBlock"]),
    ("DeletePublicAccessBlock", &["PutBucketPublicAccessBlock"]),
    ("DeleteBucketOwnershipControls", &["PutBucketOwnershipControls"]),
    ("GetBucketLifecycle", &["GetLifecycleConfiguration"]),
    ("GetBucketLifecycleConfiguration", &["GetLifecycleConfiguration"]),
    ("PutBucketLifecycleConfiguration", &["PutLifecycleConfiguration"]),
    ("DeleteBucketLifecycle", &["PutLifecycleConfiguration"]),
    ("GetBucketReplication", &["GetReplicationConfiguration"]),
    ("PutBucketReplication", &["PutReplicationConfiguration"]),
    ("GetObjectLockConfiguration", &["GetBucketObjectLockConfiguration"]),
    ("PutObjectLockConfiguration", &["PutBucketObjectLockConfiguration"]),
    ("GetBucketAccelerateConfiguration", &["GetAccelerateConfiguration"]),
    ("PutBucketAccelerateConfiguration", &["PutAccelerateConfiguration"]),
    ("GetBucketCors", &["GetBucketCORS"]),
    ("PutBucketCors", &["PutBucketCORS"]),
    ("GetBucketNotificationConfiguration", &["GetBucketNotification"]),
    ("PutBucketNotificationConfiguration", &["PutBucketNotification"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_may_need_an_action_of_another_name() {
        assert_eq!(needs(None, "HeadObject"), ["s3:GetObject"]);
        assert_eq!(needs(Some("s3"), "ListObjectsV2"), ["s3:ListBucket"]);
        assert_eq!(needs(None, "CopyObject"), ["s3:GetObject", "s3:PutObject"]);
        assert_eq!(needs(None, "AssumeRole"), ["sts:AssumeRole"]);
        assert_eq!(needs(None, "GetBucketPolicy"), ["s3:GetBucketPolicy"]);
        assert_eq!(needs(None, "Frobnicate"), [""; 0]);
    }
}
