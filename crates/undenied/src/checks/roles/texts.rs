//! What is said of permissions on any role.

use crate::{
    checks::{Check, both},
    lang::Localized,
    report::Severity,
    rules::pages::Page,
};

const PASS: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_use_passrole.html"],
};
const CREATE: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/APIReference/API_CreateServiceLinkedRole.html",
    ],
};

const fn pass(
    id: &'static str,
    code: &'static str,
    title: Localized<&'static str>,
    message: Localized<&'static str>,
) -> Check {
    let why = both(
        "A service may do what the role passed to it may, and its user has it do so. List the roles, or add a condition on `iam:PassedToService`.",
        "サービスは渡されたロールの権限で動作するため、渡した利用者もその権限を使えることになります。ロールを列挙するか、`iam:PassedToService` の条件を追加してください。",
    );
    Check::new(id, code, Severity::Security, PASS, [title, message, why])
}

const fn create(
    id: &'static str,
    code: &'static str,
    title: Localized<&'static str>,
    message: Localized<&'static str>,
) -> Check {
    let why = both(
        "Each such role lets a service act in the account. List the roles, or add a condition on `iam:AWSServiceName`.",
        "サービスにリンクされたロールを作成すると、そのサービスがアカウント内で動作できるようになります。ロールを列挙するか、`iam:AWSServiceName` の条件を追加してください。",
    );
    Check::new(id, code, Severity::Warning, CREATE, [title, message, why])
}

pub(super) static PASS_ALL_BUT: Check = pass(
    "pass-all-roles-but-some",
    "PASS_ROLE_WITH_NOT_RESOURCE",
    both("PassRole for all roles but some", "一部を除くすべてのロールの PassRole"),
    both(
        "`{}` applies to every role that `NotResource` does not list.",
        "`{}` が、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
pub(super) static PASS_WILDCARD_ALL_BUT: Check = pass(
    "pass-all-roles-but-some-by-wildcard",
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
    both(
        "A wildcard takes in PassRole for all roles but some",
        "ワイルドカードによる、一部を除くすべてのロールの PassRole",
    ),
    both(
        "`{}` takes in `iam:PassRole`, for every role that `NotResource` does not list.",
        "`{}` は `iam:PassRole` を含み、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
pub(super) static PASS_NOT_ACTION_ALL_BUT: Check = pass(
    "pass-all-roles-but-some-by-not-action",
    "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
    both(
        "NotAction leaves PassRole for all roles but some",
        "NotAction による、一部を除くすべてのロールの PassRole",
    ),
    both(
        "`NotAction` does not list `iam:PassRole`, so it is allowed for every role that `NotResource` does not list.",
        "`NotAction` に `iam:PassRole` がないため、`NotResource` に列挙したもの以外のすべてのロールについて許可されます。",
    ),
);
pub(super) static PASS_ANY: Check = pass(
    "pass-any-role",
    "PASS_ROLE_WITH_STAR_IN_RESOURCE",
    both("PassRole for any role", "すべてのロールの PassRole"),
    both("`{}` applies to any role.", "`{}` がすべてのロールに適用されます。"),
);
pub(super) static PASS_WILDCARD_ANY: Check = pass(
    "pass-any-role-by-wildcard",
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
    both(
        "A wildcard takes in PassRole for any role",
        "ワイルドカードによるすべてのロールの PassRole",
    ),
    both(
        "`{}` takes in `iam:PassRole`, for any role.",
        "`{}` は `iam:PassRole` を含み、すべてのロールに適用されます。",
    ),
);
pub(super) static PASS_NOT_ACTION_ANY: Check = pass(
    "pass-any-role-by-not-action",
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
    both("NotAction leaves PassRole for any role", "NotAction によるすべてのロールの PassRole"),
    both(
        "`NotAction` does not list `iam:PassRole`, so it is allowed for any role.",
        "`NotAction` に `iam:PassRole` がないため、すべてのロールについて許可されます。",
    ),
);

pub(super) static CREATE_ALL_BUT: Check = create(
    "create-service-linked-roles-but-some",
    "CREATE_SLR_WITH_NOT_RESOURCE",
    both(
        "Service-linked roles of all services but some",
        "一部を除くすべてのサービスリンクロールの作成",
    ),
    both(
        "`{}` applies to every role that `NotResource` does not list.",
        "`{}` が、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
pub(super) static CREATE_WILDCARD_ALL_BUT: Check = create(
    "create-service-linked-roles-but-some-by-wildcard",
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
    both(
        "A wildcard takes in service-linked roles of all services but some",
        "ワイルドカードによる、一部を除くすべてのサービスリンクロールの作成",
    ),
    both(
        "`{}` takes in `iam:CreateServiceLinkedRole`, for every role that `NotResource` does not list.",
        "`{}` は `iam:CreateServiceLinkedRole` を含み、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
pub(super) static CREATE_NOT_ACTION_ALL_BUT: Check = create(
    "create-service-linked-roles-but-some-by-not-action",
    "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
    both(
        "NotAction leaves service-linked roles of all services but some",
        "NotAction による、一部を除くすべてのサービスリンクロールの作成",
    ),
    both(
        "`NotAction` does not list `iam:CreateServiceLinkedRole`, so it is allowed for every role that `NotResource` does not list.",
        "`NotAction` に `iam:CreateServiceLinkedRole` がないため、`NotResource` に列挙したもの以外のすべてのロールについて許可されます。",
    ),
);
pub(super) static CREATE_ANY: Check = create(
    "create-any-service-linked-role",
    "CREATE_SLR_WITH_STAR_IN_RESOURCE",
    both("Service-linked roles of any service", "すべてのサービスリンクロールの作成"),
    both("`{}` applies to any role.", "`{}` がすべてのロールに適用されます。"),
);
pub(super) static CREATE_WILDCARD_ANY: Check = create(
    "create-any-service-linked-role-by-wildcard",
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
    both(
        "A wildcard takes in service-linked roles of any service",
        "ワイルドカードによるすべてのサービスリンクロールの作成",
    ),
    both(
        "`{}` takes in `iam:CreateServiceLinkedRole`, for any role.",
        "`{}` は `iam:CreateServiceLinkedRole` を含み、すべてのロールに適用されます。",
    ),
);
pub(super) static CREATE_NOT_ACTION_ANY: Check = create(
    "create-any-service-linked-role-by-not-action",
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
    both(
        "NotAction leaves service-linked roles of any service",
        "NotAction によるすべてのサービスリンクロールの作成",
    ),
    both(
        "`NotAction` does not list `iam:CreateServiceLinkedRole`, so it is allowed for any role.",
        "`NotAction` に `iam:CreateServiceLinkedRole` がないため、すべてのロールについて許可されます。",
    ),
);
