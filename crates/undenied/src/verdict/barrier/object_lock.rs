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
    let delete = step(
        "Delete the version as the root user with MFA.",
        "ルートユーザーで MFA を使ってバージョンを削除します。",
        &[format!(
            "aws s3api delete-object --bucket {bucket} --key OBJECT_KEY --version-id VERSION_ID --mfa 'MFA_DEVICE_ARN MFA_CODE'"
        )],
    );
    let delete = match &case.input.facts.bucket.account {
        Some(account) => {
            let root = format!("arn:aws:iam::{account}:root");
            let facts = [("request.principal", root.as_str()), (MFA, "true")];
            changing(delete, Impact::Tidies, &facts)
        }
        None => delete,
    };
    let off = Step {
        warning: words(
            "Versions can then be deleted without MFA.",
            "以後は、MFA なしでバージョンを削除できます。",
        ),
        ..step(
            "Or turn MFA delete off as the root user.",
            "または、ルートユーザーで MFA Delete を無効にします。",
            &[format!(
                "aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled,MFADelete=Disabled --mfa 'MFA_DEVICE_ARN MFA_CODE'"
            )],
        )
    };
    let off = changing(off, Impact::Widens, &[("bucket.mfaDelete", "Disabled")]);
    (
        words(
            "MFA delete is on, and the call has no MFA",
            "MFA Delete が有効で、リクエストに MFA がない",
        ),
        words(
            "Only the root user of the bucket's account can delete versions then, with an MFA code in the request.",
            "この場合、バージョンを削除できるのは、リクエストに MFA コードを付けたバケットのアカウントのルートユーザーだけです。",
        ),
        vec![delete, off],
    )
}

const MFA: &str = "aws:MultiFactorAuthPresent";
