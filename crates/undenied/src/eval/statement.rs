//! Evidence: for each statement, which of its elements apply to the call.

use super::{
    Match, all, any,
    call::Call,
    condition, principal,
    principal::Naming,
    variable::{self, Expanded},
};
use crate::{
    glob::{Cover, Glob},
    policy::{Effect, Kind, ListElement, Polarity, Policy, Statement, Version},
    template,
};

/// What one statement says to one call, element by element.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Index of the policy among those that were decided over.
    pub policy: usize,
    pub kind: Kind,
    /// 0-based.
    pub statement: usize,
    /// `None`: unreadable.
    pub effect: Option<Effect>,
    pub principal: Match,
    pub naming: Naming,
    pub action: Match,
    pub resource: Match,
    pub conditions: Vec<ConditionEvidence>,
    /// All of it together.
    pub matched: Match,
    /// Condition keys, or `resource`, that would settle an unknown element.
    pub missing: Vec<String>,
    /// How many of them, from the first, are about other elements than conditions.
    pub missing_elements: usize,
}

/// The outcome of one condition.
#[derive(Clone, Debug)]
pub struct ConditionEvidence {
    /// Index into the statement's conditions.
    pub index: usize,
    pub matched: Match,
}

/// Evidence for every statement of `policy`, the `index`-th of the case; `is_bounded` where the
/// caller has a permissions boundary.
#[must_use]
pub fn gather(
    policy: &Policy,
    index: usize,
    kind: Kind,
    call: &Call,
    is_bounded: bool,
) -> Vec<Evidence> {
    let version = policy.effective_version();
    let asked = call.resource_glob();
    let asked = Asked { call, resource: &asked, is_bounded };
    let statements = policy.statements.iter();
    statements.map(|statement| evidence(statement, version, (index, kind), &asked)).collect()
}

/// What is asked of every statement.
struct Asked<'a> {
    call: &'a Call,
    resource: &'a Glob,
    /// The caller has a permissions boundary.
    is_bounded: bool,
}

fn evidence(
    statement: &Statement,
    version: Version,
    (policy, kind): (usize, Kind),
    asked: &Asked<'_>,
) -> Evidence {
    let call = asked.call;
    let mut missing = Vec::new();
    let (principal, naming) = match &statement.principal {
        Some(element) if element.polarity == Polarity::AllBut && statement.is(Effect::Deny) => {
            let spared = principal::spares(element, call, asked.is_bounded);
            (spared.negate(), Naming::Direct)
        }
        Some(element) => principal::matches(element, call),
        // Where one is needed and none was read, nobody knows whom the author meant.
        None if kind.names_principals() => (Match::Unknown, Naming::Direct),
        None => (Match::Yes, Naming::Direct),
    };
    if let Some(element) = statement.principal.as_ref().filter(|_| principal == Match::Unknown) {
        let reference = principal::reference(element);
        missing.push(reference.unwrap_or_else(|| "aws:PrincipalArn".to_owned()));
    }
    let (action, action_missing) = statement
        .action
        .as_ref()
        .map_or((Match::Unknown, None), |action| covers_action(action, &call.action));
    missing.extend(action_missing);
    let (resource, resource_missing) =
        covers_resource(statement, kind, version, call, asked.resource);
    missing.extend(resource_missing);
    let missing_elements = missing.len();
    let mut conditions = Vec::with_capacity(statement.conditions.len());
    for (index, condition) in statement.conditions.iter().enumerate() {
        let (matched, keys) = condition::holds(condition, version, &call.context);
        missing.extend(keys);
        conditions.push(ConditionEvidence { index, matched });
    }
    let gap = if statement.has_gap { Match::Unknown } else { Match::Yes };
    let matched = all(conditions.iter().map(|condition| condition.matched))
        .and(principal)
        .and(action)
        .and(resource)
        .and(gap);
    if matched != Match::Unknown {
        missing.clear();
    }
    Evidence {
        policy,
        kind,
        statement: statement.index,
        effect: statement.effect.as_ref().map(|effect| effect.value),
        principal,
        naming,
        action,
        resource,
        conditions,
        matched,
        missing,
        missing_elements,
    }
}

/// Action names are compared ignoring letter case.
fn covers_action(element: &ListElement, action: &str) -> (Match, Option<String>) {
    let action = action.to_ascii_lowercase();
    let mut missing = None;
    let listed = any(element.values.iter().map(|value| {
        let widened = template::widened(&value.value);
        let pattern = widened.as_ref().unwrap_or(&value.value);
        if !Glob::ignoring_case(pattern).matches(&action) {
            return Match::No;
        }
        if widened.is_none() {
            return Match::Yes;
        }
        missing = template::reference(&value.value).map(ToOwned::to_owned);
        Match::Unknown
    }));
    (if element.polarity == Polarity::Listed { listed } else { listed.negate() }, missing)
}

/// A `*` in a resource ARN reaches over slashes and colons; letter case counts.
fn covers_resource(
    statement: &Statement,
    kind: Kind,
    version: Version,
    call: &Call,
    asked: &Glob,
) -> (Match, Vec<String>) {
    let Some(element) = &statement.resource else {
        // A trust policy is about its own role, and some services' policies about their own
        // resource; elsewhere the reader has reported the gap.
        let is_own = matches!(kind, Kind::Trust | Kind::Resource);
        return (if is_own { Match::Yes } else { Match::Unknown }, Vec::new());
    };
    let mut missing = Vec::new();
    let listed = any(element.values.iter().map(|value| {
        match variable::expand(&value.value, version, &call.context) {
            Expanded::Text(pieces) => {
                let cover = variable::glob(&pieces).cover(asked);
                match (cover, variable::references(&pieces)) {
                    (Cover::None, _) => Match::No,
                    (Cover::All, references) if references.is_empty() => Match::Yes,
                    (Cover::All | Cover::Part, references) => {
                        missing.extend(references);
                        if missing.is_empty() {
                            missing.push("resource".to_owned());
                        }
                        Match::Unknown
                    }
                }
            }
            Expanded::Unresolved => Match::No,
        }
    }));
    let matched = if element.polarity == Polarity::Listed { listed } else { listed.negate() };
    if matched != Match::Unknown {
        missing.clear();
    }
    (matched, missing)
}
