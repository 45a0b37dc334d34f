//! The three documents: each a heading, a state and a box that shows findings in the text.

mod plain;
mod rich;

use leptos::prelude::*;

use super::parts::{self, Icon};
use crate::{
    dom::{Element, button, element, live},
    draft::{Mode, Slot},
    state::{Case, Landing},
    text::{self, Label},
};

pub(super) fn documents(case: Case) -> Element {
    let documents: Vec<Element> = Slot::ALL.into_iter().map(|it| document(case, it)).collect();
    let head = element("div")
        .class("documents-head")
        .child(parts::heading(case, "h2", "policies-title", text::POLICIES))
        .child(element("div").class("undo").with("role", "status").child(undo(case)))
        .child((case.mode == Mode::Edit).then(|| tools(case)));
    element("section")
        .class("documents")
        .with("id", "policies")
        .with("aria-labelledby", "policies-title")
        .with("tabindex", "-1")
        .child(head)
        .child(documents)
}

fn tools(case: Case) -> Element {
    let plain = button("button small", move |_| case.plain.update(|plain| *plain = !*plain))
        .with("data-action", "plain")
        .with_live("aria-pressed", move || Some(if case.plain.get() { "true" } else { "false" }))
        .child(parts::say(case, text::PLAIN));
    let clear = button("button small", move |_| case.clear())
        .with("data-action", "clear")
        .child(parts::say(case, text::CLEAR));
    element("div").class("tools").child(plain).child(clear)
}

/// What was just done, and the way back.
fn undo(case: Case) -> AnyView {
    live(move || {
        let undo = case.undo.get()?;
        let back = button("link", move |_| case.take_back())
            .with("data-action", "undo")
            .child(case.say(text::UNDO));
        Some(vec![element("span").child(case.say(undo.what)), back])
    })
}

/// Identifiers of the elements that describe one box.
#[derive(Clone, Copy)]
struct Ids {
    title: &'static str,
    help: &'static str,
    count: &'static str,
}

const fn ids(slot: Slot) -> Ids {
    match slot {
        Slot::Identity => {
            Ids { title: "identity-title", help: "identity-help", count: "identity-count" }
        }
        Slot::Trust => Ids { title: "trust-title", help: "trust-help", count: "trust-count" },
        Slot::Bucket => Ids { title: "bucket-title", help: "bucket-help", count: "bucket-count" },
    }
}

const fn help(slot: Slot) -> Label {
    match slot {
        Slot::Identity => text::IDENTITY_HELP,
        Slot::Trust => text::TRUST_HELP,
        Slot::Bucket => text::BUCKET_POLICY_HELP,
    }
}

fn document(case: Case, slot: Slot) -> Element {
    let ids = ids(slot);
    let module = move || case.editor.get().filter(|_| !case.plain.get());
    let content = live(move || match module() {
        Some(module) => vec![rich::rich(case, slot, &module)],
        None => plain::plain(case, slot),
    });
    let section = NodeRef::new();
    parts::land(case, Landing::Document(slot), section);
    let count = element("span").with("id", ids.count).child(live(move || count(case, slot)));
    let head = element("div")
        .class("document-head")
        .child(parts::heading(case, "h3", ids.title, parts::slot_label(slot)))
        .child(count);
    let help = element("p").class("help").with("id", ids.help);
    element("section")
        .class("document")
        .with("data-slot", slot.name())
        .with("aria-labelledby", ids.title)
        .with("tabindex", "-1")
        .known_as(section)
        .child(head)
        .child(help.child(parts::say(case, self::help(slot))))
        .child(element("div").class("box").child(content))
}

/// How many problems, with an icon.
fn count(case: Case, slot: Slot) -> Element {
    let lang = case.lang.get();
    let empty = case.text(slot).with(|text| text.trim().is_empty());
    let count = case.answer.with(|answer| answer.0.findings(slot).count());
    let (state, icon, words) = match (empty, count) {
        (true, _) => ("idle", Icon::Nothing, (*text::NOTHING_PASTED.of(lang)).to_owned()),
        (false, 0) => ("allowed", Icon::Yes, text::problems(lang, 0)),
        (false, _) => ("denied", Icon::Warning, text::problems(lang, count)),
    };
    parts::sign("state", icon, &words).with("data-state", state)
}
