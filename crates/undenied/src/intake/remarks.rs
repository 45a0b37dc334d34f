//! What is said about parts of a paste that are no policy to check: sentences and commands.

use crate::{
    commands,
    lang::{Localized, Words},
};

/// A sentence and the command to run instead.
pub(super) type Remark = (Words, Option<String>);

/// Beside the errors that are explained.
pub(super) fn more_errors(count: usize) -> Remark {
    let words = Words {
        en: format!("More errors are here than are explained: {count} others."),
        ja: format!("ここで説明しているもののほかに、エラーが {count} 件あります。"),
    };
    (words, None)
}

pub(super) fn not_here(arn: &str) -> Remark {
    let words = Words {
        en: format!("`{arn}` is attached, but its content is not here."),
        ja: format!("`{arn}` がアタッチされていますが、その内容はここにありません。"),
    };
    (words, Some(commands::managed(arn)))
}

pub(super) fn boundary(arn: &str) -> Remark {
    let words = Words {
        en: format!("`{arn}` is the permissions boundary, but its content is not here."),
        ja: format!("`{arn}` がアクセス許可の境界ですが、その内容はここにありません。"),
    };
    (words, Some(commands::managed(arn)))
}

/// `aws iam get-policy` tells of a policy all but the policy.
pub(super) fn no_document(arn: &str, version: &str) -> Remark {
    let words = Words {
        en: format!("This describes `{arn}` but does not hold its content."),
        ja: format!("これは `{arn}` の説明で、ポリシーの内容は含まれていません。"),
    };
    let command = format!("aws iam get-policy-version --policy-arn {arn} --version-id {version}");
    (words, Some(command))
}

pub(super) fn inline_not_here(name: &str, command: String) -> Remark {
    let words = Words {
        en: format!("The inline policy `{name}` is listed, but its content is not here."),
        ja: format!("インラインポリシー `{name}` は一覧にありますが、その内容はここにありません。"),
    };
    (words, Some(command))
}

pub(super) fn old_version(version: &str) -> Remark {
    let words = Words {
        en: format!(
            "Version `{version}` of the policy is not the default one, so it is not in force."
        ),
        ja: format!(
            "ポリシーのバージョン `{version}` はデフォルトではないため、現在は有効ではありません。"
        ),
    };
    (words, None)
}

pub(super) fn placeholder(text: &str) -> Remark {
    let words = Words {
        en: format!(
            "`{text}` stands here in AWS's examples in place of the policy; a real output has the policy."
        ),
        ja: format!(
            "`{text}` は AWS の出力例でポリシーの代わりに書かれているものです。実際の出力にはポリシーが入ります。"
        ),
    };
    (words, None)
}

pub(super) fn other_endpoint(service: &str) -> Remark {
    let words = Words {
        en: format!(
            "The VPC endpoint for `{service}` is left out: requests to S3 do not pass through it."
        ),
        ja: format!(
            "`{service}` の VPC エンドポイントは、S3 へのリクエストが通らないため使いません。"
        ),
    };
    (words, None)
}

pub(super) fn other_organization_policy(kind: &str) -> Remark {
    let words = Words {
        en: format!("A policy of type `{kind}` does not decide on access."),
        ja: format!("`{kind}` タイプのポリシーは、アクセスの可否に影響しません。"),
    };
    (words, None)
}

pub(super) fn truncated() -> Remark {
    let words = Localized {
        en: "`IsTruncated` is `true`: the list goes on. Without `--max-items` the AWS CLI prints all of it.",
        ja: "`IsTruncated` が `true` のため、一覧には続きがあります。`--max-items` を付けなければ、AWS CLI はすべてを出力します。",
    };
    (words.words(), None)
}

pub(super) fn fragment() -> Remark {
    let words = Localized {
        en: "This is only a part of a statement. Paste the whole policy.",
        ja: "これはステートメントの一部だけです。ポリシー全体を貼り付けてください。",
    };
    (words.words(), None)
}

pub(super) fn several(principals: &[String]) -> Remark {
    const SHOWN: usize = 5;
    let mut shown: Vec<String> =
        principals.iter().take(SHOWN).map(|arn| format!("`{arn}`")).collect();
    if principals.len() > SHOWN {
        shown.push("…".to_owned());
    }
    let words = Words {
        en: format!(
            "Several roles and users are named: {}. Say which one makes the call.",
            shown.join(", ")
        ),
        ja: format!(
            "複数のロールやユーザーがあります: {}。呼び出し元を指定してください。",
            shown.join("、")
        ),
    };
    (words, None)
}

/// `--output table` and `--output text` cannot be taken apart again.
pub(super) fn unreadable_output(form: &str, command: Option<String>) -> Remark {
    let words = Words {
        en: format!("The policy cannot be read from `--output {form}`. Use `--output json`."),
        ja: format!(
            "`--output {form}` の出力からはポリシーを読み取れません。`--output json` を使ってください。"
        ),
    };
    (words, command.map(|command| format!("{command} --output json")))
}

pub(super) fn command_alone(command: &str) -> Remark {
    let words = Words {
        en: format!("`{command}` is here without what it printed."),
        ja: format!("`{command}` の出力がありません。"),
    };
    (words, None)
}

pub(super) fn unused() -> Remark {
    let words = Localized {
        en: "This part is not used: there is no policy and no error in it.",
        ja: "この部分には、ポリシーもエラーもないため使いません。",
    };
    (words.words(), None)
}

pub(super) fn too_many() -> Remark {
    let words = Localized {
        en: "There is more in this text than is listed. Paste the part that matters.",
        ja: "一覧に載せきれないほどの内容があります。必要な部分だけを貼り付けてください。",
    };
    (words.words(), None)
}

pub(super) fn too_large() -> Remark {
    let words = Localized {
        en: "This document is longer than 16 MiB and is not read.",
        ja: "16 MiB を超えるため、このドキュメントは読み取りません。",
    };
    (words.words(), None)
}

/// Which other form of output `text` is.
pub(super) fn unreadable(text: &str) -> Option<&'static str> {
    let is_table = |line: &str| {
        let line = line.trim();
        (line.starts_with("+-") && line.ends_with('+'))
            || (line.len() > 8 && line.chars().all(|char| char == '-'))
    };
    let is_cell = |line: &str| line.trim().starts_with('|') && line.trim().ends_with('|');
    if text.lines().any(is_table) && text.lines().any(is_cell) {
        return Some("table");
    }
    let is_row = |line: &str| {
        let name = line.split('\t').next().unwrap_or_default();
        name.len() > 3 && line.contains('\t') && name.chars().all(|char| char.is_ascii_uppercase())
    };
    text.lines().any(is_row).then_some("text")
}
