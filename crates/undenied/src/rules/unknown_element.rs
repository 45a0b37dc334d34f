//! An element that AWS's policy language does not have.

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::{delete_member, fix, quoted},
    lang::{Localized, Words},
    policy::{Element, Inside, ProblemKind},
    report::{Finding, Impact, Severity},
    words::capital,
};
use undenied_json::{Edit, Node, Span};

pub(super) static RULE: Rule = Rule {
    id: "unknown-element",
    code: Some("INVALID_POLICY_ELEMENT"),
    severity: Severity::Error,
    title: Localized { en: "Unknown element", ja: "存在しない要素" },
    links: pages::GRAMMAR,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        let ProblemKind::UnknownElement { name, meant, inside, member } = &problem.kind else {
            continue;
        };
        let place = case.place(document, problem.span, problem.statement);
        let parent = match inside {
            Inside::Policy => Localized { en: "a policy", ja: "ポリシー" },
            Inside::Statement => Localized { en: "a statement", ja: "ステートメント" },
        };
        let hint = meant.map_or_else(Words::default, |meant| Words {
            en: format!(" You probably mean `{}`.", meant.name()),
            ja: format!("`{}` の誤りと思われます。", meant.name()),
        });
        let message = Words {
            en: format!("{} has no element `{name}`.{}", capital(parent.en), hint.en),
            ja: format!("{}に `{name}` という要素はありません。{}", parent.ja, hint.ja),
        };
        let why = Words {
            en: "AWS refuses the whole policy. Element names are case-sensitive.".to_owned(),
            ja: "ポリシー全体が AWS に拒否されます。要素名は大文字と小文字が区別されます。"
                .to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        finding.fixes.extend(match meant {
            // Which of the two is meant nobody can tell.
            Some(meant) if stands_beside(case, document, *member, *meant) => None,
            Some(meant) => Some(fix(
                Words {
                    en: format!("Rename to `{}`", meant.name()),
                    ja: format!("`{}` に変更", meant.name()),
                },
                Impact::Tidies,
                document,
                vec![Edit::replace(problem.span, quoted(meant.name()))],
            )),
            None => Some(fix(
                Words { en: format!("Remove `{name}`"), ja: format!("`{name}` を削除") },
                Impact::Tidies,
                document,
                vec![delete_member(case.text(document), *member)],
            )),
        });
        findings.push(finding);
    }
}

/// Whether the object around the member at `place` has the element already, or the one that excludes it.
fn stands_beside(case: &Case<'_>, document: usize, place: Span, element: Element) -> bool {
    let root = case.readings.get(document).and_then(|reading| reading.parse.root.as_ref());
    let plain = |name: &str| name.strip_prefix("Not").unwrap_or(name).to_owned();
    let mut objects: Vec<&Node> = root.into_iter().collect();
    while let Some(object) = objects.pop() {
        let members = object.members().unwrap_or_default();
        if members.iter().any(|member| member.name.span.start == place.start) {
            return members.iter().any(|member| plain(&member.name.value) == plain(element.name()));
        }
        for member in members {
            objects.extend(member.value.elements().unwrap_or(core::slice::from_ref(&member.value)));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn a_misspelt_element_is_pointed_at() {
        check(
            "unknown-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Actions": "s3:*", "Resource": "*"}]}
                                                            ^^^^^^^^^ `Action`
"#,
        );
        check(
            "unknown-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Comment": "x", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
                          ^^^^^^^^^ no element `Comment`
"#,
        );
    }

    #[test]
    fn nothing_is_renamed_to_what_stands_beside_it() {
        use crate::{Document, Input, analyze};
        for (members, fixes) in [
            (r#""Actions": "s3:*", "Resource": "*""#, 1),
            (r#""Action": "s3:Get*", "Actions": "s3:*", "Resource": "*""#, 0),
            (r#""NotAction": "s3:Get*", "Actions": "s3:*", "Resource": "*""#, 0),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {members}}}]}}"#
            );
            let kind = Kind::Identity;
            let document = Document { id: "p".into(), kind, text, target: None };
            let report = analyze(&Input { documents: vec![document], ..Input::default() });
            let found = report.findings.iter().find(|it| it.rule.id == "unknown-element");
            assert_eq!(found.unwrap().fixes.len(), fixes, "{members}");
        }
    }

    #[test]
    fn every_element_of_the_language_is_silent() {
        check(
            "unknown-element",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Id": "x", "Statement": [{"Sid": "a", "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*", "Condition": {}}]}
"#,
        );
    }
}
