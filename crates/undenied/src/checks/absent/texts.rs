//! What is said of keys that calls may do without.

use super::super::{Check, both};
use crate::{
    lang::Localized,
    report::Severity,
    rules::pages::{self, Page},
};

const MFA: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_ec2_require-mfa.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_examples_ec2_require-mfa.html",
    ],
};

pub(super) static LETS_IN: Check = Check::own(
    "allow-without-the-key",
    Severity::Security,
    pages::CONDITION,
    [
        both("IfExists lets in calls without the key", "キーのない呼び出しを許可する条件"),
        both(
            "This Allow also applies to calls without `{}`.",
            "この許可は、`{}` のない呼び出しにも適用されます。",
        ),
        both(
            "`IfExists` counts a condition as met where the key is absent, and calls may come without this one. Use the operator without `IfExists`.",
            "`IfExists` では、キーがない場合も条件が成立します。このキーは呼び出しに含まれないことがあるため、`IfExists` のない演算子を使ってください。",
        ),
    ],
);

pub(super) static NO_MFA: Check = Check::own(
    "deny-spares-access-keys",
    Severity::Security,
    MFA,
    [
        both("Access keys escape the Deny for MFA", "アクセスキーを拒否できない MFA の条件"),
        both(
            "Calls without `{}` escape this Deny.",
            "`{}` のない呼び出しは、この Deny で拒否されません。",
        ),
        both(
            "Calls with long-term access keys never carry the key, so they go through without MFA. Use the operator with `IfExists`.",
            "長期のアクセスキーによる呼び出しにはこのキーがなく、MFA なしでも拒否されません。`IfExists` 付きの演算子を使ってください。",
        ),
    ],
);

pub(super) static SPARES: Check = Check::own(
    "deny-spares-calls-without-the-key",
    Severity::Security,
    pages::SEVERAL_VALUES,
    [
        both("ForAnyValue in a Deny spares outsiders", "組織外を拒否できない条件"),
        both(
            "Calls without `{}` escape this Deny.",
            "`{}` のない呼び出しは、この Deny で拒否されません。",
        ),
        both(
            "What is in no organization has no such path, and `ForAnyValue` never holds over no values. Use `ForAllValues`, which then does.",
            "組織に属さないものにこのパスはなく、値がないときに `ForAnyValue` は成立しません。値がないときも成立する `ForAllValues` を使ってください。",
        ),
    ],
);

pub(super) static EXTERNAL_ID: Check = Check::new(
    "external-id-outside-trust",
    "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    Severity::Warning,
    pages::EXTERNAL_ID,
    [
        both("An external ID where no role is assumed", "ロールの引き受け以外での外部 ID"),
        both(
            "Only a call that assumes a role carries `{}`.",
            "`{}` を含むのは、ロールを引き受ける呼び出しだけです。",
        ),
        both(
            "The actions of this statement never have it. The condition belongs into the trust policy of the role that the vendor assumes.",
            "このステートメントのアクションには含まれません。ベンダーが引き受けるロールの信頼ポリシーに条件を移してください。",
        ),
    ],
)
.voiding();

pub(super) static BOTH: Check = Check::own(
    "address-and-endpoint",
    Severity::Warning,
    pages::CONDITION_KEYS,
    [
        both("A public address through a VPC endpoint", "VPC エンドポイント経由のパブリックアドレス"),
        both(
            "No call has both `{}` and a VPC endpoint.",
            "`{}` と VPC エンドポイントの両方を持つ呼び出しはありません。",
        ),
        both(
            "Through an endpoint a call has a private address, which is `aws:VpcSourceIp`. Take that key, or a statement for each way.",
            "エンドポイント経由の呼び出しが持つのはプライベートアドレス（`aws:VpcSourceIp`）です。そのキーを使うか、経路ごとにステートメントを分けてください。",
        ),
    ],
)
.voiding();
