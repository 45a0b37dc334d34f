//! A role for EKS Pod Identity that may be assumed but not with the tags that Pod Identity always sends.

use super::{Rule, pages};
use crate::{
    case::{Case, POD_IDENTITY},
    fix::{add_value, fix},
    glob::Glob,
    lang::{Localized, Words},
    policy::{Effect, Kind, Polarity, Policy, Principal, Statement},
    report::{Finding, Impact, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "pod-identity-without-tags",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Pod Identity may not tag its sessions",
        ja: "Pod Identity のセッションタグが許可されていない",
    },
    links: pages::POD_IDENTITY,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.of_kind(Kind::Trust) {
        if allows(policy, "sts:tagsession").next().is_some() {
            continue;
        }
        let Some(statement) = allows(policy, "sts:assumerole").next() else { continue };
        let Some(action) = statement.action.as_ref() else { continue };
        let place = case.place(document, action.value_span, Some(statement.index));
        let mut finding = RULE.finding(place, MESSAGE.words(), WHY.words());
        finding.causes_denial =
            case.refused_by_trust().any(|checked| checked.call.action == "sts:TagSession");
        if action.polarity == Polarity::Listed {
            let text = case.text(document);
            let edits = add_value(text, action.value_span, &action.values, "sts:TagSession");
            let title = Words {
                en: "Allow `sts:TagSession`".to_owned(),
                ja: "`sts:TagSession` を許可".to_owned(),
            };
            finding.fixes.push(fix(title, Impact::Widens, document, edits));
        }
        findings.push(finding);
    }
}

const MESSAGE: Localized<&str> = Localized {
    en: "EKS Pod Identity needs `sts:TagSession` beside `sts:AssumeRole`.",
    ja: "EKS Pod Identity には、`sts:AssumeRole` に加えて `sts:TagSession` の許可が必要です。",
};

const WHY: Localized<&str> = Localized {
    en: "It always sends session tags, such as the pod's namespace, and STS refuses the whole call without the permission for them.",
    ja: "Pod の名前空間などがセッションタグとして必ず送られます。タグ付けが許可されていないと、呼び出し全体が STS に拒否されます。",
};

/// The statements that let Pod Identity do `action`, given in lower case.
fn allows<'p>(policy: &'p Policy, action: &'p str) -> impl Iterator<Item = &'p Statement> {
    policy.statements.iter().filter(move |statement| {
        let covers = statement.action.as_ref().is_some_and(|list| {
            let is_listed = list
                .values
                .iter()
                .any(|it| Glob::ignoring_case(&it.value.to_ascii_lowercase()).matches(action));
            is_listed == (list.polarity == Polarity::Listed)
        });
        statement.is(Effect::Allow) && covers && names_service(statement)
    })
}

fn names_service(statement: &Statement) -> bool {
    let Some(element) = &statement.principal else { return false };
    let is_service = |principal: &Principal| match principal {
        Principal::Service(name) => name.eq_ignore_ascii_case(POD_IDENTITY),
        _ => false,
    };
    element.polarity == Polarity::Listed
        && element.entries.iter().any(|entry| is_service(&entry.value))
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    const ID: &str = "pod-identity-without-tags";

    #[test]
    fn assuming_alone_is_not_enough() {
        check(
            ID,
            Kind::Trust,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
                                                                                                                          ^^^^^^^^^^^^^^^^ needs `sts:TagSession`
"#,
        );
    }

    #[test]
    fn with_the_tags_by_a_wildcard_or_for_another_service_it_is_silent() {
        for rest in [
            r#""Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]"#,
            r#""Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:*""#,
            r#""Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole""#,
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {rest}}}]}}"#
            );
            check(ID, Kind::Trust, &format!("\n{text}\n"));
        }
    }
}
