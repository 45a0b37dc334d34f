//! A trust policy that lets anyone assume the role.

use super::{Rule, pages, trust_principal_differs::Wanted};
use crate::{
    case::Case,
    fix::fix,
    glob::Glob,
    lang::{Localized, Words},
    policy::{Condition, Effect, Kind, Polarity, Principal, PrincipalElement, Spanned, Statement},
    report::{Finding, Fix, Impact, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "open-trust",
    code: None,
    severity: Severity::Security,
    title: Localized {
        en: "Anyone may assume the role", ja: "誰でも引き受けられるロール"
    },
    links: pages::TRUST,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.of_kind(Kind::Trust) {
        for statement in &policy.statements {
            let Some((element, entry)) = open_to_everyone(statement) else { continue };
            let place = case.place(document, entry.span, Some(statement.index));
            let asks_for_id = statement.conditions.iter().any(is_external_id);
            let why = if asks_for_id { NO_SECRET } else { NOBODY_ASKED };
            let mut finding = RULE.finding(place, MESSAGE.words(), why.words());
            finding.fixes.extend(narrow(case, document, element, entry));
            findings.push(finding);
        }
    }
}

/// The entry that lets everyone in, where no condition says who.
pub(super) fn open_to_everyone(
    statement: &Statement,
) -> Option<(&PrincipalElement, &Spanned<Principal>)> {
    let actions = statement.action.as_ref()?;
    let assume =
        |value: &Spanned<String>| Glob::ignoring_case(&value.value).matches("sts:assumerole");
    let is_open = statement.is(Effect::Allow)
        && actions.polarity == Polarity::Listed
        && actions.values.iter().any(assume)
        && !statement.conditions.iter().any(says_who);
    let element = statement.principal.as_ref().filter(|_| is_open)?;
    let mut entries = element.entries.iter();
    let entry = entries.find(|entry| entry.value == Principal::Everyone)?;
    (element.polarity == Polarity::Listed).then_some((element, entry))
}

/// Whether only some organization, account, principal or network meets it.
fn says_who(condition: &Condition) -> bool {
    const WHO: [&str; 4] = ["aws:principal", "aws:source", "aws:userid", "aws:username"];
    let key = condition.key.value.to_ascii_lowercase();
    let is_strict = condition.operator.is_none_or(|own| !own.negated && !own.if_exists);
    is_strict && key != "aws:principaltype" && WHO.iter().any(|known| key.starts_with(known))
}

fn is_external_id(condition: &Condition) -> bool {
    condition.key.value.eq_ignore_ascii_case("sts:ExternalId")
}

/// Trusts just whom the vendor names.
fn narrow(
    case: &Case<'_>,
    document: usize,
    element: &PrincipalElement,
    entry: &Spanned<Principal>,
) -> Option<Fix> {
    let mut assumed = case.checked.iter().filter(|it| it.call.action.starts_with("sts:"));
    let caller = &assumed.find(|checked| !checked.assumes_itself())?.call.caller;
    let wanted = Wanted::of(caller)?;
    let [_] = element.entries.as_slice() else { return None };
    let shown = wanted.shown();
    let title =
        Words { en: format!("Trust `{shown}` only"), ja: format!("`{shown}` だけを信頼") };
    let edits = vec![wanted.instead_of(entry, element)];
    Some(fix(title, Impact::Narrows, document, edits))
}

const MESSAGE: Localized<&str> = Localized {
    en: "`*` lets anyone with an AWS account assume this role.",
    ja: "`*` では、AWS アカウントを持つ誰もがこのロールを引き受けられます。",
};

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html>
const NO_SECRET: Localized<&str> = Localized {
    en: "The external ID is no secret: it keeps the vendor's customers apart, not strangers out. Name the account or role that is to assume it.",
    ja: "外部 ID は秘密の値ではありません。ベンダーの顧客を区別するためのもので、第三者は防げません。引き受けるアカウントまたはロールを指定してください。",
};

const NOBODY_ASKED: Localized<&str> = Localized {
    en: "Whoever learns the role's ARN gets its permissions. Name the account or role that is to assume it.",
    ja: "ロールの ARN を知れば、誰でもその権限を使えます。引き受けるアカウントまたはロールを指定してください。",
};

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    fn check_trust(elements: &str, carets: &str) {
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {elements}}}]}}"#
        );
        let carets = match carets {
            "" => String::new(),
            message => format!("{}^^^ {message}\n", " ".repeat(line.find("\"*\"").unwrap())),
        };
        check_import("open-trust", &[(Kind::Trust, &format!("\n{line}\n{carets}"))]);
    }

    #[test]
    fn everyone_is_pointed_at_with_and_without_an_external_id() {
        let id = r#""Condition": {"StringEquals": {"sts:ExternalId": "ext-1"}}"#;
        for principal in [r#""*""#, r#"{"AWS": "*"}"#] {
            let elements = format!(r#""Principal": {principal}, "Action": "sts:AssumeRole""#);
            check_trust(&elements, "anyone with an AWS account");
            check_trust(&format!("{elements}, {id}"), "anyone with an AWS account");
        }
    }

    #[test]
    fn an_organization_an_account_and_another_action_are_silent() {
        for elements in [
            r#""Principal": "*", "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-abc"}}"#,
            r#""Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::999988887777:role/*"}}"#,
            r#""Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole""#,
            r#""Principal": "*", "Action": "sts:TagSession""#,
        ] {
            check_trust(elements, "");
        }
    }
}
