//! The calls by which a vendor comes to act as the customer's role, by
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>.

use super::{Case, calls::Planned};
use crate::{
    Input,
    eval::{Call, Caller, CallerKind, CallerPolicies, Context, Match},
    policy::{Arn, Kind, Policy, Principal},
    profile::{ExternalIdUse, PrincipalKind, TrustNeed},
};

/// Kinds that have a say when a vendor assumes the role.
pub(super) const FOR_VENDOR: &[Kind] = &[Kind::Trust, Kind::ResourceControl];

/// Kinds that have a say when the role assumes itself.
const FOR_ITSELF: &[Kind] = &[
    Kind::Trust,
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::ServiceControl,
    Kind::ResourceControl,
];

/// The vendor's call, then the role's own where it assumes itself.
pub(super) fn plan(case: &Case<'_>, need: &TrustNeed) -> Vec<Planned<'static>> {
    let mut planned = vec![by_vendor(case, need)];
    if need.is_self_assuming {
        planned.push(by_itself(case.input, need));
    }
    planned
}

fn by_vendor(case: &Case<'_>, need: &TrustNeed) -> Planned<'static> {
    let input = case.input;
    let caller = vendor(case, need);
    let mut context = context(input, need);
    if matches!(caller.kind, CallerKind::Service(_)) {
        // A role can be handed to a service in its own account only:
        // <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>.
        if let Some(account) = role(input).and_then(|arn| account(&arn)) {
            context.supply_text("aws:SourceAccount", &account);
        }
    }
    for key in &need.condition_keys {
        if let Some(subject) = &input.facts.trust.subject {
            context.supply_text(key, subject);
        }
        if let Some(key) = audience_key(key) {
            context.supply_text(&key, AUDIENCE);
        }
    }
    context.derive(&caller, None);
    let call = call(input, need, caller, context);
    Planned::for_profile(call, FOR_VENDOR)
}

fn by_itself(input: &Input, need: &TrustNeed) -> Planned<'static> {
    let mut caller = Caller::parse(input.request.principal.as_deref(), None);
    caller.kind = CallerKind::Role;
    let mut context = context(input, need);
    context.derive(&caller, caller.account.clone().as_deref());
    let call = Call {
        same_account: Match::Yes,
        caller_policies: CallerPolicies::Given,
        ..call(input, need, caller, context)
    };
    Planned::for_profile(call, FOR_ITSELF)
}

fn context(input: &Input, need: &TrustNeed) -> Context {
    let mut context = Context::new(false);
    context.supply_text("aws:MultiFactorAuthPresent", "false");
    context.supply_text("aws:SecureTransport", "true");
    match &input.facts.trust.external_id {
        Some(external_id) => context.supply_text("sts:ExternalId", external_id),
        None if need.external_id.usage == ExternalIdUse::Nothing => {
            context.supply_absent("sts:ExternalId");
        }
        None => {}
    }
    context
}

fn call(input: &Input, need: &TrustNeed, caller: Caller, context: Context) -> Call {
    let role = input.request.principal.clone();
    Call {
        caller,
        action: need.action.clone(),
        resource: role.unwrap_or_else(|| "arn:aws:iam::*:role/*".to_owned()),
        context,
        same_account: Match::No,
        caller_policies: CallerPolicies::Told { allow: Match::Yes, is_bounded: false },
        grants: Vec::new(),
        from_management_account: false,
        to_management_account: false,
    }
}

/// Who assumes the role: as told, else as the vendor documents it for every customer. Of an account
/// alone it is not known who.
fn vendor(case: &Case<'_>, need: &TrustNeed) -> Caller {
    let facts = &case.input.facts.trust;
    let told = facts.principal.clone().or_else(|| facts.account_id.clone());
    let named = match need.kind {
        PrincipalKind::Federated => {
            let known = need.known.first().map(|known| provider(case, known));
            facts.principal.clone().or(known)
        }
        PrincipalKind::Service => facts.principal.clone().or_else(|| need.known.first().cloned()),
        PrincipalKind::Own => told.or_else(|| role(case.input).and_then(|arn| account(&arn))),
        PrincipalKind::Account | PrincipalKind::Role | PrincipalKind::User => match told {
            Some(told) => {
                let mut known = need.known.iter();
                Some(known.find(|known| account_of(known) == told).cloned().unwrap_or(told))
            }
            None => documented(case, &need.known),
        },
    };
    let caller = Caller::parse(named.as_deref(), None);
    if caller.kind == CallerKind::Root {
        return Caller { kind: CallerKind::Unknown, arn: None, ..caller };
    }
    caller
}

/// Whom GitHub's and others' clients ask a token for, unless they are told otherwise.
const AUDIENCE: &str = "sts.amazonaws.com";

/// The key of the audience that is taken as given beside the subject of `key`.
fn audience_key(key: &str) -> Option<String> {
    let provider = key.strip_suffix(":sub").filter(|host| !is_of_aws(host))?;
    Some([provider, ":aud"].concat())
}

/// The audience that is taken as given, where one of `policies` asks for it.
pub(crate) fn assumed_audience<'a>(
    need: &TrustNeed,
    policies: impl Iterator<Item = &'a Policy>,
) -> Option<&'static str> {
    let wanted: Vec<String> =
        need.condition_keys.iter().filter_map(|key| audience_key(key)).collect();
    let mut asked = super::context::keys(policies);
    let is_asked = asked.any(|key| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(key)));
    is_asked.then_some(AUDIENCE)
}

/// Whether AWS knows the provider without an OIDC provider in the customer's account:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>.
fn is_of_aws(host: &str) -> bool {
    matches!(Caller::parse(Some(host), None).kind, CallerKind::Federated(_))
}

/// What trust policies of the account call the provider, where that is not its host.
pub(crate) fn provider_arn(host: &str, partition: &str, account: &str) -> Option<String> {
    let is_own = !is_of_aws(host);
    is_own.then(|| ["arn:", partition, ":iam::", account, ":oidc-provider/", host].concat())
}

/// The OIDC provider for `host` in the role's account; while that is not told, the one that the trust policy names.
fn provider(case: &Case<'_>, host: &str) -> String {
    if is_of_aws(host) {
        return host.to_owned();
    }
    let role = role(case.input);
    if let Some(arn) = role.and_then(|it| provider_arn(host, it.partition(), it.account())) {
        return arn;
    }
    let name = [":oidc-provider/", host].concat();
    let policies = case.of_kind(Kind::Trust).flat_map(|(_, _, policy)| &policy.statements);
    let mut entries = policies.filter_map(|it| it.principal.as_ref()).flat_map(|it| &it.entries);
    let named = entries.find_map(|entry| match &entry.value {
        Principal::Federated(named) => Some(named).filter(|named| named.ends_with(&name)),
        _ => None,
    });
    named.cloned().unwrap_or_else(|| host.to_owned())
}

/// The one of several that the trust policy means, else the first.
fn documented(case: &Case<'_>, known: &[String]) -> Option<String> {
    let trusts = |known: &&String| {
        case.of_kind(Kind::Trust).any(|(_, _, policy)| names(policy, account_of(known)))
    };
    known.iter().find(trusts).or_else(|| known.first()).cloned()
}

fn names(policy: &Policy, wanted: &str) -> bool {
    let elements = policy.statements.iter().filter_map(|statement| statement.principal.as_ref());
    elements.flat_map(|element| &element.entries).any(|entry| match &entry.value {
        Principal::Account(account) => account == wanted,
        Principal::Arn(arn) => arn.account() == wanted,
        _ => false,
    })
}

/// The account in an ARN, or the text itself.
fn account_of(principal: &str) -> &str {
    if principal.starts_with("arn:") {
        principal.split(':').nth(4).unwrap_or_default()
    } else {
        principal
    }
}

fn role(input: &Input) -> Option<Arn> {
    Arn::parse(input.request.principal.as_deref()?)
}

fn account(arn: &Arn) -> Option<String> {
    (!arn.account().is_empty()).then(|| arn.account().to_owned())
}
