//! What is said of actions.

use super::super::{Check, both};
use crate::{report::Severity, rules::pages};

pub(super) static SERVICE: Check = Check::new(
    "unknown-service",
    "INVALID_SERVICE_IN_ACTION",
    Severity::Error,
    pages::SERVICES,
    [
        both("The action names a service that does not exist", "存在しないサービスのアクション"),
        both("There is no service for `{}`.", "`{}` のサービスは存在しません。"),
        both(
            "The name before the colon is the service's, and this one applies to no request. Write it as AWS lists it.",
            "コロンの前はサービスの名前です。この名前はどのリクエストにも一致しません。AWS の一覧にある名前を記述してください。",
        ),
    ],
);

pub(super) static WILDCARD: Check = Check::new(
    "wildcard-in-service",
    "WILDCARD_IN_SERVICE_NAME",
    Severity::Suggestion,
    pages::SERVICES,
    [
        both("Wildcard in a service's name", "サービス名のワイルドカード"),
        both("`{}` stands for several services.", "`{}` は複数のサービスに一致します。"),
        both(
            "It also covers services with such a name that AWS has yet to bring out. Name each service that is meant.",
            "今後追加される同様の名前のサービスも対象になります。対象のサービスを個別に記述してください。",
        ),
    ],
);

pub(super) static REDUNDANT: Check = Check::new(
    "redundant-action",
    "REDUNDANT_ACTION",
    Severity::Suggestion,
    pages::ACTION,
    [
        both("An action that another one covers", "ほかのアクションに含まれるアクション"),
        both(
            "Another action of the list covers `{}`.",
            "`{}` は同じリストのほかのアクションに含まれています。",
        ),
        both(
            "It adds nothing. Remove it, or remove the wider one if only this was meant.",
            "あってもなくても同じです。削除するか、これだけが目的なら広いほうを削除してください。",
        ),
    ],
);

pub(super) static MISPLACED: Check = Check::new(
    "action-of-another-resource",
    "UNSUPPORTED_ACTION_IN_POLICY",
    Severity::Error,
    pages::ACTION,
    [
        both("An action that such a policy cannot have", "このポリシーに指定できないアクション"),
        both(
            "`{}` does not act on what this policy is attached to.",
            "`{}` は、このポリシーを設定するリソースに対するアクションではありません。",
        ),
        both(
            "AWS refuses to save it here, or it has no effect. Allow it in an IAM policy of the caller instead.",
            "AWS が保存を拒否するか、指定しても効果がありません。呼び出し元の IAM ポリシーで許可してください。",
        ),
    ],
);
