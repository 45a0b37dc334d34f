//! A call through an access point that the bucket policy does not leave to access points.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    eval::Lookup,
    fix::{NewStatement, add_statements, fix, free_sid},
    lang::{Localized, Words},
    policy::{Kind, Policy},
    report::{Finding, Fix, Impact, Outcome, Severity},
};
use undenied_json::{Span, has};

pub(super) static RULE: Rule = Rule {
    id: "access-point-not-delegated",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The bucket does not leave access to access points",
        ja: "アクセスポイントに委任していないバケットポリシー",
    },
    links: pages::ACCESS_POINTS,
    check,
};

const ACCOUNT: &str = "s3:DataAccessPointAccount";

/// The bucket's view of a call through an access point.
pub(super) fn is_behind_access_point(checked: &Checked) -> bool {
    let through = checked.call.context.lookup("s3:DataAccessPointArn");
    matches!(through, Lookup::Present(_)) && !has(&checked.call.resource, ":accesspoint/")
}

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let shut = case.denied().find(|checked| {
        is_behind_access_point(checked)
            && checked.said_by(Kind::Bucket) == Some(Outcome::ImplicitDeny)
            && !checked.lacks_a_condition(Kind::Bucket)
    });
    let Some(checked) = shut else { return };
    for (document, _, policy) in case.of_kind(Kind::Bucket) {
        let start = policy.statements_span.unwrap_or(policy.span).start;
        let place = case.place(document, Span::new(start, start + 1), None);
        let mut finding = RULE.finding(place, MESSAGE.words(), WHY.words());
        finding.causes_denial = true;
        finding.fixes.extend(delegate(case, checked, document, policy));
        findings.push(finding);
    }
}

const MESSAGE: Localized<&str> = Localized {
    en: "No statement of the bucket policy leaves the call to access points.",
    ja: "バケットポリシーに、アクセスポイントへの委任がありません。",
};

const WHY: Localized<&str> = Localized {
    en: "For a caller of another account the bucket policy has to allow the call as well as the access point policy. A condition on `s3:DataAccessPointAccount` leaves it to the access points of one account.",
    ja: "呼び出し元が別のアカウントの場合、アクセスポイントポリシーに加えてバケットポリシーでの許可も必要です。`s3:DataAccessPointAccount` の条件を使うと、特定のアカウントのアクセスポイントに判断を委ねられます。",
};

fn delegate(case: &Case<'_>, checked: &Checked, document: usize, policy: &Policy) -> Option<Fix> {
    let Lookup::Present(account) = checked.call.context.lookup(ACCOUNT) else { return None };
    let account = account.texts().first()?.as_str();
    let sid = free_sid(policy, "DelegateToAccessPoints");
    let new = NewStatement {
        sid: &sid,
        principal: Some("*"),
        actions: &[&checked.call.action],
        resource: &checked.call.resource,
        condition: Some((ACCOUNT, account)),
    };
    let edits = add_statements(case.text(document), policy, &[new])?;
    let action = &checked.call.action;
    let title = Words {
        en: format!("Leave `{action}` to the access points of `{account}`"),
        ja: format!("`{action}` を `{account}` のアクセスポイントに委任"),
    };
    Some(fix(title, Impact::Widens, document, edits))
}

#[cfg(test)]
mod tests {
    use crate::{
        AccessPointFacts, BucketFacts, Facts, Input, Request, SETTINGS, policy::Kind,
        rules::testing::check_told,
    };

    const USER: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    const POINT: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:user/jane"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:us-east-1:111122223333:accesspoint/in/object/*"}}
"#;

    fn check_bucket(caller: &str, bucket: &str) {
        let input = Input {
            settings: Some(&SETTINGS),
            request: Request {
                principal: Some(format!("arn:aws:iam::{caller}:user/jane")),
                action: Some("s3:GetObject".into()),
                resource: Some(
                    "arn:aws:s3:us-east-1:111122223333:accesspoint/in/object/a.csv".into(),
                ),
                context_complete: true,
                ..Request::default()
            },
            facts: Facts {
                bucket: BucketFacts {
                    name: Some("acme".into()),
                    account: Some("111122223333".into()),
                    ..BucketFacts::default()
                },
                access_point: Some(AccessPointFacts {
                    bucket: Some("acme".into()),
                    ..AccessPointFacts::default()
                }),
                ..Facts::default()
            },
            ..Input::default()
        };
        check_told(
            "access-point-not-delegated",
            input,
            &[(Kind::Identity, USER), (Kind::AccessPoint, POINT), (Kind::Bucket, bucket)],
        );
    }

    const LOGS: &str = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme/logs/*"}]}
"#;

    #[test]
    fn another_account_needs_the_bucket_s_word_too() {
        let carets = format!("{LOGS}{}^ leaves the call to access points\n", " ".repeat(39));
        check_bucket("444455556666", &carets);
    }

    #[test]
    fn a_delegation_and_callers_of_the_bucket_s_account_are_silent() {
        check_bucket("111122223333", LOGS);
        check_bucket(
            "444455556666",
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"], "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}]}
"#,
        );
    }
}
