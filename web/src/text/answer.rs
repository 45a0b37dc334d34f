//! Labels of verdict, path, form, matrix and report.

use undenied::{Certainty, Lang};

use super::{ACCOUNT, BUCKET, EXTERNAL_ID, Label, OWNER, PROFILE, ROLE, label};

#[must_use]
pub const fn certainty(certainty: Certainty) -> Label {
    match certainty {
        Certainty::Certain => label("certain", "確実"),
        Certainty::Likely => label("likely", "前提どおりなら"),
        Certainty::Unknown => label("open", "判定待ち"),
    }
}

pub const BROKEN: Label = label("Not valid JSON", "JSON の構文エラー");
pub const MISPLACED: Label = label("In another box", "別の欄の内容");
pub const BEFORE_SLIP: Label = label("Last result, of the text before:", "更新前の内容での判定：");
pub const AS_MEANT: Label = label("As it was probably meant:", "意図したと思われる内容での判定：");
pub const STALE: Label = label("not up to date", "更新前の判定");
pub const SHOW_FIX: Label = label("Show fix", "修正を表示");
pub const NEXT_PROBLEM: Label = label("Next problem", "次の問題");
pub const SEE: Label = label("See", "該当箇所：");
pub const ADD: Label = label("Add", "追加");
pub const COPY_COMMAND: Label = label("Copy command", "コマンドをコピー");
pub const NOT_GIVEN: Label = label("Not given, taken as absent:", "未入力（ないものとして判定）：");

pub const WHO: Label = label("who", "主体");
pub const WHAT: Label = label("what", "操作");
pub const ON: Label = label("on", "対象");
pub const NOT_TOLD: Label = label("not told", "未指定");
pub const EDIT: Label = label("Edit", "編集");
pub const CALLER: Label = label("Caller", "呼び出し元");

pub const PROFILE_SEARCH: Label =
    label("Type a vendor or product to search.", "ベンダー名や製品名で検索できます。");
pub const NO_PROFILE: Label = label("Nothing by this name", "該当するものがありません");

pub const SETTINGS: Label =
    label("Settings of bucket, objects and call", "バケット、オブジェクト、呼び出しの設定");
pub const SETTING_CHANGED: Label = label("The setting is changed.", "設定を変更しました。");
pub const BUCKET_REGION: Label = label("Bucket's Region", "バケットのリージョン");
pub const OWNERSHIP: Label = label("Object Ownership", "オブジェクト所有権");
pub const ENFORCED: Label = label("Bucket owner enforced", "バケット所有者の強制");
pub const PREFERRED: Label = label("Bucket owner preferred", "バケット所有者を優先");
pub const WRITER: Label = label("Object writer", "オブジェクトライター");
pub const OBJECT_OWNER: Label =
    label("Account that owns the objects", "オブジェクトを所有するアカウント");
pub const OBJECT_ACL: Label =
    label("The object's ACL lets the caller in", "オブジェクトの ACL で呼び出し元を許可");
pub const ENCRYPTION: Label = label("Default encryption", "デフォルトの暗号化");
pub const KEY: Label = label("KMS key ARN", "KMS キーの ARN");
pub const KEY_MANAGER: Label = label("Key managed by", "キーの管理者");
pub const CUSTOMER: Label = label("Customer", "お客様（カスタマー管理）");
pub const AWS: Label = label("AWS (`aws/s3`)", "AWS（`aws/s3`）");
pub const PUBLIC_ACCESS: Label =
    label("Block all public access", "パブリックアクセスをすべてブロック");
pub const BLOCKED: Label = label("On", "オン");
pub const UNBLOCKED: Label = label("Off", "オフ");
pub const IN_PART: Label = label("In part", "一部のみオン");
pub const PAYER: Label = label("Requester pays", "リクエスタ支払い");
pub const PAYS: Label = label("The call agrees to pay", "リクエストで支払いに同意");
pub const ENDPOINT: Label = label("VPC endpoint of the call", "呼び出しが通る VPC エンドポイント");
pub const YES: Label = label("Yes", "はい");
pub const NO: Label = label("No", "いいえ");

pub const RESULT: Label = label("Result", "結果");
pub const ACTION: Label = label("Action", "アクション");
pub const BLAMED: Label = label("Blocked by", "拒否した箇所");

pub const REPORT: Label = label("Copy report", "レポートをコピー");
pub const REPORT_TEXT: Label = label("Report as Markdown", "レポート（Markdown）");
pub const WITH_DOCUMENTS: Label = label("With the documents", "ドキュメントも含める");
pub const MASK_ACCOUNTS: Label = label("Mask account IDs", "アカウント ID を伏せる");

/// The verdict where a text is no JSON: "Bucket policy, line 12: a comma is missing."
#[must_use]
pub fn slip(lang: Lang, place: &str, message: &str) -> String {
    let mut letters = message.chars();
    match (lang, letters.next()) {
        // Names are in backticks, and JSON is all capitals.
        (Lang::En, Some(first)) if !message.starts_with("JSON") => {
            [place, ": ", first.to_ascii_lowercase().encode_utf8(&mut [0; 4]), letters.as_str()]
                .concat()
        }
        _ => [place, if lang == Lang::Ja { "：" } else { ": " }, message].concat(),
    }
}

/// How many more of them.
#[must_use]
pub fn more_slips(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 more syntax error.".to_owned(),
        (Lang::En, _) => [&count.to_string(), " more syntax errors."].concat(),
        (Lang::Ja, _) => format!("ほかにも構文エラーが {count} 件あります。"),
    }
}

/// "Add: bucket policy"
#[must_use]
pub fn add(lang: Lang, name: &str) -> String {
    match lang {
        Lang::En => ["Add: ", name].concat(),
        Lang::Ja => [name, "を追加"].concat(),
    }
}

/// "Set: Default encryption"; `field` is the name of a field or setting.
#[must_use]
pub fn set(lang: Lang, field: &str) -> String {
    let label = match field {
        "bucket" => BUCKET,
        "role-arn" => ROLE,
        "account-id" => ACCOUNT,
        "external-id" => EXTERNAL_ID,
        "profile" => PROFILE,
        "bucket-account" | "bucket.account" => OWNER,
        "bucket.region" => BUCKET_REGION,
        "bucket.objectOwnership" => OWNERSHIP,
        "object.ownerAccount" => OBJECT_OWNER,
        "object.aclGrantsRequester" => OBJECT_ACL,
        "bucket.encryption.algorithm" => ENCRYPTION,
        "bucket.encryption.keyArn" => KEY,
        "keys.manager" => KEY_MANAGER,
        "bucket.publicAccessBlock" => PUBLIC_ACCESS,
        "bucket.requestPayer" => PAYER,
        "call.requestPayer" => PAYS,
        _ => ENDPOINT,
    };
    match lang {
        Lang::En => ["Set: ", label.en].concat(),
        Lang::Ja => [label.ja, "を指定"].concat(),
    }
}
