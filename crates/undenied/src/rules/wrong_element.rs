//! An element that this kind of policy does not take, a pair that excludes itself, or a value of
//! the wrong JSON type.

use super::{Rule, codes, pages};
use crate::{
    case::Case,
    fix::{delete_member, fix, quoted},
    lang::{Localized, Words},
    policy::{Element, JsonType, ProblemKind},
    report::{Finding, Fix, Impact, Severity},
    words::{a_kind, capital, kind_name, type_name},
};
use undenied_json::{Edit, Span, has};

pub(super) static RULE: Rule = Rule {
    id: "wrong-element",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Element not allowed here", ja: "使用できない要素" },
    links: pages::GRAMMAR,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        let Some((message, fix)) = describe(case, document, problem.span, &problem.kind) else {
            continue;
        };
        let place = case.place(document, problem.span, problem.statement);
        let why = Words {
            en: "AWS refuses to save the policy as it stands.".to_owned(),
            ja: "このままでは AWS にポリシーを保存できません。".to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        finding.code = codes::of_problem(&problem.kind, case.kind(document));
        finding.fixes.extend(fix);
        findings.push(finding);
    }
}

fn describe(
    case: &Case<'_>,
    document: usize,
    span: Span,
    problem: &ProblemKind,
) -> Option<(Words, Option<Fix>)> {
    let text = case.text(document);
    let kind = kind_name(case.kind(document));
    Some(match problem {
        ProblemKind::NotInKind { element, member } => {
            let name = element.name();
            let message = Words {
                en: format!("{} has no `{name}`.", capital(&a_kind(case.kind(document)))),
                ja: format!("{}では `{name}` を使えません。", kind.ja),
            };
            let title = Words { en: format!("Remove `{name}`"), ja: format!("`{name}` を削除") };
            (
                message,
                Some(fix(title, Impact::Tidies, document, vec![delete_member(text, *member)])),
            )
        }
        ProblemKind::Conflict { one, other } => {
            let (one, other) = (one.name(), other.name());
            let message = Words {
                en: format!("A statement takes `{one}` or `{other}`, not both."),
                ja: format!("1 つのステートメントに `{one}` と `{other}` の両方は指定できません。"),
            };
            (message, None)
        }
        ProblemKind::PrincipalType { found } => {
            let message = Words {
                en: format!(
                    "`{found}` is no type of principal; AWS knows `AWS`, `Service`, `Federated` and `CanonicalUser`."
                ),
                ja: format!(
                    "`{found}` というプリンシパルの種類はありません。使えるのは `AWS`、`Service`、`Federated`、`CanonicalUser` です。"
                ),
            };
            let meant = ["AWS", "Service", "Federated", "CanonicalUser"];
            let meant = meant.into_iter().find(|name| name.eq_ignore_ascii_case(found));
            let fix = meant.map(|name| {
                let title =
                    Words { en: format!("Change to `{name}`"), ja: format!("`{name}` に変更") };
                fix(title, Impact::Tidies, document, vec![Edit::replace(span, quoted(name))])
            });
            (message, fix)
        }
        ProblemKind::WrongType { element, found } => {
            (wrong_type(*element, *found), principal_fix(text, document, span, *element, *found))
        }
        ProblemKind::NotAnObject { found } => {
            let found = type_name(*found);
            let message = Words {
                en: format!("A policy is a JSON object; this is {}.", found.en),
                ja: format!(
                    "ポリシーは JSON オブジェクトでなければなりませんが、これは{}です。",
                    found.ja
                ),
            };
            (message, None)
        }
        _ => return None,
    })
}

fn wrong_type(element: Element, found: JsonType) -> Words {
    let name = element.name();
    let takes = match element {
        Element::Principal | Element::NotPrincipal => Localized {
            en: "`\"*\"` or an object such as `{ \"AWS\": \"...\" }`",
            ja: "`\"*\"`、または `{ \"AWS\": \"...\" }` のようなオブジェクト",
        },
        Element::Action | Element::NotAction | Element::Resource | Element::NotResource => {
            Localized {
                en: "a string or a list of strings", ja: "文字列または文字列の配列"
            }
        }
        Element::Statement => Localized {
            en: "an object or a list of objects",
            ja: "オブジェクトまたはその配列",
        },
        Element::Condition => Localized {
            en: "operators, each with keys, each with values",
            ja: "演算子、条件キー、値の順に入れ子にしたオブジェクト",
        },
        Element::Version | Element::Id | Element::Sid | Element::Effect => {
            Localized { en: "a string", ja: "文字列" }
        }
    };
    let found = type_name(found);
    Words {
        en: format!("`{name}` takes {}; this is {}.", takes.en, found.en),
        ja: format!("`{name}` に指定できるのは{}です。これは{}です。", takes.ja, found.ja),
    }
}

/// A bare ARN as principal only lacks its type.
fn principal_fix(
    text: &str,
    document: usize,
    span: Span,
    element: Element,
    found: JsonType,
) -> Option<Fix> {
    let is_principal = matches!(element, Element::Principal | Element::NotPrincipal);
    let value = span.of(text);
    (is_principal && found == JsonType::String && has(value, "arn:")).then(|| {
        let edits = vec![Edit::insert(span.start, "{ \"AWS\": "), Edit::insert(span.end, " }")];
        let title = Words {
            en: "Wrap in `{ \"AWS\": ... }`".to_owned(),
            ja: "`{ \"AWS\": ... }` で囲む".to_owned(),
        };
        fix(title, Impact::Tidies, document, edits)
    })
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn what_the_kind_does_not_take_is_pointed_at() {
        check(
            "wrong-element",
            Kind::Trust,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Resource": "*"}]}
                                                                                                                              ^^^^^^^^^^ no `Resource`
"#,
        );
        check(
            "wrong-element",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "arn:aws:iam::111122223333:root", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*"}]}
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `Principal` takes
"#,
        );
    }

    #[test]
    fn an_empty_condition_and_a_plain_star_are_silent() {
        check(
            "wrong-element",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": ["s3:*"], "Resource": "arn:aws:s3:::acme/*", "Condition": {"Bool": {"aws:SecureTransport": true}}}}
"#,
        );
    }
}
