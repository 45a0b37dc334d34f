//! The Examples menu: cases of `tests/suite/`, which say themselves what they come to. Not: that.

use undenied::{Node, parse, wire};

use crate::{
    analysis::index_of,
    draft::{BASE, Draft},
    text::Label,
};

/// A case to look at.
#[derive(Debug)]
pub struct Example {
    /// As `?example=` in the address says it: the name of its file.
    pub id: &'static str,
    pub title: Label,
    /// Markdown, as `tests/cases.rs` reads it; with documents of [`BASE`] alone.
    case: &'static str,
}

/// In the order of the menu.
pub const EXAMPLES: [Example; 8] = [
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
];

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
                }
                (Some("json"), Some(kind)) => {
                    let mut documents = draft.documents.iter_mut();
                    let own = documents.find(|it| wire::kind_name(it.about.kind) == kind);
                    if let Some(own) = own {
                        text.trim_end().clone_into(&mut own.text);
                    }
                }
                _ => {}
            }
        }
        draft
    }
}

/// Bucket, role, account, external ID, owner of the bucket.
fn fields(case: Option<&Node>) -> [String; 5] {
    let told = |path: &[&str]| at(case, path).to_owned();
    let bucket = told(&["facts", "bucket", "name"]);
    [
        ["s3://", &bucket, "/", at(case, &["facts", "bucket", "prefix"])].concat(),
        told(&["request", "principal"]),
        told(&["facts", "trust", "accountId"]),
        told(&["facts", "trust", "externalId"]),
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
            let found = wire::outcome_name(question::analyze(&draft).verdict.outcome);
            assert_eq!(found, expected, "{}", example.title.en);
            let documents = blocks(example.case)
                .filter(|(info, _)| info.starts_with("json ") && *info != "json case");
            assert_eq!(draft.given().count(), documents.count(), "{}", example.title.en);
        }
    }
}
