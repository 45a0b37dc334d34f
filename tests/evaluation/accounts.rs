//! One account and two:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>.

use super::*;

#[test]
fn in_one_account_either_side_is_enough() {
    reading(ROLE).with("identity", allow("s3:GetObject", "*")).is("allowed");
    reading(ROLE).with("bucket", lets(json!({"AWS": ROLE}))).is("allowed");
}

#[test]
fn naming_the_account_hands_over_to_its_own_policies() {
    let delegated = || reading(ROLE).with("bucket", lets(json!({"AWS": ACCOUNT})));
    delegated().is("implicitDeny");
    delegated().with("identity", allow("s3:GetObject", "*")).is("allowed");
    reading(ROLE)
        .with("bucket", lets(json!({"AWS": "arn:aws:iam::111122223333:root"})))
        .is("implicitDeny");
}

/// A boundary or session policy that does not allow the call.
const NARROW: [&str; 2] = ["permissionsBoundary", "session"];

#[test]
fn a_named_role_is_still_limited_by_boundary_and_session() {
    for kind in NARROW {
        reading(ROLE)
            .request("session", SESSION)
            .with("bucket", lets(json!({"AWS": ROLE})))
            .with(kind, allow("s3:PutObject", "*"))
            .is("implicitDeny")
            .blocked_by(&[kind]);
    }
}

#[test]
fn a_named_session_user_or_everyone_is_not_limited_by_implicit_denies() {
    for kind in NARROW {
        reading(ROLE)
            .request("session", SESSION)
            .with("bucket", lets(json!({"AWS": SESSION})))
            .with(kind, allow("s3:PutObject", "*"))
            .is("allowed");
        reading(ROLE)
            .with("bucket", lets(json!("*")))
            .with(kind, allow("s3:PutObject", "*"))
            .is("allowed");
    }
    reading(USER)
        .with("bucket", lets(json!({"AWS": USER})))
        .with("permissionsBoundary", allow("s3:PutObject", "*"))
        .is("allowed");
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    reading(federated)
        .with("bucket", lets(json!({"AWS": federated})))
        .with("session", allow("s3:PutObject", "*"))
        .is("allowed");
}

#[test]
fn explicit_denies_count_whoever_is_named() {
    for kind in NARROW {
        reading(ROLE)
            .request("session", SESSION)
            .with("bucket", lets(json!({"AWS": SESSION})))
            .with(kind, deny("s3:*", "*"))
            .is("explicitDeny");
    }
}

#[test]
fn across_accounts_both_sides_must_allow() {
    let by_name = lets(json!({"AWS": FOREIGN_ROLE}));
    let by_account = lets(json!({"AWS": "999988887777"}));
    for named in [by_name, by_account, lets(json!("*"))] {
        reading(FOREIGN_ROLE)
            .with("bucket", named.clone())
            .is("implicitDeny")
            .blocked_by(&["identity"]);
        reading(FOREIGN_ROLE)
            .with("bucket", named)
            .with("identity", allow("s3:GetObject", "*"))
            .is("allowed");
    }
    reading(FOREIGN_ROLE)
        .with("identity", allow("*", "*"))
        .is("implicitDeny")
        .blocked_by(&["bucket"]);
    reading(FOREIGN_ROLE).is("implicitDeny").blocked_by(&["identity", "bucket"]);
}

#[test]
fn across_accounts_boundary_and_session_always_limit() {
    for kind in NARROW {
        reading(FOREIGN_ROLE)
            .with("bucket", lets(json!("*")))
            .with("identity", allow("*", "*"))
            .with(kind, allow("s3:PutObject", "*"))
            .is("implicitDeny")
            .blocked_by(&[kind]);
    }
}

fn assuming(principal: &str, role: &str) -> Scene {
    reading(principal).action("sts:AssumeRole", role)
}

fn trusts(principal: Value) -> Value {
    json!({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[test]
fn a_trust_policy_must_always_allow() {
    assuming(USER, ROLE)
        .with("identity", allow("sts:AssumeRole", "*"))
        .is("implicitDeny")
        .blocked_by(&["trust"]);
    assuming(USER, ROLE).with("trust", trusts(json!({"AWS": USER}))).is("allowed");
    let delegated = || assuming(USER, ROLE).with("trust", trusts(json!({"AWS": ACCOUNT})));
    delegated().is("implicitDeny");
    delegated().with("identity", allow("sts:AssumeRole", ROLE)).is("allowed");
}

#[test]
fn assuming_a_role_of_another_account_takes_both() {
    let trust =
        || assuming(FOREIGN_ROLE, ROLE).with("trust", trusts(json!({"AWS": "999988887777"})));
    trust().is("implicitDeny").blocked_by(&["identity"]);
    trust().with("identity", allow("sts:AssumeRole", ROLE)).is("allowed");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
#[test]
fn an_external_id_must_be_the_one_that_is_asked_for() {
    let statement = when(
        trusts(json!({"AWS": "999988887777"})),
        json!({"StringEquals": {"sts:ExternalId": ["x1", "x2"]}}),
    );
    let trust = || {
        assuming(FOREIGN_ROLE, ROLE)
            .with("trust", statement.clone())
            .with("identity", allow("sts:AssumeRole", "*"))
    };
    trust().context("sts:ExternalId", "x2").is("allowed");
    trust().context("sts:ExternalId", "X2").is("implicitDeny");
    trust().is("implicitDeny").blocked_by(&["trust"]);
}

#[test]
fn a_role_that_assumes_itself_has_to_trust_itself() {
    let allowed = || assuming(ROLE, ROLE).with("identity", allow("sts:AssumeRole", ROLE));
    allowed().with("trust", trusts(json!({"AWS": "999988887777"}))).is("implicitDeny");
    allowed().with("trust", trusts(json!({"AWS": ROLE}))).is("allowed");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
#[test]
fn neither_the_root_user_nor_a_federated_user_assumes_a_role() {
    let root = "arn:aws:iam::111122223333:root";
    for principal in [root, "arn:aws:sts::111122223333:federated-user/bob"] {
        for trusted in [json!("*"), json!({"AWS": ACCOUNT}), json!({"AWS": principal})] {
            assuming(principal, ROLE)
                .with("identity", allow("*", "*"))
                .with("session", allow("*", "*"))
                .with("trust", trusts(trusted))
                .is("implicitDeny")
                .blocked_by(&["identity"]);
        }
    }
    assuming(root, ROLE).with("trust", trusts(json!({"AWS": USER}))).is("implicitDeny");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>
#[test]
fn a_session_with_tags_needs_that_permission_too() {
    let trust = trusts(json!({"AWS": FOREIGN_ROLE}));
    assuming(FOREIGN_ROLE, ROLE)
        .action("sts:TagSession", ROLE)
        .with("trust", trust)
        .with("identity", allow("*", "*"))
        .is("implicitDeny")
        .blocked_by(&["trust"]);
}
