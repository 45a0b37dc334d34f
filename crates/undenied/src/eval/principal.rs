//! Whether a policy's principals include the caller, and by which name, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>.

use super::{
    Match, any,
    call::{Call, Caller, CallerKind},
    context::Lookup,
};
use crate::{
    ContextValue,
    glob::Glob,
    policy::{Arn, Polarity, Principal, PrincipalElement},
    template,
};

/// By which name a resource-based policy includes the caller; what else must allow depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// By account: hands the decision over to that account's own policies.
    Account,
    Role,
    /// A user, a session, a service, or everyone.
    Direct,
}

/// Whether `element` includes the caller, and how.
pub(super) fn matches(element: &PrincipalElement, call: &Call) -> (Match, Naming) {
    let entries = element.entries.iter().map(|entry| includes(&entry.value, call));
    let strongest = entries.max().unwrap_or((Match::No, Naming::Account));
    match element.polarity {
        Polarity::Listed => strongest,
        Polarity::AllBut => (strongest.0.negate(), Naming::Direct),
    }
}

/// Whether a Deny with `NotPrincipal` spares the caller: AWS asks for the account, then for the
/// role, then for the session, and each has to be listed. It spares nobody who has a permissions
/// boundary. See
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>.
pub(super) fn spares(element: &PrincipalElement, call: &Call, is_bounded: bool) -> Match {
    let caller = &call.caller;
    let entries = || element.entries.iter().map(|entry| &entry.value);
    let listed = |wanted: fn(&Principal) -> bool| {
        any(entries().filter(|entry| wanted(entry)).map(|entry| includes(entry, call).0))
    };
    let everyone = listed(|entry| *entry == Principal::Everyone);
    if !caller.is_identity() {
        return listed(|_| true);
    }
    let account = listed(|entry| matches!(entry, Principal::Account(_)));
    let session = listed(|entry| matches!(entry, Principal::Arn(arn) if is_session(arn)));
    let entity = listed(|entry| matches!(entry, Principal::Arn(arn) if !is_session(arn)));
    let named = match caller.kind {
        CallerKind::Root => account,
        CallerKind::Role => account.and(entity).and(session),
        CallerKind::FederatedUser => account.and(session),
        _ => account.and(entity),
    };
    if is_bounded { everyone } else { everyone.or(named) }
}

/// Whether `principal`, an ARN or a service, is the caller.
pub(crate) fn is_named(principal: &str, call: &Call) -> Match {
    match (&call.caller.kind, Arn::parse(principal)) {
        (CallerKind::Service(own), None) => own.eq_ignore_ascii_case(principal).into(),
        (_, Some(arn)) if arn.is_root() => in_account(arn.account(), &call.caller),
        (_, Some(arn)) => named(&arn, &call.caller).0,
        _ => Match::No,
    }
}

fn is_session(arn: &Arn) -> bool {
    arn.service() == "sts"
}

/// What in `element` a template fills in.
pub(super) fn reference(element: &PrincipalElement) -> Option<String> {
    let mut texts = element.entries.iter().filter_map(|entry| text(&entry.value));
    texts.find_map(template::reference).map(ToOwned::to_owned)
}

fn text(principal: &Principal) -> Option<&str> {
    match principal {
        Principal::Arn(arn) => Some(arn.as_str()),
        Principal::Service(text) | Principal::Other(text) => Some(text),
        _ => None,
    }
}

/// Whether some value of the references makes it the caller.
fn may_include(principal: &Principal, widened: &str, caller: &Caller) -> (Match, Naming) {
    let (may, naming) = match (principal, &caller.kind) {
        (Principal::Service(_), CallerKind::Service(own)) => {
            (Glob::ignoring_case(widened).matches(&own.to_ascii_lowercase()), Naming::Direct)
        }
        (Principal::Service(_), _) => (false, Naming::Direct),
        (Principal::Arn(arn), _) => {
            let is_told = |text: &str| template::reference(text).is_none();
            let other_account =
                is_told(arn.account()) && in_account(arn.account(), caller) == Match::No;
            let other_role = arn.is_role()
                && is_told(arn.name())
                && caller.role_name().is_some_and(|own| own != arn.name());
            let naming = if arn.is_root() { Naming::Account } else { Naming::Role };
            (caller.is_identity() && !other_account && !other_role, naming)
        }
        _ => (caller.is_identity(), Naming::Direct),
    };
    (if may { Match::Unknown } else { Match::No }, naming)
}

fn includes(principal: &Principal, call: &Call) -> (Match, Naming) {
    let caller = &call.caller;
    if let Some(widened) = text(principal).and_then(template::widened) {
        return may_include(principal, &widened, caller);
    }
    match principal {
        Principal::Everyone => (Match::Yes, Naming::Direct),
        Principal::Account(account) => (in_account(account, caller), Naming::Account),
        Principal::Arn(arn) => named(arn, caller),
        Principal::Service(name) => {
            let is_service =
                matches!(&caller.kind, CallerKind::Service(own) if own.eq_ignore_ascii_case(name));
            (is_service.into(), Naming::Direct)
        }
        // The canonical ID of an account is in no ARN and no key.
        Principal::CanonicalUser(_) if caller.is_identity() => (Match::Unknown, Naming::Account),
        Principal::Federated(name) => {
            let is_provider = matches!(&caller.kind, CallerKind::Federated(own) if own == name);
            (is_provider.into(), Naming::Direct)
        }
        // A role's ARN is stored as its ID and means the same.
        Principal::UniqueId(id) if id.starts_with("AROA") => {
            (has_unique_id(id, call), Naming::Role)
        }
        Principal::UniqueId(id) => (has_unique_id(id, call), Naming::Direct),
        Principal::CanonicalUser(_) | Principal::Other(_) => (Match::No, Naming::Direct),
    }
}

/// `AROA...` stands where a role was deleted; another role of the same name has another ID.
fn has_unique_id(id: &str, call: &Call) -> Match {
    let Lookup::Present(ContextValue::Single(own)) = call.context.lookup("aws:userid") else {
        return Match::No;
    };
    (own.split(':').next() == Some(id)).into()
}

fn in_account(account: &str, caller: &Caller) -> Match {
    match &caller.account {
        Some(own) => (own == account).into(),
        None if caller.is_identity() => Match::Unknown,
        None => Match::No,
    }
}

fn named(arn: &Arn, caller: &Caller) -> (Match, Naming) {
    let account = in_account(arn.account(), caller);
    let known = |holds: bool| account.and(holds.into());
    if let Some(role) = arn.session_role() {
        let matched = match (&caller.session, caller.role_name()) {
            (Some(session), _) => known(session == arn),
            (None, Some(own)) if own != role => Match::No,
            _ if matches!(caller.kind, CallerKind::Role | CallerKind::Unknown) => {
                account.and(Match::Unknown)
            }
            _ => Match::No,
        };
        return (matched, Naming::Direct);
    }
    if arn.is_federated_user() {
        return (known(caller.session.as_ref() == Some(arn)), Naming::Direct);
    }
    let is_nameless = caller.arn.is_none() && caller.session.is_none();
    let matched = if is_nameless && (arn.is_role() || caller.kind == CallerKind::Unknown) {
        account.and(Match::Unknown)
    } else if arn.is_role() {
        known(caller.role_name() == Some(arn.name()))
    } else {
        known(caller.arn.as_ref() == Some(arn))
    };
    // A federated user who is named by the user who asked for the session stays limited by it.
    let is_entity = arn.is_role() || caller.kind == CallerKind::FederatedUser;
    (matched, if is_entity { Naming::Role } else { Naming::Direct })
}
