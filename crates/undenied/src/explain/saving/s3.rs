//! What S3 says when it refuses a bucket policy (`MalformedPolicy`).

use super::Save;
use crate::lang::Localized;

pub(super) static REASONS: [Save; 16] = [
    Save {
        words: &["actiondoesnotapplytoanyresource"],
        headline: Localized {
            en: "A statement has an action that fits none of its resources.",
            ja: "どのリソースにも適用できないアクションを含むステートメントがあります。",
        },
        fix: Localized {
            en: "Actions on objects (`s3:GetObject`) need `arn:aws:s3:::BUCKET/*`; actions on the bucket (`s3:ListBucket`) need `arn:aws:s3:::BUCKET`. Name both, or write two statements.",
            ja: "オブジェクトへのアクション（`s3:GetObject`）には `arn:aws:s3:::BUCKET/*`、バケットへのアクション（`s3:ListBucket`）には `arn:aws:s3:::BUCKET` が必要です。両方を書くか、ステートメントを分けてください。",
        },
    },
    Save {
        words: &["policyhasinvalidresource"],
        headline: Localized {
            en: "A `Resource` is not this bucket or something in it.",
            ja: "`Resource` が、このバケットまたはその中のものを指していません。",
        },
        fix: Localized {
            en: "A bucket policy may name only its own bucket: `arn:aws:s3:::BUCKET` and `arn:aws:s3:::BUCKET/*`. `*` alone and other buckets are refused.",
            ja: "バケットポリシーに書けるのは自分のバケット（`arn:aws:s3:::BUCKET` と `arn:aws:s3:::BUCKET/*`）だけです。`*` だけの指定や別のバケットは拒否されます。",
        },
    },
    Save {
        words: &["invalidprincipalinpolicy"],
        headline: Localized {
            en: "A `Principal` does not exist or has the wrong form.",
            ja: "`Principal` が存在しないか、形が正しくありません。",
        },
        fix: Localized {
            en: "Check account ID, path and spelling of each ARN. A user or role that was deleted stays behind as an ID such as `AIDA` or `AROA`: replace it.",
            ja: "各 ARN のアカウント ID、パス、綴りを確認してください。削除されたユーザーやロールは `AIDA` や `AROA` で始まる ID として残るので、置き換えてください。",
        },
    },
    Save {
        words: &["policyhasinvalidaction"],
        headline: Localized {
            en: "An action does not exist in S3.",
            ja: "S3 に存在しないアクションが含まれています。",
        },
        fix: Localized {
            en: "Use names of permissions, not of API operations: `s3:ListBucket` instead of `s3:ListObjectsV2`, `s3:GetObject` instead of `s3:HeadObject`.",
            ja: "API オペレーション名ではなくアクション名を使ってください。`s3:ListObjectsV2` ではなく `s3:ListBucket`、`s3:HeadObject` ではなく `s3:GetObject` です。",
        },
    },
    Save {
        words: &["thispolicycontainsinvalidjson"],
        headline: Localized {
            en: "The bucket policy is not valid JSON.",
            ja: "バケットポリシーの JSON が正しくありません。",
        },
        fix: Localized {
            en: "Paste the policy here: the place of the slip will be marked.",
            ja: "ポリシーをここに貼り付けると、誤りの位置が表示されます。",
        },
    },
    Save {
        words: &["policiesmustbevalidjsonandthefirst"],
        headline: Localized {
            en: "What was saved does not begin with `{`.",
            ja: "保存しようとした内容が `{` で始まっていません。",
        },
        fix: Localized {
            en: "Paste the policy alone, without text, an invisible character or a list around it. A list of CORS rules belongs in the box for CORS.",
            ja: "前後の文章、見えない文字、配列の括弧を付けずに、ポリシーだけを貼り付けてください。CORS の設定（配列）は CORS の欄に保存します。",
        },
    },
    Save {
        words: &["statementisempty"],
        headline: Localized {
            en: "The policy has no statement.",
            ja: "ポリシーにステートメントがありません。",
        },
        fix: Localized {
            en: "Add a statement, or delete the bucket policy if none is needed.",
            ja: "ステートメントを追加してください。不要であればバケットポリシーごと削除できます。",
        },
    },
    Save {
        words: &["missingrequiredfieldstatement"],
        headline: Localized {
            en: "The policy has no `Statement`.",
            ja: "ポリシーに `Statement` がありません。",
        },
        fix: Localized {
            en: "Put the statements into `{\"Version\": \"2012-10-17\", \"Statement\": []}`; check the spelling.",
            ja: "ステートメントを `{\"Version\": \"2012-10-17\", \"Statement\": []}` の中に入れてください。綴りも確認してください。",
        },
    },
    Save {
        words: &["missingrequiredfieldprincipal"],
        headline: Localized {
            en: "A statement of the bucket policy names no `Principal`.",
            ja: "バケットポリシーに `Principal` のないステートメントがあります。",
        },
        fix: Localized {
            en: "Say who gets access, for example `\"Principal\": {\"AWS\": \"arn:aws:iam::ACCOUNT:role/ROLE\"}`. A policy without `Principal` belongs on the user or role.",
            ja: "誰に許可するかを `\"Principal\": {\"AWS\": \"arn:aws:iam::ACCOUNT:role/ROLE\"}` のように書いてください。`Principal` のないポリシーは、ユーザーまたはロールにアタッチするものです。",
        },
    },
    Save {
        words: &["missingrequiredfieldresource"],
        headline: Localized {
            en: "A statement of the bucket policy has no `Resource`.",
            ja: "バケットポリシーに `Resource` のないステートメントがあります。",
        },
        fix: Localized {
            en: "Add `arn:aws:s3:::BUCKET` or `arn:aws:s3:::BUCKET/*`.",
            ja: "`arn:aws:s3:::BUCKET` または `arn:aws:s3:::BUCKET/*` を追加してください。",
        },
    },
    Save {
        words: &["missingrequiredfieldaction"],
        headline: Localized {
            en: "A statement of the bucket policy has no `Action`.",
            ja: "バケットポリシーに `Action` のないステートメントがあります。",
        },
        fix: Localized {
            en: "Add `Action`; check that it is not misspelt, as in `Actions`.",
            ja: "`Action` を追加してください。`Actions` のような綴りの誤りにも注意してください。",
        },
    },
    Save {
        words: &["missingrequiredfieldeffect"],
        headline: Localized {
            en: "A statement of the bucket policy has no `Effect`.",
            ja: "バケットポリシーに `Effect` のないステートメントがあります。",
        },
        fix: Localized {
            en: "Add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`; letter case matters.",
            ja: "`\"Effect\": \"Allow\"` または `\"Effect\": \"Deny\"` を追加してください。大文字と小文字は区別されます。",
        },
    },
    Save {
        words: &["thepolicymustcontainavalidversionstring"],
        headline: Localized {
            en: "`Version` is not one that AWS knows.",
            ja: "`Version` の値が AWS の認めるものではありません。",
        },
        fix: Localized {
            en: "Set it to `2012-10-17`. It is the version of the language, not the date of the policy.",
            ja: "`2012-10-17` にしてください。これはポリシーの日付ではなく、言語のバージョンです。",
        },
    },
    Save {
        words: &["policyhasaninvalidconditionkey"],
        headline: Localized {
            en: "A condition key does not exist, or S3 does not know it.",
            ja: "条件キーが存在しないか、S3 で使えません。",
        },
        fix: Localized {
            en: "Check the spelling, prefix included: `aws:SourceIp`, `s3:prefix`, `aws:PrincipalOrgID`.",
            ja: "プレフィックスを含めて綴りを確認してください。例: `aws:SourceIp`、`s3:prefix`、`aws:PrincipalOrgID`",
        },
    },
    Save {
        words: &["conditionsdonotapplytocombinationofactionsandresources"],
        headline: Localized {
            en: "A condition key does not apply to some action of its statement.",
            ja: "ステートメント内のアクションに適用できない条件キーがあります。",
        },
        fix: Localized {
            en: "Keep keys and actions that belong together in one statement: `s3:prefix` goes with `s3:ListBucket`, not with `s3:GetObject`.",
            ja: "条件キーと、それに対応するアクションだけを 1 つのステートメントにまとめてください。`s3:prefix` は `s3:ListBucket` に使うもので、`s3:GetObject` には使えません。",
        },
    },
    Save {
        words: &["invalidipaddressinconditions"],
        headline: Localized {
            en: "An IP address in a condition is not valid.",
            ja: "条件に含まれる IP アドレスが正しくありません。",
        },
        fix: Localized {
            en: "Write `203.0.113.0/24`: four numbers and a prefix length, without a host name or a port.",
            ja: "`203.0.113.0/24` のように、4 つの数とプレフィックス長で書いてください。ホスト名やポート番号は使えません。",
        },
    },
];
