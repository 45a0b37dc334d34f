//! What can stand in the way of a call: kinds of policies, and settings of bucket, object and key.

use crate::{eval::Match, lang::Localized, policy::Kind, report::Outcome, words::kind_name};

/// What stands in the way of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Barrier {
    Policy(Kind),
    PublicAccessBlock,
    /// The object is somebody else's, and its ACL does not let the caller in.
    ObjectOwnership,
    RequestPayer,
    /// The call names another account as the bucket's owner.
    ExpectedBucketOwner,
    /// The KMS key itself: its state, or an AWS managed key of another account.
    KmsKey,
    ObjectLock,
    MfaDelete,
    /// The access point takes calls from its own VPC only.
    AccessPointNetwork,
    /// There is no such object, and without `s3:ListBucket` that looks like a denial.
    ObjectMissing,
}

impl Barrier {
    /// All that are no policies.
    pub const SETTINGS: [Self; 9] = [
        Self::PublicAccessBlock,
        Self::ObjectOwnership,
        Self::RequestPayer,
        Self::KmsKey,
        Self::ObjectLock,
        Self::MfaDelete,
        Self::AccessPointNetwork,
        Self::ObjectMissing,
        Self::ExpectedBucketOwner,
    ];

    /// Its name, for settings as the AWS Management Console has it.
    #[must_use]
    pub(crate) const fn name(self) -> Localized<&'static str> {
        match self {
            Self::Policy(kind) => kind_name(kind),
            Self::PublicAccessBlock => Localized {
                en: "Block Public Access",
                ja: "ブロックパブリックアクセス",
            },
            Self::ObjectOwnership => {
                Localized { en: "Object Ownership", ja: "オブジェクト所有権" }
            }
            Self::RequestPayer => {
                Localized { en: "Requester pays", ja: "リクエスタ支払い" }
            }
            Self::ExpectedBucketOwner => {
                Localized { en: "bucket owner condition", ja: "バケット所有者条件" }
            }
            Self::KmsKey => Localized { en: "KMS key", ja: "KMS キー" },
            Self::ObjectLock => Localized { en: "Object Lock", ja: "オブジェクトロック" },
            Self::MfaDelete => Localized { en: "MFA delete", ja: "MFA Delete" },
            Self::AccessPointNetwork => Localized {
                en: "access point network",
                ja: "アクセスポイントのネットワーク",
            },
            Self::ObjectMissing => {
                Localized { en: "missing object", ja: "存在しないオブジェクト" }
            }
        }
    }
}

/// What one setting says to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub barrier: Barrier,
    pub passes: Match,
    /// The fact that would settle it, as the format's `facts` name it.
    pub missing: Option<&'static str>,
}

impl Passage {
    pub(super) const fn open(barrier: Barrier) -> Self {
        Self { barrier, passes: Match::Yes, missing: None }
    }

    pub(super) const fn shut(barrier: Barrier) -> Self {
        Self { barrier, passes: Match::No, missing: None }
    }

    pub(super) const fn unknown(barrier: Barrier, missing: &'static str) -> Self {
        Self { barrier, passes: Match::Unknown, missing: Some(missing) }
    }

    /// As AWS's message puts it: a public policy that is shut out reads as an explicit deny.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match (self.passes, self.barrier) {
            (Match::Yes, _) => Outcome::Allowed,
            (Match::Unknown, _) => Outcome::Undetermined,
            (Match::No, Barrier::PublicAccessBlock) => Outcome::ExplicitDeny,
            (Match::No, _) => Outcome::ImplicitDeny,
        }
    }
}
