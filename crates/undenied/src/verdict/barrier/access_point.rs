//! Settings of the access point.

use super::{Told, changing, step, words};
use crate::{
    Words,
    case::{Case, Checked},
    commands,
    policy::Arn,
    report::{Impact, Step},
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html>
pub(super) fn network(checked: &Checked, case: &Case<'_>) -> Told {
    let told = case.input.facts.access_point.as_ref().and_then(|it| it.vpc.as_deref());
    let vpc = told.unwrap_or("VPC");
    let call = Step {
        text: Words {
            en: format!("Call from `{vpc}` through a VPC endpoint for S3."),
            ja: format!("`{vpc}` から、S3 の VPC エンドポイント経由で呼び出します。"),
        },
        ..Step::default()
    };
    // A vendor calls from its own network.
    let can_move = told.filter(|_| checked.is_own);
    let call = match can_move {
        Some(vpc) => {
            let facts = [("aws:SourceVpc", vpc), ("call.vpcEndpoint", "unknown")];
            changing(call, Impact::Tidies, &facts)
        }
        None => call,
    };
    (
        words(
            "The access point takes calls from its own VPC only",
            "アクセスポイントが自身の VPC からの呼び出ししか受け付けない",
        ),
        words(
            "An access point's network origin is fixed when it is made and cannot be changed.",
            "アクセスポイントのネットワークオリジンは作成時に決まり、後から変更できません。",
        ),
        vec![call, another(checked, case)],
    )
}

fn another(checked: &Checked, case: &Case<'_>) -> Step {
    let arn = Arn::parse(&checked.call.resource);
    let account = arn.as_ref().map_or("ACCOUNT_ID", Arn::account);
    let bucket = commands::bucket(case);
    let another = Step {
        warning: words(
            "It has an access point policy of its own: allow in it just what is needed.",
            "アクセスポイントポリシーも別になります。必要な許可だけを設定してください。",
        ),
        ..step(
            "Or make another access point whose network origin is the internet, and call through that one.",
            "または、ネットワークオリジンがインターネットのアクセスポイントを別に作成し、そちらを経由して呼び出します。",
            &[format!(
                "aws s3control create-access-point --account-id {account} --name NEW_NAME --bucket {bucket}"
            )],
        )
    };
    changing(another, Impact::Widens, &[("accessPoint.networkOrigin", "Internet")])
}
