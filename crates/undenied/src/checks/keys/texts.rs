//! What the checks of condition keys say.

use crate::{
    checks::{Check, both},
    report::Severity,
    rules::pages,
};

pub(super) static FORMAT: Check = Check::new(
    "condition-key-format",
    "INVALID_CONDITION_KEY_FORMAT",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("Not the form of a condition key", "条件キーの形式ではない名前"),
        both("`{}` is no condition key.", "`{}` は条件キーの形式ではありません。"),
        both(
            "A key is a service's prefix, a colon and a name, as in `aws:SourceIp` or `s3:prefix`; AWS refuses anything else.",
            "条件キーは `aws:SourceIp` や `s3:prefix` のように、サービスのプレフィックス、コロン、名前で書きます。それ以外は AWS に拒否されます。",
        ),
    ],
).voiding();

pub(in crate::checks) static NO_TAG: Check = Check::new(
    "tag-key-missing",
    "MISSING_TAG_KEY_IN_CONDITION",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("Half of a condition key", "途中で終わる条件キー"),
        both(
            "`{}` is only the beginning of a condition key.",
            "`{}` は条件キーの途中までしかありません。",
        ),
        both(
            "Behind it stands a name, of the tag or of whatever the key tells, as in `aws:PrincipalTag/team`. No request carries the key without.",
            "`aws:PrincipalTag/team` のように、タグキーなどの名前を続けて書きます。名前のないキーを持つリクエストはありません。",
        ),
    ],
)
.voiding();

pub(super) static UNLISTED: Check = Check::new(
    "unlisted-global-key",
    "INVALID_GLOBAL_CONDITION_KEY",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("A global key that AWS does not list", "AWS の一覧にないグローバルキー"),
        both(
            "AWS lists no global condition key `{}`.",
            "`{}` は AWS のグローバル条件キーの一覧にありません。",
        ),
        both(
            "Unless AWS has added it of late, no request carries it: a positive condition on it never holds, a negated one always does.",
            "最近追加されたものでなければ、このキーを持つリクエストはありません。肯定の条件は決して成立せず、否定の条件は常に成立します。",
        ),
    ],
)
.voiding();

/// AWS has a second check of the same key and nothing else, `DEPRECATED_GLOBAL_CONDITION_KEY`: it would say this again.
pub(super) static OLD_ARN: Check = Check::new(
    "old-arn-key",
    "UNSUPPORTED_GLOBAL_CONDITION_KEY",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("aws:ARN is no key any more", "廃止された aws:ARN"),
        both("AWS does not have the key `{}` any more.", "条件キー `{}` は廃止されています。"),
        both(
            "Write `aws:PrincipalArn` for who calls, or `aws:SourceArn` for the resource behind a service's call.",
            "呼び出し元には `aws:PrincipalArn`、サービスの呼び出しの元になったリソースには `aws:SourceArn` を使ってください。",
        ),
    ],
).voiding();

pub(super) static VPC: Check = Check::new(
    "vpc-id-format",
    "INVALID_VPC_FORMAT",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("Not a VPC ID", "VPC の ID ではない値"),
        both("`{}` is no VPC ID.", "`{}` は VPC の ID ではありません。"),
        both(
            "It is `vpc-` and 8 or 17 letters and digits; nothing else ever matches.",
            "`vpc-` の後ろに 8 文字または 17 文字の英数字が続きます。それ以外は決して一致しません。",
        ),
    ],
).voiding();

pub(super) static VPCE: Check = Check::new(
    "vpc-endpoint-id-format",
    "INVALID_VPCE_FORMAT",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("Not a VPC endpoint ID", "VPC エンドポイントの ID ではない値"),
        both("`{}` is no VPC endpoint ID.", "`{}` は VPC エンドポイントの ID ではありません。"),
        both(
            "It is `vpce-` and 8 or 17 letters and digits; nothing else ever matches.",
            "`vpce-` の後ろに 8 文字または 17 文字の英数字が続きます。それ以外は決して一致しません。",
        ),
    ],
).voiding();

pub(super) static FORGED: Check = Check::new(
    "forgeable-key",
    "UNTRUSTWORTHY_CONDITION_KEY",
    Severity::Security,
    pages::CONDITION_KEYS,
    [
        both("A key that callers can forge", "呼び出し元が偽装できるキー"),
        both(
            "Whoever calls decides what `{}` holds.",
            "`{}` の値は、呼び出し元が自由に決められます。",
        ),
        both(
            "It keeps nobody out who wants in. Restrict by principal, network or organization instead.",
            "意図的なアクセスは防げません。プリンシパル、ネットワーク、組織などで制限してください。",
        ),
    ],
);

pub(super) static UNPAIRED: Check = Check::new(
    "vpc-address-without-vpc",
    "MISSING_PAIRED_CONDITION_KEYS",
    Severity::Security,
    pages::CONDITION_KEYS,
    [
        both("Address in a VPC, but in which?", "VPC を特定しないアドレスの条件"),
        both(
            "`{}` does not say in which VPC the address is.",
            "`{}` だけでは、どの VPC のアドレスか特定できません。",
        ),
        both(
            "Every VPC may use the same private addresses. Add `aws:SourceVpc` or `aws:SourceVpce`.",
            "プライベートアドレスはどの VPC でも使えます。`aws:SourceVpc` または `aws:SourceVpce` も指定してください。",
        ),
    ],
);

pub(super) static OWN_ACCOUNT: Check = Check::new(
    "resource-account-in-bucket-policy",
    "IRRELEVANT_CONDITION_KEY_IN_POLICY",
    Severity::Suggestion,
    pages::CONDITION_KEYS,
    [
        both("A key that says nothing here", "ここでは意味のないキー"),
        both(
            "`{}` is the same for every call to this resource.",
            "`{}` は、このリソースへのどの呼び出しでも同じ値です。",
        ),
        both(
            "It is the account that owns the bucket the policy is on. The key belongs into policies of callers.",
            "ポリシーが付いているバケットの所有アカウントだからです。このキーは呼び出し元側のポリシーで使います。",
        ),
    ],
);

pub(super) static KMS_KEY: Check = Check::new(
    "kms-key-value-not-an-arn",
    "INVALID_KMS_KEY_VALUE",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("Not the ARN of a KMS key", "KMS キーの ARN ではない値"),
        both("`{}` is not the ARN of a KMS key.", "`{}` は KMS キーの ARN ではありません。"),
        both(
            "S3 compares with the key's ARN, even where a call names its ID or an alias: nothing else ever matches.",
            "呼び出しがキー ID やエイリアスを指定していても、S3 はキーの ARN と比較するため、それ以外は決して一致しません。",
        ),
    ],
).voiding();

pub(super) static LOOSE: Check = Check::new(
    "wildcard-in-sensitive-key",
    "WILDCARD_USAGE_TOO_PERMISSIVE",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("A wildcard where an identity is told", "識別子に含まれるワイルドカード"),
        both(
            "`{}` matches accounts, organizations or networks of others as well.",
            "`{}` は、ほかのアカウント、組織、ネットワークにも一致します。",
        ),
        both(
            "IDs are given out by AWS, so those of strangers may begin alike. Write the whole ID.",
            "ID は AWS が割り当てるため、第三者の ID も同じ文字で始まることがあります。ID 全体を書いてください。",
        ),
    ],
);

pub(super) static VARIABLE: Check = Check::new(
    "variable-in-sensitive-key",
    "VARIABLE_USAGE_TOO_PERMISSIVE",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("A variable where an identity is told", "識別子に含まれる変数"),
        both(
            "`{}` leaves it to the request which identity is meant.",
            "`{}` では、どの識別子を指すかがリクエストによって決まります。",
        ),
        both(
            "Whoever sets the variable, as by a tag, then chooses the account, organization, network or user. Write the ID itself.",
            "タグなどで変数の値を決められる人が、アカウント、組織、ネットワーク、ユーザーを選べることになります。ID そのものを書いてください。",
        ),
    ],
);

pub(super) static ATTRIBUTES: Check = Check::new(
    "attributes-without-select",
    "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
    Severity::Security,
    pages::CONDITION_KEYS,
    [
        both(
            "dynamodb:Attributes without dynamodb:Select",
            "dynamodb:Select のない dynamodb:Attributes",
        ),
        both(
            "`{}` alone does not keep other attributes from being read.",
            "`{}` だけでは、ほかの属性の読み取りを防げません。",
        ),
        both(
            "A call that names no attributes gets all of them. Ask for `dynamodb:Select` with `SPECIFIC_ATTRIBUTES` as well.",
            "属性を指定しない呼び出しでは、すべての属性が返されます。`dynamodb:Select` に `SPECIFIC_ATTRIBUTES` も指定してください。",
        ),
    ],
);

pub(super) static ACCOUNT: Check = Check::own(
    "account-value-not-an-id",
    Severity::Warning,
    pages::CONDITION_KEYS,
    [
        both("Not an account ID in a condition", "条件の不正なアカウント ID"),
        both("`{}` is no account ID.", "`{}` はアカウント ID ではありません。"),
        both(
            "The key holds the 12 digits of an account and nothing beside them, so that this never matches.",
            "このキーの値はアカウントの 12 桁の数字だけなので、決して一致しません。",
        ),
    ],
)
.voiding();

pub(super) static SESSION: Check = Check::own(
    "session-for-a-role",
    Severity::Warning,
    pages::CONDITION_KEYS,
    [
        both("A session's ARN where a role's is compared", "ロールではなくセッションの ARN との比較"),
        both(
            "`{}` is the ARN of a session; the key holds that of its role.",
            "`{}` はセッションの ARN ですが、このキーの値はロールの ARN です。",
        ),
        both(
            "To `aws:PrincipalArn` who calls with a role is the role, so that this never matches. Write the role's ARN, with its path.",
            "ロールのセッションからの呼び出しでも `aws:PrincipalArn` はロールの ARN なので、決して一致しません。ロールの ARN をパスも含めて書いてください。",
        ),
    ],
)
.voiding();
