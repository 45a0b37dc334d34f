//! The examples, as a menu and as buttons.

use super::menu::{self, Choice};
use crate::{
    dom::{Element, button, element, live},
    examples::{EXAMPLES, SHOWN},
    inline::inline,
    state::Case,
    text,
};

pub(super) fn menu(case: Case) -> Element {
    let choices = EXAMPLES.iter().map(|example| Choice {
        title: example.title,
        choose: Box::new(move || case.load(example)),
    });
    menu::menu(case, "menu", text::EXAMPLES, choices.collect())
}

/// Some side by side, for an empty page.
pub(super) fn chips(case: Case) -> Element {
    let shown = SHOWN.iter().filter_map(|index| EXAMPLES.get(*index));
    let chips = shown.map(|example| {
        let chip = button("button chip", move |_| case.load(example));
        element("li").child(chip.child(live(move || inline(case.say(example.title)))))
    });
    let chips: Vec<Element> = chips.collect();
    element("ul").class("chips").child(chips)
}
