//! Conditions on the resource's tags for services that do not send them. Not: single actions that do not, see
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html> for partial support.

use super::{Check, Subject, both, is_open};
use crate::{
    catalog::Catalog,
    policy::{Comparison, Condition, Effect, ListElement, Polarity, Statement},
    report::Severity,
    rules::pages,
};

pub(super) const CHECKS: &[&Check] = &[&ALLOW, &DENY, &ALLOW_ALL_BUT, &DENY_ALL_BUT];

static ALLOW: Check = Check::new(
    "resource-tag-never-sent",
    "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    Severity::Suggestion,
    pages::CONDITION_KEYS,
    [
        both("Allowed by a tag that the service does not send", "サービスが送らないタグによる許可"),
        both(
            "No call of `{}` carries the resource's tags.",
            "`{}` の呼び出しにリソースのタグは含まれません。",
        ),
        both(
            "So this statement never allows it. Allow it in a statement without the tag, on the resources that are meant.",
            "このステートメントでは許可されません。タグの条件がないステートメントで、対象のリソースに対して許可してください。",
        ),
    ],
);

static DENY: Check = Check::new(
    "resource-tag-never-denies",
    "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    Severity::Security,
    pages::CONDITION_KEYS,
    [
        both("Denied by a tag that the service does not send", "サービスが送らないタグによる拒否"),
        both(
            "No call of `{}` carries the resource's tags.",
            "`{}` の呼び出しにリソースのタグは含まれません。",
        ),
        both(
            "So this statement never denies it, whatever the tags are. Deny it in a statement without the tag, on the resources that are meant.",
            "タグが何であっても、このステートメントでは拒否されません。タグの条件がないステートメントで、対象のリソースに対して拒否してください。",
        ),
    ],
);

static ALLOW_ALL_BUT: Check = Check::new(
    "resource-tag-with-not-action",
    "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    Severity::Suggestion,
    pages::CONDITION_KEYS,
    [
        both("NotAction allowed by a tag", "タグによる NotAction の許可"),
        both(
            "Many of the actions that this covers do not carry `{}`.",
            "対象のアクションの多くは `{}` を含みません。",
        ),
        both(
            "This statement does not allow those. List the actions that are meant instead of `NotAction`.",
            "それらはこのステートメントでは許可されません。`NotAction` の代わりに、対象のアクションを記述してください。",
        ),
    ],
).voiding();

static DENY_ALL_BUT: Check = Check::new(
    "resource-tag-denies-not-action",
    "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    Severity::Security,
    pages::CONDITION_KEYS,
    [
        both("NotAction denied by a tag", "タグによる NotAction の拒否"),
        both(
            "Many of the actions that this covers do not carry `{}`.",
            "対象のアクションの多くは `{}` を含みません。",
        ),
        both(
            "This statement does not deny those. List the actions that are meant instead of `NotAction`.",
            "それらはこのステートメントでは拒否されません。`NotAction` の代わりに、対象のアクションを記述してください。",
        ),
    ],
);

const TAG: &str = "aws:ResourceTag/";

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        let (Some(actions), Some(effect)) = (&statement.action, &statement.effect) else {
            continue;
        };
        let Some(condition) = statement.conditions.iter().find(|it| needs_tag(it)) else {
            continue;
        };
        let key = condition.key.value.as_str();
        match (effect.value, actions.polarity) {
            (Effect::Allow, Polarity::AllBut) => {
                subject.say(&ALLOW_ALL_BUT, condition.key.span, statement, key);
            }
            (Effect::Deny, Polarity::AllBut) => {
                subject.say(&DENY_ALL_BUT, condition.key.span, statement, key);
            }
            (Effect::Allow, Polarity::Listed) => listed(subject, statement, actions, &ALLOW),
            (Effect::Deny, Polarity::Listed) => listed(subject, statement, actions, &DENY),
        }
    }
}

/// Whether it never holds without a tag of the resource.
fn needs_tag(condition: &Condition) -> bool {
    let start = condition.key.value.get(..TAG.len());
    let is_tag = start.is_some_and(|start| start.eq_ignore_ascii_case(TAG));
    let is_positive = |operator: crate::policy::Operator| {
        !operator.negated
            && !operator.if_exists
            && operator.qualifier.is_none()
            && operator.comparison != Comparison::Null
    };
    is_tag && condition.operator.is_some_and(is_positive)
}

/// The actions of services, none of whose resources sends its tags.
fn listed(
    subject: &mut Subject<'_>,
    statement: &Statement,
    actions: &ListElement,
    check: &'static Check,
) {
    let sends = |value: &str| {
        let service = value.split(':').next().and_then(|it| Catalog::aws()?.service(it.trim()));
        service.is_none_or(|service| service.key("aws:ResourceTag/any").is_some())
    };
    let silent =
        |value: &&crate::policy::Spanned<String>| !is_open(&value.value) && !sends(&value.value);
    let found: Vec<_> = actions.values.iter().filter(silent).collect();
    let Some(first) = found.first() else { return };
    let mut names: Vec<&str> = found.iter().take(5).map(|value| value.value.as_str()).collect();
    if found.len() > names.len() {
        names.push("…");
    }
    subject.say(check, first.span, statement, &names.join(", "));
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    fn points(rule: &str, effect: &str, actions: &str, condition: &str, found: &str) {
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", {actions}, "Resource": "*", "Condition": {condition}}}]}}"#
        );
        let carets = match found {
            "" => String::new(),
            found => {
                format!("{}{}\n", " ".repeat(line.find(found).unwrap()), "^".repeat(found.len()))
            }
        };
        check(rule, Kind::Identity, &format!("\n{line}\n{carets}"));
    }

    const TAGGED: &str = r#"{"StringEquals": {"aws:ResourceTag/team": "a"}}"#;

    #[test]
    fn a_service_that_sends_no_tags_is_pointed_at() {
        let actions = r#""Action": ["ec2:StartInstances", "support:DescribeCases"]"#;
        points("resource-tag-never-sent", "Allow", actions, TAGGED, r#""support:DescribeCases""#);
        points("resource-tag-never-denies", "Deny", actions, TAGGED, r#""support:DescribeCases""#);
        let all_but = r#""NotAction": "ec2:*""#;
        points(
            "resource-tag-with-not-action",
            "Allow",
            all_but,
            TAGGED,
            r#""aws:ResourceTag/team""#,
        );
        points(
            "resource-tag-denies-not-action",
            "Deny",
            all_but,
            TAGGED,
            r#""aws:ResourceTag/team""#,
        );
    }

    #[test]
    fn tags_that_are_sent_or_not_needed_are_silent() {
        for (rule, effect) in
            [("resource-tag-never-sent", "Allow"), ("resource-tag-never-denies", "Deny")]
        {
            points(rule, effect, r#""Action": ["ec2:*", "*", "${A}:B"]"#, TAGGED, "");
            for condition in [
                r#"{"StringEqualsIfExists": {"aws:ResourceTag/team": "a"}}"#,
                r#"{"StringNotEquals": {"aws:ResourceTag/team": "a"}}"#,
                r#"{"StringEquals": {"aws:PrincipalTag/team": "a"}}"#,
            ] {
                points(rule, effect, r#""Action": "support:DescribeCases""#, condition, "");
            }
        }
        for (rule, effect) in
            [("resource-tag-with-not-action", "Allow"), ("resource-tag-denies-not-action", "Deny")]
        {
            points(rule, effect, r#""Action": "ec2:*""#, TAGGED, "");
        }
    }
}
