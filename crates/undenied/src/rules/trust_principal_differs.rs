//! The trust policy trusts somebody, but not the vendor's account.

use super::{Rule, pages};
use crate::{
    case::Case,
    eval::Match,
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::{Kind, Principal, PrincipalElement, Spanned},
    report::{Finding, Impact, Severity},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "trust-principal-differs",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The vendor's account is not trusted",
        ja: "ベンダーのアカウントが信頼されていない",
    },
    links: pages::TRUST,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let account = case.input.facts.trust.account_id.as_deref();
    let caller = case.caller_name();
    for checked in case.denied().filter(|checked| checked.is_blocked_by(Kind::Trust)) {
        let allowing = checked.decision.evidence.iter().filter(|evidence| {
            evidence.kind == Kind::Trust && evidence.effect == Some(crate::policy::Effect::Allow)
        });
        let allowing: Vec<_> = allowing.collect();
        if allowing.iter().any(|evidence| evidence.principal != Match::No) {
            continue;
        }
        for evidence in allowing.iter().filter(|evidence| evidence.action == Match::Yes) {
            let Some(document) = checked.document_of(evidence.policy) else { continue };
            let Some(statement) = case.statement(document, evidence.statement) else { continue };
            let Some(element) = &statement.principal else { continue };
            let blamed = blamed(element);
            let place = case.place(
                document,
                blamed.map_or(element.value_span, |entry| entry.span),
                Some(statement.index),
            );
            let message = message(case, blamed, account);
            let why = Words {
                en: format!(
                    "AWS lets only the principals named here assume the role, so {} is refused before it reaches S3.",
                    caller.en
                ),
                ja: format!(
                    "ロールを引き受けられるのはここに書かれたプリンシパルだけなので、{}は S3 に届く前に拒否されます。",
                    caller.ja
                ),
            };
            let mut finding = RULE.finding(place, message, why);
            finding.causes_denial = true;
            if let Some((entry, account)) = blamed.zip(account) {
                let arn = format!("arn:{}:iam::{account}:root", partition(&entry.value));
                let title = Words {
                    en: format!("Trust `{account}` instead"),
                    ja: format!("代わりに `{account}` を信頼"),
                };
                let edit = match entry.value {
                    // Under these names an account cannot stand.
                    Principal::Service(_)
                    | Principal::Federated(_)
                    | Principal::CanonicalUser(_) => {
                        let principal = format!("{{ \"AWS\": {} }}", quoted(&arn));
                        Edit::replace(element.value_span, principal)
                    }
                    _ => Edit::replace(entry.span, quoted(&arn)),
                };
                finding.fixes.push(fix(title, Impact::Widens, document, vec![edit]));
            }
            findings.push(finding);
        }
    }
}

/// `account` is not known where even without it nobody of the vendor's can be meant, as when only
/// an AWS service is trusted.
fn message(case: &Case<'_>, blamed: Option<&Spanned<Principal>>, account: Option<&str>) -> Words {
    let caller = case.caller_name();
    match (blamed.map(|entry| entry.value.shown()), account) {
        (Some(named), Some(account)) => Words {
            en: format!("This trusts `{named}`, not the account `{account}` of {}.", caller.en),
            ja: format!(
                "信頼されているのは `{named}` で、{}のアカウント `{account}` ではありません。",
                caller.ja
            ),
        },
        (None, Some(account)) => Words {
            en: format!(
                "The account `{account}` of {} is not among the trusted principals.",
                caller.en
            ),
            ja: format!(
                "信頼されたプリンシパルに、{}のアカウント `{account}` が含まれていません。",
                caller.ja
            ),
        },
        (Some(named), None) => Words {
            en: format!("This trusts `{named}`, not an AWS account of {}.", caller.en),
            ja: format!(
                "信頼されているのは `{named}` で、{}の AWS アカウントではありません。",
                caller.ja
            ),
        },
        (None, None) => Words {
            en: format!("No AWS account of {} is among the trusted principals.", caller.en),
            ja: format!(
                "信頼されたプリンシパルに、{}の AWS アカウントが含まれていません。",
                caller.ja
            ),
        },
    }
}

/// The one entry to replace; with several, none of them is the wrong one for certain.
fn blamed(element: &PrincipalElement) -> Option<&Spanned<Principal>> {
    match element.entries.as_slice() {
        [entry] if entry.value != Principal::Everyone => Some(entry),
        _ => None,
    }
}

fn partition(principal: &Principal) -> &str {
    match principal {
        Principal::Arn(arn) if !arn.partition().is_empty() => arn.partition(),
        _ => "aws",
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_import, check_told, import},
    };

    #[test]
    fn another_account_is_blamed_at_its_value() {
        check_import(
            "trust-principal-differs",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999988887778:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "ext-1"}}}]}
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not the account `999988887777`
"#,
            )],
        );
    }

    #[test]
    fn a_service_is_replaced_with_its_name() {
        check_import(
            "trust-principal-differs",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
                                                                                     ^^^^^^^^^^^^^^^^^^^ not the account `999988887777`
"#,
            )],
        );
    }

    #[test]
    fn a_service_is_nobody_s_account_even_while_the_vendor_s_is_not_known() {
        let mut input = import();
        input.facts.trust.account_id = None;
        check_told(
            "trust-principal-differs",
            input,
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
                                                                                     ^^^^^^^^^^^^^^^^^^^ not an AWS account of TiDB Cloud
"#,
            )],
        );
    }

    #[test]
    fn the_vendor_s_account_is_silent_alone_or_among_others() {
        for principal in [
            r#"{"AWS": "999988887777"}"#,
            r#"{"AWS": ["arn:aws:iam::444455556666:root", "arn:aws:iam::999988887777:root"]}"#,
            r#"{"AWS": "arn:aws:iam::999988887777:role/importer"}"#,
        ] {
            check_import(
                "trust-principal-differs",
                &[(
                    Kind::Trust,
                    &format!(
                        "\n{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \"Principal\": {principal}, \"Action\": \"sts:AssumeRole\"}}]}}\n"
                    ),
                )],
            );
        }
    }
}
