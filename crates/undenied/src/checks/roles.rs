//! Handing any role to a service, and creating service-linked roles of any service.

use super::{Check, Subject, both};
use crate::{
    glob::Glob,
    lang::Localized,
    policy::{Arn, Effect, Kind, ListElement, Polarity, Statement},
    report::Severity,
    rules::pages::Page,
};
use undenied_json::Span;

pub(super) const CHECKS: &[&Check] = &[
    &PASS_ALL_BUT,
    &PASS_WILDCARD_ALL_BUT,
    &PASS_NOT_ACTION_ALL_BUT,
    &PASS_ANY,
    &PASS_WILDCARD_ANY,
    &PASS_NOT_ACTION_ANY,
    &CREATE_ALL_BUT,
    &CREATE_WILDCARD_ALL_BUT,
    &CREATE_NOT_ACTION_ALL_BUT,
    &CREATE_ANY,
    &CREATE_WILDCARD_ANY,
    &CREATE_NOT_ACTION_ANY,
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
        any: [&PASS_ANY, &PASS_WILDCARD_ANY, &PASS_NOT_ACTION_ANY],
        all_but: [&PASS_ALL_BUT, &PASS_WILDCARD_ALL_BUT, &PASS_NOT_ACTION_ALL_BUT],
    },
    Sensitive {
        action: "iam:createservicelinkedrole",
        key: "iam:AWSServiceName",
        open: &["", "role", "role/", "role/aws-service-role", "role/aws-service-role/"],
        any: [&CREATE_ANY, &CREATE_WILDCARD_ANY, &CREATE_NOT_ACTION_ANY],
        all_but: [&CREATE_ALL_BUT, &CREATE_WILDCARD_ALL_BUT, &CREATE_NOT_ACTION_ALL_BUT],
    },
];

const PASS: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_use_passrole.html"],
};
const CREATE: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
    ],
};

const fn pass(
    id: &'static str,
    code: &'static str,
    title: Localized<&'static str>,
    message: Localized<&'static str>,
) -> Check {
    let why = both(
        "A service may do what the role passed to it may, and its user has it do so. List the roles, or add a condition on `iam:PassedToService`.",
        "サービスは渡されたロールの権限で動作するため、渡した利用者もその権限を使えることになります。ロールを列挙するか、`iam:PassedToService` の条件を追加してください。",
    );
    Check::new(id, code, Severity::Security, PASS, [title, message, why])
}

const fn create(
    id: &'static str,
    code: &'static str,
    title: Localized<&'static str>,
    message: Localized<&'static str>,
) -> Check {
    let why = both(
        "Each such role lets a service act in the account. List the roles, or add a condition on `iam:AWSServiceName`.",
        "サービスにリンクされたロールを作成すると、そのサービスがアカウント内で動作できるようになります。ロールを列挙するか、`iam:AWSServiceName` の条件を追加してください。",
    );
    Check::new(id, code, Severity::Warning, CREATE, [title, message, why])
}

static PASS_ALL_BUT: Check = pass(
    "pass-all-roles-but-some",
    "PASS_ROLE_WITH_NOT_RESOURCE",
    both("PassRole for all roles but some", "一部を除くすべてのロールの PassRole"),
    both(
        "`{}` applies to every role that `NotResource` does not list.",
        "`{}` が、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
static PASS_WILDCARD_ALL_BUT: Check = pass(
    "pass-all-roles-but-some-by-wildcard",
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
    both(
        "A wildcard takes in PassRole for all roles but some",
        "ワイルドカードによる、一部を除くすべてのロールの PassRole",
    ),
    both(
        "`{}` takes in `iam:PassRole`, for every role that `NotResource` does not list.",
        "`{}` は `iam:PassRole` を含み、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
static PASS_NOT_ACTION_ALL_BUT: Check = pass(
    "pass-all-roles-but-some-by-not-action",
    "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
    both(
        "NotAction leaves PassRole for all roles but some",
        "NotAction による、一部を除くすべてのロールの PassRole",
    ),
    both(
        "`NotAction` does not list `iam:PassRole`, so it is allowed for every role that `NotResource` does not list.",
        "`NotAction` に `iam:PassRole` がないため、`NotResource` に列挙したもの以外のすべてのロールについて許可されます。",
    ),
);
static PASS_ANY: Check = pass(
    "pass-any-role",
    "PASS_ROLE_WITH_STAR_IN_RESOURCE",
    both("PassRole for any role", "すべてのロールの PassRole"),
    both("`{}` applies to any role.", "`{}` がすべてのロールに適用されます。"),
);
static PASS_WILDCARD_ANY: Check = pass(
    "pass-any-role-by-wildcard",
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
    both(
        "A wildcard takes in PassRole for any role",
        "ワイルドカードによるすべてのロールの PassRole",
    ),
    both(
        "`{}` takes in `iam:PassRole`, for any role.",
        "`{}` は `iam:PassRole` を含み、すべてのロールに適用されます。",
    ),
);
static PASS_NOT_ACTION_ANY: Check = pass(
    "pass-any-role-by-not-action",
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
    both("NotAction leaves PassRole for any role", "NotAction によるすべてのロールの PassRole"),
    both(
        "`NotAction` does not list `iam:PassRole`, so it is allowed for any role.",
        "`NotAction` に `iam:PassRole` がないため、すべてのロールについて許可されます。",
    ),
);

static CREATE_ALL_BUT: Check = create(
    "create-service-linked-roles-but-some",
    "CREATE_SLR_WITH_NOT_RESOURCE",
    both(
        "Service-linked roles of all services but some",
        "一部を除くすべてのサービスリンクロールの作成",
    ),
    both(
        "`{}` applies to every role that `NotResource` does not list.",
        "`{}` が、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
static CREATE_WILDCARD_ALL_BUT: Check = create(
    "create-service-linked-roles-but-some-by-wildcard",
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
    both(
        "A wildcard takes in service-linked roles of all services but some",
        "ワイルドカードによる、一部を除くすべてのサービスリンクロールの作成",
    ),
    both(
        "`{}` takes in `iam:CreateServiceLinkedRole`, for every role that `NotResource` does not list.",
        "`{}` は `iam:CreateServiceLinkedRole` を含み、`NotResource` に列挙したもの以外のすべてのロールに適用されます。",
    ),
);
static CREATE_NOT_ACTION_ALL_BUT: Check = create(
    "create-service-linked-roles-but-some-by-not-action",
    "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
    both(
        "NotAction leaves service-linked roles of all services but some",
        "NotAction による、一部を除くすべてのサービスリンクロールの作成",
    ),
    both(
        "`NotAction` does not list `iam:CreateServiceLinkedRole`, so it is allowed for every role that `NotResource` does not list.",
        "`NotAction` に `iam:CreateServiceLinkedRole` がないため、`NotResource` に列挙したもの以外のすべてのロールについて許可されます。",
    ),
);
static CREATE_ANY: Check = create(
    "create-any-service-linked-role",
    "CREATE_SLR_WITH_STAR_IN_RESOURCE",
    both("Service-linked roles of any service", "すべてのサービスリンクロールの作成"),
    both("`{}` applies to any role.", "`{}` がすべてのロールに適用されます。"),
);
static CREATE_WILDCARD_ANY: Check = create(
    "create-any-service-linked-role-by-wildcard",
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
    both(
        "A wildcard takes in service-linked roles of any service",
        "ワイルドカードによるすべてのサービスリンクロールの作成",
    ),
    both(
        "`{}` takes in `iam:CreateServiceLinkedRole`, for any role.",
        "`{}` は `iam:CreateServiceLinkedRole` を含み、すべてのロールに適用されます。",
    ),
);
static CREATE_NOT_ACTION_ANY: Check = create(
    "create-any-service-linked-role-by-not-action",
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
    both(
        "NotAction leaves service-linked roles of any service",
        "NotAction によるすべてのサービスリンクロールの作成",
    ),
    both(
        "`NotAction` does not list `iam:CreateServiceLinkedRole`, so it is allowed for any role.",
        "`NotAction` に `iam:CreateServiceLinkedRole` がないため、すべてのロールについて許可されます。",
    ),
);

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
