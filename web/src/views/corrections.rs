//! What follows a diagnosis: saying that a change is made in AWS, and the corrected documents as code. The page alone
//! has it.

use std::time::Duration;

use leptos::prelude::*;
use undenied::{Change, Task};

use super::parts::{self, Icon};
use crate::{
    dom::{Element, button, element, live_text, when_kept},
    held::Held,
    inline::inline,
    state::Case,
    text,
};

/// What the engine calls each form, and what people do.
const FORMS: [(&str, &str); 4] = [
    ("json", "JSON"),
    ("cli", "AWS CLI"),
    ("cloudformation", "CloudFormation"),
    ("terraform", "Terraform"),
];

pub(super) fn change(case: Case, change: &Change) -> Element {
    let change = change.clone();
    button("button small", move |_| case.change_made(&change))
        .with("data-action", "change-made")
        .child(parts::say(case, text::DONE_IN_AWS))
}

/// Where the task corrects a document.
pub(super) fn forms(case: Case, task: &Task) -> Option<Element> {
    let answer = case.answer.get_untracked();
    let finding = answer.0.report.findings.get(task.finding?)?;
    // One step alone opens and saves no document.
    let key = answer.0.sheet(&finding.place).filter(|_| task.steps.len() > 1)?;
    let name = case.sheet(key)?.name();
    let buttons: Vec<Element> =
        FORMS.iter().map(|(form, shown)| copy(case, &name, form, shown)).collect();
    let label = element("span").class("muted").child(parts::say(case, text::COPY_CORRECTED));
    let group = element("div").class("fix-buttons forms").with("role", "group");
    Some(group.with("aria-label", case.say(text::COPY_CORRECTED)).child(label).child(buttons))
}

fn copy(case: Case, name: &str, form: &'static str, shown: &'static str) -> Element {
    let name = name.to_owned();
    let copied = Held::new(false);
    let click = move |_| {
        let write = move |text: String| {
            let Some(clipboard) = parts::clipboard() else { return };
            when_kept(&clipboard.write_text(&text), move |_| {
                copied.set(true);
                set_timeout(move || copied.set(false), Duration::from_secs(2));
            });
        };
        case.correct(&name, form, Box::new(write));
    };
    let label = move || if copied.get() { case.say(text::COPIED) } else { shown };
    button("button small", click)
        .with("data-form", form)
        .with("aria-live", "polite")
        .child(live_text(label))
}

/// After all fixes: what no document changes, and the verdict that holds once it is done.
pub(super) fn still_to_do(case: Case) -> Option<Element> {
    let mended = case.mended()?;
    if mended.changes.is_empty() {
        return None;
    }
    let item = |words: &undenied::Words| element("li").child(inline(&case.words(words)));
    let items: Vec<Element> = mended.changes.iter().map(item).collect();
    let word = case.say(text::verdict(mended.outcome));
    let state = parts::sign("state", Icon::from(mended.outcome), word);
    let verdict = element("p")
        .child([case.say(text::ONCE_DONE), " "].concat())
        .child(state.with("data-state", parts::state_name(mended.outcome)))
        .child(" ")
        .child(inline(&case.words(&mended.headline)));
    let todo = element("div").class("still-to-do").with("data-todo", "");
    Some(
        todo.child(element("p").child(element("strong").child(case.say(text::STILL_TO_DO))))
            .child(element("ul").child(items))
            .child(verdict),
    )
}
