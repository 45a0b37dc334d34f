//! What to do where the caller is the account's root user. See
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html>.

use super::console::labels;
use crate::{
    case::Case,
    lang::{Localized, Words},
    report::{Step, Task},
};

/// Nothing limits the root user, so its key belongs in nobody's hands.
pub(super) fn task(case: &Case<'_>) -> Option<Task> {
    let principal = case.input.request.principal.as_deref().unwrap_or_default();
    if !principal.starts_with("arn:") || !principal.ends_with(":root") {
        return None;
    }
    let caller = case.caller_name();
    let replace = Step {
        text: Words {
            en: format!(
                "Create an IAM user or a role with just the permissions that {} needs: the root user may do everything in the account, and no IAM policy limits it.",
                caller.en
            ),
            ja: format!(
                "{}に必要な許可だけを持つ IAM ユーザーまたはロールを作成します。ルートユーザーはアカウント内のすべてを操作でき、IAM ポリシーで制限できません。",
                caller.ja
            ),
        },
        console: labels(
            &["IAM", "Access management", "Users", "Create user"],
            &["IAM", "アクセス管理", "ユーザー", "ユーザーの作成"],
        ),
        commands: vec![
            "aws iam create-user --user-name USER_NAME".to_owned(),
            "aws iam create-access-key --user-name USER_NAME".to_owned(),
        ],
        ..Step::default()
    };
    let delete = Step {
        text: Localized {
            en: "Signed in as the root user, delete the root user's access keys.",
            ja: "ルートユーザーとしてサインインし、ルートユーザーのアクセスキーを削除します。",
        }
        .words(),
        console: labels(
            &["Security credentials", "Access keys", "Actions", "Delete"],
            &["セキュリティ認証情報", "アクセスキー", "アクション", "削除"],
        ),
        ..Step::default()
    };
    let title = Words {
        en: "Do not use the root user".to_owned(),
        ja: "ルートユーザーを使わない".to_owned(),
    };
    Some(Task { title, finding: None, steps: vec![replace, delete] })
}
