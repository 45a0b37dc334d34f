//! Undo and redo, named after what they take back. Not: how.

use crate::{
    dom::{Element, button, element, live, told},
    held::Held,
    state::Case,
    text::{self, Label},
};

pub(super) fn history(case: Case) -> Element {
    let undoes = told(move || case.undoes());
    let redoes = told(move || case.redoes());
    element("div")
        .class("tools history")
        .child(step("undo", text::UNDO, case, undoes, Case::take_back))
        .child(step("redo", text::REDO, case, redoes, Case::put_back))
}

/// Stays where it is when there is nothing to do: whoever pressed it keeps the focus.
fn step(
    name: &'static str,
    label: Label,
    case: Case,
    what: Held<Option<Label>>,
    act: fn(Case),
) -> Element {
    let words = live(move || text::undo(case.lang.get(), label, what.get()));
    button("button small", move |_| act(case))
        .with("data-action", name)
        .with_live("aria-disabled", move || what.get().is_none().then_some("true"))
        .child(words)
}
