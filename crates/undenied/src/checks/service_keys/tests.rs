//! A policy, and under it what is said of its condition keys.

use crate::{
    checks::testing::{block, condition, speaks_of},
    policy::Kind,
    rules::testing::check,
};

/// One statement for `actions` under `condition`; `found` is pointed at, empty for silence.
fn points(rule: &str, actions: &str, condition: &str, found: &str, message: &str) {
    let line = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": {actions}, "Resource": "*", "Condition": {condition}}}]}}"#
    );
    let carets = match found {
        "" => String::new(),
        found => {
            let at = line.rfind(found).unwrap();
            format!("{}{} {message}\n", " ".repeat(at), "^".repeat(found.len()))
        }
    };
    check(rule, Kind::Identity, &format!("\n{line}\n{carets}"));
}

#[test]
fn a_key_that_the_service_does_not_have_is_pointed_at() {
    points(
        "unknown-service-condition-key",
        r#""ec2:*""#,
        r#"{"StringEquals": {"ec2:InstanceTyp": "t3.micro"}}"#,
        r#""ec2:InstanceTyp""#,
        "probably mean `ec2:InstanceType`",
    );
    points(
        "unknown-service-condition-key",
        r#""s3:*""#,
        r#"{"StringEquals": {"s3:Nonsense": "a"}}"#,
        r#""s3:Nonsense""#,
        "There is no condition key `s3:Nonsense`",
    );
    for key in [
        "ec2:ResourceTag/team",
        "EC2:instancetype",
        "secretsmanager:ResourceTag/a",
        "kms:EncryptionContext:app",
        "kms:RecipientAttestation:PCR0",
        "token.actions.githubusercontent.com:sub",
        "saml:aud",
        // The rule `unknown-condition-key` says it.
        "s3:prefixes",
        "${Key}:x",
    ] {
        let condition = format!(r#"{{"StringEquals": {{"{key}": "a"}}}}"#);
        points("unknown-service-condition-key", r#""*""#, &condition, "", "");
    }
}

#[test]
fn a_listed_action_without_the_key_is_pointed_at() {
    points(
        "key-of-another-action",
        r#"["s3:ListBucket", "s3:GetObject"]"#,
        r#"{"StringLike": {"s3:prefix": "a/*"}}"#,
        r#""s3:prefix""#,
        "No call of `s3:GetObject` carries",
    );
    for (actions, condition) in [
        (r#"["s3:ListBucket", "s3:*", "s3:List*"]"#, r#"{"StringLike": {"s3:prefix": "a/*"}}"#),
        (r#""s3:GetObject""#, r#"{"StringLikeIfExists": {"s3:prefix": "a/*"}}"#),
        (r#""s3:GetObject""#, r#"{"Null": {"s3:prefix": "true"}}"#),
        (
            r#""s3:GetObject""#,
            r#"{"StringEquals": {"s3:ExistingObjectTag/a": "b", "s3:DataAccessPointAccount": "111122223333"}}"#,
        ),
        (
            r#""s3:GetObject""#,
            r#"{"ArnLike": {"ec2:SourceInstanceARN": "arn:aws:ec2:*:*:instance/i-1"}}"#,
        ),
        (
            r#""ec2:CreateImage""#,
            r#"{"ArnLike": {"ec2:SourceInstanceARN": "arn:aws:ec2:*:*:instance/i-1"}}"#,
        ),
        (
            r#""iottwinmaker:GetEntity""#,
            r#"{"StringEquals": {"iottwinmaker:linkedServices": "a"}}"#,
        ),
        (r#"["sts:AssumeRole", "sts:TagSession"]"#, r#"{"StringEquals": {"sts:ExternalId": "a"}}"#),
        (
            r#""aws-marketplace:Subscribe""#,
            r#"{"ForAnyValue:StringEquals": {"aws-marketplace:ProductId": "a"}}"#,
        ),
    ] {
        points("key-of-another-action", actions, condition, "", "");
    }
}

#[test]
fn keys_with_several_values_need_a_qualifier_and_others_have_none() {
    points(
        "missing-qualifier",
        r#""*""#,
        r#"{"StringEquals": {"aws:TagKeys": ["a"]}}"#,
        r#""StringEquals""#,
        "`aws:TagKeys` may hold several",
    );
    points(
        "for-all-values-of-one",
        r#""*""#,
        r#"{"ForAllValues:StringLike": {"aws:RequestedRegion": ["eu-*"]}}"#,
        r#""ForAllValues:StringLike""#,
        "holds one value",
    );
    for key in [
        "aws:PrincipalTag/team",
        "AWS:resourcetag/team",
        "token.actions.githubusercontent.com:sub",
        "accounts.google.com:aud",
        "gitlab.com:8443:sub",
    ] {
        points(
            "for-all-values-of-one",
            r#""*""#,
            &format!(r#"{{"ForAllValues:StringEquals": {{"{key}": ["a"]}}}}"#),
            r#""ForAllValues:StringEquals""#,
            &format!("`{key}` holds one value"),
        );
    }
    for rule in ["missing-qualifier", "for-all-values-of-one"] {
        for condition in [
            r#"{"ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}}"#,
            r#"{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a/*"]}}"#,
            r#"{"Null": {"aws:TagKeys": "true"}}"#,
            r#"{"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-west-2"]}}"#,
            r#"{"StringEquals": {"events:detail-type": "a"}}"#,
            r#"{"StringEquals": {"aws:PrincipalTag/team": ["a"]}}"#,
            r#"{"ForAllValues:StringEquals": {"gitlab.com:aud": ["a"]}}"#,
            r#"{"ForAnyValue:StringEquals": {"token.actions.githubusercontent.com:sub": ["a"]}}"#,
        ] {
            points(rule, r#""*""#, condition, "", "");
        }
    }
}

#[test]
fn an_operator_for_another_type_is_pointed_at() {
    for (operator, key, value, right) in [
        ("StringEquals", "aws:SecureTransport", "true", "`Bool`"),
        ("StringEqualsIfExists", "aws:MultiFactorAuthPresent", "true", "`Bool`"),
        ("StringLike", "aws:SourceIp", "203.0.113.*", "`IpAddress`"),
        ("Bool", "aws:SourceVpce", "true", "`StringEquals`"),
        ("StringEquals", "s3:max-keys", "10", "`NumericEquals`"),
        ("StringLessThan", "aws:CurrentTime", "2026-01-01", ""),
        ("StringEquals", "aws:CurrentTime", "2026-01-01T00:00:00Z", "`DateEquals`"),
    ] {
        let condition = format!(r#"{{"{operator}": {{"{key}": "{value}"}}}}"#);
        let found = if right.is_empty() { String::new() } else { format!("\"{operator}\"") };
        points("operator-of-another-type", r#""*""#, &condition, &found, right);
    }
    for condition in [
        r#"{"Bool": {"aws:SecureTransport": "true"}, "NumericLessThan": {"aws:EpochTime": "1"}}"#,
        r#"{"DateLessThan": {"aws:EpochTime": "2026-01-01T00:00:00Z", "aws:TokenIssueTime": "2026-01-01T00:00:00Z"}}"#,
        r#"{"StringEquals": {"aws:SourceArn": "arn:aws:s3:::acme"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}"#,
        r#"{"ArnEquals": {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/a"}}"#,
        r#"{"NumericLessThan": {"aws:ResourceTag/level": "3"}}"#,
        r#"{"Null": {"aws:SourceIp": "true"}, "IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}"#,
    ] {
        points("operator-of-another-type", r#""*""#, condition, "", "");
    }
}

#[test]
fn a_wildcard_in_an_arn_stays_in_its_part() {
    points(
        "string-like-on-an-arn",
        r#""*""#,
        r#"{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}"#,
        r#""StringLike""#,
        "`aws:PrincipalArn` holds an ARN",
    );
    for condition in [
        r#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}"#,
        r#"{"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/a"}}"#,
        r#"{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/a"}}"#,
        r#"{"StringLike": {"s3:prefix": "a/*"}}"#,
    ] {
        points("string-like-on-an-arn", r#""*""#, condition, "", "");
    }
}

#[test]
fn a_region_that_does_not_exist_is_pointed_at() {
    points(
        "unknown-region",
        r#""*""#,
        r#"{"StringEquals": {"aws:RequestedRegion": ["us-east-1", "us-est-1"]}}"#,
        r#""us-est-1""#,
        "probably mean `us-east-1`",
    );
    for value in ["eu-central-1", "us-gov-west-1", "eu-*", "${Region}", "sa-west-3"] {
        let condition = format!(r#"{{"StringLike": {{"aws:RequestedRegion": "{value}"}}}}"#);
        points("unknown-region", r#""*""#, &condition, "", "");
    }
}

#[test]
fn an_action_without_the_key_is_advice_where_others_have_it() {
    use crate::{Document, Input, Severity, analyze};
    for (effect, actions, operator, severity) in [
        ("Allow", r#"["s3:ListBucket", "s3:GetBucketLocation"]"#, "StringLike", Severity::Warning),
        ("Allow", r#""s3:GetBucketLocation""#, "StringLike", Severity::Error),
        ("Allow", r#"["s3:ListBucket", "s3:GetBucketLocation"]"#, "StringNotLike", Severity::Error),
        ("Deny", r#"["s3:ListBucket", "s3:GetBucketLocation"]"#, "StringNotLike", Severity::Error),
    ] {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", "Action": {actions}, "Resource": "arn:aws:s3:::acme", "Condition": {{"{operator}": {{"s3:prefix": "a/*"}}}}}}]}}"#
        );
        let kind = Kind::Identity;
        let document = Document { id: "p".into(), kind, text, target: None };
        let report = analyze(&Input { documents: vec![document], ..Input::default() });
        let found = report.findings.iter().find(|it| it.rule.id == "key-of-another-action");
        assert_eq!(found.unwrap().severity, severity, "{effect} {actions} {operator}");
    }
}

#[test]
fn an_allow_for_all_values_is_for_calls_without_any_too() {
    let paths = r#"["o-abcdefghij/r-a/ou-b/*"]"#;
    let (nobody, none) = ("for-all-values-of-nobody", "for-all-values-of-none");
    condition(nobody, "ForAllValues:StringLike", "aws:PrincipalOrgPaths", paths, true);
    condition(none, "ForAllValues:StringLike", "aws:PrincipalOrgPaths", paths, false);
    condition(nobody, "ForAnyValue:StringLike", "aws:PrincipalOrgPaths", paths, false);
    condition(none, "ForAllValues:StringEquals", "aws:TagKeys", r#"["team"]"#, true);
    condition(none, "ForAllValues:StringEquals", "kms:GrantOperations", r#"["Decrypt"]"#, false);
    condition(none, "ForAllValues:StringEquals", "s3:prefix", r#"["team"]"#, false);
    for (actions, speaks) in
        [(r#"["dynamodb:GetItem", "dynamodb:Query"]"#, false), (r#""dynamodb:*""#, true)]
    {
        let items = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": {actions}, "Resource": "*", "Condition": {{"ForAllValues:StringEquals": {{"dynamodb:LeadingKeys": ["${{aws:userid}}"]}}}}}}]}}"#
        );
        speaks_of(none, Kind::Identity, &items, speaks);
    }
    for rest in
        [r#""Null": {"aws:TagKeys": "false"}"#, r#""StringLike": {"aws:RequestTag/team": "*"}"#]
    {
        let both =
            format!(r#"{{"ForAllValues:StringEquals": {{"aws:TagKeys": ["team"]}}, {rest}}}"#);
        block(none, Kind::Identity, "Allow", &both, false);
    }
    let deny = r#"{"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}"#;
    block(none, Kind::Identity, "Deny", deny, false);
    let tagging = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": ["ec2:CreateTags", "iam:TagRole"], "Resource": "*", "Condition": {deny}}}]}}"#
    );
    speaks_of(none, Kind::Identity, &tagging, false);
}
