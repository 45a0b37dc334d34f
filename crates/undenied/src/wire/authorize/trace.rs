//! What every gate and every statement said to a request, down to the condition value, with places.

use undenied_json::{Span, Writer};

use super::{
    Attached, Barrier, barrier_name,
    decided::{effect_name, match_name, sid},
};
use crate::{
    Outcome,
    authorize::{Authorization, Part},
    eval::{Evidence, condition_values},
    policy::{Condition, Statement},
    wire::{outcome_name, output::maybe},
};

/// Each call that the request takes (itself, the bucket behind an access point, AWS KMS) with its gates; what the
/// settings say stands with the first.
pub(super) fn write(authorization: &Authorization, attached: &[Attached], out: &mut Writer) {
    out.name("trace").open('[');
    for (index, part) in authorization.parts.iter().enumerate() {
        out.open('{').name("action").text(&part.call.action);
        out.name("resource").text(&part.call.resource);
        out.name("decision").text(outcome_name(part.decision.outcome));
        out.name("gates").open('[');
        for decided in &part.decision.gates {
            gate(Barrier::Policy(decided.kind), decided.outcome, out);
        }
        for passage in authorization.passages.iter().filter(|_| index == 0) {
            gate(passage.barrier, passage.outcome(), out);
        }
        out.close(']').name("statements").open('[');
        for evidence in &part.decision.evidence {
            evidence_of(part, evidence, attached, out);
        }
        out.close(']').close('}');
    }
    out.close(']');
}

fn gate(barrier: Barrier, outcome: Outcome, out: &mut Writer) {
    out.open('{').name("gate").text(barrier_name(barrier));
    out.name("outcome").text(outcome_name(outcome)).close('}');
}

fn evidence_of(part: &Part, evidence: &Evidence, attached: &[Attached], out: &mut Writer) {
    let index = part.policies.get(evidence.policy);
    let Some((index, attached)) = index.and_then(|index| Some((*index, attached.get(*index)?)))
    else {
        return;
    };
    let Some(statement) = attached.policy.statements.get(evidence.statement) else { return };
    self::statement(part, evidence, (index, attached), statement, out);
}

fn statement(
    part: &Part,
    evidence: &Evidence,
    (index, attached): (usize, &Attached),
    statement: &Statement,
    out: &mut Writer,
) {
    out.open('{').name("policy").number(index).name("statement").number(evidence.statement);
    maybe(out, "sid", sid(statement));
    range(attached, statement.span, out);
    maybe(out, "effect", evidence.effect.map(effect_name));
    for (name, matched) in [
        ("matched", evidence.matched),
        ("principal", evidence.principal),
        ("action", evidence.action),
        ("resource", evidence.resource),
    ] {
        out.name(name).text(match_name(matched));
    }
    out.name("conditions").open('[');
    for own in &evidence.conditions {
        if let Some(condition) = statement.conditions.get(own.index) {
            self::condition(part, condition, match_name(own.matched), attached, out);
        }
    }
    out.close(']').close('}');
}

/// With whether the key holds each value, before negation and qualifiers.
fn condition(
    part: &Part,
    condition: &Condition,
    matched: &str,
    attached: &Attached,
    out: &mut Writer,
) {
    out.open('{').name("key").text(&condition.key.value);
    range(attached, condition.span, out);
    out.name("matched").text(matched).name("values").open('[');
    let version = attached.policy.effective_version();
    let holds = condition_values(condition, version, &part.call.context);
    for (value, holds) in condition.values.iter().zip(holds) {
        out.open('{').name("value").text(&value.value);
        range(attached, value.span, out);
        out.name("holds").text(match_name(holds)).close('}');
    }
    out.close(']').close('}');
}

/// UTF-16 offsets in the document's text.
fn range(attached: &Attached, span: Span, out: &mut Writer) {
    out.name("range").open('[');
    for offset in [span.start, span.end] {
        out.number(attached.lines.utf16(offset));
    }
    out.close(']');
}
