//! Fixes of an answer carried out in the case that it answers. Not: which fixes there are.

#[cfg(test)]
mod tests;

use undenied_json::{Edit, LineIndex, Member, Node, Writer, apply, parse_of_any_size};

use super::{
    input::Case,
    part::{Part, sorted, write},
};
use crate::{DocumentEdit, Fix, Input, analyze};

/// Members of a document that its text takes the place of; what is changed is not in force.
const TEXTS: [&str; 4] = ["text", "document", "managedPolicy", "inForce"];

/// What the npm package's `applyFix` gives: the `documents` of `case`, those with another text that `fixes` change, in
/// full, secrets and all. `fixes` is one fix of the answer to this very case, or a list of them.
///
/// # Errors
/// A sentence in English where the case is none, where one of `fixes` is not among those of its answer (the texts
/// have changed since), or where two of them change the same place.
pub fn with_fixes(case: &Case, fixes: &str) -> Result<String, String> {
    let mut input = case.input()?;
    let texts: Vec<String> = input.documents.iter().map(|it| it.text.clone()).collect();
    // Positions stay as they are.
    input.mask_secrets();
    let proposed = proposed(&input);
    let root = parse_of_any_size(fixes).root.ok_or(NO_FIX)?;
    let wanted = root.elements().unwrap_or(std::slice::from_ref(&root));
    let mut edits: Vec<&DocumentEdit> = Vec::new();
    let mut chosen: Vec<String> = Vec::new();
    for fix in wanted {
        let given = given_edits(fix).ok_or(NO_FIX)?;
        // The same may be offered for two findings.
        if !chosen.contains(&given) {
            let (fix, _) = proposed.iter().find(|(_, own)| *own == given).ok_or(STALE)?;
            edits.extend(&fix.edits);
            chosen.push(given);
        }
    }
    let mut out = Writer::default();
    out.open('[');
    for (index, (text, given)) in texts.iter().zip(case.documents()).enumerate() {
        let own = edits.iter().filter(|edit| edit.document == index);
        let own: Vec<Edit> = own.map(|edit| edit.edit.clone()).collect();
        if own.is_empty() {
            write(given, &mut out);
        } else {
            changed(given, &apply(text, &own).map_err(|_| OVERLAP)?, &mut out);
        }
    }
    out.close(']');
    Ok(out.finish())
}

const NO_FIX: &str = "a fix is an object with `edits`";
const STALE: &str = "this fix is not among those for these documents: they have changed since the answer it is from; \
    check them again";
const OVERLAP: &str =
    "two of these fixes change the same place: apply one, check the result, then apply the next";

/// Every fix of the answer, with its edits as text.
fn proposed(input: &Input) -> Vec<(Fix, String)> {
    let lines: Vec<LineIndex> =
        input.documents.iter().map(|document| LineIndex::new(&document.text)).collect();
    let mut proposed = Vec::new();
    for fix in analyze(input).findings.into_iter().flat_map(|finding| finding.fixes) {
        let mut out = Writer::default();
        for edit in &fix.edits {
            let id = input.documents.get(edit.document).map(|document| document.id.as_str());
            let offset = |byte| lines.get(edit.document).map(|lines| lines.utf16(byte));
            out.text(id.unwrap_or_default());
            out.number(offset(edit.edit.span.start).unwrap_or_default());
            out.number(offset(edit.edit.span.end).unwrap_or_default());
            out.text(&edit.edit.text);
        }
        proposed.push((fix, out.finish()));
    }
    proposed
}

/// The edits of a fix as it was given, likewise.
fn given_edits(fix: &Node) -> Option<String> {
    let edits = Part::root(fix.members()?).list("edits").ok()?;
    let mut out = Writer::default();
    for edit in &edits {
        for name in ["document", "start", "end", "text"] {
            write(edit.value(name)?, &mut out);
        }
    }
    Some(out.finish()).filter(|_| !edits.is_empty())
}

/// The document as it was given but for its text.
fn changed(given: &Node, text: &str, out: &mut Writer) {
    let members: &[Member] = given.members().unwrap_or_default();
    out.open('{');
    for member in sorted(members) {
        if !TEXTS.contains(&member.name.value.as_str()) {
            write(&member.value, out.name(&member.name.value));
        }
    }
    out.name("text").text(text).close('}');
}
