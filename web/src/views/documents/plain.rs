//! The browser's own text box: what is there before the rich editor is, without it, or by choice.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Event, HtmlTextAreaElement, InputEvent};

use super::id;
use crate::{
    dom::{Child as _, Reference, effect, element},
    draft::{Entry, Mode},
    sheet::Sheet,
    state::Case,
    views::note,
};

pub(super) fn plain(case: Case, sheet: Sheet) -> Vec<AnyView> {
    let area: Reference = NodeRef::new();
    let name = sheet.name();
    effect(move || {
        let target = case.target.get().filter(|target| target.key == sheet.key);
        let Some((target, area)) = target.zip(area.get()) else { return };
        case.target.set(None);
        if let Ok(area) = area.dyn_into() {
            select(&area, target.from, target.to);
        }
    });
    let read_only = case.mode == Mode::ReadOnly;
    let area = element("textarea")
        .class("code")
        .with("rows", "10")
        .with("lang", "en")
        .with("translate", "no")
        .with("data-document", &name)
        .with("aria-labelledby", &id(&name, "title"))
        .with("aria-describedby", &[&id(&name, "help"), " ", &id(&name, "count")].concat())
        .with("autocapitalize", "off")
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .with_live("readonly", move || read_only.then_some(""))
        .known_as(area)
        .value(move || sheet.text.get())
        .on("input", move |event| read(case, sheet, &event))
        .on("compositionstart", move |_| case.caret.set_composing(true))
        .on("compositionend", move |event| {
            case.caret.set_composing(false);
            take(case, sheet, &event, Entry::Typed);
        })
        .on("focus", move |_| case.caret.enter(sheet.key, area))
        .on("blur", move |_| case.caret.leave(sheet.key));
    vec![area.view(), note::note(case, sheet.key, "note-below")]
}

/// Takes over what was written, but not in the middle of a composition.
fn read(case: Case, sheet: Sheet, event: &Event) {
    let input = event.dyn_ref::<InputEvent>();
    if input.is_some_and(InputEvent::is_composing) {
        return;
    }
    let pasted = input.map(InputEvent::input_type);
    let pasted = pasted.is_some_and(|it| it == "insertFromPaste" || it == "insertFromDrop");
    let entry = if pasted { Entry::Pasted } else { Entry::Typed };
    take(case, sheet, event, entry);
}

/// What is masked is masked in the box too; setting it empties the browser's own undo history.
fn take(case: Case, sheet: Sheet, event: &Event, entry: Entry) {
    let written = event_target_value(event);
    let held = case.write(sheet, written.clone(), entry);
    let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(area) = area.filter(|_| held != written) else { return };
    let caret = area.selection_end().ok().flatten();
    area.set_value(&held);
    if let Some(caret) = caret {
        let _ = area.set_selection_range(caret, caret);
    }
}

fn select(area: &HtmlTextAreaElement, from: usize, to: usize) {
    let (from, to) = (crate::editor::offset(from), crate::editor::offset(to));
    // Focusing on a collapsed selection first scrolls the box to it.
    let _ = area.set_selection_range(from, from);
    let _ = area.focus();
    let _ = area.set_selection_range(from, to);
}
