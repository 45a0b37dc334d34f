//! TiDB Cloud, by <https://docs.pingcap.com/tidbcloud/dedicated-external-storage/>.

use super::{Need, NeedOn, Profile, TrustNeed};
use crate::lang::Localized;

/// Import into a Dedicated cluster with a role ARN.
pub(super) static DEDICATED_IMPORT: Profile = Profile {
    id: "tidb-cloud-dedicated-import",
    name: Localized {
        en: "TiDB Cloud Dedicated: import (role ARN)",
        ja: "TiDB Cloud Dedicated: インポート（ロール ARN）",
    },
    caller: Localized { en: "TiDB Cloud", ja: "TiDB Cloud" },
    needs: &[
        Need { action: "s3:ListBucket", on: NeedOn::Bucket },
        Need { action: "s3:GetBucketLocation", on: NeedOn::Bucket },
        Need { action: "s3:GetObject", on: NeedOn::Objects },
        Need { action: "s3:GetObjectVersion", on: NeedOn::Objects },
    ],
    trust: Some(TrustNeed {
        shown_at: Localized {
            en: "In the TiDB Cloud console: **Import** > **Amazon S3** > **Add New Role ARN** > **Having trouble? Create Role ARN manually**. Both values differ from cluster to cluster.",
            ja: "TiDB Cloud コンソールの **Import** > **Amazon S3** > **Add New Role ARN** > **Having trouble? Create Role ARN manually** に表示されます。どちらの値もクラスターごとに異なります。",
        },
        without_external_id: Localized {
            en: "Anybody who can use the same vendor account and learns the role ARN could reach the bucket through it.",
            ja: "同じベンダーアカウントを使える第三者がロール ARN を知れば、このロール経由でバケットにアクセスできるおそれがあります。",
        },
        sample_accounts: &["380838443567"],
        sample_external_ids: &["696e6672612d617069a79c22fa5740944bf8bb32e4a0c4e3fe"],
        sample_buckets: &["tidb-cloud-source-data"],
        sample_keys: &[
            "arn:aws:kms:ap-northeast-1:105880447796:key/c3046e91-fdfc-4f3a-acff-00597dd3801f",
            "arn:aws:kms:ap-northeast-1:495580073302:key/0d7926a7-6ecc-4bf7-a9c1-a38f0faec0cd",
        ],
    }),
    links: Localized {
        en: &[
            "https://docs.pingcap.com/tidbcloud/troubleshoot-import-access-denied-error/",
            "https://docs.pingcap.com/tidbcloud/dedicated-external-storage/#configure-amazon-s3-access",
        ],
        ja: &[
            "https://docs.pingcap.com/ja/tidbcloud/troubleshoot-import-access-denied-error/",
            "https://docs.pingcap.com/ja/tidbcloud/dedicated-external-storage/#configure-amazon-s3-access",
        ],
    },
};
