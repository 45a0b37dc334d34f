//! Conditions, and what is said of their keys and values.

use crate::{
    checks::testing::{block, condition, speaks_of},
    policy::Kind,
};

const VARIABLE: &str = "variable-in-sensitive-key";

#[test]
fn keys_and_values_of_another_form_are_pointed_at() {
    for (rule, operator, key, values) in [
        ("condition-key-format", "StringEquals", "SourceIp", r#""a""#),
        ("condition-key-format", "StringEquals", "aws:", r#""a""#),
        ("tag-key-missing", "StringEquals", "aws:PrincipalTag/", r#""a""#),
        ("tag-key-missing", "StringEquals", "aws:RequestTag", r#""a""#),
        ("unlisted-global-key", "StringEquals", "aws:Account", r#""a""#),
        ("unlisted-global-key", "StringEquals", "aws:Tag/team", r#""a""#),
        ("old-arn-key", "ArnLike", "aws:arn", r#""arn:aws:iam::111122223333:role/a""#),
        ("vpc-id-format", "StringEquals", "aws:SourceVpc", r#""vpc-12""#),
        ("vpc-endpoint-id-format", "StringEquals", "aws:sourceVpce", r#""vpc-1a2b3c4d""#),
        ("forgeable-key", "StringLike", "aws:Referer", r#""http://example.com/*""#),
        ("vpc-address-without-vpc", "IpAddress", "aws:VpcSourceIp", r#""10.0.0.0/8""#),
        (
            "kms-key-value-not-an-arn",
            "StringEquals",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            r#""alias/data""#,
        ),
        ("wildcard-in-sensitive-key", "StringLike", "aws:PrincipalOrgID", r#""o-a*""#),
        ("wildcard-in-sensitive-key", "StringLike", "aws:userid", r#""AROA*:build""#),
        ("tag-key-missing", "StringEquals", "s3:ExistingObjectTag/", r#""a""#),
        ("tag-key-missing", "StringEquals", "ec2:ResourceTag/", r#""a""#),
        ("tag-key-missing", "StringEquals", "kms:EncryptionContext:", r#""a""#),
        ("account-value-not-an-id", "StringEquals", "aws:SourceAccount", r#""1111-2222-3333""#),
        ("account-value-not-an-id", "StringNotEquals", "kms:CallerAccount", r#""11112222333""#),
        (
            "account-value-not-an-id",
            "StringEquals",
            "aws:PrincipalAccount",
            r#""arn:aws:iam::111122223333:root""#,
        ),
        (
            "session-for-a-role",
            "ArnLike",
            "aws:PrincipalArn",
            r#""arn:aws:sts::111122223333:assumed-role/a/*""#,
        ),
        (VARIABLE, "StringEquals", "aws:PrincipalOrgID", r#""${aws:PrincipalTag/org}""#),
        (VARIABLE, "StringEquals", "aws:SourceVpc", r#""vpc-${aws:username}""#),
        (VARIABLE, "StringLike", "aws:userid", r#""AROA${aws:username}:*""#),
        (
            "attributes-without-select",
            "ForAllValues:StringEquals",
            "dynamodb:Attributes",
            r#""id""#,
        ),
    ] {
        condition(rule, operator, key, values, true);
    }
}

#[test]
fn right_keys_and_values_are_silent() {
    for (rule, operator, key, values) in [
        (
            "condition-key-format",
            "StringEquals",
            "token.actions.githubusercontent.com:sub",
            r#""a""#,
        ),
        ("tag-key-missing", "ForAllValues:StringEquals", "aws:TagKeys", r#""a""#),
        ("unlisted-global-key", "StringEquals", "aws:PrincipalTag/a/b:c", r#""a""#),
        ("unlisted-global-key", "StringEquals", "aws:SourceVpcEndpoint", r#""a""#),
        ("unlisted-global-key", "StringEquals", "aws:sourceaccount", r#""111122223333""#),
        ("tag-key-missing", "StringEquals", "aws:PrincipalTag/a", r#""a""#),
        ("old-arn-key", "ArnLike", "aws:PrincipalArn", r#""arn:aws:iam::111122223333:role/a""#),
        (
            "vpc-id-format",
            "StringEquals",
            "aws:SourceVpc",
            r#"["vpc-1a2b3c4d", "vpc-0123456789abcdef0"]"#,
        ),
        ("vpc-id-format", "StringEquals", "aws:SourceVpc", r#""${VpcId}""#),
        ("vpc-id-format", "StringEqualsIgnoreCase", "aws:SourceVpc", r#""VPC-1A2B3C4D""#),
        ("vpc-endpoint-id-format", "Null", "aws:SourceVpce", r#""true""#),
        (
            "kms-key-value-not-an-arn",
            "StringEquals",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            r#""arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab""#,
        ),
        ("wildcard-in-sensitive-key", "StringLike", "aws:PrincipalTag/team", r#""a*""#),
        ("wildcard-in-sensitive-key", "StringLike", "aws:userid", r#"["AROAEXAMPLE:*", "*:a"]"#),
        ("old-arn-key", "ArnLike", "aws:SourceArn", r#""arn:aws:s3:::acme""#),
        (
            "account-value-not-an-id",
            "StringEquals",
            "aws:PrincipalAccount",
            r#"["111122223333", "anonymous", "${aws:ResourceAccount}", "<account>"]"#,
        ),
        ("account-value-not-an-id", "StringEquals", "aws:PrincipalTag/account", r#""11""#),
        (
            "session-for-a-role",
            "ArnLike",
            "aws:PrincipalArn",
            r#"["arn:aws:iam::111122223333:role/a", "arn:aws:sts::111122223333:federated-user/a"]"#,
        ),
        (VARIABLE, "StringEquals", "aws:ResourceOrgID", r#""${aws:PrincipalOrgID}""#),
        (VARIABLE, "StringEquals", "aws:ResourceAccount", r#""${ aws:PrincipalAccount }""#),
        (VARIABLE, "StringEquals", "aws:SourceVpc", r#""${VpcId}""#),
        (VARIABLE, "StringEquals", "aws:ResourceTag/a", r#""${aws:PrincipalTag/a}""#),
        (VARIABLE, "StringLike", "aws:userid", r#""AROAEXAMPLE:${aws:username}""#),
        ("wildcard-in-sensitive-key", "StringEquals", "aws:PrincipalOrgID", r#""o-abcdefghij""#),
    ] {
        condition(rule, operator, key, values, false);
    }
    let deny = r#"{"StringLike": {"aws:UserAgent": "*curl*"}}"#;
    block("forgeable-key", Kind::Identity, "Deny", deny, false);
    speaks_of(
        "forgeable-key",
        Kind::Bucket,
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme/*", "Condition": {"StringEquals": {"aws:Referer": "111122223333"}}}]}"#,
        false,
    );
    let both = r#"{"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}"#;
    block("vpc-address-without-vpc", Kind::Identity, "Allow", both, false);
}

#[test]
fn the_owner_is_told_to_callers_not_to_the_bucket() {
    let rule = "resource-account-in-bucket-policy";
    let owner = r#"{"StringEquals": {"s3:ResourceAccount": "111122223333"}}"#;
    block(rule, Kind::Bucket, "Allow", owner, true);
    block(rule, Kind::Identity, "Allow", owner, false);
}
