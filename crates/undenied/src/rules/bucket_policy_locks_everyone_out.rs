//! A Deny for everyone in a bucket policy that also keeps the bucket's own administrators from
//! changing the policy.

use super::{Rule, pages};
use crate::{
    case::Case,
    glob::Glob,
    lang::Localized,
    policy::{Arn, Effect, Kind, ListElement, Polarity, Principal, Statement},
    report::{Finding, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "bucket-policy-locks-everyone-out",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The bucket policy locks everyone out",
        ja: "全員を締め出すバケットポリシー",
    },
    links: pages::PUT_BUCKET_POLICY,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.of_kind(Kind::Bucket) {
        for statement in policy.statements.iter().filter(|statement| locks_out(statement)) {
            let span = statement.effect.as_ref().map_or(statement.span, |effect| effect.span);
            let place = case.place(document, span, Some(statement.index));
            findings.push(RULE.finding(place, MESSAGE.words(), WHY.words()));
        }
    }
}

const MESSAGE: Localized<&str> = Localized {
    en: "This Deny is for everyone, administrators of the bucket's own account included: nobody but the root user can change the policy any more.",
    ja: "この Deny はバケットのアカウントの管理者も含む全員が対象です。このポリシーを変更できるのはルートユーザーだけになります。",
};

/// By <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html>.
const WHY: Localized<&str> = Localized {
    en: "Exempt the administrators with a condition on `aws:PrincipalArn`, or narrow the actions. If it is in force already, sign in as the account's root user and delete the bucket policy.",
    ja: "`aws:PrincipalArn` の条件で管理者を例外にするか、アクションを絞ってください。すでに有効な場合は、アカウントのルートユーザーでサインインしてバケットポリシーを削除します。",
};

/// A condition may spare somebody, so only a Deny without any counts.
fn locks_out(statement: &Statement) -> bool {
    let everyone = statement.principal.as_ref().is_some_and(|element| {
        let mut entries = element.entries.iter();
        element.polarity == Polarity::Listed
            && entries.any(|entry| entry.value == Principal::Everyone)
    });
    let is_plain = statement.is(Effect::Deny)
        && statement.conditions.is_empty()
        && !statement.has_gap
        && everyone;
    is_plain
        && lists(statement.action.as_ref(), &|value| {
            let action = Glob::ignoring_case(value);
            action.matches("s3:putbucketpolicy") && action.matches("s3:deletebucketpolicy")
        })
        && lists(statement.resource.as_ref(), &is_bucket)
}

fn lists(element: Option<&ListElement>, wanted: &dyn Fn(&str) -> bool) -> bool {
    let listed = element.filter(|list| list.polarity == Polarity::Listed);
    listed.into_iter().flat_map(|list| &list.values).any(|value| wanted(&value.value))
}

fn is_bucket(value: &str) -> bool {
    let of_s3 = |arn: Arn| arn.bucket().is_some() && !arn.resource().contains('/');
    value == "*" || Arn::parse(value).is_some_and(of_s3)
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    const ID: &str = "bucket-policy-locks-everyone-out";

    #[test]
    fn a_deny_of_everything_for_everyone_locks_out() {
        check(
            ID,
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]}]}
                                                   ^^^^^^ nobody but the root user
"#,
        );
    }

    #[test]
    fn other_denies_are_silent() {
        for statement in [
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*"}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::acme"}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
            r#"{"Effect": "Deny", "Principal": {"AWS": "444455556666"}, "Action": "s3:*", "Resource": "arn:aws:s3:::acme"}"#,
            r#"{"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "arn:aws:s3:::acme"}"#,
            r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme"}"#,
        ] {
            check(
                ID,
                Kind::Bucket,
                &format!("\n{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}\n"),
            );
        }
    }
}
