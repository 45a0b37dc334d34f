//! What is said of principals.

use super::super::{Check, both};
use crate::{lang::Localized, report::Severity, rules::pages, rules::pages::Page};

const CONFUSED_DEPUTY: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/confused-deputy.html"],
};

pub(super) static ALL_BUT: Check = Check::new(
    "allow-with-not-principal",
    "ALLOW_WITH_NOT_PRINCIPAL",
    Severity::Security,
    pages::PRINCIPAL,
    [
        both("Everybody but those listed is allowed", "列挙した相手以外をすべて許可"),
        both(
            "`NotPrincipal` under `Allow` lets in everybody else, strangers without an account included.",
            "`Allow` の `NotPrincipal` では、匿名の第三者も含め、列挙した相手以外の全員が許可されます。",
        ),
        both(
            "List under `Principal` who is to have access. To keep somebody out, add a statement with `Deny`.",
            "アクセスさせる相手を `Principal` に列挙してください。特定の相手を拒否するには、`Deny` のステートメントを追加します。",
        ),
    ],
);

pub(super) static WILDCARD: Check = Check::new(
    "wildcard-in-principal",
    "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    Severity::Error,
    pages::PRINCIPAL,
    [
        both("A wildcard inside a principal", "プリンシパルの一部にワイルドカード"),
        both(
            "`{}` holds a wildcard, which matches nothing here.",
            "`{}` のワイルドカードは、ここでは使えません。",
        ),
        both(
            "Only `*` as a whole under `AWS` is one. Name the account, role or user; to mean several roles, name their account and add a condition on `aws:PrincipalArn`.",
            "使えるのは `AWS` の値全体を `*` とする場合だけです。アカウント、ロール、ユーザーを指定してください。複数のロールを対象にするには、アカウントを指定し、`aws:PrincipalArn` の条件を追加します。",
        ),
    ],
).voiding();

pub(super) static FEDERATED: Check = Check::new(
    "federated-principal-not-supported",
    "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
    Severity::Error,
    pages::PRINCIPAL,
    [
        both("An identity provider outside a trust policy", "信頼ポリシー以外の ID プロバイダー"),
        both(
            "`{}` is an identity provider, which only trust policies may name.",
            "`{}` は ID プロバイダーです。指定できるのは信頼ポリシーだけです。",
        ),
        both(
            "Its users call with the role that they assume. Name that role here.",
            "ID プロバイダーの利用者は、引き受けたロールで呼び出します。ここにはそのロールを指定してください。",
        ),
    ],
).voiding();

pub(super) static WITHOUT_SOURCE: Check = Check::new(
    "service-without-source",
    "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
    Severity::Security,
    CONFUSED_DEPUTY,
    [
        both("A service on anybody's behalf", "呼び出し元を限定しないサービスの許可"),
        both(
            "`{}` may call here no matter on whose behalf.",
            "`{}` は、誰のためであってもここを呼び出せます。",
        ),
        both(
            "Other accounts may have the service use it. Add a condition on `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths`.",
            "別のアカウントがこのサービスを介して利用できてしまいます。`aws:SourceArn`、`aws:SourceAccount`、`aws:SourceOrgID`、`aws:SourceOrgPaths` のいずれかの条件を追加してください。",
        ),
    ],
);

pub(super) static ROLE_WITHOUT_SOURCE: Check = Check::own(
    "service-role-without-source",
    Severity::Suggestion,
    CONFUSED_DEPUTY,
    [
        both("A role that a service assumes for anybody", "呼び出し元を限定しないサービスロール"),
        both(
            "`{}` may assume this role no matter on whose behalf.",
            "`{}` は、誰のためであってもこのロールを引き受けられます。",
        ),
        both(
            "AWS recommends for this service to say whose resources it is for, by a condition on `aws:SourceAccount` or `aws:SourceArn`.",
            "このサービスでは、`aws:SourceAccount` や `aws:SourceArn` の条件で対象のリソースを限定することを AWS が推奨しています。",
        ),
    ],
);

pub(super) static WEAK_SOURCE: Check = Check::new(
    "service-with-weak-source",
    "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    Severity::Suggestion,
    CONFUSED_DEPUTY,
    [
        both("A better key for a service's calls", "サービスの呼び出しに適した条件キー"),
        both(
            "`aws:Referer` is not the key that keeps `{}` to your own resources.",
            "`{}` を自分のリソースからの呼び出しに限定するキーは、`aws:Referer` ではありません。",
        ),
        both(
            "Use `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths`: they say on whose behalf a service calls.",
            "`aws:SourceArn`、`aws:SourceAccount`、`aws:SourceOrgID`、`aws:SourceOrgPaths` を使ってください。サービスが誰のために呼び出すのかを表します。",
        ),
    ],
);

pub(super) static NEVER_SENT: Check = Check::new(
    "key-never-sent-by-service",
    "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    Severity::Error,
    CONFUSED_DEPUTY,
    [
        both("A key that services do not send", "サービスが送信しない条件キー"),
        both(
            "Calls of `{}` do not carry this key.",
            "`{}` の呼び出しには、このキーが含まれません。",
        ),
        both(
            "A service belongs to no organization, so the condition does not see it. Use `aws:SourceOrgID` or `aws:SourceOrgPaths` for whom it calls.",
            "サービスはどの組織にも属さないため、この条件では判定できません。誰のための呼び出しかは `aws:SourceOrgID` または `aws:SourceOrgPaths` で指定してください。",
        ),
    ],
).voiding();
