//! What fires, and the same in a form that does no harm.

use crate::{
    checks::testing::{block, speaks_of},
    policy::Kind,
};

const LETS_IN: &str = "allow-without-the-key";
const NO_MFA: &str = "deny-spares-access-keys";
const SPARES: &str = "deny-spares-calls-without-the-key";

/// A bucket policy for `principal` under the condition `block`.
fn bucket(principal: &str, block: &str, speaks: bool) {
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {principal}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme/*", "Condition": {block}}}]}}"#
    );
    speaks_of(LETS_IN, Kind::Bucket, &text, speaks);
}

#[test]
fn an_allow_under_if_exists_lets_in_calls_without_the_key() {
    for (kind, condition) in [
        (Kind::Identity, r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}"#),
        (Kind::Trust, r#"{"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}"#),
        (Kind::Trust, r#"{"StringEqualsIfExists": {"sts:ExternalId": "a"}}"#),
        (Kind::Bucket, r#"{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1a2b3c4d"}}"#),
        (Kind::Identity, r#"{"IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}}"#),
    ] {
        block(LETS_IN, kind, "Allow", condition, true);
        block(LETS_IN, kind, "Deny", condition, false);
        block(LETS_IN, kind, "Allow", &condition.replace("IfExists", ""), false);
    }
    let organization = r#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}}"#;
    bucket("\"*\"", organization, true);
    bucket(r#"{"AWS": "111122223333"}"#, organization, false);
    let source = r#"{"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}"#;
    bucket(r#"{"Service": "logging.s3.amazonaws.com"}"#, source, true);
    bucket(r#"{"AWS": "111122223333"}"#, source, false);
}

#[test]
fn if_exists_that_loses_nothing_is_silent() {
    for condition in [
        // Each network lacks the key of the other.
        r#"{"IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}, "StringEqualsIfExists": {"aws:SourceVpc": "vpc-1a2b3c4d"}}"#,
        r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}, "Null": {"aws:MultiFactorAuthPresent": "false"}}"#,
        r#"{"IpAddressIfExists": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}"#,
        r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#,
        r#"{"StringNotEqualsIfExists": {"aws:SourceVpce": "vpce-1a2b3c4d"}}"#,
        r#"{"StringLikeIfExists": {"ec2:InstanceType": "t3.*"}}"#,
        r#"{"StringEqualsIfExists": {"aws:RequestTag/team": "a"}}"#,
        r#"{"BoolIfExists": {"aws:SecureTransport": "true"}}"#,
    ] {
        block(LETS_IN, Kind::Identity, "Allow", condition, false);
    }
    bucket(
        "\"*\"",
        r#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}, "StringEquals": {"aws:PrincipalAccount": "111122223333"}}"#,
        false,
    );
    let endpoint = r#"{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1a2b3c4d"}}"#;
    block(LETS_IN, Kind::VpcEndpoint, "Allow", endpoint, false);
}

#[test]
fn access_keys_escape_a_deny_that_asks_for_mfa() {
    for condition in [
        r#"{"Bool": {"aws:MultiFactorAuthPresent": "false"}}"#,
        r#"{"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}"#,
    ] {
        block(NO_MFA, Kind::Identity, "Deny", condition, true);
        block(NO_MFA, Kind::Bucket, "Deny", condition, true);
        block(NO_MFA, Kind::Identity, "Allow", condition, false);
    }
    for condition in [
        r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#,
        r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#,
        r#"{"Null": {"aws:MultiFactorAuthPresent": "true"}}"#,
        r#"{"Bool": {"aws:SecureTransport": "false"}}"#,
    ] {
        block(NO_MFA, Kind::Identity, "Deny", condition, false);
    }
    let both = |other: &str| {
        let deny = |condition: &str| {
            format!(
                r#"{{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {condition}}}"#
            )
        };
        let age = deny(r#"{"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}"#);
        format!(r#"{{"Version": "2012-10-17", "Statement": [{age}, {}]}}"#, deny(other))
    };
    let null = both(r#"{"Null": {"aws:MultiFactorAuthAge": "true"}}"#);
    speaks_of(NO_MFA, Kind::Identity, &null, false);
    let other = both(r#"{"Null": {"aws:RequestTag/a": "true"}}"#);
    speaks_of(NO_MFA, Kind::Identity, &other, true);
}

#[test]
fn outsiders_escape_a_deny_for_any_value() {
    for (operator, key, speaks) in [
        ("ForAnyValue:StringNotLike", "aws:PrincipalOrgPaths", true),
        ("ForAnyValue:StringNotEquals", "aws:ResourceOrgPaths", true),
        ("ForAllValues:StringNotLike", "aws:PrincipalOrgPaths", false),
        ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", false),
        ("ForAnyValue:StringNotLikeIfExists", "aws:PrincipalOrgPaths", false),
        ("ForAnyValue:StringNotLike", "aws:TagKeys", false),
    ] {
        let condition = format!(r#"{{"{operator}": {{"{key}": ["o-a/r-b/ou-c/*"]}}}}"#);
        block(SPARES, Kind::Bucket, "Deny", &condition, speaks);
        block(SPARES, Kind::Bucket, "Allow", &condition, false);
    }
}

#[test]
fn an_external_id_is_for_those_who_assume_a_role() {
    let rule = "external-id-outside-trust";
    let condition = r#"{"StringEquals": {"sts:ExternalId": "a"}}"#;
    for (kind, speaks) in
        [(Kind::Bucket, true), (Kind::Key, true), (Kind::Identity, true), (Kind::Trust, false)]
    {
        block(rule, kind, "Allow", condition, speaks);
    }
    for action in ["sts:AssumeRole", "sts:*", "*", "${Action}"] {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "{action}", "Resource": "*", "Condition": {condition}}}]}}"#
        );
        speaks_of(rule, Kind::Identity, &text, false);
    }
}

#[test]
fn a_call_comes_from_the_internet_or_through_an_endpoint() {
    let rule = "address-and-endpoint";
    for (operators, speaks) in [
        (["IpAddress", "StringEquals"], true),
        (["NotIpAddress", "StringNotEquals"], false),
        (["IpAddressIfExists", "StringEquals"], false),
        (["IpAddress", "StringEqualsIfExists"], false),
        (["IpAddress", "StringNotEquals"], false),
    ] {
        let [address, endpoint] = operators;
        let condition = format!(
            r#"{{"{address}": {{"aws:SourceIp": "203.0.113.0/24"}}, "{endpoint}": {{"aws:SourceVpce": "vpce-1a2b3c4d"}}}}"#
        );
        block(rule, Kind::Bucket, "Allow", &condition, speaks);
        block(rule, Kind::Bucket, "Deny", &condition, speaks);
    }
    let address = r#"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#;
    block(rule, Kind::Bucket, "Allow", address, false);
}
