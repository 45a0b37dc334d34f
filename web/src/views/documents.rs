//! The documents in tabs, each with its state, and what changes all of them at once.

mod about;
mod actions;
mod history;
mod listing;
mod notices;
mod plain;
mod rich;
mod tabs;

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::policy::Kind;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::{
    extras::Extras,
    menu,
    parts::{self, Icon},
};
use crate::{
    dom::{Child as _, Element, Reference, button, effect, element, live, memo},
    draft::Mode,
    sheet::Sheet,
    state::{Case, Landing},
    text::{self, Label},
};

pub(super) use notices::{long, long_button, long_words};

pub(super) fn documents(case: Case, extras: Option<&'static Extras>) -> Element {
    let is_edit = case.mode == Mode::Edit;
    let head = element("div")
        .class("documents-head")
        .child(parts::heading(case, "h2", "policies-title", text::POLICIES))
        .child(is_edit.then(|| history::history(case)))
        .child(is_edit.then(|| tools(case)));
    let tabs = element("div")
        .class("tabs-row")
        .child(tabs::tabs(case, extras))
        .child(is_edit.then(|| add(case)));
    element("section")
        .class("documents")
        .with("part", "doc")
        .with("id", "policies")
        .with("aria-labelledby", "policies-title")
        .with("tabindex", "-1")
        .with_live("data-ready", move || case.editor.with(Option::is_some).then_some(""))
        .child(head)
        .child(tabs)
        .child(from(case, 0, extras))
}

/// The document at `index` and all after it. Nested, so that one more leaves those before it alone.
fn from(case: Case, index: usize, extras: Option<&'static Extras>) -> AnyView {
    let key = tabs::key_at(case, index);
    live(move || {
        let sheet = case.sheet(key.get()?)?;
        Some(vec![document(case, sheet, extras).view(), from(case, index + 1, extras)])
    })
}

fn tools(case: Case) -> Element {
    let plain = button("button small", move |_| case.plain.update(|plain| *plain = !*plain))
        .with("data-action", "plain")
        .with_live("aria-pressed", move || Some(if case.plain.get() { "true" } else { "false" }))
        .child(parts::say(case, text::PLAIN));
    let clear = button("button small", move |_| case.clear())
        .with("data-action", "clear")
        .child(parts::say(case, text::CLEAR));
    element("div").class("tools").child(plain).child(clear)
}

fn add(case: Case) -> Element {
    let choices = Kind::ALL.into_iter().map(|kind| menu::Choice {
        title: text::gate(kind),
        choose: Box::new(move || case.add(kind)),
    });
    menu::menu(case, "picker", text::ADD_DOCUMENT, choices.collect())
}

/// Identifier of the element that says `what` about the document called `name`.
fn id(name: &str, what: &str) -> String {
    [name, "-", what].concat()
}

fn document(case: Case, sheet: Sheet, extras: Option<&'static Extras>) -> Element {
    let name = sheet.name();
    let is_huge = memo(move || sheet.is_huge());
    let module = move || case.editor.get().filter(|_| !case.plain.get() && !is_huge.get());
    let content = live(move || match (case.mode, module()) {
        (Mode::ReadOnly, _) => vec![listing::listing(case, sheet)],
        (_, Some(module)) => vec![rich::rich(case, sheet, &module)],
        (_, None) => plain::plain(case, sheet),
    });
    let section = NodeRef::new();
    land(case, sheet, section);
    let after = NodeRef::new();
    let keys = element("p")
        .class("help keys")
        .with("id", &id(&name, "keys"))
        .with("tabindex", "-1")
        .known_as(after)
        .child(parts::say(case, text::KEYS));
    let is_edit = case.mode == Mode::Edit;
    element("section")
        .class("document")
        .with("id", &id(&name, "panel"))
        .with("role", "tabpanel")
        .with("data-slot", &name)
        .with("aria-labelledby", &id(&name, "title"))
        .with("tabindex", "-1")
        .with_live("hidden", move || (case.shown_key() != sheet.key).then_some(""))
        .known_as(section)
        .child(about::about(case, sheet, extras))
        .child(
            element("div")
                .class("box")
                .on("keydown", move |event| leave(&event, after))
                .on("focusin", move |_| case.writes.set(true))
                .on("focusout", move |_| case.writes.set(false))
                .child(content),
        )
        .child(is_edit.then_some(keys))
        .child(notices::notices(case, sheet, extras))
        .child(is_edit.then(|| extras.map(|extras| (extras.offer)(case, sheet))).flatten())
}

/// Escape leads behind the box; Tab goes on from there.
fn leave(event: &Event, after: Reference) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    if key.key() != "Escape" || key.is_composing() || key.default_prevented() {
        return;
    }
    if let Some(after) = after.get_untracked() {
        let _ = after.focus();
    }
}

/// Takes the focus when a button that did something has vanished, without scrolling.
fn land(case: Case, sheet: Sheet, section: Reference) {
    effect(move || {
        if case.landed.get() != Some(Landing::Document(sheet.key)) {
            return;
        }
        case.landed.set(None);
        if let Some(section) = section.get_untracked() {
            unhide(case, sheet, &section);
            let quietly = web_sys::FocusOptions::new();
            quietly.set_prevent_scroll(true);
            let _ = section.focus_with_options(&quietly);
        }
    });
}

/// Opens the tab of what `inside` is in, at once: what is hidden takes no focus.
fn unhide(case: Case, sheet: Sheet, inside: &HtmlElement) {
    case.shown.set(sheet.key);
    if let Ok(Some(panel)) = inside.closest("[hidden]") {
        let _ = panel.remove_attribute("hidden");
    }
}

/// How many problems, with an icon; or what is said where nothing was checked.
fn count(case: Case, (count, unchecked): (Option<usize>, Option<Label>)) -> Element {
    let lang = case.lang.get();
    let unchecked = unchecked.unwrap_or(text::NOTHING_PASTED);
    let (state, icon, words) = match count {
        None => ("idle", Icon::Nothing, (*unchecked.of(lang)).to_owned()),
        Some(0) => ("allowed", Icon::Yes, text::problems(lang, 0)),
        Some(count) => ("denied", Icon::Warning, text::problems(lang, count)),
    };
    parts::sign("state", icon, &words).with("data-state", state)
}
