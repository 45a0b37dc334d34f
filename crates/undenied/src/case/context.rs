//! What is certain of a call's condition keys whoever makes it.

use crate::{
    ContextValue, Input,
    catalog::{is_family, meant_key, never_sent},
    eval::{Call, CallerKind, Lookup},
    policy::Policy,
};

/// When AWS issued the session of a role.
const ISSUED: &str = "aws:TokenIssueTime";

/// Sets the keys among those that `policies` name that the action never carries or that do not
/// exist, and what a session yet to come has.
pub(super) fn complete<'a>(
    call: &mut Call,
    input: &Input,
    is_own: bool,
    policies: impl Iterator<Item = &'a Policy>,
) {
    let is_absent =
        |key: &str| never_sent(&call.action, key) || is_family(key) || meant_key(key).is_some();
    let absent: Vec<&str> = keys(policies).filter(|key| is_absent(key)).collect();
    for key in absent {
        call.context.supply_absent(key);
    }
    let has_mfa = call.context.lookup("aws:MultiFactorAuthPresent");
    if has_mfa == Lookup::Present(&ContextValue::Single("false".to_owned())) {
        call.context.supply_absent("aws:MultiFactorAuthAge");
    }
    let is_session = matches!(call.caller.kind, CallerKind::Role | CallerKind::Unknown);
    if !is_own && is_session && call.action != "sts:AssumeRole" {
        // Who asks before the call gets a session after any time that a policy may name.
        let now = input.facts.now.as_deref().unwrap_or("9999-12-31T23:59:59Z");
        call.context.supply_text(ISSUED, now);
    }
}

/// Whether some policy asks when the session was issued.
pub(crate) fn asks_for_session_age<'a>(policies: impl Iterator<Item = &'a Policy>) -> bool {
    keys(policies).any(|key| key.eq_ignore_ascii_case(ISSUED))
}

pub(super) fn keys<'a>(
    policies: impl Iterator<Item = &'a Policy>,
) -> impl Iterator<Item = &'a str> {
    let statements = policies.flat_map(|policy| &policy.statements);
    let conditions = statements.flat_map(|statement| &statement.conditions);
    conditions.map(|condition| condition.key.value.as_str())
}
