//! A policy to create where the user has none. Not: what stands in it.

use super::console::{Labels, labels};
use crate::{
    case::Case,
    generate::{Generated, generate},
    lang::{Lang, Words},
    policy::Kind,
    profile::{PrincipalKind, Profile},
    report::{Draft, Step},
};

/// For the missing document `key`, what would do in its place.
pub(crate) fn draft(key: &str, case: &Case<'_>) -> Option<Step> {
    let profile = case.profile?;
    let of_key = |policies: Vec<Generated>| {
        policies.into_iter().find(|policy| crate::wire::kind_name(policy.kind) == key)
    };
    let en = of_key(generate(case.input, profile, Lang::En))?;
    let ja = of_key(generate(case.input, profile, Lang::Ja))?;
    let mut text = if en.is_addition {
        Words {
            en: "If it has no such statement, add this one.".to_owned(),
            ja: "該当するステートメントがない場合は、次の内容を追加します。".to_owned(),
        }
    } else {
        Words {
            en: "If there is none yet, this one allows just what is needed.".to_owned(),
            ja: "まだない場合は、次の内容で必要な許可だけを設定できます。".to_owned(),
        }
    };
    if let Some(note) = en.note {
        text.en = format!("{} {}", text.en, note.en);
        text.ja.push_str(&note.ja);
    }
    let console = way(en.kind, profile);
    let document = Draft { kind: en.kind, text: Words { en: en.policy, ja: ja.policy } };
    Some(Step { text, console, document: Some(document), ..Step::default() })
}

/// Where such a policy, or the role that has it, is made.
fn way(kind: Kind, profile: &Profile) -> Labels {
    let trusts = profile.trust.as_ref().map(|trust| trust.kind);
    match (kind, trusts) {
        (Kind::Identity, _) => labels(
            &["IAM", "Access management", "Policies", "Create policy", "JSON"],
            &["IAM", "アクセス管理", "ポリシー", "ポリシーの作成", "JSON"],
        ),
        (Kind::Trust, Some(PrincipalKind::Account)) => labels(
            &[
                "IAM",
                "Access management",
                "Roles",
                "Create role",
                "AWS account",
                "Another AWS account",
                "Require external ID",
            ],
            &[
                "IAM",
                "アクセス管理",
                "ロール",
                "ロールを作成",
                "AWS アカウント",
                "別の AWS アカウント",
                "外部 ID を要求する",
            ],
        ),
        (Kind::Trust, _) => labels(
            &["IAM", "Access management", "Roles", "Create role", "Custom trust policy"],
            &["IAM", "アクセス管理", "ロール", "ロールを作成", "カスタム信頼ポリシー"],
        ),
        _ => Labels::default(),
    }
}
