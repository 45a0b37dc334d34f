//! Where AWS's documentation leaves a rule open, the answer says what it takes as given.

use super::*;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
#[test]
fn an_owner_that_nobody_told_is_the_caller() {
    let untold = || {
        let mut scene = reading(ROLE).with("identity", allow("*", "*"));
        scene.0["request"].as_object_mut().unwrap().remove("resourceAccount");
        scene
    };
    untold().is("allowed").assumes(&["The resource belongs to the caller's account"]);
    untold().facts(json!({"bucket": {"account": ACCOUNT}})).assumes(&[]);
    untold().action("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs").assumes(&[]);
    untold().action("s3:ListAllMyBuckets", "*").is("allowed").assumes(&[]);
    reading(ROLE).with("identity", allow("*", "*")).assumes(&[]);
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>
#[test]
fn a_grant_is_not_said_to_be_limited() {
    let key = "arn:aws:kms:us-east-1:111122223333:key/k1";
    let granted = |grantee: &str| {
        let grants = json!([{"granteePrincipal": grantee, "operations": ["Decrypt"]}]);
        reading(ROLE)
            .action("kms:Decrypt", key)
            .facts(json!({"keys": [{"arn": key, "grants": grants}]}))
    };
    let limit = || allow("s3:*", "*");
    let says = "Neither a permissions boundary nor a session policy limits a grant";
    granted(ROLE).with("permissionsBoundary", limit()).is("allowed").assumes(&[says]);
    granted(ROLE).is("allowed").assumes(&[]);
    granted(USER).with("permissionsBoundary", limit()).is("implicitDeny").assumes(&[]);
}

/// <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
#[test]
fn an_endpoint_that_names_somebody_is_no_gateway() {
    let via = |principal: Value| {
        reading(ROLE).with("identity", allow("*", "*")).with("vpcEndpoint", lets(principal))
    };
    for principal in [json!({"AWS": ROLE}), json!({"AWS": ACCOUNT})] {
        via(principal).is("allowed").assumes(&["The VPC endpoint is an interface endpoint"]);
    }
    via(json!("*")).is("allowed").assumes(&[]);
    via(json!({"AWS": USER})).is("implicitDeny").assumes(&[]);
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse>
#[test]
fn variables_count_under_bool() {
    let under = |value: &str| {
        let condition = json!({"Bool": {"aws:SecureTransport": value}});
        reading(ROLE)
            .context("aws:SecureTransport", "true")
            .context("aws:PrincipalTag/tls", "true")
            .with("identity", when(allow("*", "*"), condition))
    };
    under("${aws:PrincipalTag/tls}").is("allowed").assumes(&["Policy variables count"]);
    under("true").is("allowed").assumes(&[]);
}

/// A year is a date, and so are seconds since 1970; the page does not say which of them `2026` is:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date>
#[test]
fn a_year_alone_counts_as_seconds() {
    let before = |date: &str| {
        let condition = json!({"DateLessThan": {"aws:CurrentTime": date}});
        reading(ROLE)
            .context("aws:CurrentTime", "2025-06-01T00:00:00Z")
            .with("identity", when(allow("*", "*"), condition))
    };
    let says = "A date of four digits is no year";
    before("2026").is("implicitDeny").assumes(&[says]);
    before("2026-01").is("allowed").assumes(&[]);
    before("1780000000").is("allowed").assumes(&[]);
    let number = json!({"NumericLessThan": {"s3:max-keys": "1000"}});
    reading(ROLE)
        .context("s3:max-keys", "10")
        .with("identity", when(allow("*", "*"), number))
        .is("allowed")
        .assumes(&[]);
}
