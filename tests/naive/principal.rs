//! Whether a statement names the caller, and as what. Not: what follows from it.

use serde_json::Value;

use super::{call::Caller, each};

/// As what a statement names the caller, by
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// As everyone of its account.
    Account,
    /// As the role that it is a session of.
    Role,
    /// As itself, or as everyone.
    Itself,
}

/// `None` where the statement is about others.
pub(super) fn named(statement: &Value, caller: &Caller) -> Option<Named> {
    if !statement["NotPrincipal"].is_null() {
        let spared = is_spared(&statement["NotPrincipal"], caller);
        return (!spared).then_some(Named::Itself);
    }
    let element = &statement["Principal"];
    if element.is_null() {
        return Some(Named::Itself);
    }
    let is_listed = |text: &str| lists(element, "AWS", text);
    let service = caller.kind == "service" && lists(element, "Service", &caller.arn);
    let provider = caller.kind == "provider" && lists(element, "Federated", &caller.arn);
    if element == "*" || is_listed("*") || service || provider {
        return Some(Named::Itself);
    }
    let session = caller.session.as_deref().is_some_and(is_listed);
    let own = ["user", "federated-user"].contains(&caller.kind.as_str());
    if session || (own && is_listed(&caller.arn)) {
        return Some(Named::Itself);
    }
    // Where the ARN of a user or a role was stored as its ID.
    if caller.id.starts_with("AIDA") && is_listed(&caller.id) {
        return Some(Named::Itself);
    }
    let by_id = caller.id.starts_with("AROA") && is_listed(&caller.id);
    if by_id || (caller.kind == "role" && is_listed(&caller.arn)) {
        return Some(Named::Role);
    }
    lists_account(element, caller).then_some(Named::Account)
}

/// Everything that the caller is must be listed, and a caller with a boundary is never spared:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>.
fn is_spared(element: &Value, caller: &Caller) -> bool {
    let is_listed = |text: &str| lists(element, "AWS", text);
    if caller.kind == "service" {
        return lists(element, "Service", &caller.arn);
    }
    if caller.kind == "provider" {
        return lists(element, "Federated", &caller.arn);
    }
    let entity = caller.is_root() || is_listed(&caller.arn);
    let session = caller.session.as_deref().is_none_or(is_listed);
    lists_account(element, caller) && entity && session && !caller.is_bounded
}

fn lists_account(element: &Value, caller: &Caller) -> bool {
    let root = format!("arn:aws:iam::{}:root", caller.account);
    !caller.account.is_empty()
        && (lists(element, "AWS", &caller.account) || lists(element, "AWS", &root))
}

fn lists(element: &Value, kind: &str, text: &str) -> bool {
    each(&element[kind]).any(|listed| listed.as_str() == Some(text))
}
