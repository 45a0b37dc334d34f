//! Settings of objects.

use super::{Told, changing, step, words};
use crate::{
    Words,
    case::Case,
    commands,
    guide::{bucket_tab, setting},
    report::{Impact, Step},
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
    let account = case.input.facts.bucket.account.as_deref().unwrap_or_default();
    let copy = changing(copy, Impact::Tidies, &[("object.ownerAccount", account)]);
    let fact = ("bucket.objectOwnership", "BucketOwnerEnforced");
    let enforce = changing(enforce, Impact::Widens, &[fact]);
    (cause, why, vec![grant, copy, enforce])
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
pub(super) fn missing(case: &Case<'_>) -> Told {
    let uri = case.target.as_ref().map(Target::uri);
    let list = uri.map(|uri| format!("aws s3 ls {uri}"));
    let look = step(
        "Ask for an object that is there: check its name, letter case included, or upload it.",
        "存在するオブジェクトを指定します。オブジェクト名を大文字と小文字も含めて確認するか、オブジェクトをアップロードしてください。",
        list.as_slice(),
    );
    let look = changing(look, Impact::Tidies, &[("object.exists", "true")]);
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
                "To be told what is missing, allow `s3:ListBucket` on the bucket: then S3 answers 404 instead of 403.",
                "存在しないことを知るには、バケットに対する `s3:ListBucket` を許可します。許可すると、403 ではなく 404 が返されます。",
                &[],
            ),
        ],
    )
}
