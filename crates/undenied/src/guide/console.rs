//! Labels of the AWS Management Console, outermost first. Not: what to do there.

use crate::{
    case::Case,
    commands::{self, Identity, permission_set},
    lang::Localized,
    policy::{Arn, Kind},
};

/// Labels in both languages.
pub(crate) type Labels = Localized<Vec<String>>;

/// A section of one of the bucket's tabs.
pub(crate) struct Section {
    tab: Localized<&'static str>,
    name: Localized<&'static str>,
}

/// A section of the tab "Permissions".
pub(crate) const fn setting(en: &'static str, ja: &'static str) -> Section {
    let tab = Localized { en: "Permissions", ja: "アクセス許可" };
    Section { tab, name: Localized { en, ja } }
}

/// A section of the tab "Properties".
pub(crate) const fn property(en: &'static str, ja: &'static str) -> Section {
    let tab = Localized { en: "Properties", ja: "プロパティ" };
    Section { tab, name: Localized { en, ja } }
}

/// The way to a section of the case's bucket.
pub(crate) fn bucket_tab(case: &Case<'_>, section: &Section) -> Labels {
    let bucket = commands::bucket(case);
    let Section { tab, name } = section;
    labels(
        &["S3", "Buckets", &bucket, tab.en, name.en],
        &["S3", "バケット", &bucket, tab.ja, name.ja],
    )
}

/// The way to a KMS key, and to a section of its page.
pub(crate) fn key_console(key: &str, section: Option<Localized<&'static str>>) -> Labels {
    let id = Arn::parse(key).map_or_else(|| key.to_owned(), |arn| arn.name().to_owned());
    let mut way =
        labels(&["KMS", "Customer managed keys", &id], &["KMS", "カスタマー管理型のキー", &id]);
    if let Some(section) = section {
        way.en.push(section.en.to_owned());
        way.ja.push(section.ja.to_owned());
    }
    way
}

/// The way to a policy of this kind.
pub(super) fn policy(kind: Kind, case: &Case<'_>) -> Labels {
    let identity = Identity::behind(kind, case);
    let name = identity.name();
    let bucket = commands::bucket(case);
    match (kind, &identity) {
        (Kind::Identity, Identity::Role(role)) if permission_set(role).is_some() => {
            let set = permission_set(role).unwrap_or_default();
            labels(
                &["IAM Identity Center", "Permission sets", set, "Permissions"],
                &["IAM Identity Center", "アクセス許可セット", set, "アクセス許可"],
            )
        }
        (Kind::Identity, Identity::Role(_)) => labels(
            &["IAM", "Access management", "Roles", name, "Permissions policies", "JSON"],
            &["IAM", "アクセス管理", "ロール", name, "許可ポリシー", "JSON"],
        ),
        (Kind::Identity, Identity::User(_)) => labels(
            &["IAM", "Access management", "Users", name, "Permissions policies", "JSON"],
            &["IAM", "アクセス管理", "ユーザー", name, "許可ポリシー", "JSON"],
        ),
        (Kind::Trust, _) => labels(
            &[
                "IAM",
                "Access management",
                "Roles",
                name,
                "Trust relationships",
                "Edit trust policy",
            ],
            &["IAM", "アクセス管理", "ロール", name, "信頼関係", "信頼ポリシーの編集"],
        ),
        (Kind::Bucket, _) => labels(
            &["S3", "Buckets", &bucket, "Permissions", "Bucket policy", "Edit"],
            &["S3", "バケット", &bucket, "アクセス許可", "バケットポリシー", "編集"],
        ),
        (Kind::Key, _) => {
            let section = Localized { en: "Key policy", ja: "キーポリシー" };
            key_console(&commands::key(case), Some(section))
        }
        (Kind::PermissionsBoundary, Identity::Role(_)) => labels(
            &["IAM", "Access management", "Roles", name, "Permissions boundary"],
            &["IAM", "アクセス管理", "ロール", name, "アクセス許可の境界"],
        ),
        (Kind::PermissionsBoundary, Identity::User(_)) => labels(
            &["IAM", "Access management", "Users", name, "Permissions boundary"],
            &["IAM", "アクセス管理", "ユーザー", name, "アクセス許可の境界"],
        ),
        (Kind::VpcEndpoint, _) => labels(
            &["VPC", "Endpoints", "Actions", "Manage policy"],
            &["VPC", "エンドポイント", "アクション", "ポリシーの管理"],
        ),
        (Kind::ServiceControl, _) => labels(
            &["AWS Organizations", "Policies", "Service control policies"],
            &["AWS Organizations", "ポリシー", "サービスコントロールポリシー"],
        ),
        (Kind::ResourceControl, _) => labels(
            &["AWS Organizations", "Policies", "Resource control policies"],
            &["AWS Organizations", "ポリシー", "リソースコントロールポリシー"],
        ),
        _ => Localized::default(),
    }
}

pub(crate) fn labels(en: &[&str], ja: &[&str]) -> Labels {
    let owned = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
    Localized { en: owned(en), ja: owned(ja) }
}
