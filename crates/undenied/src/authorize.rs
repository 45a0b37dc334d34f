//! One request against the policies that have a say in it: the decision, and the statements that
//! made it. Not: findings, wording, JSON.

mod access_point;
mod barrier;
mod decisive;
mod key;
mod kinds;
mod premise;
mod public;
mod settings;
mod sum;

use crate::{
    Facts, Request,
    eval::{Call, Caller, CallerPolicies, Context, Decision, Match, Open, Relation, any, decide},
    policy::Kind,
    report::Outcome,
};

pub use barrier::{Barrier, Passage};
pub use decisive::{Because, Decisive};
pub(crate) use key::{KeyUse, key_use, key_use_of_parts};
pub(crate) use kinds::{
    FOR_ACCESS_POINT, FOR_AWS_KEY, FOR_BUCKET, FOR_CALLER, FOR_KEY, FOR_S3, kinds,
};
pub(crate) use premise::{Premise, of_decision, of_request};
pub(crate) use public::is_public_statement;
pub(crate) use sum::{barriers, worst};

/// The decision on one request.
#[derive(Clone, Debug)]
pub struct Authorization {
    pub outcome: Outcome,
    /// What blocks it, most decisive first; empty unless denied.
    pub blocked_by: Vec<Barrier>,
    /// The call itself first, then those that it takes: the bucket's view of a call through an
    /// access point, the call to AWS KMS.
    pub parts: Vec<Part>,
    /// What each setting that was told says.
    pub passages: Vec<Passage>,
    /// Statements without which the decision would differ or would have to be made by another
    /// one; for an implicit deny those that come nearest to an Allow.
    pub decisive: Vec<Decisive>,
    /// What would settle an undetermined outcome: condition keys, facts, kinds of policies.
    pub open: Open,
    /// What it rests on that AWS's documentation leaves open.
    pub(crate) premises: Vec<Premise>,
}

/// One call, decided by the policies.
#[derive(Clone, Debug)]
pub struct Part {
    pub call: Call,
    pub decision: Decision,
    /// For each policy of the decision, its index among those that were attached.
    pub policies: Vec<usize>,
}

/// Decides `request`. A kind without a policy is taken to be absent in AWS, unless it is among
/// `unknown`.
#[must_use]
pub fn authorize(
    request: &Request,
    facts: &Facts,
    policies: &[Relation<'_>],
    unknown: &[Kind],
) -> Authorization {
    let site = Site { facts, policies, unknown };
    let mut call = call(request, facts);
    access_point::supply(&mut call, facts);
    let mut passages = Vec::new();
    let mut parts = Vec::new();
    if is_s3(&call.action) {
        call.grants = settings::grants(&call, facts);
        let behind = access_point::behind(&call, facts);
        passages.extend(site.settings(&call));
        passages.extend(settings::unknown_acl(&call, facts));
        parts.extend(site.decide_s3(&call));
        let of_object = behind.as_ref().unwrap_or(&call);
        if let Some(KeyUse { passages: own, call, is_aws_managed }) = key_use(of_object, facts) {
            passages.extend(own);
            parts.extend(call.map(|call| site.decide_key(&call, is_aws_managed)));
        }
    } else {
        passages.extend(key::of_direct_call(&mut call, facts));
        let kinds = if key::is_aws_s_own(&call, facts) {
            kinds::FOR_AWS_S_OWN
        } else {
            kinds(&call.action)
        };
        parts.push(site.decide(&call, kinds));
    }
    let mut authorization = sum::up(parts, passages);
    authorization.premises = premises(request, facts, policies, &authorization.parts);
    authorization
}

fn premises(
    request: &Request,
    facts: &Facts,
    policies: &[Relation<'_>],
    parts: &[Part],
) -> Vec<Premise> {
    let mut premises: Vec<Premise> = premise::of_request(request, facts).into_iter().collect();
    for part in parts {
        let policy =
            |index: usize| policies.get(*part.policies.get(index)?).map(|relation| relation.policy);
        for premise in premise::of_decision(&part.call, &part.decision, facts, &policy) {
            if !premises.contains(&premise) {
                premises.push(premise);
            }
        }
    }
    premises
}

/// What a call is decided against.
struct Site<'a> {
    facts: &'a Facts,
    policies: &'a [Relation<'a>],
    unknown: &'a [Kind],
}

impl Site<'_> {
    fn decide(&self, call: &Call, kinds: &[Kind]) -> Part {
        // The endpoint's policy is asked by what comes through the endpoint.
        let is_outside = self.facts.call.vpc_endpoint == Some(None);
        let own = |(_, relation): &(usize, &Relation<'_>)| {
            let is_passed_by = is_outside && relation.kind == Kind::VpcEndpoint;
            kinds.contains(&relation.kind) && !is_passed_by
        };
        let own = self.policies.iter().enumerate().filter(own);
        let (policies, relations): (Vec<usize>, Vec<Relation<'_>>) =
            own.map(|(index, relation)| (index, *relation)).unzip();
        let unknown: Vec<Kind> =
            self.unknown.iter().copied().filter(|kind| kinds.contains(kind)).collect();
        Part { call: call.clone(), decision: decide(call, &relations, &unknown), policies }
    }

    /// A customer's key always has a policy: one that nobody gave is unknown. An AWS managed key
    /// has AWS's own, and no resource control policy binds it.
    fn decide_key(&self, call: &Call, is_aws_managed: bool) -> Part {
        let has_policy = self.policies.iter().any(|relation| relation.kind == Kind::Key);
        let mut unknown = self.unknown.to_vec();
        if !has_policy && !is_aws_managed && !unknown.contains(&Kind::Key) {
            unknown.push(Kind::Key);
        }
        let kinds = if is_aws_managed { FOR_AWS_KEY } else { FOR_KEY };
        Site { unknown: &unknown, ..*self }.decide(call, kinds)
    }

    /// The bucket behind an access point must permit the call as well. In its own account the
    /// caller's policies may do so, for the access point's ARN or for the bucket's.
    fn decide_s3(&self, call: &Call) -> Vec<Part> {
        let Some(mut behind) = access_point::behind(call, self.facts) else {
            return vec![self.decide(call, FOR_S3)];
        };
        let by_caller = self.by_caller(call, &behind);
        let allow = any(by_caller.iter().map(|decision| Match::from(decision.outcome)));
        behind.caller_policies = self.told(allow);
        let mut part = self.decide(&behind, FOR_BUCKET);
        if part.decision.outcome == Outcome::Undetermined && allow == Match::Unknown {
            for Decision { open, .. } in by_caller {
                part.decision.open.keys.extend(open.keys);
                part.decision.open.kinds.extend(open.kinds);
            }
        }
        vec![self.decide(call, FOR_ACCESS_POINT), part]
    }

    /// What the caller's own policies say to a call through an access point, and to the same `behind` it.
    fn by_caller(&self, call: &Call, behind: &Call) -> [Decision; 2] {
        [call, behind].map(|call| {
            let alone = Call { same_account: Match::Yes, ..call.clone() };
            self.decide(&alone, FOR_CALLER).decision
        })
    }

    fn told(&self, allow: Match) -> CallerPolicies {
        let is_bounded = self.policies.iter().any(Relation::is_boundary);
        CallerPolicies::Told { allow, is_bounded }
    }

    fn settings(&self, call: &Call) -> Vec<Passage> {
        let decides = |action: &str, resource: &str| {
            let mut other = call.clone();
            action.clone_into(&mut other.action);
            resource.clone_into(&mut other.resource);
            other.context.supply_absent("s3:prefix");
            other.grants = settings::grants(&other, self.facts);
            let parts = self.decide_s3(&other);
            Match::from(worst(parts.iter().map(|part| part.decision.outcome)))
        };
        let mut passages = settings::passages(call, self.facts, self.policies, &decides);
        passages.extend(access_point::network(call, self.facts));
        passages
    }
}

/// A call through an access point as the bucket sees it.
pub(crate) fn behind_access_point(call: &Call, facts: &Facts) -> Option<Call> {
    let mut call = call.clone();
    access_point::supply(&mut call, facts);
    access_point::behind(&call, facts)
}

/// What the caller's own policies come to `behind` an access point that is called by `call`.
pub(crate) fn policies_behind(
    call: &Call,
    behind: &Call,
    facts: &Facts,
    policies: &[Relation<'_>],
) -> CallerPolicies {
    let site = Site { facts, policies, unknown: &[] };
    let by_caller = site.by_caller(call, behind);
    site.told(any(by_caller.iter().map(|decision| Match::from(decision.outcome))))
}

/// What the settings say to a call to S3 that `policies` have a say in.
pub(crate) fn settings(call: &Call, facts: &Facts, policies: &[Relation<'_>]) -> Vec<Passage> {
    if !is_s3(&call.action) {
        return Vec::new();
    }
    Site { facts, policies, unknown: &[] }.settings(call)
}

fn is_s3(action: &str) -> bool {
    action.get(..3).is_some_and(|service| service.eq_ignore_ascii_case("s3:"))
}

impl From<Outcome> for Match {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Allowed => Self::Yes,
            Outcome::Undetermined => Self::Unknown,
            Outcome::ExplicitDeny | Outcome::ImplicitDeny => Self::No,
        }
    }
}

/// The call that a request of the user's own is.
pub(crate) fn call(request: &Request, facts: &Facts) -> Call {
    let caller = Caller::parse(request.principal.as_deref(), request.session.as_deref());
    let resource = request.resource.clone().unwrap_or_else(|| "*".to_owned());
    // Where all is told but the owner, it is the caller, as in AWS's own simulator:
    // <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>.
    let own = || caller.account.clone().filter(|_| request.context_complete);
    let account = told_owner(request, facts).or_else(own);
    let mut context = Context::new(request.context_complete);
    for (key, value) in &request.context {
        context.supply(key, value.clone());
    }
    match &facts.call.vpc_endpoint {
        Some(None) => context.outside_endpoints(),
        Some(Some(endpoint)) => context.through_endpoint(endpoint),
        None => {}
    }
    encrypting(&mut context, facts);
    context.derive(&caller, account.as_deref());
    if let (true, Some(account)) = (is_kms(request), &caller.account) {
        context.supply_text("kms:CallerAccount", account);
    }
    // An access point may be another account's than the bucket behind it.
    let of_point = access_point::account(&resource);
    let same_account = caller.owns(of_point.as_deref().or(account.as_deref()));
    let manager = facts.organization.management_account.as_deref();
    let manages = |account: Option<&str>| manager.is_some() && account == manager;
    let from_management_account = manages(caller.account.as_deref());
    let to_management_account = manages(account.as_deref());
    Call {
        caller,
        action: request.action.clone().unwrap_or_default(),
        resource,
        context,
        same_account,
        caller_policies: CallerPolicies::Given,
        grants: Vec::new(),
        from_management_account,
        to_management_account,
    }
}

fn is_kms(request: &Request) -> bool {
    let action = request.action.as_deref().unwrap_or_default();
    action.get(..4).is_some_and(|service| service.eq_ignore_ascii_case("kms:"))
}

/// The account that owns what `request` is for, where something says so.
fn told_owner(request: &Request, facts: &Facts) -> Option<String> {
    let in_context = request.context.iter().find(|(key, _)| {
        ["aws:ResourceAccount", "s3:ResourceAccount"].iter().any(|it| key.eq_ignore_ascii_case(it))
    });
    let in_context = in_context.and_then(|(_, value)| value.texts().first());
    let told = request.resource_account.as_deref().or(facts.bucket.account.as_deref());
    let told = told.or(in_context.map(String::as_str)).map(ToOwned::to_owned);
    told.or_else(|| account_in(request.resource.as_deref()?))
}

/// What the call says about encryption.
pub(crate) fn encrypting(context: &mut Context, facts: &Facts) {
    let call = &facts.call;
    for (key, header) in [
        ("s3:x-amz-server-side-encryption", &call.server_side_encryption_header),
        ("s3:x-amz-acl", &call.acl),
    ] {
        match header {
            Some(Some(value)) => context.supply_text(key, value),
            Some(None) => context.supply_absent(key),
            None => {}
        }
    }
}

/// The owner, where the ARN names it.
fn account_in(resource: &str) -> Option<String> {
    let arn = crate::policy::Arn::parse(resource)?;
    crate::policy::is_account_id(arn.account()).then(|| arn.account().to_owned())
}
