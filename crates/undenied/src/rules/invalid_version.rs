//! `Version` is no version of the policy language.

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::ProblemKind,
    report::{Finding, Impact, Severity},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "invalid-version",
    code: Some("INVALID_VERSION"),
    severity: Severity::Error,
    title: Localized { en: "Unknown policy version", ja: "Version の値が不正" },
    links: pages::VERSION,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        let ProblemKind::Version { found } = &problem.kind else { continue };
        let message = Words {
            en: format!("`{found}` is no version of the policy language; use `2012-10-17`."),
            ja: format!(
                "`{found}` というポリシー言語のバージョンはありません。`2012-10-17` を指定してください。"
            ),
        };
        let why = Words {
            en: "`Version` names the language, not the day you wrote the policy. AWS refuses other dates.".to_owned(),
            ja: "`Version` はポリシー言語のバージョンで、作成日ではありません。ほかの日付は AWS に拒否されます。".to_owned(),
        };
        let mut finding = RULE.finding(case.place(document, problem.span, None), message, why);
        let title = Words {
            en: "Change to `2012-10-17`".to_owned(),
            ja: "`2012-10-17` に変更".to_owned(),
        };
        let edit = Edit::replace(problem.span, quoted("2012-10-17"));
        finding.fixes.push(fix(title, Impact::Tidies, document, vec![edit]));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn the_day_of_writing_is_no_version() {
        check(
            "invalid-version",
            Kind::Identity,
            r#"
{"Version": "2026-11-22", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
            ^^^^^^^^^^^^ use `2012-10-17`
"#,
        );
    }

    #[test]
    fn both_versions_of_the_language_are_silent() {
        for version in ["2012-10-17", "2008-10-17"] {
            check(
                "invalid-version",
                Kind::Identity,
                &format!(
                    "\n{{\"Version\": \"{version}\", \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}]}}\n"
                ),
            );
        }
    }
}
