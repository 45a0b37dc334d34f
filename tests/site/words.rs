//! Labels that the pages share, worded as the app words them. Not: what the engine says.

use undenied::{Impact, Lang, Localized, Outcome, Severity, policy::Kind};

use super::html::{Element, element, said};

pub(super) type Label = Localized<&'static str>;

pub(super) const fn label(en: &'static str, ja: &'static str) -> Label {
    Localized { en, ja }
}

pub(super) const fn severity(severity: Severity) -> Label {
    match severity {
        Severity::Error => label("Error", "エラー"),
        Severity::Security => label("Security", "セキュリティ"),
        Severity::Warning => label("Warning", "警告"),
        Severity::Suggestion => label("Suggestion", "提案"),
    }
}

pub(super) const fn impact(impact: Impact) -> Label {
    match impact {
        Impact::Tidies => label("Access stays the same", "アクセスの範囲は変わりません"),
        Impact::Narrows => label("Allows less than before", "許可の範囲が狭くなります"),
        Impact::Widens => label("Allows more than before", "許可の範囲が広くなります"),
    }
}

pub(super) const fn verdict(outcome: Outcome) -> Label {
    match outcome {
        Outcome::Allowed => label("Allowed", "許可"),
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => label("Denied", "拒否"),
        Outcome::Undetermined => label("Not known yet", "まだ判定できません"),
    }
}

pub(super) const fn document(kind: Kind) -> Label {
    match kind {
        Kind::Identity => label("IAM policy", "IAM ポリシー"),
        Kind::PermissionsBoundary => label("Permissions boundary", "アクセス許可の境界"),
        Kind::Session => label("Session policy", "セッションポリシー"),
        Kind::ServiceControl => label("Service control policy", "サービスコントロールポリシー"),
        Kind::ResourceControl => label("Resource control policy", "リソースコントロールポリシー"),
        Kind::Bucket => label("Bucket policy", "バケットポリシー"),
        Kind::AccessPoint => label("Access point policy", "アクセスポイントポリシー"),
        Kind::Key => label("KMS key policy", "KMS キーポリシー"),
        Kind::Trust => label("Trust policy", "信頼ポリシー"),
        Kind::VpcEndpoint => label("VPC endpoint policy", "VPC エンドポイントポリシー"),
        Kind::Resource => label("Resource-based policy", "リソースベースのポリシー"),
    }
}

/// "Bucket policy, line 9"
pub(super) fn place(kind: Kind, line: usize, lang: Lang) -> String {
    let name = document(kind);
    let name = name.of(lang);
    match lang {
        Lang::En => format!("{name}, line {line}"),
        Lang::Ja => format!("{name} {line} 行目"),
    }
}

pub(super) fn severity_sign(own: Severity, lang: Lang) -> Element {
    let path = match own {
        Severity::Error => NO,
        Severity::Security | Severity::Warning => WARNING,
        Severity::Suggestion => IDEA,
    };
    sign("severity", path, severity(own).of(lang))
}

/// For the `data-severity` by which the style sheet colours.
pub(super) const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Security => "security",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}

pub(super) fn verdict_sign(outcome: Outcome, lang: Lang) -> Element {
    let (name, path) = match outcome {
        Outcome::Allowed => ("allowed", YES),
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => ("denied", NO),
        Outcome::Undetermined => ("unknown", UNKNOWN),
    };
    sign("state", path, verdict(outcome).of(lang)).with("data-state", name)
}

const YES: &str = "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM4.6 8.3l2.5 2.5 4.4-5";
const NO: &str = "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2";
const UNKNOWN: &str =
    "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM6 6.4c0-2.6 4-2.5 4 0C10 8 8 7.9 8 9.4M8 11.5v.4";
const WARNING: &str = "M8 1.8 15 14H1ZM8 6v4M8 11.7v.4";
const IDEA: &str = "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM8 7.2v4M8 4.6V5";

/// Icon and word.
fn sign(class: &str, path: &str, word: &str) -> Element {
    let icon = element("svg")
        .class("icon")
        .with("viewBox", "0 0 16 16")
        .with("aria-hidden", "true")
        .child(element("path").with("d", path));
    element("span").class(class).child(icon).child(said("span", word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: &str = include_str!("../../web/src/text.rs");
    const ICONS: &str = include_str!("../../web/src/views/parts.rs");

    #[test]
    fn words_and_icons_are_those_of_the_app() {
        let severities =
            [Severity::Error, Severity::Security, Severity::Warning, Severity::Suggestion];
        let impacts = [Impact::Tidies, Impact::Narrows, Impact::Widens];
        let outcomes = [Outcome::Allowed, Outcome::ImplicitDeny, Outcome::Undetermined];
        let labels = severities.map(severity).into_iter();
        for label in labels.chain(impacts.map(impact)).chain(outcomes.map(verdict)) {
            for word in [label.en, label.ja] {
                assert!(LABELS.contains(&format!("\"{word}\"")), "{word}");
            }
        }
        for path in [YES, NO, UNKNOWN, WARNING, IDEA] {
            assert!(ICONS.contains(path), "{path}");
        }
    }
}
