//! The role can be assumed by the vendor's account without any external ID.

use super::{Rule, open_trust::open_to_everyone, pages};
use crate::{
    case::Case,
    eval::Match,
    fix::{add_member, fix, quoted},
    lang::{Localized, Words},
    policy::{Effect, Statement},
    profile::{ExternalIdNeed, ExternalIdUse},
    report::{Finding, Impact, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "external-id-missing",
    code: None,
    severity: Severity::Warning,
    title: Localized { en: "No external ID required", ja: "外部 ID の条件がない" },
    links: pages::EXTERNAL_ID,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(trust) = case.profile.and_then(|profile| profile.trust.as_ref()) else { return };
    if trust.external_id.usage == ExternalIdUse::Nothing {
        return;
    }
    let assume_role = case
        .checked
        .iter()
        .filter(|checked| checked.call.action == "sts:AssumeRole" && !checked.assumes_itself());
    for checked in assume_role {
        for evidence in &checked.decision.evidence {
            let admits = evidence.effect == Some(Effect::Allow)
                && evidence.action == Match::Yes
                && evidence.principal == Match::Yes;
            let Some(document) = checked.document_of(evidence.policy).filter(|_| admits) else {
                continue;
            };
            let Some(statement) = case.statement(document, evidence.statement) else { continue };
            if asks_for_external_id(statement) || open_to_everyone(statement).is_some() {
                continue;
            }
            let span = statement
                .principal
                .as_ref()
                .map_or(statement.span, |principal| principal.value_span);
            let place = case.place(document, span, Some(statement.index));
            let message = Words {
                en: "This trusts the account without asking for an external ID.".to_owned(),
                ja: "外部 ID を確認せずにアカウントを信頼しています。".to_owned(),
            };
            let mut finding = RULE.finding(place, message, without(&trust.external_id));
            finding.severity = trust.external_id.severity;
            let sent = case.input.facts.trust.external_id.as_ref();
            if let Some(sent) = sent.filter(|_| statement.conditions.is_empty()) {
                let condition = format!(
                    "\"Condition\": {{ \"StringEquals\": {{ \"sts:ExternalId\": {} }} }}",
                    quoted(sent)
                );
                let title = Words {
                    en: "Ask for the external ID you entered".to_owned(),
                    ja: "入力した外部 ID を条件に追加".to_owned(),
                };
                let edits = add_member(case.text(document), statement.span, &condition);
                finding.fixes.push(fix(title, Impact::Narrows, document, edits));
            }
            findings.push(finding);
        }
    }
}

/// The profile's own words, else what is true of every vendor.
fn without(need: &ExternalIdNeed) -> Words {
    if !need.without.en.is_empty() {
        return need.without.clone();
    }
    Words {
        en: "Another customer of the vendor who learns the role ARN could reach the bucket through it.".to_owned(),
        ja: "同じベンダーの別の顧客がロール ARN を知れば、このロール経由でバケットにアクセスできるおそれがあります。".to_owned(),
    }
}

fn asks_for_external_id(statement: &Statement) -> bool {
    let mut conditions = statement.conditions.iter();
    conditions.any(|condition| condition.key.value.eq_ignore_ascii_case("sts:ExternalId"))
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    #[test]
    fn trust_without_an_external_id_is_warned_of() {
        check_import(
            "external-id-missing",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole"}]}
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^ without asking
"#,
            )],
        );
    }

    #[test]
    fn trust_with_one_or_of_somebody_else_is_silent() {
        check_import(
            "external-id-missing",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [
{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "ext-1"}}},
{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}]}
"#,
            )],
        );
    }
}
