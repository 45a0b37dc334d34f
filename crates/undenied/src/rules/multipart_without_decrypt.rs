//! An upload that may make data keys but not decrypt: parts of a multipart upload fail.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    fix::{add_value, fix},
    lang::{Localized, Words},
    policy::{Effect, Kind, ListElement, Polarity},
    report::{Finding, Impact, Outcome, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "multipart-without-decrypt",
    code: None,
    severity: Severity::Warning,
    title: Localized {
        en: "Multipart upload without `kms:Decrypt`",
        ja: "`kms:Decrypt` のないマルチパートアップロード",
    },
    links: pages::MULTIPART,
    check,
};

/// Where the upload itself goes through: what is denied is told of elsewhere, and so is a
/// `kms:Decrypt` that the profile is known to need.
fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    for checked in &case.checked {
        let makes_keys =
            checked.call.action == "kms:GenerateDataKey" && checked.outcome == Outcome::Allowed;
        let lacks = makes_keys
            && !is_told_of(case, checked)
            && matches!(
                case.of_key(checked, "kms:Decrypt"),
                Outcome::ImplicitDeny | Outcome::ExplicitDeny
            );
        let Some((document, statement, list)) = granting(case, checked).filter(|_| lacks) else {
            continue;
        };
        if seen.contains(&(document, statement)) {
            continue;
        }
        seen.push((document, statement));
        findings.push(finding(case, document, statement, list));
    }
}

fn is_told_of(case: &Case<'_>, checked: &Checked) -> bool {
    case.denied().any(|denied| {
        denied.call.action == "kms:Decrypt" && denied.call.resource == checked.call.resource
    })
}

/// The statement that lets the caller make data keys, the caller's own policy first.
fn granting<'a>(case: &'a Case<'_>, checked: &Checked) -> Option<(usize, usize, &'a ListElement)> {
    let evidence = |kind: Kind| {
        let mut all = checked.decision.evidence.iter();
        all.find(|evidence| {
            let allows = evidence.effect == Some(Effect::Allow);
            allows && evidence.kind == kind && evidence.matched == crate::eval::Match::Yes
        })
    };
    let evidence = evidence(Kind::Identity).or_else(|| evidence(Kind::Key))?;
    let document = checked.document_of(evidence.policy)?;
    let list = case.statement(document, evidence.statement)?.action.as_ref()?;
    (list.polarity == Polarity::Listed).then_some((document, evidence.statement, list))
}

fn finding(case: &Case<'_>, document: usize, statement: usize, list: &ListElement) -> Finding {
    let place = case.place(document, list.value_span, Some(statement));
    let mut finding = RULE.finding(place, MESSAGE.words(), WHY.words());
    let edits = add_value(case.text(document), list.value_span, &list.values, "kms:Decrypt");
    let title = Words {
        en: "Allow `kms:Decrypt` as well".to_owned(),
        ja: "`kms:Decrypt` も許可".to_owned(),
    };
    finding.fixes.push(fix(title, Impact::Widens, document, edits));
    finding
}

const MESSAGE: Localized<&str> = Localized {
    en: "Small files can be uploaded, but a multipart upload also needs `kms:Decrypt`.",
    ja: "小さいファイルはアップロードできますが、マルチパートアップロードには `kms:Decrypt` も必要です。",
};

const WHY: Localized<&str> = Localized {
    en: "S3 decrypts the parts before it puts them together. Most programs upload larger files in parts.",
    ja: "S3 は、パートを結合する前に復号します。ほとんどのプログラムは、大きいファイルを分割してアップロードします。",
};

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_told, encrypted},
    };

    const KEY: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}}
"#;

    fn check_role(fixture: &str) {
        let mut input = encrypted("111122223333");
        input.profile = None;
        input.request.action = Some("s3:PutObject".into());
        input.request.resource = Some("arn:aws:s3:::acme/mydata/a.csv".into());
        check_told(
            "multipart-without-decrypt",
            input,
            &[(Kind::Identity, fixture), (Kind::Key, KEY)],
        );
    }

    #[test]
    fn an_export_that_is_denied_for_it_is_told_so_once() {
        let mut input = encrypted("111122223333");
        input.profile = crate::profile::by_id("tidb-cloud-starter-export");
        check_told(
            "multipart-without-decrypt",
            input,
            &[
                (
                    Kind::Identity,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
{"Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": "*"}]}
"#,
                ),
                (Kind::Key, KEY),
            ],
        );
    }

    #[test]
    fn parts_take_decrypt_as_well() {
        check_role(
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
{"Effect": "Allow", "Action": ["kms:GenerateDataKey"], "Resource": "*"}]}
                              ^^^^^^^^^^^^^^^^^^^^^^^ needs `kms:Decrypt`
"#,
        );
    }

    #[test]
    fn both_or_none_are_silent() {
        for actions in
            [r#"["kms:GenerateDataKey*", "kms:Decrypt"]"#, r#""kms:*""#, r#""kms:Encrypt""#]
        {
            check_role(&format!(
                "\n{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}, {{\"Effect\": \"Allow\", \"Action\": {actions}, \"Resource\": \"*\"}}]}}\n"
            ));
        }
    }
}
