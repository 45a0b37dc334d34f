//! The fixed sentences about refusals: what to do for each kind of policy, and AWS's quirks.

use super::{Links, S3_403};
use crate::{explain::Suspect, lang::Localized, policy::Kind, words::kind_name};

pub(super) const fn suspect_name(suspect: Suspect) -> Localized<&'static str> {
    match suspect {
        Suspect::Policy(kind) => kind_name(kind),
        Suspect::ObjectOwnership => {
            Localized { en: "who owns the object", ja: "オブジェクトの所有者" }
        }
        Suspect::KmsKey => Localized { en: "the state of the KMS key", ja: "KMS キーの状態" },
        Suspect::RequestPayer => Localized { en: "Requester Pays", ja: "リクエスタ支払い" },
        Suspect::PublicAccessBlock => {
            Localized { en: "Block Public Access", ja: "ブロックパブリックアクセス" }
        }
        Suspect::ObjectMissing => {
            Localized { en: "whether the object exists", ja: "オブジェクトの有無" }
        }
        Suspect::ObjectLock => Localized { en: "Object Lock", ja: "オブジェクトロック" },
        Suspect::Encryption => {
            Localized { en: "required or blocked encryption", ja: "暗号化の要件" }
        }
    }
}

pub(super) const fn allow_step(kind: Kind) -> Localized<&'static str> {
    match kind {
        Kind::Identity => Localized {
            en: "Add an Allow for this action and this resource to a policy of the user or role. Objects need `arn:aws:s3:::BUCKET/*`, the bucket itself `arn:aws:s3:::BUCKET`.",
            ja: "ユーザーまたはロールのポリシーに、このアクションとリソースを許可するステートメントを追加してください。オブジェクトには `arn:aws:s3:::BUCKET/*`、バケット自体には `arn:aws:s3:::BUCKET` を指定します。",
        },
        Kind::Trust => Localized {
            en: "Name the caller in `Principal` of the trust policy, with `sts:AssumeRole` and the external ID that the caller sends.",
            ja: "信頼ポリシーの `Principal` に呼び出し元を指定し、`sts:AssumeRole` と、呼び出し元が送る外部 ID を設定してください。",
        },
        Kind::Key => Localized {
            en: "Allow the caller in the key policy: `kms:Decrypt` to read, `kms:GenerateDataKey` too to write.",
            ja: "キーポリシーで呼び出し元を許可してください。読み取りには `kms:Decrypt`、書き込みには `kms:GenerateDataKey` も必要です。",
        },
        Kind::ServiceControl => Localized {
            en: "Ask whoever manages your organization: every level from the root to the account must allow the action.",
            ja: "組織の管理者に確認してください。ルートからアカウントまでのすべての階層で、このアクションが許可されている必要があります。",
        },
        Kind::PermissionsBoundary => Localized {
            en: "Add the action to the permissions boundary, or set another one: boundary and policy must both allow it.",
            ja: "アクセス許可の境界にこのアクションを追加するか、境界を変更してください。境界とポリシーの両方で許可されている必要があります。",
        },
        Kind::Session => Localized {
            en: "The session was made with a policy that limits it. Whoever assumes the role (a vendor's product, too) must pass one that allows the action.",
            ja: "セッションの作成時に渡されたポリシーで権限が制限されています。ロールを引き受ける側（ベンダーの製品を含む）が、このアクションを許可するポリシーを渡す必要があります。",
        },
        Kind::VpcEndpoint => Localized {
            en: "Allow bucket and action in the policy of the VPC endpoint that the call goes through.",
            ja: "呼び出しが経由する VPC エンドポイントのポリシーで、バケットとアクションを許可してください。",
        },
        _ => Localized {
            en: "Add an Allow to that policy that names the caller in `Principal`, with this action and this resource.",
            ja: "そのポリシーに、`Principal` で呼び出し元を指定し、このアクションとリソースを許可するステートメントを追加してください。",
        },
    }
}

pub(super) const fn deny_step(kind: Kind) -> Option<Localized<&'static str>> {
    Some(match kind {
        Kind::ServiceControl | Kind::ResourceControl => Localized {
            en: "Only the organization's management account can change it: send the message to whoever manages it.",
            ja: "変更できるのは組織の管理アカウントだけです。組織の管理者にこのメッセージを伝えてください。",
        },
        Kind::VpcEndpoint => Localized {
            en: "The call goes through a VPC endpoint: its policy is on the endpoint, in the VPC console.",
            ja: "呼び出しは VPC エンドポイントを経由しています。ポリシーは VPC コンソールのエンドポイントの画面にあります。",
        },
        Kind::Session => Localized {
            en: "The policy was passed when the session was made; IAM does not show it. Ask whoever assumes the role.",
            ja: "このポリシーはセッションの作成時に渡されたもので、IAM には表示されません。ロールを引き受ける側に確認してください。",
        },
        _ => return None,
    })
}

pub(super) const fn links(kind: Kind) -> Links {
    match kind {
        Kind::Key => KMS,
        Kind::Trust => TRUST,
        _ => S3_403,
    }
}

pub(super) const BARE: Localized<&str> = Localized {
    en: "AWS refused access and did not say which policy is to blame.",
    ja: "アクセスが拒否されました。どのポリシーが原因かは示されていません。",
};

pub(super) const DENY_WINS: Localized<&str> = Localized {
    en: "A Deny wins over every Allow. Find the statement that matches the call, and exempt the caller from it by a condition instead of deleting it.",
    ja: "Deny はどの Allow よりも優先されます。この呼び出しに当てはまるステートメントを探し、削除するのではなく、条件を使って呼び出し元を対象から外してください。",
};

pub(super) const BOTH_SIDES: Localized<&str> = Localized {
    en: "If caller and resource are in different accounts, both sides must allow the call, and AWS blames the resource's policy even where the caller's IAM policy is the one that lacks it. Check both.",
    ja: "呼び出し元とリソースのアカウントが異なる場合は、両側での許可が必要です。呼び出し元の IAM ポリシーに不足があるときも、AWS はリソース側のポリシーを原因として示します。両方を確認してください。",
};

pub(super) const ANONYMOUS: Localized<&str> = Localized {
    en: "The call was not signed. Sign it with credentials; public access needs a policy that allows everyone, and Block Public Access must not cut it off.",
    ja: "署名のない呼び出しです。認証情報を使って署名してください。パブリックアクセスには、全員に許可するポリシーが必要で、ブロックパブリックアクセスで遮断されないことも条件です。",
};

pub(super) const RESTRICTED: Localized<&str> = Localized {
    en: "If the bucket policy has no such Deny, `RestrictPublicBuckets` of Block Public Access looks the same: it cuts off other accounts while the policy is public.",
    ja: "バケットポリシーに該当する Deny がない場合は、ブロックパブリックアクセスの `RestrictPublicBuckets` が考えられます。ポリシーがパブリックとみなされる間、ほかのアカウントからのアクセスが同じ形で拒否されます。",
};

pub(super) const KMS_BEHIND_S3: Localized<&str> = Localized {
    en: "S3 asks AWS KMS only after its own check has passed: the permission for S3 itself is there.",
    ja: "S3 が AWS KMS を呼び出すのは、S3 自身の確認を通過した後です。S3 側の許可は足りています。",
};

pub(super) const ASSUME: Localized<&str> = Localized {
    en: "The same message appears for a role that does not exist, a caller that the trust policy does not name, a wrong external ID, and a caller without `sts:AssumeRole`. Check the role's ARN, then its trust policy.",
    ja: "ロールが存在しない場合、信頼ポリシーに呼び出し元が含まれない場合、外部 ID が異なる場合、呼び出し元に `sts:AssumeRole` の許可がない場合は、いずれも同じメッセージになります。まずロールの ARN を、次に信頼ポリシーを確認してください。",
};

pub(super) const SELF_ASSUMING: Localized<&str> = Localized {
    en: "Unity Catalog wants a role that can assume itself: name the role's own ARN in its trust policy too, and allow it `sts:AssumeRole` on itself.",
    ja: "Unity Catalog では、ロールが自分自身を引き受けられる必要があります。信頼ポリシーにロール自身の ARN も指定し、ロールの IAM ポリシーで自分自身に対する `sts:AssumeRole` を許可してください。",
};

pub(super) const TIDB_KEY: Localized<&str> = Localized {
    en: "The access key belongs to an IAM user: open that user's policies and compare their `Resource` with the bucket and folder of the import.",
    ja: "このアクセスキーは IAM ユーザーのものです。そのユーザーのポリシーを開き、`Resource` がインポート元のバケットとフォルダーに合っているか確認してください。",
};

pub(super) const HEAD: Localized<&str> = Localized {
    en: "A HEAD request has no body, so AWS cannot say why. Try a GET of the same object (`aws s3api get-object`) to see the reason.",
    ja: "HEAD リクエストの応答には本文がないため、理由は示されません。同じオブジェクトを GET（`aws s3api get-object`）で取得すると理由がわかります。",
};

pub(super) const MISSING: Localized<&str> = Localized {
    en: "Check that the object exists: without `s3:ListBucket`, S3 answers 403 for a missing object instead of 404.",
    ja: "オブジェクトが存在するか確認してください。`s3:ListBucket` の許可がないと、存在しないオブジェクトにも 404 ではなく 403 が返ります。",
};

pub(super) const FOREIGN: Localized<&str> = Localized {
    en: "AWS gives the reason only to callers of the same account or organization. The bucket owner can see more in CloudTrail data events.",
    ja: "理由が示されるのは、同じアカウントまたは同じ組織の呼び出し元に対してだけです。バケット所有者は CloudTrail のデータイベントでより詳しく確認できます。",
};

pub(super) const PUBLIC_ACLS: Localized<&str> = Localized {
    en: "Block Public Access refuses a public ACL (`BlockPublicAcls`); no policy is to blame.",
    ja: "ブロックパブリックアクセス（`BlockPublicAcls`）がパブリックな ACL を拒否しました。ポリシーの問題ではありません。",
};

pub(super) const PUBLIC_ACLS_STEP: Localized<&str> = Localized {
    en: "Leave the ACL out of the request (`--acl public-read`, `x-amz-acl`); grant access in the bucket policy instead.",
    ja: "リクエストから ACL の指定（`--acl public-read`、`x-amz-acl`）を外し、バケットポリシーで許可してください。",
};

pub(super) const PUBLIC_POLICY: Localized<&str> = Localized {
    en: "Block Public Access refuses to save a public bucket policy (`BlockPublicPolicy`).",
    ja: "ブロックパブリックアクセス（`BlockPublicPolicy`）が、パブリックなバケットポリシーの保存を拒否しました。",
};

pub(super) const PUBLIC_POLICY_STEP: Localized<&str> = Localized {
    en: "Name accounts, users or roles in `Principal` instead of `*`, or limit it by `aws:PrincipalOrgID`, `aws:SourceVpce` or the like.",
    ja: "`Principal` を `*` ではなくアカウント、ユーザー、ロールにするか、`aws:PrincipalOrgID` や `aws:SourceVpce` などの条件で絞ってください。",
};

pub(super) const CUSTOMER_KEY: Localized<&str> = Localized {
    en: "The bucket takes no uploads with keys that the customer provides (SSE-C).",
    ja: "このバケットでは、お客様が用意したキー（SSE-C）によるアップロードがブロックされています。",
};

pub(super) const CUSTOMER_KEY_STEP: Localized<&str> = Localized {
    en: "Use SSE-S3 or SSE-KMS, or unblock SSE-C in the bucket's default encryption (`aws s3api put-bucket-encryption`).",
    ja: "SSE-S3 または SSE-KMS を使うか、バケットのデフォルトの暗号化の設定で SSE-C のブロックを解除してください（`aws s3api put-bucket-encryption`）。",
};

pub(super) const OBJECT_LOCK: Localized<&str> = Localized {
    en: "The object's version is protected by S3 Object Lock, and no policy lets anybody delete or overwrite it.",
    ja: "このオブジェクトのバージョンは、S3 オブジェクトロックで保護されています。ポリシーで許可しても、削除や上書きはできません。",
};

pub(super) const OBJECT_LOCK_STEP: Localized<&str> = Localized {
    en: "Look at its retention and legal hold (`aws s3api head-object`). In governance mode a caller with `s3:BypassGovernanceRetention` may delete it (`--bypass-governance-retention`); in compliance mode nobody may before the period ends; a legal hold has to be removed first.",
    ja: "保持期間とリーガルホールドを確認してください（`aws s3api head-object`）。ガバナンスモードなら、`s3:BypassGovernanceRetention` を許可された呼び出し元が `--bypass-governance-retention` を付けて削除できます。コンプライアンスモードでは、期間が終わるまで誰も削除できません。リーガルホールドは先に解除する必要があります。",
};

pub(super) const KEY: Localized<&str> = Localized {
    en: "The KMS key is not in this region, does not exist, or a policy refuses its use; AWS does not say which.",
    ja: "KMS キーがこのリージョンにないか、存在しないか、ポリシーで使用が拒否されています。どれにあたるかは示されていません。",
};

pub(super) const KEY_STEP: Localized<&str> = Localized {
    en: "Check the key's region and state, then allow `kms:Decrypt` in the key policy and, where key and caller are in different accounts, in the caller's IAM policy too. An AWS managed key cannot be used from another account.",
    ja: "キーのリージョンと状態を確認し、キーポリシーで `kms:Decrypt` を許可してください。キーと呼び出し元のアカウントが異なる場合は、呼び出し元の IAM ポリシーでも許可が必要です。AWS 管理キーは別のアカウントからは使えません。",
};

pub(super) const KMS: Links = Localized {
    en: &["https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/kms/latest/developerguide/key-policies.html"],
};

pub(super) const TRUST: Links = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
    ],
};

pub(super) const BLOCK_PUBLIC: Links = Localized {
    en: &[
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ],
};
