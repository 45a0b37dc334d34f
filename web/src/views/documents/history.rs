//! Undo and redo, named after what they take back. Not: how.

use leptos::prelude::*;

use crate::{
    dom::{Element, button, element, live},
    state::Case,
    text::{self, Label},
};

pub(super) fn history(case: Case) -> Element {
    let undoes = Memo::new(move |_| case.undoes());
    let redoes = Memo::new(move |_| case.redoes());
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
    what: Memo<Option<Label>>,
    act: fn(Case),
) -> Element {
    let words = live(move || text::undo(case.lang.get(), label, what.get()));
    button("button small", move |_| act(case))
        .with("data-action", name)
        .with_live("aria-disabled", move || what.get().is_none().then_some("true"))
        .child(words)
}
