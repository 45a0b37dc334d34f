//! A condition key that does not exist, where it is plain which one was meant.

use super::{Rule, pages};
use crate::{
    case::{Case, failed},
    catalog::meant_key,
    eval::Match,
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::{Comparison, Condition, Effect, Qualifier},
    report::{Finding, Impact, Severity},
    words::use_instead,
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "unknown-condition-key",
    code: Some("INVALID_GLOBAL_CONDITION_KEY"),
    severity: Severity::Warning,
    title: Localized { en: "Unknown condition key", ja: "存在しない条件キー" },
    links: pages::CONDITION_KEYS,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let causes = causes(case);
    for (document, _, policy) in case.policies() {
        for statement in &policy.statements {
            for condition in &statement.conditions {
                let key = &condition.key.value;
                let Some(meant) = meant_key(key) else { continue };
                if is_said_by_checks(case, key) {
                    continue;
                }
                let message = Words {
                    en: format!("There is no condition key `{key}`. You probably mean `{meant}`."),
                    ja: format!(
                        "`{key}` という条件キーはありません。`{meant}` の誤りと思われます。"
                    ),
                };
                let is_global = key.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("aws:"));
                let holds = holds_without_key(condition);
                let why = if holds {
                    Words {
                        en: "No call has it, and this operator then counts the condition as met, always.".to_owned(),
                        ja: "どの呼び出しにもないキーなので、この演算子では条件が常に成立します。".to_owned(),
                    }
                } else {
                    Words {
                        en: "No call has it, so the condition is never met.".to_owned(),
                        ja: "どの呼び出しにもないキーなので、条件は成立しません。".to_owned(),
                    }
                };
                let place = case.place(document, condition.key.span, Some(statement.index));
                let mut finding = RULE.finding(place, message, why);
                if !is_global {
                    finding.code = Some("INVALID_SERVICE_CONDITION_KEY");
                }
                finding.causes_denial = causes.iter().any(|cause| std::ptr::eq(*cause, condition));
                // Where no call is asked about it is what it is to AWS's validator.
                if finding.causes_denial || case.checked.is_empty() {
                    finding.severity = Severity::Error;
                }
                // Today the condition lets everything or nothing through.
                let narrows = statement.is(Effect::Allow) == holds;
                let impact = if narrows { Impact::Narrows } else { Impact::Widens };
                let edits = vec![Edit::replace(condition.key.span, quoted(&meant))];
                finding.fixes.push(fix(use_instead(&meant), impact, document, edits));
                findings.push(finding);
            }
        }
    }
}

/// What AWS once had is another check's, unless a call is asked about.
fn is_said_by_checks(case: &Case<'_>, key: &str) -> bool {
    cfg!(feature = "checks") && case.checked.is_empty() && key.eq_ignore_ascii_case("aws:ARN")
}

/// The conditions that keep an Allow from a denied call, or let a Deny apply to one.
fn causes<'a>(case: &'a Case<'_>) -> Vec<&'a Condition> {
    let mut causes: Vec<&Condition> =
        failed(case).into_iter().map(|failed| failed.condition).collect();
    for checked in case.denied() {
        let evidence = checked.decision.evidence.iter();
        let hits = evidence.filter(|evidence| {
            evidence.effect == Some(Effect::Deny) && evidence.matched == Match::Yes
        });
        for hit in hits {
            let document = checked.document_of(hit.policy);
            let statement = document.and_then(|index| case.statement(index, hit.statement));
            causes.extend(statement.iter().flat_map(|statement| &statement.conditions));
        }
    }
    causes
}

/// What the condition comes to for a call without the key.
fn holds_without_key(condition: &Condition) -> bool {
    condition.operator.is_some_and(|operator| match (operator.comparison, operator.qualifier) {
        (Comparison::Null, _) => {
            condition.values.iter().any(|value| value.value.eq_ignore_ascii_case("true"))
        }
        (_, Some(Qualifier::ForAllValues)) => true,
        (_, Some(Qualifier::ForAnyValue)) => operator.if_exists,
        (_, None) => operator.if_exists || operator.negated,
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check, check_import},
    };

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    #[test]
    fn a_key_that_does_not_exist_denies() {
        check_import(
            "unknown-condition-key",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalArns": "arn:aws:iam::111122223333:role/*"}}}]}
                                                                                                                            ^^^^^^^^^^^^^^^^^^^ probably mean `aws:PrincipalArn`
"#,
            )],
        );
        check_import(
            "unknown-condition-key",
            &[
                (Kind::Identity, ROLE),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme", "Condition": {"StringNotEquals": {"aws:SourceVpcEndpoint": "vpce-1"}}}]}
                                                                                                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^ probably mean `aws:SourceVpce`
"#,
                ),
            ],
        );
    }

    #[test]
    fn keys_in_any_letter_case_and_of_providers_are_silent() {
        for key in [
            "aws:sourceVPC",
            "AWS:SourceIP",
            "aws:PrincipalTag/team",
            "s3:RequestObjectTag/x",
            "kms:EncryptionContext:app",
            "cognito-identity.amazonaws.com:aud",
            "ec2:SourceInstanceARN",
        ] {
            check(
                "unknown-condition-key",
                Kind::Identity,
                &format!(
                    r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {{"StringEquals": {{"{key}": "a"}}}}}}]}}"#
                ),
            );
        }
    }
}
