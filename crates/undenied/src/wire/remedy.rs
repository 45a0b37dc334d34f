//! What `undenied check --fix` adds: the documents with all fixes, and what they come to.

use undenied_json::Writer;

use super::{impact_name, outcome_name};
use crate::{Input, Lang, Remedy};

/// `remedy` of `input`, in `lang`: the documents with every fix of what denies.
pub(super) fn write(input: &Input, remedy: &Remedy, lang: Lang, out: &mut Writer) {
    let verdict = &remedy.report.verdict;
    // As in the answer's own `verdict`.
    out.open('{').name("verdict").text(outcome_name(verdict.outcome));
    out.name("headline").text(verdict.headline.of(lang));
    out.name("applied").open('[');
    for applied in &remedy.applied {
        let document = input.documents.get(applied.document);
        let id = document.map(|document| document.id.as_str()).unwrap_or_default();
        out.open('{').name("rule").text(applied.rule).name("document").text(id);
        out.name("title").text(applied.title.of(lang));
        out.name("impact").text(impact_name(applied.impact)).close('}');
    }
    // Calls that are allowed now and were not before.
    out.close(']').name("gained").open('[');
    for (action, resource) in &remedy.gained {
        out.open('{').name("action").text(action).name("resource").text(resource).close('}');
    }
    // Those that were changed.
    out.close(']').name("documents").open('[');
    for document in remedy.changed(input) {
        out.open('{').name("id").text(&document.id);
        out.name("text").text(document.text.trim()).close('}');
    }
    out.close(']').close('}');
}
