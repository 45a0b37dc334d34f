//! Settings of the bucket and its access points.

use super::{Told, step, words};
use crate::{
    Words,
    case::{Case, Checked},
    commands,
    eval::Match,
    guide::{bucket_tab, property, setting},
    policy::Kind,
    report::Step,
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
            vec![step(
                "Send the call without the ACL, and grant access to named principals in the bucket policy.",
                "ACL を指定せずに呼び出し、バケットポリシーで特定のプリンシパルに許可します。",
                &[],
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
        name.into_iter().chain([look]).collect(),
    )
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
pub(super) fn payer(case: &Case<'_>) -> Told {
    let bucket = commands::bucket(case);
    (
        words(
            "The bucket makes the requester pay, and the call does not agree to it",
            "バケットがリクエスタ支払いで、リクエストに支払いの同意がない",
        ),
        words(
            "Callers of other accounts have to say in each request that they pay; calls without a signature are refused altogether.",
            "ほかのアカウントからの呼び出しでは、リクエストごとに支払いへの同意が必要です。署名のない呼び出しはすべて拒否されます。",
        ),
        vec![
            step(
                "Let the caller send `x-amz-request-payer: requester`; in the AWS CLI that is `--request-payer requester`.",
                "呼び出し側で `x-amz-request-payer: requester` を送信します。AWS CLI では `--request-payer requester` を指定します。",
                &[],
            ),
            Step {
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
            },
        ],
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
    (cause, why, vec![check, correct])
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html>
pub(super) fn access_point_network(case: &Case<'_>) -> Told {
    let access_point = case.input.facts.access_point.as_ref();
    let vpc = access_point.and_then(|it| it.vpc.as_deref()).unwrap_or("VPC");
    (
        words(
            "The access point takes calls from its own VPC only",
            "アクセスポイントが自身の VPC からの呼び出ししか受け付けない",
        ),
        words(
            "An access point's network origin is fixed when it is made and cannot be changed.",
            "アクセスポイントのネットワークオリジンは作成時に決まり、後から変更できません。",
        ),
        vec![Step {
            text: Words {
                en: format!(
                    "Call from `{vpc}` through a VPC endpoint for S3, or make another access point whose network origin is the internet."
                ),
                ja: format!(
                    "`{vpc}` から S3 の VPC エンドポイント経由で呼び出すか、ネットワークオリジンがインターネットのアクセスポイントを別に作成します。"
                ),
            },
            ..Step::default()
        }],
    )
}
