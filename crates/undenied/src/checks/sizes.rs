//! How long a policy may be, counted as AWS counts it.

use super::{Check, Subject, both};
use crate::{
    lang::Localized,
    policy::Kind,
    report::Severity,
    rules::pages::{self, Page},
};
use undenied_json::Span;

pub(super) const CHECKS: &[&Check] =
    &[&SERVICE_CONTROL, &RESOURCE_CONTROL, &IDENTITY, &RESOURCE, &TRUST];

const IAM_QUOTAS: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_iam-quotas.html"],
};
const ORGANIZATIONS_QUOTAS: Page = Localized {
    en: &["https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/organizations/latest/userguide/orgs_reference_limits.html",
    ],
};

const COUNTED: Localized<&str> = both(
    "AWS refuses it, and counts spaces and line breaks outside quotation marks, too. Remove these, join statements, or write the resources with wildcards.",
    "このままでは保存できません。引用符の外側の空白や改行も文字数に含まれます。これらを取り除くか、ステートメントをまとめるか、リソースをワイルドカードで記述してください。",
);

static SERVICE_CONTROL: Check = Check::new(
    "service-control-policy-too-large",
    "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
    Severity::Error,
    ORGANIZATIONS_QUOTAS,
    [
        both("The service control policy is too long", "長すぎるサービスコントロールポリシー"),
        both(
            "The policy is longer than a service control policy may be: `{}` characters.",
            "サービスコントロールポリシーの上限を超えています: `{}` 文字。",
        ),
        COUNTED,
    ],
);

static RESOURCE_CONTROL: Check = Check::new(
    "resource-control-policy-too-large",
    "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
    Severity::Error,
    ORGANIZATIONS_QUOTAS,
    [
        both("The resource control policy is too long", "長すぎるリソースコントロールポリシー"),
        both(
            "The policy is longer than a resource control policy may be: `{}` characters.",
            "リソースコントロールポリシーの上限を超えています: `{}` 文字。",
        ),
        COUNTED,
    ],
);

static IDENTITY: Check = Check::new(
    "identity-policy-too-large",
    "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    Severity::Warning,
    IAM_QUOTAS,
    [
        both("The IAM policy is too long", "長すぎる IAM ポリシー"),
        both(
            "The policy is longer than a managed policy may be: `{}` characters without white space.",
            "管理ポリシーの上限を超えています: 空白を除いて `{}` 文字。",
        ),
        both(
            "Split it into several. All inline policies of a role together may have 10,240 characters, of a group 5,120, of a user 2,048.",
            "複数のポリシーに分けてください。インラインポリシーの合計は、ロールで 10,240 文字、グループで 5,120 文字、ユーザーで 2,048 文字までです。",
        ),
    ],
);

static RESOURCE: Check = Check::new(
    "resource-policy-too-large",
    "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
    Severity::Warning,
    pages::PUT_BUCKET_POLICY,
    [
        both("The resource-based policy is too long", "長すぎるリソースベースのポリシー"),
        both(
            "The policy is longer than one of this kind may be: `{}`.",
            "この種類のポリシーの上限を超えています: `{}`。",
        ),
        COUNTED,
    ],
);

static TRUST: Check = Check::new(
    "trust-policy-too-large",
    "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
    Severity::Warning,
    IAM_QUOTAS,
    [
        both("The trust policy is too long", "長すぎる信頼ポリシー"),
        both(
            "The policy is longer than a trust policy may be by default: `{}` characters without white space.",
            "信頼ポリシーのデフォルトの上限を超えています: 空白を除いて `{}` 文字。",
        ),
        both(
            "Name accounts or an organization instead of many roles, or have the quota raised in Service Quotas.",
            "多数のロールの代わりにアカウントや組織を指定するか、Service Quotas でクォータの引き上げを申請してください。",
        ),
    ],
);

/// What counts towards a limit.
enum Counting {
    Characters,
    /// IAM leaves white space out.
    WithoutSpace,
    Bytes,
}

struct Limit {
    check: &'static Check,
    most: usize,
    counting: Counting,
}

/// Of a session policy, what AWS STS makes of it counts as well, and other services have limits of their
/// own: nothing is said of these.
///
/// - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
/// - <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
/// - <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-iam-policies.html>
/// - <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>
/// - <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html>
const fn limit(kind: Kind) -> Option<Limit> {
    let (check, most, counting) = match kind {
        Kind::Identity | Kind::PermissionsBoundary => (&IDENTITY, 6_144, Counting::WithoutSpace),
        Kind::Trust => (&TRUST, 2_048, Counting::WithoutSpace),
        Kind::ServiceControl => (&SERVICE_CONTROL, 10_240, Counting::Characters),
        Kind::ResourceControl => (&RESOURCE_CONTROL, 5_120, Counting::Characters),
        Kind::Bucket | Kind::AccessPoint => (&RESOURCE, 20_480, Counting::Bytes),
        Kind::VpcEndpoint => (&RESOURCE, 20_480, Counting::Characters),
        Kind::Key => (&RESOURCE, 32_768, Counting::Bytes),
        Kind::Session | Kind::Resource => return None,
    };
    Some(Limit { check, most, counting })
}

pub(super) fn look(subject: &mut Subject<'_>) {
    let Some(Limit { check, most, counting }) = limit(subject.kind) else { return };
    let policy = subject.root.span;
    let text = policy.of(subject.text());
    let size = match counting {
        Counting::Characters => text.chars().count(),
        Counting::WithoutSpace => text.chars().filter(|it| !it.is_ascii_whitespace()).count(),
        Counting::Bytes => text.len(),
    };
    if size > most {
        let brace = Span::new(policy.start, policy.start + 1);
        subject.say_of_policy(check, brace, &format!("{size} / {most}"));
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    /// A policy of `size` characters, `spaces` of them white space outside quotation marks.
    fn policy(kind: Kind, size: usize, spaces: usize) -> String {
        let elements = match kind {
            Kind::Trust => r#""Principal":"*","Action":"sts:AssumeRole""#,
            Kind::Key => r#""Principal":"*","Action":"kms:*","Resource":"*""#,
            _ if kind.names_principals() => {
                r#""Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::a""#
            }
            _ => r#""Action":"s3:*","Resource":"*""#,
        };
        let start = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny",{elements},"Sid":""#
        );
        let sid = "a".repeat(size - start.len() - "\"}]}".len() - spaces);
        format!("{start}{sid}\"{}}}]}}", " ".repeat(spaces))
    }

    fn one(rule: &str, kind: Kind, text: &str, message: &str) {
        let carets = if message.is_empty() { String::new() } else { format!("^ {message}\n") };
        check(rule, kind, &format!("\n{text}\n{carets}"));
    }

    #[test]
    fn each_kind_has_its_limit_and_its_way_to_count() {
        for (rule, kind, most, counts_space) in [
            ("identity-policy-too-large", Kind::Identity, 6_144, false),
            ("identity-policy-too-large", Kind::PermissionsBoundary, 6_144, false),
            ("trust-policy-too-large", Kind::Trust, 2_048, false),
            ("service-control-policy-too-large", Kind::ServiceControl, 10_240, true),
            ("resource-control-policy-too-large", Kind::ResourceControl, 5_120, true),
            ("resource-policy-too-large", Kind::Bucket, 20_480, true),
            ("resource-policy-too-large", Kind::AccessPoint, 20_480, true),
            ("resource-policy-too-large", Kind::VpcEndpoint, 20_480, true),
            ("resource-policy-too-large", Kind::Key, 32_768, true),
        ] {
            one(rule, kind, &policy(kind, most, 0), "");
            one(rule, kind, &policy(kind, most + 1, 0), &format!("`{} / {most}`", most + 1));
            let of_spaces = if counts_space { "longer" } else { "" };
            one(rule, kind, &policy(kind, most + 1, 9), of_spaces);
        }
    }

    #[test]
    fn a_bucket_policy_is_counted_in_bytes_and_what_stands_around_it_is_not() {
        let text = policy(Kind::Bucket, 20_480, 0);
        one("resource-policy-too-large", Kind::Bucket, &format!("{text}   "), "");
        let text = text.replace("aaaa\"}", "aaéé\"}");
        one("resource-policy-too-large", Kind::Bucket, &text, "20482 / 20480");
        let text = policy(Kind::VpcEndpoint, 20_480, 0).replace("aaaa\"}", "aaéé\"}");
        one("resource-policy-too-large", Kind::VpcEndpoint, &text, "");
        let text = policy(Kind::ServiceControl, 10_240, 0).replace("aaaa\"}", "aaéé\"}");
        one("service-control-policy-too-large", Kind::ServiceControl, &text, "");
    }
}
