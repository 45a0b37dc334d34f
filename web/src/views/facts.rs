//! The facts beside the documents: what is accessed, and by whom.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::profile::{self, ExternalIdUse, PrincipalKind, Profile, TrustNeed};
use web_sys::HtmlInputElement;

use super::{extras::Extras, parts};
use crate::{
    analysis::own_profile,
    dom::{Element, element, live, live_text},
    draft::Field,
    inline::inline,
    state::Case,
    text::{self, Label},
};

pub(super) fn facts(case: Case, extras: Option<&Extras>) -> Element {
    let other_side = move || match case.trust_need() {
        Some(trust) if trust.kind != PrincipalKind::Service => of_vendor(case, trust),
        _ => vec![field(case, Field::Owner, OWNER)],
    };
    let fields = element("div")
        .class("fields")
        .child(profile(case, extras))
        .child(field(case, Field::Bucket, BUCKET))
        .child(field(case, Field::Role, ROLE))
        .child(live(other_side));
    parts::card(case, "card facts", "facts-title", text::FACTS)
        .child(fields)
        .child(extras.map(|extras| (extras.settings)(case)))
}

/// What the vendor's console shows, and where.
fn of_vendor(case: Case, trust: TrustNeed) -> Vec<Element> {
    let account = match trust.kind {
        PrincipalKind::Federated => None,
        PrincipalKind::Role | PrincipalKind::User => Some(VENDOR_ARN),
        _ => Some(ACCOUNT),
    };
    let external_id = match trust.external_id.usage {
        _ if trust.kind == PrincipalKind::Federated => Some(SUBJECT),
        ExternalIdUse::Nothing => None,
        _ => Some(EXTERNAL_ID),
    };
    let mut views: Vec<Element> = Vec::new();
    views.extend(account.map(|named| field(case, Field::Account, named)));
    views.extend(external_id.map(|named| field(case, Field::ExternalId, named)));
    let places = move || {
        let lang = case.lang.get();
        let (principal, id) = (trust.shown_at.of(lang), trust.external_id.shown_at.of(lang));
        let id = if id == principal { "" } else { id.as_str() };
        inline([principal, " ", id].concat().trim())
    };
    views.push(element("p").class("help wide").child(live(places)));
    views
}

fn profile(case: Case, extras: Option<&Extras>) -> Element {
    let call_option = extras.map(|extras| (extras.call_option)(case));
    let call = extras.map(|extras| (extras.call)(case));
    let own = live(move || {
        let option = element("option").with("value", &own_profile().to_string());
        let name = |own: &Profile| own.name.of(case.lang.get()).clone();
        case.own.with(|own| own.as_ref().map(name)).map(|name| option.child(name))
    });
    let choose = move |event| case.profile.set(event_target_value(&event).parse().unwrap_or(0));
    let control =
        element("select").on("change", choose).child(groups(case)).child(own).child(call_option);
    let control = control.value(move || {
        // The option for it comes and goes with the call.
        case.told.track();
        case.profile.get().to_string()
    });
    labelled(case, "profile", (text::PROFILE, text::PROFILE_HELP), control).child(call)
}

/// The built-in profiles, those of one vendor together.
fn groups(case: Case) -> Vec<Element> {
    let mut groups: Vec<Element> = Vec::new();
    let mut group: Option<(&str, Element)> = None;
    for (index, profile) in profile::all().iter().enumerate() {
        let option = option(case, index, profile);
        let open = group.take();
        let vendor = profile.vendor.as_str();
        group = match open {
            Some((name, open)) if name == vendor => Some((name, open.child(option))),
            other => {
                groups.extend(other.map(|(_, element)| element));
                if vendor.is_empty() {
                    groups.push(option);
                    None
                } else {
                    Some((vendor, element("optgroup").with("label", vendor).child(option)))
                }
            }
        };
    }
    groups.extend(group.map(|(_, element)| element));
    groups
}

fn option(case: Case, index: usize, profile: &'static Profile) -> Element {
    let name = live_text(move || profile.name.of(case.lang.get()).as_str());
    element("option").with("value", &index.to_string()).child(name)
}

/// A label and the help below its field.
type Named = (Label, Label);

const BUCKET: Named = (text::BUCKET, text::BUCKET_HELP);
const ROLE: Named = (text::ROLE, text::ROLE_HELP);
const OWNER: Named = (text::OWNER, text::OWNER_HELP);
const ACCOUNT: Named = (text::ACCOUNT, text::ACCOUNT_HELP);
const VENDOR_ARN: Named = (text::VENDOR_ARN, text::ACCOUNT_HELP);
const EXTERNAL_ID: Named = (text::EXTERNAL_ID, text::EXTERNAL_ID_HELP);
const SUBJECT: Named = (text::SUBJECT, text::SUBJECT_HELP);

fn field(case: Case, field: Field, named: Named) -> Element {
    let value = case.field(field);
    let sample = match field {
        Field::Bucket => "s3://bucket/folder/",
        Field::Role => "arn:aws:iam::111122223333:role/name",
        Field::Account | Field::ExternalId | Field::Owner => "",
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
    labelled(case, field.name(), named, control)
}

fn labelled(case: Case, name: &str, (label, help): Named, control: Element) -> Element {
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
