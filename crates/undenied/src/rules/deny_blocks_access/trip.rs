//! What of the call makes a condition of a Deny apply.

use crate::{
    case::{Case, hint, slip},
    eval::{Call, CallerKind, Lookup},
    lang::Words,
    policy::{Arn, Comparison, Condition, Operator},
    profile::Profile,
    words::{capital, listed},
};

/// One sentence; a fact nobody knows is said as what it depends on. `None` where AWS says that the condition applies, and nobody
/// why.
pub(super) fn trip(
    case: &Case<'_>,
    condition: &Condition,
    call: &Call,
    is_certain: bool,
) -> Option<Words> {
    let key = condition.key.value.to_ascii_lowercase();
    let actual = call.context.lookup(&key);
    let special = match actual {
        _ if calls_for_mfa(case, condition) => unknown(case, &key, call),
        Lookup::Present(_) => present(&key, condition),
        Lookup::Absent => absent(&key, condition),
        Lookup::Unknown => unknown(case, &key, call),
    };
    let is_by_aws = is_certain && matches!(actual, Lookup::Unknown);
    special.or_else(|| (!is_by_aws).then(|| plain(condition, actual, call)))
}

fn words(en: &str, ja: &str) -> Option<Words> {
    Some(Words { en: en.to_owned(), ja: ja.to_owned() })
}

fn present(key: &str, condition: &Condition) -> Option<Words> {
    match key {
        _ if is_of_older_sessions(condition) => words(
            "Only sessions from before that time are denied: assume the role again, or sign in again, and leave the Deny as it is.",
            "拒否されるのは、その日時より前に発行されたセッションだけです。Deny は変更せず、ロールを引き受け直すか、サインインし直してください。",
        ),
        "aws:multifactorauthpresent" => words(
            "The call is made without MFA, which programs do not use.",
            "呼び出しは MFA なしで行われます。プログラムは MFA を使いません。",
        ),
        "aws:securetransport" => words(
            "The call is made over plain HTTP.",
            "呼び出しが HTTPS ではなく HTTP で行われます。",
        ),
        _ => None,
    }
}

fn absent(key: &str, condition: &Condition) -> Option<Words> {
    let is_negated = condition.operator.is_some_and(|operator| operator.negated);
    match key {
        "aws:sourcevpce" | "aws:sourcevpc" | "aws:vpcsourceip" => words(
            "The call comes through none of your VPC endpoints.",
            "呼び出しは、お使いの VPC エンドポイントを経由しません。",
        ),
        "aws:sourceip" if is_negated => words(
            "A call through a VPC endpoint has no `aws:SourceIp`, and a negated operator then applies.",
            "VPC エンドポイントを経由する呼び出しに `aws:SourceIp` はなく、否定の演算子ではキーがないと条件が成立します。",
        ),
        "aws:multifactorauthpresent" | "aws:multifactorauthage" => words(
            "The call is made without MFA, which programs do not use.",
            "呼び出しは MFA なしで行われます。プログラムは MFA を使いません。",
        ),
        _ if is_encryption(key) => words(
            "An upload that relies on the bucket's default encryption sends no such header, though S3 encrypts it.",
            "バケットのデフォルトの暗号化に任せるアップロードは、暗号化されますが、このヘッダーを送りません。",
        ),
        _ => None,
    }
}

fn unknown(case: &Case<'_>, key: &str, call: &Call) -> Option<Words> {
    let caller = case.caller_name();
    let is_of_identity_center =
        || call.caller.role_name().is_some_and(|name| name.starts_with("AWSReservedSSO_"));
    match key {
        "aws:principalarn" if is_of_identity_center() => words(
            "The ARN of a role of IAM Identity Center has a path, which its sessions do not show: `role/aws-reserved/sso.amazonaws.com/REGION/NAME`, in some regions without the region.",
            "IAM Identity Center のロールの ARN には、セッションの ARN には表れないパスがあります（`role/aws-reserved/sso.amazonaws.com/REGION/NAME`。リージョンが入らない場合もあります）。",
        ),
        _ if is_encryption(key) => words(
            "An upload that relies on the bucket's default encryption sends no such header, though S3 encrypts it.",
            "バケットのデフォルトの暗号化に任せるアップロードは、暗号化されますが、このヘッダーを送りません。",
        ),
        "aws:multifactorauthpresent" | "aws:multifactorauthage" => words(
            "Credentials that `aws sts get-session-token --serial-number MFA_ARN --token-code CODE` gives have MFA, access keys by themselves do not.",
            "MFA ありとみなされるのは、`aws sts get-session-token --serial-number MFA_ARN --token-code CODE` などで取得した認証情報です。アクセスキーだけでは MFA なしになります。",
        ),
        "aws:sourceip" if matches!(call.caller.kind, CallerKind::Service(_)) => words(
            "AWS's services call from addresses of their own; `aws:PrincipalIsAWSService` tells them apart.",
            "AWS のサービスは自身の IP アドレスから呼び出します。サービスからの呼び出しは `aws:PrincipalIsAWSService` で区別できます。",
        ),
        "aws:sourceip" if case.profile.is_none() => words(
            "It depends on the public IP address of the call.",
            "呼び出し元のパブリック IP アドレスによって変わります。",
        ),
        "aws:sourceip" => Some(Words {
            en: format!("{} calls from public IP addresses of its own.", capital(caller.en)),
            ja: format!("{}は自身のパブリック IP アドレスから呼び出します。", caller.ja),
        }),
        "aws:userid" => words(
            "For a role `aws:userid` is the role's unique ID, a colon and the session's name; `aws iam get-role` shows the ID.",
            "ロールの `aws:userid` は、ロールの一意の ID、コロン、セッション名です。ID は `aws iam get-role` で確認できます。",
        ),
        "aws:principalorgid" => words(
            "It depends on whether the caller's account belongs to the organization.",
            "呼び出し元のアカウントが組織に属しているかどうかによって変わります。",
        ),
        _ => None,
    }
}

/// The call's value, or that there is none.
fn plain(condition: &Condition, actual: Lookup<'_>, call: &Call) -> Words {
    let key = &condition.key.value;
    let is_negated = condition.operator.is_some_and(|operator| operator.negated);
    match actual {
        Lookup::Present(value) => {
            let values = listed(value.texts().iter().map(String::as_str));
            let near = condition.values.iter().find_map(|value| slip(&value.value, &call.caller));
            let hint = near.filter(|_| is_negated).map(hint).unwrap_or_default();
            Words {
                en: format!("The call has {} as `{key}`.{}", values.en, hint.en),
                ja: format!("呼び出しの `{key}` は {} です。{}", values.ja, hint.ja),
            }
        }
        Lookup::Absent if is_negated => Words {
            en: format!("The call has no `{key}`, and a negated operator then applies."),
            ja: format!(
                "呼び出しに `{key}` はなく、否定の演算子ではキーがないと条件が成立します。"
            ),
        },
        Lookup::Absent => Words {
            en: format!("The call has no `{key}`."),
            ja: format!("呼び出しに `{key}` はありません。"),
        },
        Lookup::Unknown => Words {
            en: format!("It depends on the call's `{key}`."),
            ja: format!("呼び出しの `{key}` によって変わります。"),
        },
    }
}

/// Whether it holds for sessions issued before some time, as where a role's sessions were revoked. See
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html>.
pub(crate) fn is_of_older_sessions(condition: &Condition) -> bool {
    let is_before = |it: Operator| it.comparison == Comparison::DateLessThan && !it.negated;
    condition.key.value.eq_ignore_ascii_case("aws:TokenIssueTime")
        && condition.operator.is_some_and(is_before)
}

/// Whether it asks for MFA, and the caller is a user, who can have it: keys of its own, not those of a program elsewhere. A role's
/// session tells of none. See
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>.
pub(crate) fn calls_for_mfa(case: &Case<'_>, condition: &Condition) -> bool {
    let key = condition.key.value.to_ascii_lowercase();
    let caller = case.input.request.principal.as_deref().and_then(Arn::parse);
    matches!(key.as_str(), "aws:multifactorauthpresent" | "aws:multifactorauthage")
        && caller.is_some_and(|arn| arn.is_user())
        && !case.profile.is_some_and(Profile::calls_from_outside)
}

/// Whether the key holds what an upload's headers say on encryption.
pub(super) fn is_encryption(key: &str) -> bool {
    key.to_ascii_lowercase().starts_with("s3:x-amz-server-side-encryption")
}
