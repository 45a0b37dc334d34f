//! An Allow for the needed action, on another folder of the bucket.

use super::{Rule, allow::allow_apart, pages};
use crate::{
    alike,
    case::{Case, Miss, Near, nears},
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::Arn,
    report::{Finding, Impact, Severity},
    words::{listed, use_instead},
};
use undenied_json::{Edit, has};

pub(super) static RULE: Rule = Rule {
    id: "prefix-differs",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Another folder is allowed", ja: "別のフォルダーへの許可" },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for near in nears(case, |miss| miss == Miss::Prefix) {
        findings.extend(finding(case, &near));
    }
}

fn finding(case: &Case<'_>, near: &Near<'_>) -> Option<Finding> {
    let (own, wanted) = (Arn::parse(&near.value.value)?, near.wanted()?);
    let (theirs, ours) = (own.object_key()?, wanted.object_key()?);
    let hint = match &near.right {
        Some(_) if has(theirs, "//") || theirs.starts_with('/') => Words {
            en: " It has a slash too many.".to_owned(),
            ja: "スラッシュが余分です。".to_owned(),
        },
        _ => alike::hint_of(alike::difference(folder(theirs), folder(ours))),
    };
    let message = Words {
        en: format!("This allows `{theirs}`, but the call is for `{ours}`.{}", hint.en),
        ja: format!(
            "ここで許可されているのは `{theirs}` ですが、呼び出しの対象は `{ours}` です。{}",
            hint.ja
        ),
    };
    let actions = listed(near.actions());
    let why = Words {
        en: format!(
            "Object names are compared character by character, so nothing here allows {}.",
            actions.en
        ),
        ja: format!(
            "オブジェクト名は 1 文字ずつ比較されるため、ここでは{}が許可されません。",
            actions.ja
        ),
    };
    let place = case.place(near.document, near.value.span, Some(near.statement));
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = true;
    finding.fixes.extend(match &near.right {
        Some(right) => {
            let edits = vec![Edit::replace(near.value.span, quoted(right))];
            Some(fix(use_instead(right), Impact::Widens, near.document, edits))
        }
        None => allow_apart(case, near.document, &near.checks),
    });
    Some(finding)
}

fn folder(key: &str) -> &str {
    key.trim_end_matches(['*', '/'])
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    fn check_key(key: &str, message: &str) {
        let value = format!("\"arn:aws:s3:::acme/{key}\"");
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": [{value}]}}]}}"#
        );
        let column = line.find(&value).unwrap();
        let carets = "^".repeat(value.len());
        let expected = match message {
            "" => String::new(),
            message => format!("{}{carets} {message}\n", " ".repeat(column)),
        };
        check_import("prefix-differs", &[(Kind::Identity, &format!("\n{line}\n{expected}"))]);
    }

    #[test]
    fn another_folder_is_shown_with_what_differs() {
        check_key("MyData/*", "only in letter case");
        check_key("/mydata/*", "a slash too many");
        check_key("my-data/*", "a character or two");
        check_key("logs/*", "allows `logs/*`, but the call is for `mydata/*`");
        check_key("mydata/2026/x.csv/y/*", "");
    }

    #[test]
    fn a_folder_that_holds_it_or_that_it_holds_is_silent() {
        for key in ["*", "my*", "mydata/*", "mydata/*.csv", "mydata", "mydata/"] {
            check_key(key, "");
        }
    }
}
