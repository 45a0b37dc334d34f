//! A `*` in a value under an operator that takes it literally.

use undenied_json::{cut_last, has};

use super::{Rule, pages};
use crate::{
    case::{Case, Flaw, failed, literal_wildcard},
    eval::{Call, Match},
    fix::{change_operator, fix},
    lang::{Localized, Words},
    policy::{Condition, Effect, Spanned, Statement},
    report::{Finding, Impact, Severity},
    words::use_instead,
};

pub(super) static RULE: Rule = Rule {
    id: "wildcard-under-exact-operator",
    code: Some("WILDCARD_WITHOUT_LIKE_OPERATOR"),
    severity: Severity::Error,
    title: Localized {
        en: "`*` is no wildcard here", ja: "ワイルドカードにならない `*`"
    },
    links: pages::CONDITION,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for failed in failed(case) {
        if let Flaw::Wildcard(value) = failed.flaw {
            findings.extend(finding(
                case,
                failed.document,
                failed.statement,
                failed.condition,
                value,
            ));
        }
    }
    let mut seen = Vec::new();
    for checked in case.denied() {
        let evidence = checked.decision.evidence.iter();
        let hits = evidence.filter(|evidence| {
            evidence.effect == Some(Effect::Deny) && evidence.matched == Match::Yes
        });
        for hit in hits {
            let Some(document) = checked.document_of(hit.policy) else { continue };
            let Some(statement) = case.statement(document, hit.statement) else { continue };
            for (condition, value) in literal_exemptions(statement, &checked.call) {
                if !seen.contains(&(document, value.span)) {
                    seen.push((document, value.span));
                    findings.extend(finding(case, document, statement, condition, value));
                }
            }
        }
    }
}

/// Conditions of a Deny that were meant to spare the call, and the value that would.
pub(super) fn literal_exemptions<'a>(
    statement: &'a Statement,
    call: &Call,
) -> Vec<(&'a Condition, &'a Spanned<String>)> {
    let negated = statement
        .conditions
        .iter()
        .filter(|condition| condition.operator.is_some_and(|operator| operator.negated));
    negated.filter_map(|condition| Some((condition, literal_wildcard(condition, call)?))).collect()
}

fn finding(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    condition: &Condition,
    value: &Spanned<String>,
) -> Option<Finding> {
    let text = case.text(document);
    let operator = condition.operator_span.of(text).trim_matches('"');
    let shown = &value.value;
    let message = Words {
        en: format!("Under `{operator}` the wildcard in `{shown}` is just a character."),
        ja: format!("`{operator}` では、`{shown}` のワイルドカードはただの文字として扱われます。"),
    };
    let why = if statement.is(Effect::Deny) {
        Words {
            en: "So this Deny does not spare the call. Wildcards work under the `Like` operators.".to_owned(),
            ja: "そのため、この Deny は呼び出しを例外にしません。ワイルドカードは `Like` 系の演算子で使えます。".to_owned(),
        }
    } else {
        Words {
            en: "So this Allow does not apply to the call. Wildcards work under the `Like` operators.".to_owned(),
            ja: "そのため、この許可は呼び出しに適用されません。ワイルドカードは `Like` 系の演算子で使えます。".to_owned(),
        }
    };
    let mut finding =
        RULE.finding(case.place(document, value.span, Some(statement.index)), message, why);
    finding.causes_denial = true;
    if let Some((new, edit)) = change_operator(text, statement, condition, like) {
        finding.fixes.push(fix(use_instead(&new), Impact::Widens, document, vec![edit]));
    }
    Some(finding)
}

/// The operator that takes wildcards; none ignores letter case.
fn like(name: &str) -> Option<String> {
    let (before, after) = cut_last(name, "Equals").filter(|_| !has(name, "IgnoreCase"))?;
    Some(format!("{before}Like{after}"))
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    #[test]
    fn a_star_under_string_equals_is_a_character() {
        check_import(
            "wildcard-under-exact-operator",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {"StringEquals": {"s3:prefix": "mydata/*"}}}]}
                                                                                                                                                                    ^^^^^^^^^^ Under `StringEquals`
"#,
            )],
        );
    }

    #[test]
    fn a_deny_spares_nobody_by_it() {
        check_import(
            "wildcard-under-exact-operator",
            &[
                (Kind::Identity, ROLE),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme", "Condition": {"StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}}]}
                                                                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Under `StringNotEquals`
"#,
                ),
            ],
        );
    }

    #[test]
    fn arn_and_like_operators_take_wildcards() {
        for condition in [
            r#"{"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}"#,
            r#"{"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}"#,
            r#"{"StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}}"#,
        ] {
            let bucket = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme", "Condition": {condition}}}]}}"#
            );
            check_import(
                "wildcard-under-exact-operator",
                &[(Kind::Identity, ROLE), (Kind::Bucket, &bucket)],
            );
        }
    }
}
