//! Service control and resource control policies of AWS Organizations.

mod texts;

use super::{Check, Subject, is_open, needs_key, principals::SOURCES};
use crate::{
    catalog,
    fix::{add_condition, fix},
    lang::Words,
    policy::{
        Comparison, Condition, Effect, Kind, ListElement, Polarity, Principal, PrincipalElement,
        Statement,
    },
    report::{Fix, Impact},
};

pub(super) const CHECKS: &[&Check] = &[
    &texts::ACTION_WILDCARD,
    &texts::PRINCIPAL,
    &texts::ALLOW,
    &texts::NOT_ACTION,
    &texts::ACTION,
    &texts::SERVICES_DENIED,
    &texts::CALLERS_DENIED,
    &texts::NO_NULL_CHECK,
];

pub(super) fn look(subject: &mut Subject<'_>) {
    if subject.kind != Kind::ResourceControl {
        return;
    }
    for statement in &subject.policy.statements {
        if statement.is(Effect::Allow) {
            allows(subject, statement);
        } else if let Some(element) = &statement.principal {
            principal(subject, statement, element);
        }
        if let Some(actions) = &statement.action {
            listed_actions(subject, statement, actions);
        }
        if statement.is(Effect::Deny) && !statement.has_gap {
            conditions(subject, statement);
        }
    }
}

fn is_everyone(element: &PrincipalElement) -> bool {
    element.polarity == Polarity::Listed
        && element.entries.iter().all(|entry| entry.value == Principal::Everyone)
}

fn principal(subject: &mut Subject<'_>, statement: &Statement, element: &PrincipalElement) {
    if element.polarity == Polarity::AllBut {
        subject.say(&texts::PRINCIPAL, element.name_span, statement, "NotPrincipal");
        return;
    }
    let wrong = element.entries.iter().find(|entry| entry.value != Principal::Everyone);
    if let Some(entry) = wrong.filter(|entry| !is_open(entry.value.shown())) {
        subject.say(&texts::PRINCIPAL, entry.span, statement, entry.value.shown());
    }
}

/// An `Allow` is as AWS's own `RCPFullAWSAccess` has it, or not at all.
fn allows(subject: &mut Subject<'_>, statement: &Statement) {
    let Some(effect) = &statement.effect else { return };
    let is_all = |element: &ListElement| {
        let every = element.values.iter().any(|value| value.value == "*");
        element.polarity == Polarity::Listed && every
    };
    let is_full = statement.principal.as_ref().is_none_or(is_everyone)
        && statement.resource.as_ref().is_none_or(is_all)
        && statement.conditions.is_empty();
    if !is_full {
        subject.say(&texts::ALLOW, effect.span, statement, "");
    }
}

fn listed_actions(subject: &mut Subject<'_>, statement: &Statement, actions: &ListElement) {
    if actions.polarity == Polarity::AllBut {
        subject.say(&texts::NOT_ACTION, actions.name_span, statement, "");
        return;
    }
    for action in &actions.values {
        let name = action.value.as_str();
        let is_wrong = match name.split_once(':') {
            _ if is_open(name) => false,
            // Of AWS's own policy.
            None => name == "*" && statement.is(Effect::Deny),
            Some((service, _)) => {
                !service.contains(['*', '?'])
                    && !catalog::is_of_supported_service(name)
                    // Another finding says that there is no such service.
                    && is_service(service)
            }
        };
        if is_wrong {
            subject.say(&texts::ACTION, action.span, statement, name);
        }
    }
}

/// Whether AWS has a service of that name, as far as its services are known.
fn is_service(name: &str) -> bool {
    #[cfg(feature = "catalog")]
    let is_one = catalog::Catalog::aws().is_none_or(|known| known.service(name).is_some());
    #[cfg(not(feature = "catalog"))]
    let is_one = name == name.trim();
    is_one
}

const IS_SERVICE: &str = "aws:PrincipalIsAWSService";

/// What a denial hits besides those it is for: calls that do not carry the key at all. See
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html>.
fn conditions(subject: &mut Subject<'_>, statement: &Statement) {
    let has = |names: &[&str]| {
        let mut keys = statement.conditions.iter().map(|it| it.key.value.as_str());
        keys.any(|key| is_open(key) || names.iter().any(|name| name.eq_ignore_ascii_case(key)))
    };
    let hits_calls_without = |belongs: fn(&str) -> bool| {
        statement.conditions.iter().find(|condition| {
            let is_null = condition.operator.is_some_and(|it| it.comparison == Comparison::Null);
            !is_null && needs_key(condition) == Some(false) && belongs(&condition.key.value)
        })
    };
    let tells_services =
        has(&[IS_SERVICE, "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"]);
    if let Some(condition) = hits_calls_without(is_of_caller).filter(|_| !tells_services) {
        let fix = added(subject, statement, "BoolIfExists", IS_SERVICE, "false");
        say(subject, &texts::SERVICES_DENIED, statement, condition, fix);
    }
    let Some(condition) = hits_calls_without(is_of_source) else { return };
    if !tells_services {
        let fix = added(subject, statement, "Bool", IS_SERVICE, "true");
        say(subject, &texts::CALLERS_DENIED, statement, condition, fix);
    }
    let is_checked = statement.conditions.iter().any(|it| {
        let is_null = it.operator.is_some_and(|own| own.comparison == Comparison::Null);
        is_null && needs_key(it) == Some(true) && is_of_source(&it.key.value)
    });
    if !is_checked {
        let fix = added(subject, statement, "Null", "aws:SourceAccount", "false");
        say(subject, &texts::NO_NULL_CHECK, statement, condition, fix);
    }
}

fn say(
    subject: &mut Subject<'_>,
    check: &'static Check,
    statement: &Statement,
    condition: &Condition,
    fix: Option<Fix>,
) {
    subject.say_with(check, condition.key.span, statement, &condition.key.value, fix);
}

/// Keys that say who calls, which services' own calls do not carry.
fn is_of_caller(key: &str) -> bool {
    const OF_CALLERS: [&str; 4] =
        ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn"];
    let is_tag = key.to_ascii_lowercase().starts_with("aws:principaltag/");
    is_tag || OF_CALLERS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

fn is_of_source(key: &str) -> bool {
    SOURCES.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// A fix that adds a condition.
fn added(
    subject: &Subject<'_>,
    statement: &Statement,
    operator: &str,
    key: &str,
    value: &str,
) -> Option<Fix> {
    let node = subject.node(statement)?;
    let edits = add_condition(subject.text(), node, [operator, key, value])?;
    let title = Words {
        en: format!("Add `{operator}` of `{key}` with `{value}`"),
        ja: format!("`{key}` が `{value}` という `{operator}` の条件を追加"),
    };
    Some(fix(title, Impact::Widens, subject.document, edits))
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    /// One statement of `elements`; `marked` stands under carets where something is found.
    fn one(rule: &str, kind: Kind, elements: &str, marked: &str, message: &str) {
        let line = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{{{elements}}}]}}");
        let carets = match message {
            "" => String::new(),
            message => {
                let at = " ".repeat(line.find(marked).unwrap());
                format!("{at}{} {message}\n", "^".repeat(marked.len()))
            }
        };
        check(rule, kind, &format!("\n{line}\n{carets}"));
    }

    fn deny(elements: &str) -> String {
        format!(
            r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", {elements}"#
        )
    }

    #[test]
    fn wildcards_stand_anywhere_in_a_service_control_policy() {
        let elements = r#""Effect": "Deny", "Action": ["s3:*Object", "s3:Get?bject", "*", "s3:P*t"], "Resource": "*""#;
        one("scp-action-wildcard", Kind::ServiceControl, elements, "", "");
    }

    #[test]
    fn a_resource_control_policy_is_about_everyone() {
        let rule = "rcp-principal";
        let with = |principal: &str| {
            format!(r#""Effect": "Deny", {principal}, "Action": "s3:*", "Resource": "*""#)
        };
        let account = "\"111122223333\"";
        let line = with(&format!(r#""Principal": {{"AWS": {account}}}"#));
        one(rule, Kind::ResourceControl, &line, account, "`111122223333`");
        one(rule, Kind::Bucket, &line, "", "");
        let line = with(r#""NotPrincipal": {"AWS": "111122223333"}"#);
        one(rule, Kind::ResourceControl, &line, "\"NotPrincipal\"", "`NotPrincipal`");
        for principal in [r#""Principal": "*""#, r#""Principal": {"AWS": "*"}"#] {
            one(rule, Kind::ResourceControl, &with(principal), "", "");
        }
    }

    #[test]
    fn a_resource_control_policy_allows_everything_or_denies() {
        let rule = "rcp-allow";
        let full = r#""Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*""#;
        one(rule, Kind::ResourceControl, full, "", "");
        let condition =
            format!(r#"{full}, "Condition": {{"Bool": {{"aws:SecureTransport": "true"}}}}"#);
        one(rule, Kind::ResourceControl, &condition, "\"Allow\"", "only AWS's own");
        let part = full.replace(r#""Resource": "*""#, r#""Resource": "arn:aws:s3:::acme/*""#);
        one(rule, Kind::ResourceControl, &part, "\"Allow\"", "only AWS's own");
        one(rule, Kind::Bucket, &part, "", "");
        one(rule, Kind::ResourceControl, &part.replace("Allow", "Deny"), "", "");
    }

    #[test]
    fn a_resource_control_policy_lists_actions_of_certain_services() {
        let with = |effect: &str, action: &str| {
            format!(r#""Effect": "{effect}", "Principal": "*", {action}, "Resource": "*""#)
        };
        let kind = Kind::ResourceControl;
        let (rule, not_action) = ("rcp-action", "rcp-not-action");
        for wrong in ["\"ec2:RunInstances\"", "\"*\""] {
            let line = format!(
                r#""Effect": "Deny", "Action": ["s3:*", {wrong}], "Principal": "*", "Resource": "*""#
            );
            one(rule, kind, &line, wrong, "do not take");
        }
        for right in ["\"s3:*\"", "\"KMS:Decrypt\"", "\"sts:AssumeRole\"", "\"s3:P?t*\""] {
            one(rule, kind, &with("Deny", &format!(r#""Action": {right}"#)), "", "");
        }
        one(rule, kind, &with("Allow", r#""Action": "*""#), "", "");
        one(rule, Kind::ServiceControl, &with("Deny", r#""Action": "ec2:*""#), "", "");
        let line = with("Deny", r#""NotAction": "s3:*""#);
        one(not_action, kind, &line, "\"NotAction\"", "no `NotAction`");
        one(not_action, Kind::ServiceControl, &line, "", "");
        one(not_action, kind, &with("Deny", r#""Action": "s3:*""#), "", "");
    }

    #[test]
    fn a_denial_of_other_organizations_spares_services() {
        let rule = "rcp-denies-services";
        let kind = Kind::ResourceControl;
        let own = |operator: &str, rest: &str| {
            deny(&format!(
                r#""Condition": {{"{operator}": {{"aws:PrincipalOrgID": "o-1"}}{rest}}}"#
            ))
        };
        let marked = "\"aws:PrincipalOrgID\"";
        for operator in ["StringNotEquals", "StringNotEqualsIfExists", "StringEqualsIfExists"] {
            one(rule, kind, &own(operator, ""), marked, "`aws:PrincipalOrgID`");
        }
        let spared = r#", "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}"#;
        one(rule, kind, &own("StringNotEqualsIfExists", spared), "", "");
        let other = r#", "BoolIfExists": {"aws:SecureTransport": "false"}"#;
        one(rule, kind, &own("StringNotEqualsIfExists", other), marked, "denies them");
        one(rule, kind, &own("StringEquals", ""), "", "");
        one(rule, Kind::Bucket, &own("StringNotEquals", ""), "", "");
    }

    #[test]
    fn a_denial_by_source_is_for_services_that_tell_it() {
        let kind = Kind::ResourceControl;
        let (callers, null) = ("rcp-denies-callers", "rcp-without-null-check");
        let own = |operator: &str, rest: &str| {
            deny(&format!(r#""Condition": {{"{operator}": {{"aws:SourceOrgID": "o-1"}}{rest}}}"#))
        };
        let marked = "\"aws:SourceOrgID\"";
        let bare = own("StringNotEqualsIfExists", "");
        one(callers, kind, &bare, marked, "`aws:SourceOrgID`");
        one(null, kind, &bare, marked, "`aws:SourceOrgID`");
        let whole = own(
            "StringNotEqualsIfExists",
            r#", "Null": {"aws:SourceAccount": "false"}, "Bool": {"aws:PrincipalIsAWSService": "true"}"#,
        );
        for (rule, line) in [
            (callers, &whole),
            (null, &whole),
            (callers, &own("StringEquals", "")),
            (null, &own("StringEquals", "")),
        ] {
            one(rule, kind, line, "", "");
        }
    }
}
