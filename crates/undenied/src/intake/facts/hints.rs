//! Notes on outputs that hold nothing to decide by: what they do not see, and what to run instead.

use undenied_json::{Node, Span};

use super::{
    Note, Reader,
    tree::{list, listed, member, scalar, text},
};
use crate::{
    lang::{Localized, Words},
    secrets,
};

/// Most results of one output that are quoted.
const QUOTED: usize = 20;

fn note(reader: &mut Reader<'_>, words: Words, command: Option<&str>, span: Span) {
    let command = command.map(str::to_owned);
    let note = Note { words, command, span };
    if !reader.notes.contains(&note) {
        reader.notes.push(note);
    }
}

fn plain(reader: &mut Reader<'_>, words: Localized<&str>, command: Option<&str>, span: Span) {
    let words = Words { en: words.en.to_owned(), ja: words.ja.to_owned() };
    note(reader, words, command, span);
}

/// The user's own words, marked as such.
fn code(text: &str) -> String {
    format!("`{}`", secrets::mask(text).text.replace('`', "'"))
}

/// `{}` and `[]`, and `get-bucket-versioning` of a bucket that never had it.
pub(super) fn empty(reader: &mut Reader<'_>, root: &Node) {
    let is_empty =
        root.members().is_some_and(<[_]>::is_empty) || root.elements().is_some_and(<[_]>::is_empty);
    if is_empty {
        let words = Localized {
            en: "The output is empty: what was asked for is not set, or there is none. Say which command printed it; `get-bucket-versioning`, for one, prints nothing where versioning was never turned on.",
            ja: "出力が空です。調べた設定がないか、該当するものがありません。どのコマンドの出力かを確かめてください。たとえば `get-bucket-versioning` は、バージョニングを一度も有効にしていないと何も出力しません。",
        };
        plain(reader, words, None, root.span);
    }
}

pub(super) fn too_many(reader: &mut Reader<'_>, span: Span) {
    let words = Localized {
        en: "There are too many settings in this output to show: those from here on are left out. Paste the part about the bucket or object in question.",
        ja: "出力に含まれる設定が多すぎるため、ここから先は省略しました。問題のバケットやオブジェクトの部分だけを貼り付けてください。",
    };
    plain(reader, words, None, span);
}

/// `get-public-access-block` prints the same for a bucket and for an account.
pub(super) fn whose_block(reader: &mut Reader<'_>, span: Span) {
    let words = Localized {
        en: "This output looks the same for a bucket and for a whole account; it is taken as the bucket's. The stricter of the two counts, so compare it with the account's.",
        ja: "この出力は、バケットの設定でもアカウント全体の設定でも同じ形になります。ここではバケットの設定として扱います。両方のうち厳しいほうが有効なので、アカウントの設定も確認してください。",
    };
    let command = "aws s3control get-public-access-block --account-id ACCOUNT_ID";
    plain(reader, words, Some(command), span);
}

/// `get-bucket-acl` and `get-object-acl` print the same.
pub(super) fn whose_list(reader: &mut Reader<'_>, span: Span) {
    let words = Localized {
        en: "This access control list looks the same for a bucket and for an object. Its IDs are canonical user IDs, not account numbers; compare the owner's with that of the bucket's account.",
        ja: "この ACL は、バケットのものでもオブジェクトのものでも同じ形になります。ID はアカウント番号ではなく正規ユーザー ID です。所有者の ID を、バケットを所有するアカウントのものと比べてください。",
    };
    let command = "aws s3api list-buckets --query Owner.ID --output text";
    plain(reader, words, Some(command), span);
}

pub(super) fn policy_status(reader: &mut Reader<'_>, span: Span) {
    let words = Localized {
        en: "This says whether the bucket policy is public, not what it allows. Paste the policy itself.",
        ja: "この出力でわかるのは、バケットポリシーがパブリックかどうかだけです。許可の内容を調べるには、ポリシー本体を貼り付けてください。",
    };
    plain(reader, words, Some("aws s3api get-bucket-policy --bucket BUCKET"), span);
}

/// `list-buckets`: everybody's own buckets, whoever may read them.
pub(super) fn buckets(reader: &mut Reader<'_>, holder: &Node, buckets: &Node) {
    if !list(buckets).iter().any(|bucket| member(bucket, "Name").is_some()) {
        return;
    }
    if let Some(owner) = member(holder, "Owner") {
        reader.tell(owner, "ID", "account.canonicalUserId", None);
    }
    let words = Localized {
        en: "A list of buckets says nothing about access to any of them. Paste the policy of the bucket in question.",
        ja: "バケットの一覧からは、アクセス権についてはわかりません。問題のバケットのポリシーを貼り付けてください。",
    };
    plain(reader, words, Some("aws s3api get-bucket-policy --bucket BUCKET"), buckets.span);
}

/// What `simulate-principal-policy` decided, and what it did not look at.
pub(super) fn simulation(reader: &mut Reader<'_>, results: &Node) {
    let words = Localized {
        en: "A simulation is only a hint: it sees a bucket policy only where that was passed to it, and never a key policy, a VPC endpoint policy, Object Ownership or Block Public Access. Paste the policies themselves.",
        ja: "シミュレーションの結果は参考にとどまります。バケットポリシーは引数として渡された場合にだけ評価され、キーポリシー、VPC エンドポイントポリシー、オブジェクト所有権、ブロックパブリックアクセスは評価されません。ポリシー本体を貼り付けてください。",
    };
    let command = "aws iam get-role-policy --role-name ROLE --policy-name POLICY";
    plain(reader, words, Some(command), results.span);
    for result in list(results).iter().take(QUOTED) {
        let Some(decision) = text(result, "EvalDecision") else { continue };
        let (action, resource) = (text(result, "EvalActionName"), text(result, "EvalResourceName"));
        let (action, resource) = (code(action.unwrap_or("?")), code(resource.unwrap_or("*")));
        let because = because(result);
        let decision = code(decision);
        let words = Words {
            en: format!(
                "The simulation decided {decision} for {action} on {resource}{}.",
                because.en
            ),
            ja: format!(
                "シミュレーションでは、{resource} に対する {action} は {decision} と判定されています{}。",
                because.ja
            ),
        };
        note(reader, words, None, result.span);
    }
}

/// The details of one result that change how far it can be trusted.
fn because(result: &Node) -> Words {
    let is_no = |detail: &str, name: &str| {
        let said = member(result, detail).and_then(|detail| member(detail, name)).and_then(scalar);
        said.is_some_and(|said| said == "false")
    };
    let missing: Vec<String> = listed(result, "MissingContextValues")
        .iter()
        .filter_map(scalar)
        .map(|key| code(&key))
        .collect();
    if is_no("OrganizationsDecisionDetail", "AllowedByOrganizations") {
        return Words {
            en: ": the organization's policies do not allow it".to_owned(),
            ja: "（組織のポリシーで許可されていません）".to_owned(),
        };
    }
    if is_no("PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary") {
        return Words {
            en: ": the permissions boundary does not allow it".to_owned(),
            ja: "（アクセス許可の境界で許可されていません）".to_owned(),
        };
    }
    if missing.is_empty() {
        return Words::default();
    }
    Words {
        en: format!(", without knowing {}", missing.join(", ")),
        ja: format!("（{} の値は与えられていません）", missing.join("、")),
    }
}

/// What `validate-policy` of IAM Access Analyzer found.
pub(super) fn findings(reader: &mut Reader<'_>, findings: &Node) {
    let found = list(findings).iter().filter(|one| member(one, "issueCode").is_some());
    for finding in found.take(QUOTED) {
        let quoted = |name: &str| code(text(finding, name).unwrap_or("?"));
        let (issue, kind) = (quoted("issueCode"), quoted("findingType"));
        let details = quoted("findingDetails");
        let words = Words {
            en: format!("IAM Access Analyzer reports {issue} ({kind}): {details}."),
            ja: format!("IAM Access Analyzer の検出結果は {issue}（{kind}）です: {details}"),
        };
        note(reader, words, None, finding.span);
    }
    let is_analyzer = list(findings).iter().any(|one| member(one, "issueCode").is_some());
    if is_analyzer || list(findings).is_empty() {
        let words = Localized {
            en: "These are findings about a policy that is not here. Paste the policy itself: its slips are marked in place, and access is decided.",
            ja: "これはポリシーの検証結果であり、ポリシー本体がありません。ポリシーを貼り付けると、誤りの位置とアクセスの可否がわかります。",
        };
        plain(reader, words, None, findings.span);
    }
}

/// `assume-role`, `get-session-token`, `create-access-key`: no part of them is used.
pub(super) fn credentials(reader: &mut Reader<'_>, node: &Node) {
    let Some(secret) = member(node, "SecretAccessKey") else { return };
    let is_session = member(node, "SessionToken").is_some() || member(node, "Expiration").is_some();
    let words = if is_session {
        Localized {
            en: "The credentials are masked and not used. Whoever saw the paste elsewhere can use them until they expire: revoke the role's active sessions if that matters.",
            ja: "認証情報は伏せ字にし、使用しません。ほかの場所で人目に触れた場合は、期限が切れるまで悪用されるおそれがあります。必要に応じて、ロールのアクティブなセッションを取り消してください。",
        }
    } else {
        Localized {
            en: "The access key is masked and not used. If it was seen elsewhere, create a new one and delete this one.",
            ja: "アクセスキーは伏せ字にし、使用しません。ほかの場所で人目に触れた場合は、新しいキーを作成し、このキーを削除してください。",
        }
    };
    plain(reader, words, None, secret.span);
}
