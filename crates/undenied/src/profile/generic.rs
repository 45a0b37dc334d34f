//! Any program that reads from S3, by
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html>.

use super::{GENERIC_READ, Need, NeedOn, Profile};
use crate::lang::Localized;

/// Listing a bucket and reading its objects.
pub(super) static S3_READ: Profile = Profile {
    id: GENERIC_READ,
    name: Localized {
        en: "Any program: read from S3", ja: "任意のプログラム: S3 からの読み取り"
    },
    caller: Localized { en: "the caller", ja: "呼び出し元" },
    needs: &[
        Need { action: "s3:ListBucket", on: NeedOn::Bucket },
        Need { action: "s3:GetObject", on: NeedOn::Objects },
    ],
    trust: None,
    links: Localized {
        en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html"],
        ja: &[
            "https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
        ],
    },
};
