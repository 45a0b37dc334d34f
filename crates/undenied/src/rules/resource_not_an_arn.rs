//! A `Resource` that is a URL or a name where AWS takes an ARN.

use super::{Rule, pages};
use crate::{
    case::{Case, Miss, nears},
    fix::{fix, quoted},
    lang::{Localized, Words},
    report::{Finding, Impact, Severity},
    words::use_instead,
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "resource-not-an-arn",
    code: Some("INVALID_ARN_PREFIX"),
    severity: Severity::Error,
    title: Localized { en: "Resource without an ARN", ja: "ARN ではないリソース" },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for near in nears(case, |miss| miss == Miss::NotAnArn) {
        let value = &near.value.value;
        let message = match &near.right {
            Some(right) => Words {
                en: format!("`{value}` is no ARN; write `{right}`."),
                ja: format!("`{value}` は ARN ではありません。`{right}` と書いてください。"),
            },
            None => Words {
                en: format!("`{value}` is no ARN."),
                ja: format!("`{value}` は ARN ではありません。"),
            },
        };
        let why = Words {
            en: "`Resource` takes ARNs such as `arn:aws:s3:::bucket/folder/*`, or `*`; AWS refuses anything else.".to_owned(),
            ja: "`Resource` には `arn:aws:s3:::bucket/folder/*` のような ARN か `*` を指定します。それ以外は AWS に拒否されます。".to_owned(),
        };
        let place = case.place(near.document, near.value.span, Some(near.statement));
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        if let Some(right) = &near.right {
            let edits = vec![Edit::replace(near.value.span, quoted(right))];
            finding.fixes.push(fix(use_instead(right), Impact::Widens, near.document, edits));
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    #[test]
    fn urls_and_names_are_no_arns() {
        for (value, carets) in [
            ("s3://acme/mydata/*", "^^^^^^^^^^^^^^^^^^^^ write `arn:aws:s3:::acme/mydata/*`"),
            ("s3://acme/mydata/", "^^^^^^^^^^^^^^^^^^^ write `arn:aws:s3:::acme/mydata/*`"),
            (
                "https://acme.s3.us-east-1.amazonaws.com/*",
                "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write `arn:aws:s3:::acme/*`",
            ),
            (
                "https://s3.amazonaws.com/acme/",
                "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write `arn:aws:s3:::acme/*`",
            ),
            ("acme/*", "^^^^^^^^ write `arn:aws:s3:::acme/*`"),
            ("arn:aws:s3::acme/*", "^^^^^^^^^^^^^^^^^^^^ write `arn:aws:s3:::acme/*`"),
            ("s3://other/*", "^^^^^^^^^^^^^^ is no ARN."),
        ] {
            let line = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "{value}"}}]}}"#
            );
            let column = line.find(&format!("\"{value}")).unwrap();
            let fixture = format!("\n{line}\n{}{carets}\n", " ".repeat(column));
            check_import("resource-not-an-arn", &[(Kind::Identity, &fixture)]);
        }
    }

    #[test]
    fn arns_and_everything_are_silent() {
        for value in ["arn:aws:s3:::other/*", "*", "arn:aws:s3:::acme/*"] {
            let line = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "{value}"}}]}}"#
            );
            check_import("resource-not-an-arn", &[(Kind::Identity, &line)]);
        }
    }
}
