//! What is known beside the policies: bucket, object, keys, how the call travels. Names and values
//! are those of AWS's API. Not: where a fact was found.

/// Everything that is known beside the policies; `None` is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub trust: TrustFacts,
    pub bucket: BucketFacts,
    pub object: ObjectFacts,
    pub keys: Vec<KeyFacts>,
    /// Somebody said that nothing is known of the keys.
    pub are_keys_unknown: bool,
    pub access_point: Option<AccessPointFacts>,
    pub call: CallFacts,
    pub caller: CallerFacts,
    pub organization: OrganizationFacts,
    /// ISO 8601; the engine has no clock of its own.
    pub now: Option<String>,
}

/// A setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting<T> {
    /// Nobody said anything: it is taken to be harmless, and hosts say so.
    #[default]
    Unsaid,
    /// Somebody said that it is not known: the outcome may depend on it.
    Unknown,
    Told(T),
}

impl<T: Copy> Setting<T> {
    /// The value where it is told.
    #[must_use]
    pub const fn told(self) -> Option<T> {
        match self {
            Self::Told(value) => Some(value),
            Self::Unsaid | Self::Unknown => None,
        }
    }
}

/// How the vendor assumes the role, as the vendor's console shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustFacts {
    /// The vendor's AWS account, 12 digits.
    pub account_id: Option<String>,
    pub external_id: Option<String>,
    /// ARN of the role or user that assumes the role, or a service principal.
    pub principal: Option<String>,
    /// What the identity provider calls the vendor, for web identities.
    pub subject: Option<String>,
}

/// The bucket that the data is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BucketFacts {
    pub name: Option<String>,
    /// Account that owns the bucket, 12 digits.
    pub account: Option<String>,
    /// For example `ap-northeast-1`.
    pub region: Option<String>,
    /// Key prefix without leading slash; empty for the whole bucket.
    pub prefix: Option<String>,
    pub object_ownership: Setting<ObjectOwnership>,
    pub request_payer: Setting<RequestPayer>,
    /// The most restrictive of bucket and account.
    pub public_access_block: PublicAccessBlock,
    /// The bucket's default encryption.
    pub encryption: Option<Encryption>,
    /// Whether deleting a version takes MFA.
    pub mfa_delete: Setting<bool>,
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectOwnership {
    /// ACLs are off and the bucket's owner owns every object.
    BucketOwnerEnforced,
    BucketOwnerPreferred,
    ObjectWriter,
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestPayer {
    BucketOwner,
    Requester,
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublicAccessBlock {
    pub block_public_acls: Setting<bool>,
    pub ignore_public_acls: Setting<bool>,
    pub block_public_policy: Setting<bool>,
    pub restrict_public_buckets: Setting<bool>,
}

/// How an object is encrypted at rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encryption {
    /// `AES256`, `aws:kms` or `aws:kms:dsse`.
    pub algorithm: String,
    /// Key ARN; with a KMS algorithm and no key it is the AWS managed key `aws/s3`.
    pub key_arn: Option<String>,
    pub bucket_key_enabled: Option<bool>,
}

impl Encryption {
    /// Whether reading takes a KMS key.
    #[must_use]
    pub fn takes_key(&self) -> bool {
        self.algorithm.starts_with("aws:kms")
    }
}

/// The object that is read or written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectFacts {
    pub exists: Option<bool>,
    /// Account that owns the object, 12 digits.
    pub owner_account: Option<String>,
    /// Whether the object's ACL lets the caller do it.
    pub acl_grants_requester: Option<bool>,
    pub encryption: Option<Encryption>,
    pub lock: Option<ObjectLock>,
    /// Somebody said that nothing is known of it: the outcome may depend on it.
    pub is_unknown: bool,
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectLock {
    /// `COMPLIANCE` or `GOVERNANCE`.
    pub mode: Option<String>,
    /// ISO 8601.
    pub retain_until: Option<String>,
    pub legal_hold: bool,
}

/// One KMS key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFacts {
    pub arn: String,
    /// Account that owns the key, 12 digits.
    pub account: Option<String>,
    pub manager: Option<KeyManager>,
    /// As `KeyState` says; only `Enabled` can be used.
    pub state: Option<String>,
    pub grants: Vec<KeyGrant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyManager {
    /// `aws/s3`: its key policy is AWS's and lets in its own account only.
    Aws,
    Customer,
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyGrant {
    /// ARN of a role, user or session, or a service principal.
    pub grantee: String,
    /// For example `Decrypt`.
    pub operations: Vec<String>,
    /// Pairs that the encryption context must hold.
    pub context_subset: Vec<(String, String)>,
    /// Pairs that the encryption context must be.
    pub context_equals: Vec<(String, String)>,
    /// What a service must call for.
    pub source_arn: Option<String>,
}

/// The access point that the call goes through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessPointFacts {
    pub name: Option<String>,
    pub bucket: Option<String>,
    /// `Internet` or `VPC`.
    pub network_origin: Option<String>,
    /// The only VPC that may use it.
    pub vpc: Option<String>,
    pub account: Option<String>,
}

/// How the call reaches AWS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallFacts {
    /// `Some(None)`: through no VPC endpoint.
    pub vpc_endpoint: Option<Option<String>>,
    /// Whether it says that the requester pays.
    pub request_payer: Option<bool>,
    /// The account that it expects to own the bucket, 12 digits.
    pub expected_bucket_owner: Option<String>,
    /// How an upload asks to be encrypted; `Some(None)`: it does not say.
    pub server_side_encryption_header: Option<Option<String>>,
    /// The canned ACL that an upload names; `Some(None)`: it names none.
    pub acl: Option<Option<String>>,
    /// Whether it asks to get past governance mode.
    pub bypass_governance_retention: Option<bool>,
}

/// What IAM lists of the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallerFacts {
    /// The ARN of the policy that is its permissions boundary, or `none`.
    pub permissions_boundary: Option<String>,
    /// Names or ARNs of its policies whose content is not among the documents.
    pub attached_policies: Vec<String>,
}

impl CallerFacts {
    /// Whether the caller is known to have no permissions boundary.
    #[must_use]
    pub fn is_unbounded(&self) -> bool {
        self.permissions_boundary.as_deref() == Some("none")
    }
}

/// AWS Organizations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationFacts {
    /// Neither service nor resource control policies limit it.
    pub management_account: Option<String>,
}
