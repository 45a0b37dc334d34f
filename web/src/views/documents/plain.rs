//! The browser's own text box: what is there before the rich editor is, without it, or by choice.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Event, HtmlTextAreaElement, InputEvent};

use super::{id, unhide};
use crate::{
    analysis::Answer,
    dom::{Child as _, Element, Reference, button, effect, element, live},
    draft::Entry,
    inline::inline,
    sheet::Sheet,
    state::Case,
    text,
    views::{
        UndoKey, note,
        parts::{self, Icon},
    },
};

/// More are in the list of all problems.
const MOST_LINES: usize = 20;

pub(super) fn plain(case: Case, sheet: Sheet) -> Vec<AnyView> {
    let area: Reference = NodeRef::new();
    let name = sheet.name();
    effect(move || {
        let target = case.target.get().filter(|target| target.key == sheet.key);
        let Some((target, area)) = target.zip(area.get()) else { return };
        case.target.set(None);
        unhide(case, sheet, &area);
        if let Ok(area) = area.dyn_into() {
            select(&area, target.from, target.to);
        }
    });
    let described = [&id(&name, "help"), " ", &id(&name, "count"), " ", &id(&name, "keys")];
    let area = element("textarea")
        .class("code")
        .with("rows", "10")
        .with("lang", "en")
        .with("translate", "no")
        .with("data-document", &name)
        .with("aria-labelledby", &id(&name, "title"))
        .with("aria-describedby", &described.concat())
        .with("autocapitalize", "off")
        .with("autocomplete", "off")
        .with("spellcheck", "false")
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
    let area = area.on("keydown", move |event| undo(case, &event));
    vec![area.view(), lines(case, sheet), note::note(case, sheet.key, "note-below")]
}

/// Takes over what was written, but not in the middle of a composition.
fn read(case: Case, sheet: Sheet, event: &Event) {
    let input = event.dyn_ref::<InputEvent>();
    if input.is_some_and(InputEvent::is_composing) {
        return;
    }
    let how = input.map(InputEvent::input_type).unwrap_or_default();
    // What was undone may be of a text that is no longer there; then nothing happens.
    let changes = sheet.text.with_untracked(|text| *text != event_target_value(event));
    if how.starts_with("history") && changes {
        case.caret.count_undo();
    }
    let pasted = how == "insertFromPaste" || how == "insertFromDrop";
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

/// Where the browser has nothing left to undo, what the page did is undone.
fn undo(case: Case, event: &Event) {
    let Some(step) = UndoKey::of(event) else { return };
    let before = case.caret.undone();
    let then = move || {
        if case.caret.undone() == before {
            step.carry_out(case);
        }
    };
    // The browser has done its own by then.
    set_timeout(then, Duration::ZERO);
}

/// Every problem with a link to its line: a plain box shows none in the text.
fn lines(case: Case, sheet: Sheet) -> AnyView {
    live(move || {
        let Answer(analysis) = case.answer.get();
        let current = case.current_index();
        let items = analysis.findings(sheet.key).take(MOST_LINES).map(|(index, finding)| {
            let line = parts::line_name(case, &finding.place);
            let word = case.say(text::severity(finding.severity));
            element("li")
                .with("data-severity", parts::severity_name(finding.severity))
                .child(parts::sign("severity", Icon::from(finding.severity), word))
                .child(button("link", move |_| case.show(index)).child(line))
                // The current one says it in its note.
                .child(
                    (current != Some(index))
                        .then(|| element("span").child(inline(&case.words(&finding.message)))),
                )
        });
        let items: Vec<Element> = items.collect();
        (!items.is_empty()).then(|| element("ul").class("lines").child(items))
    })
}

fn select(area: &HtmlTextAreaElement, from: usize, to: usize) {
    let (from, to) = (crate::editor::offset(from), crate::editor::offset(to));
    // Focusing on a collapsed selection first scrolls the box to it.
    let _ = area.set_selection_range(from, from);
    let _ = area.focus();
    let _ = area.set_selection_range(from, to);
}
