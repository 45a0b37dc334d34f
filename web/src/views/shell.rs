//! What stands around the checker: the page's header and footer, the widget's slim bar.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast as _};
use undenied::Lang;
use web_sys::{Event, HtmlElement};

use super::{
    bar, checker, examples,
    extras::OF_PAGE,
    on_key,
    parts::{self, Icon},
    verdict,
};
use crate::{
    dom::{Child as _, Element, button, element},
    draft::Mode,
    page,
    state::Case,
    text::{self, Label},
};

/// What stands above everything on the page.
#[must_use]
pub fn head(case: Case) -> AnyView {
    let skip = |to: &'static str, label: Label| {
        element("a")
            .class("skip")
            .with("href", &["#", to].concat())
            .on("click", move |event| skip(&event, to))
            .child(parts::say(case, label))
    };
    let brand = element("p").class("brand").with("lang", "en").with("translate", "no");
    let tools = element("div")
        .class("page-tools")
        // The page's script says there what holds: `web/aside/badge.ts`.
        .child(private(case).with("data-badge", ""))
        .child(examples::menu(case))
        // And puts the menu for links here: `web/aside/share.ts`.
        .child(element("div").class("share").with("data-share", ""))
        .child(languages(case));
    let head = element("header")
        .class("page-head")
        .child(brand.child("undenied"))
        .child(element("h1").child(parts::say(case, text::TAGLINE)))
        .child(tools);
    vec![skip("verdict", text::SKIP_VERDICT), skip("policies", text::SKIP), head].view()
}

/// The page below the box that takes anything.
#[must_use]
pub fn page(case: Case) -> AnyView {
    page::follow_language(case);
    page::make_room(case);
    let _ = window_event_listener(ev::keydown, move |event| on_key(case, &event));
    let checker = checker(case, Some(&OF_PAGE));
    element("main")
        .with_live("aria-busy", move || case.busy.get().then_some("true"))
        .child(verdict::failure(case))
        .child(checker)
        .child(bar::bar(case))
        .view()
}

/// The checker inside somebody else's page.
#[must_use]
pub fn widget(case: Case) -> AnyView {
    let head = element("div").class("widget-head").child(slot("title")).child(languages(case));
    let is_read = case.mode == Mode::ReadOnly;
    let open = element("a")
        .class("link")
        .with("target", "_blank")
        .with("rel", "noreferrer")
        .with("data-action", "open")
        .child(parts::say(case, text::OPEN_APP));
    let foot = element("div")
        .class("widget-foot")
        .child(is_read.then(|| host_button(case, "try", text::TRY)))
        .child(host_button(case, "unfold", text::DETAILS))
        .child(open)
        .child(private(case))
        .child(slot("footer"));
    element("div")
        .class("widget")
        .with_live("lang", move || Some(case.lang.get().tag()))
        .on("keydown", move |event| on_key(case, &event))
        .child(head)
        .child(checker(case, None))
        .child(foot)
        .view()
}

/// What the page around it puts there.
fn slot(name: &str) -> Element {
    element("slot").with("name", name)
}

/// The widget's script listens: these change the element itself.
fn host_button(case: Case, action: &str, label: Label) -> Element {
    button("button small", |_| {}).with("data-action", action).child(parts::say(case, label))
}

fn private(case: Case) -> Element {
    element("span")
        .class("private")
        .child(parts::icon(Icon::Lock))
        .child(element("span").child(parts::say(case, text::PRIVATE)))
}

/// As the link says, but without a new address: nobody wants it in the history.
fn skip(event: &Event, to: &str) {
    event.prevent_default();
    let part = document().get_element_by_id(to);
    if let Some(part) = part.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = part.focus();
    }
}

fn languages(case: Case) -> Element {
    element("div")
        .class("languages")
        .with("role", "group")
        .with_live("aria-label", move || Some(case.say(text::LANGUAGE)))
        .child(language(case, Lang::En, "EN", "English"))
        .child(language(case, Lang::Ja, "日本語", "日本語"))
}

fn language(case: Case, lang: Lang, short: &'static str, name: &str) -> Element {
    let pressed = move || Some(if case.lang.get() == lang { "true" } else { "false" });
    element("button")
        .with("type", "button")
        .with("lang", lang.tag())
        .with("title", name)
        .with_live("aria-pressed", pressed)
        .on("click", move |_| case.lang.set(lang))
        .child(short)
}
