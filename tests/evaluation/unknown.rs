//! What is not known leaves the outcome open only where it could change it, and is then named.

use super::*;

fn open(principal: &str) -> Scene {
    reading(principal).request("contextComplete", false)
}

fn from_office(statement: Value) -> Value {
    when(statement, json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))
}

#[test]
fn a_key_that_nobody_told_is_unknown() {
    open(ROLE)
        .with("identity", from_office(allow("*", "*")))
        .is("undetermined")
        .missing(&["aws:SourceIp"]);
    open(ROLE)
        .with("identity", allow("*", "*"))
        .with("identity", from_office(deny("*", "*")))
        .is("undetermined")
        .missing(&["aws:SourceIp"]);
}

#[test]
fn what_cannot_change_the_outcome_is_not_asked_for() {
    let agent = when(allow("*", "*"), json!({"StringEquals": {"aws:UserAgent": "x"}}));
    open(ROLE)
        .with("identity", allow("*", "*"))
        .with("identity", agent.clone())
        .is("allowed")
        .missing(&[]);
    open(ROLE)
        .with("identity", agent.clone())
        .with("identity", deny("*", "*"))
        .is("explicitDeny")
        .missing(&[]);
    open(ROLE)
        .with("identity", agent)
        .with("permissionsBoundary", allow("ec2:*", "*"))
        .is("implicitDeny")
        .missing(&[]);
}

#[test]
fn an_allow_that_another_stands_in_for_is_not_asked_about() {
    let agent = when(lets(json!({"AWS": ROLE})), json!({"StringEquals": {"aws:UserAgent": "x"}}));
    open(ROLE)
        .with("bucket", agent)
        .with("identity", allow("*", "*"))
        .with("identity", from_office(deny("*", "*")))
        .is("undetermined")
        .missing(&["aws:SourceIp"]);
}

#[test]
fn an_unknown_kind_of_policy_is_named() {
    let unknown = |kind: &str| json!({kind: "unknown"});
    reading(ROLE)
        .with("identity", allow("*", "*"))
        .facts(unknown("serviceControl"))
        .is("undetermined")
        .missing(&["serviceControl"]);
    reading(ROLE).facts(unknown("serviceControl")).is("implicitDeny");
    reading(ROLE).facts(unknown("identity")).is("undetermined").missing(&["identity"]);
}

#[test]
fn an_unknown_owner_matters_only_where_the_accounts_decide() {
    let scene = || open(ROLE).request("resourceAccount", Value::Null);
    scene().with("identity", allow("*", "*")).is("undetermined").missing(&["aws:ResourceAccount"]);
    scene()
        .with("identity", allow("*", "*"))
        .with("bucket", lets(json!({"AWS": ROLE})))
        .is("allowed");
    scene().is("implicitDeny");
}

#[test]
fn a_policy_that_covers_some_of_the_objects_leaves_the_others_open() {
    open(ROLE)
        .action("s3:GetObject", "arn:aws:s3:::acme/mydata/*")
        .with("identity", allow("s3:GetObject", "arn:aws:s3:::acme/mydata/2026/*"))
        .is("undetermined")
        .missing(&["resource"]);
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
#[test]
fn where_all_is_told_but_the_owner_it_is_the_caller() {
    reading(ROLE)
        .request("resourceAccount", Value::Null)
        .with("identity", allow("*", "*"))
        .is("allowed");
}

#[test]
fn what_is_told_to_be_unknown_leaves_the_outcome_open_where_it_matters() {
    let all = || reading(ROLE).with("identity", allow("*", "*"));
    all().facts(json!({"object": "unknown"})).is("undetermined").missing(&["object"]);
    all()
        .facts(json!({"bucket": {"objectOwnership": "BucketOwnerEnforced"}, "object": "unknown"}))
        .is("allowed");
    all().facts(json!({"keys": "unknown"})).is("allowed");
    let key = "arn:aws:kms:us-east-1:111122223333:key/k1";
    let encrypted = json!({"bucket": {"encryption": {"algorithm": "aws:kms", "keyArn": key}}, "keys": "unknown"});
    all()
        .with("key", json!({"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "kms:*", "Resource": "*"}))
        .facts(encrypted)
        .is("undetermined")
        .missing(&["keys"]);
    for part in ["call", "organization", "trust"] {
        all().facts(json!({part: "unknown"})).is("allowed");
    }
    let parts = json!({"exists": "unknown", "ownerAccount": "unknown", "aclGrantsRequester": "unknown",
                       "encryption": "unknown", "lock": "unknown"});
    all().facts(json!({"object": parts})).is("allowed");
}
