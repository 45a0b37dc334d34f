//! A unique ID where a role or user stood that has been deleted.

use super::{Rule, pages};
use crate::{
    case::{Case, addressed},
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::Principal,
    report::{Finding, Impact, Severity},
    words::use_instead,
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "stale-principal-id",
    code: Some("INVALID_ROLE_REFERENCE"),
    severity: Severity::Warning,
    title: Localized {
        en: "The principal has been deleted", ja: "削除されたプリンシパル"
    },
    links: pages::PRINCIPAL,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.policies() {
        for statement in &policy.statements {
            for entry in statement.principal.iter().flat_map(|element| &element.entries) {
                let Principal::UniqueId(id) = &entry.value else { continue };
                let what = what(id);
                let message = Words {
                    en: format!("`{id}` stands for {} that has been deleted.", what.en),
                    ja: format!("`{id}` は、削除された{}を表す ID です。", what.ja),
                };
                let why = Words {
                    en: "AWS stores the unique ID behind a name. One created again under the same name has another ID and is not meant here; write its ARN again.".to_owned(),
                    ja: "AWS では、名前ではなく一意の ID が保存されます。同じ名前で作り直しても ID が異なるため、ここには一致しません。ARN を指定し直してください。".to_owned(),
                };
                let place = case.place(document, entry.span, Some(statement.index));
                let mut finding = RULE.finding(place, message, why);
                if id.starts_with("AIDA") {
                    finding.code = Some("INVALID_USER_REFERENCE");
                }
                let blamed = case.denied().find_map(|checked| {
                    addressed(case, checked, case.kind(document))
                        .filter(|found| std::ptr::eq(found.entry, entry))
                });
                if let Some(blamed) = blamed {
                    finding.severity = Severity::Error;
                    finding.causes_denial = true;
                    let arn = blamed.caller.as_str();
                    let edits = vec![Edit::replace(entry.span, quoted(arn))];
                    finding.fixes.push(fix(use_instead(arn), Impact::Widens, document, edits));
                }
                findings.push(finding);
            }
        }
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>
fn what(id: &str) -> Localized<&'static str> {
    match id.get(..4) {
        Some("AIDA") => Localized { en: "a user", ja: "ユーザー" },
        Some("AGPA") => Localized { en: "a user group", ja: "ユーザーグループ" },
        _ => Localized { en: "a role", ja: "ロール" },
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check, check_told, import},
    };

    #[test]
    fn an_id_is_pointed_at_and_blamed_where_it_denies() {
        check(
            "stale-principal-id",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["AROADBQP57FF2AEXAMPLE", "AIDACKCEVSQ6C2EXAMPLE"]}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*"}]}
                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^ a role that has been deleted
                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^ a user that has been deleted
"#,
        );
        let mut input = import();
        input.facts.bucket.account = Some("444455556666".into());
        check_told(
            "stale-principal-id",
            input,
            &[
                (
                    Kind::Identity,
                    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#,
                ),
                (
                    Kind::Bucket,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "AROADBQP57FF2AEXAMPLE"}, "Action": "s3:*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]}]}
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^ stands for a role
"#,
                ),
            ],
        );
    }

    #[test]
    fn an_id_in_a_condition_on_it_is_silent() {
        check(
            "stale-principal-id",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*", "Condition": {"StringNotLike": {"aws:userid": "AROADBQP57FF2AEXAMPLE:*"}}}]}
"#,
        );
    }
}
