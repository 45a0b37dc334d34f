//! A condition operator that AWS does not have.

use super::{Rule, codes, pages};
use crate::{
    case::Case,
    lang::{Localized, Words},
    policy::ProblemKind,
    report::{Finding, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "invalid-condition-operator",
    code: Some("INVALID_CONDITION_OPERATOR"),
    severity: Severity::Error,
    title: Localized { en: "Unknown condition operator", ja: "存在しない条件演算子" },
    links: pages::CONDITION,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, problem) in case.problems() {
        let ProblemKind::Operator { found } = &problem.kind else { continue };
        let place = case.place(document, problem.span, problem.statement);
        let (message, why) = words(found);
        let mut finding = RULE.finding(place, message, why);
        finding.code = codes::of_problem(&problem.kind, case.kind(document)).or(finding.code);
        findings.push(finding);
    }
}

fn words(found: &str) -> (Words, Words) {
    let name = found.to_ascii_lowercase();
    let is_key = name.contains(':') && !name.starts_with("forall") && !name.starts_with("forany");
    if is_key {
        let message = Words {
            en: format!("`{found}` is a condition key, and stands under no operator."),
            ja: format!("条件キー `{found}` が演算子の中に書かれていません。"),
        };
        let why = Words {
            en: "AWS refuses the policy. A condition is an operator with keys in it, as in `{\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}}`.".to_owned(),
            ja: "ポリシーは AWS に拒否されます。条件は `{\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}}` のように、演算子の中にキーを書きます。".to_owned(),
        };
        return (message, why);
    }
    let message = Words {
        en: format!("AWS has no condition operator `{found}`."),
        ja: format!("`{found}` という条件演算子はありません。"),
    };
    let why = Words {
            en: "AWS refuses the policy. Operators are for example `StringEquals`, `StringLike`, `ArnLike`, `IpAddress`, `Bool` and `Null`.".to_owned(),
            ja: "ポリシーは AWS に拒否されます。演算子には `StringEquals`、`StringLike`、`ArnLike`、`IpAddress`、`Bool`、`Null` などがあります。".to_owned(),
        };
    (message, why)
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn an_unknown_operator_is_pointed_at() {
        check(
            "invalid-condition-operator",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringMatches": {"aws:Referer": "a"}}}]}
                                                                                                                              ^^^^^^^^^^^^^^^ no condition operator
"#,
        );
    }

    #[test]
    fn a_key_without_an_operator_is_told_from_an_operator() {
        check(
            "invalid-condition-operator",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"aws:SourceIp": "203.0.113.0/24"}}]}
                                                                                                             ^^^^^^^^^^^^^^ stands under no operator
"#,
        );
        check(
            "wrong-element",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"aws:SourceIp": "203.0.113.0/24"}}]}
"#,
        );
    }

    #[test]
    fn qualified_and_suffixed_operators_are_silent() {
        check(
            "invalid-condition-operator",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"ForAnyValue:StringNotLikeIfExists": {"aws:TagKeys": "a"}}}]}
"#,
        );
    }
}
