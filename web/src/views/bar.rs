//! What stands at the lower edge of a narrow screen: how many problems there are, and the way to the next.

use std::time::Duration;

use leptos::prelude::*;
use undenied::Severity;

use super::parts::{self, Icon};
use crate::{
    dom::{Element, button, element, live},
    state::Case,
    text,
};

/// The style sheet shows it on narrow screens alone.
pub(super) fn bar(case: Case) -> Element {
    let count = move || case.answer.with(|answer| answer.0.report.findings.len());
    let words = live(move || {
        let answer = case.answer.get();
        let has = |it: &Severity| answer.0.report.findings.iter().any(|own| own.severity == *it);
        let mut worst = [Severity::Error, Severity::Security, Severity::Warning].into_iter();
        let worst = worst.find(has).unwrap_or(Severity::Suggestion);
        let words = text::counted(case.lang.get(), worst, count());
        let sign = parts::sign("severity", Icon::from(worst), &words);
        sign.with("data-severity", parts::severity_name(worst))
    });
    let next = button("button primary", move |_| next(case)).with("data-action", "next");
    element("div")
        .class("bar")
        .with_live("hidden", move || (count() == 0).then_some(""))
        .child(words)
        .child(next.child(parts::say(case, text::NEXT)))
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
