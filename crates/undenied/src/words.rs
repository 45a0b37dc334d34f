//! Names of things in both languages, shared by the rules, the verdict and the guide.

use crate::{
    lang::{Localized, Words},
    policy::{JsonType, Kind},
};

/// A kind of policy inside a sentence.
pub(crate) const fn kind_name(kind: Kind) -> Localized<&'static str> {
    match kind {
        Kind::Identity => Localized { en: "IAM policy", ja: "IAM ポリシー" },
        Kind::PermissionsBoundary => {
            Localized { en: "permissions boundary", ja: "アクセス許可の境界" }
        }
        Kind::Session => Localized { en: "session policy", ja: "セッションポリシー" },
        Kind::ServiceControl => Localized {
            en: "service control policy",
            ja: "サービスコントロールポリシー",
        },
        Kind::ResourceControl => Localized {
            en: "resource control policy",
            ja: "リソースコントロールポリシー",
        },
        Kind::Bucket => Localized { en: "bucket policy", ja: "バケットポリシー" },
        Kind::AccessPoint => {
            Localized { en: "access point policy", ja: "アクセスポイントポリシー" }
        }
        Kind::Key => Localized { en: "KMS key policy", ja: "KMS キーポリシー" },
        Kind::Trust => Localized { en: "trust policy", ja: "信頼ポリシー" },
        Kind::VpcEndpoint => {
            Localized { en: "VPC endpoint policy", ja: "VPC エンドポイントポリシー" }
        }
        Kind::Resource => {
            Localized { en: "resource-based policy", ja: "リソースベースのポリシー" }
        }
    }
}

/// The same with its article.
pub(crate) fn a_kind(kind: Kind) -> String {
    let name = kind_name(kind).en;
    let article = if matches!(kind, Kind::Identity | Kind::AccessPoint) { "an" } else { "a" };
    format!("{article} {name}")
}

/// A JSON type inside a sentence.
pub(crate) const fn type_name(json_type: JsonType) -> Localized<&'static str> {
    match json_type {
        JsonType::Null => Localized { en: "null", ja: "null" },
        JsonType::Bool => Localized { en: "true or false", ja: "真偽値" },
        JsonType::Number => Localized { en: "a number", ja: "数値" },
        JsonType::String => Localized { en: "a string", ja: "文字列" },
        JsonType::Array => Localized { en: "a list", ja: "配列" },
        JsonType::Object => Localized { en: "an object", ja: "オブジェクト" },
        JsonType::Nothing => Localized { en: "nothing", ja: "空" },
    }
}

/// `text` at the start of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// Actions one after the other, each in backticks.
pub(crate) fn listed<'a>(items: impl IntoIterator<Item = &'a str>) -> Localized<String> {
    let items: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    Localized { en: items.join(", "), ja: items.join("、") }
}

/// A fix that writes `right` in the place of what is wrong.
pub(crate) fn use_instead(right: &str) -> Words {
    use_instead_all(&[right])
}

/// [`use_instead`] for several.
pub(crate) fn use_instead_all(right: &[&str]) -> Words {
    let right = listed(right.iter().copied());
    Words { en: format!("Use {}", right.en), ja: format!("{} に変更", right.ja) }
}

/// Behind a sentence on a value that documentation shows.
pub(crate) const fn sample_hint() -> Localized<&'static str> {
    Localized {
        en: " It is the sample of the documentation.",
        ja: "これはドキュメントのサンプル値です。",
    }
}
