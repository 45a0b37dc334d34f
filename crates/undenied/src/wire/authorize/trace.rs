//! What every gate and every statement said to a request, down to the condition value, with places.

use serde::Serialize;
use undenied_json::Span;

use super::{Attached, barrier_name, effect_name, match_name};
use crate::{
    authorize::{Authorization, Barrier, Part},
    eval::{Evidence, condition_values},
    policy::{Condition, Statement},
    wire::outcome_name,
};

/// One call that the request takes: itself, the bucket behind an access point, AWS KMS.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CallOut {
    action: String,
    resource: String,
    decision: &'static str,
    gates: Vec<GateOut>,
    statements: Vec<StatementOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GateOut {
    gate: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StatementOut {
    policy: usize,
    statement: usize,
    sid: Option<String>,
    /// UTF-16 offsets in the document's text.
    range: [usize; 2],
    effect: Option<&'static str>,
    matched: &'static str,
    principal: &'static str,
    action: &'static str,
    resource: &'static str,
    conditions: Vec<ConditionOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ConditionOut {
    key: String,
    range: [usize; 2],
    matched: &'static str,
    /// Whether the key holds the value, before negation and qualifiers.
    values: Vec<ValueOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ValueOut {
    value: String,
    range: [usize; 2],
    holds: &'static str,
}

/// Each call with its gates; what the settings say stands with the first.
pub(super) fn trace(authorization: &Authorization, attached: &[Attached]) -> Vec<CallOut> {
    let mut calls: Vec<CallOut> =
        authorization.parts.iter().map(|part| call(part, attached)).collect();
    let settings = authorization.passages.iter().map(|passage| GateOut {
        gate: barrier_name(passage.barrier),
        outcome: outcome_name(passage.outcome()),
    });
    if let Some(first) = calls.first_mut() {
        first.gates.extend(settings);
    }
    calls
}

fn call(part: &Part, attached: &[Attached]) -> CallOut {
    let gates = part.decision.gates.iter().map(|gate| GateOut {
        gate: barrier_name(Barrier::Policy(gate.kind)),
        outcome: outcome_name(gate.outcome),
    });
    let statements = part.decision.evidence.iter().filter_map(|evidence| {
        let index = *part.policies.get(evidence.policy)?;
        let policy = attached.get(index)?;
        let statement = policy.policy.statements.get(evidence.statement)?;
        Some(self::statement(part, evidence, (index, policy), statement))
    });
    CallOut {
        action: part.call.action.clone(),
        resource: part.call.resource.clone(),
        decision: outcome_name(part.decision.outcome),
        gates: gates.collect(),
        statements: statements.collect(),
    }
}

fn statement(
    part: &Part,
    evidence: &Evidence,
    (index, attached): (usize, &Attached),
    statement: &Statement,
) -> StatementOut {
    let conditions = evidence.conditions.iter().filter_map(|own| {
        let condition = statement.conditions.get(own.index)?;
        Some(self::condition(part, condition, match_name(own.matched), attached))
    });
    StatementOut {
        policy: index,
        statement: evidence.statement,
        sid: statement.sid.as_ref().map(|sid| sid.value.clone()),
        range: range(attached, statement.span),
        effect: evidence.effect.map(effect_name),
        matched: match_name(evidence.matched),
        principal: match_name(evidence.principal),
        action: match_name(evidence.action),
        resource: match_name(evidence.resource),
        conditions: conditions.collect(),
    }
}

fn condition(
    part: &Part,
    condition: &Condition,
    matched: &'static str,
    attached: &Attached,
) -> ConditionOut {
    let version = attached.policy.effective_version();
    let holds = condition_values(condition, version, &part.call.context);
    let values = condition.values.iter().zip(holds).map(|(value, holds)| ValueOut {
        value: value.value.clone(),
        range: range(attached, value.span),
        holds: match_name(holds),
    });
    ConditionOut {
        key: condition.key.value.clone(),
        range: range(attached, condition.span),
        matched,
        values: values.collect(),
    }
}

fn range(attached: &Attached, span: Span) -> [usize; 2] {
    [span.start, span.end].map(|offset| attached.lines.position(offset).offset)
}
