//! Whether what a check found takes part in a denial: by deciding again with its fix, or else by the evidence of
//! the calls that are denied. Not: what was found.

use std::collections::BTreeMap;

use super::{Subject, varying};
use crate::{
    case::{Case, Checked},
    eval::{Decision, Evidence, Lookup, Match},
    glob::{Cover, Glob},
    policy::{self, Arn, Condition, Effect, ListElement, Polarity, Principal, Statement},
    report::{Finding, Fix, Outcome},
};
use undenied_json::{Edit, Span, apply, parse};

/// How much is read anew to try fixes, in bytes: the smaller a policy, the more of its fixes.
const MOST_READ: usize = 200_000;

/// The required calls that each statement of a policy keeps out, by what it says or by what it does not.
pub(super) struct KeptOut<'a> {
    by_statement: BTreeMap<usize, Vec<Hit<'a>>>,
    read: usize,
    /// Fixes that change nothing by themselves.
    tried: Vec<Tried>,
    /// Those that a fix lets through the policy: indices into [`Case::checked`].
    pub(super) mended: Vec<usize>,
}

/// A fix of a finding, by its index, in a statement.
#[derive(Clone)]
struct Tried {
    statement: usize,
    finding: usize,
    edits: Vec<Edit>,
}

/// A call, by its index into [`Case::checked`] too, and what the statement says to it.
type Hit<'a> = (usize, &'a Checked<'a>, &'a Evidence);

impl<'a> KeptOut<'a> {
    /// By the policy of `document`.
    pub(super) fn by(case: &'a Case<'a>, document: usize) -> Self {
        let mut by_statement: BTreeMap<usize, Vec<Hit<'_>>> = BTreeMap::new();
        let calls = case.checked.iter().enumerate();
        for (call, checked) in calls.filter(|(_, checked)| checked.is_required()) {
            for (index, evidence) in checked.decision.evidence.iter().enumerate() {
                if checked.document_of(evidence.policy) == Some(document)
                    && keeps_out(checked, index, evidence)
                {
                    let hits = by_statement.entry(evidence.statement).or_default();
                    hits.push((call, checked, evidence));
                }
            }
        }
        Self { by_statement, read: 0, tried: Vec::new(), mended: Vec::new() }
    }
}

fn keeps_out(checked: &Checked<'_>, index: usize, evidence: &Evidence) -> bool {
    match (checked.outcome, evidence.effect, evidence.matched) {
        (Outcome::Undetermined, _, Match::Unknown) => {
            checked.decision.open.statements.contains(&index)
        }
        (Outcome::ExplicitDeny, Some(Effect::Deny), matched) => matched == Match::Yes,
        (_, Some(Effect::Allow), Match::No) => checked.is_denied(),
        _ => false,
    }
}

/// Whether `finding`, which is or will be at `at`, takes part in the denial of a required call; `voids` where what was found makes its part of the
/// statement match nothing, or everything.
pub(super) fn takes_part(
    subject: &mut Subject<'_>,
    finding: &Finding,
    at: usize,
    voids: bool,
) -> bool {
    let Some(index) = finding.place.statement.as_ref().map(|statement| statement.index) else {
        return false;
    };
    let Some(kept_out) = subject.kept_out.by_statement.get(&index).cloned() else { return false };
    if let Some(fix) = finding.fixes.first() {
        return is_mended(subject, (index, at), &kept_out, fix);
    }
    let Some(statement) = subject.policy.statements.get(index).filter(|_| voids) else {
        return false;
    };
    kept_out.iter().any(|(_, checked, evidence)| {
        let at_fault = AtFault { statement, checked, evidence, at: finding.place.span };
        let is_blamed = evidence.matched == Match::Yes || checked.is_blocked_by(evidence.kind);
        evidence.matched != Match::Unknown && is_blamed && at_fault.is_so()
    })
}

/// Whether a call fares better with `fix`, or with one more that was found before in the same statement.
fn is_mended(
    subject: &mut Subject<'_>,
    (statement, finding): (usize, usize),
    kept_out: &[Hit<'_>],
    fix: &Fix,
) -> bool {
    let own = fix.edits.iter().filter(|edit| edit.document == subject.document);
    let own: Vec<Edit> = own.map(|edit| edit.edit.clone()).collect();
    if helps(subject, kept_out, &own) {
        return true;
    }
    if subject.kept_out.read > MOST_READ {
        return false;
    }
    let before = subject.kept_out.tried.clone();
    let before = before.into_iter().filter(|tried| tried.statement == statement);
    for tried in before {
        let both: Vec<Edit> = tried.edits.iter().chain(&own).cloned().collect();
        if helps(subject, kept_out, &both) {
            if let Some(other) = subject.findings.get_mut(tried.finding) {
                other.causes_denial = true;
            }
            return true;
        }
    }
    subject.kept_out.tried.push(Tried { statement, finding, edits: own });
    false
}

/// Whether a call fares better once the policy is edited so.
fn helps(subject: &mut Subject<'_>, kept_out: &[Hit<'_>], edits: &[Edit]) -> bool {
    subject.kept_out.read += subject.text().len();
    if subject.kept_out.read > MOST_READ {
        return false;
    }
    let Some(text) = apply(subject.text(), edits).ok() else { return false };
    let Some(root) = parse(&text).root else { return false };
    let (policy, _) = policy::read(&root, subject.kind);
    let mut helps = false;
    for (call, checked, evidence) in kept_out {
        let after = subject.case.decided_with(checked, subject.document, &policy);
        if lets_in(&checked.decision, &after) {
            subject.kept_out.mended.push(*call);
            helps = true;
        }
        helps |= spares(evidence, &after);
    }
    helps
}

/// Whether the call fares better: allowed, or one policy less in its way.
fn lets_in(before: &Decision, after: &Decision) -> bool {
    let rank = |decision: &Decision| match decision.outcome {
        Outcome::Allowed => 2,
        Outcome::Undetermined => 1,
        Outcome::ImplicitDeny | Outcome::ExplicitDeny => 0,
    };
    let is_gone = |kind| !after.blocked_by.contains(kind);
    let is_old = |kind| before.blocked_by.contains(kind);
    rank(after) > rank(before)
        || rank(after) == 0
            && before.blocked_by.iter().any(is_gone)
            && after.blocked_by.iter().all(is_old)
}

/// Whether the Deny applies no more, though another one may.
fn spares(evidence: &Evidence, after: &Decision) -> bool {
    let is_same = |other: &&Evidence| {
        (other.policy, other.statement) == (evidence.policy, evidence.statement)
    };
    let now = after.evidence.iter().find(is_same);
    evidence.effect == Some(Effect::Deny)
        && evidence.matched == Match::Yes
        && now.is_some_and(|now| now.matched == Match::No)
}

/// What was found, in the statement that decides.
struct AtFault<'a> {
    statement: &'a Statement,
    checked: &'a Checked<'a>,
    evidence: &'a Evidence,
    at: Span,
}

impl AtFault<'_> {
    /// Whether the call fails at just this part of an Allow, or meets a Deny for it.
    fn is_so(&self) -> bool {
        let Self { statement, evidence, .. } = self;
        let (principal, action, resource) =
            (evidence.principal, evidence.action, evidence.resource);
        let denies = evidence.effect == Some(Effect::Deny);
        let conditions = statement.conditions.iter().enumerate();
        let own = conditions.filter(|(_, it)| self.is_in(it.span) || it.operator_span == self.at);
        let mut own = own.peekable();
        if own.peek().is_some() {
            let holds = principal.and(action).and(resource) != Match::No;
            return holds && own.any(|(index, condition)| self.fails(index, condition, denies));
        }
        let meets_conditions = evidence.conditions.iter().all(|it| it.matched != Match::No);
        if !meets_conditions {
            return false;
        }
        let of = |element: &Option<ListElement>, matched: Match, others: Match| {
            element.as_ref().filter(|it| self.is_in(it.value_span)).is_some_and(|element| {
                self.is_decisive(element.polarity, matched, others) && self.should_match(element)
            })
        };
        let of_principal = statement.principal.as_ref().is_some_and(|element| {
            self.is_in(element.value_span)
                && self.is_decisive(element.polarity, principal, action.and(resource))
                && self.should_name(element)
        });
        of(&statement.action, action, principal.and(resource))
            || of(&statement.resource, resource, principal.and(action))
            || of_principal
    }

    fn is_in(&self, span: Span) -> bool {
        span.start <= self.at.start && self.at.end <= span.end
    }

    /// An Allow that matches but for this, or a Deny that matches because this leaves out nothing.
    fn is_decisive(&self, polarity: Polarity, matched: Match, others: Match) -> bool {
        let denies = self.evidence.effect == Some(Effect::Deny);
        let is_all_but = polarity == Polarity::AllBut;
        others != Match::No && (matched == Match::Yes) == denies && denies == is_all_but
    }

    /// A condition that an Allow fails, or that lets a Deny apply.
    fn fails(&self, index: usize, condition: &Condition, denies: bool) -> bool {
        let mut own = self.evidence.conditions.iter().filter(|it| it.index == index);
        let wanted = if denies { Match::Yes } else { Match::No };
        if !own.any(|it| it.matched == wanted) {
            return false;
        }
        let lookup = self.checked.call.context.lookup(&condition.key.value);
        let is_absent = matches!(lookup, Lookup::Absent);
        if condition.operator_span == self.at {
            return true;
        }
        // A key that is absent fails whatever it is compared with.
        let is_of_key = self.at == condition.key.span || self.at == condition.span;
        let holds_for_all = condition.values.iter().any(|value| value.value == "*");
        let is_negated = condition.operator.is_some_and(|it| it.negated) || holds_for_all;
        is_absent == is_of_key && (is_of_key || !denies || is_negated)
    }

    /// An empty list, or a value that but for its form stands for the call's.
    fn should_match(&self, element: &ListElement) -> bool {
        let mut values = element.values.iter();
        let value = values.find(|value| value.span == self.at);
        value.map_or(element.values.is_empty(), |it| {
            is_nearly(&it.value, &self.checked.call.resource)
        })
    }

    fn should_name(&self, element: &policy::PrincipalElement) -> bool {
        let Some(entry) = element.entries.iter().find(|entry| entry.span == self.at) else {
            return element.entries.is_empty();
        };
        let caller = &self.checked.call.caller;
        match &entry.value {
            Principal::Federated(_) => element.entries.len() == 1,
            other => {
                let pattern = Glob::new(other.shown());
                let mut names = caller.arn.iter().chain(&caller.session).map(Arn::as_str);
                names.any(|name| pattern.matches(name))
            }
        }
    }
}

/// Whether the value is the call's resource, apart from what is wrong with its Region, account or variables.
fn is_nearly(value: &str, resource: &str) -> bool {
    let own = Arn::parse(&varying(value));
    own.zip(Arn::parse(resource)).is_some_and(|(own, wanted)| {
        let is_same = own.service().eq_ignore_ascii_case(wanted.service());
        let wanted = Glob::new(wanted.resource());
        is_same && Glob::new(own.resource()).cover(&wanted) != Cover::None
    })
}

#[cfg(test)]
mod tests;
