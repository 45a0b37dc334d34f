//! Bucket and caller belong to different accounts, and the bucket policy does not allow the call.

use super::{Rule, access_point_not_delegated, allow::allow_apart, pages};
use crate::{
    case::{Case, Checked, is_near_miss},
    eval::CallerKind,
    eval::Match,
    lang::{Localized, Words},
    policy::{Effect, Kind, Policy},
    report::{Finding, Outcome, Severity},
    words::listed,
};
use undenied_json::Span;

pub(super) static RULE: Rule = Rule {
    id: "bucket-policy-without-allow",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The bucket's account does not allow the call",
        ja: "バケット側のアカウントが許可していない",
    },
    links: pages::CROSS_ACCOUNT,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let unallowed: Vec<&Checked> = case
        .denied()
        .filter(|checked| is_unallowed(checked) && !is_near_miss(case, checked, Kind::Bucket))
        .collect();
    if unallowed.is_empty() {
        return;
    }
    for (document, _, policy) in case.of_kind(Kind::Bucket) {
        findings.push(finding(case, &unallowed, document, policy));
    }
}

/// Not allowed by the bucket policy, which has to; perhaps behind a Deny, which is told of elsewhere.
fn is_unallowed(checked: &Checked) -> bool {
    let is_unallowed = match checked.said_by(Kind::Bucket) {
        Some(Outcome::ImplicitDeny) => true,
        Some(Outcome::ExplicitDeny) => {
            checked.call.same_account == Match::No && !may_be_allowed(checked)
        }
        _ => false,
    };
    is_unallowed && !access_point_not_delegated::is_behind_access_point(checked)
}

fn may_be_allowed(checked: &Checked) -> bool {
    checked.decision.evidence.iter().any(|evidence| {
        evidence.kind == Kind::Bucket
            && evidence.effect != Some(Effect::Deny)
            && evidence.matched != Match::No
    })
}

fn finding(case: &Case<'_>, unallowed: &[&Checked], document: usize, policy: &Policy) -> Finding {
    let actions = listed(unallowed.iter().map(|checked| checked.call.action.as_str()));
    let message = Words {
        en: format!("No statement of the bucket policy allows the caller {}.", actions.en),
        ja: format!(
            "バケットポリシーに、呼び出し元の{}を許可するステートメントがありません。",
            actions.ja
        ),
    };
    let is_anonymous = |checked: &&Checked| checked.call.caller.kind == CallerKind::Anonymous;
    let why = if unallowed.iter().all(is_anonymous) { ANONYMOUS.words() } else { APART.words() };
    let start = policy.statements_span.unwrap_or(policy.span).start;
    let place = case.place(document, Span::new(start, start + 1), None);
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = true;
    finding.fixes.extend(allow_apart(case, document, unallowed));
    finding
}

const APART: Localized<&str> = Localized {
    en: "Caller and bucket belong to different accounts, so both the caller's policies and the bucket policy must allow the call.",
    ja: "呼び出し元とバケットのアカウントが異なるため、呼び出し元のポリシーとバケットポリシーの両方で許可する必要があります。",
};

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html>
const ANONYMOUS: Localized<&str> = Localized {
    en: "The call is not signed, as those to a website endpoint never are, so only a statement for everyone would let it in. Sign the call, or go through CloudFront.",
    ja: "ウェブサイトエンドポイントへの呼び出しのように署名のないリクエストは、全員を対象とするステートメントがなければ許可されません。署名付きで呼び出すか、CloudFront を経由してください。",
};

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_import, check_told, import},
    };

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    #[test]
    fn a_bucket_of_another_account_must_allow_too() {
        let mut input = import();
        input.facts.bucket.account = Some("444455556666".into());
        check_told(
            "bucket-policy-without-allow",
            input,
            &[
                (Kind::Identity, ROLE),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["s3:ListBucket", "s3:GetBucketLocation", "s3:GetObject"], "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]}]}
                                       ^ `s3:GetObjectVersion`
"#,
                ),
            ],
        );
    }

    #[test]
    fn a_policy_of_one_statement_gets_those_for_bucket_and_objects() {
        let mut input = import();
        input.facts.bucket.account = Some("444455556666".into());
        check_told(
            "bucket-policy-without-allow",
            input,
            &[
                (Kind::Identity, ROLE),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme/logs/*"}}
                                       ^ `s3:ListBucket`
"#,
                ),
            ],
        );
    }

    #[test]
    fn a_bucket_of_the_same_account_needs_no_allow() {
        check_import(
            "bucket-policy-without-allow",
            &[
                (Kind::Identity, ROLE),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::acme/*"}]}
"#,
                ),
            ],
        );
    }

    #[test]
    fn a_deny_does_not_hide_that_nothing_allows() {
        let mut input = import();
        input.facts.bucket.account = Some("444455556666".into());
        check_told(
            "bucket-policy-without-allow",
            input,
            &[
                (Kind::Identity, ROLE),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"], "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0abc12345"}}}]}
                                       ^ `s3:ListBucket`
"#,
                ),
            ],
        );
    }
}
