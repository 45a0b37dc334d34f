//! What is said of policies of AWS Organizations.

use crate::{
    checks::{Check, both},
    lang::Localized,
    report::Severity,
    rules::pages::Page,
};

const SCP: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html",
    ],
};
const RCP: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html",
    ],
};
const RCP_EXAMPLES: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html",
    ],
};

/// Never found: AWS Organizations has accepted wildcards anywhere in an action since September 2025.
pub(super) static ACTION_WILDCARD: Check = Check::new(
    "scp-action-wildcard",
    "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
    Severity::Error,
    SCP,
    [
        both(
            "A wildcard inside an action of a service control policy",
            "サービスコントロールポリシーのアクションの途中のワイルドカード",
        ),
        both(
            "`{}` has a wildcard that is not at its end.",
            "`{}` の末尾以外にワイルドカードがあります。",
        ),
        both(
            "IAM Access Analyzer's list of checks still says that only the end may have one. Since September 2025 AWS Organizations takes wildcards anywhere, so nothing is reported.",
            "Access Analyzer のチェック一覧では、今も末尾にしか置けないとされています。AWS Organizations は 2025 年 9 月からどの位置のワイルドカードも受け付けるため、指摘しません。",
        ),
    ],
);

pub(super) static PRINCIPAL: Check = Check::new(
    "rcp-principal",
    "RCP_SYNTAX_ERROR_PRINCIPAL",
    Severity::Error,
    RCP,
    [
        both(
            "Principals of a resource control policy",
            "リソースコントロールポリシーのプリンシパル",
        ),
        both(
            "A resource control policy takes `*` as `Principal`, not `{}`.",
            "リソースコントロールポリシーの `Principal` に指定できるのは `*` で、`{}` は使えません。",
        ),
        both(
            "Write `\"Principal\": \"*\"` and say by conditions, such as on `aws:PrincipalArn`, who is meant.",
            "`\"Principal\": \"*\"` とし、対象は `aws:PrincipalArn` などの条件で指定してください。",
        ),
    ],
);

pub(super) static ALLOW: Check = Check::new(
    "rcp-allow",
    "RCP_SYNTAX_ERROR_ALLOW",
    Severity::Error,
    RCP,
    [
        both("An Allow in a resource control policy", "リソースコントロールポリシーの Allow"),
        both(
            "In a resource control policy only AWS's own `RCPFullAWSAccess` has `Allow`, for everybody, every resource and without a condition.",
            "リソースコントロールポリシーで `Allow` を使えるのは AWS の `RCPFullAWSAccess` だけで、全員とすべてのリソースが対象で、条件はありません。",
        ),
        both(
            "Everything passes by default. Write `Deny` for what is to be kept out.",
            "既定ではすべてが通過します。拒否するものを `Deny` で記述してください。",
        ),
    ],
);

pub(super) static NOT_ACTION: Check = Check::new(
    "rcp-not-action",
    "RCP_SYNTAX_ERROR_NOTACTION",
    Severity::Error,
    RCP,
    [
        both("NotAction in a resource control policy", "リソースコントロールポリシーの NotAction"),
        both(
            "A resource control policy takes no `NotAction`.",
            "リソースコントロールポリシーでは `NotAction` を使えません。",
        ),
        both(
            "List under `Action` what is to be denied.",
            "拒否するものを `Action` に列挙してください。",
        ),
    ],
);

pub(super) static ACTION: Check = Check::new(
    "rcp-action",
    "RCP_SYNTAX_ERROR_ACTION",
    Severity::Error,
    RCP,
    [
        both(
            "An action that resource control policies do not take",
            "リソースコントロールポリシーに指定できないアクション",
        ),
        both(
            "Resource control policies do not take `{}`.",
            "リソースコントロールポリシーに `{}` は指定できません。",
        ),
        both(
            "Each action starts with the prefix of a service that supports them, as `s3:*` does; a bare `*` is in AWS's own policy alone.",
            "アクションは `s3:*` のように、対応するサービスのプレフィックスで始めます。`*` だけの指定は AWS 独自のポリシーに限られます。",
        ),
    ],
);

pub(super) static SERVICES_DENIED: Check = Check::new(
    "rcp-denies-services",
    "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
    Severity::Warning,
    RCP_EXAMPLES,
    [
        both("A denial that hits AWS services, too", "AWS サービスにも及ぶ拒否"),
        both(
            "Calls of AWS services carry no `{}`, so this statement denies them, too.",
            "AWS サービスの呼び出しには `{}` が含まれないため、このステートメントで一緒に拒否されます。",
        ),
        both(
            "Services that call for you, to write logs for example, are then refused. Add `BoolIfExists` of `aws:PrincipalIsAWSService` with `false`.",
            "ログの書き込みなど、代わりに呼び出すサービスも拒否されます。`aws:PrincipalIsAWSService` が `false` という `BoolIfExists` の条件を追加してください。",
        ),
    ],
);

pub(super) static CALLERS_DENIED: Check = Check::new(
    "rcp-denies-callers",
    "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
    Severity::Warning,
    RCP_EXAMPLES,
    [
        both("A denial that hits users and roles, too", "ユーザーやロールにも及ぶ拒否"),
        both(
            "Calls of users and roles carry no `{}`, so this statement denies them, too.",
            "ユーザーやロールの呼び出しには `{}` が含まれないため、このステートメントで一緒に拒否されます。",
        ),
        both(
            "Add `Bool` of `aws:PrincipalIsAWSService` with `true`, so that only calls of AWS services are denied.",
            "`aws:PrincipalIsAWSService` が `true` という `Bool` の条件を追加し、AWS サービスの呼び出しだけを対象にしてください。",
        ),
    ],
);

pub(super) static NO_NULL_CHECK: Check = Check::new(
    "rcp-without-null-check",
    "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    Severity::Warning,
    RCP_EXAMPLES,
    [
        both("A denial of services that send no source", "呼び出し元を送信しないサービスへの拒否"),
        both(
            "Some calls of AWS services carry no `{}`, and this statement denies them, too.",
            "AWS サービスの呼び出しでも `{}` を含まないものがあり、このステートメントで一緒に拒否されます。",
        ),
        both(
            "Add `Null` of `aws:SourceAccount` or `aws:SourceArn` with `false`, so that only calls with a source are denied.",
            "`aws:SourceAccount` または `aws:SourceArn` が `false` という `Null` の条件を追加し、呼び出し元を含む呼び出しだけを対象にしてください。",
        ),
    ],
);
