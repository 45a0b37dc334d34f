//! All fixes of what denies, one after the other, then the changes beside the policies, and what the
//! evaluator says of the result. Not: which fixes and changes there are.

use undenied_json::{Edit, apply};

use crate::{
    Document, Input, analyze,
    lang::Words,
    report::{Finding, Fix, Impact, Outcome, Report, Severity, Step, Task},
    rules::RULES,
};

/// More than any case has; what is left then stands in [`Remedy::report`].
const MOST: usize = 50;

/// The documents with every fix of what denies, what is to be changed beside them, and what they come to.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// In the order of [`Input::documents`].
    pub documents: Vec<Document>,
    pub applied: Vec<Applied>,
    /// What nobody can change in a document: settings, objects, the call itself. Empty where the
    /// documents alone end in allowed.
    pub changes: Vec<Changed>,
    /// Action and resource of each call that is allowed now and was not before.
    pub gained: Vec<(String, String)>,
    /// What was given, with all of that.
    pub input: Input,
    /// On [`Remedy::input`].
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

/// A change beside the policies that was taken as made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub title: Words,
    pub impact: Impact,
    /// What to do in AWS; the last one has the change.
    pub steps: Vec<Step>,
}

/// Carries out the first fix of each finding that denies or is an error, until none is left. Each fix
/// is of the documents as the one before it left them, so that none undoes another. What still denies
/// then is changed as the guide proposes.
#[must_use]
pub fn remedy(input: &Input) -> Remedy {
    let mut input = input.clone();
    let mut report = analyze(&input);
    let before = not_allowed(&report);
    let (mut applied, mut changes) = (Vec::new(), Vec::new());
    while applied.len() + changes.len() < MOST {
        if let Some((done, documents)) = next(&input, &report) {
            put(&mut input, documents);
            applied.push(done);
        } else if let Some((done, changed)) = next_change(&input, &report) {
            input = changed;
            changes.push(done);
        } else {
            break;
        }
        report = analyze(&input);
    }
    let after = not_allowed(&report);
    let gained = before.into_iter().filter(|call| !after.contains(call)).collect();
    Remedy { documents: input.documents.clone(), applied, changes, gained, input, report }
}

/// The first fix that changes anything, and the documents with it. In the order of the rules: what is
/// nearly right is put right before anything is added.
fn next(input: &Input, report: &Report) -> Option<(Applied, Vec<Document>)> {
    let is_due = |finding: &&Finding| finding.causes_denial || finding.severity == Severity::Error;
    let of_rules = RULES.iter().find_map(|rule| {
        let own = report.findings.iter().filter(|finding| finding.rule.id == rule.id);
        own.filter(is_due).find_map(|finding| carried_out(input, finding))
    });
    // A check's fix is another matter, unless it ends the denial.
    let mut causes = report.findings.iter().filter(|finding| finding.causes_denial);
    of_rules.or_else(|| causes.find_map(|finding| carried_out(input, finding)))
}

/// Takes over the changed documents, which are not in force.
fn put(input: &mut Input, documents: Vec<Document>) {
    let both = input.documents.iter().zip(&documents);
    for (before, _) in both.filter(|(before, after)| before.text != after.text) {
        input.in_force.retain(|id| *id != before.id);
    }
    input.documents = documents;
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

/// The first step of the guide that changes anything beside the policies; what allows no more than before
/// goes first.
fn next_change(input: &Input, report: &Report) -> Option<(Changed, Input)> {
    let of = |widens: bool| report.guide.iter().find_map(|task| change_of(input, task, widens));
    of(false).or_else(|| of(true))
}

/// A step says how it is done together with those before it that change nothing by themselves.
fn change_of(input: &Input, task: &Task, widens: bool) -> Option<(Changed, Input)> {
    let mut steps: Vec<Step> = Vec::new();
    for step in &task.steps {
        steps.push(step.clone());
        let Some(change) = &step.change else { continue };
        let changed = change.carried_out(input);
        let wanted = changed.filter(|_| widens == (change.impact == Impact::Widens));
        if let Some(changed) = wanted {
            let done = Changed { title: task.title.clone(), impact: change.impact, steps };
            return Some((done, changed));
        }
        steps.clear();
    }
    None
}

fn not_allowed(report: &Report) -> Vec<(String, String)> {
    let others = report.checks.iter().filter(|check| check.outcome != Outcome::Allowed);
    others.map(|check| (check.action.clone(), check.resource.clone())).collect()
}
