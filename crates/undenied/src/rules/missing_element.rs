//! A statement or policy without an element that its kind of policy needs.

use super::{Rule, codes, pages};
use crate::{
    case::{Case, Reading},
    fix::{add_member, fix},
    lang::{Localized, Words},
    policy::{Element, Kind, ProblemKind},
    report::{Finding, Fix, Impact, Severity},
    words::{a_kind, kind_name},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "missing-element",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Missing element", ja: "必須要素の不足" },
    links: pages::GRAMMAR,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        let ProblemKind::Missing { element } = problem.kind else { continue };
        let place = case.place(document, problem.span, problem.statement);
        let name = element.name();
        let kind = kind_name(case.kind(document));
        let reading = case.readings.get(document);
        let is_empty = reading.is_some_and(Reading::has_empty_list);
        if reading.is_some_and(Reading::is_of_none) {
            continue;
        }
        let message = if element == Element::Statement && is_empty {
            Words {
                en: "`Statement` is empty: this policy says nothing.".to_owned(),
                ja: "`Statement` が空です。このポリシーには何も書かれていません。".to_owned(),
            }
        } else if element == Element::Statement {
            Words {
                en: "This policy has no `Statement`.".to_owned(),
                ja: "このポリシーには `Statement` がありません。".to_owned(),
            }
        } else {
            Words {
                en: format!(
                    "This statement has no `{name}`, which every statement of {} needs.",
                    a_kind(case.kind(document))
                ),
                ja: format!("このステートメントには、{}に必須の `{name}` がありません。", kind.ja),
            }
        };
        let why = Words {
            en: "AWS refuses to save a policy without it.".to_owned(),
            ja: "これがないポリシーは AWS に保存できません。".to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        finding.code = codes::of_problem(&problem.kind, case.kind(document));
        finding.fixes.extend(fix_for(case, document, problem.statement, element));
        findings.push(finding);
    }
}

/// Only what has one sensible value is filled in.
fn fix_for(
    case: &Case<'_>,
    document: usize,
    statement: Option<usize>,
    element: Element,
) -> Option<Fix> {
    let text = case.text(document);
    let (title, edits) = match element {
        Element::Effect => {
            let statement = case.statement(document, statement?)?;
            // A resource control policy denies.
            let member = match case.kind(document) {
                Kind::ResourceControl => "\"Effect\": \"Deny\"",
                _ => "\"Effect\": \"Allow\"",
            };
            (member, add_member(text, statement.span, member))
        }
        Element::Statement => {
            let policy = case.readings.get(document)?.policy.as_ref()?;
            // Statements were pasted without the policy around them.
            let first = policy.statements.first()?;
            let span = policy.span;
            let is_list = first.span.start > span.start;
            let (open, close) = if is_list {
                ("{ \"Version\": \"2012-10-17\", \"Statement\": ", " }")
            } else {
                ("{ \"Version\": \"2012-10-17\", \"Statement\": [", "] }")
            };
            (open, vec![Edit::insert(span.start, open), Edit::insert(span.end, close)])
        }
        _ => return None,
    };
    let title = Words { en: format!("Add `{title}`"), ja: format!("`{title}` を追加") };
    let denies = case.kind(document) == Kind::ResourceControl && element == Element::Effect;
    let impact = if denies { Impact::Narrows } else { Impact::Widens };
    Some(fix(title, impact, document, edits))
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn each_absent_element_is_named_at_its_statement() {
        check(
            "missing-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Action": "s3:*", "Resource": "*"}]}
                                        ^ `Effect`
"#,
        );
        check(
            "missing-element",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*"}]}
                                        ^ `Resource`
"#,
        );
        check(
            "missing-element",
            Kind::Identity,
            r#"
{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
^ `Statement`
"#,
        );
        check(
            "missing-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": []}
                                       ^^ `Statement` is empty
"#,
        );
        check(
            "missing-element",
            Kind::Identity,
            r#"
[{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"}]
^ `Statement`
"#,
        );
    }

    #[test]
    fn a_trust_policy_needs_no_resource_and_not_action_is_an_action() {
        check(
            "missing-element",
            Kind::Trust,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}
"#,
        );
        check(
            "missing-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": "iam:*", "NotResource": "*"}]}
"#,
        );
    }
}
