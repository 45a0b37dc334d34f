//! The trust policy does not let the vendor assume the role for another reason than account and
//! external ID: no Allow, another action, another web identity. Other conditions have rules of their
//! own, unless it is not certain that the statement names the vendor.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    eval::{Evidence, Match},
    fix::{add_value, fix, quoted},
    lang::{Localized, Words},
    policy::{Effect, Kind, Polarity},
    report::{Finding, Impact, Severity},
};
use undenied_json::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "trust-without-assume-role",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The role cannot be assumed", ja: "ロールを引き受けられない"
    },
    links: pages::TRUST,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    // Without its tags, EKS Pod Identity has a rule of its own.
    let own = case.refused_by_trust().filter(|checked| checked.call.action != "sts:TagSession");
    for checked in own {
        let allowing = checked.decision.evidence.iter().filter(|evidence| {
            evidence.kind == Kind::Trust && evidence.effect == Some(Effect::Allow)
        });
        let nearest = allowing.max_by_key(|evidence| (evidence.principal, evidence.action));
        let Some(evidence) = nearest else {
            findings.extend(no_allow(case, checked));
            continue;
        };
        let Some(document) = checked.document_of(evidence.policy) else { continue };
        if evidence.action == Match::No {
            findings.extend(other_action(case, checked, document, evidence));
        } else if evidence.principal != Match::No {
            findings.extend(other_condition(case, checked, document, evidence));
        }
    }
}

fn no_allow(case: &Case<'_>, checked: &Checked) -> Option<Finding> {
    let document = checked.documents.first().copied()?;
    let policy = case.readings.get(document)?.usable()?;
    let span = Span::new(policy.span.start, policy.span.start + 1);
    let message = Words {
        en: "No statement of this trust policy allows anything.".to_owned(),
        ja: "この信頼ポリシーには許可 (`Allow`) のステートメントがありません。".to_owned(),
    };
    Some(blame(case, checked, document, span, None, message))
}

fn other_action(
    case: &Case<'_>,
    checked: &Checked,
    document: usize,
    evidence: &Evidence,
) -> Option<Finding> {
    let statement = case.statement(document, evidence.statement)?;
    let action = statement.action.as_ref()?;
    let needed = &checked.call.action;
    let message = Words {
        en: format!("This statement does not allow `{needed}`."),
        ja: format!("このステートメントは `{needed}` を許可していません。"),
    };
    let (span, index) = (action.value_span, statement.index);
    let mut finding = blame(case, checked, document, span, Some(index), message);
    if action.polarity == Polarity::Listed {
        let edits = add_value(case.text(document), action.value_span, &action.values, needed);
        let title = Words { en: format!("Allow `{needed}`"), ja: format!("`{needed}` を許可") };
        finding.fixes.push(fix(title, Impact::Widens, document, edits));
    }
    Some(finding)
}

fn other_condition(
    case: &Case<'_>,
    checked: &Checked,
    document: usize,
    evidence: &Evidence,
) -> Option<Finding> {
    let statement = case.statement(document, evidence.statement)?;
    let failed = evidence.conditions.iter().filter(|condition| condition.matched == Match::No);
    let mut failed = failed.filter_map(|condition| statement.conditions.get(condition.index));
    let condition = failed.find(|condition| {
        let key = &condition.key.value;
        let is_told_of = evidence.principal == Match::Yes && subject(case, key).is_none();
        !key.eq_ignore_ascii_case("sts:ExternalId") && !is_told_of
    })?;
    let caller = case.caller_name();
    let key = &condition.key.value;
    let subject = subject(case, key);
    let message = match subject {
        Some(subject) => Words {
            en: format!(
                "`{key}` of {} is `{subject}`, which this condition does not accept.",
                caller.en
            ),
            ja: format!(
                "{}の `{key}` は `{subject}` ですが、この条件では許可されません。",
                caller.ja
            ),
        },
        None => Words {
            en: format!("The call of {} does not meet this condition on `{key}`.", caller.en),
            ja: format!("{}の呼び出しは `{key}` の条件を満たしません。", caller.ja),
        },
    };
    let (span, index) = (condition.span, statement.index);
    let mut finding = blame(case, checked, document, span, Some(index), message);
    let is_plain = condition.operator.is_some_and(|operator| !operator.negated);
    if let (Some(subject), [value], true) = (subject, condition.values.as_slice(), is_plain) {
        let title = Words {
            en: "Use the identity you entered".to_owned(),
            ja: "入力した識別子に変更".to_owned(),
        };
        let edit = Edit::replace(value.span, quoted(subject));
        finding.fixes.push(fix(title, Impact::Widens, document, vec![edit]));
    }
    Some(finding)
}

/// The vendor's identity as told, where `key` holds it.
fn subject<'a>(case: &Case<'a>, key: &str) -> Option<&'a str> {
    let trust = case.profile?.trust.as_ref()?;
    let holds = trust.condition_keys.iter().any(|own| own.eq_ignore_ascii_case(key));
    case.input.facts.trust.subject.as_deref().filter(|_| holds)
}

fn blame(
    case: &Case<'_>,
    checked: &Checked,
    document: usize,
    span: Span,
    statement: Option<usize>,
    message: Words,
) -> Finding {
    let (caller, needed) = (case.caller_name(), &checked.call.action);
    let why = Words {
        en: format!(
            "{} must be allowed `{needed}` by the trust policy before it can reach S3 as the role.",
            caller.en
        ),
        ja: format!(
            "{}がロールとして S3 にアクセスするには、まず信頼ポリシーで `{needed}` が許可されている必要があります。",
            caller.ja
        ),
    };
    let mut finding = RULE.finding(case.place(document, span, statement), message, why);
    finding.causes_denial = true;
    finding
}

#[cfg(test)]
mod tests {
    use crate::{
        TrustFacts,
        policy::Kind,
        profile,
        rules::testing::{check_import, check_told, import},
    };

    #[test]
    fn another_web_identity_is_replaced_with_the_told_one() {
        let mut input = import();
        input.profile = profile::by_id("gcp-storage-transfer");
        input.facts.trust = TrustFacts { subject: Some("1087".into()), ..TrustFacts::default() };
        for (own, carets) in
            [("1087", ""), ("1088", "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ is `1087`, which")]
        {
            let line = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"Federated": "accounts.google.com"}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{"StringEquals": {{"accounts.google.com:sub": "{own}"}}}}}}]}}"#
            );
            let column = line.find("\"accounts.google.com:sub").unwrap();
            let fixture = format!("\n{line}\n{}{carets}\n", " ".repeat(column));
            check_told("trust-without-assume-role", input.clone(), &[(Kind::Trust, &fixture)]);
        }
    }

    #[test]
    fn another_action_or_condition_is_blamed() {
        check_import(
            "trust-without-assume-role",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:TagSession"}]}
                                                                                                            ^^^^^^^^^^^^^^^^ `sts:AssumeRole`
"#,
            )],
        );
        check_import(
            "trust-without-assume-role",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999988887777:role/x"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]}
                                                                                                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `aws:MultiFactorAuthPresent`
"#,
            )],
        );
    }

    #[test]
    fn a_role_that_can_be_assumed_is_silent() {
        check_import(
            "trust-without-assume-role",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}]}
"#,
            )],
        );
    }

    #[test]
    fn a_condition_that_has_a_rule_of_its_own_is_not_told_of_twice() {
        check_import(
            "trust-without-assume-role",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]}
"#,
            )],
        );
    }
}
