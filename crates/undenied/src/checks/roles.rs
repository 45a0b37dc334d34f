//! Handing any role to a service, and creating service-linked roles of any service.

mod texts;

use super::{Check, Subject};
use crate::{
    glob::Glob,
    policy::{Arn, Effect, Kind, ListElement, Polarity, Statement},
};
use undenied_json::Span;

pub(super) const CHECKS: &[&Check] = &[
    &texts::PASS_ALL_BUT,
    &texts::PASS_WILDCARD_ALL_BUT,
    &texts::PASS_NOT_ACTION_ALL_BUT,
    &texts::PASS_ANY,
    &texts::PASS_WILDCARD_ANY,
    &texts::PASS_NOT_ACTION_ANY,
    &texts::CREATE_ALL_BUT,
    &texts::CREATE_WILDCARD_ALL_BUT,
    &texts::CREATE_NOT_ACTION_ALL_BUT,
    &texts::CREATE_ANY,
    &texts::CREATE_WILDCARD_ANY,
    &texts::CREATE_NOT_ACTION_ANY,
];

/// A permission that is to be for certain roles.
struct Sensitive {
    /// In lower case.
    action: &'static str,
    /// A condition on it narrows the permission, too.
    key: &'static str,
    /// Resources that leave the role open, besides `*`; in lower case, without what follows.
    open: &'static [&'static str],
    /// By name, by wildcard and by `NotAction`: for any role, then for all but some.
    any: [&'static Check; 3],
    all_but: [&'static Check; 3],
}

const SENSITIVE: [Sensitive; 2] = [
    Sensitive {
        action: "iam:passrole",
        key: "iam:PassedToService",
        open: &["", "role", "role/"],
        any: [&texts::PASS_ANY, &texts::PASS_WILDCARD_ANY, &texts::PASS_NOT_ACTION_ANY],
        all_but: [
            &texts::PASS_ALL_BUT,
            &texts::PASS_WILDCARD_ALL_BUT,
            &texts::PASS_NOT_ACTION_ALL_BUT,
        ],
    },
    Sensitive {
        action: "iam:createservicelinkedrole",
        key: "iam:AWSServiceName",
        open: &["", "role", "role/", "role/aws-service-role", "role/aws-service-role/"],
        any: [&texts::CREATE_ANY, &texts::CREATE_WILDCARD_ANY, &texts::CREATE_NOT_ACTION_ANY],
        all_but: [
            &texts::CREATE_ALL_BUT,
            &texts::CREATE_WILDCARD_ALL_BUT,
            &texts::CREATE_NOT_ACTION_ALL_BUT,
        ],
    },
];

/// Only where something is granted: boundaries and session policies limit.
pub(super) fn look(subject: &mut Subject<'_>) {
    if subject.kind != Kind::Identity {
        return;
    }
    for statement in subject.policy.statements.iter().filter(|it| it.is(Effect::Allow)) {
        let (Some(action), Some(resource)) = (&statement.action, &statement.resource) else {
            continue;
        };
        for sensitive in &SENSITIVE {
            let checks = match resource.polarity {
                Polarity::AllBut => sensitive.all_but,
                Polarity::Listed if sensitive.is_open(resource) => sensitive.any,
                Polarity::Listed => continue,
            };
            let Some((way, span, found)) = sensitive.reached(action) else { continue };
            if !statement.has_gap && !sensitive.is_narrowed(statement) {
                let [by_name, by_wildcard, by_not_action] = checks;
                let check = match way {
                    Way::Name => by_name,
                    Way::Wildcard => by_wildcard,
                    Way::NotAction => by_not_action,
                };
                subject.say(check, span, statement, found);
            }
        }
    }
}

/// How a statement comes to allow an action.
#[derive(Clone, Copy)]
enum Way {
    Name,
    Wildcard,
    NotAction,
}

impl Sensitive {
    fn reached<'a>(&self, element: &'a ListElement) -> Option<(Way, Span, &'a str)> {
        let mut values = element.values.iter();
        let matches = |pattern: &str| Glob::ignoring_case(pattern).matches(self.action);
        if element.polarity == Polarity::AllBut {
            let is_left_out =
                values.any(|value| matches(&value.value) || super::is_open(&value.value));
            return (!is_left_out).then_some((Way::NotAction, element.name_span, ""));
        }
        let by_name = element.values.iter().find(|it| it.value.eq_ignore_ascii_case(self.action));
        if let Some(value) = by_name {
            return Some((Way::Name, value.span, &value.value));
        }
        let value = values.find(|value| matches(&value.value))?;
        Some((Way::Wildcard, value.span, &value.value))
    }

    /// Whether any role is among the resources. A pattern of names, such as `role/Service*`, is a choice.
    fn is_open(&self, element: &ListElement) -> bool {
        element.values.iter().any(|value| {
            let Some(arn) = Arn::parse(&value.value) else { return value.value == "*" };
            let resource = arn.resource().to_ascii_lowercase();
            let start = resource.trim_end_matches(['*', '?']);
            start.len() < resource.len() && self.open.contains(&start)
        })
    }

    fn is_narrowed(&self, statement: &Statement) -> bool {
        let mut keys = statement.conditions.iter().map(|condition| condition.key.value.as_str());
        keys.any(|key| key.eq_ignore_ascii_case(self.key) || super::is_open(key))
    }
}

#[cfg(test)]
mod tests {
    use super::CHECKS;
    use crate::{policy::Kind, rules::testing::check};

    const ANY: &str = r#""Resource": "arn:aws:iam::*:role/*""#;
    const ALL_BUT: &str = r#""NotResource": "arn:aws:iam::111122223333:role/admin""#;

    /// `rule` speaks of `marked`, and no other rule of the six does.
    fn one(rule: &str, marked: &str, elements: &str) {
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {elements}}}]}}"#
        );
        let own: Vec<&str> = CHECKS.iter().map(|it| it.rule.id).collect();
        for other in own.iter().filter(|id| id.starts_with(rule.get(..4).unwrap_or("-"))) {
            let mut fixture = format!("\n{line}\n");
            if *other == rule {
                let at = " ".repeat(line.find(marked).unwrap());
                fixture.push_str(&format!("{at}{} `\n", "^".repeat(marked.len())));
            }
            check(other, Kind::Identity, &fixture);
        }
    }

    fn silent(kind: Kind, elements: &str) {
        for own in CHECKS {
            let line =
                format!("\n{{\"Version\": \"2012-10-17\", \"Statement\": [{{{elements}}}]}}\n");
            check(own.rule.id, kind, &line);
        }
    }

    #[test]
    fn each_way_to_pass_any_role_has_its_check() {
        for (end, any) in [("any-role", ANY), ("all-roles-but-some", ALL_BUT)] {
            let id = |way: &str| format!("pass-{end}{way}");
            let named = "\"iam:PassRole\"";
            one(&id(""), named, &format!(r#""Action": ["ec2:RunInstances", {named}], {any}"#));
            one(&id("-by-wildcard"), "\"iam:Pass*\"", &format!(r#""Action": "iam:Pass*", {any}"#));
            let not_action = "\"NotAction\"";
            one(&id("-by-not-action"), not_action, &format!(r#"{not_action}: "s3:*", {any}"#));
        }
        one("pass-any-role-by-wildcard", "\"*\"", r#""Action": "*", "Resource": "*""#);
    }

    #[test]
    fn each_way_to_create_any_service_linked_role_has_its_check() {
        for (end, any) in [
            ("any-service-linked-role", r#""Resource": "arn:aws:iam::*:role/aws-service-role/*""#),
            ("service-linked-roles-but-some", ALL_BUT),
        ] {
            let id = |way: &str| format!("create-{end}{way}");
            let named = "\"iam:CreateServiceLinkedRole\"";
            one(&id(""), named, &format!(r#""Action": {named}, {any}"#));
            let starred = "\"iam:Create*\"";
            one(&id("-by-wildcard"), starred, &format!(r#""Action": {starred}, {any}"#));
            let not_action = "\"NotAction\"";
            one(&id("-by-not-action"), not_action, &format!(r#"{not_action}: "s3:*", {any}"#));
        }
    }

    #[test]
    fn certain_roles_conditions_denials_and_boundaries_are_silent() {
        let both = r#""Action": ["iam:PassRole", "iam:CreateServiceLinkedRole"]"#;
        for elements in [
            format!(r#""Effect": "Allow", {both}, "Resource": "arn:aws:iam::*:role/Service*""#),
            format!(r#""Effect": "Allow", {both}, "Resource": "arn:aws:iam::111122223333:role/a""#),
            format!(
                r#""Effect": "Allow", {both}, {ANY}, "Condition": {{"StringEquals": {{"iam:PassedToService": "ec2.amazonaws.com", "iam:AWSServiceName": "x.amazonaws.com"}}}}"#
            ),
            format!(r#""Effect": "Deny", {both}, {ANY}"#),
            format!(r#""Effect": "Allow", "NotAction": "iam:*", {ANY}"#),
            format!(r#""Effect": "Allow", "Action": ["s3:*", "iam:Get*"], {ALL_BUT}"#),
        ] {
            silent(Kind::Identity, &elements);
        }
        let all = r#""Effect": "Allow", "Action": "*", "Resource": "*""#;
        silent(Kind::PermissionsBoundary, all);
        silent(Kind::ServiceControl, all);
    }
}
