//! What is said of trust policies.

use crate::{
    checks::{Check, both},
    lang::Localized,
    report::Severity,
    rules::pages::{self, Page},
};

const OIDC: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    ],
};
const ROLES_ANYWHERE: Page = Localized {
    en: &["https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/rolesanywhere/latest/userguide/trust-model.html"],
};

pub(super) static NOT_PRINCIPAL: Check = Check::new(
    "not-principal-in-trust-policy",
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
    Severity::Error,
    pages::PRINCIPAL,
    [
        both("NotPrincipal in a trust policy", "信頼ポリシーの NotPrincipal"),
        both(
            "A trust policy takes no `NotPrincipal`.",
            "信頼ポリシーでは `NotPrincipal` を使えません。",
        ),
        both(
            "List under `Principal` who may assume the role; to keep somebody out, deny with a condition on `aws:PrincipalArn`.",
            "ロールを引き受けられる相手を `Principal` に列挙してください。特定の相手を拒否するには、`aws:PrincipalArn` の条件を付けて拒否します。",
        ),
    ],
);

pub(super) static EVERYONE: Check = Check::new(
    "bare-star-in-trust-policy",
    "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    Severity::Error,
    pages::PRINCIPAL,
    [
        both("A bare * as principal of a trust policy", "信頼ポリシーの Principal が * だけ"),
        both(
            "A trust policy does not take `\"Principal\": \"*\"`.",
            "信頼ポリシーに `\"Principal\": \"*\"` は指定できません。",
        ),
        both(
            "IAM refuses it. Name who is to assume the role, or write `{ \"AWS\": \"*\" }` with a condition that says who.",
            "このままでは保存できません。ロールを引き受ける相手を指定するか、`{ \"AWS\": \"*\" }` とし、条件で相手を限定してください。",
        ),
    ],
);

pub(super) static PROVIDER: Check = Check::new(
    "invalid-federated-principal",
    "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
    Severity::Error,
    pages::PRINCIPAL,
    [
        both("No identity provider under Federated", "Federated の値が ID プロバイダーではない"),
        both("`{}` names no identity provider.", "`{}` は ID プロバイダーを表していません。"),
        both(
            "Write the ARN of a SAML or OpenID Connect provider of the account, or the domain of a provider that AWS knows, such as `accounts.google.com`.",
            "アカウントの SAML または OpenID Connect プロバイダーの ARN か、`accounts.google.com` のように AWS が対応しているプロバイダーのドメインを指定してください。",
        ),
    ],
).voiding();

pub(super) static ACTION: Check = Check::new(
    "assume-action-of-other-principals",
    "MISMATCHED_ACTION_FOR_PRINCIPAL",
    Severity::Error,
    OIDC,
    [
        both("An action that the principals do not use", "プリンシパルに合わないアクション"),
        both(
            "No principal of this statement assumes a role by `{}`.",
            "このステートメントのプリンシパルは `{}` ではロールを引き受けません。",
        ),
        both(
            "A SAML provider takes `sts:AssumeRoleWithSAML`, an OpenID Connect provider `sts:AssumeRoleWithWebIdentity`, both under `Federated`; all others take `sts:AssumeRole`.",
            "`Federated` の SAML プロバイダーには `sts:AssumeRoleWithSAML`、OpenID Connect プロバイダーには `sts:AssumeRoleWithWebIdentity`、それ以外のプリンシパルには `sts:AssumeRole` を指定します。",
        ),
    ],
);

pub(super) static ANYWHERE: Check = Check::new(
    "roles-anywhere-lacks-action",
    "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
    Severity::Error,
    ROLES_ANYWHERE,
    [
        both("IAM Roles Anywhere lacks an action", "Roles Anywhere に必要なアクションの不足"),
        both(
            "`rolesanywhere.amazonaws.com` lacks {}.",
            "`rolesanywhere.amazonaws.com` に {} が許可されていません。",
        ),
        both(
            "It starts every session with `sts:AssumeRole`, `sts:SetSourceIdentity` and `sts:TagSession`. Allow it all three.",
            "セッションの開始には `sts:AssumeRole`、`sts:SetSourceIdentity`、`sts:TagSession` が使われます。3 つとも許可してください。",
        ),
    ],
);

pub(super) static NO_CONDITION: Check = Check::new(
    "web-identity-without-condition",
    "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
    Severity::Security,
    OIDC,
    [
        both("Any identity of the provider", "プロバイダーのすべての ID を信頼"),
        both(
            "No condition says which identities of `{}` may assume the role.",
            "`{}` のどの ID がロールを引き受けられるのか、条件で限定されていません。",
        ),
        both(
            "Other customers of the provider may get in. Add conditions on its keys, such as those that end in `:aud` and `:sub`.",
            "同じプロバイダーを使う第三者も引き受けられる可能性があります。末尾が `:aud` や `:sub` など、そのプロバイダーのキーの条件を追加してください。",
        ),
    ],
);

pub(super) static NO_REPOSITORY: Check = Check::new(
    "github-without-repository",
    "MISSING_GITHUB_REPO_CONDITION_KEY",
    Severity::Security,
    OIDC,
    [
        both("GitHub Actions of any repository", "すべてのリポジトリの GitHub Actions を信頼"),
        both(
            "No condition says which repositories of `{}` may assume the role.",
            "`{}` のどのリポジトリがロールを引き受けられるのか、条件で限定されていません。",
        ),
        both(
            "Workflows of strangers may get in. Add a condition on `token.actions.githubusercontent.com:sub` with your repository and branch.",
            "第三者のワークフローも引き受けられる可能性があります。`token.actions.githubusercontent.com:sub` がお使いのリポジトリとブランチに一致する条件を追加してください。",
        ),
    ],
);

pub(super) static ANY_BRANCH: Check = Check::new(
    "github-wildcard",
    "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
    Severity::Warning,
    OIDC,
    [
        both(
            "A wildcard for GitHub repositories or branches",
            "GitHub のリポジトリやブランチのワイルドカード",
        ),
        both(
            "`{}` lets in whatever its wildcard stands for.",
            "`{}` のワイルドカードに一致するものはすべて許可されます。",
        ),
        both(
            "Anybody who may open a branch or repository of such a name gets the role. Write the repository and the branch.",
            "一致する名前のブランチやリポジトリを作成できる人なら、誰でもロールを引き受けられます。リポジトリとブランチを具体的に指定してください。",
        ),
    ],
);

pub(super) static REDUNDANT: Check = Check::new(
    "session-beside-its-role",
    "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
    Severity::Suggestion,
    pages::PRINCIPAL,
    [
        both("A session beside its own role", "ロールと並んだそのセッション"),
        both(
            "`{}` is a session of a role that is listed, too.",
            "`{}` は、同じく列挙されているロールのセッションです。",
        ),
        both(
            "The role stands for all of its sessions. Remove the session.",
            "ロールを指定すれば、そのすべてのセッションが対象になります。セッションを削除してください。",
        ),
    ],
);

pub(super) static ANY_AUDIENCE: Check = Check::new(
    "for-any-value-of-one-audience",
    "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
    Severity::Security,
    pages::CONDITION,
    [
        both("ForAnyValue for a single audience", "単一の値の aud に ForAnyValue"),
        both(
            "`{}` has one value, and `ForAnyValue` is for keys with several.",
            "`{}` の値は 1 つですが、`ForAnyValue` は複数の値を持つキーのためのものです。",
        ),
        both(
            "Write the operator without `ForAnyValue:`, so that the whole audience has to match.",
            "`ForAnyValue:` を付けない演算子にして、値全体が一致することを確認してください。",
        ),
    ],
);

pub(super) static AUDIENCE: Check = Check::new(
    "set-operator-on-audience",
    "CONFIRM_AUDIENCE_CLAIM_TYPE",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("A set operator on the audience", "aud に対する集合演算子"),
        both(
            "`{}` is compared as a key with several values.",
            "`{}` を、複数の値を持つキーとして比較しています。",
        ),
        both(
            "Look whether `aud` is a list in the provider's tokens. Where it is a single text, write the operator without `ForAllValues:` or `ForAnyValue:`.",
            "プロバイダーのトークンで `aud` が配列かどうかを確認してください。単一の文字列であれば、`ForAllValues:` や `ForAnyValue:` を付けない演算子にします。",
        ),
    ],
);
