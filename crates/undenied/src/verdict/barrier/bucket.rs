//! Settings of the bucket and its access points.

use super::{Told, changing, step, words};
use crate::{
    Words,
    case::{Case, Checked},
    commands,
    eval::{CallerKind, Lookup, Match},
    guide::{bucket_tab, property, setting},
    policy::Kind,
    report::{Impact, Step},
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
pub(super) fn public_access(checked: &Checked, case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    if checked.call.action.starts_with("s3:Put") {
        return (
            words(
                "The call asks for a public ACL, which `BlockPublicAcls` forbids",
                "公開 ACL の指定が `BlockPublicAcls` で禁止されている",
            ),
            words(
                "While it is on, S3 refuses every upload and every change that would let everyone in by ACL.",
                "有効な間は、ACL で全員にアクセスを許可するアップロードや変更がすべて拒否されます。",
            ),
            vec![changing(
                step(
                    "Send the call without the ACL, and grant access to named principals in the bucket policy.",
                    "ACL を指定せずに呼び出し、バケットポリシーで特定のプリンシパルに許可します。",
                    &[],
                ),
                Impact::Narrows,
                &acl_headers(checked),
            )],
        );
    }
    let look = Step {
        console: bucket_tab(
            case,
            &setting(
                "Block public access (bucket settings)",
                "ブロックパブリックアクセス (バケット設定)",
            ),
        ),
        ..step(
            "See which setting is on; the account and the organization can set it as well.",
            "どの設定が有効かを確認します。アカウントや組織の単位でも設定できます。",
            &[
                format!("aws s3api get-public-access-block --bucket {bucket}"),
                "aws s3control get-public-access-block --account-id ACCOUNT_ID".to_owned(),
            ],
        )
    };
    let is_anonymous = checked.call.caller.kind == CallerKind::Anonymous;
    let off = (is_anonymous || !is_pointed_at(case)).then(|| turn_off(&bucket));
    let name = (!is_pointed_at(case)).then(|| {
        step(
            "Name the principals of the statement for everyone, or limit it to fixed accounts, organizations or VPC endpoints.",
            "全員を対象とするステートメントで、プリンシパルを指定するか、固定のアカウント、組織、VPC エンドポイントに限定します。",
            &[],
        )
    });
    (
        words(
            "The bucket policy is public and `RestrictPublicBuckets` is on",
            "バケットポリシーが公開の状態で `RestrictPublicBuckets` が有効な",
        ),
        words(
            "One statement for everyone is enough: then only the bucket's own account and AWS services get in, even past statements that name other accounts.",
            "全員を対象とするステートメントが 1 つでもあると、アクセスできるのはバケットのアカウントと AWS サービスだけになります。ほかのアカウントを指定したステートメントがあっても拒否されます。",
        ),
        name.into_iter().chain([look]).chain(off).collect(),
    )
}

/// What a call says of ACLs, taken back.
fn acl_headers(checked: &Checked) -> Vec<(&'static str, &'static str)> {
    let is_sent = |key: &&str| matches!(checked.call.context.lookup(key), Lookup::Present(_));
    ACL_HEADERS.into_iter().filter(is_sent).map(|key| (key, "null")).collect()
}

const ACL_HEADERS: [&str; 6] = [
    "s3:x-amz-acl",
    "s3:x-amz-grant-read",
    "s3:x-amz-grant-write",
    "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write-acp",
    "s3:x-amz-grant-full-control",
];

/// For callers whom nothing but a public bucket lets in.
fn turn_off(bucket: &str) -> Step {
    let off = Step {
        warning: words(
            "Everyone on the internet then has what the bucket policy allows to everyone. Behind CloudFront with origin access control the bucket can stay private.",
            "以後は、バケットポリシーで全員に許可した内容に、インターネット上の誰でもアクセスできます。オリジンアクセスコントロールを使う CloudFront を経由すれば、バケットは非公開のままにできます。",
        ),
        ..step(
            "If everyone is meant to read, as on a website, turn `RestrictPublicBuckets` off.",
            "ウェブサイトのように全員への公開が目的の場合は、`RestrictPublicBuckets` を無効にします。",
            &[format!(
                "aws s3api put-public-access-block --bucket {bucket} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=false,RestrictPublicBuckets=false"
            )],
        )
    };
    let fact = ("bucket.publicAccessBlock.RestrictPublicBuckets", "false");
    changing(off, Impact::Widens, &[fact])
}

/// Whether the public statement is among the documents, and so among the findings.
fn is_pointed_at(case: &Case<'_>) -> bool {
    let mut statements = case.of_kind(Kind::Bucket).flat_map(|(.., policy)| &policy.statements);
    let settings = case.input.settings;
    statements.any(|statement| {
        settings.is_some_and(|it| (it.is_public)(statement, Kind::Bucket) == Match::Yes)
    })
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html>
pub(super) fn payer(checked: &Checked, case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    let agree = step(
        "Let the caller send `x-amz-request-payer: requester`; in the AWS CLI that is `--request-payer requester`.",
        "呼び出し側で `x-amz-request-payer: requester` を送信します。AWS CLI では `--request-payer requester` を指定します。",
        &[],
    );
    let agree = match checked.call.caller.kind {
        // A call without a signature agrees to nothing.
        CallerKind::Anonymous => agree,
        _ => changing(agree, Impact::Tidies, &[("call.requestPayer", "true")]),
    };
    let pay = Step {
        console: bucket_tab(case, &property("Requester pays", "リクエスタ支払い")),
        warning: words(
            "The bucket's owner then pays for everybody's requests and transfers.",
            "以後は、すべての利用者のリクエストとデータ転送の料金がバケットの所有者に請求されます。",
        ),
        ..step(
            "If the caller cannot do that, let the bucket's owner pay.",
            "呼び出し側で対応できない場合は、支払者をバケットの所有者に変更します。",
            &[format!(
                "aws s3api put-bucket-request-payment --bucket {bucket} --request-payment-configuration Payer=BucketOwner"
            )],
        )
    };
    let pay = changing(pay, Impact::Widens, &[("bucket.requestPayer", "BucketOwner")]);
    (
        words(
            "The bucket makes the requester pay, and the call does not agree to it",
            "バケットがリクエスタ支払いで、リクエストに支払いの同意がない",
        ),
        words(
            "Callers of other accounts have to say in each request that they pay; calls without a signature are refused altogether.",
            "ほかのアカウントからの呼び出しでは、リクエストごとに支払いへの同意が必要です。署名のない呼び出しはすべて拒否されます。",
        ),
        vec![agree, pay],
    )
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html>
pub(super) fn expected_owner(case: &Case<'_>) -> Told {
    let facts = &case.input.facts;
    let expected = facts.call.expected_bucket_owner.as_deref().unwrap_or_default();
    let owner = facts.bucket.account.as_deref().unwrap_or_default();
    let cause = Words {
        en: format!(
            "The call expects the bucket of account `{expected}`, and this one is `{owner}`'s"
        ),
        ja: format!(
            "リクエストではバケットの所有者をアカウント `{expected}` と指定しているのに、実際の所有者が `{owner}` である"
        ),
    };
    let why = words(
        "S3 then answers 403, whatever the policies allow.",
        "この場合、ポリシーで許可されていても S3 は 403 を返します。",
    );
    let check = step(
        "Check the bucket's name first: a bucket of that name may be somebody else's.",
        "まずバケット名を確認します。その名前のバケットは、他人のものかもしれません。",
        &[],
    );
    let correct = Step {
        text: Words {
            en: format!(
                "If the bucket is the right one, let the caller send `x-amz-expected-bucket-owner: {owner}`; in the AWS CLI that is `--expected-bucket-owner {owner}`."
            ),
            ja: format!(
                "バケットが正しい場合は、呼び出し側で `x-amz-expected-bucket-owner: {owner}` を送信します。AWS CLI では `--expected-bucket-owner {owner}` を指定します。"
            ),
        },
        ..Step::default()
    };
    let fact = ("call.expectedBucketOwner", owner);
    (cause, why, vec![check, changing(correct, Impact::Tidies, &[fact])])
}
