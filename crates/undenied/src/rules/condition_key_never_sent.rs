//! An Allow under a condition on a key that the action never carries.

use super::{Rule, allow::allow_apart, pages};
use crate::{
    case::{Case, Flaw, failed},
    lang::{Localized, Words},
    report::{Finding, Severity},
    words::listed,
};

pub(super) static RULE: Rule = Rule {
    id: "condition-key-never-sent",
    code: Some("UNSUPPORTED_ACTION_FOR_CONDITION_KEY"),
    severity: Severity::Error,
    title: Localized {
        en: "The action has no such condition key", ja: "アクションにない条件キー"
    },
    links: pages::S3_ACTIONS,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for failed in failed(case).iter().filter(|failed| failed.flaw == Flaw::NeverSent) {
        let key = &failed.condition.key.value;
        let actions = listed(failed.checks.iter().map(|checked| checked.call.action.as_str()));
        let message = Words {
            en: format!(
                "A call of {} never has `{key}`, so this Allow never applies to it.",
                actions.en
            ),
            ja: format!(
                "{} の呼び出しに `{key}` が含まれることはないため、この許可は適用されません。",
                actions.ja
            ),
        };
        let why = Words {
            en: "A condition on a key that is absent is not met. Allow the action in a statement without this condition.".to_owned(),
            ja: "存在しないキーの条件は満たされません。この条件のないステートメントでアクションを許可してください。".to_owned(),
        };
        let place =
            case.place(failed.document, failed.condition.span, Some(failed.statement.index));
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        finding.fixes.extend(allow_apart(case, failed.document, &failed.checks));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    #[test]
    fn a_prefix_condition_shuts_out_what_has_no_prefix() {
        check_import(
            "condition-key-never-sent",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::acme", "Condition": {"StringLike": {"s3:prefix": "mydata/*"}}}]}
                                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^ `s3:GetBucketLocation` never has `s3:prefix`
"#,
            )],
        );
        check_import(
            "condition-key-never-sent",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"sts:ExternalId": "ext-1"}}}]}
                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^ never has `sts:ExternalId`
"#,
            )],
        );
    }

    #[test]
    fn operators_that_an_absent_key_satisfies_are_silent() {
        for condition in [
            r#"{"StringLikeIfExists": {"s3:prefix": "mydata/*"}}"#,
            r#"{"StringNotLike": {"s3:prefix": "private/*"}}"#,
            r#"{"Null": {"s3:prefix": "true"}}"#,
        ] {
            check_import(
                "condition-key-never-sent",
                &[(
                    Kind::Identity,
                    &format!(
                        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {condition}}}]}}"#
                    ),
                )],
            );
        }
    }

    #[test]
    fn a_statement_that_others_make_up_for_is_silent() {
        check_import(
            "condition-key-never-sent",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [
{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::acme", "Condition": {"StringLike": {"s3:prefix": "mydata/*"}}},
{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
"#,
            )],
        );
    }
}
