//! The documents: each a heading, a state and a box that shows findings in the text.

mod about;
mod plain;
mod rich;

use leptos::prelude::*;
use undenied::policy::Kind;

use super::{
    extras::Extras,
    menu,
    parts::{self, Icon},
};
use crate::{
    dom::{Child as _, Element, button, element, live},
    draft::Mode,
    sheet::Sheet,
    state::{Case, Landing},
    text,
};

pub(super) fn documents(case: Case, extras: Option<&'static Extras>) -> Element {
    let head = element("div")
        .class("documents-head")
        .child(parts::heading(case, "h2", "policies-title", text::POLICIES))
        .child(element("div").class("undo").with("role", "status").child(undo(case)))
        .child((case.mode == Mode::Edit).then(|| tools(case)));
    element("section")
        .class("documents")
        .with("id", "policies")
        .with("aria-labelledby", "policies-title")
        .with("tabindex", "-1")
        .child(head)
        .child(from(case, 0, extras))
        .child((case.mode == Mode::Edit).then(|| add(case)))
}

/// The document at `index` and all after it. Nested, so that one more leaves those before it alone.
fn from(case: Case, index: usize, extras: Option<&'static Extras>) -> AnyView {
    let key =
        Memo::new(move |_| case.sheets.with(|sheets| sheets.get(index).map(|sheet| sheet.key)));
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

/// What was just done, and the way back.
fn undo(case: Case) -> AnyView {
    live(move || {
        let undo = case.undo.get()?;
        let back = button("link", move |_| case.take_back())
            .with("data-action", "undo")
            .child(case.say(text::UNDO));
        Some(vec![element("span").child(case.say(undo.what)), back])
    })
}

/// Identifier of the element that says `what` about the document called `name`.
fn id(name: &str, what: &str) -> String {
    [name, "-", what].concat()
}

fn document(case: Case, sheet: Sheet, extras: Option<&'static Extras>) -> Element {
    let name = sheet.name();
    let module = move || case.editor.get().filter(|_| !case.plain.get());
    let content = live(move || match module() {
        Some(module) => vec![rich::rich(case, sheet, &module)],
        None => plain::plain(case, sheet),
    });
    let section = NodeRef::new();
    parts::land(case, Landing::Document(sheet.key), section);
    let title = live(move || case.title(sheet.key));
    let count = element("span").with("id", &id(&name, "count"));
    let head = element("div")
        .class("document-head")
        .child(element("h3").with("id", &id(&name, "title")).child(title))
        .child(count.child(live(move || self::count(case, sheet, extras))));
    element("section")
        .class("document")
        .with("data-slot", &name)
        .with("aria-labelledby", &id(&name, "title"))
        .with("tabindex", "-1")
        .known_as(section)
        .child(head)
        .child(about::about(case, sheet, extras))
        .child(element("div").class("box").child(content))
        .child(extras.map(|extras| (extras.offer)(case, sheet)))
}

/// How many problems, with an icon.
fn count(case: Case, sheet: Sheet, extras: Option<&Extras>) -> Element {
    let lang = case.lang.get();
    let count = case
        .answer
        .with(|answer| answer.0.shown(sheet.key).map(|_| answer.0.findings(sheet.key).count()));
    let unchecked = extras.and_then(|extras| (extras.unchecked)(case, sheet));
    let unchecked = unchecked.unwrap_or(text::NOTHING_PASTED);
    let (state, icon, words) = match count {
        None => ("idle", Icon::Nothing, (*unchecked.of(lang)).to_owned()),
        Some(0) => ("allowed", Icon::Yes, text::problems(lang, 0)),
        Some(count) => ("denied", Icon::Warning, text::problems(lang, count)),
    };
    parts::sign("state", icon, &words).with("data-state", state)
}
