//! Static AWS facts: which kind of resource an S3 action is for. Not: who asks. Source:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>.

/// What an S3 action's `Resource` must name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum S3Resource {
    /// `arn:aws:s3:::bucket`
    Bucket,
    /// `arn:aws:s3:::bucket/key`
    Object,
}

/// Actions on objects, lower case, sorted.
const OBJECT_ACTIONS: &[&str] = &[
    "abortmultipartupload",
    "bypassgovernanceretention",
    "deleteobject",
    "deleteobjecttagging",
    "deleteobjectversion",
    "deleteobjectversiontagging",
    "getobject",
    "getobjectacl",
    "getobjectattributes",
    "getobjectlegalhold",
    "getobjectretention",
    "getobjecttagging",
    "getobjecttorrent",
    "getobjectversion",
    "getobjectversionacl",
    "getobjectversionattributes",
    "getobjectversionforreplication",
    "getobjectversiontagging",
    "getobjectversiontorrent",
    "listmultipartuploadparts",
    "objectowneroverridetobucketowner",
    "putobject",
    "putobjectacl",
    "putobjectlegalhold",
    "putobjectretention",
    "putobjecttagging",
    "putobjectversionacl",
    "putobjectversiontagging",
    "replicatedelete",
    "replicateobject",
    "replicatetags",
    "restoreobject",
];

/// Actions on buckets, lower case, sorted.
const BUCKET_ACTIONS: &[&str] = &[
    "createbucket",
    "deletebucket",
    "deletebucketpolicy",
    "deletebucketwebsite",
    "getaccelerateconfiguration",
    "getanalyticsconfiguration",
    "getbucketacl",
    "getbucketcors",
    "getbucketlocation",
    "getbucketlogging",
    "getbucketnotification",
    "getbucketobjectlockconfiguration",
    "getbucketownershipcontrols",
    "getbucketpolicy",
    "getbucketpolicystatus",
    "getbucketpublicaccessblock",
    "getbucketrequestpayment",
    "getbuckettagging",
    "getbucketversioning",
    "getbucketwebsite",
    "getencryptionconfiguration",
    "getintelligenttieringconfiguration",
    "getinventoryconfiguration",
    "getlifecycleconfiguration",
    "getmetricsconfiguration",
    "getreplicationconfiguration",
    "listbucket",
    "listbucketmultipartuploads",
    "listbucketversions",
    "putaccelerateconfiguration",
    "putanalyticsconfiguration",
    "putbucketacl",
    "putbucketcors",
    "putbucketlogging",
    "putbucketnotification",
    "putbucketobjectlockconfiguration",
    "putbucketownershipcontrols",
    "putbucketpolicy",
    "putbucketpublicaccessblock",
    "putbucketrequestpayment",
    "putbuckettagging",
    "putbucketversioning",
    "putbucketwebsite",
    "putencryptionconfiguration",
    "putintelligenttieringconfiguration",
    "putinventoryconfiguration",
    "putlifecycleconfiguration",
    "putmetricsconfiguration",
    "putreplicationconfiguration",
];

/// What `action` (`s3:GetObject`, letter case ignored) is for; `None` for other services, for
/// patterns, and for actions on neither buckets nor objects.
#[must_use]
pub fn s3_resource(action: &str) -> Option<S3Resource> {
    let lower = action.to_ascii_lowercase();
    let name = lower.strip_prefix("s3:")?;
    if OBJECT_ACTIONS.binary_search(&name).is_ok() {
        Some(S3Resource::Object)
    } else if BUCKET_ACTIONS.binary_search(&name).is_ok() {
        Some(S3Resource::Bucket)
    } else {
        None
    }
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
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_for_binary_search() {
        assert!(OBJECT_ACTIONS.is_sorted() && BUCKET_ACTIONS.is_sorted());
    }

    #[test]
    fn an_action_is_for_buckets_or_objects_or_neither() {
        assert_eq!(s3_resource("s3:getobject"), Some(S3Resource::Object));
        assert_eq!(s3_resource("s3:ListBucket"), Some(S3Resource::Bucket));
        assert_eq!(s3_resource("s3:ListAllMyBuckets"), None);
        assert_eq!(s3_resource("s3:Get*"), None);
        assert_eq!(s3_resource("kms:Decrypt"), None);
    }
}
