//! Flaws that decide, and the same ones where they do not.

use crate::{ContextValue, Document, Input, Outcome, Report, Request, analyze, policy::Kind};

const OWN: &str = "111122223333";

/// What is said of a read of `acme/a/x.csv`, which is `owner`'s, by `role/import`, from 203.0.113.9 and as told
/// through an endpoint.
fn report(documents: &[(Kind, &str)], owner: &str, through_endpoint: bool) -> Report {
    let mut context = vec![
        ("aws:SourceIp", "203.0.113.9"),
        ("aws:SecureTransport", "true"),
        ("aws:PrincipalTag/team", "a"),
        ("aws:PrincipalOrgID", "o-abcdefghij"),
    ];
    if through_endpoint {
        context.push(("aws:SourceVpce", "vpce-1a2b3c4d"));
    }
    let supplied = |(key, value): (&str, &str)| (key.into(), ContextValue::Single(value.into()));
    let document = |(index, (kind, statements)): (usize, &(Kind, &str))| Document {
        id: format!("{index}"),
        kind: *kind,
        text: format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#),
        target: None,
    };
    analyze(&Input {
        documents: documents.iter().enumerate().map(document).collect(),
        request: Request {
            principal: Some("arn:aws:iam::111122223333:role/import".into()),
            action: Some("s3:GetObject".into()),
            resource: Some("arn:aws:s3:::acme/a/x.csv".into()),
            resource_account: Some(owner.into()),
            context: context.into_iter().map(supplied).collect(),
            context_complete: true,
            ..Request::default()
        },
        ..Input::default()
    })
}

/// Whether `rule`, which speaks of the documents, takes part in the denial.
#[track_caller]
fn is_cause(rule: &str, documents: &[(Kind, &str)]) -> bool {
    told(rule, &report(documents, OWN, true))
}

#[track_caller]
fn told(rule: &str, report: &Report) -> bool {
    let mut findings = report.findings.iter();
    let found: Vec<_> = report.findings.iter().map(|finding| finding.rule.id).collect();
    let finding = findings.find(|finding| finding.rule.id == rule);
    let is_cause = finding.unwrap_or_else(|| panic!("{rule} is silent: {found:?}")).causes_denial;
    assert!(!is_cause || report.verdict.outcome != Outcome::Allowed, "{rule}");
    is_cause
}

const READ: &str = r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*""#;

fn allow(rest: &str) -> String {
    format!(r#"{{"Effect": "Allow", {rest}}}"#)
}

/// An Allow, or a Deny beside one, under `operator` of `key` with `values`.
fn when(effect: &str, operator: &str, key: &str, values: &str) -> String {
    let own = format!(
        r#"{{"Effect": "{effect}", {READ}, "Condition": {{"{operator}": {{"{key}": {values}}}}}}}"#
    );
    if effect == "Deny" { format!("{}, {own}", allow(READ)) } else { own }
}

#[test]
fn a_condition_that_can_never_be_met_denies_what_it_should_allow() {
    for (rule, operator, key, values) in [
        ("private-source-ip", "IpAddress", "aws:SourceIp", r#""10.0.0.0/8""#),
        ("value-not-an-address", "IpAddress", "aws:SourceIp", r#""203.0.113""#),
        ("vpc-endpoint-id-format", "StringEquals", "aws:SourceVpce", r#""vpce-1a2b""#),
        ("value-not-boolean", "Bool", "aws:SecureTransport", r#""yes""#),
        ("operator-of-another-type", "StringEquals", "aws:SourceIp", r#""203.0.113.0/24""#),
        ("condition-key-format", "IpAddress", "SourceIp", r#""203.0.113.0/24""#),
        ("unknown-service-condition-key", "StringEquals", "s3:bogusness", r#""a""#),
        ("empty-condition-values", "StringEquals", "aws:PrincipalTag/team", "[]"),
        ("null-with-qualifier", "ForAnyValue:Null", "aws:PrincipalTag/team", r#""false""#),
        ("condition-never-holds", "ForAnyValue:StringNotLike", "aws:PrincipalTag/team", r#""*""#),
        ("old-arn-key", "ArnEquals", "aws:ARN", r#""arn:aws:iam::111122223333:role/import""#),
    ] {
        let policy = when("Allow", operator, key, values);
        assert!(is_cause(rule, &[(Kind::Identity, &policy)]), "{rule}");
        let granted = format!("{policy}, {}", allow(READ));
        assert!(!is_cause(rule, &[(Kind::Identity, &granted)]), "{rule}");
        let elsewhere = policy.replace("arn:aws:s3:::acme", "arn:aws:s3:::other");
        assert!(!is_cause(rule, &[(Kind::Identity, &elsewhere)]), "{rule}");
    }
}

#[test]
fn a_condition_that_always_holds_denies_what_it_should_spare() {
    for (rule, operator, key, values) in [
        ("private-source-ip-excepted", "NotIpAddress", "aws:SourceIp", r#""10.0.0.0/8""#),
        ("vpc-endpoint-id-format", "StringNotEquals", "aws:SourceVpce", r#""vpce-1a2b""#),
        ("condition-key-format", "NotIpAddress", "SourceIp", r#""203.0.113.0/24""#),
        ("external-id-outside-trust", "StringNotEquals", "sts:ExternalId", r#""a""#),
        ("empty-condition-values", "StringNotEquals", "aws:PrincipalTag/team", "[]"),
        ("condition-always-holds", "StringLikeIfExists", "aws:PrincipalTag/team", r#""*""#),
        ("null-with-qualifier", "ForAllValues:Null", "aws:PrincipalTag/team", r#""true""#),
    ] {
        let policy = when("Deny", operator, key, values);
        assert!(is_cause(rule, &[(Kind::Identity, &policy)]), "{rule}");
        let elsewhere = when("Deny", operator, key, values).replacen("s3:GetObject", "s3:*", 1);
        let elsewhere =
            elsewhere.replace(r#""Action": "s3:GetObject""#, r#""Action": "s3:PutObject""#);
        assert!(!is_cause(rule, &[(Kind::Identity, &elsewhere)]), "{rule}");
    }
}

#[test]
fn what_the_call_would_fail_anyway_is_no_cause() {
    let absent = when("Allow", "StringEquals", "aws:SourceVpce", r#""vpce-1a2b""#);
    let report = report(&[(Kind::Identity, &absent)], OWN, false);
    assert!(!told("vpc-endpoint-id-format", &report));
    for (rule, effect, operator, key, values) in [
        // Beside a network that is seen, and is not the caller's.
        (
            "partly-private-source-ip",
            "Allow",
            "IpAddress",
            "aws:SourceIp",
            r#"["10.0.0.0/8", "198.51.100.0/24"]"#,
        ),
        ("private-source-ip", "Deny", "IpAddress", "aws:SourceIp", r#""10.0.0.0/8""#),
        ("forgeable-key", "Allow", "StringEquals", "aws:UserAgent", r#""me""#),
    ] {
        assert!(
            !is_cause(rule, &[(Kind::Identity, &when(effect, operator, key, values))]),
            "{rule}"
        );
    }
}

#[test]
fn lists_and_names_that_match_nothing_deny() {
    for (rule, elements) in [
        ("empty-action", r#""Action": [], "Resource": "arn:aws:s3:::acme/*""#),
        ("empty-resource", r#""Action": "s3:GetObject", "Resource": []"#),
        ("unknown-service", r#""Action": "s33:GetObject", "Resource": "arn:aws:s3:::acme/*""#),
        (
            "arn-service-in-capitals",
            r#""Action": "s3:GetObject", "Resource": "arn:aws:S3:::acme/*""#,
        ),
        ("unknown-partition", r#""Action": "s3:GetObject", "Resource": "arn:amazon:s3:::acme/*""#),
    ] {
        assert!(is_cause(rule, &[(Kind::Identity, &allow(elements))]), "{rule}");
        let beside = format!("{}, {}", allow(elements), allow(READ));
        assert!(!is_cause(rule, &[(Kind::Identity, &beside)]), "{rule}");
    }
    for (rule, elements) in [
        ("unknown-service", r#""Action": "ec22:Describe*", "Resource": "*""#),
        ("missing-region-in-arn", r#""Action": "*", "Resource": "arn:aws:sqs::111122223333:q""#),
        ("redundant-action", r#""Action": ["s3:Put*", "s3:PutObject"], "Resource": "*""#),
    ] {
        assert!(!is_cause(rule, &[(Kind::Identity, &allow(elements))]), "{rule}");
    }
}

#[test]
fn two_flaws_of_one_statement_deny_together() {
    let both = r#""Action": ["s33:GetObject", "s3:List*", "s3:ListBucket"], "Resource": "arn:aws:S3:::acme/*""#;
    let documents = [(Kind::Identity, &*allow(both))];
    for (rule, expected) in
        [("unknown-service", true), ("arn-service-in-capitals", true), ("redundant-action", false)]
    {
        assert_eq!(is_cause(rule, &documents), expected, "{rule}");
    }
}

#[test]
fn a_deny_that_leaves_out_nothing_denies() {
    let rule = "arn-service-in-capitals";
    let policy = |resource: &str| {
        let deny = r#"{"Effect": "Deny", "Action": "s3:*", "NotResource": "#;
        format!(r#"{}, {deny}"{resource}"}}"#, allow(READ))
    };
    assert!(is_cause(rule, &[(Kind::Identity, &policy("arn:aws:S3:::acme/*"))]));
    assert!(!is_cause(rule, &[(Kind::Identity, &policy("arn:aws:S3:::other/*"))]));
}

#[test]
fn a_principal_that_is_none_denies_whom_it_is_for() {
    let rule = "wildcard-in-principal";
    let bucket = |role: &str| {
        allow(&format!(
            r#""Principal": {{"AWS": "arn:aws:iam::111122223333:role/{role}"}}, {READ}"#
        ))
    };
    for (role, expected) in [("imp*", true), ("other*", false)] {
        let documents = [(Kind::Identity, &*allow(READ)), (Kind::Bucket, &bucket(role))];
        assert_eq!(told(rule, &report(&documents, "444455556666", true)), expected, "{role}");
    }
}

#[test]
fn causes_come_first() {
    let policy = format!(
        r#"{}, {}"#,
        allow(r#""Action": ["ec22:Describe*", "sqs:*"], "Resource": "arn:aws:sqs::1:q""#),
        when("Allow", "IpAddress", "aws:SourceIp", r#""10.0.0.0/8""#)
    );
    let report = report(&[(Kind::Identity, &policy)], OWN, true);
    let causes: Vec<bool> = report.findings.iter().map(|finding| finding.causes_denial).collect();
    assert!(causes.len() > 3 && causes.is_sorted_by(|one, other| one >= other), "{causes:?}");
    let first = report.guide.first().and_then(|task| task.finding).unwrap();
    assert!(report.findings[first].causes_denial);
}
