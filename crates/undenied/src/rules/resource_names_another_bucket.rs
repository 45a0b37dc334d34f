//! An Allow for the needed action, on another bucket.

use super::{Rule, allow::allow_apart, pages};
use crate::{
    alike,
    case::{Case, Miss, Near, nears},
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::Arn,
    report::{Finding, Impact, Severity},
    template::AWS_SAMPLE_BUCKETS,
    words::{listed, sample_hint, use_instead},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "resource-names-another-bucket",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Another bucket is allowed", ja: "別のバケットへの許可" },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for near in nears(case, |miss| matches!(miss, Miss::Bucket | Miss::Partition)) {
        findings.extend(finding(case, &near));
    }
}

fn finding(case: &Case<'_>, near: &Near<'_>) -> Option<Finding> {
    let (own, wanted) = (Arn::parse(&near.value.value)?, near.wanted()?);
    let message = if near.miss == Miss::Partition {
        let (theirs, ours) = (own.partition(), wanted.partition());
        Words {
            en: format!("`{own}` is in the partition `{theirs}`, but the caller is in `{ours}`."),
            ja: format!(
                "`{own}` はパーティション `{theirs}` の ARN ですが、呼び出し元のパーティションは `{ours}` です。"
            ),
        }
    } else {
        let (theirs, ours) = (own.bucket()?, wanted.bucket()?);
        let name = theirs.split(['*', '?']).next().unwrap_or_default();
        let hint = if AWS_SAMPLE_BUCKETS.contains(&theirs) {
            sample_hint().words()
        } else {
            alike::hint_of(alike::difference(name, ours))
        };
        Words {
            en: format!(
                "This allows the bucket `{theirs}`, but the call is for `{ours}`.{}",
                hint.en
            ),
            ja: format!(
                "ここで許可されているバケットは `{theirs}` ですが、呼び出しの対象は `{ours}` です。{}",
                hint.ja
            ),
        }
    };
    let actions = listed(near.actions());
    let why = Words {
        en: format!("So nothing here allows {} on `{wanted}`.", actions.en),
        ja: format!("そのため、ここでは `{wanted}` に対する{}が許可されません。", actions.ja),
    };
    let place = case.place(near.document, near.value.span, Some(near.statement));
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = true;
    finding.fixes.extend(match &near.right {
        Some(right) => {
            let edits = vec![Edit::replace(near.value.span, quoted(right))];
            Some(fix(use_instead(right), Impact::Widens, near.document, edits))
        }
        None => allow_apart(case, near.document, &near.checks),
    });
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_import, check_told, import},
    };

    fn policy(resource: &str) -> String {
        format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": {resource}}}]}}"#
        )
    }

    fn check_value(value: &str, message: &str) {
        let line = policy(value);
        let column = line.find(value).unwrap();
        let carets = "^".repeat(value.len());
        let fixture = format!("\n{line}\n{}{carets} {message}\n", " ".repeat(column));
        check_import("resource-names-another-bucket", &[(Kind::Identity, &fixture)]);
    }

    #[test]
    fn a_bucket_of_another_name_is_shown_with_what_differs() {
        check_value(r#""arn:aws:s3:::Acme*""#, "only in letter case");
        check_value(r#""arn:aws:s3:::acne*""#, "a character or two");
        check_value(r#""arn:aws:s3:::DOC-EXAMPLE-BUCKET*""#, "`DOC-EXAMPLE-BUCKET*`, but");
        check_value(r#""arn:aws:s3:::logs*""#, "`logs*`, but the call is for `acme`");
        check_value(r#""arn:aws-cn:s3:::acme*""#, "partition `aws-cn`");
    }

    #[test]
    fn the_sample_bucket_is_called_one() {
        check_import(
            "resource-names-another-bucket",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"}]}
                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sample
"#,
            )],
        );
    }

    #[test]
    fn a_bucket_of_another_account_allows_only_its_own() {
        let mut input = import();
        input.facts.bucket.account = Some("444455556666".into());
        check_told(
            "resource-names-another-bucket",
            input,
            &[
                (Kind::Identity, &policy("\"*\"")),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:Get*", "Resource": "arn:aws:s3:::acme-2/*"}]}
                                                                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^ `acme-2`
"#,
                ),
            ],
        );
    }

    #[test]
    fn statements_about_other_buckets_are_silent_beside_those_about_this_one() {
        for resource in [
            r#"["arn:aws:s3:::acme", "arn:aws:s3:::acme/*", "arn:aws:s3:::acme-2/*"]"#,
            r#"["arn:aws:s3:::acme", "arn:aws:s3:::logs/*"]"#,
            "\"*\"",
        ] {
            check_import("resource-names-another-bucket", &[(Kind::Identity, &policy(resource))]);
        }
    }
}
