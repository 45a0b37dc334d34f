//! The facts beside the documents: what is accessed, and by whom.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::{
    intake::Refused,
    profile::{PrincipalKind, Profile},
};
use web_sys::HtmlInputElement;

use super::{
    extras::Extras,
    parts::{self, Icon},
};
use crate::{
    analysis::{self, own_profile, told_call},
    dom::{Child as _, Element, Reference, effect, element, live, live_text},
    draft::{Field, Mode},
    inline::{code, inline},
    outline::{self, Outline, Trust},
    state::{Case, Landing},
    text::{self, Label},
};

/// One line of who, what and on what; behind it the form in which it is told.
pub(super) fn facts(case: Case, extras: Option<&'static Extras>) -> Element {
    let line = live(move || line(case));
    if case.mode == Mode::ReadOnly {
        return element("div").class("facts").child(element("p").class("facts-line").child(line));
    }
    let other_side = move || match case.trust_need() {
        Some(trust) if !case.asks_owner() => of_vendor(case, trust),
        _ => vec![field(case, Field::Owner, OWNER)],
    };
    let fields = element("div")
        .class("fields")
        .child(profile(case, extras))
        .child(field(case, Field::Bucket, BUCKET))
        .child(field(case, Field::Role, ROLE))
        .child(live(other_side));
    let edit = element("span").class("edit").child(parts::say(case, text::answer::EDIT));
    let summary = element("summary").child(line).child(edit.child(parts::icon(Icon::Down)));
    parts::disclosure("facts", case.form)
        .child(summary)
        .child(fields)
        .child(extras.map(|extras| (extras.settings)(case)))
}

fn line(case: Case) -> Vec<Element> {
    let part = |label: Label, value: Option<Vec<AnyView>>| {
        let value = match value {
            Some(value) => element("span").child(value),
            None => element("span").class("muted").child(case.say(text::answer::NOT_TOLD)),
        };
        let name = element("span").class("fact-name").child(case.say(label));
        element("span").class("fact").child(name).child(" ").child(value).child(" ")
    };
    let (who, on) = (who(case), on(case));
    vec![
        part(text::answer::WHO, who),
        part(text::answer::WHAT, what(case)),
        part(text::answer::ON, on),
    ]
}

/// `role/import` and the account that it is in.
pub(super) fn who(case: Case) -> Option<Vec<AnyView>> {
    let typed = case.field(Field::Role).get();
    let arn = if typed.trim().is_empty() { of_call(case, |call| &call.principal)? } else { typed };
    let mut parts = arn.trim().splitn(6, ':').skip(4);
    let (account, name) = (parts.next(), parts.next());
    let Some((account, name)) = account.zip(name) else {
        return Some(vec![code(arn.trim()).view()]);
    };
    let account = ["@", account].concat();
    let account =
        element("span").class("account").with("lang", "en").with("translate", "no").child(account);
    Some(vec![code(name).view(), " ".view(), account.view()])
}

fn what(case: Case) -> Option<Vec<AnyView>> {
    let index = case.profile.get();
    if let Some(action) = of_call(case, |call| &call.action) {
        return Some(vec![code(&action).view()]);
    }
    let name = case.own.with(|own| {
        analysis::profile(index, own.as_ref()).map(|profile| case.words(&profile.name))
    });
    name.map(|name| vec![name.view()])
}

fn on(case: Case) -> Option<Vec<AnyView>> {
    let typed = case.field(Field::Bucket).get();
    let resource = of_call(case, |call| &call.resource);
    let typed = Some(typed).filter(|typed| !typed.trim().is_empty());
    resource.or(typed).map(|it| vec![code(it.trim()).view()])
}

/// A part of the error's call, where that is what is checked.
fn of_call(case: Case, part: fn(&Refused) -> &Option<String>) -> Option<String> {
    let is_asked = case.profile.get() == told_call();
    case.told
        .with(|told| told.call.as_ref().and_then(|call| part(call).clone()))
        .filter(|_| is_asked)
}

/// Takes the focus when somebody asks for the field called `name`.
pub(super) fn come(case: Case, name: &'static str, control: Reference) {
    effect(move || {
        if case.landed.get() != Some(Landing::Field(name)) {
            return;
        }
        case.landed.set(None);
        // The form opens first.
        let focus = move || {
            if let Some(control) = control.get_untracked() {
                let _ = control.focus();
            }
        };
        set_timeout(focus, Duration::ZERO);
    });
}

/// What the vendor's console shows, and where.
fn of_vendor(case: Case, trust: Trust) -> Vec<Element> {
    let account = match trust.kind {
        PrincipalKind::Federated => None,
        PrincipalKind::Role | PrincipalKind::User => Some(VENDOR_ARN),
        _ => Some(ACCOUNT),
    };
    let external_id = if trust.kind == PrincipalKind::Federated {
        Some(SUBJECT)
    } else {
        trust.has_external_id.then_some(EXTERNAL_ID)
    };
    let mut views: Vec<Element> = Vec::new();
    views.extend(account.map(|named| field(case, Field::Account, named)));
    views.extend(external_id.map(|named| field(case, Field::ExternalId, named)));
    let places = move || {
        let lang = case.lang.get();
        let (principal, id) = (trust.shown_at.of(lang), trust.id_shown_at.of(lang));
        let id = if id == principal { "" } else { id.as_str() };
        inline([principal, " ", id].concat().trim())
    };
    views.push(element("p").class("help wide").child(live(places)));
    views
}

fn profile(case: Case, extras: Option<&Extras>) -> Element {
    let (control, help, beside) = match extras {
        Some(extras) => {
            let (control, list) = (extras.picker)(case);
            (control, text::answer::PROFILE_SEARCH, vec![list, (extras.call)(case)])
        }
        None => (select(case), text::PROFILE_HELP, Vec::new()),
    };
    labelled(case, "profile", (text::PROFILE, help), control).child(beside)
}

fn select(case: Case) -> Element {
    let own = live(move || {
        let option = element("option").with("value", &own_profile().to_string());
        let name = |own: &Profile| own.name.of(case.lang.get()).clone();
        case.own.with(|own| own.as_ref().map(name)).map(|name| option.child(name))
    });
    let call = live(move || {
        let option = element("option").with("value", &told_call().to_string());
        let is_told = case.told.with(|told| told.call.is_some());
        is_told.then(|| option.child(case.say(text::CALL)))
    });
    let choose = move |event| case.profile.set(event_target_value(&event).parse().unwrap_or(0));
    let control = element("select").on("change", choose).child(groups(case)).child(call).child(own);
    control.value(move || case.profile.get().to_string())
}

/// The built-in profiles, those of one vendor together.
fn groups(case: Case) -> Vec<Element> {
    let mut groups: Vec<Element> = Vec::new();
    let mut group: Option<(&str, Element)> = None;
    for (index, profile) in outline::all().iter().enumerate() {
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

fn option(case: Case, index: usize, profile: &'static Outline) -> Element {
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

/// A field with its label and help.
fn labelled(case: Case, name: &'static str, (label, help): Named, control: Element) -> Element {
    let help_id = ["help-", name].concat();
    let control = control.with("data-field", name).with("aria-describedby", &help_id);
    let help = live(move || inline(case.say(help)));
    named(case, name, label, control)
        .child(element("p").class("help").with("id", &help_id).child(help))
}

/// A field with its label.
pub(super) fn named(case: Case, name: &'static str, label: Label, control: Element) -> Element {
    let id = ["field-", name].concat();
    let reference = NodeRef::new();
    come(case, name, reference);
    element("div")
        .class("field")
        .child(element("label").with("for", &id).child(parts::say(case, label)))
        .child(control.with("id", &id).known_as(reference))
}
