//! What the page does to its document: language, title, focus. The widget does none of it.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::Lang;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Url,
};

use crate::{
    analysis::index_of,
    dom::effect,
    draft::{BASE, Draft, Field},
    examples::{EXAMPLES, Example},
    state::Case,
    text,
};

/// `?lang=`, else the first language of the browser that we speak.
#[must_use]
pub fn first_language() -> Lang {
    let asked = address().and_then(|url| url.search_params().get("lang"));
    let preferred = window().navigator().languages();
    let preferred = preferred.iter().filter_map(|tag| tag.as_string());
    asked.into_iter().chain(preferred).find_map(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}

/// Keeps the document's language, title and description in step with the language shown.
/// The address stays as it is: what it asked for was asked once.
pub fn follow_language(case: Case) {
    effect(move || {
        let lang = case.lang.get();
        let document = document();
        if let Some(html) = document.document_element() {
            set(&html, "lang", lang.tag());
        }
        document.set_title(text::TITLE.of(lang));
        if let Ok(Some(description)) = document.query_selector("meta[name=description]") {
            set(&description, "content", text::DESCRIPTION.of(lang));
        }
    });
}

/// Whether there are other pages beside this one: a copy on a disk is alone.
#[must_use]
pub fn is_served() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol != "file:")
}

/// The box that takes anything is one line high once there is something to look at.
pub fn make_room(case: Case) {
    effect(move || {
        let in_use = case.in_use.get();
        if let Some(intake) = document().get_element_by_id("intake") {
            // Fails only for names that are no attribute names.
            let _ = intake.toggle_attribute_with_force("data-compact", in_use);
        }
    });
}

fn address() -> Option<Url> {
    Url::new(&window().location().href().ok()?).ok()
}

/// Runs `act` now and whenever a signal that it reads has changed.
pub fn follow(act: impl FnMut() + 'static) {
    effect(act);
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    // Fails only for names that are no attribute names.
    let _ = element.set_attribute(name, value);
}

/// What was typed before the program was there.
#[must_use]
pub fn typed(root: &Element) -> Draft {
    let text = |(name, _): (&str, _)| {
        let area = find::<HtmlTextAreaElement>(root, "data-document", name);
        area.map(|area| area.value()).unwrap_or_default()
    };
    let field = |field: Field| {
        let input = find::<HtmlInputElement>(root, "data-field", field.name());
        input.map(|input| input.value()).unwrap_or_default()
    };
    let profile = find::<HtmlSelectElement>(root, "data-field", "profile").map(|it| it.value());
    let profile = profile.and_then(|id| index_of(&id));
    Draft::new(BASE.map(text), Field::ALL.map(field), profile.unwrap_or_default())
}

/// The key of the document whose tab was open before the program was there.
#[must_use]
pub fn shown(root: &Element) -> usize {
    let open = root.query_selector("[data-tab][aria-selected=true]").ok().flatten();
    let name = open.and_then(|tab| tab.get_attribute("data-tab"));
    BASE.iter().position(|(known, _)| Some(*known) == name.as_deref()).unwrap_or_default()
}

/// Whether the screen is so narrow that the browser's own boxes are the better ones.
#[must_use]
pub fn is_narrow() -> bool {
    let query = window().match_media("(max-width: 480px)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

fn asked_for(name: &str) -> Option<String> {
    address().and_then(|url| url.search_params().get(name))
}

fn example(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|it| it.id == id)
}

/// `draft`, with what the address asks for: `?profile=`, and `?example=` where nothing was typed.
#[must_use]
pub fn asked(mut draft: Draft) -> Draft {
    let example = asked_for("example").and_then(|id| example(&id));
    if let Some(example) = example.filter(|_| draft.given().next().is_none()) {
        draft = example.draft();
    }
    if let Some(profile) = asked_for("profile").and_then(|id| index_of(&id)) {
        draft.profile = profile;
    }
    draft
}

/// What the address calls `name`, `example` or `profile`, where that is none of ours.
#[must_use]
pub fn unknown(name: &str) -> Option<String> {
    asked_for(name).filter(|id| match name {
        "example" => example(id).is_none(),
        _ => index_of(id).is_none(),
    })
}

/// The focus and the selection in one of our boxes, to be found again in its successor.
#[derive(Debug)]
pub struct Focus {
    attribute: &'static str,
    name: String,
    selection: Option<(u32, u32)>,
}

impl Focus {
    #[must_use]
    pub fn now() -> Option<Self> {
        let active = document().active_element()?;
        let named = |attribute| active.get_attribute(attribute).map(|name| (attribute, name));
        let (attribute, name) = named("data-document").or_else(|| named("data-field"))?;
        let area = active.dyn_ref::<HtmlTextAreaElement>();
        let from = area.and_then(|area| area.selection_start().ok().flatten());
        let to = area.and_then(|area| area.selection_end().ok().flatten());
        Some(Self { attribute, name, selection: from.zip(to) })
    }

    pub fn restore(self, root: &Element) {
        let Some(element) = find::<HtmlElement>(root, self.attribute, &self.name) else { return };
        let _ = element.focus();
        let Some((from, to)) = self.selection else { return };
        let Ok(area) = element.dyn_into::<HtmlTextAreaElement>() else { return };
        let select = move || {
            let _ = area.set_selection_range(from, to);
        };
        // The text itself arrives a microtask later.
        set_timeout(select, Duration::ZERO);
    }
}

fn find<T: leptos::wasm_bindgen::JsCast>(root: &Element, attribute: &str, name: &str) -> Option<T> {
    let selector = ["[", attribute, "=\"", name, "\"]"].concat();
    root.query_selector(&selector).ok().flatten()?.dyn_into().ok()
}
