//! Condition keys: which there are, and which of them a call can carry. Source: the condition keys that
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html> and its
//! neighbours list for each action.

use undenied_json::has;

use super::{S3Resource, s3_resource};
use crate::alike;

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

/// Global keys, by <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>.
const AWS: &str = "\
    AssumedRoot CalledVia CalledViaAWSMCP CalledViaFirst CalledViaLast ChatbotSourceArn \
    CurrentTime Ec2InstanceSourcePrivateIPv4 Ec2InstanceSourceVpc EpochTime FederatedProvider \
    IsMcpServiceAction MultiFactorAuthAge MultiFactorAuthPresent PrincipalAccount PrincipalArn \
    PrincipalIsAWSService PrincipalOrgID PrincipalOrgPaths PrincipalServiceName \
    PrincipalServiceNamesList PrincipalType referer RequestedRegion ResourceAccount \
    ResourceOrgID ResourceOrgPaths SecureTransport SignInSessionArn SourceAccount SourceArn \
    SourceIdentity SourceIp SourceOrgID SourceOrgPaths SourceOwner SourceVpc SourceVpcArn \
    SourceVpce TagKeys TokenIssueTime UserAgent userid username ViaAWSMCPService ViaAWSService \
    VpceAccount VpceOrgID VpceOrgPaths VpcSourceIp";

/// Keys of Amazon S3.
const S3: &str = "\
    AccessGrantScope AccessGrantsInstanceArn AccessGrantsLocationScope AccessPointNetworkOrigin \
    annotation-prefix authType DataAccessPointAccount DataAccessPointArn delimiter \
    deliverySourceArn destinationRegion ExistingJobOperation ExistingJobPriority if-match \
    if-none-match InventoryAccessibleOptionalFields isReplicationPauseRequest JobSuspendedCause \
    LocationConstraint logType max-annotation-results max-keys object-lock-event-hold \
    object-lock-event-hold-duration-days object-lock-legal-hold object-lock-mode \
    object-lock-remaining-retention-days object-lock-retain-until-date ObjectCreationOperation \
    prefix RequestJobOperation RequestJobPriority RequestObjectTagKeys ResourceAccount \
    resourceArnBeingAuthorized signatureAge signatureversion TlsVersion VersionId x-amz-acl \
    x-amz-bucket-namespace x-amz-content-sha256 x-amz-copy-source x-amz-grant-full-control \
    x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp \
    x-amz-metadata-directive x-amz-object-annotation-directive x-amz-object-if-match \
    x-amz-object-ownership x-amz-server-side-encryption \
    x-amz-server-side-encryption-aws-kms-key-id x-amz-server-side-encryption-customer-algorithm \
    x-amz-storage-class x-amz-website-redirect-location";

/// Keys of AWS KMS.
const KMS: &str = "\
    BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage \
    DataKeyPairSpec EncryptionAlgorithm EncryptionContextKeys ExpirationModel \
    GrantConstraintSourceArn GrantConstraintType GranteePrincipal GranteeServicePrincipal \
    GrantIsForAWSResource GrantOperations KeyAgreementAlgorithm KeyOrigin KeySpec KeyUsage \
    MacAlgorithm MessageType MultiRegion MultiRegionKeyType PrimaryRegion ReEncryptOnSameKey \
    ReplicaRegion RequestAlias ResourceAliases RetiringPrincipal RetiringServicePrincipal \
    RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm \
    TrailingDaysWithoutKeyUsage ValidTo ViaService WrappingAlgorithm WrappingKeySpec";

/// Keys of AWS STS.
const STS: &str = "\
    AWSServiceName DurationSeconds ExternalId IdentityTokenAudience RequestContextProviders \
    RoleAuthorizedByIdp RoleSessionName SigningAlgorithm SourceIdentity TaskPolicyArn \
    TransitiveTagKeys";

/// What people write for a key of another name.
const MISTAKEN: &[(&str, &str)] = &[
    ("aws:AccountId", "aws:PrincipalAccount"),
    ("aws:ARN", "aws:PrincipalArn"),
    ("aws:CallerAccount", "aws:PrincipalAccount"),
    ("aws:ClientIp", "aws:SourceIp"),
    ("aws:Date", "aws:CurrentTime"),
    ("aws:ExternalId", "sts:ExternalId"),
    ("aws:IpAddress", "aws:SourceIp"),
    ("aws:MFA", "aws:MultiFactorAuthPresent"),
    ("aws:MfaAuthPresent", "aws:MultiFactorAuthPresent"),
    ("aws:MfaPresent", "aws:MultiFactorAuthPresent"),
    ("aws:MultiFactorAuth", "aws:MultiFactorAuthPresent"),
    ("aws:OrganizationId", "aws:PrincipalOrgID"),
    ("aws:OrgID", "aws:PrincipalOrgID"),
    ("aws:Principal", "aws:PrincipalArn"),
    ("aws:PrincipalOrg", "aws:PrincipalOrgID"),
    ("aws:Region", "aws:RequestedRegion"),
    ("aws:SourceIpAddress", "aws:SourceIp"),
    ("aws:SourceVpcEndpoint", "aws:SourceVpce"),
    ("aws:SourceVpcId", "aws:SourceVpc"),
    ("aws:Time", "aws:CurrentTime"),
    ("aws:ViaService", "kms:ViaService"),
    ("aws:VpcEndpoint", "aws:SourceVpce"),
    ("aws:VpcEndpointId", "aws:SourceVpce"),
    ("aws:VpcId", "aws:SourceVpc"),
    ("kms:Alias", "kms:ResourceAliases"),
    ("s3:acl", "s3:x-amz-acl"),
    ("s3:ExternalId", "sts:ExternalId"),
    ("s3:prefixes", "s3:prefix"),
    ("s3:SourceIp", "aws:SourceIp"),
    ("s3:SourceVpc", "aws:SourceVpc"),
    ("s3:SourceVpce", "aws:SourceVpce"),
    ("s3:StorageClass", "s3:x-amz-storage-class"),
    ("sts:MultiFactorAuthPresent", "aws:MultiFactorAuthPresent"),
    ("sts:SessionName", "sts:RoleSessionName"),
    (
        "s3:x-amz-server-side-encryption-kms-key-id",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    ),
];

/// Where keys begin that end in a name of the user's own.
const FAMILIES: [&str; 8] = [
    "aws:PrincipalTag/",
    "aws:RequestTag/",
    "aws:ResourceTag/",
    "kms:EncryptionContext:",
    "s3:AccessPointTag/",
    "s3:BucketTag/",
    "s3:ExistingObjectTag/",
    "s3:RequestObjectTag/",
];

/// What stands between a family and the name.
pub(crate) const JOINTS: [char; 2] = ['/', ':'];

/// Whether `key` names a family of keys, and none of it.
pub(crate) fn is_family(key: &str) -> bool {
    let own = key.trim_end_matches(JOINTS);
    FAMILIES.iter().any(|family| family.trim_end_matches(JOINTS).eq_ignore_ascii_case(own))
}

/// Whether `key` begins like a family and goes on.
#[cfg(feature = "checks")]
pub(crate) fn is_of_family(key: &str) -> bool {
    let starts = |family: &str| {
        key.get(..family.len()).is_some_and(|start| start.eq_ignore_ascii_case(family))
    };
    FAMILIES.iter().any(|family| starts(family) && key.len() > family.len())
}

/// The keys of a service, without its prefix; `None` for a service that is not known here.
pub(crate) fn names(prefix: &str) -> Option<impl Iterator<Item = &'static str> + Clone> {
    let names = match prefix {
        "aws" => AWS,
        "s3" => S3,
        "kms" => KMS,
        "sts" => STS,
        _ => return None,
    };
    Some(names.split(' '))
}

/// The key that was meant by one that does not exist; `None` for keys that exist, for those with a
/// tag's name or the like in them, and where nothing comes near: AWS adds keys.
pub(crate) fn meant_key(key: &str) -> Option<String> {
    let (service, name) = key.split_once(':')?;
    let prefix = service.to_ascii_lowercase();
    if name.contains('$') {
        return None;
    }
    if let Some((family, own)) = name.split_once(JOINTS) {
        return meant_member(&prefix, family, name.get(..=family.len())?, own);
    }
    let names = names(&prefix)?;
    if names.clone().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let mistaken = MISTAKEN.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
    let near = || alike::nearest(name, names).map(|name| format!("{prefix}:{name}"));
    mistaken.map(|(_, meant)| (*meant).to_owned()).or_else(near)
}

/// The key that was meant by one with a name behind a joint: `start` is `family` with the joint.
fn meant_member(prefix: &str, family: &str, start: &str, own: &str) -> Option<String> {
    let families =
        || FAMILIES.into_iter().filter_map(|known| known.strip_prefix(prefix)?.strip_prefix(':'));
    let is_known = families().any(|known| known.eq_ignore_ascii_case(start));
    if is_known || own.is_empty() {
        return None;
    }
    let near = alike::nearest(family, families().map(|known| known.trim_end_matches(JOINTS)))?;
    let right = families().find(|known| known.trim_end_matches(JOINTS) == near)?;
    Some(format!("{prefix}:{right}{own}"))
}

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
        !has(name, "version")
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

    #[test]
    fn a_family_of_keys_is_no_key() {
        for key in ["aws:RequestTag", "AWS:requesttag/", "kms:EncryptionContext:", "s3:BucketTag/"]
        {
            assert!(is_family(key), "{key}");
        }
        for key in ["aws:RequestTag/a", "aws:TagKeys", "kms:EncryptionContextKeys", "aws:"] {
            assert!(!is_family(key), "{key}");
        }
    }

    #[test]
    fn a_misspelt_key_is_told_from_keys_that_exist() {
        for (key, expected) in [
            ("aws:SourceVpcEndpoint", Some("aws:SourceVpce")),
            ("s3:prefixes", Some("s3:prefix")),
            ("aws:PrincipalArns", Some("aws:PrincipalArn")),
            ("AWS:SorceIp", Some("aws:SourceIp")),
            ("kms:ViaServices", Some("kms:ViaService")),
            ("sts:ExternalIds", Some("sts:ExternalId")),
            ("aws:PrincipalTags/team", Some("aws:PrincipalTag/team")),
            ("aws:RequestTag:team", Some("aws:RequestTag/team")),
            ("S3:ExistingObjectTags/a/b", Some("s3:ExistingObjectTag/a/b")),
            ("kms:EncryptionContext/aws:s3:arn", Some("kms:EncryptionContext:aws:s3:arn")),
            ("aws:RequestTag/", None),
            ("aws:SessionTag/team", None),
            ("s3:prefix/a", None),
            ("aws:principaltag/a:b", None),
            ("aws:PrincipalOrg", Some("aws:PrincipalOrgID")),
            ("aws:SourceVPC", None),
            ("aws:SourceIP", None),
            ("aws:SourceVpcArn", None),
            ("sts:ExternalID", None),
            ("s3:x-amz-acl", None),
            ("s3:ExistingObjectTag/team", None),
            ("aws:PrincipalTag/department", None),
            ("kms:EncryptionContext:aws:s3:arn", None),
            ("aws:SomethingNew", None),
            ("saml:aud", None),
            ("token.actions.githubusercontent.com:sub", None),
        ] {
            assert_eq!(meant_key(key).as_deref(), expected, "{key}");
        }
    }
}
