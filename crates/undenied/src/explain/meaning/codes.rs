//! What the codes mean that no policy is to blame for.

use super::{Meaning, OTHER, OTHER_STEP, S3_ERRORS, plain};
use crate::{explain::Explanation, lang::Localized};

/// Codes that mean the same, what they mean, and what to do.
type Entry = (&'static [&'static str], Localized<&'static str>, Localized<&'static str>);

/// The words for an explanation that names a known code.
pub(super) fn write(explanation: &Explanation) -> Meaning {
    let tells = explanation.tells.unwrap_or_default();
    match ENTRIES.iter().find(|(codes, _, _)| codes.contains(&tells)) {
        Some((_, headline, fix)) => plain(*headline, *fix, S3_ERRORS),
        None => plain(OTHER, OTHER_STEP, S3_ERRORS),
    }
}

static ENTRIES: &[Entry] = &[
    (
        &["AccountProblem"],
        Localized {
            en: "Something is wrong with the AWS account itself, for example its billing.",
            ja: "請求など、AWS アカウント自体に問題があります。",
        },
        Localized {
            en: "Sign in as the account's owner, look at billing, and ask AWS Support.",
            ja: "アカウントの所有者としてサインインし、請求の状況を確認のうえ、AWS サポートに問い合わせてください。",
        },
    ),
    (
        &["AllAccessDisabled"],
        Localized {
            en: "AWS has disabled all access to this bucket or object.",
            ja: "このバケットまたはオブジェクトへのアクセスは、AWS によってすべて無効にされています。",
        },
        Localized {
            en: "Check the bucket's name first: names in examples belong to others. If it is yours, ask AWS Support.",
            ja: "まずバケット名を確認してください。例に使われる名前は他人のバケットです。自分のバケットであれば、AWS サポートに問い合わせてください。",
        },
    ),
    (
        &["InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"],
        Localized {
            en: "AWS does not know this access key: it was deleted, mistyped, or is of another partition or a session without its token.",
            ja: "このアクセスキーは AWS に存在しません。削除されたか、入力の誤りか、別のパーティションのキーか、一時的な認証情報にセッショントークンが付いていません。",
        },
        Localized {
            en: "Check the access key ID. IDs that begin with `ASIA` need their session token as well.",
            ja: "アクセスキー ID を確認してください。`ASIA` で始まる ID には、セッショントークンも必要です。",
        },
    ),
    (
        &["InvalidObjectState"],
        Localized {
            en: "The object is archived (S3 Glacier) and must be restored before it can be read.",
            ja: "オブジェクトがアーカイブ（S3 Glacier）されているため、読み取る前に復元が必要です。",
        },
        Localized {
            en: "Restore it (`aws s3api restore-object`) and try again when the restore is complete.",
            ja: "`aws s3api restore-object` で復元し、完了してから再試行してください。",
        },
    ),
    (
        &["RequestTimeTooSkewed"],
        Localized {
            en: "The caller's clock is more than 15 minutes off.",
            ja: "呼び出し元の時計が 15 分以上ずれています。",
        },
        Localized {
            en: "Set the clock, or switch on time synchronization, and try again.",
            ja: "時計を合わせるか、時刻の同期を有効にしてから再試行してください。",
        },
    ),
    (
        &["SignatureDoesNotMatch"],
        Localized {
            en: "The secret access key does not belong to the access key ID, or the request was changed after it was signed.",
            ja: "シークレットアクセスキーがアクセスキー ID と対応していないか、署名後にリクエストが変更されています。",
        },
        Localized {
            en: "Enter the secret key again without spaces; then check region and endpoint, and that no proxy rewrites headers.",
            ja: "シークレットアクセスキーを空白なしで入力し直してください。次に、リージョンとエンドポイント、ヘッダーを書き換えるプロキシの有無を確認してください。",
        },
    ),
    (
        &["ExpiredToken", "ExpiredTokenException", "RequestExpired"],
        Localized {
            en: "The temporary credentials, or the presigned URL, have expired.",
            ja: "一時的な認証情報または署名付き URL の有効期限が切れています。",
        },
        Localized {
            en: "Get new ones: sign in again, assume the role again, or make a new URL.",
            ja: "再度サインインする、ロールを引き受け直す、URL を発行し直すなどして、新しいものを使ってください。",
        },
    ),
    (
        &["InvalidToken"],
        Localized {
            en: "The session token is damaged or belongs to other credentials.",
            ja: "セッショントークンが壊れているか、別の認証情報のものです。",
        },
        Localized {
            en: "Copy access key ID, secret key and session token together, whole and without line breaks.",
            ja: "アクセスキー ID、シークレットアクセスキー、セッショントークンを、改行を入れずに 1 組でコピーしてください。",
        },
    ),
    (
        &[
            "AuthorizationHeaderMalformed",
            "PermanentRedirect",
            "301",
            "BucketRegionError",
            "IllegalLocationConstraintException",
        ],
        Localized {
            en: "The request went to another region than the bucket's.",
            ja: "バケットのリージョンとは別のリージョンにリクエストが送られています。",
        },
        Localized {
            en: "Set the bucket's region in the client. `aws s3api head-bucket` shows it as `BucketRegion`.",
            ja: "クライアントにバケットのリージョンを設定してください。`aws s3api head-bucket` の `BucketRegion` で確認できます。",
        },
    ),
    (
        &["AccessControlListNotSupported"],
        Localized {
            en: "The bucket takes no ACLs (Object Ownership is `BucketOwnerEnforced`), but the request sends one.",
            ja: "ACL が無効なバケット（オブジェクト所有権が `BucketOwnerEnforced`）に、ACL 付きのリクエストが送られました。",
        },
        Localized {
            en: "Leave the ACL out of the request (`--acl`, `x-amz-acl`); grant access by policies.",
            ja: "リクエストから ACL の指定（`--acl`、`x-amz-acl`）を外し、ポリシーで許可してください。",
        },
    ),
    (
        &["LakeFormation"],
        Localized {
            en: "AWS Lake Formation refused: it has grants of its own beside IAM policies.",
            ja: "Lake Formation によって拒否されました。IAM ポリシーとは別に、Lake Formation での許可が必要です。",
        },
        Localized {
            en: "Grant the permission that the message names in the Lake Formation console (`aws lakeformation grant-permissions`), on the database, table or location.",
            ja: "メッセージに示された許可を、Lake Formation コンソール（`aws lakeformation grant-permissions`）でデータベース、テーブル、またはロケーションに付与してください。",
        },
    ),
    (
        &["RegionDisabledException"],
        Localized {
            en: "AWS STS is not active in the region that was asked for the role's credentials.",
            ja: "ロールの認証情報を要求したリージョンで AWS STS が有効になっていません。",
        },
        Localized {
            en: "Activate the STS endpoint of that region in the account of the role: IAM, Account settings.",
            ja: "ロールのアカウントで、そのリージョンの STS エンドポイントを有効にしてください（IAM のアカウント設定）。",
        },
    ),
    (
        &["SessionDuration"],
        Localized {
            en: "The session that was asked for is longer than the role allows.",
            ja: "ロールで許可されている時間より長いセッションが要求されました。",
        },
        Localized {
            en: "Ask for a shorter session, or raise the role's maximum session duration (`aws iam update-role --max-session-duration`). A role assumed by a role gets one hour at most.",
            ja: "要求するセッションを短くするか、ロールの最大セッション期間を延ばしてください（`aws iam update-role --max-session-duration`）。ロールの連鎖（ロールから別のロールを引き受ける場合）では最長 1 時間です。",
        },
    ),
    (
        &["NoSuchBucket"],
        Localized {
            en: "There is no bucket of that name.",
            ja: "その名前のバケットは存在しません。",
        },
        Localized {
            en: "Check the name's spelling, and the partition (`aws`, `aws-cn`, `aws-us-gov`) that you are signed in to.",
            ja: "名前の綴りと、サインインしているパーティション（`aws`、`aws-cn`、`aws-us-gov`）を確認してください。",
        },
    ),
    (
        &["NoSuchKey", "404"],
        Localized {
            en: "There is no such object; access itself was not refused.",
            ja: "オブジェクトが存在しません。アクセスが拒否されたわけではありません。",
        },
        Localized {
            en: "Check the key: letter case, a slash at the start, and encoded characters all count.",
            ja: "キーを確認してください。大文字と小文字、先頭のスラッシュ、エンコードされた文字の違いも区別されます。",
        },
    ),
    (
        &["NoSuchEntity"],
        Localized {
            en: "The user, role or policy does not exist in this account.",
            ja: "ユーザー、ロール、またはポリシーがこのアカウントに存在しません。",
        },
        Localized {
            en: "Check its name and the account that you are signed in to; create the role if it was never made. `get-role-policy` knows inline policies alone: `aws iam list-attached-role-policies` lists the managed ones.",
            ja: "名前と、サインインしているアカウントを確認してください。ロールがまだない場合は作成してください。なお、`get-role-policy` で取得できるのはインラインポリシーだけです。管理ポリシーは `aws iam list-attached-role-policies` で一覧できます。",
        },
    ),
    (
        &["KMS.DisabledException", "DisabledException"],
        Localized {
            en: "The KMS key is disabled.", ja: "KMS キーが無効になっています。"
        },
        Localized {
            en: "Enable the key in the AWS KMS console, in the key's own account and region.",
            ja: "キーのあるアカウントとリージョンの AWS KMS コンソールで、キーを有効にしてください。",
        },
    ),
    (
        &["KMS.KMSInvalidStateException", "KMSInvalidStateException"],
        Localized {
            en: "The KMS key cannot be used in its present state, for example because it is to be deleted.",
            ja: "削除待ちなど、KMS キーが使用できない状態にあります。",
        },
        Localized {
            en: "Look at `KeyState` (`aws kms describe-key`); cancel the deletion, or import the key material again.",
            ja: "`aws kms describe-key` の `KeyState` を確認し、削除を取り消すか、キーマテリアルを再度インポートしてください。",
        },
    ),
    (
        &["KMS.NotFoundException", "NotFoundException"],
        Localized {
            en: "The KMS key does not exist in this region and account.",
            ja: "KMS キーがこのリージョンとアカウントに存在しません。",
        },
        Localized {
            en: "Name the key by its ARN; it must be in the bucket's region.",
            ja: "キーを ARN で指定してください。キーはバケットと同じリージョンになければなりません。",
        },
    ),
    (
        &["NoCredentials"],
        Localized {
            en: "The client found no credentials to sign the request with.",
            ja: "リクエストの署名に使う認証情報が見つかりませんでした。",
        },
        Localized {
            en: "Sign in (`aws sso login`, `aws configure`) or give the machine a role.",
            ja: "`aws sso login` や `aws configure` で認証情報を設定するか、実行環境にロールを割り当ててください。",
        },
    ),
    (
        &["NoSuchBucketPolicy"],
        Localized {
            en: "The bucket has no bucket policy: none denies, and none allows other accounts.",
            ja: "バケットポリシーは設定されていません。拒否するものも、別のアカウントに許可するものもありません。",
        },
        Localized {
            en: "Within one account that is fine. A caller of another account needs a bucket policy that allows it.",
            ja: "同じアカウント内であれば問題ありません。別のアカウントから使うには、許可するバケットポリシーが必要です。",
        },
    ),
    (
        &["NoSuchAccessPointPolicy"],
        Localized {
            en: "The access point has no policy.",
            ja: "アクセスポイントにポリシーは設定されていません。",
        },
        Localized {
            en: "Within one account that is fine. A caller of another account needs a policy here and in the bucket policy.",
            ja: "同じアカウント内であれば問題ありません。別のアカウントから使うには、アクセスポイントとバケットポリシーの両方に許可が必要です。",
        },
    ),
    (
        &["OwnershipControlsNotFoundError"],
        Localized {
            en: "Object Ownership is not set, so ACLs are in force and an object belongs to whoever uploaded it.",
            ja: "オブジェクト所有権は設定されていません。ACL が有効で、オブジェクトはアップロードしたアカウントのものになります。",
        },
        Localized {
            en: "If other accounts write into the bucket, set it to `BucketOwnerEnforced`, so that the bucket policy reaches every object.",
            ja: "別のアカウントが書き込むバケットでは、バケットポリシーがすべてのオブジェクトに及ぶように `BucketOwnerEnforced` に設定してください。",
        },
    ),
    (
        &["NoSuchPublicAccessBlockConfiguration"],
        Localized {
            en: "The bucket has no Block Public Access settings of its own.",
            ja: "バケット自体のブロックパブリックアクセスは設定されていません。",
        },
        Localized {
            en: "The settings of the account may still apply: `aws s3control get-public-access-block --account-id ACCOUNT`.",
            ja: "アカウント側の設定が適用される場合があります。`aws s3control get-public-access-block --account-id ACCOUNT` で確認してください。",
        },
    ),
    (
        &["ServerSideEncryptionConfigurationNotFoundError"],
        Localized {
            en: "The bucket has no default encryption with a KMS key.",
            ja: "KMS キーによるデフォルトの暗号化は設定されていません。",
        },
        Localized {
            en: "The key is no obstacle then, unless single objects were uploaded with one: see `SSEKMSKeyId` of `aws s3api head-object`.",
            ja: "キーが妨げになることはありません。ただし、オブジェクトが個別にキーで暗号化されている場合があります。`aws s3api head-object` の `SSEKMSKeyId` を確認してください。",
        },
    ),
    (
        &["ObjectLockConfigurationNotFoundError"],
        Localized {
            en: "The bucket has no Object Lock.",
            ja: "オブジェクトロックは設定されていません。",
        },
        Localized {
            en: "Object Lock does not refuse the call.",
            ja: "オブジェクトロックが原因で拒否されることはありません。",
        },
    ),
];
