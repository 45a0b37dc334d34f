//! Which properties of which resource types hold a policy or a bucket's setting, as data. By
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html> and
//! <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.

use undenied_json::Node;

use crate::{intake::weave, policy::Kind};

/// A property that holds a policy.
pub(super) struct Site {
    /// Resource type.
    pub(super) of: &'static str,
    /// Names with dots between; lists on the way are gone through.
    pub(super) path: &'static str,
    /// `None`: the resource says it beside.
    pub(super) kind: Option<Kind>,
}

/// A property that holds a setting.
pub(super) struct Setting {
    pub(super) of: &'static str,
    pub(super) path: &'static str,
    /// As in the format's `facts`.
    pub(super) key: &'static str,
    /// What the user calls it, in English and in Japanese.
    pub(super) label: (&'static str, &'static str),
}

/// A value that a path led to.
pub(super) struct Reached<'n> {
    pub(super) node: &'n Node,
    /// `PolicyName` beside it, where it stands in a list.
    pub(super) name: Option<String>,
}

/// Every value below `node` at `path`, with the path that led there.
pub(super) fn reach<'n>(node: &'n Node, path: &str) -> Vec<(Reached<'n>, String)> {
    let mut reached = vec![(Reached { node, name: None }, String::new())];
    for name in path.split('.') {
        let mut next = Vec::new();
        for (from, path) in reached {
            let (separator, is_repeated) =
                (if path.is_empty() { "" } else { "." }, count(from.node, name) > 1);
            let mut index = 0;
            for value in values(from.node, name) {
                for (element, position) in elements(value) {
                    let position = position.or(is_repeated.then_some(index));
                    index += 1;
                    let step =
                        position.map_or_else(String::new, |position| format!("[{position}]"));
                    let own = ["PolicyName", "name"]
                        .iter()
                        .find_map(|key| weave::member_text(element, key));
                    let name_beside = own.filter(|_| position.is_some()).map(ToOwned::to_owned);
                    let reached =
                        Reached { node: element, name: name_beside.or_else(|| from.name.clone()) };
                    next.push((reached, format!("{path}{separator}{name}{step}")));
                }
            }
        }
        reached = next;
    }
    reached
}

fn count(node: &Node, name: &str) -> usize {
    values(node, name).count()
}

fn values<'n>(node: &'n Node, name: &str) -> impl Iterator<Item = &'n Node> {
    let members = node.members().unwrap_or_default().iter();
    members.filter(move |member| member.name.value == name).map(|member| &member.value)
}

/// A list's elements with their places, or the value itself.
fn elements(node: &Node) -> Vec<(&Node, Option<usize>)> {
    match node.elements() {
        Some(nodes) => nodes.iter().enumerate().map(|(index, node)| (node, Some(index))).collect(),
        None => vec![(node, None)],
    }
}

const fn site(of: &'static str, path: &'static str, kind: Kind) -> Site {
    Site { of, path, kind: Some(kind) }
}

/// Terraform's names are the provider's.
pub(super) const POLICIES: &[Site] = &[
    site("AWS::IAM::Role", "AssumeRolePolicyDocument", Kind::Trust),
    site("AWS::IAM::Role", "Policies.PolicyDocument", Kind::Identity),
    site("AWS::IAM::User", "Policies.PolicyDocument", Kind::Identity),
    site("AWS::IAM::Group", "Policies.PolicyDocument", Kind::Identity),
    site("AWS::IAM::Policy", "PolicyDocument", Kind::Identity),
    Site { of: "AWS::IAM::ManagedPolicy", path: "PolicyDocument", kind: None },
    site("AWS::IAM::RolePolicy", "PolicyDocument", Kind::Identity),
    site("AWS::IAM::UserPolicy", "PolicyDocument", Kind::Identity),
    site("AWS::IAM::GroupPolicy", "PolicyDocument", Kind::Identity),
    site("AWS::SSO::PermissionSet", "InlinePolicy", Kind::Identity),
    site("AWS::S3::BucketPolicy", "PolicyDocument", Kind::Bucket),
    site("AWS::S3::AccessPoint", "Policy", Kind::AccessPoint),
    site("AWS::S3::MultiRegionAccessPointPolicy", "Policy", Kind::AccessPoint),
    site("AWS::KMS::Key", "KeyPolicy", Kind::Key),
    site("AWS::KMS::ReplicaKey", "KeyPolicy", Kind::Key),
    site("AWS::EC2::VPCEndpoint", "PolicyDocument", Kind::VpcEndpoint),
    Site { of: "AWS::Organizations::Policy", path: "Content", kind: None },
    site("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", Kind::Resource),
    site("AWS::SQS::QueuePolicy", "PolicyDocument", Kind::Resource),
    site("AWS::SNS::TopicPolicy", "PolicyDocument", Kind::Resource),
    site("AWS::ECR::Repository", "RepositoryPolicyText", Kind::Resource),
    site("AWS::Serverless::Function", "AssumeRolePolicyDocument", Kind::Trust),
    site("aws_iam_role", "assume_role_policy", Kind::Trust),
    site("aws_iam_role", "inline_policy.policy", Kind::Identity),
    site("aws_iam_role_policy", "policy", Kind::Identity),
    site("aws_iam_user_policy", "policy", Kind::Identity),
    site("aws_iam_group_policy", "policy", Kind::Identity),
    Site { of: "aws_iam_policy", path: "policy", kind: None },
    site("aws_ssoadmin_permission_set_inline_policy", "inline_policy", Kind::Identity),
    site("aws_s3_bucket_policy", "policy", Kind::Bucket),
    site("aws_s3_bucket", "policy", Kind::Bucket),
    site("aws_s3_access_point", "policy", Kind::AccessPoint),
    site("aws_s3control_access_point_policy", "policy", Kind::AccessPoint),
    site("aws_kms_key", "policy", Kind::Key),
    site("aws_kms_replica_key", "policy", Kind::Key),
    site("aws_kms_external_key", "policy", Kind::Key),
    site("aws_kms_key_policy", "policy", Kind::Key),
    site("aws_vpc_endpoint", "policy", Kind::VpcEndpoint),
    site("aws_vpc_endpoint_policy", "policy", Kind::VpcEndpoint),
    Site { of: "aws_organizations_policy", path: "content", kind: None },
    site("aws_secretsmanager_secret_policy", "policy", Kind::Resource),
    site("aws_secretsmanager_secret", "policy", Kind::Resource),
    site("aws_sqs_queue_policy", "policy", Kind::Resource),
    site("aws_sns_topic_policy", "policy", Kind::Resource),
    site("aws_ecr_repository_policy", "policy", Kind::Resource),
];

const NAME: (&str, &str) = ("the bucket name", "バケット名");
const OWNERSHIP: (&str, &str) = ("Object Ownership", "オブジェクト所有権");
const RESTRICT: (&str, &str) = ("`RestrictPublicBuckets`", " `RestrictPublicBuckets` ");
const BLOCK: (&str, &str) = ("`BlockPublicPolicy`", " `BlockPublicPolicy` ");
const BLOCK_ACLS: (&str, &str) = ("`BlockPublicAcls`", " `BlockPublicAcls` ");
const IGNORE_ACLS: (&str, &str) = ("`IgnorePublicAcls`", " `IgnorePublicAcls` ");
const ALGORITHM: (&str, &str) = ("the default encryption", "デフォルトの暗号化");
const KEY: (&str, &str) = ("the default encryption's key", "デフォルトの暗号化のキー");
const BUCKET_KEY: (&str, &str) = ("the S3 Bucket Key", "S3 バケットキー");
const PAYER: (&str, &str) = ("the payer of requests", "リクエストの支払者");

const fn setting(
    of: &'static str,
    path: &'static str,
    key: &'static str,
    label: (&'static str, &'static str),
) -> Setting {
    Setting { of, path, key, label }
}

const BUCKET: &str = "AWS::S3::Bucket";
const TF_BLOCK: &str = "aws_s3_bucket_public_access_block";
const TF_ENCRYPTION: &str = "aws_s3_bucket_server_side_encryption_configuration";

pub(super) const SETTINGS: &[Setting] = &[
    setting(BUCKET, "BucketName", "bucket.name", NAME),
    setting(BUCKET, "OwnershipControls.Rules.ObjectOwnership", "bucket.objectOwnership", OWNERSHIP),
    setting(
        BUCKET,
        "PublicAccessBlockConfiguration.BlockPublicAcls",
        "bucket.publicAccessBlock.BlockPublicAcls",
        BLOCK_ACLS,
    ),
    setting(
        BUCKET,
        "PublicAccessBlockConfiguration.IgnorePublicAcls",
        "bucket.publicAccessBlock.IgnorePublicAcls",
        IGNORE_ACLS,
    ),
    setting(
        BUCKET,
        "PublicAccessBlockConfiguration.BlockPublicPolicy",
        "bucket.publicAccessBlock.BlockPublicPolicy",
        BLOCK,
    ),
    setting(
        BUCKET,
        "PublicAccessBlockConfiguration.RestrictPublicBuckets",
        "bucket.publicAccessBlock.RestrictPublicBuckets",
        RESTRICT,
    ),
    setting(
        BUCKET,
        "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.SSEAlgorithm",
        "bucket.encryption.algorithm",
        ALGORITHM,
    ),
    setting(
        BUCKET,
        "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.KMSMasterKeyID",
        "bucket.encryption.keyArn",
        KEY,
    ),
    setting(
        BUCKET,
        "BucketEncryption.ServerSideEncryptionConfiguration.BucketKeyEnabled",
        "bucket.encryption.bucketKeyEnabled",
        BUCKET_KEY,
    ),
    setting("aws_s3_bucket", "bucket", "bucket.name", NAME),
    setting("aws_s3_bucket", "request_payer", "bucket.requestPayer", PAYER),
    setting(
        "aws_s3_bucket",
        "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm",
        "bucket.encryption.algorithm",
        ALGORITHM,
    ),
    setting(
        "aws_s3_bucket",
        "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id",
        "bucket.encryption.keyArn",
        KEY,
    ),
    setting(
        "aws_s3_bucket_ownership_controls",
        "rule.object_ownership",
        "bucket.objectOwnership",
        OWNERSHIP,
    ),
    setting(TF_BLOCK, "block_public_acls", "bucket.publicAccessBlock.BlockPublicAcls", BLOCK_ACLS),
    setting(
        TF_BLOCK,
        "ignore_public_acls",
        "bucket.publicAccessBlock.IgnorePublicAcls",
        IGNORE_ACLS,
    ),
    setting(TF_BLOCK, "block_public_policy", "bucket.publicAccessBlock.BlockPublicPolicy", BLOCK),
    setting(
        TF_BLOCK,
        "restrict_public_buckets",
        "bucket.publicAccessBlock.RestrictPublicBuckets",
        RESTRICT,
    ),
    setting(
        TF_ENCRYPTION,
        "rule.apply_server_side_encryption_by_default.sse_algorithm",
        "bucket.encryption.algorithm",
        ALGORITHM,
    ),
    setting(
        TF_ENCRYPTION,
        "rule.apply_server_side_encryption_by_default.kms_master_key_id",
        "bucket.encryption.keyArn",
        KEY,
    ),
    setting(
        TF_ENCRYPTION,
        "rule.bucket_key_enabled",
        "bucket.encryption.bucketKeyEnabled",
        BUCKET_KEY,
    ),
    setting("aws_s3_bucket_request_payment_configuration", "payer", "bucket.requestPayer", PAYER),
];
