//! The text is not valid JSON: each slip where it is, with the edit that repairs it.

mod sentence;

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::fix,
    lang::{Localized, Words},
    report::{Finding, Impact, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "json-syntax",
    code: Some("JSON_SYNTAX_ERROR"),
    severity: Severity::Error,
    title: Localized { en: "Not valid JSON", ja: "JSON の構文エラー" },
    links: pages::GRAMMAR,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, reading) in case.readings.iter().enumerate() {
        let errors = &reading.parse.errors;
        let repairable = errors.iter().filter(|error| !error.repair.is_empty()).count();
        for (index, error) in errors.iter().enumerate() {
            let message = sentence::message(error.kind, error.span.of(reading.text()));
            let why = Words {
                en: "AWS refuses to save a policy that is not valid JSON.".to_owned(),
                ja: "有効な JSON でないポリシーは AWS に保存できません。".to_owned(),
            };
            let mut finding = RULE.finding(case.place(document, error.span, None), message, why);
            if !error.repair.is_empty() {
                let title = sentence::repair(error.kind);
                finding.fixes.push(fix(title, Impact::Tidies, document, error.repair.clone()));
            }
            if index == 0 && repairable > 1 {
                let all = errors.iter().flat_map(|error| error.repair.iter().cloned()).collect();
                let title = Words {
                    en: format!("Repair all {repairable} syntax errors"),
                    ja: format!("構文エラー {repairable} 件をまとめて修正"),
                };
                finding.fixes.push(fix(title, Impact::Tidies, document, all));
            }
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn a_trailing_comma_is_pointed_at() {
        check(
            "json-syntax",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},]}
                                                                                              ^ comma
"#,
        );
    }

    #[test]
    fn valid_json_is_silent() {
        check(
            "json-syntax",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
"#,
        );
    }
}
