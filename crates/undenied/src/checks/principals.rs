//! Principals of resource-based policies: whom they leave open, and AWS services.

mod texts;

use super::{Check, Subject, is_open, needs_key, services::is_region};
use crate::policy::{
    Comparison, Condition, Effect, Kind, Polarity, Principal, PrincipalElement, Spanned, Statement,
};

pub(super) const CHECKS: &[&Check] = &[
    &texts::ALL_BUT,
    &texts::WILDCARD,
    &texts::FEDERATED,
    &texts::WITHOUT_SOURCE,
    &texts::WEAK_SOURCE,
    &texts::ROLE_WITHOUT_SOURCE,
    &texts::NEVER_SENT,
];

/// Keys by which a service says on whose behalf it calls.
pub(super) const SOURCES: [&str; 4] =
    ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"];

/// Services whose documentation has their calls narrowed by [`SOURCES`] in resource-based policies. Of
/// others it is not certain that they send these keys.
const SEND_SOURCES: &[&str] = &[
    "apigateway",
    "appflow",
    "appstream",
    "bcm-data-exports",
    "billingreports",
    "budgets",
    "cloudfront",
    "cloudtrail",
    "cloudwatch",
    "cognito-idp",
    "config",
    "delivery.logs",
    "elasticloadbalancing",
    "events",
    "guardduty",
    "iot",
    "lambda",
    "logging.s3",
    "logs",
    "macie",
    "s3",
    "secretsmanager",
    "ses",
    "sns",
];

/// Services that AWS has narrowed the same way where they assume a role, by
/// <https://docs.aws.amazon.com/appstream2/latest/developerguide/example-fleet-machine.html>,
/// <https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html>,
/// <https://docs.aws.amazon.com/resilience-hub/latest/userguide/next-gen-resilience-testing-iam-single-account.html> and
/// <https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html>.
const SEND_SOURCES_FOR_ROLES: &[&str] = &["appstream", "bedrock", "fis", "personalize"];

/// Keys that say whose principal calls; a service is nobody's.
const OF_ORGANIZATIONS: [&str; 2] = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];

pub(super) fn look(subject: &mut Subject<'_>) {
    let kind = subject.kind;
    if !kind.names_principals() || kind == Kind::ResourceControl {
        return;
    }
    for statement in &subject.policy.statements {
        let Some(element) = &statement.principal else { continue };
        for entry in &element.entries {
            of_entry(subject, statement, entry);
        }
        let is_all_but = element.polarity == Polarity::AllBut;
        if is_all_but && statement.is(Effect::Allow) && kind != Kind::Trust {
            subject.say(&texts::ALL_BUT, element.name_span, statement, "");
        }
        if !is_all_but && kind != Kind::VpcEndpoint && !statement.has_gap {
            services(subject, statement, element);
        }
    }
}

fn of_entry(subject: &mut Subject<'_>, statement: &Statement, entry: &Spanned<Principal>) {
    let shown = entry.value.shown();
    if is_open(shown) {
        return;
    }
    let is_part = entry.value != Principal::Everyone && shown.contains(['*', '?']);
    if is_part {
        subject.say(&texts::WILDCARD, entry.span, statement, shown);
    }
    if matches!(entry.value, Principal::Federated(_)) && subject.kind != Kind::Trust {
        subject.say(&texts::FEDERATED, entry.span, statement, shown);
    }
}

fn services(subject: &mut Subject<'_>, statement: &Statement, element: &PrincipalElement) {
    let service = |entry: &Spanned<Principal>| matches!(entry.value, Principal::Service(_));
    let Some(first) = element.entries.iter().find(|entry| service(entry)) else { return };
    if element.entries.iter().all(service) {
        never_sent(subject, statement, first.value.shown());
    }
    if !statement.is(Effect::Allow) || names_source(statement) {
        return;
    }
    if subject.kind == Kind::Trust {
        // Other roles for services are assumed without a source as a rule.
        for entry in element.entries.iter().filter(|entry| service(entry)) {
            let name = entry.value.shown();
            if sender(name, SEND_SOURCES_FOR_ROLES).is_some() {
                subject.say(&texts::ROLE_WITHOUT_SOURCE, entry.span, statement, name);
            }
        }
        return;
    }
    let mut conditions = statement.conditions.iter();
    if let Some(weak) = conditions.find(|it| it.key.value.eq_ignore_ascii_case("aws:Referer")) {
        subject.say(&texts::WEAK_SOURCE, weak.key.span, statement, first.value.shown());
        return;
    }
    for entry in element.entries.iter().filter(|entry| service(entry)) {
        let name = entry.value.shown();
        // A rule of its own tells how to narrow CloudFront.
        let sender = sender(name, SEND_SOURCES);
        let is_told = subject.kind == Kind::Bucket && sender == Some("cloudfront");
        if sender.is_some() && !is_told {
            subject.say(&texts::WITHOUT_SOURCE, entry.span, statement, name);
        }
    }
}

fn sender(principal: &str, known: &[&'static str]) -> Option<&'static str> {
    let name = principal.strip_suffix(".amazonaws.com")?;
    // In some Regions and policies a service has a name for each: `logs.us-east-1.amazonaws.com`.
    let of_region = name.rsplit_once('.').filter(|(_, last)| is_region(last));
    let name = of_region.map_or(name, |(service, _)| service);
    known.iter().copied().find(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a condition says on whose behalf a service may call. A key's encryption context holds the
/// resource that it is called for, by
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html>.
fn names_source(statement: &Statement) -> bool {
    statement.conditions.iter().any(|condition| {
        let key = condition.key.value.as_str();
        let is_context = key.to_ascii_lowercase().starts_with("kms:encryptioncontext:");
        let is_source = SOURCES.iter().any(|known| known.eq_ignore_ascii_case(key));
        (is_context || is_open(key) || is_source) && names_values(condition)
    })
}

/// Not that there is some value, nor that it is another.
fn names_values(condition: &Condition) -> bool {
    condition.operator.is_none_or(|operator| {
        let is_any = |value: &Spanned<String>| operator.has_wildcards() && value.value == "*";
        operator.comparison != Comparison::Null
            && !operator.negated
            && !condition.values.iter().any(is_any)
    })
}

/// Conditions that no call of the service `name` meets.
fn never_sent(subject: &mut Subject<'_>, statement: &Statement, name: &str) {
    for condition in &statement.conditions {
        let key = condition.key.value.as_str();
        if needs_key(condition) == Some(true)
            && OF_ORGANIZATIONS.iter().any(|known| known.eq_ignore_ascii_case(key))
        {
            subject.say(&texts::NEVER_SENT, condition.key.span, statement, name);
        }
    }
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

    /// [`one`], with elements that a policy of the kind has.
    fn of(kind: Kind, rule: &str, elements: &str, marked: &str, message: &str) {
        let own = match kind {
            Kind::Trust => r#""Action": "sts:AssumeRole""#,
            Kind::Key => r#""Action": "kms:Decrypt", "Resource": "*""#,
            _ => READ,
        };
        one(rule, kind, &elements.replace(READ, own), marked, message);
    }

    const READ: &str = r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*""#;

    #[test]
    fn allowing_all_but_some_is_open_to_strangers() {
        let line =
            format!(r#""Effect": "Allow", "NotPrincipal": {{"AWS": "111122223333"}}, {READ}"#);
        let rule = "allow-with-not-principal";
        one(rule, Kind::Bucket, &line, "\"NotPrincipal\"", "everybody else");
        one(rule, Kind::Bucket, &line.replace("Allow", "Deny"), "", "");
        one(rule, Kind::Bucket, &line.replace("NotPrincipal", "Principal"), "", "");
        let key = r#""Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*""#;
        one(rule, Kind::Key, key, "\"NotPrincipal\"", "everybody else");
        let trust = &line.replace(READ, r#""Action": "sts:AssumeRole""#);
        one(rule, Kind::Trust, trust, "", "");
    }

    #[test]
    fn a_wildcard_is_a_principal_as_a_whole_alone() {
        let rule = "wildcard-in-principal";
        let with =
            |principal: &str| format!(r#""Effect": "Allow", "Principal": {principal}, {READ}"#);
        let part = "\"arn:aws:iam::111122223333:role/*\"";
        let line = with(&format!(r#"{{"AWS": ["111122223333", {part}]}}"#));
        for kind in [Kind::Bucket, Kind::Key, Kind::Trust, Kind::VpcEndpoint] {
            of(kind, rule, &line, part, "holds a wildcard");
        }
        one(rule, Kind::ResourceControl, &line, "", "");
        one(rule, Kind::Bucket, &with(r#"{"Service": "*"}"#), "\"*\"", "`*` holds");
        for principal in [
            r#""*""#,
            r#"{"AWS": "*"}"#,
            r#"{"AWS": "arn:aws:iam::111122223333:role/a"}"#,
            r#"{"AWS": "arn:aws:iam::${Account}:role/*"}"#,
        ] {
            one(rule, Kind::Bucket, &with(principal), "", "");
        }
    }

    #[test]
    fn web_identities_are_for_trust_policies() {
        let rule = "federated-principal-not-supported";
        let provider = "\"arn:aws:iam::111122223333:saml-provider/idp\"";
        let line =
            format!(r#""Effect": "Allow", "Principal": {{"Federated": {provider}}}, {READ}"#);
        one(rule, Kind::Bucket, &line, provider, "trust policies");
        of(Kind::Key, rule, &line, provider, "trust policies");
        of(Kind::Trust, rule, &line, "", "");
        one(rule, Kind::Bucket, &line.replace("Federated", "AWS"), "", "");
    }

    #[test]
    fn a_service_is_to_call_for_whom_the_policy_says() {
        let (rule, weak) = ("service-without-source", "service-with-weak-source");
        let name = "\"cloudtrail.amazonaws.com\"";
        let line = format!(r#""Effect": "Allow", "Principal": {{"Service": {name}}}, {READ}"#);
        let when =
            |key: &str| format!(r#"{line}, "Condition": {{"StringEquals": {{"{key}": "1"}}}}"#);
        for kind in [Kind::Bucket, Kind::Key, Kind::Resource] {
            of(kind, rule, &line, name, "on whose behalf");
        }
        of(Kind::Trust, rule, &line, "", "");
        one(rule, Kind::Bucket, &line.replace("Allow", "Deny"), "", "");
        one(rule, Kind::Bucket, &line.replace("cloudtrail", "unheard-of"), "", "");
        one(rule, Kind::Bucket, &line.replace("cloudtrail", "cloudfront"), "", "");
        of(Kind::Key, rule, &when("kms:EncryptionContext:aws:cloudtrail:arn"), "", "");
        one(rule, Kind::Bucket, &when("AWS:SourceAccount"), "", "");
        // Neither another account nor any at all is one's own.
        for (operator, value) in [("StringNotEquals", "1"), ("StringLike", "*"), ("Null", "false")]
        {
            let source = when("aws:SourceAccount").replace("StringEquals", operator);
            let source = source.replace("\"1\"", &format!("\"{value}\""));
            one(rule, Kind::Bucket, &source, name, "on whose behalf");
        }
        let logs = line.replace("cloudtrail", "logs.us-east-1");
        of(Kind::Key, rule, &logs, "\"logs.us-east-1.amazonaws.com\"", "on whose behalf");
        one(rule, Kind::Bucket, &when("s3:x-amz-acl"), name, "on whose behalf");
        one(rule, Kind::Bucket, &when("aws:Referer"), "", "");
        one(weak, Kind::Bucket, &when("aws:Referer"), "\"aws:Referer\"", "`cloudtrail");
        one(weak, Kind::Bucket, &when("aws:SourceArn"), "", "");
    }

    #[test]
    fn a_service_is_to_assume_a_role_for_whom_the_policy_says() {
        let rule = "service-role-without-source";
        let line = |service: &str| {
            format!(r#""Effect": "Allow", "Principal": {{"Service": "{service}"}}, {READ}"#)
        };
        let bedrock = line("bedrock.amazonaws.com");
        of(Kind::Trust, rule, &bedrock, "\"bedrock.amazonaws.com\"", "on whose behalf");
        of(Kind::Trust, rule, &line("ec2.amazonaws.com"), "", "");
        of(Kind::Trust, rule, &bedrock.replace("Allow", "Deny"), "", "");
        let own = r#", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}"#;
        of(Kind::Trust, rule, &format!("{bedrock}{own}"), "", "");
        of(Kind::Key, rule, &bedrock, "", "");
    }

    #[test]
    fn a_service_has_no_organization() {
        let rule = "key-never-sent-by-service";
        let line = |principal: &str, operator: &str| {
            format!(
                r#""Effect": "Allow", "Principal": {principal}, {READ}, "Condition": {{"{operator}": {{"aws:PrincipalOrgID": "o-1"}}}}"#
            )
        };
        let service = r#"{"Service": "cloudfront.amazonaws.com"}"#;
        let key = "\"aws:PrincipalOrgID\"";
        for kind in [Kind::Bucket, Kind::Trust, Kind::Key] {
            of(kind, rule, &line(service, "StringEquals"), key, "`cloudfront");
        }
        one(rule, Kind::Bucket, &line(service, "StringEqualsIfExists"), "", "");
        one(rule, Kind::Bucket, &line(r#""*""#, "StringEquals"), "", "");
        let both = r#"{"Service": "cloudfront.amazonaws.com", "AWS": "111122223333"}"#;
        one(rule, Kind::Bucket, &line(both, "StringEquals"), "", "");
    }
}
