//! What can be done with one document's text: format it, copy it.

use crate::{
    dom::{Element, button, element},
    draft::Mode,
    pretty::pretty,
    sheet::Sheet,
    state::Case,
    text,
    views::parts,
};

pub(super) fn actions(case: Case, sheet: Sheet) -> Element {
    let copy =
        parts::copy_button(case, "button small", text::COPY, move || sheet.text.get_untracked());
    let format = (case.mode == Mode::Edit).then(|| {
        let can = move || !sheet.is_huge() && !sheet.is_blank() && !is_broken(case, sheet);
        button("button small", move |_| format(case, sheet))
            .with("data-action", "format")
            .with_live("aria-disabled", move || (!can()).then_some("true"))
            .child(parts::say(case, text::FORMAT))
    });
    element("div").class("tools").child(format).child(copy.with("data-copy", ""))
}

fn format(case: Case, sheet: Sheet) {
    let text = sheet.text.get_untracked();
    if let Some(pretty) = pretty(&text).filter(|pretty| *pretty != text.trim_end()) {
        case.rewrite(sheet.key, pretty, text::FORMATTED);
    }
}

/// Whether the answer says that its text is no JSON.
fn is_broken(case: Case, sheet: Sheet) -> bool {
    case.answer.with(|answer| {
        answer.0.findings(sheet.key).any(|(_, finding)| finding.rule.id == "json-syntax")
    })
}
