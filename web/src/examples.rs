//! The documents of the Examples menu, as data.

use crate::{analysis::index_of, draft::Draft, text::Label};

const IDENTITY: &str = include_str!("../examples/tidb-cloud-identity.json");
const TRUST: &str = include_str!("../examples/tidb-cloud-trust.json");
const UNCLOSED: &str = include_str!("../examples/tidb-cloud-unclosed.txt");
const DENYING: &str = include_str!("../examples/denying-bucket.json");
const CROSS_ACCOUNT_IDENTITY: &str = include_str!("../examples/cross-account-identity.json");
const CROSS_ACCOUNT_BUCKET: &str = include_str!("../examples/cross-account-bucket.json");

const EXTERNAL_ID: &str = "696e6672612d617069a79c22fa5740944bf8bb32e4a0c4e3fe";
const TIDB_CLOUD: [&str; 5] = [
    "s3://tidb-cloud-source-data/mydata/",
    "arn:aws:iam::210987654321:role/tidb-cloud-import",
    "380838443567",
    EXTERNAL_ID,
    "",
];

/// A case to look at.
#[derive(Debug)]
pub struct Example {
    pub title: Label,
    profile: &'static str,
    /// IAM policy, trust policy, bucket policy.
    texts: [&'static str; 3],
    /// What is replaced in all texts, to break them.
    change: (&'static str, &'static str),
    /// Bucket, role, account, external ID, owner of the bucket.
    fields: [&'static str; 5],
}

impl Example {
    /// What the page shows for it.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let (good, bad) = self.change;
        let broken = |text: &str| match good {
            "" => text.trim_end().to_owned(),
            _ => text.trim_end().replace(good, bad),
        };
        let fields = self.fields.map(str::to_owned);
        let profile = index_of(self.profile).unwrap_or_default();
        Draft::new(self.texts.map(broken), fields, profile)
    }
}

/// In the order of the menu.
pub const EXAMPLES: [Example; 6] = [
    Example {
        title: Label {
            en: "TiDB Cloud import that works", ja: "正しく動く TiDB Cloud インポート"
        },
        profile: "tidb-cloud-dedicated-import",
        texts: [IDENTITY, TRUST, ""],
        change: ("", ""),
        fields: TIDB_CLOUD,
    },
    Example {
        title: Label { en: "`/*` is missing", ja: "`/*` の付け忘れ" },
        profile: "tidb-cloud-dedicated-import",
        texts: [IDENTITY, TRUST, ""],
        change: ("mydata/*", "mydata"),
        fields: TIDB_CLOUD,
    },
    Example {
        title: Label { en: "The external ID differs", ja: "外部 ID の不一致" },
        profile: "tidb-cloud-dedicated-import",
        texts: [IDENTITY, TRUST, ""],
        change: (EXTERNAL_ID, "696e6672612d6170690b1f6c27d94e8a3a5c60c7e29f18d4b3"),
        fields: TIDB_CLOUD,
    },
    Example {
        title: Label {
            en: "A bucket policy denies", ja: "バケットポリシーによる拒否"
        },
        profile: "tidb-cloud-dedicated-import",
        texts: [IDENTITY, TRUST, DENYING],
        change: ("", ""),
        fields: TIDB_CLOUD,
    },
    Example {
        title: Label {
            en: "Broken JSON from a manual", ja: "マニュアルにあった壊れた JSON"
        },
        profile: "tidb-cloud-dedicated-import",
        texts: [UNCLOSED, TRUST, ""],
        change: ("", ""),
        fields: TIDB_CLOUD,
    },
    Example {
        title: Label { en: "User of another account", ja: "別アカウントのユーザー" },
        profile: "generic-s3-read",
        texts: [CROSS_ACCOUNT_IDENTITY, "", CROSS_ACCOUNT_BUCKET],
        change: ("", ""),
        fields: [
            "s3://DOC-EXAMPLE-BUCKET/",
            "arn:aws:iam::111122223333:user/Jane",
            "",
            "",
            "444455556666",
        ],
    },
];
