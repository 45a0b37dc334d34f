//! Policies of VPC endpoints.

use undenied::policy::Kind;

use super::{PUBLIC, policy, refused, saved};

fn with(operator: &str, key: &str, value: &str) -> String {
    policy(&format!(r#"{PUBLIC}, "Condition": {{"{operator}": {{"{key}": "{value}"}}}}"#))
}

#[test]
fn ids_of_aws_are_compared_whole() {
    let kind = Kind::VpcEndpoint;
    for (key, id, pattern) in [
        ("aws:PrincipalAccount", "111122223333", "111122*"),
        ("aws:resourceaccount", "111122223333", "11112222333?"),
        ("aws:SourceVpc", "vpc-0abcdef0", "vpc-0abcdef*"),
        ("aws:SourceVpce", "vpce-0abcdef0", "*"),
    ] {
        saved(kind, &with("StringEquals", key, id));
        saved(kind, &with("StringLike", key, id));
        refused(kind, &with("StringLike", key, pattern), &["-"]);
        refused(kind, &with("StringNotLikeIfExists", key, pattern), &["-"]);
        // No wildcard here, and it never matches: another rule's.
        saved(kind, &with("StringEquals", key, pattern));
        saved(Kind::Bucket, &with("StringLike", key, pattern));
    }
    refused(kind, &with("NumericEquals", "aws:PrincipalAccount", "111122223333"), &["-"]);
    saved(kind, &with("NumericEquals", "s3:max-keys", "10"));
    // Paths of organizations are compared in part.
    let path = "o-a1b2c3d4e5/*";
    saved(kind, &with("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", path));
}

#[test]
fn wildcards_have_six_characters_beside_them() {
    let kind = Kind::VpcEndpoint;
    let like = |value: &str| with("StringLike", "aws:PrincipalTag/team", value);
    for value in
        ["analys*", "*analys", "ab*cdefgh", "analysis-*-x", "analys**", "team", "${aws:userid}*"]
    {
        saved(kind, &like(value));
    }
    for value in ["*", "ab*cd", "analy*", "*-x-*", "analysis-*-x-*", "a*b*c*def"] {
        refused(kind, &like(value), &["-"]);
        saved(Kind::Bucket, &like(value));
    }
    saved(kind, &with("StringEquals", "aws:PrincipalTag/team", "a*"));
    saved(kind, &with("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*"));
}

#[test]
fn an_account_in_an_arn_is_an_id_or_a_wildcard() {
    let kind = Kind::VpcEndpoint;
    let of = |account: &str| {
        PUBLIC.replace("arn:aws:s3:::acme/*", &format!("arn:aws:sqs:us-east-1:{account}:queue"))
    };
    for account in ["111122223333", "*", "?", "${aws:PrincipalAccount}", ""] {
        saved(kind, &policy(&of(account)));
    }
    refused(kind, &policy(&of("1111*")), &["-"]);
    refused(kind, &policy(&of("11112222333?").replace("Resource", "NotResource")), &["-"]);
    let arn = |account: &str| format!("arn:aws:iam::{account}:role/team-of-analysts-*");
    for operator in ["ArnLike", "StringLike", "ArnNotEquals"] {
        saved(kind, &with(operator, "aws:PrincipalArn", &arn("111122223333")));
        refused(kind, &with(operator, "aws:PrincipalArn", &arn("111122*")), &["-"]);
    }
    saved(kind, &with("ArnLike", "aws:PrincipalArn", &arn("*")));
}

#[test]
fn principals_of_gateway_endpoints_are_saved() {
    for principal in
        [r#""*""#, r#"{"AWS": "111122223333"}"#, r#"{"AWS": "arn:aws:iam::111122223333:role/a"}"#]
    {
        saved(Kind::VpcEndpoint, &policy(&PUBLIC.replace("\"*\"", principal)));
    }
}
