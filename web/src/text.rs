//! Every label of the page and the widget, in both languages. Not: what the engine says.

pub mod answer;
mod editing;

use undenied::{Impact, Lang, Localized, Outcome, Severity, policy::Kind};

pub use editing::*;

/// A label.
pub type Label = Localized<&'static str>;

const fn label(en: &'static str, ja: &'static str) -> Label {
    Localized { en, ja }
}

pub const TITLE: Label = label(
    "undenied: why Amazon S3 says AccessDenied",
    "undenied：Amazon S3 の AccessDenied の原因と直し方",
);
pub const DESCRIPTION: Label = label(
    "Paste your IAM, trust and bucket policies. See which line denies access, why, and how to fix it. Nothing leaves your browser.",
    "IAM ポリシー、信頼ポリシー、バケットポリシーを貼り付けると、拒否の原因になっている行と理由、直し方がわかります。入力内容がブラウザの外に出ることはありません。",
);
pub const TAGLINE: Label = label(
    "Why Amazon S3 says AccessDenied, and what to change",
    "Amazon S3 の AccessDenied の原因と直し方",
);
pub const SKIP_VERDICT: Label = label("Skip to the verdict", "判定へ移動");
pub const SKIP: Label = label("Skip to the policies", "ポリシーの入力欄へ移動");
pub const LANGUAGE: Label = label("Language", "言語");
pub const EXAMPLES: Label = label("Examples", "サンプル");
pub const CLEAR: Label = label("Clear", "クリア");
pub const PRIVATE: Label = label("Stays in this browser", "ブラウザ内だけで処理");

pub const TRY: Label = label("Try your own", "自分のポリシーで試す");
pub const DETAILS: Label = label("Details", "詳細");
pub const OPEN_APP: Label = label("Open the full checker", "フル機能のチェッカーを開く");

pub const VERDICT: Label = label("Verdict", "判定");
pub const PATH: Label = label("Path of the request", "リクエストの経路");
pub const FACTS: Label = label("What is accessed, and by whom", "アクセスの対象と主体");
pub const POLICIES: Label = label("Policies", "ポリシー");
pub const PROBLEMS: Label = label("Problems", "問題点");
pub const GUIDE: Label = label("What to do", "対処手順");
pub const REQUESTS: Label = label("Requests checked", "確認したリクエスト");
pub const ASSUMPTIONS: Label = label("Taken as given", "前提にしたこと");

pub const EMPTY_HEADLINE: Label = label(
    "Paste the AccessDenied message or a policy",
    "AccessDenied のエラーメッセージかポリシーを貼り付けてください",
);
pub const EMPTY_DETAIL: Label = label(
    "One of them is enough to start. Or look at an example:",
    "どれか 1 つからで構いません。サンプルで試すこともできます。",
);
pub const WAITING: Label = label(
    "The checker is still loading. Your text is kept, and checked as soon as it is there.",
    "チェッカーを読み込んでいます。入力した内容はそのまま残り、読み込みが終わり次第チェックします。",
);
pub const NEXT_MISSING: Label = label("Next", "次に必要なもの");
pub const START: Label = label("Where to find the policies", "ポリシーの取得方法");
pub const APPLY_ALL: Label = label("Apply all fixes", "すべての修正を適用する");
pub const ALL_ASK: Label = label(
    "Some of these changes allow more requests than before. Apply all of them?",
    "変更の中には、これまでより多くのリクエストを許可するものがあります。すべて適用しますか？",
);
pub const STILL_TO_DO: Label = label("Still to do in AWS", "AWS でまだ必要な作業");
pub const ONCE_DONE: Label = label("Once that is done:", "すべて済んだ後の判定：");
pub const DONE_IN_AWS: Label = label("Done in AWS", "AWS で変更済み");
pub const COPY_CORRECTED: Label = label("Copy the corrected policy as", "修正後のポリシーをコピー");

/// A fact that the user has changed.
#[must_use]
pub fn changed(key: &str, value: &str) -> undenied::Words {
    Localized {
        en: ["`", key, "` is now `", value, "`"].concat(),
        ja: ["`", key, "` を `", value, "` に変更済み"].concat(),
    }
}

pub const MASKED: Label = label("Secrets were masked: ", "機密情報を伏せ字にしました: ");
pub const ROTATE: Label = label(
    "undenied needs none of them and has kept none. If they are real, rotate them: they may have been seen elsewhere.",
    "undenied には不要な情報で、保持もしていません。実際に使われているものなら、ほかの場所で見られたおそれがあるため、無効にして作り直してください。",
);
pub const LIST_SEPARATOR: Label = label(", ", "、");
pub const ACCESS_KEY_ID: Label = label("access key ID", "アクセスキー ID");
pub const SECRET_ACCESS_KEY: Label = label("secret access key", "シークレットアクセスキー");
pub const SESSION_TOKEN: Label = label("session token", "セッショントークン");
pub const SIGNATURE: Label = label("signature of a request", "リクエストの署名");
pub const PRIVATE_KEY: Label = label("private key", "秘密鍵");
pub const TOKEN: Label = label("bearer token", "ベアラートークン");

pub const REFUSED: Label =
    label("AWS would refuse to save this policy", "このポリシーは AWS に保存できません");
pub const SAID_FIRST: Label =
    label("AWS names only the first of these.", "AWS が示すのは、このうち最初の 1 つだけです。");
pub const AWS_SAYS: Label = label("What AWS answers to it:", "AWS のエラーメッセージ：");

pub const NO_PROBLEMS: Label = label("No problems", "問題なし");
pub const NOTHING_PASTED: Label = label("not given", "未入力");
pub const NOT_CHECKED: Label = label("not checked yet", "未確認");
pub const NO_FINDINGS: Label = label(
    "Nothing wrong was found in these documents.",
    "これらのドキュメントに問題は見つかりませんでした。",
);
pub const RELATED: Label = label("See also", "関連箇所");
pub const READ_MORE: Label = label("Read more", "詳しい説明");
pub const ABOUT_RULE: Label = label("About this rule", "このルールの説明");
pub const CLOSE: Label = label("Close", "閉じる");
pub const BEFORE: Label = label("Before", "変更前");
pub const AFTER: Label = label("After", "変更後");
pub const APPLY_ANYWAY: Label = label("Allow it and apply", "許可を広げて適用する");
pub const CANCEL: Label = label("Cancel", "やめる");
pub const WIDENS_ASK: Label = label(
    "This change allows more requests than before. Apply it?",
    "この変更を適用すると、これまでより多くのリクエストが許可されます。適用しますか？",
);
pub const COPY: Label = label("Copy", "コピー");
pub const COPIED: Label = label("Copied", "コピーしました");
pub const CONSOLE: Label = label("In the AWS console:", "AWS コンソール：");
pub const SHOW_PLACE: Label = label("Show in the text", "該当箇所を表示");
pub const OR_ASK: Label = label("This command shows it:", "次のコマンドで確認できます：");

pub const BUCKET: Label = label("Bucket and folder", "バケットとフォルダ");
pub const BUCKET_HELP: Label = label(
    "As in the import form, for example `s3://my-bucket/folder/`.",
    "インポート画面に入力する URI です（例：`s3://my-bucket/folder/`）。",
);
pub const ROLE: Label = label("Role or user ARN", "ロールまたはユーザーの ARN");
pub const ROLE_HELP: Label =
    label("IAM > Roles > your role > Summary.", "IAM > ロール > ロール名 > 概要にあります。");
pub const ACCOUNT: Label = label("Vendor's AWS account ID", "ベンダーの AWS アカウント ID");
pub const ACCOUNT_HELP: Label = label(
    "Shown by the vendor where you add the role.",
    "ベンダーの画面でロールを追加するときに表示されます。",
);
pub const VENDOR_ARN: Label =
    label("Vendor's role or user ARN", "ベンダーのロールまたはユーザーの ARN");
pub const SUBJECT: Label = label("Vendor's identity", "ベンダーの識別子");
pub const SUBJECT_HELP: Label = label(
    "What the trust policy compares with the identity provider's `sub`.",
    "信頼ポリシーで ID プロバイダーの `sub` と比べる値です。",
);
pub const EXTERNAL_ID: Label = label("External ID", "外部 ID");
pub const EXTERNAL_ID_HELP: Label = label(
    "Shown beside the account ID. Copy it, do not retype it.",
    "アカウント ID と同じ画面に表示されます。手入力せずコピーしてください。",
);
pub const OWNER: Label = label("Bucket owner's account ID", "バケット所有者のアカウント ID");
pub const OWNER_HELP: Label = label(
    "Empty: the same account as the role's or user's.",
    "空欄の場合、ロールやユーザーと同じアカウントとみなします。",
);
pub const PROFILE: Label = label("What fails", "失敗している操作");
pub const PROFILE_HELP: Label =
    label("Decides which permissions are needed.", "必要な権限がこれで決まります。");

pub const CALL: Label = label("The call in the error message", "エラーメッセージのリクエスト");
pub const CALL_ON: Label = label("on", "対象");

pub const TOLD: Label = label("Settings in what you pasted", "貼り付けた内容にあった設定");

pub const KIND: Label = label("Kind", "種類");
pub const REMOVE: Label = label("Remove", "削除");
pub const ADD_DOCUMENT: Label = label("Add another policy", "ポリシーを追加");
pub const MIXED: Label = label(
    "This is more than a policy, or something else.",
    "ポリシー以外の内容が含まれているようです。",
);
pub const SORT: Label = label("Sort it into its boxes", "内容を振り分ける");

pub const IDENTITY: Label = label("IAM policy", "IAM ポリシー");
pub const IDENTITY_HELP: Label = label(
    "Attached to the role or user. IAM > Roles > your role > Permissions.",
    "ロールまたはユーザーに付けたもの。IAM > ロール > ロール名 > 許可。",
);
pub const TRUST: Label = label("Trust policy", "信頼ポリシー");
pub const TRUST_HELP: Label = label(
    "Who may use the role. IAM > Roles > your role > Trust relationships.",
    "ロールを使える相手を決めるもの。IAM > ロール > ロール名 > 信頼関係。",
);
pub const BUCKET_POLICY: Label = label("Bucket policy", "バケットポリシー");
pub const BUCKET_POLICY_HELP: Label = label(
    "Leave it empty if there is none. S3 > your bucket > Permissions.",
    "設定していなければ空のままにします。S3 > バケット名 > アクセス許可。",
);

pub const ALLOWS: Label = label("allows", "許可");
pub const BLOCKS: Label = label("blocks", "ここで拒否");
pub const SILENT: Label = label("says nothing", "該当なし");
pub const RECOMMENDED: Label = label("recommended", "推奨");
pub const OPTIONAL: Label = label("optional", "任意");
pub const NOT_KNOWN: Label = label("not known", "不明");

/// The one word for an outcome; `allowed` and the rest as a gate or a whole request.
#[must_use]
pub const fn outcome(outcome: Outcome) -> Label {
    match outcome {
        Outcome::Allowed => label("Allowed", "許可"),
        Outcome::ExplicitDeny => label("Denied", "明示的に拒否"),
        Outcome::ImplicitDeny => label("Not allowed", "許可なし"),
        Outcome::Undetermined => label("Not known", "不明"),
    }
}

/// The word of the verdict itself.
#[must_use]
pub const fn verdict(outcome: Outcome) -> Label {
    match outcome {
        Outcome::Allowed => label("Allowed", "許可"),
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => label("Denied", "拒否"),
        Outcome::Undetermined => label("Not known yet", "まだ判定できません"),
    }
}

#[must_use]
pub const fn severity(severity: Severity) -> Label {
    match severity {
        Severity::Error => label("Error", "エラー"),
        Severity::Security => label("Security", "セキュリティ"),
        Severity::Warning => label("Warning", "警告"),
        Severity::Suggestion => label("Suggestion", "提案"),
    }
}

#[must_use]
pub const fn impact(impact: Impact) -> Label {
    match impact {
        Impact::Tidies => label("Access stays the same", "アクセスの範囲は変わりません"),
        Impact::Narrows => label("Allows less than before", "許可の範囲が狭くなります"),
        Impact::Widens => label("Allows more than before", "許可の範囲が広くなります"),
    }
}

/// A gate of the path.
#[must_use]
pub const fn gate(kind: Kind) -> Label {
    match kind {
        Kind::Identity => IDENTITY,
        Kind::PermissionsBoundary => label("Permissions boundary", "アクセス許可の境界"),
        Kind::Session => label("Session policy", "セッションポリシー"),
        Kind::ServiceControl => label("Service control policy", "サービスコントロールポリシー"),
        Kind::ResourceControl => label("Resource control policy", "リソースコントロールポリシー"),
        Kind::Bucket => BUCKET_POLICY,
        Kind::AccessPoint => label("Access point policy", "アクセスポイントポリシー"),
        Kind::Key => label("Key policy", "キーポリシー"),
        Kind::Trust => TRUST,
        Kind::VpcEndpoint => label("VPC endpoint policy", "VPC エンドポイントポリシー"),
        Kind::Resource => label("Resource policy", "リソースベースのポリシー"),
    }
}

/// How many problems a document has.
#[must_use]
pub fn problems(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (_, 0) => (*NO_PROBLEMS.of(lang)).to_owned(),
        (Lang::En, 1) => "1 problem".to_owned(),
        (Lang::En, _) => format!("{count} problems"),
        (Lang::Ja, _) => format!("問題 {count} 件"),
    }
}

/// How many problems there are, the worst of which is of `worst`.
#[must_use]
pub fn counted(lang: Lang, worst: Severity, count: usize) -> String {
    let (en, ja) = match worst {
        Severity::Error => return problems(lang, count),
        Severity::Security => ("security risk", "セキュリティの問題"),
        Severity::Warning => ("warning", "警告"),
        Severity::Suggestion => ("suggestion", "提案"),
    };
    match lang {
        Lang::En => format!("{count} {en}{}", if count == 1 { "" } else { "s" }),
        Lang::Ja => format!("{ja} {count} 件"),
    }
}

/// A line number as a label.
#[must_use]
pub fn line(lang: Lang, line: usize) -> String {
    match lang {
        Lang::En => format!("line {line}"),
        Lang::Ja => format!("{line} 行目"),
    }
}

/// Why there is no newer answer.
#[must_use]
pub fn failure(lang: Lang, reason: &str) -> String {
    match lang {
        Lang::En => format!(
            "The checker does not answer (`{reason}`). Your text is kept. Change it to try again, or copy it and reload the page."
        ),
        Lang::Ja => format!(
            "チェッカーが応答しません（`{reason}`）。入力した内容は残っています。内容を変更してもう一度試すか、コピーしてからページを再読み込みしてください。"
        ),
    }
}
