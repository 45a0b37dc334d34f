//! What is said of conditions about services.

use super::super::{Check, both};
use crate::{report::Severity, rules::pages};

const FORM: [crate::lang::Localized<&str>; 2] = [
    both("Not the form of a service principal", "サービスプリンシパルの形式ではない値"),
    both("`{}` is no service principal.", "`{}` はサービスプリンシパルの形式ではありません。"),
];

pub(in crate::checks) static PRINCIPAL: Check = Check::new(
    "service-principal-format",
    "INVALID_SERVICE_PRINCIPAL_FORMAT",
    Severity::Error,
    pages::PRINCIPAL,
    [
        FORM[0],
        FORM[1],
        both(
            "Write it in small letters as in `lambda.amazonaws.com`; nothing else ever matches.",
            "`lambda.amazonaws.com` のように小文字で書いてください。それ以外は決して一致しません。",
        ),
    ],
);

pub(in crate::checks) static VIA: Check = Check::new(
    "via-service-format",
    "INVALID_SERVICE_PRINCIPAL_FORMAT",
    Severity::Error,
    pages::KMS_KEYS,
    [
        FORM[0],
        FORM[1],
        both(
            "`kms:ViaService` holds the service with its Region, in small letters: `s3.us-east-1.amazonaws.com`.",
            "`kms:ViaService` の値は `s3.us-east-1.amazonaws.com` のように、リージョンを含めて小文字で書きます。",
        ),
    ],
);

pub(in crate::checks) static SERVICES: Check = Check::new(
    "endpoint-key-not-sent",
    "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
    Severity::Warning,
    pages::CONDITION_KEYS,
    [
        both("A key that only some services send", "一部のサービスだけが対応するキー"),
        both(
            "Not every call that `{}` covers carries this condition key.",
            "`{}` の対象には、この条件キーを送らない呼び出しが含まれます。",
        ),
        both(
            "Of services that do not send it, a positive condition allows and denies nothing, a negated one everything. List the services that do.",
            "キーを送らないサービスでは、肯定の条件は何にも一致せず、否定の条件はすべてに一致します。対応するサービスだけを指定してください。",
        ),
    ],
);

pub(in crate::checks) static NO_ACTION: Check = Check::new(
    "session-key-nobody-sets",
    "MISSING_ACTION_FOR_CONDITION_KEY",
    Severity::Error,
    pages::SESSION_TAGS,
    [
        both("A key that nobody may set", "誰も設定できないキー"),
        both(
            "Nobody may set this condition key without `{}`.",
            "`{}` が許可されていないため、この条件キーは誰も設定できません。",
        ),
        both(
            "So the condition never holds, and the role cannot be assumed. Allow the action as well.",
            "そのため条件は決して成立せず、ロールを引き受けられません。このアクションも許可してください。",
        ),
    ],
);
