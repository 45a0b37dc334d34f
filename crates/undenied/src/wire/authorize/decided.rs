//! A decision as JSON: what decided it and what would settle it. Not: what every statement said.

use undenied_json::{Node, Writer};

use super::{Attached, Question, barrier_name, id, trace};
use crate::{
    authorize::{Authorization, Because, Decisive, authorize},
    eval::{Match, Relation},
    policy::{Effect, Statement},
    verdict::premise_words,
    wire::{
        kind_name, outcome_name,
        output::{maybe, texts},
    },
};

/// The answer to `question`, which was read from `given`.
pub(super) fn write(given: &Node, question: &Question, out: &mut Writer) {
    let Question { request, facts, unknown, attached, wants_trace } = question;
    let relations: Vec<Relation<'_>> = attached.iter().map(Attached::relation).collect();
    let authorization = authorize(request, facts, &relations, unknown);
    id(given, out.open('{'));
    out.name("decision").text(outcome_name(authorization.outcome));
    let barriers = &mut authorization.blocked_by.iter().map(|barrier| barrier_name(*barrier));
    texts(out, "blockedBy", barriers);
    out.name("decisive").open('[');
    for decisive in &authorization.decisive {
        self::decisive(decisive, attached, out);
    }
    out.close(']');
    missing(&authorization, out);
    // What it rests on that AWS's documentation leaves open, in English.
    if !authorization.premises.is_empty() {
        let premises = &mut authorization.premises.iter().map(|it| premise_words(*it).en);
        texts(out, "assumptions", premises);
    }
    if *wants_trace {
        trace::write(&authorization, attached, out);
    }
    out.close('}');
}

fn decisive(decisive: &Decisive, attached: &[Attached], out: &mut Writer) {
    let policy = attached.get(decisive.policy).map(|attached| &attached.policy);
    let statement = policy.and_then(|policy| policy.statements.get(decisive.statement));
    out.open('{').name("policy").number(decisive.policy);
    out.name("statement").number(decisive.statement);
    maybe(out, "sid", statement.and_then(sid));
    maybe(out, "effect", decisive.effect.map(effect_name));
    out.name("matched").text(match_name(decisive.matched));
    maybe(out, "because", decisive.because.as_ref().map(because_name));
    // Of the condition that `because` is about.
    let condition = match decisive.because {
        Some(Because::Condition(index)) => {
            statement.and_then(|statement| statement.conditions.get(index))
        }
        _ => None,
    };
    maybe(out, "conditionKey", condition.map(|condition| condition.key.value.as_str()));
    out.close('}');
}

fn missing(authorization: &Authorization, out: &mut Writer) {
    let kinds = authorization.open.kinds.iter().map(|kind| kind_name(*kind));
    let keys = authorization.open.keys.iter().map(String::as_str);
    texts(out, "missing", &mut kinds.chain(keys));
}

pub(super) fn sid(statement: &Statement) -> Option<&str> {
    statement.sid.as_ref().map(|sid| sid.value.as_str())
}

pub(super) const fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    }
}

pub(super) const fn match_name(matched: Match) -> &'static str {
    match matched {
        Match::No => "no",
        Match::Unknown => "unknown",
        Match::Yes => "yes",
    }
}

const fn because_name(because: &Because) -> &'static str {
    match because {
        Because::Principal => "principal",
        Because::Action => "action",
        Because::Resource => "resource",
        Because::Condition(_) => "condition",
        Because::Unreadable => "unreadable",
    }
}
