//! What stands at the lower edge of a narrow screen: how many problems there are, and the way to the next.

use std::time::Duration;

use leptos::prelude::*;

use super::parts::{self, Icon};
use crate::{
    dom::{Element, button, element, live},
    state::Case,
    text,
};

/// Whether there is anything to go to; the style sheet shows it on narrow screens alone.
pub(super) fn bar(case: Case) -> AnyView {
    let count = Memo::new(move |_| case.answer.with(|answer| answer.0.report.findings.len()));
    live(move || (count.get() > 0).then(|| content(case, count.get())))
}

fn content(case: Case, count: usize) -> Element {
    let words = text::problems(case.lang.get(), count);
    let next = button("button primary", move |_| next(case)).with("data-action", "next");
    element("div")
        .class("bar")
        .child(parts::sign("severity", Icon::No, &words).with("data-severity", "error"))
        .child(next.child(case.say(text::NEXT)))
}

/// Shows the next note. The focus stays: in a text box it would bring up the keyboard.
fn next(case: Case) {
    case.open_next();
    let show = || {
        let note = document().query_selector("[data-slot]:not([hidden]) .note").ok().flatten();
        if let Some(note) = note {
            note.scroll_into_view();
        }
    };
    set_timeout(show, Duration::from_millis(50));
}
