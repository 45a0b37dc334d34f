//! The actions of S3, KMS and STS by name, and what people write in their place. Source:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>,
//! `list_awskeymanagementservice.html` and `list_awssecuritytokenservice.html` beside it.

use core::cmp::Ordering;

use super::S3Resource;

/// Actions on objects.
const S3_OBJECT: &str = "\
    AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectAnnotation \
    DeleteObjectTagging DeleteObjectVersion DeleteObjectVersionAnnotation \
    DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAnnotation GetObjectAttributes \
    GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent GetObjectVersion \
    GetObjectVersionAcl GetObjectVersionAnnotation GetObjectVersionAnnotationForReplication \
    GetObjectVersionAttributes GetObjectVersionForReplication GetObjectVersionTagging \
    GetObjectVersionTorrent InitiateReplication ListMultipartUploadParts ListObjectAnnotations \
    ListObjectVersionAnnotations ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl \
    PutObjectAnnotation PutObjectLegalHold PutObjectRetention PutObjectTagging \
    PutObjectVersionAcl PutObjectVersionAnnotation PutObjectVersionTagging ReplicateDelete \
    ReplicateObject ReplicateObjectAnnotation ReplicateTags RestoreObject UpdateObjectEncryption";

/// Actions on buckets.
const S3_BUCKET: &str = "\
    AllowVendedLogDeliveryForResource CreateBucket CreateBucketMetadataTableConfiguration \
    DeleteBucket DeleteBucketMetadataTableConfiguration DeleteBucketPolicy DeleteBucketWebsite \
    GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac GetBucketAcl \
    GetBucketCORS GetBucketLocation GetBucketLogging GetBucketMetadataTableConfiguration \
    GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls \
    GetBucketPolicy GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment \
    GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration \
    GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration \
    GetMetricsConfiguration GetReplicationConfiguration ListBucket ListBucketMultipartUploads \
    ListBucketVersions PauseReplication PutAccelerateConfiguration PutAnalyticsConfiguration \
    PutBucketAbac PutBucketAcl PutBucketCORS PutBucketLogging PutBucketNotification \
    PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy \
    PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning \
    PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration \
    PutInventoryConfiguration PutLifecycleConfiguration PutMetricsConfiguration \
    PutReplicationConfiguration UpdateBucketMetadataAnnotationTableConfiguration \
    UpdateBucketMetadataInventoryTableConfiguration \
    UpdateBucketMetadataJournalTableConfiguration";

/// Actions on the account, access points, jobs and the like.
const S3_OTHER: &str = "\
    AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance \
    CreateAccessGrantsLocation CreateAccessPoint CreateAccessPointForObjectLambda CreateJob \
    CreateMultiRegionAccessPoint CreateStorageLensGroup DeleteAccessGrant \
    DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy \
    DeleteAccessGrantsLocation DeleteAccessPoint DeleteAccessPointForObjectLambda \
    DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda DeleteJobTagging \
    DeleteMultiRegionAccessPoint DeleteStorageLensConfiguration \
    DeleteStorageLensConfigurationTagging DeleteStorageLensGroup DescribeJob \
    DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter GetAccessGrant \
    GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix \
    GetAccessGrantsInstanceResourcePolicy GetAccessGrantsLocation GetAccessPoint \
    GetAccessPointConfigurationForObjectLambda GetAccessPointForObjectLambda \
    GetAccessPointPolicy GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatus \
    GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock GetDataAccess \
    GetJobTagging GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy \
    GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes \
    GetStorageLensConfiguration GetStorageLensConfigurationTagging GetStorageLensDashboard \
    GetStorageLensGroup ListAccessGrants ListAccessGrantsInstances ListAccessGrantsLocations \
    ListAccessPoints ListAccessPointsForObjectLambda ListAllMyBuckets ListCallerAccessGrants \
    ListJobs ListMultiRegionAccessPoints ListStorageLensConfigurations ListStorageLensGroups \
    ListTagsForResource PutAccessGrantsInstanceResourcePolicy \
    PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy \
    PutAccessPointPolicyForObjectLambda PutAccessPointPublicAccessBlock \
    PutAccountPublicAccessBlock PutJobTagging PutMultiRegionAccessPointPolicy \
    PutStorageLensConfiguration PutStorageLensConfigurationTagging \
    SubmitMultiRegionAccessPointRoutes TagResource UntagResource UpdateAccessGrantsLocation \
    UpdateJobPriority UpdateJobStatus UpdateStorageLensGroup";

/// Every action of AWS KMS.
const KMS: &str = "\
    CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant \
    CreateKey Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial \
    DeriveSharedSecret DescribeCustomKeyStores DescribeKey DisableKey DisableKeyRotation \
    DisconnectCustomKeyStore EnableKey EnableKeyRotation Encrypt GenerateDataKey \
    GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext \
    GenerateMac GenerateRandom GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus \
    GetParametersForImport GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies \
    ListKeyRotations ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncryptFrom \
    ReEncryptTo ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign \
    SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore \
    UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac";

/// Every action of AWS STS.
const STS: &str = "\
    AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot \
    DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity GetDelegatedAccessToken \
    GetFederationToken GetServiceBearerToken GetSessionToken GetWebIdentityToken SetContext \
    SetSourceIdentity TagGetWebIdentityToken TagSession";

/// API operations that no action is named after, and the actions that let them pass. See
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>.
const OPERATIONS: &[(&str, &[&str])] = &[
    ("s3:CompleteMultipartUpload", &["s3:PutObject"]),
    ("s3:CopyObject", &["s3:GetObject", "s3:PutObject"]),
    ("s3:CreateMultipartUpload", &["s3:PutObject"]),
    ("s3:DeleteObjects", &["s3:DeleteObject"]),
    ("s3:GetBucketEncryption", &["s3:GetEncryptionConfiguration"]),
    ("s3:GetBucketLifecycleConfiguration", &["s3:GetLifecycleConfiguration"]),
    ("s3:GetBucketReplication", &["s3:GetReplicationConfiguration"]),
    ("s3:GetObjectLockConfiguration", &["s3:GetBucketObjectLockConfiguration"]),
    ("s3:GetPublicAccessBlock", &["s3:GetBucketPublicAccessBlock"]),
    ("s3:HeadBucket", &["s3:ListBucket"]),
    ("s3:HeadObject", &["s3:GetObject"]),
    ("s3:ListBuckets", &["s3:ListAllMyBuckets"]),
    ("s3:ListMultipartUploads", &["s3:ListBucketMultipartUploads"]),
    ("s3:ListObjects", &["s3:ListBucket"]),
    ("s3:ListObjectsV2", &["s3:ListBucket"]),
    ("s3:ListObjectVersions", &["s3:ListBucketVersions"]),
    ("s3:ListParts", &["s3:ListMultipartUploadParts"]),
    ("s3:PutBucketEncryption", &["s3:PutEncryptionConfiguration"]),
    ("s3:PutBucketLifecycleConfiguration", &["s3:PutLifecycleConfiguration"]),
    ("s3:SelectObjectContent", &["s3:GetObject"]),
    ("s3:UploadPart", &["s3:PutObject"]),
    ("s3:UploadPartCopy", &["s3:GetObject", "s3:PutObject"]),
    ("kms:ReEncrypt", &["kms:ReEncryptFrom", "kms:ReEncryptTo"]),
];

/// What `action` (`s3:GetObject`, letter case ignored) is for; `None` for other services, for
/// patterns, and for actions on neither buckets nor objects.
#[must_use]
pub fn s3_resource(action: &str) -> Option<S3Resource> {
    let (service, name) = action.split_once(':')?;
    match service.eq_ignore_ascii_case("s3") {
        true if lists(S3_OBJECT, name) => Some(S3Resource::Object),
        true if lists(S3_BUCKET, name) => Some(S3Resource::Bucket),
        _ => None,
    }
}

/// Whether `name` (letter case ignored) is an action of `service`; `None` for a service that is not known here.
pub(crate) fn is_action(service: &str, name: &str) -> Option<bool> {
    listed(service).map(|lists_of| lists_of.iter().any(|names| lists(names, name)))
}

/// Whether `name` is one of `names`, which are in order; letter case ignored. Asked of every action in every statement.
fn lists(names: &str, name: &str) -> bool {
    let (names, name) = (names.as_bytes(), name.as_bytes());
    let (mut from, mut to) = (0, names.len());
    while from < to {
        let middle = from.midpoint(to);
        let before = names.get(from..middle).unwrap_or_default();
        let behind = names.get(middle..to).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b' ').map_or(from, |at| from + at + 1);
        let end = behind.iter().position(|byte| *byte == b' ').map_or(to, |at| middle + at);
        let word = names.get(start..end).unwrap_or_default().iter().map(u8::to_ascii_lowercase);
        match word.cmp(name.iter().map(u8::to_ascii_lowercase)) {
            Ordering::Equal => return true,
            Ordering::Less => from = end + 1,
            Ordering::Greater => to = start.saturating_sub(1),
        }
    }
    false
}

/// The names of every action of `service`, without its prefix; `None` for a service that is not
/// known here.
pub(crate) fn actions(service: &str) -> Option<impl Iterator<Item = &'static str> + Clone> {
    Some(listed(service)?.iter().flat_map(|names| names.split(' ')))
}

fn listed(service: &str) -> Option<&'static [&'static str]> {
    match service.to_ascii_lowercase().as_str() {
        "s3" => Some(&[S3_OBJECT, S3_BUCKET, S3_OTHER]),
        "kms" => Some(&[KMS]),
        "sts" => Some(&[STS]),
        _ => None,
    }
}

/// The actions that let an API operation pass, for one that people write as if it were an action.
pub(crate) fn of_operation(action: &str) -> Option<&'static [&'static str]> {
    let mut operations = OPERATIONS.iter();
    operations.find(|(name, _)| name.eq_ignore_ascii_case(action)).map(|(_, actions)| *actions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_for_buckets_or_objects_or_neither() {
        assert_eq!(s3_resource("s3:getobject"), Some(S3Resource::Object));
        assert_eq!(s3_resource("S3:ListBucket"), Some(S3Resource::Bucket));
        assert_eq!(s3_resource("s3:ListAllMyBuckets"), None);
        assert_eq!(s3_resource("s3:Get*"), None);
        assert_eq!(s3_resource("kms:Decrypt"), None);
    }

    #[test]
    fn operations_are_no_actions_and_stand_for_actions() {
        let is_known = |action: &str| {
            let (service, name) = action.split_once(':').unwrap();
            actions(service).unwrap().any(|known| known == name)
        };
        for (operation, needed) in OPERATIONS {
            assert!(!is_known(operation), "{operation}");
            assert!(needed.iter().all(|action| is_known(action)), "{operation}");
        }
    }

    #[test]
    fn each_action_is_found_whatever_its_letter_case() {
        for service in ["s3", "kms", "sts"] {
            for name in actions(service).unwrap() {
                for name in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
                    assert_eq!(is_action(service, &name), Some(true), "{name}");
                }
                let (shorter, behind) = (name.split_at(name.len() - 1).0, name.split_at(1).1);
                for name in [shorter, behind, &format!("{name}s")] {
                    let is_another = actions(service).unwrap().any(|known| known == name);
                    assert_eq!(is_action(service, name), Some(is_another), "{name}");
                }
            }
            assert_eq!(is_action(service, ""), Some(false));
            assert_eq!(is_action(service, "AssumeRole AssumeRoleWithSAML"), Some(false));
        }
        assert_eq!(is_action("sqs", "SendMessage"), None);
    }

    #[test]
    fn every_name_stands_once() {
        for service in ["s3", "kms", "sts"] {
            let mut names: Vec<&str> = actions(service).unwrap().collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{service}");
            assert!(names.iter().all(|name| !name.is_empty()));
        }
    }
}
