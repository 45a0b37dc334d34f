//! No `Version`: AWS reads the policy as of 2008, where `${...}` is plain text.

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::fix,
    lang::{Localized, Words},
    policy::ProblemKind,
    report::{Finding, Impact, Severity},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "missing-version",
    code: Some("MISSING_VERSION"),
    severity: Severity::Warning,
    title: Localized { en: "No policy version", ja: "Version がない" },
    links: pages::VERSION,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        if problem.kind != ProblemKind::NoVersion {
            continue;
        }
        let message = Words {
            en: "This policy has no `Version`; add `2012-10-17`.".to_owned(),
            ja: "このポリシーには `Version` がありません。`2012-10-17` を追加してください。"
                .to_owned(),
        };
        let why = Words {
            en: "Without it AWS reads the policy as of 2008, where policy variables such as `${aws:username}` are plain text.".to_owned(),
            ja: "`Version` がないと 2008 年版として解釈され、`${aws:username}` のようなポリシー変数がただの文字列になります。".to_owned(),
        };
        let mut finding = RULE.finding(case.place(document, problem.span, None), message, why);
        let title = Words { en: "Add `Version`".to_owned(), ja: "`Version` を追加".to_owned() };
        let edit = Edit::insert(problem.span.end, separated(case.text(document), problem.span.end));
        finding.fixes.push(fix(title, Impact::Tidies, document, vec![edit]));
        findings.push(finding);
    }
}

/// The member with the white space that the object's first member has.
fn separated(text: &str, after_brace: usize) -> String {
    let rest = text.get(after_brace..).unwrap_or_default();
    let space = rest.get(..rest.len() - rest.trim_start().len()).unwrap_or_default();
    let space = if space.is_empty() { " " } else { space };
    format!("{space}\"Version\": \"2012-10-17\",")
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn a_policy_without_version_is_warned_of() {
        check(
            "missing-version",
            Kind::Identity,
            r#"
{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
^ no `Version`
"#,
        );
    }

    #[test]
    fn any_version_is_silent() {
        check(
            "missing-version",
            Kind::Identity,
            r#"
{"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
"#,
        );
    }
}
