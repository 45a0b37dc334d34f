//! Who is named:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>.

use super::*;

#[test]
fn everyone_is_written_in_two_ways_and_includes_the_anonymous() {
    for everyone in [json!("*"), json!({"AWS": "*"}), json!({"AWS": ["999988887777", "*"]})] {
        reading("anonymous").with("bucket", lets(everyone)).is("allowed");
    }
    reading("anonymous")
        .with("bucket", lets(json!({"AWS": ACCOUNT})))
        .is("implicitDeny")
        .blocked_by(&["bucket"]);
}

#[test]
fn a_role_s_arn_includes_its_sessions() {
    reading(SESSION).with("bucket", lets(json!({"AWS": ROLE}))).is("allowed");
    let other = "arn:aws:iam::111122223333:role/importer";
    reading(SESSION).with("bucket", lets(json!({"AWS": other}))).is("implicitDeny");
    reading(ROLE)
        .request("session", SESSION)
        .with("bucket", lets(json!({"AWS": "arn:aws:sts::111122223333:assumed-role/import/s2"})))
        .is("implicitDeny");
}

#[test]
fn principals_know_no_wildcards_in_part() {
    let part = json!({"AWS": "arn:aws:iam::111122223333:role/imp*"});
    reading(ROLE).with("bucket", lets(part)).is("implicitDeny");
    let by_condition = when(
        lets(json!("*")),
        json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/imp*"}}),
    );
    reading(ROLE).with("bucket", by_condition.clone()).is("allowed");
    reading(USER).with("bucket", by_condition).is("implicitDeny");
}

#[test]
fn a_service_is_let_in_by_its_name() {
    let service = "logging.s3.amazonaws.com";
    let put = || reading(service).action("s3:PutObject", "arn:aws:s3:::acme/log");
    put().with("bucket", lets(json!({"Service": service}))).is("allowed");
    put().with("bucket", lets(json!({"Service": "cloudtrail.amazonaws.com"}))).is("implicitDeny");
    put()
        .with("bucket", stops(json!("*")))
        .with("bucket", lets(json!({"Service": service})))
        .is("explicitDeny");
    let but_services =
        when(stops(json!("*")), json!({"Bool": {"aws:PrincipalIsAWSService": "false"}}));
    put()
        .with("bucket", but_services)
        .with("bucket", lets(json!({"Service": service})))
        .is("allowed");
}

#[test]
fn a_deleted_role_s_id_matches_only_itself() {
    let by_id = || reading(ROLE).with("bucket", lets(json!({"AWS": "AROAEXAMPLEID12345678"})));
    by_id().context("aws:userid", "AROAOTHERID1234567890:s1").is("implicitDeny");
    by_id().context("aws:userid", "AROAEXAMPLEID12345678:s1").is("allowed");
}

#[test]
fn an_identity_provider_is_trusted_by_its_name() {
    let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let statement = json!({
        "Effect": "Allow", "Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme/*"}},
    });
    let asking = |principal: &str, subject: &str| {
        reading(principal)
            .action("sts:AssumeRoleWithWebIdentity", ROLE)
            .context("token.actions.githubusercontent.com:sub", subject)
            .with("trust", statement.clone())
    };
    asking(provider, "repo:acme/app:ref:refs/heads/main").is("allowed");
    asking(provider, "repo:other/app").is("implicitDeny");
    asking("accounts.google.com", "repo:acme/app").is("implicitDeny");
}

#[test]
fn a_deny_for_all_but_some_asks_for_account_role_and_session() {
    let all_but = |listed: Value| json!({"Effect": "Deny", "NotPrincipal": {"AWS": listed}, "Action": "s3:*", "Resource": "*"});
    let root = "arn:aws:iam::111122223333:root";
    let scene = |listed: Value| {
        reading(ROLE)
            .request("session", SESSION)
            .with("identity", allow("*", "*"))
            .with("bucket", all_but(listed))
    };
    scene(json!([root, ROLE, SESSION])).is("allowed");
    for too_little in [json!(ROLE), json!(root), json!([root, ROLE]), json!([ROLE, SESSION])] {
        scene(too_little).is("explicitDeny").blocked_by(&["bucket"]);
    }
    let user = |listed: Value| {
        reading(USER).with("identity", allow("*", "*")).with("bucket", all_but(listed))
    };
    user(json!([root, USER])).is("allowed");
    user(json!([USER])).is("explicitDeny");
    user(json!([root])).is("explicitDeny");
}

#[test]
fn a_deny_for_all_but_some_spares_nobody_with_a_boundary() {
    let all_but = json!({"Effect": "Deny", "NotPrincipal": {"AWS": [ACCOUNT, USER]}, "Action": "s3:*", "Resource": "*"});
    reading(USER)
        .with("identity", allow("*", "*"))
        .with("permissionsBoundary", allow("*", "*"))
        .with("bucket", all_but)
        .is("explicitDeny");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties>,
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>
#[test]
fn keys_of_the_anonymous_and_of_federated_users_are_filled_in() {
    let has = |principal: &str, key: &str, value: &str| {
        let everyone = when(lets(json!("*")), json!({"StringEquals": {key: value}}));
        reading(principal).with("bucket", everyone).is("allowed");
    };
    for key in ["aws:PrincipalAccount", "aws:userid"] {
        has("anonymous", key, "anonymous");
    }
    has("anonymous", "aws:PrincipalType", "Anonymous");
    for key in [
        "aws:PrincipalArn",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalOrgID",
        "aws:PrincipalServiceName",
        "aws:SourceAccount",
        "aws:username",
    ] {
        let without = when(lets(json!("*")), json!({"Null": {key: "true"}}));
        reading("anonymous")
            .request("contextComplete", false)
            .with("bucket", without)
            .is("allowed");
    }
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    has(federated, "aws:userid", "111122223333:bob");
    has(federated, "aws:PrincipalArn", federated);
    has(federated, "aws:PrincipalType", "FederatedUser");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html>
#[test]
fn a_federated_user_without_session_policy_has_what_resources_grant_alone() {
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    let bob = || reading(federated).with("identity", allow("*", "*"));
    bob().is("implicitDeny").blocked_by(&["session"]);
    bob().with("session", allow("s3:Get*", "*")).is("allowed");
    bob().with("session", allow("s3:Put*", "*")).is("implicitDeny");
    bob().with("bucket", lets(json!({"AWS": federated}))).is("allowed");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[test]
fn naming_the_user_behind_a_federated_user_leaves_the_session_limited() {
    let bob = |named: &str| {
        reading(USER)
            .request("session", "arn:aws:sts::111122223333:federated-user/bob")
            .with("bucket", lets(json!({"AWS": named})))
            .with("session", allow("s3:Put*", "*"))
    };
    bob(USER).is("implicitDeny").blocked_by(&["session"]);
    bob(USER).with("session", allow("s3:Get*", "*")).is("allowed");
    bob("arn:aws:sts::111122223333:federated-user/bob").is("allowed");
}
