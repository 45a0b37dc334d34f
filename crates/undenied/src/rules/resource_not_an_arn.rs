//! A `Resource` that is a URL or a name where AWS takes an ARN, or an ARN as buckets have none.

use super::{Rule, pages};
use crate::{
    case::{Case, Miss, nears},
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::Arn,
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
        let (what, why) = match Arn::parse(value) {
            Some(_) => (OVER_TOLD, OVER_TOLD_WHY),
            None => (NO_ARN, NO_ARN_WHY),
        };
        let message = match &near.right {
            Some(right) => Words {
                en: format!("`{value}` {}; write `{right}`.", what.en),
                ja: format!("`{value}` {}。`{right}` と書いてください。", what.ja),
            },
            None => Words {
                en: format!("`{value}` {}.", what.en),
                ja: format!("`{value}` {}。", what.ja),
            },
        };
        let why = why.words();
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

const NO_ARN: Localized<&str> = Localized { en: "is no ARN", ja: "は ARN ではありません" };

const NO_ARN_WHY: Localized<&str> = Localized {
    en: "`Resource` takes ARNs such as `arn:aws:s3:::bucket/folder/*`, or `*`; AWS refuses anything else.",
    ja: "`Resource` には `arn:aws:s3:::bucket/folder/*` のような ARN か `*` を指定します。それ以外は AWS に拒否されます。",
};

const OVER_TOLD: Localized<&str> = Localized {
    en: "names a region or an account, which the ARN of a bucket does not have",
    ja: "にはリージョンまたはアカウントが書かれていますが、バケットの ARN にはどちらもありません",
};

const OVER_TOLD_WHY: Localized<&str> = Localized {
    en: "S3's ARNs leave both parts empty, as in `arn:aws:s3:::bucket/folder/*`; with them filled in the statement matches no bucket.",
    ja: "S3 の ARN は `arn:aws:s3:::bucket/folder/*` のように両方を空にします。書かれていると、どのバケットにも一致しません。",
};

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
            (
                "arn:aws:s3:us-east-1:111122223333:acme/*",
                "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ does not have; write `arn:aws:s3:::acme/*`",
            ),
            (
                "arn:aws:s3::111122223333:acme/mydata/",
                "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write `arn:aws:s3:::acme/mydata/*`",
            ),
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
        for value in [
            "arn:aws:s3:::other/*",
            "*",
            "arn:aws:s3:::acme/*",
            "arn:aws:s3:us-east-1:111122223333:accesspoint/acme/object/*",
        ] {
            let line = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "{value}"}}]}}"#
            );
            check_import("resource-not-an-arn", &[(Kind::Identity, &line)]);
        }
    }
}
