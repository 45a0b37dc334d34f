//! Which part of an answer shows something else than the last one: most keystrokes change nothing but places within
//! lines, and what stands there already is not made anew. Not: how it looks.

use undenied::{Check, Edit, Finding, Fix, GateOutcome, Place, Severity};

use crate::{
    analysis::{Analysis, Answer},
    diff::{self, Hunk},
    dom::effect,
    held::Held,
    state::Case,
};

/// Follows the newest answer, and tells of it only where it is not the `same` to look at.
pub(crate) fn part(case: Case, same: fn(&Analysis, &Analysis) -> bool) -> Held<Answer> {
    let part = Held::new(case.answer.get_untracked());
    effect(move || {
        let now = case.answer.get();
        if part
            .with_untracked(|before| before.0.is_empty == now.0.is_empty && same(&before.0, &now.0))
        {
            part.update_untracked(|part| *part = now);
        } else {
            part.set(now);
        }
    });
    part
}

/// The list of problems.
pub(crate) fn findings(before: &Analysis, now: &Analysis) -> bool {
    let (old, new) = (&before.report.findings, &now.report.findings);
    let same = |(old, new): (&Finding, &Finding)| {
        old.rule.id == new.rule.id
            && old.severity == new.severity
            && old.causes_denial == new.causes_denial
            && old.message == new.message
            && old.fixes.len() == new.fixes.len()
            && place((before, &old.place), (now, &new.place))
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

/// The verdict, and what can be done about it.
pub(crate) fn verdict(before: &Analysis, now: &Analysis) -> bool {
    before.report.verdict == now.report.verdict && findings(before, now) && checks(before, now)
}

/// The steps, which lead to the problems.
pub(crate) fn guide(before: &Analysis, now: &Analysis) -> bool {
    before.report.guide == now.report.guide && findings(before, now)
}

pub(crate) fn assumptions(before: &Analysis, now: &Analysis) -> bool {
    before.report.assumptions == now.report.assumptions
}

/// The requests, and which gates they met where.
pub(crate) fn checks(before: &Analysis, now: &Analysis) -> bool {
    let (old, new) = (&before.report.checks, &now.report.checks);
    let same_gate = |(old, new): (&GateOutcome, &GateOutcome)| {
        let is_same_place = match (&old.place, &new.place) {
            (Some(old), Some(new)) => place((before, old), (now, new)),
            (None, None) => true,
            _ => false,
        };
        old.gate == new.gate && old.outcome == new.outcome && is_same_place
    };
    let same = |(old, new): (&Check, &Check)| {
        old.action == new.action
            && old.resource == new.resource
            && old.outcome == new.outcome
            && old.blocked_by == new.blocked_by
            && old.gates.len() == new.gates.len()
            && old.gates.iter().zip(&new.gates).all(same_gate)
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

/// The note of one finding, with the lines that its fixes change.
pub(crate) fn note(before: &Analysis, now: &Analysis, index: usize) -> bool {
    let (old, new) = (before.report.findings.get(index), now.report.findings.get(index));
    let Some((old, new)) = old.zip(new) else { return false };
    old.rule.id == new.rule.id
        && old.message == new.message
        && old.why == new.why
        && said(before, old) == said(now, new)
        && place((before, &old.place), (now, &new.place))
        && old.related.len() == new.related.len()
        && old.related.iter().zip(&new.related).all(|((old, words), (new, others))| {
            words == others && place((before, old), (now, new))
        })
        && old.fixes.len() == new.fixes.len()
        && old
            .fixes
            .iter()
            .zip(&new.fixes)
            .all(|(old, new)| old.title == new.title && hunks(before, old) == hunks(now, new))
}

/// AWS's words for what an error is about.
#[must_use]
pub(crate) fn said<'a>(analysis: &'a Analysis, finding: &Finding) -> Option<&'a str> {
    let own = &finding.place;
    let is_error = finding.severity == Severity::Error;
    let mut errors = analysis.report.refusals.iter().flat_map(|refusal| &refusal.errors);
    let error = errors.find(|error| {
        let at = &error.place;
        let holds = own.span.start <= at.span.start && at.span.end <= own.span.end;
        is_error && own.document == at.document && holds && !error.text.is_empty()
    })?;
    Some(&error.text)
}

/// The changed lines of a fix, with the keys of their documents.
#[must_use]
pub(crate) fn hunks(analysis: &Analysis, fix: &Fix) -> Vec<(usize, Hunk)> {
    let mut found = Vec::new();
    for (index, document) in analysis.documents.iter().enumerate() {
        let of_document = fix.edits.iter().filter(|edit| edit.document == index);
        let edits: Vec<Edit> = of_document.map(|edit| edit.edit.clone()).collect();
        let hunks = diff::hunks(&document.text, &edits).into_iter();
        found.extend(hunks.map(|hunk| (document.key, hunk)));
    }
    found
}

/// Whether both are in the same line of the same document.
fn place((before, old): (&Analysis, &Place), (now, new): (&Analysis, &Place)) -> bool {
    before.line(old) == now.line(new)
}
