//! The vendor has the role assume itself, and the trust policy does not let it.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    eval::Match,
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::{Effect, Kind, Polarity, Principal, Statement},
    report::{Finding, Fix, Impact, Severity},
};
use undenied_json::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "role-not-self-assuming",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The role cannot assume itself",
        ja: "ロールが自分自身を引き受けられない",
    },
    links: pages::TRUST,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let refused =
        |checked: &&Checked| checked.assumes_itself() && checked.is_blocked_by(Kind::Trust);
    for checked in case.denied().filter(refused).filter(|checked| !is_told_of(case, checked)) {
        let Some((document, _, policy)) = case.of_kind(Kind::Trust).next() else { continue };
        let statement = joinable(case, checked, document);
        let principal = statement.and_then(|statement| statement.principal.as_ref());
        let span = principal.map_or_else(
            || Span::new(policy.span.start, policy.span.start + 1),
            |principal| principal.value_span,
        );
        let place = case.place(document, span, statement.map(|statement| statement.index));
        let caller = case.caller_name();
        let message = Words {
            en: format!(
                "{} has the role assume itself, and this trust policy does not allow that.",
                caller.en
            ),
            ja: format!(
                "{}ではロールが自分自身を引き受けますが、この信頼ポリシーでは許可されていません。",
                caller.ja
            ),
        };
        let why = Words {
            en: "A role may assume itself only if its trust policy names it. AWS accepts its ARN there once the role exists.".to_owned(),
            ja: "ロールが自分自身を引き受けるには、信頼ポリシーにそのロールが書かれている必要があります。ARN を指定できるのは、ロールを作成した後です。".to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        finding.fixes.extend(statement.and_then(|it| join(case, checked, document, it)));
        findings.push(finding);
    }
}

/// Whether the Allow that names the role keeps the vendor out as well, by a condition.
fn is_told_of(case: &Case<'_>, checked: &Checked) -> bool {
    let held_up = |checked: &Checked| -> Vec<(Option<usize>, usize)> {
        let allowing = checked.decision.evidence.iter().filter(|evidence| {
            evidence.effect == Some(Effect::Allow)
                && evidence.kind == Kind::Trust
                && evidence.principal.and(evidence.action) == Match::Yes
                && evidence.conditions.iter().any(|condition| condition.matched == Match::No)
        });
        allowing
            .map(|evidence| (checked.document_of(evidence.policy), evidence.statement))
            .collect()
    };
    let own = held_up(checked);
    case.refused_by_trust().flat_map(held_up).any(|place| own.contains(&place))
}

/// An Allow that would let the role in if it were named there, too.
fn joinable<'a>(case: &'a Case<'_>, checked: &Checked, document: usize) -> Option<&'a Statement> {
    let mut evidence = checked.decision.evidence.iter().filter(|evidence| {
        evidence.effect == Some(Effect::Allow)
            && evidence.action == Match::Yes
            && checked.document_of(evidence.policy) == Some(document)
            && evidence.conditions.iter().all(|condition| condition.matched != Match::No)
    });
    case.statement(document, evidence.next()?.statement)
}

fn join(case: &Case<'_>, checked: &Checked, document: usize, statement: &Statement) -> Option<Fix> {
    let own = checked.call.caller.arn.as_ref()?.as_str();
    let element = statement.principal.as_ref().filter(|it| it.polarity == Polarity::Listed)?;
    let is_aws =
        |principal: &Principal| matches!(principal, Principal::Account(_) | Principal::Arn(_));
    if !element.entries.iter().all(|entry| is_aws(&entry.value)) {
        return None;
    }
    let text = case.text(document);
    let mut names: Vec<String> =
        element.entries.iter().map(|entry| entry.span.of(text).to_owned()).collect();
    names.push(quoted(own));
    let principal = format!("{{ \"AWS\": [{}] }}", names.join(", "));
    let title = Words { en: format!("Trust `{own}`, too"), ja: format!("`{own}` も信頼") };
    let edit = Edit::replace(element.value_span, principal);
    Some(fix(title, Impact::Widens, document, vec![edit]))
}

#[cfg(test)]
mod tests {
    use crate::{
        Input, TrustFacts,
        policy::Kind,
        profile,
        rules::testing::{check_told, import},
    };

    fn databricks() -> Input {
        let mut input = import();
        input.profile = profile::by_id("databricks-unity-catalog");
        input.facts.trust =
            TrustFacts { external_id: Some("uuid-1".into()), ..TrustFacts::default() };
        input
    }

    #[test]
    fn a_role_that_trusts_the_vendor_alone_cannot_assume_itself() {
        check_told(
            "role-not-self-assuming",
            databricks(),
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "uuid-1"}}}]}
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has the role assume itself
"#,
            )],
        );
    }

    #[test]
    fn a_role_that_is_named_or_meant_by_its_account_is_silent() {
        for own in [
            r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/import"}, "Action": "sts:AssumeRole"}"#,
            r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/import"}}}"#,
        ] {
            let trust = format!(
                "\n{{\"Version\": \"2012-10-17\", \"Statement\": [{own}, {{\"Effect\": \"Allow\", \"Principal\": {{\"AWS\": \"arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL\"}}, \"Action\": \"sts:AssumeRole\"}}]}}\n"
            );
            check_told("role-not-self-assuming", databricks(), &[(Kind::Trust, &trust)]);
        }
    }

    #[test]
    fn an_external_id_that_keeps_the_vendor_out_as_well_is_told_of_once() {
        check_told(
            "role-not-self-assuming",
            databricks(),
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL", "arn:aws:iam::111122223333:role/import"]}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "0000"}}}]}
"#,
            )],
        );
    }
}
