//! The examples, as a menu and as buttons.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Event, FocusEvent, HtmlDetailsElement, HtmlElement, KeyboardEvent, Node};

use super::parts::{self, Icon};
use crate::{
    dom::{Element, Reference, button, element, live},
    examples::{EXAMPLES, Example},
    inline::inline,
    state::Case,
    text,
};

/// A menu that closes on choice, on Escape and when the focus leaves it.
pub(super) fn menu(case: Case) -> Element {
    let menu: Reference = NodeRef::new();
    let summary: Reference = NodeRef::new();
    let close = move || {
        shut(menu);
        if let Some(summary) = summary.get_untracked() {
            let _ = summary.focus();
        }
    };
    let on_key = move |event: Event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
            close();
        }
    };
    let on_leave = move |event: Event| {
        if leaves(menu.get_untracked(), &event) {
            shut(menu);
        }
    };
    let items = EXAMPLES.iter().map(|example| {
        let choose = move || {
            close();
            case.load(example);
        };
        element("li").child(item(case, example, "menu-item", choose))
    });
    let items: Vec<Element> = items.collect();
    let title = element("summary")
        .class("button")
        .known_as(summary)
        .child(parts::say(case, text::EXAMPLES))
        .child(parts::icon(Icon::Down));
    element("details")
        .class("menu")
        .known_as(menu)
        .on("keydown", on_key)
        .on("focusout", on_leave)
        .child(title)
        .child(element("ul").class("menu-list").child(items))
}

fn shut(menu: Reference) {
    let menu = menu.get_untracked().and_then(|menu| menu.dyn_into::<HtmlDetailsElement>().ok());
    if let Some(menu) = menu {
        menu.set_open(false);
    }
}

/// Whether the focus goes to something outside of `menu`.
fn leaves(menu: Option<HtmlElement>, event: &Event) -> bool {
    let next = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
    let next = next.and_then(|next| next.dyn_into::<Node>().ok());
    menu.zip(next).is_some_and(|(menu, next)| !menu.contains(Some(&next)))
}

/// All examples side by side, for an empty page.
pub(super) fn chips(case: Case) -> Element {
    let chips = EXAMPLES.iter().map(|example| {
        let choose = move || case.load(example);
        element("li").child(item(case, example, "button chip", choose))
    });
    let chips: Vec<Element> = chips.collect();
    element("ul").class("chips").child(chips)
}

fn item(
    case: Case,
    example: &'static Example,
    class: &'static str,
    choose: impl Fn() + 'static,
) -> Element {
    button(class, move |_| choose()).child(live(move || inline(case.say(example.title))))
}
