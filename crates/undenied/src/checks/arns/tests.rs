//! A policy, and under it what is said of its resources.

use crate::{policy::Kind, rules::testing::check};

/// One statement for `resource`; `message` is empty for silence.
fn points(rule: &str, kind: Kind, resource: &str, message: &str) {
    let (principal, action) = match kind {
        Kind::Bucket | Kind::AccessPoint => (r#""Principal": "*", "#, "s3:GetObject"),
        Kind::Key => (r#""Principal": "*", "#, "kms:Decrypt"),
        _ => ("", "*"),
    };
    let line = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {principal}"Action": "{action}", "Resource": "{resource}"}}]}}"#
    );
    let quoted = format!("\"{resource}\"");
    let at = line.rfind(&quoted).unwrap();
    let carets = match message {
        "" => String::new(),
        message => format!("{}{} {message}\n", " ".repeat(at), "^".repeat(quoted.len())),
    };
    check(rule, kind, &format!("\n{line}\n{carets}"));
}

fn silent(rule: &str, resources: &[&str]) {
    for resource in resources {
        points(rule, Kind::Identity, resource, "");
    }
}

#[test]
fn a_service_that_has_no_arns_is_pointed_at() {
    points(
        "unknown-service-in-arn",
        Kind::Identity,
        "arn:aws:dynamdb:us-east-1:111122223333:table/a",
        "probably mean `dynamodb`",
    );
    silent(
        "unknown-service-in-arn",
        &[
            "arn:aws:s3:::acme",
            "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/a",
            "arn:aws:execute-api:*:*:*",
            "arn:aws:elasticloadbalancing:*:*:*",
            "arn:aws:S3:::acme",
            "arn:aws:*:*:*:*",
            "*",
        ],
    );
}

#[test]
fn partitions_and_regions_that_do_not_exist_are_pointed_at() {
    points("unknown-partition", Kind::Identity, "arn:amazon:s3:::acme", "no partition");
    silent(
        "unknown-partition",
        &["arn:aws-cn:s3:::acme", "arn:*:s3:::acme", "arn:${AWS::Partition}:s3:::acme"],
    );
    points(
        "unknown-region-in-arn",
        Kind::Identity,
        "arn:aws:sqs:us-esat-1:111122223333:queue",
        "no Region `us-esat-1`. You probably mean `us-east-1`.",
    );
    silent(
        "unknown-region-in-arn",
        &[
            "arn:aws:sqs:*:111122223333:queue",
            "arn:aws:sqs:sa-west-9:111122223333:queue",
            "arn:aws:s3:::acme",
        ],
    );
}

#[test]
fn a_region_stands_with_its_partition() {
    let rule = "region-of-another-partition";
    for (resource, message) in [
        (
            "arn:aws:sqs:cn-north-1:111122223333:queue",
            "have the Region `cn-north-1`. It is in `aws-cn`.",
        ),
        ("arn:aws-cn:sqs:us-east-1:111122223333:queue", "It is in `aws`."),
        ("arn:aws:sqs:us-gov-west-1:111122223333:queue", "It is in `aws-us-gov`."),
    ] {
        points(rule, Kind::Identity, resource, message);
    }
    silent(
        rule,
        &[
            "arn:aws-cn:sqs:cn-north-1:111122223333:queue",
            "arn:aws-us-gov:sqs:us-gov-west-1:111122223333:queue",
            "arn:*:sqs:cn-north-1:111122223333:queue",
            "arn:aws:sqs:cn-*:111122223333:queue",
            "arn:aws:sqs:ap-southeast-9:111122223333:queue",
        ],
    );
}

#[test]
fn what_an_arn_has_too_much_is_taken_away() {
    points(
        "region-in-arn",
        Kind::Identity,
        "arn:aws:iam:us-east-1:111122223333:role/a",
        "have no Region",
    );
    points("region-in-arn", Kind::Bucket, "arn:aws:s3:us-east-1::acme/*", "have no Region");
    points("account-in-arn", Kind::Identity, "arn:aws:s3::111122223333:acme", "have no account");
    for rule in ["region-in-arn", "account-in-arn"] {
        silent(
            rule,
            &[
                "arn:aws:s3:us-east-1:111122223333:accesspoint/a",
                "arn:aws:s3:*:*:acme",
                "arn:aws:s3:us-east-1:111122223333:*",
                "arn:aws:iam::111122223333:role/a",
                "arn:aws:iam::aws:policy/a",
            ],
        );
    }
}

#[test]
fn what_an_arn_lacks_is_told() {
    points(
        "missing-region-in-arn",
        Kind::Identity,
        "arn:aws:dynamodb::111122223333:table/a",
        "lacks the Region",
    );
    points(
        "missing-account-in-arn",
        Kind::Identity,
        "arn:aws:sqs:us-east-1::queue",
        "lacks the account",
    );
    points(
        "missing-account-in-arn",
        Kind::ServiceControl,
        "arn:aws:iam:::role/a",
        "lacks the account",
    );
    silent(
        "missing-region-in-arn",
        &[
            "arn:aws:iam::111122223333:role/a",
            "arn:aws:dynamodb:*:*:table/a",
            "arn:aws:s3:::a",
            "arn:aws:wellarchitected::aws:lens/serverless",
        ],
    );
    silent(
        "missing-account-in-arn",
        &[
            "arn:aws:s3:::acme/*",
            "arn:aws:ec2:us-east-1::image/ami-1",
            "arn:aws:ssm:us-east-1::document/AWS-RunShellScript",
            "arn:aws:apigateway:us-east-1::/restapis/a",
            "arn:aws:cloudformation:us-east-1::type/resource/AWS-S3-Bucket",
        ],
    );
}

#[test]
fn a_resource_that_the_service_does_not_have_is_pointed_at() {
    points(
        "unknown-resource-form",
        Kind::Identity,
        "arn:aws:states:us-east-1:111122223333:statemachine:a",
        "No resource of the service",
    );
    points(
        "unknown-resource-form",
        Kind::Identity,
        "arn:aws:appflow:us-east-1:111122223333:flows/a",
        "`flow/*`",
    );
    silent(
        "unknown-resource-form",
        &[
            "arn:aws:states:us-east-1:111122223333:stateMachine:a",
            "arn:aws:lambda:us-east-1:111122223333:*",
            "arn:aws:lambda:us-east-1:111122223333:func*",
            "arn:aws:logs:*:*:log-group:/aws/lambda/a:*",
            "arn:aws:ec2:*:*:${aws:PrincipalTag/type}/a",
            "arn:aws:backup:*:*:recovery-point:a",
            "arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31",
            "arn:aws:iam::111122223333:root",
            "arn:aws:sts::111122223333:assumed-role/a/b",
        ],
    );
}

#[test]
fn what_can_be_no_bucket_is_pointed_at() {
    let rule = "unknown-resource-form";
    for resource in [
        "arn:aws:s3::::acme/*",
        "arn:aws:s3:::s3://acme/*",
        "arn:aws:s3:::/acme/*",
        "arn:aws:s3:::ac me",
    ] {
        points(rule, Kind::Identity, resource, "begins behind the third colon");
    }
    let both = "arn:aws:s3:::acme/*,arn:aws:s3:::other/*";
    points(rule, Kind::Identity, both, "quotation marks of its own");
    silent(
        rule,
        &[
            "arn:aws:s3:::Acme_Data.1/a,b:c d/*",
            "arn:aws:s3:::acme-${aws:PrincipalTag/team}/*",
            "arn:aws:s3:::${aws:PrincipalTag/bucket, 'a'}/*",
            "arn:aws:s3:::*/x",
            "arn:aws:s3:::<your bucket>/*",
        ],
    );
}

#[test]
fn a_resource_s_policy_speaks_of_that_resource() {
    for (kind, resource) in [
        (Kind::Bucket, "arn:aws:sqs:us-east-1:111122223333:queue"),
        (Kind::Bucket, "arn:aws:s3:us-east-1:111122223333:accesspoint/a/object/*"),
        (Kind::AccessPoint, "arn:aws:s3:::acme/*"),
        (Kind::Key, "arn:aws:sqs:us-east-1:111122223333:queue"),
    ] {
        points("arn-of-another-resource", kind, resource, "none of the resources");
    }
    for (kind, resource) in [
        (Kind::Bucket, "arn:aws:s3:::acme/*"),
        (Kind::Bucket, "*"),
        (Kind::AccessPoint, "arn:aws:s3:us-east-1:111122223333:accesspoint/a/object/*"),
        (Kind::Key, "arn:aws:kms:us-east-1:111122223333:key/a"),
        (Kind::Key, "*"),
        (Kind::Identity, "arn:aws:sqs:us-east-1:111122223333:queue"),
    ] {
        points("arn-of-another-resource", kind, resource, "");
    }
}

#[test]
fn a_wildcard_in_the_service_of_an_arn_is_pointed_at() {
    points(
        "wildcard-in-service-of-arn",
        Kind::Identity,
        "arn:aws:*code*::111122223333:*",
        "several services",
    );
    silent("wildcard-in-service-of-arn", &["arn:aws:*:*:111122223333:*", "arn:aws:s3:::*"]);
}
