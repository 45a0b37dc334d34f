//! A KMS key that cannot be used, whatever the policies say.

use super::{Told, changing, step, words};
use crate::{
    Words,
    case::{Case, Checked},
    commands,
    eval::CallerKind,
    guide::{bucket_tab, key_console, property},
    report::{Change, Impact, NewFact, Step},
    target::Target,
};

pub(super) fn unusable(checked: &Checked, case: &Case<'_>) -> Told {
    let key = case.input.facts.keys.iter().find(|key| key.arn == checked.call.resource);
    let state = key.and_then(|key| key.state.as_deref());
    if checked.call.caller.kind == CallerKind::Anonymous {
        return anonymous(checked, case);
    }
    match state {
        None | Some("Enabled" | "Updating" | "unknown") => of_aws(checked, case),
        Some(state) => in_state(state, &checked.call.resource),
    }
}

fn anonymous(checked: &Checked, case: &Case<'_>) -> Told {
    (
        words(
            "The object is encrypted with a KMS key, and the call is not signed",
            "オブジェクトが KMS キーで暗号化されていて、リクエストに署名がない",
        ),
        words(
            "AWS KMS decrypts for nobody it does not know: such objects cannot be public.",
            "AWS KMS は、誰からかわからないリクエストでは復号しません。このようなオブジェクトは公開できません。",
        ),
        vec![
            step(
                "Sign the calls, or encrypt the objects with SSE-S3.",
                "署名付きで呼び出すか、オブジェクトを SSE-S3 で暗号化します。",
                &[],
            ),
            change_default(checked, case),
            copy(checked, case),
        ],
    )
}

/// What is encrypted anew needs no key any more.
fn copy(checked: &Checked, case: &Case<'_>) -> Step {
    let copy = step(
        "Copy the objects again with SSE-S3: those that are there already keep their key.",
        "オブジェクトを SSE-S3 でコピーし直します。既存のオブジェクトのキーは変わりません。",
        &[recopy(case, "AES256")],
    );
    if is_of_upload(checked) {
        return copy;
    }
    changing(copy, Impact::Widens, &[("object.encryption.algorithm", "AES256")])
}

fn recopy(case: &Case<'_>, encryption: &str) -> String {
    let bucket = commands::bucket(case);
    let uri = case.target.as_ref().map_or_else(|| format!("s3://{bucket}/"), Target::uri);
    format!("aws s3 cp {uri} {uri} --recursive --sse {encryption}")
}

/// Whether the key is to encrypt what is written.
fn is_of_upload(checked: &Checked) -> bool {
    !matches!(checked.call.action.as_str(), "kms:Decrypt" | "s3:GetObject" | "s3:GetObjectVersion")
}

/// What is written from then on needs no key.
fn change_default(checked: &Checked, case: &Case<'_>) -> Step {
    let default = default(
        case,
        "Change the bucket's default encryption to SSE-S3, which takes no key.",
        "バケットのデフォルトの暗号化を、キーを必要としない SSE-S3 に変更します。",
        "\"SSEAlgorithm\":\"AES256\"}",
    );
    let facts = &case.input.facts;
    let mut asking = case.input.request.context.iter();
    if is_of_upload(checked) && asking.any(|(key, _)| key.eq_ignore_ascii_case(HEADER)) {
        return changing(default, Impact::Widens, &[(HEADER, "AES256")]);
    }
    if is_of_upload(checked) && facts.call.server_side_encryption_header.is_some() {
        let fact = ("call.serverSideEncryptionHeader", "AES256");
        return changing(default, Impact::Widens, &[fact]);
    }
    let Some(before) = facts.bucket.encryption.as_ref().filter(|it| it.takes_key()) else {
        return default;
    };
    let new = ("bucket.encryption.algorithm", "AES256");
    let kept = ("object.encryption.algorithm", before.algorithm.as_str());
    if is_of_upload(checked) || facts.object.encryption.is_some() {
        changing(default, Impact::Widens, &[new])
    } else {
        changing(default, Impact::Widens, &[new, kept])
    }
}

const HEADER: &str = "s3:x-amz-server-side-encryption";

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html>
fn default(case: &Case<'_>, en: &str, ja: &str, rule: &str) -> Step {
    let bucket = commands::bucket(case);
    let command = format!(
        "aws s3api put-bucket-encryption --bucket {bucket} --server-side-encryption-configuration '{{\"Rules\":[{{\"ApplyServerSideEncryptionByDefault\":{{{rule}}}]}}'"
    );
    let console = bucket_tab(case, &property("Default encryption", "デフォルトの暗号化"));
    Step { console, ..step(en, ja, &[command]) }
}

fn of_aws(checked: &Checked, case: &Case<'_>) -> Told {
    let mut own = Step {
        warning: words(
            "From then on, whoever writes to the bucket or reads new objects needs the new key.",
            "以後は、このバケットへの書き込みや新しいオブジェクトの読み取りに、新しいキーへのアクセス許可が必要になります。",
        ),
        ..default(
            case,
            "Or do both with a customer managed key that lets the caller in.",
            "または、呼び出し元を許可したカスタマー管理型キーで、両方を行います。",
            "\"SSEAlgorithm\":\"aws:kms\",\"KMSMasterKeyID\":\"KEY_ARN\"},\"BucketKeyEnabled\":true",
        )
    };
    own.commands.push(recopy(case, "aws:kms --sse-kms-key-id KEY_ARN"));
    (
        words(
            "The objects are encrypted with the AWS managed key `aws/s3` of another account",
            "オブジェクトが別のアカウントの AWS 管理型キー `aws/s3` で暗号化されている",
        ),
        words(
            "An AWS managed key serves its own account only, and its key policy cannot be changed.",
            "AWS 管理型キーはそのアカウントの中でしか使えず、キーポリシーも変更できません。",
        ),
        vec![change_default(checked, case), copy(checked, case), own],
    )
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
fn in_state(state: &str, key: &str) -> Told {
    let cause = Words {
        en: format!("The KMS key is in the state `{state}`"),
        ja: format!("KMS キーの状態が `{state}` の"),
    };
    let command = |name: &str| format!("aws kms {name} --key-id {key}");
    let (en, ja, commands) = match state {
        "Disabled" => (
            "Enable the key, if it was not disabled on purpose.",
            "意図して無効にしたものでなければ、キーを有効にします。",
            vec![command("enable-key")],
        ),
        "PendingDeletion" | "PendingReplicaDeletion" => (
            "Cancel the deletion and enable the key before the waiting period ends: after it nothing can decrypt the objects.",
            "待機期間が終わる前に削除を取り消し、キーを有効にします。削除されると、オブジェクトは二度と復号できません。",
            vec![command("cancel-key-deletion"), command("enable-key")],
        ),
        "PendingImport" => (
            "Import the same key material again: it expired, was deleted or never came.",
            "同じキーマテリアルをもう一度インポートします。期限切れ、削除、または未インポートの状態です。",
            vec![command(
                "get-parameters-for-import --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096",
            )],
        ),
        "Unavailable" => (
            "Connect the key's custom key store again, and see that its cluster or external key manager is up.",
            "キーのカスタムキーストアを再接続し、クラスターまたは外部キーマネージャーが稼働しているか確認します。",
            vec!["aws kms connect-custom-key-store --custom-key-store-id KEY_STORE_ID".to_owned()],
        ),
        _ => (
            "Wait until the key is ready.",
            "キーが使えるようになるまで待ちます。",
            vec![command("describe-key")],
        ),
    };
    let enabled =
        NewFact { subject: Some(key.to_owned()), ..NewFact::new("keys.state", "Enabled") };
    // Whom the policies let in stays as it is.
    let change = Change { impact: Impact::Tidies, facts: vec![enabled] };
    let step =
        Step { console: key_console(key, None), change: Some(change), ..step(en, ja, &commands) };
    let why = words(
        "Only an enabled key encrypts and decrypts; no policy helps before.",
        "暗号化と復号に使えるのは有効なキーだけです。それまではポリシーを変更しても解決しません。",
    );
    (cause, why, vec![step])
}
