//! What to do, step by step.

use leptos::prelude::*;
use undenied::{Step, Task, Words};

use super::{extras::Extras, parts};
use crate::{
    dom::{Element, button, element, live},
    inline::inline,
    same,
    state::Case,
    text,
};

pub(super) fn guide(case: Case, extras: Option<&'static Extras>) -> AnyView {
    let part = same::part(case, same::guide);
    live(move || {
        let answer = part.get();
        let tasks = &answer.0.report.guide;
        if answer.0.is_empty || tasks.is_empty() {
            return None;
        }
        let tasks: Vec<Element> = tasks.iter().map(|it| task(case, it, extras)).collect();
        let card =
            parts::card(case, "card guide", "guide-title", text::GUIDE).with("part", "guide");
        Some(card.child(tasks))
    })
}

fn task(case: Case, task: &Task, extras: Option<&Extras>) -> Element {
    let steps: Vec<Element> = task.steps.iter().map(|it| step(case, it, extras)).collect();
    let forms = extras.and_then(|extras| (extras.forms)(case, task));
    let show = task.finding.map(|index| {
        button("link", move |_| case.show(index)).child(parts::say(case, text::SHOW_PLACE))
    });
    element("div")
        .class("task")
        .child(parts::title(case, "h3").child(inline(&case.words(&task.title))))
        .child(show)
        .child(element("ol").class("steps").child(steps))
        .child(forms)
}

fn step(case: Case, step: &Step, extras: Option<&Extras>) -> Element {
    let change = extras.zip(step.change.as_ref());
    let draft = step.document.as_ref();
    let draft = draft.map(|draft| parts::copyable(case, draft.text.of(case.lang.get())));
    let commands: Vec<Element> = step.commands.iter().map(|it| parts::copyable(case, it)).collect();
    element("li")
        .child(inline(&case.words(&step.text)))
        .child(console(case, step.console.of(case.lang.get())))
        .child(commands)
        .child(warning(case, &step.warning))
        .child(draft)
        .child(change.map(|(extras, change)| (extras.change)(case, change)))
}

/// Who or what else the step affects.
fn warning(case: Case, words: &Words) -> Option<Element> {
    let told = !words.en.is_empty();
    told.then(|| element("p").class("muted").child(inline(&case.words(words))))
}

/// Where to click. Labels in English are the console's own, in whatever language they are quoted.
fn console(case: Case, labels: &[String]) -> Option<Vec<Element>> {
    if labels.is_empty() {
        return None;
    }
    let crumb = |label: &String| {
        let item = element("li");
        let item = if label.is_ascii() { item.with("lang", "en") } else { item };
        item.child(inline(label))
    };
    let crumbs: Vec<Element> = labels.iter().map(crumb).collect();
    Some(vec![
        element("p").class("muted").child(parts::say(case, text::CONSOLE)),
        element("ol").class("crumbs").child(crumbs),
    ])
}
