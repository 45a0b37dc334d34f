//! A policy that only limits (boundary, session, service control, VPC endpoint) leaves out what is
//! needed.

use super::{Rule, allow::allow_apart, pages};
use crate::{
    case::{Case, Checked, is_near_miss},
    lang::{Localized, Words},
    policy::{Effect, Kind, Policy},
    report::{Finding, Outcome, Severity},
    words::{kind_name, listed},
};
use undenied_json::Span;

pub(super) static RULE: Rule = Rule {
    id: "limit-does-not-allow",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "A limit leaves it out", ja: "上限となるポリシーの許可不足"
    },
    links: pages::POLICY_TYPES,
    check,
};

/// Kinds that grant nothing, but must allow.
const LIMITS: [Kind; 4] =
    [Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl, Kind::VpcEndpoint];

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for kind in LIMITS {
        let left_out: Vec<&Checked> = case
            .denied()
            .filter(|checked| is_left_out(checked, kind) && !is_near_miss(case, checked, kind))
            .collect();
        if !left_out.is_empty() {
            findings.extend(finding(case, kind, &left_out));
        }
    }
}

fn is_left_out(checked: &Checked, kind: Kind) -> bool {
    let mut gates = checked.decision.gates.iter();
    gates.any(|gate| gate.kind == kind && gate.outcome == Outcome::ImplicitDeny)
}

fn finding(case: &Case<'_>, kind: Kind, left_out: &[&Checked]) -> Option<Finding> {
    // One that only denies is not the place to allow in.
    let allows = |policy: &Policy| policy.statements.iter().any(|it| it.is(Effect::Allow));
    let mut documents = case.of_kind(kind);
    let first = documents.next()?;
    let (document, _, policy) = core::iter::once(first)
        .chain(documents)
        .max_by_key(|(document, _, policy)| (allows(policy), core::cmp::Reverse(*document)))?;
    let name = kind_name(kind);
    let actions = listed(left_out.iter().map(|checked| checked.call.action.as_str()));
    let mut resources: Vec<&str> = Vec::new();
    for checked in left_out {
        if !resources.contains(&checked.call.resource.as_str()) {
            resources.push(&checked.call.resource);
        }
    }
    let resources = listed(resources);
    let message = Words {
        en: format!("The {} does not allow {} on {}.", name.en, actions.en, resources.en),
        ja: format!("{}で、{} に対する{}が許可されていません。", name.ja, resources.ja, actions.ja),
    };
    let why = Words {
        en: "It grants nothing by itself, but what it does not allow stays denied, whatever other policies allow.".to_owned(),
        ja: "このポリシー自体は許可を与えませんが、ここで許可されていないアクションは、ほかのポリシーで許可されていても拒否されます。".to_owned(),
    };
    let start = policy.statements_span.unwrap_or(policy.span).start;
    let mut finding =
        RULE.finding(case.place(document, Span::new(start, start + 1), None), message, why);
    finding.causes_denial = true;
    finding.fixes.extend(allow_apart(case, document, left_out));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_import, check_told, import},
    };

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    fn check_limit(kind: Kind, fixture: &str) {
        let mut input = import();
        if kind == Kind::VpcEndpoint {
            input.facts.call.vpc_endpoint = Some(Some("vpce-0abc12345".into()));
        }
        check_told("limit-does-not-allow", input, &[(Kind::Identity, ROLE), (kind, fixture)]);
    }

    #[test]
    fn a_vendor_outside_every_endpoint_is_not_asked_for_its_policy() {
        check_import(
            "limit-does-not-allow",
            &[
                (Kind::Identity, ROLE),
                (
                    Kind::VpcEndpoint,
                    r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::other/*"}]}
"#,
                ),
            ],
        );
    }

    #[test]
    fn a_boundary_that_leaves_s3_out_is_blamed() {
        for kind in [Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl] {
            check_limit(
                kind,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["ec2:*", "s3:GetObject*"], "Resource": "*"}]}
                                       ^ does not allow `s3:ListBucket`, `s3:GetBucketLocation` on `arn:aws:s3:::acme`
"#,
            );
        }
    }

    #[test]
    fn an_endpoint_policy_needs_the_bucket_and_its_objects() {
        check_limit(
            Kind::VpcEndpoint,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*"}]}
                                       ^ The VPC endpoint policy does not allow `s3:ListBucket`
"#,
        );
    }

    #[test]
    fn an_endpoint_policy_for_other_buckets_needs_this_one_too() {
        check_limit(
            Kind::VpcEndpoint,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*"}]}
                                       ^ does not allow `s3:ListBucket`, `s3:GetBucketLocation`, `s3:GetObject`, `s3:GetObjectVersion` on `arn:aws:s3:::acme`, `arn:aws:s3:::acme/mydata/*`
"#,
        );
    }

    #[test]
    fn control_policies_that_only_deny_stand_beside_full_access() {
        for kind in [Kind::ServiceControl, Kind::ResourceControl] {
            let principal =
                if kind == Kind::ResourceControl { r#""Principal": "*", "# } else { "" };
            check_limit(
                kind,
                &format!(
                    r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Deny", {principal}"Action": "s3:DeleteObject", "Resource": "*"}}]}}"#
                ),
            );
        }
    }

    #[test]
    fn limits_that_allow_enough_are_silent() {
        for kind in [Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl] {
            check_limit(kind, ROLE);
        }
        check_limit(
            Kind::VpcEndpoint,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]}]}
"#,
        );
    }
}
