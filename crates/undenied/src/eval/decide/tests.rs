//! Decisions over small policies.

mod limits;
mod missing;

use super::*;
use crate::{
    eval::{Caller, CallerPolicies, Context},
    policy::read,
};

const ROLE: &str = "arn:aws:iam::111122223333:role/import";
const OBJECT: &str = "arn:aws:s3:::acme/mydata/x.csv";
const ALLOW: &str = r#"{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/mydata/*"}}"#;
const DENY: &str = r#"{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}"#;

fn case(same_account: bool, policies: &[(Kind, &str)]) -> Decision {
    decide_for(ROLE, same_account, policies)
}

fn decide_for(principal: &str, same_account: bool, policies: &[(Kind, &str)]) -> Decision {
    decide_in(Context::new(false), principal, same_account, policies)
}

fn decide_in(
    context: Context,
    principal: &str,
    same_account: bool,
    policies: &[(Kind, &str)],
) -> Decision {
    let call = call(context, principal, same_account);
    let documents: Vec<(Kind, Policy)> = policies
        .iter()
        .map(|(kind, text)| (*kind, read(&undenied_json::parse(text).root.unwrap(), *kind).0))
        .collect();
    let relations: Vec<Relation<'_>> = documents
        .iter()
        .map(|(kind, policy)| Relation { policy, kind: *kind, target: None })
        .collect();
    decide(&call, &relations, &[])
}

fn call(mut context: Context, principal: &str, same_account: bool) -> Call {
    let caller = Caller::parse(Some(principal), None);
    context.derive(&caller, None);
    Call {
        caller,
        action: "s3:GetObject".into(),
        resource: OBJECT.into(),
        context,
        same_account: same_account.into(),
        caller_policies: CallerPolicies::Given,
        grants: Vec::new(),
        from_management_account: false,
        to_management_account: false,
    }
}

fn bucket(principal: &str) -> String {
    format!(
        r#"{{"Statement":{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"}}}}"#
    )
}

#[test]
fn deny_wins_over_allow() {
    let decision = case(true, &[(Kind::Identity, ALLOW), (Kind::Identity, DENY)]);
    assert_eq!(decision.outcome, Outcome::ExplicitDeny);
    assert_eq!(decision.blocked_by, [Kind::Identity]);
}

#[test]
fn nothing_allows_without_a_matching_statement() {
    let other = r#"{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/mydata"}}"#;
    let decision = case(true, &[(Kind::Identity, other)]);
    assert_eq!(decision.outcome, Outcome::ImplicitDeny);
    assert_eq!(decision.blocked_by, [Kind::Identity]);
}

#[test]
fn in_one_account_either_side_may_grant() {
    let named = bucket(&format!(r#"{{"AWS":"{ROLE}"}}"#));
    assert_eq!(case(true, &[(Kind::Identity, ALLOW)]).outcome, Outcome::Allowed);
    assert_eq!(case(true, &[(Kind::Bucket, &named)]).outcome, Outcome::Allowed);
    let delegated = bucket(r#"{"AWS":"111122223333"}"#);
    assert_eq!(case(true, &[(Kind::Bucket, &delegated)]).outcome, Outcome::ImplicitDeny);
}

#[test]
fn across_accounts_both_sides_must_grant() {
    let named = bucket(&format!(r#"{{"AWS":"{ROLE}"}}"#));
    let both = [(Kind::Identity, ALLOW), (Kind::Bucket, named.as_str())];
    assert_eq!(case(false, &both).outcome, Outcome::Allowed);
    let identity = case(false, &[(Kind::Identity, ALLOW)]);
    assert_eq!(
        (identity.outcome, identity.blocked_by),
        (Outcome::ImplicitDeny, vec![Kind::Bucket])
    );
    let resource = case(false, &[(Kind::Bucket, &named)]);
    assert_eq!(
        (resource.outcome, resource.blocked_by),
        (Outcome::ImplicitDeny, vec![Kind::Identity])
    );
}

#[test]
fn a_boundary_limits_a_role_named_in_the_bucket_policy_but_not_everyone() {
    let boundary = r#"{"Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}"#;
    let named = bucket(&format!(r#"{{"AWS":"{ROLE}"}}"#));
    let with = |resource: &str| {
        case(true, &[(Kind::PermissionsBoundary, boundary), (Kind::Bucket, resource)]).outcome
    };
    assert_eq!(with(&named), Outcome::ImplicitDeny);
    assert_eq!(with(&bucket(r#""*""#)), Outcome::Allowed);
}

#[test]
fn every_level_of_control_policies_must_allow() {
    let full = r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let none = r#"{"Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}"#;
    let with =
        |control: &str| case(true, &[(Kind::Identity, ALLOW), (Kind::ServiceControl, control)]);
    assert_eq!(with(full).outcome, Outcome::Allowed);
    assert_eq!(with(none).blocked_by, [Kind::ServiceControl]);
}

#[test]
fn an_unknown_key_is_named_only_where_it_could_matter() {
    let deny = |key: &str, effect: &str| {
        format!(
            r#"{{"Statement":{{"Effect":"{effect}","Action":"s3:*","Resource":"*","Condition":{{"StringEquals":{{"{key}":"a"}}}}}}}}"#
        )
    };
    let denying = deny("aws:UserAgent", "Deny");
    let decision = case(true, &[(Kind::Identity, ALLOW), (Kind::Identity, &denying)]);
    assert_eq!(decision.outcome, Outcome::Undetermined);
    assert_eq!(decision.open.keys, ["aws:UserAgent"]);
    let allowing = deny("aws:Referer", "Allow");
    let decision = case(true, &[(Kind::Identity, ALLOW), (Kind::Identity, &allowing)]);
    assert_eq!(decision.outcome, Outcome::Allowed);
}

#[test]
fn an_unreadable_effect_leaves_the_outcome_open() {
    let gap = r#"{"Statement":{"Effect":"Permit","Action":"s3:*","Resource":"*"}}"#;
    assert_eq!(case(true, &[(Kind::Identity, gap)]).outcome, Outcome::Undetermined);
    let decision = case(true, &[(Kind::Identity, ALLOW), (Kind::Identity, gap)]);
    assert_eq!(decision.outcome, Outcome::Undetermined);
}

#[test]
fn nobody_is_served_by_a_policy_for_everyone_only() {
    assert_eq!(
        decide_for("anonymous", false, &[(Kind::Bucket, &bucket(r#""*""#))]).outcome,
        Outcome::Allowed
    );
    let named = bucket(r#"{"AWS":"111122223333"}"#);
    assert_eq!(
        decide_for("anonymous", false, &[(Kind::Bucket, &named)]).outcome,
        Outcome::ImplicitDeny
    );
}
