//! What to ask for that nobody gave: each with the command whose output can be pasted back, and
//! where the console shows it. Not: what the answers mean.

use super::console::{self, Labels, bucket_tab, property, setting};
use crate::{
    ObjectOwnership, Setting,
    case::{Case, Checked},
    commands,
    eval::CallerKind,
    explain::Decision,
    glob::Glob,
    lang::{Localized, Words},
    policy::{Arn, Effect, Kind, Policy},
    report::Missing,
    words::kind_name,
};

/// One thing to find out.
pub(crate) struct Question {
    /// As in [`Missing::key`].
    pub(crate) key: &'static str,
    pub(crate) ask: Words,
    pub(crate) command: Option<String>,
    pub(crate) console: Labels,
}

impl Question {
    fn new(key: &'static str, ask: Localized<&str>, command: Option<String>) -> Self {
        Self { key, ask: ask.words(), command, console: Localized::default() }
    }
}

/// What was not given, what settles most cases first.
pub(crate) fn questions(case: &Case<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    let facts = &case.input.facts;
    if is_of_role(case) {
        let kinds = [Kind::Trust, Kind::Identity].into_iter();
        let has_policies = |kind: &Kind| *kind != Kind::Identity || is_identity(case);
        return kinds.filter(has_policies).filter_map(|kind| policy(kind, case)).collect();
    }
    let is_vendor = case.profile.is_some_and(|profile| profile.trust.is_some());
    if case.input.request.action.is_none() && !is_vendor {
        questions.push(Question::new("error", ERROR, None));
    }
    let is_service = is_of_services(case);
    let policies = [Kind::Identity, Kind::Trust, Kind::Bucket];
    let policies = policies.into_iter().filter(|kind| match kind {
        Kind::Trust => is_vendor,
        Kind::Identity => !is_service,
        _ => true,
    });
    questions.extend(policies.filter_map(|kind| policy(kind, case)));
    questions.extend(object(case));
    let bucket = commands::bucket(case);
    let s3api = |command: &str| Some(format!("aws s3api {command} --bucket {bucket}"));
    if facts.bucket.encryption.is_none() {
        questions.push(Question {
            console: bucket_tab(case, &property("Default encryption", "デフォルトの暗号化")),
            ..Question::new("bucket.encryption", ENCRYPTION, s3api("get-bucket-encryption"))
        });
    }
    if facts.object.encryption.is_none() {
        let command = s3api("head-object --key OBJECT_KEY");
        questions.push(Question::new("object.encryption", OBJECT, command));
    }
    if takes_keys(case) {
        questions.extend(policy(Kind::Key, case));
        questions.extend(manager(case));
    }
    if facts.bucket.object_ownership == Setting::Unsaid {
        questions.push(Question {
            console: bucket_tab(case, &setting("Object Ownership", "オブジェクト所有権")),
            ..Question::new(
                "bucket.objectOwnership",
                OWNERSHIP,
                s3api("get-bucket-ownership-controls"),
            )
        });
    }
    questions.extend(owner(case));
    if is_service {
        return questions;
    }
    if !is_in_one_account(case) {
        questions.extend(across_accounts(case));
    }
    let boundary = policy(Kind::PermissionsBoundary, case);
    questions.extend(boundary.filter(|_| !facts.caller.is_unbounded()));
    questions.extend(policy(Kind::ServiceControl, case));
    if !is_vendor {
        questions.extend(policy(Kind::VpcEndpoint, case));
    }
    questions.extend(policy(Kind::Session, case));
    questions
}

/// Whether the one object that is read is there: of one that is not, S3 says so only to those who may list the bucket
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>).
fn object(case: &Case<'_>) -> Option<Question> {
    let mut own = case.checked.iter().filter(|checked| checked.is_own);
    let call = &own.find(|checked| MISSED_BY.contains(&checked.call.action.as_str()))?.call;
    let (arn, facts) = (Arn::parse(&call.resource)?, &case.input.facts.object);
    let (bucket, key) = arn.bucket().zip(arn.object_key())?;
    let is_one = !key.is_empty() && !call.resource.contains(['*', '?', '$']);
    // Where AWS says which policy refused the read, that did.
    let is_bare = matches!(case.input.refused, None | Some(Decision::Unknown));
    if !is_one || !is_bare || facts.exists.is_some() || may_list(case) {
        return None;
    }
    let command = format!("aws s3 ls \"s3://{bucket}/{key}\"");
    Some(Question::new("object.exists", EXISTS, Some(command)))
}

/// Whose the object is, where writers keep theirs.
fn owner(case: &Case<'_>) -> Option<Question> {
    let facts = &case.input.facts;
    let keeps = match facts.bucket.object_ownership {
        Setting::Told(it) => it != ObjectOwnership::BucketOwnerEnforced,
        _ => false,
    };
    let bucket = commands::bucket(case);
    let command =
        format!("aws s3api list-objects-v2 --bucket {bucket} --prefix OBJECT_KEY --fetch-owner");
    let is_unknown =
        facts.object.owner_account.is_none() && facts.object.acl_grants_requester.is_none();
    (keeps && is_unknown).then(|| Question::new("object.ownerAccount", OWNER, Some(command)))
}

/// Calls that S3 refuses in place of saying that the object is missing.
const MISSED_BY: [&str; 3] = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectAttributes"];

/// Whether some policy that is given seems to let the caller list the bucket.
fn may_list(case: &Case<'_>) -> bool {
    let kinds = [Kind::Identity, Kind::Bucket].into_iter();
    let mut statements =
        kinds.flat_map(|kind| case.of_kind(kind)).flat_map(|(.., policy)| &policy.statements);
    statements.any(|statement| {
        let listed = statement.action.as_ref().filter(|_| statement.is(Effect::Allow));
        let mut values = listed.into_iter().flat_map(|list| &list.values);
        values.any(|value| Glob::ignoring_case(&value.value).matches("s3:listbucket"))
    })
}

/// An AWS managed key looks like any other by its ARN.
fn manager(case: &Case<'_>) -> Option<Question> {
    let key = commands::key(case);
    let is_told = case.input.facts.keys.iter().any(|it| it.arn == key && it.manager.is_some());
    let command = format!("aws kms describe-key --key-id {key}");
    (key.starts_with("arn:") && !is_told)
        .then(|| Question::new("keys.manager", MANAGER, Some(command)))
}

/// What only callers of other accounts meet.
fn across_accounts(case: &Case<'_>) -> Vec<Question> {
    let settings = &case.input.facts.bucket;
    let bucket = commands::bucket(case);
    let mut questions = Vec::new();
    if settings.public_access_block.restrict_public_buckets == Setting::Unsaid {
        let section = setting(
            "Block public access (bucket settings)",
            "ブロックパブリックアクセス (バケット設定)",
        );
        let command = format!("aws s3api get-public-access-block --bucket {bucket}");
        questions.push(Question {
            console: bucket_tab(case, &section),
            ..Question::new("bucket.publicAccessBlock", PUBLIC_ACCESS, Some(command))
        });
    }
    if settings.request_payer == Setting::Unsaid {
        let command = format!("aws s3api get-bucket-request-payment --bucket {bucket}");
        questions.push(Question {
            console: bucket_tab(case, &property("Requester pays", "リクエスタ支払い")),
            ..Question::new("bucket.requestPayer", PAYER, Some(command))
        });
    }
    questions
}

fn policy(kind: Kind, case: &Case<'_>) -> Option<Question> {
    if case.of_kind(kind).next().is_some() {
        return None;
    }
    let name = kind_name(kind);
    let ask = match kind {
        Kind::ServiceControl => CONTROL.words(),
        Kind::Session => SESSION.words(),
        _ => Words {
            en: format!("Check the {}, if there is one.", name.en),
            ja: format!("{}がある場合は、その内容を確認します。", name.ja),
        },
    };
    let command = commands::fetch(kind, case);
    let console = console::policy(kind, case);
    Some(Question { key: crate::wire::kind_name(kind), ask, command, console })
}

/// Whether AWS's services make all calls, which no policy of an account's own limits but the resource's.
fn is_of_services(case: &Case<'_>) -> bool {
    let is_service =
        |checked: &Checked<'_>| matches!(checked.call.caller.kind, CallerKind::Service(_));
    !case.checked.is_empty() && case.checked.iter().all(is_service)
}

/// Whether the user's own request is for a role, not for data.
fn is_of_role(case: &Case<'_>) -> bool {
    let action = case.input.request.action.as_deref().unwrap_or_default();
    action.starts_with("sts:") && case.profile.is_none()
}

/// Whether the caller is one that IAM policies are attached to.
fn is_identity(case: &Case<'_>) -> bool {
    let mut own = case.checked.iter().filter(|checked| checked.is_own);
    own.any(|checked| checked.call.caller.is_identity())
}

/// Whether caller and bucket are told to be in one account.
fn is_in_one_account(case: &Case<'_>) -> bool {
    let owner = case.input.facts.bucket.account.as_deref();
    let mut calls = case.checked.iter().filter(|checked| checked.call.action.starts_with("s3:"));
    owner.is_some() && calls.any(|checked| checked.call.caller.account.as_deref() == owner)
}

/// Whether keys are used, or a policy speaks of them.
fn takes_keys(case: &Case<'_>) -> bool {
    let facts = &case.input.facts;
    let mut encryptions = facts.bucket.encryption.iter().chain(&facts.object.encryption);
    let names_keys = |policy: &Policy| {
        let actions = policy.statements.iter().filter_map(|statement| statement.action.as_ref());
        let mut values = actions.flat_map(|list| &list.values);
        values.any(|value| value.value.starts_with("kms:"))
    };
    encryptions.any(crate::Encryption::takes_key)
        || !facts.keys.is_empty()
        || case.of_kind(Kind::Identity).any(|(_, _, policy)| names_keys(policy))
}

const ERROR: Localized<&str> = Localized {
    en: "Paste the error message as it was printed: it often names the policy that refused.",
    ja: "表示されたエラーメッセージの全文を貼り付けます。拒否したポリシーの種類が書かれていることがあります。",
};

const EXISTS: Localized<&str> = Localized {
    en: "Check that the object exists, letter case included: without `s3:ListBucket`, S3 answers 403 for a missing object instead of 404.",
    ja: "オブジェクトが存在するか、大文字と小文字も含めて確認します。`s3:ListBucket` の許可がないと、存在しないオブジェクトにも 404 ではなく 403 が返ります。",
};

const ENCRYPTION: Localized<&str> = Localized {
    en: "Check the bucket's default encryption: a KMS key has to let the caller in, too.",
    ja: "バケットのデフォルトの暗号化を確認します。KMS キーの場合は、キーの側でも呼び出し元を許可する必要があります。",
};

const OBJECT: Localized<&str> = Localized {
    en: "Check what one of the objects is encrypted with: copied and older ones may have another key than the bucket's.",
    ja: "オブジェクトの暗号化を確認します。コピーしたものや古いものは、バケットと異なるキーで暗号化されていることがあります。",
};

const MANAGER: Localized<&str> = Localized {
    en: "Check the KMS key's `KeyManager` and `KeyState`: a key that `AWS` manages serves its own account only.",
    ja: "KMS キーの `KeyManager` と `KeyState` を確認します。`AWS` が管理するキーは、キーと同じアカウントからしか使えません。",
};

const OWNERSHIP: Localized<&str> = Localized {
    en: "Check Object Ownership: unless it is \"Bucket owner enforced\", objects that another account uploaded may still be that account's.",
    ja: "オブジェクト所有権を確認します。「バケット所有者の強制」でない場合、別のアカウントがアップロードしたオブジェクトの所有者は、そのアカウントのままのことがあります。",
};

const OWNER: Localized<&str> = Localized {
    en: "Check who owns the object: with ACLs on, what another account uploaded is that account's, and no policy of the bucket lets anybody read it. Compare `Owner.ID` with that of `aws s3api list-buckets`.",
    ja: "オブジェクトの所有者を確認します。ACL が有効なバケットでは、別のアカウントがアップロードしたオブジェクトはそのアカウントのものになり、バケット側のポリシーでは読み取りを許可できません。`Owner.ID` を `aws s3api list-buckets` の結果と比べてください。",
};

const PUBLIC_ACCESS: Localized<&str> = Localized {
    en: "Check Block Public Access: with a public bucket policy it can shut every other account out.",
    ja: "ブロックパブリックアクセスを確認します。バケットポリシーが公開の状態だと、ほかのアカウントがすべて拒否されることがあります。",
};

const PAYER: Localized<&str> = Localized {
    en: "Check who pays for requests: other accounts may have to agree to pay.",
    ja: "リクエスト料金の支払者を確認します。ほかのアカウントからの呼び出しには支払いへの同意が必要なことがあります。",
};

const CONTROL: Localized<&str> = Localized {
    en: "Ask your organization's administrators whether a service control policy or a resource control policy limits S3.",
    ja: "サービスコントロールポリシーやリソースコントロールポリシーで S3 が制限されていないか、組織の管理者に確認します。",
};

const SESSION: Localized<&str> = Localized {
    en: "See whether the program that assumes the role passes a session policy: CloudTrail shows it in the event `AssumeRole`.",
    ja: "ロールを引き受けるプログラムがセッションポリシーを渡していないか確認します。CloudTrail の `AssumeRole` イベントに記録されています。",
};

/// What to ask for the fact `key`; `None` where it is no setting.
pub(crate) fn question(key: &str, case: &Case<'_>) -> Option<Missing> {
    let bucket = commands::bucket(case);
    let s3api = |command: &str| Some(format!("aws s3api {command} --bucket {bucket}"));
    let describe_key = || Some(format!("aws kms describe-key --key-id {}", commands::key(case)));
    let (en, ja, command) = match key {
        "bucket.account" => (
            "Enter the AWS account that owns the bucket.",
            "バケットを所有する AWS アカウントの ID を入力してください。",
            None,
        ),
        "bucket.requestPayer" => (PAYER.en, PAYER.ja, s3api("get-bucket-request-payment")),
        "bucket.mfaDelete" => (
            "Check whether MFA delete is on.",
            "MFA Delete が有効かどうかを確認してください。",
            s3api("get-bucket-versioning"),
        ),
        "object.aclGrantsRequester" => (
            "Check whether the object's ACL lets the caller in: the object belongs to another account.",
            "オブジェクトの ACL で呼び出し元が許可されているか確認してください。オブジェクトの所有者は別のアカウントです。",
            s3api("get-object-acl --key OBJECT_KEY"),
        ),
        "keys.state" => (
            "Check whether the KMS key is enabled.",
            "KMS キーが有効かどうかを確認してください。",
            describe_key(),
        ),
        "keys.account" => (
            "Find out which account the KMS key belongs to.",
            "KMS キーがどのアカウントのものか確認してください。",
            describe_key(),
        ),
        "call.requestPayer" => (
            "Find out whether the call agrees to pay, with `x-amz-request-payer: requester`.",
            "リクエストに支払いへの同意（`x-amz-request-payer: requester`）があるか確認してください。",
            None,
        ),
        "call.bypassGovernanceRetention" => (
            "Find out whether the call asks to get past governance mode.",
            "リクエストでガバナンスモードの回避を指定しているか確認してください。",
            None,
        ),
        "now" => (
            "Tell the time of the call: it decides whether the retention has ended.",
            "呼び出しの日時を指定してください。保持期間が終わっているかどうかで結果が変わります。",
            None,
        ),
        _ if key.starts_with("bucket.publicAccessBlock") => {
            (PUBLIC_ACCESS.en, PUBLIC_ACCESS.ja, s3api("get-public-access-block"))
        }
        _ => return None,
    };
    Some(Missing { key: key.to_owned(), ask: Localized { en, ja }.words(), command })
}
