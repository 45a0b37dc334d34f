//! One request against the policies that have a say in it: the decision, and the statements that
//! made it. Not: findings, wording, JSON.

mod access_point;
mod barrier;
mod decisive;
mod key;
mod public;
mod settings;

use crate::{
    Facts, Request,
    eval::{
        Call, Caller, CallerPolicies, Context, Decision, Match, Open, Relation, decide,
        is_about_role,
    },
    policy::{Kind, Policy},
    report::Outcome,
};

pub use barrier::{Barrier, Passage};
pub use decisive::{Because, Decisive};
use key::KeyUse;

/// A policy document that was read, and how it is attached.
#[derive(Clone, Debug)]
pub struct Attached {
    pub policy: Policy,
    pub kind: Kind,
    /// For control policies: the root, organizational unit or account it is attached to.
    pub target: Option<String>,
}

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
}

/// One call, decided by the policies.
#[derive(Clone, Debug)]
pub struct Part {
    pub call: Call,
    pub decision: Decision,
    /// For each policy of the decision, its index among those that were attached.
    pub policies: Vec<usize>,
}

/// Kinds that have a say in a call to S3.
pub(crate) const FOR_S3: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::AccessPoint,
    Kind::Bucket,
    Kind::Resource,
];

/// Kinds that have a say when a role is assumed.
const FOR_ROLE: &[Kind] = &[
    Kind::Trust,
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
];

/// Kinds that have a say in a call to AWS KMS.
const FOR_KMS: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::Key,
];

/// Kinds that have a say in any other call.
const FOR_OTHERS: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::Resource,
];

/// Kinds that have a say in a call through an access point, before the bucket has its own.
const FOR_ACCESS_POINT: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::AccessPoint,
];

/// Kinds that have a say in what S3 asks of AWS KMS for the caller.
const FOR_KEY: &[Kind] = &[
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::Key,
];

const FOR_AWS_KEY: &[Kind] =
    &[Kind::Identity, Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl];

/// Kinds that have a say behind an access point.
const FOR_BUCKET: &[Kind] = &[Kind::Bucket, Kind::ResourceControl];

/// Decides `request`. A kind without a policy is taken to be absent in AWS, unless it is among
/// `unknown`.
#[must_use]
pub fn authorize(
    request: &Request,
    facts: &Facts,
    attached: &[Attached],
    unknown: &[Kind],
) -> Authorization {
    let site = Site { facts, attached, unknown };
    let mut call = call(request, facts);
    access_point::supply(&mut call, facts);
    let mut passages = Vec::new();
    let mut parts = Vec::new();
    if is_s3(&call.action) {
        call.grants = settings::grants(&call, facts);
        let behind = access_point::behind(&call, facts);
        passages.extend(site.settings(&call));
        passages.extend(access_point::network(&call, facts));
        parts.push(site.decide(&call, if behind.is_some() { FOR_ACCESS_POINT } else { FOR_S3 }));
        parts.extend(behind.map(|behind| site.decide(&behind, FOR_BUCKET)));
        if let Some(KeyUse { passages: own, call, is_aws_managed }) = key::key_use(&call, facts) {
            passages.extend(own);
            parts.extend(call.map(|call| site.decide_key(&call, is_aws_managed)));
        }
    } else {
        passages.extend(key::of_direct_call(&mut call, facts));
        parts.push(site.decide(&call, kinds(&call.action)));
    }
    summed_up(parts, passages)
}

/// What a call is decided against.
struct Site<'a> {
    facts: &'a Facts,
    attached: &'a [Attached],
    unknown: &'a [Kind],
}

impl Site<'_> {
    fn decide(&self, call: &Call, kinds: &[Kind]) -> Part {
        let mut relations = Vec::with_capacity(self.attached.len());
        let mut policies = Vec::with_capacity(self.attached.len());
        for (index, Attached { policy, kind, target }) in self.attached.iter().enumerate() {
            if kinds.contains(kind) {
                relations.push(Relation { policy, kind: *kind, target: target.as_deref() });
                policies.push(index);
            }
        }
        let unknown: Vec<Kind> =
            self.unknown.iter().copied().filter(|kind| kinds.contains(kind)).collect();
        Part { call: call.clone(), decision: decide(call, &relations, &unknown), policies }
    }

    /// A customer's key always has a policy: one that nobody gave is unknown. An AWS managed key
    /// has AWS's own, and no resource control policy binds it.
    fn decide_key(&self, call: &Call, is_aws_managed: bool) -> Part {
        let has_policy = self.attached.iter().any(|attached| attached.kind == Kind::Key);
        let mut unknown = self.unknown.to_vec();
        if !has_policy && !is_aws_managed && !unknown.contains(&Kind::Key) {
            unknown.push(Kind::Key);
        }
        let kinds = if is_aws_managed { FOR_AWS_KEY } else { FOR_KEY };
        Site { unknown: &unknown, ..*self }.decide(call, kinds)
    }

    fn settings(&self, call: &Call) -> Vec<Passage> {
        let policies: Vec<(&Policy, Kind)> =
            self.attached.iter().map(|attached| (&attached.policy, attached.kind)).collect();
        let decides = |action: &str, resource: &str| {
            let mut other = call.clone();
            action.clone_into(&mut other.action);
            resource.clone_into(&mut other.resource);
            other.context.supply_absent("s3:prefix");
            match self.decide(&other, FOR_S3).decision.outcome {
                Outcome::Allowed => Match::Yes,
                Outcome::Undetermined => Match::Unknown,
                Outcome::ExplicitDeny | Outcome::ImplicitDeny => Match::No,
            }
        };
        settings::passages(call, self.facts, &policies, &decides)
    }
}

fn is_s3(action: &str) -> bool {
    action.get(..3).is_some_and(|service| service.eq_ignore_ascii_case("s3:"))
}

fn summed_up(parts: Vec<Part>, passages: Vec<Passage>) -> Authorization {
    let outcomes: Vec<Outcome> = parts
        .iter()
        .map(|part| part.decision.outcome)
        .chain(passages.iter().map(Passage::outcome))
        .collect();
    // Refusals weigh most, then what is not known.
    let outcome = [Outcome::ExplicitDeny, Outcome::ImplicitDeny, Outcome::Undetermined]
        .into_iter()
        .find(|outcome| outcomes.contains(outcome))
        .unwrap_or(Outcome::Allowed);
    let blocked_by = blocked_by(&parts, &passages);
    let open =
        if outcome == Outcome::Undetermined { open(&parts, &passages) } else { Open::default() };
    let decisive = decisive::decisive(&parts, outcome);
    Authorization { outcome, blocked_by, parts, passages, decisive, open }
}

/// What refuses explicitly stands first.
fn blocked_by(parts: &[Part], passages: &[Passage]) -> Vec<Barrier> {
    let mut blocked: Vec<Barrier> = Vec::new();
    for wanted in [Outcome::ExplicitDeny, Outcome::ImplicitDeny] {
        let of_parts = parts.iter().filter(|part| part.decision.outcome == wanted);
        let kinds = of_parts.flat_map(|part| part.decision.blocked_by.iter().copied());
        let settings = passages.iter().filter(|passage| passage.outcome() == wanted);
        let settings = settings.map(|passage| passage.barrier);
        for barrier in kinds.map(Barrier::Policy).chain(settings) {
            if !blocked.contains(&barrier) {
                blocked.push(barrier);
            }
        }
    }
    blocked
}

fn open(parts: &[Part], passages: &[Passage]) -> Open {
    let mut all = Open::default();
    for part in parts {
        let Open { keys, kinds, .. } = &part.decision.open;
        for key in keys.iter().map(String::as_str).chain(settled_by(passages)) {
            if !all.keys.iter().any(|known| known.eq_ignore_ascii_case(key)) {
                all.keys.push(key.to_owned());
            }
        }
        let new: Vec<Kind> =
            kinds.iter().copied().filter(|kind| !all.kinds.contains(kind)).collect();
        all.kinds.extend(new);
    }
    all
}

fn settled_by(passages: &[Passage]) -> impl Iterator<Item = &str> {
    passages.iter().filter_map(|passage| passage.missing)
}

/// The kinds of policies that have a say in `action`.
pub(crate) fn kinds(action: &str) -> &'static [Kind] {
    let action = action.to_ascii_lowercase();
    match action.split_once(':') {
        Some(("s3", _)) => FOR_S3,
        Some(("kms", _)) => FOR_KMS,
        // What goes with assuming a role asks its trust policy, too.
        Some(("sts", name)) if is_about_role(name) => FOR_ROLE,
        _ => FOR_OTHERS,
    }
}

/// The call that a request of the user's own is.
pub(crate) fn call(request: &Request, facts: &Facts) -> Call {
    let caller = Caller::parse(request.principal.as_deref(), request.session.as_deref());
    let resource = request.resource.clone().unwrap_or_else(|| "*".to_owned());
    let told = request.resource_account.as_deref().or(facts.bucket.account.as_deref());
    let account = told.map(ToOwned::to_owned).or_else(|| account_in(&resource));
    let mut context = Context::new(request.context_complete);
    for (key, value) in &request.context {
        context.supply(key, value.clone());
    }
    if facts.call.vpc_endpoint == Some(None) {
        context.outside_endpoints();
    }
    context.derive(&caller, account.as_deref());
    let same_account = caller.owns(account.as_deref());
    let manager = facts.organization.management_account.as_deref();
    let manages = |account: Option<&str>| manager.is_some() && account == manager;
    let from_management_account = manages(caller.account.as_deref());
    Call {
        caller,
        action: request.action.clone().unwrap_or_default(),
        resource,
        context,
        same_account,
        caller_policies: CallerPolicies::Given,
        grants: Vec::new(),
        from_management_account,
        to_management_account: manages(account.as_deref()),
    }
}

/// The owner, where the ARN names it.
fn account_in(resource: &str) -> Option<String> {
    let arn = crate::policy::Arn::parse(resource)?;
    crate::policy::is_account_id(arn.account()).then(|| arn.account().to_owned())
}
