//! Settings of objects.

use super::{Told, step, words};
use crate::{
    Words,
    case::Case,
    commands,
    guide::{bucket_tab, setting},
    report::Step,
    target::Target,
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
pub(super) fn ownership(case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    let uri = case.target.as_ref().map_or_else(|| format!("s3://{bucket}/"), Target::uri);
    let owner = case.input.facts.object.owner_account.as_deref().unwrap_or("?");
    let cause = Words {
        en: format!(
            "The object belongs to account `{owner}`, whose ACL does not let the caller in"
        ),
        ja: format!(
            "オブジェクトの所有者がアカウント `{owner}` で、その ACL で呼び出し元が許可されていない"
        ),
    };
    let why = words(
        "While ACLs are on, what the bucket's owner allows reaches only objects that the bucket's owner owns. A Deny reaches all of them.",
        "ACL が有効な間は、バケット所有者による許可は、バケット所有者が所有するオブジェクトにしか効きません。Deny はすべてのオブジェクトに効きます。",
    );
    let grant = step(
        "Let the object's owner give the bucket's owner full control.",
        "オブジェクトの所有者が、バケットの所有者にフルコントロールを許可します。",
        &[format!(
            "aws s3api put-object-acl --bucket {bucket} --key OBJECT_KEY --acl bucket-owner-full-control"
        )],
    );
    let copy = Step {
        warning: words(
            "The copies take the bucket's default encryption, and metadata of the objects is set anew.",
            "コピーにはバケットのデフォルトの暗号化が適用され、オブジェクトのメタデータは設定し直されます。",
        ),
        ..step(
            "Then copy the objects over themselves as the bucket's owner, who owns the copies.",
            "続いて、バケットの所有者がオブジェクトを同じ場所に上書きコピーします。コピーの所有者はバケットの所有者になります。",
            &[format!("aws s3 cp {uri} {uri} --recursive --metadata-directive REPLACE")],
        )
    };
    let enforce = Step {
        console: bucket_tab(case, &setting("Object Ownership", "オブジェクト所有権")),
        warning: words(
            "Other applications that reach the bucket by ACL lose access: find out first who they are.",
            "ACL でこのバケットを使っているほかのアプリケーションはアクセスできなくなります。変更の前に利用者を確認してください。",
        ),
        ..step(
            "Or set Object Ownership to \"Bucket owner enforced\": then the bucket's owner owns every object, and ACLs no longer count.",
            "または、オブジェクト所有権を「バケット所有者の強制」にします。すべてのオブジェクトがバケット所有者のものになり、ACL は無効になります。",
            &[format!(
                "aws s3api put-bucket-ownership-controls --bucket {bucket} --ownership-controls 'Rules=[{{ObjectOwnership=BucketOwnerEnforced}}]'"
            )],
        )
    };
    (cause, why, vec![grant, copy, enforce])
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>
pub(super) fn lock(case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    let lock = case.input.facts.object.lock.clone().unwrap_or_default();
    let (en, ja, text) = if lock.legal_hold {
        (
            "A legal hold protects the object version",
            "オブジェクトのバージョンがリーガルホールドで保護されている",
            step(
                "Whoever may use `s3:PutObjectLegalHold` can remove the hold; find out first who set it and why.",
                "`s3:PutObjectLegalHold` を許可されたユーザーなら解除できます。誰が何のために設定したかを先に確認してください。",
                &[format!(
                    "aws s3api put-object-legal-hold --bucket {bucket} --key OBJECT_KEY --version-id VERSION_ID --legal-hold Status=OFF"
                )],
            ),
        )
    } else if lock.mode.as_deref().is_some_and(|mode| mode.eq_ignore_ascii_case("COMPLIANCE")) {
        (
            "Object Lock protects the object version in compliance mode",
            "オブジェクトのバージョンがコンプライアンスモードのオブジェクトロックで保護されている",
            step(
                "Wait until the retention ends: nobody, the root user included, can end it earlier.",
                "保持期間が終わるまで待ちます。ルートユーザーを含め、誰も早めることはできません。",
                &[],
            ),
        )
    } else {
        (
            "Object Lock protects the object version in governance mode",
            "オブジェクトのバージョンがガバナンスモードのオブジェクトロックで保護されている",
            step(
                "Wait until the retention ends, or delete the version as somebody who has `s3:BypassGovernanceRetention` and asks for it.",
                "保持期間が終わるまで待つか、`s3:BypassGovernanceRetention` を許可されたユーザーが回避を指定してバージョンを削除します。",
                &[format!(
                    "aws s3api delete-object --bucket {bucket} --key OBJECT_KEY --version-id VERSION_ID --bypass-governance-retention"
                )],
            ),
        )
    };
    let why = words(
        "New versions can still be written; what is locked is this one.",
        "新しいバージョンは書き込めます。保護されているのはこのバージョンです。",
    );
    (words(en, ja), why, vec![text])
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html>
pub(super) fn mfa_delete(case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    let mfa = "--mfa 'MFA_DEVICE_ARN MFA_CODE'";
    let asked = case.input.request.action.as_deref().unwrap_or_default();
    let root = if asked.eq_ignore_ascii_case("s3:PutBucketVersioning") {
        step(
            "Change the versioning as the root user with MFA.",
            "ルートユーザーで MFA を使ってバージョニングの設定を変更します。",
            &[format!(
                "aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled,MFADelete=Disabled {mfa}"
            )],
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
    (
        words(
            "MFA delete is on, and the caller is not the root user of the bucket's account with an MFA code",
            "MFA Delete が有効で、呼び出し元が MFA コードを付けたバケットのアカウントのルートユーザーではない",
        ),
        words(
            "Only the root user of the bucket's account can delete versions or change the versioning then, with an MFA code in the request.",
            "この場合、バージョンの削除とバージョニングの設定変更ができるのは、リクエストに MFA コードを付けたバケットのアカウントのルートユーザーだけです。",
        ),
        vec![root],
    )
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
pub(super) fn missing(case: &Case<'_>) -> Told {
    let uri = case.target.as_ref().map(Target::uri);
    let list = uri.map(|uri| format!("aws s3 ls {uri}"));
    let look = step(
        "Check the object's name, letter case included.",
        "オブジェクト名を、大文字と小文字も含めて確認します。",
        list.as_slice(),
    );
    (
        words(
            "There is no such object, and the caller may not list the bucket",
            "オブジェクトが存在せず、バケットの一覧も許可されていない",
        ),
        words(
            "Without `s3:ListBucket` on the bucket S3 answers 403 instead of 404, so that nobody learns which objects there are.",
            "バケットに対する `s3:ListBucket` の許可がないと、オブジェクトの有無がわからないように、S3 は 404 ではなく 403 を返します。",
        ),
        vec![
            look,
            step(
                "Allow `s3:ListBucket` on the bucket: then S3 says plainly what is missing.",
                "バケットに対する `s3:ListBucket` を許可します。許可すると、存在しないことがそのまま返されます。",
                &[],
            ),
        ],
    )
}
