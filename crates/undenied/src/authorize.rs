//! One request against the policies that have a say in it: the decision, and the statements that
//! made it. Not: findings, wording, JSON.

use crate::{
    Facts, Request,
    eval::{
        Call, Caller, CallerPolicies, Context, Decision, Evidence, Match, Relation, decide,
    },
    policy::{Effect, Kind, Policy},
    report::Outcome,
};

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
    pub decision: Decision,
    /// Statements without which the decision would differ or would have to be made by another
    /// one; for an implicit deny those that come nearest to an Allow.
    pub decisive: Vec<Decisive>,
}

/// A statement that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decisive {
    /// Index into the policies.
    pub policy: usize,
    /// 0-based.
    pub statement: usize,
    pub effect: Option<Effect>,
    pub matched: Match,
    /// The first element that does not match, or is not known to.
    pub because: Option<Because>,
}

/// An element of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    Principal,
    Action,
    Resource,
    /// Index of the condition.
    Condition(usize),
    /// A part that could not be read.
    Unreadable,
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

/// Kinds that have a say in any other call.
pub(crate) const FOR_OTHERS: &[Kind] = &[
    Kind::Trust,
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::Key,
    Kind::Resource,
];

/// Decides `request`. A kind without a policy is taken to be absent in AWS, unless it is among
/// `unknown`.
#[must_use]
pub fn authorize(
    request: &Request,
    facts: &Facts,
    attached: &[Attached],
    unknown: &[Kind],
) -> Authorization {
    let call = call(request, facts);
    let kinds = kinds(&call.action);
    let mut relations = Vec::with_capacity(attached.len());
    let mut indices = Vec::with_capacity(attached.len());
    for (index, Attached { policy, kind, target }) in attached.iter().enumerate() {
        if kinds.contains(kind) {
            relations.push(Relation { policy, kind: *kind, target: target.as_deref() });
            indices.push(index);
        }
    }
    let decision = decide(&call, &relations, unknown);
    let decisive = decisive(&decision, &indices);
    Authorization { decision, decisive }
}

/// The kinds of policies that have a say in `action`.
pub(crate) fn kinds(action: &str) -> &'static [Kind] {
    let service = action.split(':').next().unwrap_or_default();
    if service.eq_ignore_ascii_case("s3") { FOR_S3 } else { FOR_OTHERS }
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
    Call {
        caller,
        action: request.action.clone().unwrap_or_default(),
        resource,
        context,
        same_account,
        caller_policies: CallerPolicies::Given,
        grants: Vec::new(),
        from_management_account: false,
        to_management_account: false,
    }
}

/// The owner, where the ARN names it.
fn account_in(resource: &str) -> Option<String> {
    let arn = crate::policy::Arn::parse(resource)?;
    crate::policy::is_account_id(arn.account()).then(|| arn.account().to_owned())
}

fn decisive(decision: &Decision, indices: &[usize]) -> Vec<Decisive> {
    let chosen: Vec<&Evidence> = match decision.outcome {
        Outcome::ExplicitDeny => first(decision, |evidence| {
            evidence.effect == Some(Effect::Deny) && evidence.matched == Match::Yes
        }),
        Outcome::Allowed => decision
            .gates
            .iter()
            .filter(|gate| gate.outcome == Outcome::Allowed)
            .filter_map(|gate| decision.evidence.get(gate.decisive?))
            .collect(),
        Outcome::ImplicitDeny => {
            decision.blocked_by.iter().filter_map(|kind| nearest(decision, *kind)).collect()
        }
        Outcome::Undetermined => {
            let open = decision.open.statements.iter();
            open.filter_map(|index| decision.evidence.get(*index)).collect()
        }
    };
    chosen.into_iter().map(|evidence| told(evidence, indices)).collect()
}

fn first(decision: &Decision, wanted: impl Fn(&Evidence) -> bool) -> Vec<&Evidence> {
    decision.evidence.iter().find(|evidence| wanted(evidence)).into_iter().collect()
}

/// The Allow of `kind` of which most elements match.
fn nearest(decision: &Decision, kind: Kind) -> Option<&Evidence> {
    let allows = decision
        .evidence
        .iter()
        .filter(|evidence| evidence.kind == kind && evidence.effect == Some(Effect::Allow));
    let mut best: Option<(usize, &Evidence)> = None;
    for evidence in allows {
        let matching = [evidence.principal, evidence.action, evidence.resource];
        let score = matching.iter().filter(|matched| **matched != Match::No).count();
        if best.is_none_or(|(best, _)| best < score) {
            best = Some((score, evidence));
        }
    }
    best.map(|(_, evidence)| evidence)
}

fn told(evidence: &Evidence, indices: &[usize]) -> Decisive {
    Decisive {
        policy: indices.get(evidence.policy).copied().unwrap_or_default(),
        statement: evidence.statement,
        effect: evidence.effect,
        matched: evidence.matched,
        because: because(evidence),
    }
}

fn because(evidence: &Evidence) -> Option<Because> {
    if evidence.matched == Match::Yes {
        return None;
    }
    let elements = [
        (evidence.principal, Because::Principal),
        (evidence.action, Because::Action),
        (evidence.resource, Because::Resource),
    ];
    let conditions = evidence
        .conditions
        .iter()
        .map(|condition| (condition.matched, Because::Condition(condition.index)));
    let mut all = elements.into_iter().chain(conditions);
    let found = all.find(|(matched, _)| *matched == evidence.matched);
    Some(found.map_or(Because::Unreadable, |(_, because)| because))
}
