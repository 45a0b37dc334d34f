//! Each fact in a sentence, in both languages. Not: which facts there are in a text.

use crate::lang::{Localized, Words};

/// A key, the value it takes (empty: any), and what it means; `{}` stands for the value.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// The sentence for a fact; of a key that is not listed, key and value.
pub(super) fn sentence(key: &str, value: &str) -> Words {
    let of_key =
        |row: &&Row| row.0 == key || row.0.strip_prefix('*').is_some_and(|end| key.ends_with(end));
    let mut rows = ROWS.iter().filter(of_key);
    let exact = rows.clone().find(|row| row.1 == value);
    let (en, ja) = match exact.or_else(|| rows.find(|row| row.1.is_empty())) {
        Some((_, _, en, ja)) => (*en, *ja),
        None => return plain(key, value),
    };
    let quoted = format!("`{}`", value.replace('`', "'"));
    Localized { en: en.replace("{}", &quoted), ja: ja.replace("{}", &quoted) }
}

fn plain(key: &str, value: &str) -> Words {
    let words = format!("`{key}`: `{}`", value.replace('`', "'"));
    Words { en: words.clone(), ja: words }
}

/// Rows of one key with a value stand before the one for any value.
pub(super) const ROWS: &[Row] = &[
    ("bucket.name", "", "The bucket is {}.", "バケットは {} です。"),
    ("bucket.region", "", "The bucket is in {}.", "バケットのリージョンは {} です。"),
    (
        "bucket.isAccessPointAlias",
        "",
        "The name is an access point's alias, not the bucket's own.",
        "この名前はバケット自体のものではなく、アクセスポイントのエイリアスです。",
    ),
    (
        "bucket.policy",
        "null",
        "The bucket has no policy: nothing in it allows or denies.",
        "バケットポリシーは設定されていません。バケット側の許可も拒否もありません。",
    ),
    (
        "accessPoint.policy",
        "null",
        "The access point has no policy.",
        "アクセスポイントにはポリシーが設定されていません。",
    ),
    (
        "bucket.objectOwnership",
        "BucketOwnerEnforced",
        "Object Ownership is {}: ACLs are off.",
        "オブジェクト所有権は {} で、ACL は無効です。",
    ),
    (
        "bucket.objectOwnership",
        "BucketOwnerPreferred",
        "Object Ownership is {}: ACLs count, and objects of other writers may stay theirs.",
        "オブジェクト所有権は {} です。ACL が有効で、ほかのアカウントが書き込んだオブジェクトはそのアカウントのもののままになることがあります。",
    ),
    (
        "bucket.objectOwnership",
        "ObjectWriter",
        "Object Ownership is {}: ACLs count, and whoever writes an object owns it.",
        "オブジェクト所有権は {} です。ACL が有効で、オブジェクトは書き込んだアカウントのものになります。",
    ),
    (
        "bucket.objectOwnership",
        "null",
        "Object Ownership is not set: ACLs count, and whoever writes an object owns it.",
        "オブジェクト所有権は設定されていません。ACL が有効で、オブジェクトは書き込んだアカウントのものになります。",
    ),
    ("bucket.objectOwnership", "", "Object Ownership is {}.", "オブジェクト所有権は {} です。"),
    (
        "bucket.requestPayer",
        "Requester",
        "The payer is {}: callers of other accounts must say that they pay.",
        "料金の負担者は {} です。ほかのアカウントからの呼び出しでは、料金を負担することを明示する必要があります。",
    ),
    ("bucket.requestPayer", "", "The payer is {}.", "料金の負担者は {} です。"),
    (
        "bucket.publicAccessBlock",
        "null",
        "Block Public Access is not set on the bucket; the account's settings still count.",
        "バケットのブロックパブリックアクセスは設定されていません。アカウントの設定は引き続き有効です。",
    ),
    (
        "*.publicAccessBlock.RestrictPublicBuckets",
        "true",
        "`RestrictPublicBuckets` is {}: while the policy is public, other accounts are kept out.",
        "`RestrictPublicBuckets` は {} です。ポリシーがパブリックである間、ほかのアカウントからはアクセスできません。",
    ),
    (
        "*.publicAccessBlock.RestrictPublicBuckets",
        "",
        "`RestrictPublicBuckets` is {}.",
        "`RestrictPublicBuckets` は {} です。",
    ),
    (
        "*.publicAccessBlock.IgnorePublicAcls",
        "true",
        "`IgnorePublicAcls` is {}: grants to everybody in ACLs do not count.",
        "`IgnorePublicAcls` は {} です。全員に対する ACL の許可は無視されます。",
    ),
    (
        "*.publicAccessBlock.IgnorePublicAcls",
        "",
        "`IgnorePublicAcls` is {}.",
        "`IgnorePublicAcls` は {} です。",
    ),
    (
        "*.publicAccessBlock.BlockPublicAcls",
        "true",
        "`BlockPublicAcls` is {}: a call that sets a public ACL is refused.",
        "`BlockPublicAcls` は {} です。パブリックな ACL を設定する呼び出しは拒否されます。",
    ),
    (
        "*.publicAccessBlock.BlockPublicAcls",
        "",
        "`BlockPublicAcls` is {}.",
        "`BlockPublicAcls` は {} です。",
    ),
    (
        "*.publicAccessBlock.BlockPublicPolicy",
        "true",
        "`BlockPublicPolicy` is {}: a public policy cannot be saved.",
        "`BlockPublicPolicy` は {} です。パブリックなポリシーは保存できません。",
    ),
    (
        "*.publicAccessBlock.BlockPublicPolicy",
        "",
        "`BlockPublicPolicy` is {}.",
        "`BlockPublicPolicy` は {} です。",
    ),
    (
        "bucket.encryption",
        "null",
        "No default encryption is set on the bucket.",
        "バケットにデフォルトの暗号化は設定されていません。",
    ),
    (
        "bucket.encryption.algorithm",
        "AES256",
        "Default encryption is {}: S3 keeps the key, and no KMS permission is needed.",
        "デフォルトの暗号化は {} です。キーは S3 が管理し、KMS のアクセス許可は必要ありません。",
    ),
    (
        "bucket.encryption.algorithm",
        "",
        "Default encryption of the bucket is {}.",
        "バケットのデフォルトの暗号化は {} です。",
    ),
    (
        "bucket.encryption.keyArn",
        "alias/aws/s3",
        "No key is named, so {} encrypts: an AWS managed key that other accounts cannot use.",
        "キーの指定がないため、{} で暗号化されます。これは AWS 管理キーで、ほかのアカウントからは使えません。",
    ),
    (
        "bucket.encryption.keyArn",
        "",
        "New objects are encrypted with the key {}.",
        "新しいオブジェクトはキー {} で暗号化されます。",
    ),
    (
        "*.encryption.bucketKeyEnabled",
        "true",
        "An S3 Bucket Key is in use ({}): KMS sees the bucket's ARN as encryption context, not the object's.",
        "S3 バケットキーを使用しています（{}）。KMS の暗号化コンテキストは、オブジェクトではなくバケットの ARN になります。",
    ),
    ("*.encryption.bucketKeyEnabled", "", "Bucket Key: {}.", "バケットキー: {}"),
    (
        "bucket.encryption.blockedTypes",
        "",
        "Uploads with these kinds of encryption are refused: {}.",
        "次の暗号化方式によるアップロードは拒否されます: {}",
    ),
    ("bucket.versioning", "", "Versioning is {}.", "バージョニングは {} です。"),
    (
        "bucket.mfaDelete",
        "Enabled",
        "MFA Delete is {}: deleting a version for good needs an MFA code.",
        "MFA Delete は {} です。バージョンの完全な削除には MFA コードが必要です。",
    ),
    ("bucket.mfaDelete", "", "MFA Delete is {}.", "MFA Delete は {} です。"),
    (
        "bucket.isPublic",
        "true",
        "The bucket policy is public ({}).",
        "バケットポリシーはパブリックです（{}）。",
    ),
    (
        "bucket.isPublic",
        "",
        "The bucket policy is not public ({}).",
        "バケットポリシーはパブリックではありません（{}）。",
    ),
    (
        "bucket.objectLock",
        "null",
        "Object Lock is not set on the bucket.",
        "バケットにオブジェクトロックは設定されていません。",
    ),
    ("bucket.objectLock.enabled", "", "Object Lock is {}.", "オブジェクトロックは {} です。"),
    (
        "bucket.objectLock.mode",
        "",
        "New objects are locked in {} mode.",
        "新しいオブジェクトは {} モードでロックされます。",
    ),
    (
        "bucket.objectLock.days",
        "",
        "New objects are locked for {} days.",
        "新しいオブジェクトは {} 日間ロックされます。",
    ),
    (
        "bucket.objectLock.years",
        "",
        "New objects are locked for {} years.",
        "新しいオブジェクトは {} 年間ロックされます。",
    ),
    (
        "bucket.owner",
        "",
        "The canonical user ID {} owns the bucket.",
        "バケットの所有者の正規ユーザー ID は {} です。",
    ),
    ("bucket.acl", "", "The bucket's ACL grants {}.", "バケットの ACL で {} が許可されています。"),
    ("acl.owner", "", "The canonical user ID {} owns it.", "所有者の正規ユーザー ID は {} です。"),
    ("acl.grants", "", "The ACL grants {}.", "ACL で {} が許可されています。"),
    (
        "account.canonicalUserId",
        "",
        "The account's canonical user ID is {}.",
        "アカウントの正規ユーザー ID は {} です。",
    ),
    ("object.exists", "true", "The object exists ({}).", "オブジェクトは存在します（{}）。"),
    (
        "object.exists",
        "",
        "The object is deleted: a delete marker is its latest version ({}).",
        "オブジェクトは削除されています。最新のバージョンが削除マーカーです（{}）。",
    ),
    (
        "object.storageClass",
        "GLACIER",
        "The storage class is {}: the object must be restored before it can be read.",
        "ストレージクラスは {} です。読み取る前に復元が必要です。",
    ),
    (
        "object.storageClass",
        "DEEP_ARCHIVE",
        "The storage class is {}: the object must be restored before it can be read.",
        "ストレージクラスは {} です。読み取る前に復元が必要です。",
    ),
    ("object.storageClass", "", "The storage class is {}.", "ストレージクラスは {} です。"),
    ("object.restore", "", "State of the restored copy: {}.", "復元の状態: {}"),
    ("object.versionId", "", "The version is {}.", "バージョンは {} です。"),
    (
        "object.encryption.algorithm",
        "",
        "The object is encrypted with {}.",
        "オブジェクトは {} で暗号化されています。",
    ),
    (
        "object.encryption.keyArn",
        "",
        "Reading it takes `kms:Decrypt` on the key {}.",
        "読み取るには、キー {} に対する `kms:Decrypt` が必要です。",
    ),
    (
        "object.encryption.customerAlgorithm",
        "",
        "The object is encrypted with a key of the customer's ({}): every call has to send that key.",
        "オブジェクトはユーザーが用意したキーで暗号化されています（{}）。呼び出しのたびに同じキーを送る必要があります。",
    ),
    (
        "object.lock.mode",
        "",
        "The object is locked in {} mode.",
        "オブジェクトは {} モードでロックされています。",
    ),
    ("object.lock.retainUntil", "", "It is locked until {}.", "ロックの期限は {} です。"),
    ("object.lock.legalHold", "", "Legal hold is {}.", "リーガルホールドは {} です。"),
    ("keys.arn", "", "The key is {}.", "キーは {} です。"),
    (
        "keys.account",
        "",
        "The key belongs to the account {}.",
        "キーを所有するアカウントは {} です。",
    ),
    (
        "keys.manager",
        "AWS",
        "{} manages the key: its policy cannot be changed, and other accounts cannot use it.",
        "キーは {} が管理しています。キーポリシーは変更できず、ほかのアカウントからは使えません。",
    ),
    ("keys.manager", "", "The key is managed by: {}.", "キーの管理者: {}"),
    ("keys.state", "Enabled", "The key's state is {}.", "キーの状態は {} です。"),
    (
        "keys.state",
        "",
        "The key's state is {}: it cannot be used.",
        "キーの状態は {} です。このままでは使えません。",
    ),
    ("keys.enabled", "true", "The key is enabled ({}).", "キーは有効です（{}）。"),
    ("keys.enabled", "", "The key is not enabled ({}).", "キーは有効ではありません（{}）。"),
    ("keys.usage", "", "The key is for {}.", "キーの用途は {} です。"),
    ("keys.spec", "", "The key's type is {}.", "キーの種類は {} です。"),
    (
        "keys.multiRegion",
        "",
        "The key spans several Regions: {}.",
        "マルチリージョンキーかどうか: {}",
    ),
    (
        "keys.grants",
        "",
        "A grant on the key allows {}.",
        "キーのグラントで {} が許可されています。",
    ),
    ("keys.alias", "", "The key has the alias {}.", "キーのエイリアスは {} です。"),
    ("vpcEndpoint.id", "", "The VPC endpoint is {}.", "VPC エンドポイントは {} です。"),
    ("vpcEndpoint.type", "", "The endpoint's type is {}.", "エンドポイントの種類は {} です。"),
    ("vpcEndpoint.vpcId", "", "The endpoint is in {}.", "エンドポイントの VPC は {} です。"),
    (
        "vpcEndpoint.serviceName",
        "",
        "The endpoint leads to {}.",
        "エンドポイントの接続先は {} です。",
    ),
    ("vpcEndpoint.state", "", "The endpoint's state is {}.", "エンドポイントの状態は {} です。"),
    (
        "vpcEndpoint.policy",
        "null",
        "The endpoint has no policy of its own: it lets every call pass.",
        "エンドポイントに独自のポリシーはなく、すべての呼び出しが通ります。",
    ),
    ("accessPoint.name", "", "The access point is {}.", "アクセスポイントは {} です。"),
    (
        "accessPoint.bucket",
        "",
        "The access point leads to the bucket {}.",
        "アクセスポイントのバケットは {} です。",
    ),
    (
        "accessPoint.networkOrigin",
        "VPC",
        "The network origin is {}: calls from outside that VPC are refused.",
        "ネットワークオリジンは {} です。その VPC の外からの呼び出しは拒否されます。",
    ),
    (
        "accessPoint.networkOrigin",
        "",
        "The network origin is {}.",
        "ネットワークオリジンは {} です。",
    ),
    (
        "accessPoint.vpcId",
        "",
        "The access point answers to calls from {} alone.",
        "アクセスポイントは {} からの呼び出しだけを受け付けます。",
    ),
    (
        "accessPoint.alias",
        "",
        "The access point's alias is {}.",
        "アクセスポイントのエイリアスは {} です。",
    ),
    ("accessPoint.arn", "", "The access point's ARN is {}.", "アクセスポイントの ARN は {} です。"),
    (
        "accessPoint.account",
        "",
        "The bucket behind the access point belongs to {}.",
        "アクセスポイントのバケットを所有するアカウントは {} です。",
    ),
    ("role.arn", "", "The role is {}.", "ロールは {} です。"),
    ("role.id", "", "The role's unique ID is {}.", "ロールの一意の ID は {} です。"),
    (
        "role.maxSessionDuration",
        "",
        "A session of the role lasts at most {} seconds.",
        "ロールのセッションは最長 {} 秒です。",
    ),
    (
        "role.permissionsBoundary",
        "",
        "The permissions boundary {} limits the role.",
        "ロールにはアクセス許可の境界 {} が設定されています。",
    ),
    ("role.lastUsed", "", "The role was last used at {}.", "ロールが最後に使われたのは {} です。"),
    ("user.arn", "", "The user is {}.", "ユーザーは {} です。"),
    ("user.id", "", "The user's unique ID is {}.", "ユーザーの一意の ID は {} です。"),
    (
        "user.permissionsBoundary",
        "",
        "The permissions boundary {} limits the user.",
        "ユーザーにはアクセス許可の境界 {} が設定されています。",
    ),
    ("caller.arn", "", "The commands ran as {}.", "コマンドの呼び出し元は {} です。"),
    ("caller.account", "", "The caller's account is {}.", "呼び出し元のアカウントは {} です。"),
];
