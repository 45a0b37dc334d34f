//! What a setting that stands in the way means, and what to do about it. Not: policies.

use super::objects_are_harmless;
use crate::{
    Facts, ObjectOwnership, Setting,
    authorize::Barrier,
    case::Case,
    commands,
    lang::{Localized, Words},
    report::{Step, Task},
    words::kind_name,
};

/// Why `action` is refused, in one sentence.
pub(crate) fn sentence(barrier: Barrier, action: &str) -> Words {
    let (en, ja) = match barrier {
        Barrier::Policy(kind) => {
            let name = kind_name(kind);
            return Words {
                en: format!("The {} does not allow `{action}`.", name.en),
                ja: format!("{}で `{action}` が許可されていません。", name.ja),
            };
        }
        Barrier::PublicAccessBlock => (
            "S3 Block Public Access refuses",
            "S3 ブロックパブリックアクセスにより、次のアクションが拒否されます",
        ),
        Barrier::ObjectOwnership => (
            "The object belongs to another account, whose ACL does not allow",
            "オブジェクトは別のアカウントの所有で、その ACL で次のアクションが許可されていません",
        ),
        Barrier::RequestPayer => (
            "The bucket makes the requester pay, and the call does not agree to it",
            "バケットがリクエスタ支払いで、リクエストに支払いの同意がありません",
        ),
        Barrier::KmsKey => {
            ("The KMS key cannot serve this call", "KMS キーがこのリクエストでは使えません")
        }
        Barrier::ObjectLock => (
            "Object Lock protects the object version against",
            "オブジェクトロックで保護されています",
        ),
        Barrier::MfaDelete => (
            "MFA delete is on, and the call has no MFA",
            "MFA Delete が有効ですが、リクエストに MFA がありません",
        ),
        Barrier::AccessPointNetwork => (
            "The access point takes calls from its own VPC only",
            "アクセスポイントは自身の VPC からのリクエストだけを受け付けます",
        ),
        Barrier::ObjectMissing => (
            "There is no such object, and without `s3:ListBucket` S3 answers 403 instead of 404",
            "オブジェクトが存在せず、`s3:ListBucket` の許可がないため、S3 は 404 ではなく 403 を返します",
        ),
    };
    let takes_action = matches!(
        barrier,
        Barrier::PublicAccessBlock | Barrier::ObjectOwnership | Barrier::ObjectLock
    );
    let en = if takes_action { format!("{en} `{action}`.") } else { format!("{en}: `{action}`.") };
    Words { en, ja: format!("{ja}: `{action}`") }
}

/// What to do about a setting; `None` for a policy.
pub(crate) fn task(barrier: Barrier, case: &Case<'_>) -> Option<Task> {
    let bucket = commands::bucket(case);
    let command = |command: &str| vec![format!("aws s3api {command} --bucket {bucket}")];
    let (en, ja, commands) = match barrier {
        Barrier::Policy(_) => return None,
        Barrier::PublicAccessBlock => (
            "While `RestrictPublicBuckets` is on, one statement for everyone in the bucket policy shuts out every other account. Name the principals, or limit the statement to fixed accounts, organizations or VPC endpoints.",
            "`RestrictPublicBuckets` が有効な間は、バケットポリシーに全員を対象とするステートメントが 1 つでもあると、ほかのアカウントはすべて拒否されます。プリンシパルを指定するか、固定のアカウント、組織、VPC エンドポイントに限定してください。",
            command("get-public-access-block"),
        ),
        Barrier::ObjectOwnership => (
            "Set Object Ownership to \"Bucket owner enforced\", or let the object's owner grant access by ACL or copy the object over itself. Check first who else uses the bucket.",
            "オブジェクト所有権を「バケット所有者の強制」にするか、オブジェクトの所有者に ACL での許可、またはオブジェクトの上書きコピーを依頼します。変更の前に、このバケットを使うほかの利用者を確認してください。",
            command("get-bucket-ownership-controls"),
        ),
        Barrier::RequestPayer => (
            "Let the caller send `x-amz-request-payer: requester`, or set the payer to `BucketOwner`.",
            "呼び出し側で `x-amz-request-payer: requester` を送信するか、支払者を `BucketOwner` に変更します。",
            command("get-bucket-request-payment"),
        ),
        Barrier::KmsKey => (
            "Use a customer managed key that is enabled: an AWS managed key serves its own account only. Objects that are there already keep their key until they are copied.",
            "有効なカスタマー管理型キーを使います。AWS 管理型キーは、そのアカウントの中でしか使えません。既存のオブジェクトのキーは、コピーし直すまで変わりません。",
            command("get-bucket-encryption"),
        ),
        Barrier::ObjectLock => (
            "Wait until the retention ends. A legal hold can be removed; in governance mode a caller with `s3:BypassGovernanceRetention` may ask to get past it.",
            "保持期間が終わるまで待ちます。リーガルホールドは解除できます。ガバナンスモードなら、`s3:BypassGovernanceRetention` を許可された呼び出し元が保護を回避できます。",
            command("get-object-lock-configuration"),
        ),
        Barrier::MfaDelete => (
            "Delete the version as the bucket's owner with MFA, or turn MFA delete off.",
            "バケットの所有者として MFA を使ってバージョンを削除するか、MFA Delete を無効にします。",
            command("get-bucket-versioning"),
        ),
        Barrier::AccessPointNetwork => (
            "Call from the access point's VPC, or use an access point whose network origin is the internet.",
            "アクセスポイントの VPC から呼び出すか、ネットワークオリジンがインターネットのアクセスポイントを使います。",
            Vec::new(),
        ),
        Barrier::ObjectMissing => (
            "Check the object's name, letter case included, and allow `s3:ListBucket` on the bucket so that S3 says plainly what is missing.",
            "オブジェクト名を大文字と小文字も含めて確認します。バケットに対する `s3:ListBucket` を許可すると、存在しないことがはっきり返されます。",
            Vec::new(),
        ),
    };
    let step = Step {
        text: Words { en: en.to_owned(), ja: ja.to_owned() },
        console: Localized::default(),
        commands,
        finding: None,
    };
    let title = barrier.name();
    let title =
        Words { en: format!("Change: {}", title.en), ja: format!("{}を見直す", title.ja) };
    Some(Task { title, finding: None, steps: vec![step] })
}

/// What is taken as given of the objects; `None` where owner and encryption are told.
pub(crate) fn assumed_of_objects(facts: &Facts) -> Option<Words> {
    let ownership = facts.bucket.object_ownership;
    let has_owner = facts.object.owner_account.is_some()
        || ownership == Setting::Told(ObjectOwnership::BucketOwnerEnforced);
    let has_encryption = facts.bucket.encryption.is_some() || facts.object.encryption.is_some();
    let (en, ja) = match (has_owner, has_encryption) {
        (true, true) => return None,
        (false, false) => return Some(objects_are_harmless()),
        (false, true) => (
            "The objects belong to the bucket's account.",
            "オブジェクトの所有者はバケットのアカウントです。",
        ),
        (true, false) => (
            "The objects are not encrypted with an AWS KMS key, or the key allows the role to decrypt.",
            "オブジェクトは AWS KMS キーで暗号化されていないか、ロールに復号が許可されています。",
        ),
    };
    Some(Words { en: en.to_owned(), ja: ja.to_owned() })
}
