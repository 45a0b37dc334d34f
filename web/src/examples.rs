//! The Examples menu: cases of `tests/suite/`, which say themselves what they come to. Not: that.

use std::rc::Rc;

use undenied::{Node, Words, parse, policy::Kind, wire};

use crate::{
    analysis::index_of,
    draft::{About, BASE, Draft, DraftDocument, Fact, Told},
    text::Label,
};

/// A case to look at.
#[derive(Debug)]
pub struct Example {
    /// As `?example=` in the address says it: the name of its file.
    pub id: &'static str,
    pub title: Label,
    /// Markdown, as `tests/cases.rs` reads it; each kind of document once.
    case: &'static str,
}

/// In the order of the menu.
pub const EXAMPLES: [Example; 10] = [
    example(
        "import-allowed",
        "TiDB Cloud import that works",
        "正しく動く TiDB Cloud インポート",
        include_str!("../../tests/suite/import-allowed.md"),
    ),
    example(
        "folder-without-wildcard",
        "`/*` is missing",
        "`/*` の付け忘れ",
        include_str!("../../tests/suite/folder-without-wildcard.md"),
    ),
    example(
        "external-id-differs",
        "The external ID differs",
        "外部 ID の不一致",
        include_str!("../../tests/suite/external-id-differs.md"),
    ),
    example(
        "bucket-policy-denies-all-but-a-vpc-endpoint",
        "A bucket policy denies",
        "バケットポリシーによる拒否",
        include_str!("../../tests/suite/bucket-policy-denies-all-but-a-vpc-endpoint.md"),
    ),
    example(
        "another-account-trusted",
        "Another account is trusted",
        "別のアカウントを信頼",
        include_str!("../../tests/suite/another-account-trusted.md"),
    ),
    example(
        "two-causes-at-once",
        "Two causes at once",
        "原因が 2 つ",
        include_str!("../../tests/suite/two-causes-at-once.md"),
    ),
    example(
        "broken-user-policy",
        "Broken JSON from a manual",
        "マニュアルにあった壊れた JSON",
        include_str!("../../tests/suite/broken-user-policy.md"),
    ),
    example(
        "cross-account-read",
        "User of another account",
        "別アカウントのユーザー",
        include_str!("../../tests/suite/cross-account-read.md"),
    ),
    example(
        "kms-role-policy-without-decrypt",
        "The role may not use the KMS key",
        "KMS キーの許可がないロール",
        include_str!("../../tests/suite/kms-role-policy-without-decrypt.md"),
    ),
    example(
        "web-identity-of-somebody-else",
        "OIDC: another web identity",
        "OIDC：ウェブ ID の不一致",
        include_str!("../../tests/suite/web-identity-of-somebody-else.md"),
    ),
];

/// Those that an empty page shows, by their place in [`EXAMPLES`]: what people look for most.
pub const SHOWN: [usize; 6] = [1, 3, 4, 7, 8, 9];

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
                    let mut documents = draft.documents.iter_mut();
                    let own = documents.find(|it| wire::kind_name(it.about.kind) == kind);
                    if let Some(own) = own {
                        text.trim_end().clone_into(&mut own.text);
                    } else if let Some(kind) = wire::kind_from_name(kind) {
                        draft.documents.push(beside(&draft, kind, text));
                    }
                }
                _ => {}
            }
        }
        draft
    }
}

/// A document of a kind that has no box yet.
fn beside(draft: &Draft, kind: Kind, text: &str) -> DraftDocument {
    let name = wire::kind_name(kind).to_owned();
    let about = About { name, kind, ..About::default() };
    DraftDocument { key: draft.documents.len(), text: text.trim_end().to_owned(), about }
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
    // Every other part stands between fences.
    markdown.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question;

    #[test]
    fn every_example_comes_to_what_its_case_says() {
        for example in &EXAMPLES {
            let (_, expected) = example.case.split_once("```text expected\nverdict ").unwrap();
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
