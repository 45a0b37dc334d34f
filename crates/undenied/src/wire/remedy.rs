//! What `undenied check --fix` adds: the documents with all fixes, and what they come to.

use super::{impact_name, outcome_name, output::Out};
use crate::{Input, Remedy};

/// `remedy` of `input` as the value that `out` is to write next: the documents with every fix of what denies.
pub(super) fn write(input: &Input, remedy: &Remedy, out: &mut Out<'_>) {
    let verdict = &remedy.report.verdict;
    out.json.open('{');
    // As in the answer's own `verdict`.
    out.text("verdict", outcome_name(verdict.outcome));
    out.say("headline", &verdict.headline);
    out.open("applied");
    for applied in &remedy.applied {
        out.json.open('{').name("rule").text(applied.rule);
        out.document(applied.document);
        out.say("title", &applied.title);
        out.text("impact", impact_name(applied.impact));
        out.json.close('}');
    }
    out.json.close(']');
    // What is to be changed beside the documents for that verdict.
    out.open("changes");
    for changed in &remedy.changes {
        out.json.open('{');
        out.say("title", &changed.title);
        out.text("impact", impact_name(changed.impact));
        out.open("steps");
        for step in &changed.steps {
            out.step(step);
        }
        out.json.close(']').close('}');
    }
    out.json.close(']');
    // Calls that are allowed now and were not before.
    out.open("gained");
    for (action, resource) in &remedy.gained {
        out.json.open('{');
        out.text("action", action);
        out.text("resource", resource);
        out.json.close('}');
    }
    out.json.close(']');
    // Those that were changed.
    out.open("documents");
    for document in remedy.changed(input) {
        out.json.open('{');
        out.text("id", &document.id);
        out.text("text", document.text.trim());
        out.json.close('}');
    }
    out.json.close(']').close('}');
}
