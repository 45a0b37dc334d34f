//! What a decision rests on although AWS's documentation does not say it, or not with one voice. Not:
//! the decision, wording.

use crate::{
    Facts, KeyFacts, Request,
    eval::{Call, Caller, CallerKind, Decision, Grant, Match},
    policy::{Comparison, Condition, Kind, Polarity, Policy, Principal, PrincipalElement, Version},
    template,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Premise {
    /// Nobody told who owns the resource: the caller's account, as in AWS's own simulator. See
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>.
    CallerOwnsResource,
    /// A grant of a KMS key lets in whom a permissions boundary or session policy does not:
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html> has neither.
    GrantPassesLimits,
    /// The VPC endpoint is no gateway, which takes nobody by name:
    /// <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>.
    InterfaceEndpoint,
    /// `Bool` takes policy variables, as the page on operators says and that on variables denies:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean>,
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse>.
    BooleanVariables,
    /// A date of four digits is seconds since 1970 and no year. Either is a date by
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date>.
    YearIsEpoch,
}

/// What of it took part in `decision` on `call`; `policy` finds those that it numbers.
pub(crate) fn of_decision<'a>(
    call: &Call,
    decision: &Decision,
    facts: &Facts,
    policy: &dyn Fn(usize) -> Option<&'a Policy>,
) -> Vec<Premise> {
    let mut premises = Vec::new();
    let limits = [Kind::PermissionsBoundary, Kind::Session];
    let is_limited = decision.evidence.iter().any(|evidence| limits.contains(&evidence.kind));
    let has_grants = |key: &KeyFacts| key.arn == call.resource && !key.grants.is_empty();
    let passes = |grant: &Grant| grant.kind == Kind::Key && grant.matched != Match::No;
    if is_limited && call.grants.iter().any(passes) && facts.keys.iter().any(has_grants) {
        premises.push(Premise::GrantPassesLimits);
    }
    for evidence in &decision.evidence {
        let reaches = evidence.principal.and(evidence.action).and(evidence.resource);
        let policy = policy(evidence.policy).filter(|_| reaches != Match::No);
        let Some(policy) = policy else { continue };
        let Some(statement) = policy.statements.get(evidence.statement) else { continue };
        let is_by_name = statement.principal.as_ref().is_some_and(names_somebody);
        // Named by its account, the root user passes either way.
        let is_root = call.caller.kind == CallerKind::Root;
        if evidence.kind == Kind::VpcEndpoint && is_by_name && !is_root {
            premises.push(Premise::InterfaceEndpoint);
        }
        let version = policy.effective_version();
        if version == Version::V2012 && statement.conditions.iter().any(has_boolean_variable) {
            premises.push(Premise::BooleanVariables);
        }
        if statement.conditions.iter().any(has_bare_year) {
            premises.push(Premise::YearIsEpoch);
        }
    }
    premises
}

/// Whether the owner of what `request` is for is taken to be the caller's account.
pub(crate) fn of_request(request: &Request, facts: &Facts) -> Option<Premise> {
    let caller = Caller::parse(request.principal.as_deref(), request.session.as_deref());
    let is_for_something = request.resource.as_deref().is_some_and(|resource| resource != "*");
    let is_assumed = is_for_something
        && request.context_complete
        && caller.account.is_some()
        && super::told_owner(request, facts).is_none();
    is_assumed.then_some(Premise::CallerOwnsResource)
}

fn names_somebody(element: &PrincipalElement) -> bool {
    let is_everyone = |entry: &Principal| *entry == Principal::Everyone;
    element.polarity == Polarity::Listed
        && !element.entries.iter().any(|entry| is_everyone(&entry.value))
}

fn has_boolean_variable(condition: &Condition) -> bool {
    let is_boolean = condition.operator.is_some_and(|it| it.comparison == Comparison::Bool);
    let has_variable = |value: &str| {
        let inside =
            template::inserted(value, 0).and_then(|at| value.get(at.start + 2..at.end - 1));
        inside.is_some_and(template::is_variable)
    };
    is_boolean && condition.values.iter().any(|value| has_variable(&value.value))
}

fn has_bare_year(condition: &Condition) -> bool {
    let is_date = condition.operator.is_some_and(|it| {
        matches!(
            it.comparison,
            Comparison::DateEquals
                | Comparison::DateLessThan
                | Comparison::DateLessThanEquals
                | Comparison::DateGreaterThan
                | Comparison::DateGreaterThanEquals
        )
    });
    let is_year = |value: &str| value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit());
    is_date && condition.values.iter().any(|value| is_year(&value.value))
}
