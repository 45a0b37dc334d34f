//! What is said of condition keys.

use super::super::{Check, both};
use crate::{lang::Localized, report::Severity, rules::pages};

pub(super) static UNKNOWN: Check = Check::new(
    "unknown-service-condition-key",
    "INVALID_SERVICE_CONDITION_KEY",
    Severity::Error,
    pages::SERVICES,
    [
        both("The service has no such condition key", "サービスにない条件キー"),
        both("There is no condition key `{}`.", "`{}` という条件キーはありません。"),
        both(
            "No request carries it: a positive condition on it never holds, a negated one always does.",
            "このキーを持つリクエストはないため、肯定の条件は決して成立せず、否定の条件は常に成立します。",
        ),
    ],
).voiding();

pub(super) static NEVER_SENT: Check = Check::new(
    "key-of-another-action",
    "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    Severity::Error,
    pages::SERVICES,
    [
        both(
            "A listed action does not know the condition key",
            "アクションが対応していない条件キー",
        ),
        both(
            "No call of `{}` carries the condition key.",
            "`{}` の呼び出しにこの条件キーが含まれることはありません。",
        ),
        both(
            "Where a key is absent, a positive condition never holds and a negated one always does. Put such actions into a statement of their own.",
            "キーがない場合、肯定の条件は決して成立せず、否定の条件は常に成立します。アクションを別のステートメントに分けてください。",
        ),
    ],
).voiding();

pub(super) static NO_QUALIFIER: Check = Check::new(
    "missing-qualifier",
    "MISSING_QUALIFIER",
    Severity::Error,
    pages::SEVERAL_VALUES,
    [
        both(
            "A key with several values under a plain operator",
            "複数の値を持つキーに修飾子がない",
        ),
        both("`{}` may hold several values.", "`{}` は複数の値を持つことがあります。"),
        both(
            "Say which of them have to match: `ForAnyValue:` asks for one, `ForAllValues:` for all, or for none at all.",
            "どの値の一致を求めるかを指定してください。`ForAnyValue:` は 1 つの一致、`ForAllValues:` はすべての一致 (値がない場合も成立) を求めます。",
        ),
    ],
).voiding();

pub(super) static FOR_ALL: Check = Check::new(
    "for-all-values-of-one",
    "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    Severity::Security,
    pages::SEVERAL_VALUES,
    [
        both("ForAllValues on a key with one value", "値が 1 つのキーの ForAllValues"),
        both("`{}` holds one value at most.", "`{}` の値は 1 つだけです。"),
        both(
            "`ForAllValues:` also holds where the key is absent, so the condition lets more through than it says. Remove it.",
            "`ForAllValues:` はキーがないときも成立するため、条件が想定より広くなります。修飾子を削除してください。",
        ),
    ],
);

const HOLDS_FOR_NONE: Localized<&str> = both(
    "`ForAllValues:` also holds over no values. Where the key has to be there, add `Null` with `false` for it.",
    "`ForAllValues:` は値が 1 つもないときも成立します。キーを必須にするには、このキーに `Null` で `false` を指定してください。",
);

pub(super) static FOR_NOBODY: Check = Check::own(
    "for-all-values-of-nobody",
    Severity::Security,
    pages::SEVERAL_VALUES,
    [
        both(
            "ForAllValues lets in callers without the key",
            "キーのない呼び出し元も許可される条件",
        ),
        both(
            "This Allow also applies to calls without `{}`.",
            "この許可は、`{}` のない呼び出しにも適用されます。",
        ),
        HOLDS_FOR_NONE,
    ],
);

pub(super) static FOR_NONE: Check = Check::own(
    "for-all-values-of-none",
    Severity::Suggestion,
    pages::SEVERAL_VALUES,
    [
        both("ForAllValues holds without the key as well", "キーがなくても成立する条件"),
        both(
            "This Allow also applies to calls without `{}`.",
            "この許可は、`{}` のない呼び出しにも適用されます。",
        ),
        HOLDS_FOR_NONE,
    ],
);

pub(super) static TYPE: Check = Check::new(
    "operator-of-another-type",
    "TYPE_MISMATCH",
    Severity::Warning,
    pages::CONDITION,
    [
        both("The operator is for keys of another type", "キーの型に合わない演算子"),
        both(
            "`{}` is not for a key of this type.",
            "`{}` は、この型のキー用の演算子ではありません。",
        ),
        both(
            "The comparison may never hold, or only by luck of how the value is written.",
            "比較が成立しないか、値の書き方によってたまたま成立するだけになります。",
        ),
    ],
)
.voiding();

pub(super) static LIKE: Check = Check::new(
    "string-like-on-an-arn",
    "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
    Severity::Security,
    pages::CONDITION,
    [
        both("StringLike on an ARN", "ARN に対する StringLike"),
        both(
            "`{}` holds an ARN, and here a wildcard goes past its colons.",
            "`{}` の値は ARN ですが、この演算子ではワイルドカードがコロンを越えて一致します。",
        ),
        both(
            "The `Arn` operators compare each part by itself, so that a wildcard stays in its part.",
            "`Arn` 系の演算子は ARN の各部分を個別に比較するため、ワイルドカードがその部分の中だけで一致します。",
        ),
    ],
);

pub(super) static REGION: Check = Check::new(
    "unknown-region",
    "INVALID_REGION",
    Severity::Error,
    pages::REGIONS,
    [
        both("A Region that does not exist", "存在しないリージョン"),
        both("There is no Region `{}`.", "`{}` というリージョンはありません。"),
        both(
            "No request is for it, so this value matches nothing. Write the Region's code.",
            "このリージョンへのリクエストはないため、値は何にも一致しません。リージョンのコードを記述してください。",
        ),
    ],
).voiding();
