//! What IAM says when it refuses a policy (`MalformedPolicyDocument`).

use super::Save;
use crate::lang::Localized;

pub(super) static REASONS: [Save; 20] = [
    Save {
        words: &["syntaxerrorsinpolicy"],
        headline: Localized {
            en: "IAM could not read the policy: it is not valid JSON, or an element has the wrong form.",
            ja: "ポリシーの JSON が正しくないか、要素の形が間違っているため、IAM が読み取れませんでした。",
        },
        fix: Localized {
            en: "Paste the policy here: the place of the slip will be marked. Commas, quotation marks and brackets come first, then misspelt element names.",
            ja: "ポリシーをここに貼り付けると、誤りの位置が表示されます。まずカンマ、引用符、括弧を、次に要素名の綴りを確認してください。",
        },
    },
    Save {
        words: &["policystatementmustcontainactions"],
        headline: Localized {
            en: "A statement has no `Action`.",
            ja: "`Action` のないステートメントがあります。",
        },
        fix: Localized {
            en: "Add `Action` (or `NotAction`) to every statement; check that it is not misspelt, as in `Actions`.",
            ja: "すべてのステートメントに `Action`（または `NotAction`）を書いてください。`Actions` のような綴りの誤りにも注意してください。",
        },
    },
    Save {
        words: &["policystatementmustcontainresources"],
        headline: Localized {
            en: "A statement has no `Resource`.",
            ja: "`Resource` のないステートメントがあります。",
        },
        fix: Localized {
            en: "Add `Resource` (or `NotResource`) to every statement of an IAM policy. If this is meant as a trust policy, save it on the role's trust relationships instead.",
            ja: "IAM ポリシーでは、すべてのステートメントに `Resource`（または `NotResource`）が必要です。信頼ポリシーのつもりであれば、ロールの信頼関係に保存してください。",
        },
    },
    Save {
        words: &["policydocumentshouldnotspecifyaprincipal"],
        headline: Localized {
            en: "An IAM policy must not name a `Principal`: it applies to whatever it is attached to.",
            ja: "IAM ポリシーには `Principal` を書けません。対象は、ポリシーをアタッチした相手そのものです。",
        },
        fix: Localized {
            en: "Remove `Principal`, or save the policy where it belongs: on the bucket, on the key, or as the role's trust policy.",
            ja: "`Principal` を削除するか、本来の場所（バケットポリシー、キーポリシー、ロールの信頼ポリシー）に保存してください。",
        },
    },
    Save {
        words: &["statementids(sid)inasinglepolicymustbeunique"],
        headline: Localized {
            en: "Two statements have the same `Sid`.",
            ja: "同じ `Sid` を持つステートメントが 2 つあります。",
        },
        fix: Localized {
            en: "Give each statement a `Sid` of its own, or leave `Sid` out.",
            ja: "`Sid` をステートメントごとに別の値にするか、`Sid` を省いてください。",
        },
    },
    Save {
        words: &["statementids(sid)mustbealpha-numeric"],
        headline: Localized {
            en: "A `Sid` holds more than letters and digits.",
            ja: "英数字以外の文字を含む `Sid` があります。",
        },
        fix: Localized {
            en: "IAM takes only the letters A to Z and a to z and digits in a `Sid`: leave out spaces, hyphens and underscores.",
            ja: "IAM の `Sid` に使えるのは半角の英字と数字だけです。空白、ハイフン、アンダースコアを取り除いてください。",
        },
    },
    Save {
        words: &["assumerolepolicymayonlyspecifystsassumeroleactions"],
        headline: Localized {
            en: "A trust policy names an action that does not assume a role.",
            ja: "信頼ポリシーに、ロールの引き受けとは関係のないアクションが含まれています。",
        },
        fix: Localized {
            en: "Take `sts:AssumeRole`, `sts:AssumeRoleWithSAML`, `sts:AssumeRoleWithWebIdentity`, `sts:SetSourceIdentity` or `sts:TagSession`, and mind the spelling. What the role may do stands in a policy of its own.",
            ja: "`sts:AssumeRole`、`sts:AssumeRoleWithSAML`、`sts:AssumeRoleWithWebIdentity`、`sts:SetSourceIdentity`、`sts:TagSession` のいずれかを、綴りに注意して指定してください。ロールに許可する操作は、別のポリシーに書きます。",
        },
    },
    Save {
        words: &["thepolicydocumentisnotvalid.syntaxerroratposition"],
        headline: Localized {
            en: "The VPC endpoint's policy could not be read: it is not valid JSON, or an element has the wrong form.",
            ja: "VPC エンドポイントのポリシーの JSON が正しくないか、要素の形が間違っているため、読み取れませんでした。",
        },
        fix: Localized {
            en: "Paste the policy here: the place of the slip will be marked.",
            ja: "ポリシーをここに貼り付けると、誤りの位置が表示されます。",
        },
    },
    Save {
        words: &["mustbeprefacedbyavendor"],
        headline: Localized {
            en: "An action or a condition key has no service in front of it.",
            ja: "サービス名の付いていないアクションまたは条件キーがあります。",
        },
        fix: Localized {
            en: "Write `s3:GetObject` instead of `GetObject`, and `aws:SourceIp` instead of `SourceIp`.",
            ja: "`GetObject` ではなく `s3:GetObject`、`SourceIp` ではなく `aws:SourceIp` のように書いてください。",
        },
    },
    Save {
        words: &["thepolicyfailedlegacyparsing"],
        headline: Localized {
            en: "IAM could not read a value in the policy, often an ARN.",
            ja: "ポリシー内の値（多くは ARN）を IAM が読み取れませんでした。",
        },
        fix: Localized {
            en: "Check every ARN for spaces, missing colons and placeholders that were left in.",
            ja: "ARN に空白、コロンの不足、置き換え忘れのプレースホルダーがないか確認してください。",
        },
    },
    Save {
        words: &["mustbeinarnformator"],
        headline: Localized {
            en: "A `Resource` is neither an ARN nor `*`.",
            ja: "`Resource` の値が ARN でも `*` でもありません。",
        },
        fix: Localized {
            en: "Write the bucket as `arn:aws:s3:::BUCKET` and its objects as `arn:aws:s3:::BUCKET/*`, not as `s3://` or a plain name.",
            ja: "バケットは `arn:aws:s3:::BUCKET`、オブジェクトは `arn:aws:s3:::BUCKET/*` と書いてください。`s3://` やバケット名だけの形は使えません。",
        },
    },
    Save {
        words: &["partition\"", "isnotvalidforresource"],
        headline: Localized {
            en: "The second part of an ARN is no AWS partition.",
            ja: "ARN の 2 番目の部分が AWS のパーティションではありません。",
        },
        fix: Localized {
            en: "It is `aws`, `aws-cn` or `aws-us-gov`. Count the colons: `arn:aws:s3:::BUCKET` has three before the name.",
            ja: "`aws`、`aws-cn`、`aws-us-gov` のいずれかです。コロンの数も確認してください。`arn:aws:s3:::BUCKET` では名前の前に 3 つ続きます。",
        },
    },
    Save {
        words: &["vendor", "isnotvalid"],
        headline: Localized {
            en: "The service in an action or an ARN does not exist.",
            ja: "アクションまたは ARN のサービス名が存在しません。",
        },
        fix: Localized {
            en: "Use the prefix from the Service Authorization Reference, for example `s3`, `kms`, `sts`.",
            ja: "サービス認可リファレンスにあるプレフィックス（`s3`、`kms`、`sts` など）を使ってください。",
        },
    },
    Save {
        words: &["policydocumentmustbeversion2012-10-17orgreater"],
        headline: Localized {
            en: "The policy uses something that only `Version` `2012-10-17` has.",
            ja: "`Version` が `2012-10-17` のポリシーでしか使えない機能が使われています。",
        },
        fix: Localized {
            en: "Set `Version` to `2012-10-17`. It is the version of the language, not the date of the policy.",
            ja: "`Version` を `2012-10-17` にしてください。これはポリシーの日付ではなく、言語のバージョンです。",
        },
    },
    Save {
        words: &["hasprohibitedfieldresource"],
        headline: Localized {
            en: "A trust policy must not have `Resource`: it is about its own role.",
            ja: "信頼ポリシーには `Resource` を書けません。対象は、そのロール自身です。",
        },
        fix: Localized {
            en: "Remove `Resource`. Statements about S3 belong in the role's permissions, not in its trust policy.",
            ja: "`Resource` を削除してください。S3 についてのステートメントは、信頼ポリシーではなくロールの許可ポリシーに書きます。",
        },
    },
    Save {
        words: &["hasprohibitedfield"],
        headline: Localized {
            en: "The policy has an element that this type of policy does not take.",
            ja: "この種類のポリシーでは使えない要素が含まれています。",
        },
        fix: Localized {
            en: "Remove the element that the message names, or save the policy as the type it was written for.",
            ja: "メッセージに示された要素を削除するか、本来の種類のポリシーとして保存してください。",
        },
    },
    Save {
        words: &["mustcontainonlyprintableascii"],
        headline: Localized {
            en: "The policy holds characters that IAM does not take, such as full-width letters.",
            ja: "全角文字など、IAM が受け付けない文字がポリシーに含まれています。",
        },
        fix: Localized {
            en: "Retype quotation marks, colons and spaces with an input method for plain letters; IAM takes `U+0020` to `U+00FF`.",
            ja: "引用符、コロン、空白を半角で入力し直してください。IAM が受け付けるのは `U+0020` から `U+00FF` までです。",
        },
    },
    Save {
        words: &["theruleforthisprincipalisincorrect"],
        headline: Localized {
            en: "A `Principal` has the wrong form.",
            ja: "`Principal` の形が正しくありません。",
        },
        fix: Localized {
            en: "Write `{\"AWS\": \"arn:aws:iam::ACCOUNT:root\"}` or another ARN of an existing user or role.",
            ja: "`{\"AWS\": \"arn:aws:iam::ACCOUNT:root\"}`、または実在するユーザーやロールの ARN を書いてください。",
        },
    },
    Save {
        words: &["cannotexceedquotaforpolicysize"],
        headline: Localized {
            en: "The policy is longer than IAM allows.",
            ja: "ポリシーが IAM の上限より長くなっています。",
        },
        fix: Localized {
            en: "Join statements with the same effect and resources, use wildcards in actions, or split it into several policies.",
            ja: "効果とリソースが同じステートメントをまとめる、アクションにワイルドカードを使う、複数のポリシーに分けるなどで短くしてください。",
        },
    },
    Save {
        words: &["policystatementmustcontaineffect"],
        headline: Localized {
            en: "A statement has no `Effect`.",
            ja: "`Effect` のないステートメントがあります。",
        },
        fix: Localized {
            en: "Add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`; letter case matters.",
            ja: "`\"Effect\": \"Allow\"` または `\"Effect\": \"Deny\"` を追加してください。大文字と小文字は区別されます。",
        },
    },
];
