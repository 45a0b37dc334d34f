//! What keeps versions of objects from being deleted.

use super::{Told, changing, step, words};
use crate::{
    ObjectLock,
    case::Case,
    commands,
    report::{Impact, Step},
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>
pub(super) fn lock(case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    let lock = case.input.facts.object.lock.clone().unwrap_or_default();
    let (en, ja, steps) = if lock.legal_hold {
        (
            "A legal hold protects the object version",
            "オブジェクトのバージョンがリーガルホールドで保護されている",
            vec![release(&bucket)],
        )
    } else if lock.mode.as_deref().is_some_and(|mode| mode.eq_ignore_ascii_case("COMPLIANCE")) {
        let wait = step(
            "Wait until the retention ends: nobody, the root user included, can end it earlier.",
            "保持期間が終わるまで待ちます。ルートユーザーを含め、誰も早めることはできません。",
            &[],
        );
        (
            "Object Lock protects the object version in compliance mode",
            "オブジェクトのバージョンがコンプライアンスモードのオブジェクトロックで保護されている",
            vec![waiting(wait, &lock)],
        )
    } else {
        let wait = step("Wait until the retention ends.", "保持期間が終わるまで待ちます。", &[]);
        (
            "Object Lock protects the object version in governance mode",
            "オブジェクトのバージョンがガバナンスモードのオブジェクトロックで保護されている",
            vec![waiting(wait, &lock), bypass(&bucket)],
        )
    };
    let why = words(
        "New versions can still be written; what is locked is this one.",
        "新しいバージョンは書き込めます。保護されているのはこのバージョンです。",
    );
    (words(en, ja), why, steps)
}

/// What is allowed stays as it is.
fn waiting(step: Step, lock: &ObjectLock) -> Step {
    match &lock.retain_until {
        Some(until) => changing(step, Impact::Tidies, &[("now", until)]),
        None => step,
    }
}

fn release(bucket: &str) -> Step {
    let step = step(
        "Whoever may use `s3:PutObjectLegalHold` can remove the hold; find out first who set it and why.",
        "`s3:PutObjectLegalHold` を許可されたユーザーなら解除できます。誰が何のために設定したかを先に確認してください。",
        &[format!(
            "aws s3api put-object-legal-hold --bucket {bucket} --key OBJECT_KEY --version-id VERSION_ID --legal-hold Status=OFF"
        )],
    );
    changing(step, Impact::Widens, &[("object.lock.legalHold", "false")])
}

fn bypass(bucket: &str) -> Step {
    let step = step(
        "Or delete the version as somebody who has `s3:BypassGovernanceRetention` and asks for it.",
        "または、`s3:BypassGovernanceRetention` を許可されたユーザーが回避を指定してバージョンを削除します。",
        &[format!(
            "aws s3api delete-object --bucket {bucket} --key OBJECT_KEY --version-id VERSION_ID --bypass-governance-retention"
        )],
    );
    changing(step, Impact::Widens, &[("call.bypassGovernanceRetention", "true")])
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html>
pub(super) fn mfa_delete(case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    let mfa = "--mfa 'MFA_DEVICE_ARN MFA_CODE'";
    let turn_off = format!(
        "aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled,MFADelete=Disabled {mfa}"
    );
    let asked = case.input.request.action.as_deref().unwrap_or_default();
    let is_versioning = asked.eq_ignore_ascii_case("s3:PutBucketVersioning");
    let by_root = if is_versioning {
        step(
            "Change the versioning as the root user with MFA.",
            "ルートユーザーで MFA を使ってバージョニングの設定を変更します。",
            std::slice::from_ref(&turn_off),
        )
    } else {
        step(
            "Delete the version as the root user with MFA.",
            "ルートユーザーで MFA を使ってバージョンを削除します。",
            &[format!(
                "aws s3api delete-object --bucket {bucket} --key OBJECT_KEY --version-id VERSION_ID {mfa}"
            )],
        )
    };
    let by_root = match &case.input.facts.bucket.account {
        Some(account) => {
            let root = format!("arn:aws:iam::{account}:root");
            let facts = [("request.principal", root.as_str()), (MFA, "true")];
            changing(by_root, Impact::Tidies, &facts)
        }
        None => by_root,
    };
    let off = Step {
        warning: words(
            "Versions can then be deleted without MFA.",
            "以後は、MFA なしでバージョンを削除できます。",
        ),
        ..step(
            "Or turn MFA delete off as the root user.",
            "または、ルートユーザーで MFA Delete を無効にします。",
            &[turn_off],
        )
    };
    let off = changing(off, Impact::Widens, &[("bucket.mfaDelete", "Disabled")]);
    (
        words(
            "MFA delete is on, and the caller is not the root user of the bucket's account with an MFA code",
            "MFA Delete が有効で、呼び出し元が MFA コードを付けたバケットのアカウントのルートユーザーではない",
        ),
        words(
            "Only the root user of the bucket's account can delete versions or change the versioning then, with an MFA code in the request.",
            "この場合、バージョンの削除とバージョニングの設定変更ができるのは、リクエストに MFA コードを付けたバケットのアカウントのルートユーザーだけです。",
        ),
        if is_versioning { vec![by_root] } else { vec![by_root, off] },
    )
}

const MFA: &str = "aws:MultiFactorAuthPresent";
