//! The tabs of the documents, as the ARIA pattern has them: one stop for Tab, arrows, Home and End choose.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::{count, id};
use crate::{
    dom::{Child as _, Element, button, element, live, told},
    sheet::Sheet,
    state::Case,
    text,
    views::extras::Extras,
};

pub(super) fn tabs(case: Case, extras: Option<&'static Extras>) -> Element {
    element("div")
        .class("tabs")
        .with("role", "tablist")
        .with_live("aria-label", move || Some(case.say(text::POLICIES)))
        .on("keydown", move |event| choose(case, &event))
        .child(from(case, 0, extras))
}

/// The key of the document at `index`, if there is one.
pub(super) fn key_at(case: Case, index: usize) -> Memo<Option<usize>> {
    Memo::new(move |_| case.sheets.with(|sheets| sheets.get(index).map(|sheet| sheet.key)))
}

fn from(case: Case, index: usize, extras: Option<&'static Extras>) -> AnyView {
    let key = key_at(case, index);
    live(move || {
        let sheet = case.sheet(key.get()?)?;
        Some(vec![tab(case, sheet, extras).view(), from(case, index + 1, extras)])
    })
}

fn tab(case: Case, sheet: Sheet, extras: Option<&'static Extras>) -> Element {
    let name = sheet.name();
    let is_shown = move || case.shown_key() == sheet.key;
    let title = live(move || case.title(sheet.key));
    let counted = told(move || {
        let unchecked = extras.and_then(|extras| (extras.unchecked)(case, sheet));
        let analysis = case.answer.get().0;
        (analysis.shown(sheet.key).map(|_| analysis.findings(sheet.key).count()), unchecked)
    });
    let state = live(move || count(case, counted.get()));
    button("tab", move |_| case.look_at(sheet.key))
        .with("role", "tab")
        .with("data-tab", &name)
        .with("aria-controls", &id(&name, "panel"))
        .with_live("aria-selected", move || Some(if is_shown() { "true" } else { "false" }))
        .with_live("tabindex", move || Some(if is_shown() { "0" } else { "-1" }))
        .child(element("span").class("tab-name").with("id", &id(&name, "title")).child(title))
        .child(element("span").with("id", &id(&name, "count")).child(state))
}

fn choose(case: Case, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let sheets = case.sheets.get_untracked();
    let shown = untrack(|| case.shown_key());
    let Some(now) = sheets.iter().position(|sheet| sheet.key == shown) else { return };
    let last = sheets.len() - 1;
    let next = match key.key().as_str() {
        "ArrowRight" | "ArrowDown" => (now + 1) % sheets.len(),
        "ArrowLeft" | "ArrowUp" => now.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    let Some(sheet) = sheets.get(next) else { return };
    event.prevent_default();
    case.look_at(sheet.key);
    let list = event.current_target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let selector = ["[data-tab=\"", &sheet.name(), "\"]"].concat();
    let tab = list.and_then(|list| list.query_selector(&selector).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}
