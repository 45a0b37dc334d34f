//! A menu that closes on choice, on Escape and when the focus leaves it.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Event, FocusEvent, HtmlDetailsElement, HtmlElement, KeyboardEvent, Node};

use super::parts::{self, Icon};
use crate::{
    dom::{Element, Reference, button, element, live},
    inline::inline,
    state::Case,
    text::Label,
};

/// One entry.
pub(super) struct Choice {
    pub(super) title: Label,
    pub(super) choose: Box<dyn Fn()>,
}

pub(super) fn menu(case: Case, class: &'static str, title: Label, choices: Vec<Choice>) -> Element {
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
    let items = choices.into_iter().map(|Choice { title, choose }| {
        let item = button("menu-item", move |_| {
            close();
            choose();
        });
        element("li").child(item.child(live(move || inline(case.say(title)))))
    });
    let items: Vec<Element> = items.collect();
    let title = element("summary")
        .class("button")
        .known_as(summary)
        .child(parts::say(case, title))
        .child(parts::icon(Icon::Down));
    element("details")
        .class(class)
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
