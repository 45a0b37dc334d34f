//! What `undenied check --fix` adds: the documents with all fixes, and what they come to.

use serde::Serialize;

use super::{
    impact_name, outcome_name,
    output::{StepOut, step},
};
use crate::{Applied, Changed, Input, Lang, Remedy};

/// The documents with every fix of what denies.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RemedyOut {
    /// As in the answer's own `verdict`.
    verdict: &'static str,
    headline: String,
    applied: Vec<AppliedOut>,
    /// What is to be changed beside the documents for that verdict.
    changes: Vec<ChangedOut>,
    /// Calls that are allowed now and were not before.
    gained: Vec<CallOut>,
    /// Those that were changed.
    documents: Vec<FixedOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AppliedOut {
    rule: &'static str,
    document: String,
    title: String,
    impact: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct ChangedOut {
    title: String,
    impact: &'static str,
    steps: Vec<StepOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CallOut {
    action: String,
    resource: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FixedOut {
    id: String,
    text: String,
}

/// `remedy` of `input`, in `lang`.
#[must_use]
pub fn remedy(input: &Input, remedy: &Remedy, lang: Lang) -> RemedyOut {
    let id = |index: usize| input.documents.get(index).map(|it| it.id.clone()).unwrap_or_default();
    let applied = |applied: &Applied| AppliedOut {
        rule: applied.rule,
        document: id(applied.document),
        title: applied.title.of(lang).clone(),
        impact: impact_name(applied.impact),
    };
    let changed = |changed: &Changed| ChangedOut {
        title: changed.title.of(lang).clone(),
        impact: impact_name(changed.impact),
        steps: changed.steps.iter().map(|it| step(it, lang)).collect(),
    };
    let call = |(action, resource): &(String, String)| CallOut {
        action: action.clone(),
        resource: resource.clone(),
    };
    RemedyOut {
        verdict: outcome_name(remedy.report.verdict.outcome),
        headline: remedy.report.verdict.headline.of(lang).clone(),
        applied: remedy.applied.iter().map(applied).collect(),
        changes: remedy.changes.iter().map(changed).collect(),
        gained: remedy.gained.iter().map(call).collect(),
        documents: remedy
            .changed(input)
            .map(|document| FixedOut {
                id: document.id.clone(),
                text: document.text.trim().to_owned(),
            })
            .collect(),
    }
}
