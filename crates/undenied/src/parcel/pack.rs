//! From a report to text: a list for each value, its members in the order of their type, without names.
//! What may be absent is a list of none or one.

use undenied_json::Writer;

use crate::{
    Refusal, Remedy,
    lang::{Localized, Words},
    report::{
        Assumption, Change, Check, DocumentEdit, Draft, Finding, Fix, GateOutcome, Missing,
        NewFact, Place, Report, StatementRef, Step, Task,
    },
    rules::Rule,
    wire::{barrier_name, impact_name, kind_name, level_name, outcome_name, severity_name},
};

/// `report` as text for [`super::unpack`].
#[must_use]
pub fn pack(report: &Report) -> String {
    let mut out = Writer::default();
    out.open('[');
    list(&mut out, &rules(&report.findings), rule);
    out.text(outcome_name(report.verdict.outcome));
    number(&mut out, &(report.verdict.certainty as usize));
    words(&mut out, &report.verdict.headline);
    words(&mut out, &report.verdict.detail);
    list(&mut out, &report.verdict.missing, missing);
    list(&mut out, &report.checks, check);
    list(&mut out, &report.findings, finding);
    list(&mut out, &report.refusals, refusal);
    list(&mut out, &report.guide, task);
    list(&mut out, &report.assumptions, assumption);
    out.close(']');
    out.finish()
}

/// Of `remedy`, what [`super::unpack_remedy`] gives.
#[must_use]
pub fn pack_remedy(remedy: &Remedy) -> String {
    let mut out = Writer::default();
    out.open('[');
    list(&mut out, &remedy.documents, |out, document| {
        out.text(&document.text);
    });
    list(&mut out, &remedy.changes, |out, changed| words(out, &changed.title));
    out.text(outcome_name(remedy.report.verdict.outcome));
    words(&mut out, &remedy.report.verdict.headline);
    out.close(']');
    out.finish()
}

fn list<T>(out: &mut Writer, items: &[T], write: fn(&mut Writer, &T)) {
    out.open('[');
    for item in items {
        out.open('[');
        write(out, item);
        out.close(']');
    }
    out.close(']');
}

/// Each rule that fired, once.
fn rules(findings: &[Finding]) -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = Vec::new();
    for finding in findings {
        if !rules.contains(&finding.rule) {
            rules.push(finding.rule);
        }
    }
    rules
}

fn rule(out: &mut Writer, rule: &&'static Rule) {
    let Localized { en, ja } = rule.title;
    out.text(rule.id).text(severity_name(rule.severity)).text(en).text(ja);
    for texts in [rule.code.as_slice(), rule.links.en, rule.links.ja] {
        list(out, texts, |out, text| {
            out.text(text);
        });
    }
}

fn words(out: &mut Writer, words: &Words) {
    out.text(&words.en).text(&words.ja);
}

fn assumption(out: &mut Writer, assumption: &Assumption) {
    words(out, &assumption.words);
    texts(out, &assumption.facts);
}

fn texts(out: &mut Writer, texts: &[String]) {
    list(out, texts, |out, text| {
        out.text(text);
    });
}

fn number(out: &mut Writer, number: &usize) {
    out.number(*number);
}

fn missing(out: &mut Writer, missing: &Missing) {
    out.text(&missing.key);
    words(out, &missing.ask);
    texts(out, missing.command.as_slice());
}

fn check(out: &mut Writer, check: &Check) {
    out.text(&check.action).text(&check.resource).text(outcome_name(check.outcome));
    out.text(level_name(check.level));
    list(out, &check.gates, gate);
    list(out, &check.blocked_by, |out, barrier| {
        out.text(barrier_name(*barrier));
    });
    list(out, &check.missing, missing);
}

fn gate(out: &mut Writer, gate: &GateOutcome) {
    out.text(barrier_name(gate.gate));
    words(out, &gate.name);
    out.text(outcome_name(gate.outcome));
    list(out, gate.document.as_slice(), number);
    list(out, gate.place.as_slice(), place);
}

fn place(out: &mut Writer, place: &Place) {
    out.number(place.document).number(place.span.start).number(place.span.end);
    list(out, place.statement.as_slice(), statement);
}

fn statement(out: &mut Writer, statement: &StatementRef) {
    out.number(statement.index);
    texts(out, statement.sid.as_slice());
}

fn finding(out: &mut Writer, finding: &Finding) {
    out.text(finding.rule.id).text(finding.code.unwrap_or_default());
    out.text(severity_name(finding.severity));
    out.number(usize::from(finding.causes_denial));
    place(out, &finding.place);
    words(out, &finding.message);
    words(out, &finding.why);
    list(out, &finding.related, |out, (at, why)| {
        place(out, at);
        words(out, why);
    });
    list(out, &finding.fixes, fix);
}

fn refusal(out: &mut Writer, refusal: &Refusal) {
    out.number(refusal.document).text(refusal.operation).text(refusal.code);
    list(out, &refusal.errors, |out, error| {
        out.text(&error.text);
        place(out, &error.place);
        words(out, &error.words);
    });
}

fn fix(out: &mut Writer, fix: &Fix) {
    words(out, &fix.title);
    out.text(impact_name(fix.impact));
    list(out, &fix.edits, edit);
}

fn edit(out: &mut Writer, DocumentEdit { document, edit }: &DocumentEdit) {
    out.number(*document).number(edit.span.start).number(edit.span.end).text(&edit.text);
}

fn task(out: &mut Writer, task: &Task) {
    words(out, &task.title);
    list(out, task.finding.as_slice(), number);
    list(out, &task.steps, step);
}

fn step(out: &mut Writer, step: &Step) {
    words(out, &step.text);
    list(out, step.finding.as_slice(), number);
    texts(out, &step.console.en);
    texts(out, &step.console.ja);
    texts(out, &step.commands);
    words(out, &step.warning);
    list(out, step.document.as_slice(), draft);
    list(out, step.change.as_slice(), change);
}

fn change(out: &mut Writer, change: &Change) {
    out.text(impact_name(change.impact));
    list(out, &change.facts, new_fact);
}

fn new_fact(out: &mut Writer, fact: &NewFact) {
    out.text(&fact.key).text(&fact.value);
    texts(out, fact.subject.as_slice());
}

fn draft(out: &mut Writer, draft: &Draft) {
    out.text(kind_name(draft.kind));
    words(out, &draft.text);
}
