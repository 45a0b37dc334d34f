//! What is left to look at where nothing that was given denies the call.

use super::{console::labels, vendor};
use crate::{
    case::{Case, Checked},
    commands::{self, Identity},
    eval::CallerKind,
    lang::{Localized, Words},
    report::{Step, Task, Verdict},
};

/// Where all that was given allows the call.
pub(super) fn task(case: &Case<'_>) -> Task {
    let mut steps = match case.input.settings {
        Some(_) => not_given(case, &[]),
        None => usual(case),
    };
    steps.extend(revoke(case));
    steps.extend(vendor::advice(case));
    steps.push(Step { text: LAST_RESORT.words(), ..Step::default() });
    let title = Words {
        en: "If access is still denied".to_owned(),
        ja: "それでもアクセスが拒否される場合".to_owned(),
    };
    Task { title, finding: None, steps }
}

/// Beside what settles the outcome: what else nobody gave.
pub(super) fn unasked(case: &Case<'_>, answer: &Verdict) -> Option<Task> {
    let asked: Vec<&str> = answer.missing.iter().map(|missing| missing.key.as_str()).collect();
    let mut steps = not_given(case, &asked);
    steps.extend(vendor::advice(case));
    let title = Words {
        en: "What else may matter".to_owned(),
        ja: "ほかに影響しうる設定".to_owned(),
    };
    (!steps.is_empty()).then_some(Task { title, finding: None, steps })
}

fn not_given(case: &Case<'_>, asked: &[&str]) -> Vec<Step> {
    let questions = case.input.settings.map_or_else(Vec::new, |it| (it.questions)(case));
    let unasked = questions.into_iter().filter(|question| !asked.contains(&question.key));
    let steps = unasked.map(|question| Step {
        text: question.ask,
        console: question.console,
        commands: question.command.into_iter().collect(),
        ..Step::default()
    });
    steps.collect()
}

/// Where a host considers no settings.
fn usual(case: &Case<'_>) -> Vec<Step> {
    let bucket = commands::bucket(case);
    let step = |en: &str, ja: &str, console, commands| Step {
        text: Localized { en, ja }.words(),
        console,
        commands,
        ..Step::default()
    };
    vec![
        Step {
            warning: OWNERSHIP_WARNING.words(),
            ..step(
                "Check that Object Ownership is \"Bucket owner enforced\": objects that another account uploaded may still be that account's.",
                "オブジェクト所有権が「バケット所有者の強制」になっているか確認します。別のアカウントがアップロードしたオブジェクトは、そのアカウントの所有のままの場合があります。",
                labels(
                    &["S3", "Buckets", &bucket, "Permissions", "Object Ownership"],
                    &["S3", "バケット", &bucket, "アクセス許可", "オブジェクト所有権"],
                ),
                vec![format!("aws s3api get-bucket-ownership-controls --bucket {bucket}")],
            )
        },
        step(
            "Check the default encryption. With SSE-KMS and a customer managed key the role also needs `kms:Decrypt` on that key, in its own policy and in the key policy.",
            "デフォルトの暗号化を確認します。カスタマー管理型キーによる SSE-KMS の場合、ロールのポリシーとキーポリシーの両方で、そのキーに対する `kms:Decrypt` の許可が必要です。",
            labels(
                &["S3", "Buckets", &bucket, "Properties", "Default encryption"],
                &["S3", "バケット", &bucket, "プロパティ", "デフォルトの暗号化"],
            ),
            vec![format!("aws s3api get-bucket-encryption --bucket {bucket}")],
        ),
        step(
            "Ask your organization's administrators whether a service control policy or a resource control policy limits S3.",
            "サービスコントロールポリシーやリソースコントロールポリシーで S3 が制限されていないか、組織の管理者に確認します。",
            Localized::default(),
            Vec::new(),
        ),
    ]
}

/// Policies count as they stand at each call, in running sessions too; what a session was given
/// when it began does not change. See
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html>.
fn revoke(case: &Case<'_>) -> Option<Step> {
    let Identity::Role(role) = Identity::of(case) else { return None };
    // A service that a bucket policy lets in calls as no role.
    let is_service = |it: &Checked<'_>| matches!(it.call.caller.kind, CallerKind::Service(_));
    if !case.checked.is_empty() && case.checked.iter().all(is_service) {
        return None;
    }
    Some(Step {
        text: Localized {
            en: "If you changed the role several times, revoke its active sessions and try again: running sessions follow changed policies, but keep the session policy and the tags they began with.",
            ja: "ロールを何度か変更した場合は、アクティブなセッションを取り消してから再試行します。ポリシーの変更は実行中のセッションにも反映されますが、開始時のセッションポリシーとタグは変わりません。",
        }
        .words(),
        console: labels(
            &["IAM", "Access management", "Roles", &role, "Revoke sessions"],
            &["IAM", "アクセス管理", "ロール", &role, "セッションを取り消す"],
        ),
        warning: Localized {
            en: "Other applications that use the role lose their sessions too.",
            ja: "このロールを使うほかのアプリケーションのセッションも取り消されます。",
        }
        .words(),
        ..Step::default()
    })
}

const LAST_RESORT: Localized<&str> = Localized {
    en: "If nothing helps, go through AWS's own list of causes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    ja: "それでも解決しない場合は、AWS のトラブルシューティングを順に確認します: https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
};

const OWNERSHIP_WARNING: Localized<&str> = Localized {
    en: "Changing it may affect other applications that use the bucket.",
    ja: "変更すると、このバケットを使うほかのアプリケーションに影響することがあります。",
};
