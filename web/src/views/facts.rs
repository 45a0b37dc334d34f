//! The facts beside the documents: what is accessed, and by whom.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::profile::PROFILES;
use web_sys::HtmlInputElement;

use super::{extras::Extras, parts};
use crate::{
    dom::{Element, element, live, live_text},
    draft::Field,
    inline::inline,
    state::Case,
    text::{self, Label},
};

pub(super) fn facts(case: Case, extras: Option<&Extras>) -> Element {
    let has_trust = Memo::new(move |_| case.trust_need().is_some());
    let other_side = move || {
        if has_trust.get() {
            vec![field(case, Field::Account), field(case, Field::ExternalId), shown_at(case)]
        } else {
            vec![field(case, Field::Owner)]
        }
    };
    let fields = element("div")
        .class("fields")
        .child(profile(case, extras))
        .child(field(case, Field::Bucket))
        .child(field(case, Field::Role))
        .child(live(other_side));
    parts::card(case, "card facts", "facts-title", text::FACTS)
        .child(fields)
        .child(extras.map(|extras| (extras.settings)(case)))
}

/// Where the vendor shows its values.
fn shown_at(case: Case) -> Element {
    let words = move || {
        let trust = case.trust_need();
        trust.map(|trust| inline(trust.shown_at.of(case.lang.get())))
    };
    element("p").class("help wide").child(live(words))
}

fn profile(case: Case, extras: Option<&Extras>) -> Element {
    let call_option = extras.map(|extras| (extras.call_option)(case));
    let call = extras.map(|extras| (extras.call)(case));
    let options = PROFILES.iter().enumerate().map(|(index, profile)| {
        let name = live_text(move || profile.name.of(case.lang.get()));
        element("option").with("value", &index.to_string()).child(name)
    });
    let options: Vec<Element> = options.collect();
    let choose = move |event| case.profile.set(event_target_value(&event).parse().unwrap_or(0));
    let control =
        element("select").on("change", choose).child(options).child(call_option).value(move || {
            // The option for it comes and goes with the call.
            case.told.track();
            case.profile.get().to_string()
        });
    labelled(case, "profile", text::PROFILE, text::PROFILE_HELP, control).child(call)
}

fn field(case: Case, field: Field) -> Element {
    let value = case.field(field);
    let (label, help, sample) = match field {
        Field::Bucket => (text::BUCKET, text::BUCKET_HELP, "s3://bucket/folder/"),
        Field::Role => (text::ROLE, text::ROLE_HELP, "arn:aws:iam::111122223333:role/name"),
        Field::Account => (text::ACCOUNT, text::ACCOUNT_HELP, ""),
        Field::ExternalId => (text::EXTERNAL_ID, text::EXTERNAL_ID_HELP, ""),
        Field::Owner => (text::OWNER, text::OWNER_HELP, ""),
    };
    let control = element("input")
        .class("code")
        .with("type", "text")
        .with("lang", "en")
        .with("translate", "no")
        .with("autocomplete", "off")
        .with("autocapitalize", "off")
        .with("spellcheck", "false")
        .with("placeholder", sample)
        .value(move || value.get())
        .on("input", move |event| {
            let written = event_target_value(&event);
            let held = case.fill(value, written.clone());
            if let Some(input) = event.target().filter(|_| held != written) {
                input.unchecked_into::<HtmlInputElement>().set_value(&held);
            }
        });
    labelled(case, field.name(), label, help, control)
}

fn labelled(case: Case, name: &str, label: Label, help: Label, control: Element) -> Element {
    let (id, help_id) = (["field-", name].concat(), ["help-", name].concat());
    let control =
        control.with("id", &id).with("data-field", name).with("aria-describedby", &help_id);
    let help = live(move || inline(case.say(help)));
    element("div")
        .class("field")
        .child(element("label").with("for", &id).child(parts::say(case, label)))
        .child(control)
        .child(element("p").class("help").with("id", &help_id).child(help))
}
