//! The same name twice in one object: AWS refuses it, most JSON parsers silently keep the last.

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::{delete_member, fix},
    lang::{Localized, Words},
    policy::ProblemKind,
    report::{Finding, Impact, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-element",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Element given twice", ja: "要素の重複" },
    links: pages::GRAMMAR,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        let ProblemKind::Duplicate { name, first, member } = &problem.kind else { continue };
        let place = case.place(document, problem.span, problem.statement);
        let message = Words {
            en: format!("`{name}` stands here a second time."),
            ja: format!("`{name}` が重複しています。"),
        };
        let why = Words {
            en: "AWS refuses a policy that has the same element twice. Merge both values into one, or remove one of them.".to_owned(),
            ja: "同じ要素が 2 つあるポリシーは AWS に拒否されます。値を 1 つにまとめるか、どちらかを削除してください。".to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        let first = case.place(document, *first, problem.statement);
        finding.related.push((
            first,
            Words {
                en: "It stands first here.".to_owned(),
                ja: "最初の記述はここです。".to_owned(),
            },
        ));
        finding.fixes.push(fix(
            Words { en: "Remove the second one".to_owned(), ja: "2 つ目を削除".to_owned() },
            Impact::Narrows,
            document,
            vec![delete_member(case.text(document), *member)],
        ));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn the_second_of_two_is_pointed_at() {
        check(
            "duplicate-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Action": "s3:ListBucket", "Resource": "*"}]}
                                                                                      ^^^^^^^^ second time
"#,
        );
    }

    #[test]
    fn the_same_name_in_two_statements_is_silent() {
        check(
            "duplicate-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
"#,
        );
    }
}
