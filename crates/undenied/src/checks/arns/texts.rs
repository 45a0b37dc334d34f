//! What is said of ARNs.

use super::super::{Check, both};
use crate::{lang::Localized, report::Severity, rules::pages};

pub(super) static SERVICE: Check = Check::new(
    "unknown-service-in-arn",
    "INVALID_SERVICE",
    Severity::Error,
    pages::ARNS,
    [
        both("The ARN names a service that does not exist", "存在しないサービスの ARN"),
        both("There is no service for `{}`.", "`{}` のサービスは存在しません。"),
        both(
            "The third part of an ARN is the service's name, and nothing has an ARN with this one.",
            "ARN の 3 番目の部分はサービスの名前です。この名前を持つ ARN はありません。",
        ),
    ],
);

pub(super) static PARTITION: Check = Check::new(
    "unknown-partition",
    "INVALID_PARTITION",
    Severity::Error,
    pages::ARNS,
    [
        both("The ARN names a partition that does not exist", "存在しないパーティション"),
        both("There is no partition for `{}`.", "`{}` のパーティションは存在しません。"),
        both(
            "The second part of an ARN is `aws`, in China `aws-cn`, in GovCloud `aws-us-gov`. AWS refuses to save others.",
            "ARN の 2 番目の部分は `aws`、中国では `aws-cn`、GovCloud では `aws-us-gov` です。ほかの値は AWS に保存できません。",
        ),
    ],
).voiding();

pub(super) static REGION: Check = Check::new(
    "unknown-region-in-arn",
    "INVALID_ARN_REGION",
    Severity::Error,
    pages::REGIONS,
    [
        both("The ARN names a Region that does not exist", "存在しないリージョンの ARN"),
        both("There is no Region `{}`.", "`{}` というリージョンはありません。"),
        both(
            "Nothing has an ARN with it, so the statement applies to no such resource. Write the Region's code.",
            "この ARN を持つリソースはないため、ステートメントは適用されません。リージョンのコードを記述してください。",
        ),
    ],
).voiding();

pub(super) static ELSEWHERE: Check = Check::new(
    "region-of-another-partition",
    "INVALID_ARN_REGION",
    Severity::Error,
    pages::REGIONS,
    [
        both("The ARN's partition does not have its Region", "パーティションとリージョンの不一致"),
        both(
            "The ARN's partition does not have the Region `{}`.",
            "この ARN のパーティションにリージョン `{}` はありません。",
        ),
        both(
            "Nothing has such an ARN, so the statement applies to no such resource. Correct the second part of the ARN, or the Region.",
            "この ARN を持つリソースはないため、ステートメントは適用されません。ARN の 2 番目の部分かリージョンを修正してください。",
        ),
    ],
).voiding();

pub(super) static NO_SUCH_RESOURCE: Check = Check::new(
    "unknown-resource-form",
    "INVALID_ARN_RESOURCE",
    Severity::Error,
    pages::SERVICES,
    [
        both("The service has no such resources", "サービスにない形式のリソース"),
        both(
            "No resource of the service has an ARN like `{}`.",
            "`{}` のような ARN を持つリソースは、このサービスにありません。",
        ),
        both(
            "The statement applies to nothing by it. Compare it with the forms that AWS lists for the service.",
            "この ARN ではステートメントが何にも適用されません。AWS の一覧にあるサービスの ARN 形式と比べてください。",
        ),
    ],
);

pub(super) const NO_BUCKET: Localized<&str> = both(
    " The name of a bucket has letters, digits, dots and hyphens alone, and begins behind the third colon in a row.",
    "バケット名は英数字、ドット、ハイフンだけで、3 つ続くコロンの直後に書きます。",
);

pub(super) const NO_OBJECT: Localized<&str> = both(
    " The objects of an access point are `accesspoint/NAME/object/KEY`.",
    "アクセスポイントのオブジェクトは `accesspoint/NAME/object/KEY` と書きます。",
);

pub(super) const NO_SUFFIX: Localized<&str> = both(
    " Behind the name of a secret AWS puts a hyphen and six characters, for which `-??????` stands.",
    "シークレットの ARN では、名前の後ろに AWS がハイフンと 6 文字を付けます。`-??????` と書けば一致します。",
);

pub(super) const SEVERAL: Localized<&str> = both(
    " Each of several ARNs stands in quotation marks of its own, in a list.",
    "複数の ARN は、リストの中で 1 つずつ引用符で囲みます。",
);

pub(super) static REGION_TOO_MUCH: Check = Check::new(
    "region-in-arn",
    "ARN_REGION_NOT_ALLOWED",
    Severity::Error,
    pages::SERVICES,
    [
        both("An ARN with a Region that it does not have", "リージョンを持たない ARN のリージョン"),
        both(
            "ARNs of such resources have no Region, but `{}` has.",
            "この種類のリソースの ARN にリージョンはありませんが、`{}` にはあります。",
        ),
        both(
            "It names nothing, and AWS may refuse to save it. Leave the part between the colons empty.",
            "どのリソースも指さず、AWS に保存できないことがあります。コロンの間を空にしてください。",
        ),
    ],
).voiding();

pub(super) static ACCOUNT_TOO_MUCH: Check = Check::new(
    "account-in-arn",
    "ARN_ACCOUNT_NOT_ALLOWED",
    Severity::Error,
    pages::SERVICES,
    [
        both(
            "An ARN with an account that it does not have",
            "アカウントを持たない ARN のアカウント",
        ),
        both(
            "ARNs of such resources have no account, but `{}` has.",
            "この種類のリソースの ARN にアカウントはありませんが、`{}` にはあります。",
        ),
        both(
            "It names nothing, and AWS may refuse to save it. Leave the part between the colons empty.",
            "どのリソースも指さず、AWS に保存できないことがあります。コロンの間を空にしてください。",
        ),
    ],
).voiding();

pub(super) static NO_REGION: Check = Check::new(
    "missing-region-in-arn",
    "MISSING_ARN_REGION",
    Severity::Error,
    pages::SERVICES,
    [
        both("An ARN without its Region", "リージョンのない ARN"),
        both("`{}` lacks the Region.", "`{}` にリージョンがありません。"),
        both(
            "Every ARN of such a resource has one, so this one names nothing. Write the Region, or `*` for all.",
            "この種類のリソースの ARN には必ずリージョンがあるため、何も指しません。リージョンを記述するか、すべてなら `*` を記述してください。",
        ),
    ],
).voiding();

pub(super) static NO_ACCOUNT: Check = Check::new(
    "missing-account-in-arn",
    "MISSING_ARN_ACCOUNT",
    Severity::Error,
    pages::SERVICES,
    [
        both("An ARN without its account", "アカウントのない ARN"),
        both("`{}` lacks the account.", "`{}` にアカウントがありません。"),
        both(
            "Every ARN of such a resource has one, so this one names nothing. Write the account ID, or `*` for all.",
            "この種類のリソースの ARN には必ずアカウントがあるため、何も指しません。アカウント ID を記述するか、すべてなら `*` を記述してください。",
        ),
    ],
).voiding();

pub(super) static MISPLACED: Check = Check::new(
    "arn-of-another-resource",
    "UNSUPPORTED_RESOURCE_ARN_IN_POLICY",
    Severity::Error,
    pages::RESOURCE,
    [
        both(
            "A resource that such a policy is not attached to",
            "このポリシーを設定できないリソース",
        ),
        both(
            "`{}` is none of the resources that this policy is attached to.",
            "`{}` は、このポリシーを設定するリソースではありません。",
        ),
        both(
            "A policy of a resource speaks of that resource alone. Name it here, and put this one into a policy of its own.",
            "リソースのポリシーは、そのリソースだけを対象にします。ここにはそのリソースを記述し、これは別のポリシーに移してください。",
        ),
    ],
);

pub(super) static WILDCARD: Check = Check::new(
    "wildcard-in-service-of-arn",
    "WILDCARD_IN_SERVICE_NAME",
    Severity::Suggestion,
    pages::ARNS,
    [
        both("Wildcard in the service of an ARN", "ARN のサービス名のワイルドカード"),
        both("`{}` stands for several services.", "`{}` は複数のサービスに一致します。"),
        both(
            "It also covers services with such a name that AWS has yet to bring out. Name each service that is meant.",
            "今後追加される同様の名前のサービスも対象になります。対象のサービスを個別に記述してください。",
        ),
    ],
);
