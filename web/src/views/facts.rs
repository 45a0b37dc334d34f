//! The facts beside the documents: what is accessed, and by whom.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::{intake::Refused, profile::PROFILES};
use web_sys::HtmlInputElement;

use super::parts;
use crate::{
    dom::{Element, button, element, live, live_text},
    draft::Field,
    inline::{code, inline},
    state::Case,
    text::{self, Label},
};

pub(super) fn facts(case: Case) -> Element {
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
        .child(profile(case))
        .child(field(case, Field::Bucket))
        .child(field(case, Field::Role))
        .child(live(other_side));
    parts::card(case, "card facts", "facts-title", text::FACTS).child(fields)
}

/// Where the vendor shows its values.
fn shown_at(case: Case) -> Element {
    let words = move || {
        let trust = case.trust_need();
        trust.map(|trust| inline(trust.shown_at.of(case.lang.get())))
    };
    element("p").class("help wide").child(live(words))
}

fn profile(case: Case) -> Element {
    let options = PROFILES.iter().enumerate().map(|(index, profile)| {
        let name = live_text(move || profile.name.of(case.lang.get()));
        element("option").with("value", &index.to_string()).child(name)
    });
    let options: Vec<Element> = options.collect();
    let call = live(move || {
        let option = element("option").with("value", &PROFILES.len().to_string());
        case.told.with(|told| told.call.is_some()).then(|| option.child(case.say(text::CALL)))
    });
    let choose = move |event| case.profile.set(event_target_value(&event).parse().unwrap_or(0));
    let control =
        element("select").on("change", choose).child(options).child(call).value(move || {
            // The option for it comes and goes with the call.
            case.told.track();
            case.profile.get().to_string()
        });
    let told =
        live(move || case.told.with(|told| told.call.as_ref().map(|it| self::call(case, it))));
    labelled(case, "profile", text::PROFILE, text::PROFILE_HELP, control).child(told)
}

/// The call of an error message: what was refused.
fn call(case: Case, call: &Refused) -> Element {
    let action = code(call.action.as_deref().unwrap_or("*"));
    let words = element("p").child(action);
    let words = match &call.resource {
        Some(resource) => {
            words.child([" ", case.say(text::CALL_ON), " "].concat()).child(code(resource))
        }
        None => words,
    };
    let remove = button("link", move |_| case.forget_call())
        .with("data-action", "forget-call")
        .child(case.say(text::REMOVE));
    element("div").class("call").with("data-call", "").child(words.child(" ").child(remove))
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
