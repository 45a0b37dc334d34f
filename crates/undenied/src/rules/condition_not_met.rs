//! An Allow that would grant the call but for one of its conditions.

use super::{Rule, key_condition_not_met, pages};
use crate::{
    case::Case,
    eval::{Lookup, Match},
    lang::{Localized, Words},
    policy::{Effect, Kind},
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
    let mut seen = Vec::new();
    for checked in case.denied().filter(|checked| !checked.is_blocked_by(Kind::Trust)) {
        for evidence in &checked.decision.evidence {
            let is_near = evidence.effect == Some(Effect::Allow)
                && evidence.principal == Match::Yes
                && evidence.action == Match::Yes
                && evidence.resource == Match::Yes
                && checked.decision.blocked_by.contains(&evidence.kind);
            let Some(document) = checked.document_of(evidence.policy).filter(|_| is_near) else {
                continue;
            };
            let Some(statement) = case.statement(document, evidence.statement) else { continue };
            let failed =
                evidence.conditions.iter().filter(|condition| condition.matched == Match::No);
            let Some(condition) =
                failed.filter_map(|failed| statement.conditions.get(failed.index)).next()
            else {
                continue;
            };
            if checked.is_of_key() && key_condition_not_met::is_key_of_kms(&condition.key.value) {
                continue;
            }
            if seen.contains(&(document, condition.span)) {
                continue;
            }
            seen.push((document, condition.span));
            let key = &condition.key.value;
            let actual = match checked.call.context.lookup(key) {
                Lookup::Present(value) => Some(listed(value.texts().iter().map(String::as_str))),
                Lookup::Absent | Lookup::Unknown => None,
            };
            let message = match actual {
                Some(actual) => Words {
                    en: format!(
                        "This Allow applies only under its condition on `{key}`, and the call has {}.",
                        actual.en
                    ),
                    ja: format!(
                        "この許可は `{key}` の条件を満たす場合だけ有効ですが、呼び出しの値は{}です。",
                        actual.ja
                    ),
                },
                None => Words {
                    en: format!(
                        "This Allow applies only under its condition on `{key}`, which the call does not have."
                    ),
                    ja: format!(
                        "この許可は `{key}` の条件を満たす場合だけ有効ですが、呼び出しにこのキーはありません。"
                    ),
                },
            };
            let action = &checked.call.action;
            let why = Words {
                en: format!(
                    "So nothing allows `{action}`. Change the condition, or allow the call in a statement without it."
                ),
                ja: format!(
                    "そのため `{action}` はどこでも許可されません。条件を変更するか、この条件のないステートメントで許可してください。"
                ),
            };
            let place = case.place(document, condition.span, Some(statement.index));
            let mut finding = RULE.finding(place, message, why);
            finding.causes_denial = true;
            findings.push(finding);
        }
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
