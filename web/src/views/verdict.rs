//! The answer: one sentence on top of everything, or the invitation to paste.

use leptos::prelude::*;
use undenied::{Missing, Outcome};

use super::{
    examples,
    extras::Extras,
    parts::{self, Icon},
};
use crate::{
    dom::{Element, element, live},
    inline::inline,
    state::{Case, Landing},
    text,
};

/// What is said; equal as long as nothing new is to be read aloud.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    outcome: Option<Outcome>,
    word: &'static str,
    headline: String,
    detail: String,
}

pub(super) fn verdict(case: Case, extras: Option<&'static Extras>) -> Element {
    let said = Memo::new(move |_| said(case, extras));
    let section = NodeRef::new();
    parts::land(case, Landing::Verdict, section);
    let aloud = element("div").with("aria-live", "polite").with("aria-atomic", "true");
    element("section")
        .class("verdict")
        .with("tabindex", "-1")
        .with_live("aria-label", move || Some(case.say(text::VERDICT)))
        .with_live("data-state", move || {
            Some(said.with(|said| said.outcome.map_or("empty", parts::state_name)))
        })
        .known_as(section)
        .child(aloud.child(live(move || sentence(&said.get()))))
        .child(live(move || case.is_empty().then(|| examples::chips(case))))
        .child(live(move || next(case)))
}

fn said(case: Case, extras: Option<&Extras>) -> Said {
    if case.is_empty() {
        let waiting = extras.and_then(|extras| (extras.waiting)(case));
        let detail = waiting.unwrap_or(text::EMPTY_DETAIL);
        return Said {
            outcome: None,
            word: "",
            headline: case.say(text::EMPTY_HEADLINE).to_owned(),
            detail: case.say(detail).to_owned(),
        };
    }
    let answer = case.answer.get();
    let verdict = &answer.0.report.verdict;
    Said {
        outcome: Some(verdict.outcome),
        word: case.say(text::verdict(verdict.outcome)),
        headline: case.words(&verdict.headline),
        detail: case.words(&verdict.detail),
    }
}

/// Why what stands below does not follow what is written.
pub(super) fn failure(case: Case) -> AnyView {
    live(move || {
        let reason = case.failure.get()?;
        let words = element("p").child(inline(&text::failure(case.lang.get(), &reason)));
        Some(element("div").class("failure").with("role", "alert").child(words))
    })
}

fn sentence(said: &Said) -> Vec<Element> {
    let mut parts = Vec::new();
    if let Some(outcome) = said.outcome {
        let word = parts::sign("verdict-word", Icon::from(outcome), said.word);
        parts.push(element("p").child(word));
    }
    parts.push(element("h2").class("verdict-headline").child(inline(&said.headline)));
    if !said.detail.is_empty() {
        parts.push(element("p").class("verdict-detail").child(inline(&said.detail)));
    }
    parts
}

/// What would settle an open question.
fn next(case: Case) -> Option<Element> {
    if case.is_empty() {
        return None;
    }
    let answer = case.answer.get();
    let verdict = &answer.0.report.verdict;
    if verdict.outcome != Outcome::Undetermined || verdict.missing.is_empty() {
        return None;
    }
    let title = element("h3").child(parts::say(case, text::NEXT_MISSING));
    Some(element("div").class("missing").child(title).child(asks(case, &verdict.missing)))
}

/// Where to begin, while nothing is there: the documents and how to get them.
pub(super) fn start(case: Case) -> AnyView {
    live(move || {
        let answer = case.answer.get();
        let missing = &answer.0.report.verdict.missing;
        let shown = case.is_empty() && !missing.is_empty();
        shown.then(|| {
            parts::card(case, "card", "start-title", text::START).child(asks(case, missing))
        })
    })
}

fn asks(case: Case, missing: &[Missing]) -> Element {
    let asks: Vec<Element> = missing.iter().take(3).map(|missing| ask(case, missing)).collect();
    element("ul").class("asks").child(asks)
}

fn ask(case: Case, missing: &Missing) -> Element {
    let item = element("li").child(inline(&case.words(&missing.ask)));
    let Some(command) = &missing.command else { return item };
    item.child(element("p").class("muted").child(parts::say(case, text::OR_ASK)))
        .child(parts::copyable(case, command))
}
