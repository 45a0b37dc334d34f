//! No `Version`: AWS reads the policy as of 2008, where `${...}` is plain text.

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::fix,
    lang::{Localized, Words},
    policy::{Effect, ProblemKind},
    report::{Finding, Impact, Severity},
};
use undenied_json::{Edit, has};

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
        let impact = impact(case, document);
        finding.fixes.push(fix(title, impact, document, vec![edit]));
        findings.push(finding);
    }
}

/// What was plain text becomes a variable, and then the statement applies.
fn impact(case: &Case<'_>, document: usize) -> Impact {
    let mut policies = case.policies().filter(|(known, ..)| *known == document);
    let mut statements = policies.next().into_iter().flat_map(|(.., policy)| &policy.statements);
    match has(case.text(document), "${") {
        false => Impact::Tidies,
        true if statements.any(|statement| statement.is(Effect::Allow)) => Impact::Widens,
        true => Impact::Narrows,
    }
}

/// The member with the white space that the object's first member has.
fn separated(text: &str, after_brace: usize) -> String {
    let rest = text.get(after_brace..).unwrap_or_default();
    let space = rest.get(..rest.len() - rest.trim_start().len()).unwrap_or_default();
    let space = if space.is_empty() { " " } else { space };
    let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
    format!("{space}\"Version\": \"2012-10-17\"{comma}")
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
    fn what_the_version_changes_is_told() {
        let fixed = |text: &str| {
            let document = crate::Document {
                id: "a".into(),
                kind: Kind::Identity,
                text: text.into(),
                target: None,
            };
            let input = crate::Input { documents: vec![document], ..crate::Input::default() };
            let report = crate::analyze(&input);
            let mut findings = report.findings.into_iter();
            let mut found = findings.find(|it| it.rule.id == "missing-version").unwrap();
            let fix = found.fixes.remove(0);
            let edits: Vec<_> = fix.edits.into_iter().map(|edit| edit.edit).collect();
            (fix.impact, undenied_json::apply(text, &edits).unwrap())
        };
        use crate::report::Impact;
        assert_eq!(fixed("{}"), (Impact::Tidies, r#"{ "Version": "2012-10-17"}"#.to_owned()));
        let text = |effect: &str| {
            format!(
                r#"{{"Statement": {{"Effect": "{effect}", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/${{aws:username}}"}}}}"#
            )
        };
        assert_eq!(fixed(&text("Allow")).0, Impact::Widens);
        assert_eq!(fixed(&text("Deny")).0, Impact::Narrows);
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
