//! Service and resource control policies:
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>,
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>.

use super::*;

fn allowed(principal: &str) -> Scene {
    reading(principal).with("identity", allow("*", "*"))
}

/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html>
#[test]
fn every_level_must_allow() {
    allowed(ROLE)
        .at("serviceControl", "r-root", allow("*", "*"))
        .at("serviceControl", "ou-data", allow("ec2:*", "*"))
        .is("implicitDeny")
        .blocked_by(&["serviceControl"]);
    allowed(ROLE)
        .at("serviceControl", "r-root", allow("*", "*"))
        .at("serviceControl", "ou-data", allow("ec2:*", "*"))
        .at("serviceControl", "ou-data", allow("s3:*", "*"))
        .is("allowed");
}

#[test]
fn they_never_grant() {
    reading(ROLE)
        .with("serviceControl", allow("*", "*"))
        .is("implicitDeny")
        .blocked_by(&["identity"]);
}

#[test]
fn service_control_policies_bind_no_services_no_service_linked_roles_no_management_account() {
    let service = "logging.s3.amazonaws.com";
    reading(service)
        .with("bucket", lets(json!({"Service": service})))
        .with("serviceControl", deny("*", "*"))
        .is("allowed");
    let linked =
        "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS";
    allowed(linked).with("serviceControl", deny("*", "*")).is("allowed");
    allowed(ROLE)
        .with("serviceControl", deny("*", "*"))
        .facts(json!({"organization": {"managementAccountId": ACCOUNT}}))
        .is("allowed");
}

#[test]
fn resource_control_policies_bind_foreign_and_anonymous_callers_but_no_service_linked_roles() {
    let refuses = json!({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"});
    allowed(FOREIGN_ROLE)
        .with("bucket", lets(json!("*")))
        .with("resourceControl", refuses.clone())
        .is("explicitDeny")
        .blocked_by(&["resourceControl"]);
    reading("anonymous")
        .with("bucket", lets(json!("*")))
        .with("resourceControl", refuses.clone())
        .is("explicitDeny");
    let linked =
        "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS";
    allowed(linked).with("resourceControl", refuses).is("allowed");
}

#[test]
fn the_default_resource_control_policy_need_not_be_given() {
    let elsewhere = when(
        json!({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}),
        json!({"StringNotEquals": {"aws:PrincipalOrgID": "o-acme"}}),
    );
    allowed(ROLE)
        .context("aws:PrincipalOrgID", "o-acme")
        .with("resourceControl", elsewhere.clone())
        .is("allowed");
    allowed(ROLE).with("resourceControl", elsewhere).is("explicitDeny");
}

/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services>
#[test]
fn resource_control_policies_bind_calls_to_the_services_that_support_them() {
    let asking = |action: &str, resource: &str| {
        reading(ROLE).action(action, resource).with("identity", allow("*", "*")).with(
            "resourceControl",
            json!({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}),
        )
    };
    asking("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:jobs").is("explicitDeny");
    asking("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/t")
        .is("explicitDeny");
    asking("sns:Publish", "arn:aws:sns:us-east-1:111122223333:news").is("allowed");
    asking("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:f")
        .is("allowed");
}

/// An action without a resource asks those of the caller's account:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-effects-on-permissions>.
/// Nothing keeps a caller from asking who it is:
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>.
#[test]
fn resource_control_policies_bind_calls_without_a_resource() {
    let asking = |action: &str| {
        reading(ROLE).action(action, "*").with("identity", allow("*", "*")).with(
            "resourceControl",
            json!({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}),
        )
    };
    for action in ["s3:ListAllMyBuckets", "kms:ListKeys"] {
        asking(action).is("explicitDeny").blocked_by(&["resourceControl"]);
    }
    asking("sts:GetCallerIdentity").is("allowed");
}

/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps>
#[test]
fn resource_control_policies_leave_out_management_account_and_aws_managed_keys() {
    let refuses = json!({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"});
    let managed = |account: &str| json!({"organization": {"managementAccountId": account}});
    let by_resource = |facts: Value| {
        allowed(FOREIGN_ROLE)
            .with("bucket", lets(json!("*")))
            .with("resourceControl", refuses.clone())
            .facts(facts)
    };
    by_resource(managed(ACCOUNT)).is("allowed");
    by_resource(managed("999988887777")).is("explicitDeny");
    let key = "arn:aws:kms:us-east-1:111122223333:key/k1";
    let describing = |manager: &str| {
        reading(ROLE)
            .action("kms:DescribeKey", key)
            .with("key", json!({"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "kms:*", "Resource": "*"}))
            .with("resourceControl", refuses.clone())
            .facts(json!({"keys": [{"arn": key, "manager": manager}]}))
    };
    describing("AWS").is("allowed");
    describing("CUSTOMER").is("explicitDeny");
    let linked =
        "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS";
    reading("rds.amazonaws.com")
        .action("sts:AssumeRole", linked)
        .with("trust", json!({"Effect": "Allow", "Principal": {"Service": "rds.amazonaws.com"}, "Action": "sts:AssumeRole"}))
        .with("resourceControl", refuses.clone())
        .is("allowed");
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html>
#[test]
fn no_resource_control_policy_keeps_a_grant_from_being_retired() {
    let key = "arn:aws:kms:us-east-1:111122223333:key/k1";
    let asking = |action: &str| {
        reading(ROLE)
            .action(action, key)
            .with("key", json!({"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "kms:*", "Resource": "*"}))
            .with("resourceControl", json!({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}))
    };
    asking("kms:RetireGrant").is("allowed");
    asking("kms:RevokeGrant").is("explicitDeny").blocked_by(&["resourceControl"]);
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice>
#[test]
fn a_plain_bool_on_a_key_of_signed_calls_lets_the_anonymous_by() {
    let elsewhere = |operator: &str| {
        let foreign = json!({
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-acme"},
            operator: {"aws:PrincipalIsAWSService": "false"},
        });
        let refuses =
            json!({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"});
        reading("anonymous")
            .with("bucket", lets(json!("*")))
            .with("resourceControl", when(refuses, foreign))
    };
    elsewhere("Bool").is("allowed");
    elsewhere("BoolIfExists").is("explicitDeny");
}
