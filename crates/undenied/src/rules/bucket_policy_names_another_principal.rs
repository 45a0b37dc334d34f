//! The bucket policy allows the call, but to somebody else than who makes it.

use super::{Rule, pages};
use crate::{
    case::{Addressed, Case, addressed, hint},
    fix::{add_beside, fix, quoted},
    lang::{Localized, Words},
    policy::{Kind, Principal},
    report::{Finding, Impact, Severity},
    words::{listed, use_instead},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "bucket-policy-names-another-principal",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The bucket policy names somebody else",
        ja: "バケットポリシーのプリンシパルが呼び出し元と違う",
    },
    links: pages::PRINCIPAL,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut all: Vec<(Addressed<'_>, Vec<&str>)> = Vec::new();
    for checked in case.denied() {
        let found = addressed(case, checked, Kind::Bucket);
        let meant = found.filter(|found| !matches!(found.entry.value, Principal::UniqueId(_)));
        let Some(found) = meant else { continue };
        let action = checked.call.action.as_str();
        match all.iter_mut().find(|(known, _)| std::ptr::eq(known.entry, found.entry)) {
            Some((_, actions)) => actions.push(action),
            None => all.push((found, vec![action])),
        }
    }
    for (found, actions) in &all {
        findings.push(finding(case, found, actions));
    }
}

fn finding(case: &Case<'_>, found: &Addressed<'_>, actions: &[&str]) -> Finding {
    let (named, caller) = (found.entry.value.shown(), found.caller.as_str());
    let hint = found.slip.map(hint).unwrap_or_default();
    let message = Words {
        en: format!("This allows `{named}`, but the caller is `{caller}`.{}", hint.en),
        ja: format!(
            "ここで許可されているのは `{named}` ですが、呼び出し元は `{caller}` です。{}",
            hint.ja
        ),
    };
    let actions = listed(actions.iter().copied());
    let why = Words {
        en: format!("So the bucket's account does not allow {}.", actions.en),
        ja: format!("そのため、バケット側のアカウントでは{}が許可されません。", actions.ja),
    };
    let (document, span) = (found.document, found.entry.span);
    let mut finding = RULE.finding(case.place(document, span, Some(found.statement)), message, why);
    finding.causes_denial = true;
    finding.fixes.push(if found.slip.is_some() {
        let edits = vec![Edit::replace(span, quoted(caller))];
        fix(use_instead(caller), Impact::Widens, document, edits)
    } else {
        let title =
            Words { en: format!("Allow `{caller}` too"), ja: format!("`{caller}` も許可") };
        fix(title, Impact::Widens, document, add_beside(case.text(document), span, caller))
    });
    finding
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_told, import},
    };

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    fn check_principal(principal: &str, blamed: &str, message: &str) {
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": {principal}}}, "Action": "s3:*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]}}]}}"#
        );
        let blamed = format!("\"{blamed}\"");
        let carets = match line.find(&blamed) {
            Some(at) => format!("{}{} {message}", " ".repeat(at), "^".repeat(blamed.len())),
            None => String::new(),
        };
        let mut input = import();
        input.facts.bucket.account = Some("444455556666".into());
        check_told(
            "bucket-policy-names-another-principal",
            input,
            &[(Kind::Identity, ROLE), (Kind::Bucket, &format!("\n{line}\n{carets}\n"))],
        );
    }

    #[test]
    fn a_near_name_is_shown_with_what_differs() {
        for (named, message) in [
            ("arn:aws:iam::111122223333:role/Import", "only in letter case"),
            ("arn:aws:iam::111122223333:role/imports", "a character or two"),
            ("arn:aws:iam::111122223334:role/import", "in the account"),
            ("arn:aws:iam::111122223333:role/imp*", "no wildcard here"),
            ("arn:aws:iam::111122223333:role/backup", "the caller is"),
            ("111122223332", "in the account"),
        ] {
            check_principal(&format!("\"{named}\""), named, message);
        }
        let (near, other) =
            ("arn:aws:iam::111122223333:role/Import", "arn:aws:iam::111122223333:role/backup");
        check_principal(&format!(r#"["{other}", "{near}"]"#), near, "only in letter case");
    }

    #[test]
    fn the_caller_its_account_and_everyone_are_silent() {
        for principal in [
            r#""arn:aws:iam::111122223333:role/import""#,
            r#"["arn:aws:iam::111122223333:role/backup", "arn:aws:iam::111122223333:role/import"]"#,
            r#""111122223333""#,
            r#""*""#,
            r#""arn:aws:iam::777788889999:role/importer""#,
        ] {
            check_principal(principal, "", "");
        }
    }
}
