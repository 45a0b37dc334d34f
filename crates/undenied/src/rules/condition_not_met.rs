//! An Allow that would grant the call but for one of its conditions.

use super::{Rule, key_condition_not_met, pages};
use crate::{
    case::{Case, Flaw, failed},
    eval::Lookup,
    lang::{Localized, Words},
    report::{Finding, Severity},
    words::listed,
};

pub(super) static RULE: Rule = Rule {
    id: "condition-not-met",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Condition not met", ja: "条件を満たしていない" },
    links: pages::CONDITION,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for failed in failed(case).iter().filter(|failed| failed.flaw == Flaw::Other) {
        let Some(checked) = failed.checks.first() else { continue };
        let condition = failed.condition;
        let key = &condition.key.value;
        if checked.is_of_key() && key_condition_not_met::is_key_of_kms(key) {
            continue;
        }
        let message = match checked.call.context.lookup(key) {
            Lookup::Present(value) => {
                let actual = listed(value.texts().iter().map(String::as_str));
                Words {
                    en: format!(
                        "This Allow applies only under its condition on `{key}`, and the call has {}.",
                        actual.en
                    ),
                    ja: format!(
                        "この許可は `{key}` の条件を満たす場合だけ有効ですが、呼び出しの値は{}です。",
                        actual.ja
                    ),
                }
            }
            Lookup::Absent | Lookup::Unknown => Words {
                en: format!(
                    "This Allow applies only under its condition on `{key}`, which the call does not have."
                ),
                ja: format!(
                    "この許可は `{key}` の条件を満たす場合だけ有効ですが、呼び出しにこのキーはありません。"
                ),
            },
        };
        let actions = listed(failed.checks.iter().map(|checked| checked.call.action.as_str()));
        let why = Words {
            en: format!(
                "So nothing allows {}. Change the condition, or allow the call in a statement without it.",
                actions.en
            ),
            ja: format!(
                "そのため{}はどこでも許可されません。条件を変更するか、この条件のないステートメントで許可してください。",
                actions.ja
            ),
        };
        let place = case.place(failed.document, condition.span, Some(failed.statement.index));
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    #[test]
    fn the_condition_that_fails_is_blamed() {
        check_import(
            "condition-not-met",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0abc12345"}}}]}
                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ which the call does not have
"#,
            )],
        );
    }

    #[test]
    fn a_vendor_has_no_mfa_to_assume_a_role_with() {
        check_import(
            "condition-not-met",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]}
                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the call has `false`
"#,
            )],
        );
    }

    #[test]
    fn a_condition_that_holds_is_silent() {
        check_import(
            "condition-not-met",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}
"#,
            )],
        );
    }
}
