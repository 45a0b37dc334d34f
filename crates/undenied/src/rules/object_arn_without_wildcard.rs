//! An Allow on a folder's name alone: the objects in it are `folder/*`.

use super::{Rule, pages};
use crate::{
    case::{Case, Miss, nears},
    fix::fix,
    lang::{Localized, Words},
    report::{Finding, Impact, Severity},
    words::listed,
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "object-arn-without-wildcard",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Object ARN without `/*`", ja: "オブジェクトの ARN に `/*` がない"
    },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for near in nears(case, |miss| miss == Miss::FolderWithoutWildcard) {
        let (document, statement) = (near.document, near.statement);
        let (value, span) = (&near.value.value, near.value.span);
        let fixed = format!("{}/*", value.trim_end_matches('/'));
        let actions = listed(near.actions());
        let message = Words {
            en: format!("`{value}` is one object's name; the objects in the folder are `{fixed}`."),
            ja: format!(
                "`{value}` は 1 つのオブジェクトを指します。フォルダー内のオブジェクトは `{fixed}` です。"
            ),
        };
        let why = Words {
            en: format!(
                "{} on the files themselves stays denied until the ARN ends with `/*`.",
                actions.en
            ),
            ja: format!(
                "ARN の末尾が `/*` になるまで、フォルダー内のファイルに対する{}は拒否されます。",
                actions.ja
            ),
        };
        let mut finding = RULE.finding(case.place(document, span, Some(statement)), message, why);
        finding.causes_denial = true;
        // Only what is missing is inserted, so that the author's spelling stays.
        let edits = vec![Edit::insert(
            span.end.saturating_sub(1),
            if value.ends_with('/') { "*" } else { "/*" },
        )];
        let title = Words { en: "Add `/*`".to_owned(), ja: "`/*` を追加".to_owned() };
        finding.fixes.push(fix(title, Impact::Widens, document, edits));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    #[test]
    fn a_folder_without_wildcard_is_blamed_once_for_all_its_actions() {
        check_import(
            "object-arn-without-wildcard",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "arn:aws:s3:::acme/mydata"}]}
                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ `arn:aws:s3:::acme/mydata/*`
"#,
            )],
        );
        check_import(
            "object-arn-without-wildcard",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::acme/mydata/"}]}
                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ one object's name
"#,
            )],
        );
    }

    #[test]
    fn a_folder_with_wildcard_and_another_folder_are_silent() {
        check_import(
            "object-arn-without-wildcard",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": ["arn:aws:s3:::acme/mydata/*", "arn:aws:s3:::acme/readme.txt"]}]}
"#,
            )],
        );
        check_import(
            "object-arn-without-wildcard",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/other"}]}
"#,
            )],
        );
    }
}
