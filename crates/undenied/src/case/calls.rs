//! Which calls the case is about, what is known of each, and what is still needed to decide it.

use super::Case;
use crate::{
    Input,
    authorize::{self, FOR_S3, KeyUse, Passage},
    eval::{Call, Caller, CallerKind, CallerPolicies, Context, Decision, Match},
    missing,
    policy::Kind,
    profile::Need,
    report::{Missing, Outcome},
    target::Target,
};

/// A call to decide.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(super) call: Call,
    pub(super) need: Option<&'static Need>,
    /// The kinds of policies that have a say in it.
    pub(super) kinds: &'static [Kind],
    /// What the key itself says to a call to AWS KMS.
    pub(super) passages: Vec<Passage>,
    /// The user's own request, or made for it.
    pub(super) is_own: bool,
    /// Made for a profile: an absent document is unknown, not absent in AWS.
    is_for_profile: bool,
}

/// Kinds that have a say when a vendor assumes the role.
const FOR_ASSUME_ROLE: &[Kind] = &[Kind::Trust, Kind::ResourceControl];

/// The user's own request first, then the profile's calls.
pub(super) fn plan(case: &Case<'_>) -> Vec<Planned> {
    let mut planned = Vec::new();
    planned.extend(own_request(case.input));
    planned.extend(key_call(case.input, planned.first()));
    let Some(profile) = case.profile else { return planned };
    if profile.trust.is_some() {
        planned.push(assume_role(case.input));
    }
    let Some(target) = &case.target else { return planned };
    for need in profile.needs {
        let needed = needed(case.input, target, need);
        let key_call = key_call(case.input, Some(&needed));
        planned.push(needed);
        planned.extend(key_call);
    }
    planned
}

/// What S3 asks of AWS KMS to serve `served`.
fn key_call(input: &Input, served: Option<&Planned>) -> Option<Planned> {
    (input.settings?.key_call)(input, served?)
}

/// What S3 asks of AWS KMS to serve `served`.
pub(crate) fn call_of_key(input: &Input, served: &Planned) -> Option<Planned> {
    let KeyUse { passages, call, is_aws_managed } = authorize::key_use(&served.call, &input.facts)?;
    let kinds = if is_aws_managed { authorize::FOR_AWS_KEY } else { authorize::FOR_KEY };
    let Planned { is_own, is_for_profile, .. } = *served;
    // Nobody unknown gets as far as the key; the call stands for the refusal.
    let call =
        call.unwrap_or_else(|| Call { action: "kms:Decrypt".to_owned(), ..served.call.clone() });
    Some(Planned { call, need: None, kinds, passages, is_own, is_for_profile })
}

fn own_request(input: &Input) -> Option<Planned> {
    let action = input.request.action.as_deref()?;
    let kinds = authorize::kinds(action);
    let call = authorize::call(&input.request, &input.facts);
    let passages = Vec::new();
    Some(Planned { call, need: None, kinds, passages, is_own: true, is_for_profile: false })
}

/// Somebody in the vendor's account assumes the role.
fn assume_role(input: &Input) -> Planned {
    let trust = &input.facts.trust;
    let caller = Caller {
        kind: CallerKind::Unknown,
        account: trust.account_id.clone(),
        arn: None,
        session: None,
    };
    let mut context = Context::new(false);
    context.supply_text("aws:MultiFactorAuthPresent", "false");
    context.supply_text("aws:SecureTransport", "true");
    if let Some(external_id) = &trust.external_id {
        context.supply_text("sts:ExternalId", external_id);
    }
    context.derive(&caller, None);
    let role = input.request.principal.clone();
    let call = Call {
        caller,
        action: "sts:AssumeRole".to_owned(),
        resource: role.unwrap_or_else(|| "arn:aws:iam::*:role/*".to_owned()),
        context,
        same_account: Match::No,
        caller_policies: CallerPolicies::Told { allow: Match::Yes, is_bounded: false },
        grants: Vec::new(),
        from_management_account: false,
        to_management_account: false,
    };
    planned_for_profile(call, None, FOR_ASSUME_ROLE)
}

/// A call to S3 that the profile needs, made as the role.
fn needed(input: &Input, target: &Target, need: &'static Need) -> Planned {
    let mut caller =
        Caller::parse(input.request.principal.as_deref(), input.request.session.as_deref());
    if caller.kind == CallerKind::Unknown
        && input.effective_profile().is_some_and(|profile| profile.trust.is_some())
    {
        caller.kind = CallerKind::Role;
    }
    let account = input.facts.bucket.account.as_deref();
    // Without a word on the bucket's owner it is taken to be the caller's account.
    let owner = account.or(caller.account.as_deref());
    let mut context = Context::new(false);
    for (key, value) in &input.request.context {
        context.supply(key, value.clone());
    }
    ordinary_call(&mut context, input);
    if need.action == "s3:ListBucket" && (target.prefix_is_told || !target.prefix.is_empty()) {
        context.supply_text("s3:prefix", &target.prefix);
    }
    context.derive(&caller, owner);
    let same_account = match caller.owns(account) {
        Match::Unknown => Match::Yes,
        told => told,
    };
    let call = Call {
        caller,
        action: need.action.to_owned(),
        resource: target.arn(need.on),
        context,
        same_account,
        caller_policies: CallerPolicies::Given,
        grants: Vec::new(),
        from_management_account: false,
        to_management_account: false,
    };
    planned_for_profile(call, Some(need), FOR_S3)
}

const fn planned_for_profile(
    call: Call,
    need: Option<&'static Need>,
    kinds: &'static [Kind],
) -> Planned {
    Planned { call, need, kinds, passages: Vec::new(), is_own: false, is_for_profile: true }
}

/// What every SDK does: HTTPS, a signature in the header, no access point, no browser session.
fn ordinary_call(context: &mut Context, input: &Input) {
    context.supply_text("aws:SecureTransport", "true");
    // AWS accepts nothing older since 2024.
    context.supply_text("s3:TlsVersion", "1.2");
    context.supply_text("s3:authType", "REST-HEADER");
    context.supply_text("s3:signatureversion", "AWS4-HMAC-SHA256");
    context.supply_text("aws:ViaAWSService", "false");
    for key in
        ["s3:signatureAge", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "aws:CalledVia"]
    {
        context.supply_absent(key);
    }
    authorize::encrypting(context, &input.facts);
    let is_vendor = input.effective_profile().is_some_and(|profile| profile.trust.is_some());
    if is_vendor {
        context.supply_text("aws:MultiFactorAuthPresent", "false");
    }
    match &input.facts.call.vpc_endpoint {
        Some(Some(endpoint)) => context.supply_text("aws:SourceVpce", endpoint),
        Some(None) => context.outside_endpoints(),
        // A vendor's network is behind none of the customer's endpoints.
        None if is_vendor => context.outside_endpoints(),
        None => {}
    }
}

/// The outcome, given that documents may be absent or unfit, and what would settle it.
pub(super) fn settle(
    case: &Case<'_>,
    planned: &Planned,
    decision: &Decision,
    passages: &[Passage],
    documents: &[usize],
) -> (Outcome, Vec<Missing>) {
    let mut missing: Vec<Missing> = Vec::new();
    let of_key = planned.kinds == authorize::FOR_KEY;
    if (planned.is_for_profile || of_key) && decision.outcome != Outcome::ExplicitDeny {
        let needed = [Kind::Trust, Kind::Identity, Kind::Bucket, Kind::Key];
        let needed = needed.into_iter().filter(|kind| planned.is_for_profile || *kind == Kind::Key);
        let absent = needed.filter(|kind| {
            decision.blocked_by.contains(kind) && case.of_kind(*kind).next().is_none()
        });
        missing.extend(absent.map(|kind| missing::document(kind, case)));
    }
    if !missing.is_empty() {
        return (Outcome::Undetermined, missing);
    }
    let is_refused =
        |index: &usize| case.readings.get(*index).is_some_and(super::Reading::is_refused);
    let outcomes = passages.iter().map(Passage::outcome).chain([decision.outcome]);
    let outcome = match authorize::worst(outcomes) {
        Outcome::Allowed if documents.iter().any(is_refused) => Outcome::Undetermined,
        outcome => outcome,
    };
    let asks_vendor = planned.kinds == FOR_ASSUME_ROLE;
    if outcome == Outcome::Undetermined {
        let keys = decision.open.keys.iter().map(String::as_str);
        let facts = passages.iter().filter_map(|passage| passage.missing);
        missing.extend(keys.chain(facts).map(|key| missing::key(key, asks_vendor, case)));
    }
    (outcome, missing)
}
