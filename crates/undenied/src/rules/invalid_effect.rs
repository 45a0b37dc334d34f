//! `Effect` is neither `Allow` nor `Deny`.

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::{Effect, ProblemKind},
    report::{Finding, Impact, Severity},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "invalid-effect",
    code: Some("INVALID_EFFECT"),
    severity: Severity::Error,
    title: Localized { en: "Effect is not Allow or Deny", ja: "Effect の値が不正" },
    links: pages::EFFECT,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        let ProblemKind::Effect { found } = &problem.kind else { continue };
        let place = case.place(document, problem.span, problem.statement);
        let message = Words {
            en: format!("`Effect` must be exactly `Allow` or `Deny`, not `{found}`."),
            ja: format!(
                "`Effect` には `Allow` か `Deny` を正確に指定してください（現在は `{found}`）。"
            ),
        };
        let why = Words {
            en: "AWS refuses any other value; letter case counts.".to_owned(),
            ja: "ほかの値は AWS に拒否されます。大文字と小文字も区別されます。".to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        let statement = problem.statement.and_then(|index| case.statement(document, index));
        let meant =
            statement.and_then(|statement| statement.effect.as_ref()).map(|effect| effect.value);
        if let Some(meant) = meant {
            let name = match meant {
                Effect::Allow => "Allow",
                Effect::Deny => "Deny",
            };
            let title =
                Words { en: format!("Change to `{name}`"), ja: format!("`{name}` に変更") };
            finding.fixes.push(fix(
                title,
                Impact::Tidies,
                document,
                vec![Edit::replace(problem.span, quoted(name))],
            ));
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn letter_case_counts() {
        check(
            "invalid-effect",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Action": "s3:*", "Resource": "*"}]}
                                                   ^^^^^^^ not `allow`
"#,
        );
    }

    #[test]
    fn allow_and_deny_are_silent() {
        check(
            "invalid-effect",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
"#,
        );
    }
}
