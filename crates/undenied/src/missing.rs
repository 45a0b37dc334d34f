//! What would settle an undetermined outcome, and how to get it.

use crate::{
    case::Case,
    lang::{Localized, Words},
    policy::Kind,
    profile::PrincipalKind,
    report::Missing,
    words::{kind_name, listed},
};

/// A document that the case needs and nobody gave.
pub(crate) fn document(kind: Kind, case: &Case<'_>) -> Missing {
    let name = kind_name(kind);
    let command = crate::commands::fetch(kind, case);
    let plain = || Localized { en: format!("the {}", name.en), ja: name.ja.to_owned() };
    let Localized { en, ja } = named(kind, case).unwrap_or_else(plain);
    Missing {
        key: crate::wire::kind_name(kind).to_owned(),
        ask: Words {
            en: format!("Paste {en}."), ja: format!("{ja}を貼り付けてください。")
        },
        command,
    }
}

/// The caller's policies of `kind` that are known by their names alone.
fn named(kind: Kind, case: &Case<'_>) -> Option<Words> {
    let names = crate::commands::unseen(kind, case);
    let listed = listed(names.iter().copied());
    (!names.is_empty()).then(|| Words {
        en: format!("the content of {}", listed.en),
        ja: format!("{} の内容", listed.ja),
    })
}

/// A condition key or `resource` of a call; `asks_vendor` where the vendor makes the call itself.
pub(crate) fn key(key: &str, asks_vendor: bool, case: &Case<'_>) -> Missing {
    if key == "bucket.encryption" {
        return encryption(case);
    }
    let settings = case.input.settings;
    if let Some(missing) = settings.and_then(|settings| (settings.question)(key, case)) {
        return missing;
    }
    let is_principal = key.eq_ignore_ascii_case("aws:PrincipalArn");
    let key_to_tell = match asks_vendor {
        true if is_principal => fact_of_vendor(case),
        true if is_subject(key, case) => "trust.subject",
        _ => key,
    };
    let ask = if asks_vendor { of_vendor(key, case) } else { None };
    let ask = ask.unwrap_or_else(|| of_call(key, case));
    Missing { key: key_to_tell.to_owned(), ask, command: None }
}

/// A key policy was given, and would deny.
fn encryption(case: &Case<'_>) -> Missing {
    let bucket = crate::commands::bucket(case);
    Missing {
        key: "bucket.encryption".to_owned(),
        ask: Localized {
            en: "Find out whether the data is encrypted with this KMS key: if so, the key denies the call.",
            ja: "データがこの KMS キーで暗号化されているか確認してください。暗号化されている場合、このキーによって呼び出しが拒否されます。",
        }
        .words(),
        command: Some(format!("aws s3api get-bucket-encryption --bucket {bucket}")),
    }
}

/// What only the vendor's console shows.
fn of_vendor(key: &str, case: &Case<'_>) -> Option<Words> {
    if names_principal(key) {
        return Some(vendor(case));
    }
    let caller = case.caller_name();
    is_subject(key, case).then(|| Words {
        en: format!("Enter the identity of {}, for `{key}`.", caller.en),
        ja: format!("{}の識別子（`{key}` の値）を入力してください。", caller.ja),
    })
}

fn of_call(key: &str, case: &Case<'_>) -> Words {
    let caller = case.caller_name();
    if key.eq_ignore_ascii_case("sts:ExternalId") {
        return Words {
            en: format!("Enter the external ID that {} shows.", caller.en),
            ja: format!("{}に表示される外部 ID を入力してください。", caller.ja),
        };
    }
    if names_principal(key) {
        return Localized {
            en: "Enter the ARN of the role or user that makes the call.",
            ja: "呼び出しを行うロールまたはユーザーの ARN を入力してください。",
        }
        .words();
    }
    if key.starts_with("${") {
        return Words {
            en: format!("It depends on `{key}`, which a template fills in: put its value there."),
            ja: format!(
                "結果は、テンプレートが埋める `{key}` によって変わります。実際の値に置き換えてください。"
            ),
        };
    }
    if key == "resource" {
        return Localized {
            en: "It depends on the object: the policy covers only some of them.",
            ja: "オブジェクトによって結果が変わります。ポリシーの対象は一部のオブジェクトだけです。",
        }
        .words();
    }
    if key.eq_ignore_ascii_case("aws:ResourceAccount") {
        return Localized {
            en: "Enter the AWS account that owns the bucket.",
            ja: "バケットを所有する AWS アカウントの ID を入力してください。",
        }
        .words();
    }
    if key.eq_ignore_ascii_case("aws:MultiFactorAuthPresent") {
        let action = case.input.request.action.as_deref().unwrap_or_default();
        if !action.starts_with("sts:") {
            return Localized {
                en: "Find out whether the call is made with MFA: access keys alone have none, those that `aws sts get-session-token --serial-number MFA_ARN --token-code CODE` gives have.",
                ja: "MFA を使った呼び出しかどうかを確認してください。アクセスキーだけでは MFA なしになります。`aws sts get-session-token --serial-number MFA_ARN --token-code CODE` で取得した認証情報なら MFA ありになります。",
            }
            .words();
        }
        return Localized {
            en: "Find out whether the call is made with MFA: access keys alone have none. `aws sts assume-role` takes `--serial-number` and `--token-code`, a profile `mfa_serial`.",
            ja: "MFA を使った呼び出しかどうかを確認してください。アクセスキーだけでは MFA なしになります。`aws sts assume-role` に `--serial-number` と `--token-code` を指定するか、プロファイルに `mfa_serial` を設定してください。",
        }
        .words();
    }
    if key.starts_with("oidc.eks.") && key.ends_with(":sub") {
        return Words {
            en: format!(
                "Compare `{key}` with the pod's service account: its value is `system:serviceaccount:NAMESPACE:NAME`."
            ),
            ja: format!(
                "`{key}` と Pod のサービスアカウントを比べてください。値は `system:serviceaccount:NAMESPACE:NAME` の形です。"
            ),
        };
    }
    if key.eq_ignore_ascii_case("aws:SourceIp") {
        if case.profile.is_none() {
            return Localized {
                en: "The decision depends on `aws:SourceIp`: the public IP address of the call.",
                ja: "判定は `aws:SourceIp`（呼び出し元のパブリック IP アドレス）によって変わります。",
            }
            .words();
        }
        return Words {
            en: format!(
                "The decision depends on `{key}`: the public IP addresses that {} calls from.",
                caller.en
            ),
            ja: format!(
                "判定は `{key}`（{}の呼び出し元のパブリック IP アドレス）によって変わります。",
                caller.ja
            ),
        };
    }
    Words {
        en: format!("The decision depends on the condition key `{key}`, whose value is not known."),
        ja: format!("判定は、値がわからない条件キー `{key}` によって変わります。"),
    }
}

fn names_principal(key: &str) -> bool {
    ["aws:PrincipalArn", "aws:PrincipalAccount"].iter().any(|own| own.eq_ignore_ascii_case(key))
}

fn is_subject(key: &str, case: &Case<'_>) -> bool {
    let trust = case.profile.and_then(|profile| profile.trust.as_ref());
    trust.is_some_and(|trust| trust.condition_keys.iter().any(|own| own.eq_ignore_ascii_case(key)))
}

/// Vendors that show a role or user are asked for its ARN, others for their account.
fn shows_arn(case: &Case<'_>) -> bool {
    let trust = case.profile.and_then(|profile| profile.trust.as_ref());
    trust.is_some_and(|it| matches!(it.kind, PrincipalKind::Role | PrincipalKind::User))
}

fn fact_of_vendor(case: &Case<'_>) -> &'static str {
    if shows_arn(case) { "trust.principal" } else { "trust.accountId" }
}

fn vendor(case: &Case<'_>) -> Words {
    let caller = case.caller_name();
    if shows_arn(case) {
        return Words {
            en: format!("Enter the ARN to trust that {} shows.", caller.en),
            ja: format!("信頼する ARN（{}に表示されるもの）を入力してください。", caller.ja),
        };
    }
    Words {
        en: format!("Enter the AWS account ID that {} shows.", caller.en),
        ja: format!("{}に表示される AWS アカウント ID を入力してください。", caller.ja),
    }
}
