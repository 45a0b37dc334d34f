//! All fixes of what denies, one after the other, and what the evaluator says of the result. Not: which
//! fixes there are.

use undenied_json::{Edit, apply};

use crate::{
    Document, Input, analyze,
    lang::Words,
    report::{Finding, Fix, Impact, Outcome, Report, Severity},
    rules::RULES,
};

/// More than any case has; what is left then stands in [`Remedy::report`].
const MOST: usize = 50;

/// The documents with every fix of what denies, and what they come to.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// In the order of [`Input::documents`].
    pub documents: Vec<Document>,
    pub applied: Vec<Applied>,
    /// Action and resource of each call that is allowed now and was not before.
    pub gained: Vec<(String, String)>,
    /// Of the changed documents.
    pub report: Report,
}

impl Remedy {
    /// The documents that are not as they were in `input`.
    pub fn changed<'a>(&'a self, input: &'a Input) -> impl Iterator<Item = &'a Document> {
        let both = self.documents.iter().zip(&input.documents);
        both.filter(|(after, before)| after.text != before.text).map(|(after, _)| after)
    }
}

/// A fix that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Id of the rule.
    pub rule: &'static str,
    pub title: Words,
    pub impact: Impact,
    /// Index of the document with the finding.
    pub document: usize,
}

/// Carries out the first fix of each finding that denies or is an error, until none is left. Each fix
/// is of the documents as the one before it left them, so that none undoes another.
#[must_use]
pub fn remedy(input: &Input) -> Remedy {
    let mut input = input.clone();
    let mut report = analyze(&input);
    let before = not_allowed(&report);
    let mut applied: Vec<Applied> = Vec::new();
    while applied.len() < MOST {
        let Some((done, documents)) = next(&input, &report) else { break };
        input.documents = documents;
        applied.push(done);
        report = analyze(&input);
    }
    let after = not_allowed(&report);
    let gained = before.into_iter().filter(|call| !after.contains(call)).collect();
    Remedy { documents: input.documents, applied, gained, report }
}

/// The first fix that changes anything, and the documents with it. In the order of the rules: what is
/// nearly right is put right before anything is added.
fn next(input: &Input, report: &Report) -> Option<(Applied, Vec<Document>)> {
    let is_due = |finding: &&Finding| finding.causes_denial || finding.severity == Severity::Error;
    RULES.iter().find_map(|rule| {
        let own = report.findings.iter().filter(|finding| finding.rule.id == rule.id);
        own.filter(is_due).find_map(|finding| carried_out(input, finding))
    })
}

fn carried_out(input: &Input, finding: &Finding) -> Option<(Applied, Vec<Document>)> {
    let fix = finding.fixes.first()?;
    let documents = fixed(&input.documents, fix)?;
    let done = Applied {
        rule: finding.rule.id,
        title: fix.title.clone(),
        impact: fix.impact,
        document: finding.place.document,
    };
    Some((done, documents))
}

/// `documents` with `fix`; `None` where it cannot be carried out or changes nothing.
fn fixed(documents: &[Document], fix: &Fix) -> Option<Vec<Document>> {
    let mut fixed = documents.to_vec();
    let mut is_changed = false;
    for (index, document) in fixed.iter_mut().enumerate() {
        let own = fix.edits.iter().filter(|edit| edit.document == index);
        let edits: Vec<Edit> = own.map(|edit| edit.edit.clone()).collect();
        let text = apply(&document.text, &edits).ok()?;
        is_changed |= text != document.text;
        document.text = text;
    }
    is_changed.then_some(fixed)
}

fn not_allowed(report: &Report) -> Vec<(String, String)> {
    let others = report.checks.iter().filter(|check| check.outcome != Outcome::Allowed);
    others.map(|check| (check.action.clone(), check.resource.clone())).collect()
}
