//! What a document is taken for, where to find one, and how to be rid of it.

use leptos::prelude::*;
use undenied::{policy::Kind, wire};

use super::{actions, id};
use crate::{
    dom::{Element, button, element, live, memo},
    draft::{BASE, Mode},
    sheet::Sheet,
    state::Case,
    text::{self, Label},
    views::{extras::Extras, parts},
};

const fn help(kind: Kind) -> Option<Label> {
    match kind {
        Kind::Identity => Some(text::IDENTITY_HELP),
        Kind::Trust => Some(text::TRUST_HELP),
        Kind::Bucket => Some(text::BUCKET_POLICY_HELP),
        _ => None,
    }
}

/// Where to find it, and once it is there what it is.
pub(super) fn about(case: Case, sheet: Sheet, extras: Option<&Extras>) -> Element {
    let help = live(move || help(sheet.kind()).map(|help| case.say(help)));
    let help = element("p").class("help").with("id", &id(&sheet.name(), "help")).child(help);
    let is_base = sheet.key < BASE.len();
    let is_open = memo(move || !(is_base && sheet.is_blank()));
    let row = live(move || {
        let is_shown = case.mode == Mode::Edit && is_open.get();
        is_shown.then(|| row(case, sheet, is_base))
    });
    element("div")
        .class("about")
        .child(help)
        .child(element("div").class("about-row").child(row).child(actions::actions(case, sheet)))
        .child(extras.map(|extras| (extras.source)(case, sheet)))
}

fn row(case: Case, sheet: Sheet, is_base: bool) -> Element {
    let label = element("label")
        .class("kind")
        .child(parts::say(case, text::KIND))
        .child(kinds(case, sheet));
    let remove = (!is_base).then(|| {
        button("link", move |_| case.remove(sheet.key))
            .with("data-action", "remove")
            .child(parts::say(case, text::REMOVE))
    });
    element("div").class("about-kind").child(label).child(remove)
}

/// The guess, to be overruled.
fn kinds(case: Case, sheet: Sheet) -> Element {
    let options = Kind::ALL.into_iter().map(|kind| {
        let name = parts::say(case, text::gate(kind));
        element("option").with("value", wire::kind_name(kind)).child(name)
    });
    let options: Vec<Element> = options.collect();
    element("select")
        .with("data-action", "kind")
        .child(options)
        .value(move || wire::kind_name(sheet.kind()).to_owned())
        .on("change", move |event| {
            if let Some(kind) = wire::kind_from_name(&event_target_value(&event)) {
                sheet.set_kind(kind);
                case.mixed.set(None);
            }
        })
}
