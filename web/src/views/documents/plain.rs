//! The browser's own text box: what is there before the rich editor is, without it, or by choice.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Event, HtmlTextAreaElement, InputEvent};

use super::ids;
use crate::{
    dom::{Child as _, Reference, effect, element},
    draft::{Mode, Slot, Source},
    state::Case,
    views::note,
};

pub(super) fn plain(case: Case, slot: Slot) -> Vec<AnyView> {
    let text = case.text(slot);
    let area: Reference = NodeRef::new();
    let ids = ids(slot);
    effect(move || {
        let target = case.target.get().filter(|target| target.slot == slot);
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
        .with("data-document", slot.name())
        .with("aria-labelledby", ids.title)
        .with("aria-describedby", &[ids.help, " ", ids.count].concat())
        .with("autocapitalize", "off")
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .with_live("readonly", move || read_only.then_some(""))
        .known_as(area)
        .value(move || text.get())
        .on("input", move |event| read(case, slot, &event))
        .on("compositionstart", move |_| case.caret.set_composing(true))
        .on("compositionend", move |event| {
            case.caret.set_composing(false);
            take(case, slot, &event, Source::Typed);
        })
        .on("focus", move |_| case.caret.enter(slot, area))
        .on("blur", move |_| case.caret.leave(slot));
    vec![area.view(), note::note(case, slot, "note-below")]
}

/// Takes over what was written, but not in the middle of a composition.
fn read(case: Case, slot: Slot, event: &Event) {
    let input = event.dyn_ref::<InputEvent>();
    if input.is_some_and(InputEvent::is_composing) {
        return;
    }
    let pasted = input.map(InputEvent::input_type);
    let pasted = pasted.is_some_and(|it| it == "insertFromPaste" || it == "insertFromDrop");
    let source = if pasted { Source::Pasted } else { Source::Typed };
    take(case, slot, event, source);
}

/// What is masked is masked in the box too; setting it empties the browser's own undo history.
fn take(case: Case, slot: Slot, event: &Event, source: Source) {
    let written = event_target_value(event);
    let held = case.write(slot, written.clone(), source);
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
