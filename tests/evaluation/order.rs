//! The order of evaluation:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>.

use super::*;

#[test]
fn without_an_allow_everything_is_denied() {
    reading(ROLE).is("implicitDeny").blocked_by(&["identity"]);
}

#[test]
fn an_explicit_deny_in_any_policy_wins() {
    for kind in ["identity", "permissionsBoundary", "session", "serviceControl"] {
        reading(ROLE)
            .with("identity", allow("*", "*"))
            .with("permissionsBoundary", allow("*", "*"))
            .with("session", allow("*", "*"))
            .with("serviceControl", allow("*", "*"))
            .with(kind, deny("s3:GetObject", "*"))
            .is("explicitDeny")
            .blocked_by(&[kind]);
    }
    for kind in ["bucket", "resourceControl", "vpcEndpoint"] {
        reading(ROLE)
            .with("identity", allow("*", "*"))
            .with(kind, lets(json!("*")))
            .with(kind, stops(json!("*")))
            .is("explicitDeny")
            .blocked_by(&[kind]);
    }
}

#[test]
fn boundaries_session_and_endpoint_policies_limit_and_never_grant() {
    for kind in ["permissionsBoundary", "session"] {
        reading(ROLE).with(kind, allow("*", "*")).is("implicitDeny").blocked_by(&["identity"]);
        reading(ROLE)
            .with("identity", allow("*", "*"))
            .with(kind, allow("s3:PutObject", "*"))
            .is("implicitDeny")
            .blocked_by(&[kind]);
    }
    reading(ROLE)
        .with("identity", allow("*", "*"))
        .with(
            "vpcEndpoint",
            json!({"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "*"}),
        )
        .is("implicitDeny")
        .blocked_by(&["vpcEndpoint"]);
}

#[test]
fn several_identity_policies_add_up() {
    reading(ROLE)
        .with("identity", allow("s3:PutObject", "*"))
        .with("identity", allow("s3:GetObject", "arn:aws:s3:::acme/*"))
        .is("allowed");
}

#[test]
fn the_root_user_needs_no_allow() {
    let root = "arn:aws:iam::111122223333:root";
    reading(root).is("allowed");
    reading(root)
        .with("serviceControl", deny("s3:*", "*"))
        .with("serviceControl", allow("*", "*"))
        .is("explicitDeny");
}

#[test]
fn action_names_ignore_letter_case_and_resources_do_not() {
    reading(ROLE).with("identity", allow("S3:getobject", "arn:aws:s3:::acme/*")).is("allowed");
    reading(ROLE).with("identity", allow("s3:GetObject", "arn:aws:s3:::ACME/*")).is("implicitDeny");
}

#[test]
fn wildcards_reach_over_slashes_and_colons() {
    for resource in [
        "*",
        "arn:aws:s3:::acme/*",
        "arn:aws:s3:::*/x.csv",
        "arn:aws:s3*x.csv",
        "arn:aws:s3:::acm?/mydata/?.csv",
    ] {
        reading(ROLE).with("identity", allow("s3:Get*", resource)).is("allowed");
    }
    for resource in [
        "arn:aws:s3:::acme",
        "arn:aws:s3:::acme/",
        "arn:aws:s3:::acme/mydata",
        "arn:aws:s3:::acme/?",
    ] {
        reading(ROLE).with("identity", allow("s3:Get*", resource)).is("implicitDeny");
    }
}

#[test]
fn not_action_and_not_resource_cover_everything_else() {
    let others =
        json!({"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::secret/*"});
    reading(ROLE).with("identity", others.clone()).is("allowed");
    reading(ROLE)
        .action("s3:GetObject", "arn:aws:s3:::secret/x")
        .with("identity", others)
        .is("implicitDeny");
    let but_one = json!({"Effect": "Deny", "NotAction": ["s3:GetObject"], "Resource": "*"});
    reading(ROLE).with("identity", allow("*", "*")).with("identity", but_one).is("allowed");
}

#[test]
fn listing_needs_the_bucket_and_reading_its_objects() {
    let list = || reading(ROLE).action("s3:ListBucket", BUCKET);
    list().with("identity", allow("s3:ListBucket", "arn:aws:s3:::acme/*")).is("implicitDeny");
    list().with("identity", allow("s3:ListBucket", BUCKET)).is("allowed");
}
