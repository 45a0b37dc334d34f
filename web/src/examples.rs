//! The Examples menu: cases of `tests/suite/`, which say themselves what they come to. Not: that.

use std::rc::Rc;

use undenied::{Node, Words, parse, wire};

use crate::{
    analysis::index_of,
    draft::{BASE, Draft, Fact, Told},
    text::Label,
};

/// A case to look at.
#[derive(Debug)]
pub struct Example {
    /// As `?example=` in the address says it: the name of its file.
    pub id: &'static str,
    pub title: Label,
    /// Markdown, as `tests/cases.rs` reads it; each kind of document once. Without what the case comes to, which
    /// would be half of it.
    case: &'static str,
}

const IMPORT_ALLOWED: &str = include_str!("../../tests/suite/import-allowed.md");
const FOLDER_WITHOUT_WILDCARD: &str = include_str!("../../tests/suite/folder-without-wildcard.md");
const EXTERNAL_ID_DIFFERS: &str = include_str!("../../tests/suite/external-id-differs.md");
const BUCKET_POLICY_DENIES_ALL_BUT_A_VPC_ENDPOINT: &str =
    include_str!("../../tests/suite/bucket-policy-denies-all-but-a-vpc-endpoint.md");
const ANOTHER_ACCOUNT_TRUSTED: &str = include_str!("../../tests/suite/another-account-trusted.md");
const TWO_CAUSES_AT_ONCE: &str = include_str!("../../tests/suite/two-causes-at-once.md");
const BROKEN_USER_POLICY: &str = include_str!("../../tests/suite/broken-user-policy.md");
const CROSS_ACCOUNT_READ: &str = include_str!("../../tests/suite/cross-account-read.md");
const KMS_ROLE_POLICY_WITHOUT_DECRYPT: &str =
    include_str!("../../tests/suite/kms-role-policy-without-decrypt.md");
const WEB_IDENTITY_OF_ANOTHER_GITHUB_JOB: &str =
    include_str!("../../tests/suite/web-identity-of-another-github-job.md");

/// In the order of the menu.
pub const EXAMPLES: [Example; 10] = [
    example(
        "import-allowed",
        "TiDB Cloud import that works",
        "正しく動く TiDB Cloud インポート",
        text(&cut::<{ length(IMPORT_ALLOWED) }>(IMPORT_ALLOWED)),
    ),
    example(
        "folder-without-wildcard",
        "`/*` is missing",
        "`/*` の付け忘れ",
        text(&cut::<{ length(FOLDER_WITHOUT_WILDCARD) }>(FOLDER_WITHOUT_WILDCARD)),
    ),
    example(
        "external-id-differs",
        "The external ID differs",
        "外部 ID の不一致",
        text(&cut::<{ length(EXTERNAL_ID_DIFFERS) }>(EXTERNAL_ID_DIFFERS)),
    ),
    example(
        "bucket-policy-denies-all-but-a-vpc-endpoint",
        "Explicit deny: VPC endpoint",
        "明示的な拒否：VPC エンドポイント",
        text(&cut::<{ length(BUCKET_POLICY_DENIES_ALL_BUT_A_VPC_ENDPOINT) }>(
            BUCKET_POLICY_DENIES_ALL_BUT_A_VPC_ENDPOINT,
        )),
    ),
    example(
        "another-account-trusted",
        "AssumeRole: another account trusted",
        "AssumeRole：信頼先の違い",
        text(&cut::<{ length(ANOTHER_ACCOUNT_TRUSTED) }>(ANOTHER_ACCOUNT_TRUSTED)),
    ),
    example(
        "two-causes-at-once",
        "Two causes at once",
        "原因が 2 つ",
        text(&cut::<{ length(TWO_CAUSES_AT_ONCE) }>(TWO_CAUSES_AT_ONCE)),
    ),
    example(
        "broken-user-policy",
        "Broken JSON from a manual",
        "マニュアルにあった壊れた JSON",
        text(&cut::<{ length(BROKEN_USER_POLICY) }>(BROKEN_USER_POLICY)),
    ),
    example(
        "cross-account-read",
        "S3 across accounts",
        "別アカウントの S3",
        text(&cut::<{ length(CROSS_ACCOUNT_READ) }>(CROSS_ACCOUNT_READ)),
    ),
    example(
        "kms-role-policy-without-decrypt",
        "KMS key not allowed",
        "KMS キーの許可漏れ",
        text(&cut::<{ length(KMS_ROLE_POLICY_WITHOUT_DECRYPT) }>(KMS_ROLE_POLICY_WITHOUT_DECRYPT)),
    ),
    example(
        "web-identity-of-another-github-job",
        "OIDC: GitHub Actions",
        "OIDC：GitHub Actions",
        text(&cut::<{ length(WEB_IDENTITY_OF_ANOTHER_GITHUB_JOB) }>(
            WEB_IDENTITY_OF_ANOTHER_GITHUB_JOB,
        )),
    ),
];

/// Those that an empty page shows, by their place in [`EXAMPLES`]: what people look for most.
pub const SHOWN: [usize; 6] = [7, 1, 3, 4, 8, 9];

/// Settings of a case that the page shows, by the names of a case's facts.
const TOLD: [&str; 4] =
    ["bucket.account", "bucket.region", "bucket.encryption.algorithm", "bucket.encryption.keyArn"];

const fn example(
    id: &'static str,
    en: &'static str,
    ja: &'static str,
    case: &'static str,
) -> Example {
    Example { id, title: Label { en, ja }, case }
}

/// Where what a case comes to begins.
const fn length(case: &str) -> usize {
    let case = case.as_bytes();
    let mut at = 0;
    while at + 7 <= case.len() {
        let (_, rest) = case.split_at(at);
        let (found, _) = rest.split_at(7);
        if matches!(found, b"```text") {
            return at;
        }
        at += 1;
    }
    case.len()
}

/// The first `N` bytes, as a text of its own: the rest is not in the program.
const fn cut<const N: usize>(case: &str) -> [u8; N] {
    match case.as_bytes().first_chunk() {
        Some(start) => *start,
        None => [0; N],
    }
}

const fn text(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

impl Example {
    /// What the page shows for it.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        for (info, text) in blocks(self.case) {
            let mut words = info.splitn(3, ' ');
            match (words.next(), words.next()) {
                (Some("json"), Some("case")) => {
                    let root = parse(text).root;
                    let fields = fields(root.as_ref());
                    let profile = index_of(at(root.as_ref(), &["profile"])).unwrap_or_default();
                    draft = Draft::new(BASE.map(|_| String::new()), fields, profile);
                    draft.told = Rc::new(Told { call: None, facts: told(root.as_ref()) });
                }
                (Some("json"), Some(kind)) => {
                    if let Some(kind) = wire::kind_from_name(kind) {
                        draft.give(kind, text.trim_end().to_owned());
                    }
                }
                _ => {}
            }
        }
        draft
    }
}

fn told(case: Option<&Node>) -> Vec<Fact> {
    let facts = TOLD.iter().map(|key| {
        let path: Vec<&str> = std::iter::once("facts").chain(key.split('.')).collect();
        let value = at(case, &path).to_owned();
        Fact { key: (*key).to_owned(), value, subject: None, words: Words::default() }
    });
    facts.filter(|fact| !fact.value.is_empty()).collect()
}

/// Bucket, role, account, external ID, owner of the bucket.
fn fields(case: Option<&Node>) -> [String; 5] {
    let told = |path: &[&str]| at(case, path).to_owned();
    let bucket = told(&["facts", "bucket", "name"]);
    [
        ["s3://", &bucket, "/", at(case, &["facts", "bucket", "prefix"])].concat(),
        told(&["request", "principal"]),
        told(&["facts", "trust", "accountId"]),
        [told(&["facts", "trust", "externalId"]), told(&["facts", "trust", "subject"])].concat(),
        told(&["facts", "bucket", "account"]),
    ]
}

/// The text at `path`, empty where there is none.
fn at<'n>(node: Option<&'n Node>, path: &[&str]) -> &'n str {
    let mut node = node;
    for name in path {
        let members = node.and_then(Node::members).unwrap_or_default();
        node = members.iter().find(|it| it.name.value == *name).map(|it| &it.value);
    }
    node.and_then(Node::text).map_or("", |text| text.value.as_str())
}

/// Info string and text of every fenced block.
fn blocks(markdown: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = markdown;
    std::iter::from_fn(move || {
        let (_, block) = undenied::cut(rest, "```")?;
        let (block, after) = undenied::cut(block, "```")?;
        rest = after;
        block.split_once('\n')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question;

    #[test]
    fn every_example_comes_to_what_its_case_says() {
        for example in &EXAMPLES {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/suite/");
            let whole = std::fs::read_to_string(format!("{file}{}.md", example.id)).unwrap();
            let (_, expected) = whole.split_once("```text expected\nverdict ").unwrap();
            let expected = expected.lines().next().unwrap();
            let draft = example.draft();
            let asked = question::case(&draft);
            let told: wire::Told = serde_json::from_str(&asked).unwrap();
            let case: wire::Case = serde_json::from_str(&asked).unwrap();
            let report = undenied::analyze(&case.into_input_with(&told).unwrap());
            let found = wire::outcome_name(report.verdict.outcome);
            assert_eq!(found, expected, "{}", example.title.en);
            let documents = blocks(example.case)
                .filter(|(info, _)| info.starts_with("json ") && *info != "json case");
            assert_eq!(draft.given().count(), documents.count(), "{}", example.title.en);
        }
    }
}
