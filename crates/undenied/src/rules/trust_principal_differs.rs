//! The trust policy trusts somebody, but not the vendor.

use super::{Rule, pages};
use crate::{
    case::Case,
    eval::{Caller, CallerKind, Match},
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

/// Whom the trust policy has to name.
pub(super) enum Wanted {
    Account(String),
    Arn(String),
    Service(String),
    Provider(String),
}

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let caller = case.caller_name();
    for checked in case.refused_by_trust() {
        let wanted = Wanted::of(&checked.call.caller);
        let mut allowing = checked.decision.evidence.iter().filter(|evidence| {
            evidence.kind == Kind::Trust && evidence.effect == Some(crate::policy::Effect::Allow)
        });
        if allowing.any(|evidence| evidence.principal != Match::No) {
            continue;
        }
        if let Some(evidence) = checked.nearest_trust() {
            let Some(document) = checked.document_of(evidence.policy) else { continue };
            let Some(statement) = case.statement(document, evidence.statement) else { continue };
            let Some(element) = &statement.principal else { continue };
            let blamed = blamed(element);
            let place = case.place(
                document,
                blamed.map_or(element.value_span, |entry| entry.span),
                Some(statement.index),
            );
            let message = message(case, blamed, wanted.as_ref());
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
            if let Some((entry, wanted)) = blamed.zip(wanted.as_ref()) {
                let shown = wanted.shown();
                let title = Words {
                    en: format!("Trust `{shown}` instead"),
                    ja: format!("代わりに `{shown}` を信頼"),
                };
                let edit = wanted.instead_of(entry, element);
                finding.fixes.push(fix(title, Impact::Widens, document, vec![edit]));
            }
            findings.push(finding);
        }
    }
}

impl Wanted {
    pub(super) fn of(caller: &Caller) -> Option<Self> {
        match (&caller.kind, &caller.arn, &caller.account) {
            (CallerKind::Service(name), ..) => Some(Self::Service(name.clone())),
            (CallerKind::Federated(name), ..) => Some(Self::Provider(name.clone())),
            (_, Some(arn), _) => Some(Self::Arn(arn.as_str().to_owned())),
            (_, None, account) => account.clone().map(Self::Account),
        }
    }

    pub(super) fn shown(&self) -> &str {
        match self {
            Self::Account(text) | Self::Arn(text) | Self::Service(text) | Self::Provider(text) => {
                text
            }
        }
    }

    /// The edit that puts it in the place of the one entry of `element`.
    pub(super) fn instead_of(
        &self,
        entry: &Spanned<Principal>,
        element: &PrincipalElement,
    ) -> Edit {
        let name = match self {
            Self::Account(_) | Self::Arn(_) => "AWS",
            Self::Service(_) => "Service",
            Self::Provider(_) => "Federated",
        };
        let present = match entry.value {
            Principal::Service(_) => "Service",
            Principal::Federated(_) => "Federated",
            Principal::CanonicalUser(_) => "CanonicalUser",
            _ => "AWS",
        };
        let value = match self {
            Self::Account(account) => {
                quoted(&format!("arn:{}:iam::{account}:root", partition(&entry.value)))
            }
            _ => quoted(self.shown()),
        };
        // `"Principal": "*"` is all there is.
        if name == present && entry.span != element.value_span {
            return Edit::replace(entry.span, value);
        }
        Edit::replace(element.value_span, format!("{{ \"{name}\": {value} }}"))
    }
}

/// Nobody is wanted where even without knowing whom the trusted one cannot be meant, as when only
/// an AWS service is trusted.
fn message(case: &Case<'_>, blamed: Option<&Spanned<Principal>>, wanted: Option<&Wanted>) -> Words {
    let caller = case.caller_name();
    let who = match wanted {
        None => Words {
            en: format!("an AWS account of {}", caller.en),
            ja: format!("{}の AWS アカウント", caller.ja),
        },
        Some(Wanted::Account(account)) => Words {
            en: format!("the account `{account}` of {}", caller.en),
            ja: format!("{}のアカウント `{account}`", caller.ja),
        },
        Some(Wanted::Arn(arn)) => Words {
            en: format!("`{arn}`, which {} uses", caller.en),
            ja: format!("{}が使う `{arn}`", caller.ja),
        },
        Some(Wanted::Service(name)) => {
            Words { en: format!("the service `{name}`"), ja: format!("サービス `{name}`") }
        }
        Some(Wanted::Provider(name)) => Words {
            en: format!("the identity provider `{name}`"),
            ja: format!("ID プロバイダー `{name}`"),
        },
    };
    match blamed.map(|entry| entry.value.shown()) {
        Some(named) => Words {
            en: format!("This trusts `{named}`, not {}.", who.en),
            ja: format!("信頼されているのは `{named}` で、{}ではありません。", who.ja),
        },
        None => Words {
            en: format!("The trusted principals do not include {}.", who.en),
            ja: format!("信頼されたプリンシパルに、{}が含まれていません。", who.ja),
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
    fn of_two_wrong_statements_the_nearer_one_is_blamed() {
        check_import(
            "trust-principal-differs",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "ext-9"}}},
{"Effect": "Allow", "Principal": {"AWS": "999988887778"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "ext-1"}}}]}
                                         ^^^^^^^^^^^^^^ not the account `999988887777`
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
