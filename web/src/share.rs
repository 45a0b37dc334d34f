//! Everything that somebody gave as text for a link, and back. Not: how it gets into an address, and what is
//! masked there; that is `web/aside/share.ts`.

use std::rc::Rc;

use leptos::wasm_bindgen::JsValue;
use undenied::{Writer, policy::Kind, wire};

use crate::{
    analysis::{index_of, profile, told_call},
    draft::{About, Draft, Field, Source, Told},
    intake::{fact, flag, list, member, refused, string, words, write_words},
    state::Case,
    text,
};

/// `draft` as JSON. Documents come with the name of their box, their kind and where they are from.
#[must_use]
pub fn pack(draft: &Draft) -> String {
    let mut out = Writer::default();
    out.open('{');
    if let Some(profile) = profile(draft.profile, None) {
        out.name("profile").text(&profile.id);
    }
    out.name("documents").open('[');
    for document in draft.given() {
        let About { name, kind, source, target, .. } = &document.about;
        out.open('{').name("name").text(name).name("kind").text(wire::kind_name(*kind));
        out.name("text").text(&document.text);
        if let Some(Source { why, place }) = source {
            write_words(&mut out, "why", why);
            write_words(&mut out, "place", place);
        }
        optional(&mut out, "target", target.as_ref());
        if document.is_in_force() {
            out.name("inForce").word("true");
        }
        out.close('}');
    }
    out.close(']').name("fields").open('{');
    for (field, value) in Field::ALL.iter().zip(&draft.fields) {
        optional(&mut out, field.name(), Some(value).filter(|value| !value.is_empty()));
    }
    out.close('}');
    let Told { call, facts } = &*draft.told;
    if let Some(call) = call {
        out.name("call").open('{');
        optional(&mut out, "principal", call.principal.as_ref());
        optional(&mut out, "action", call.action.as_ref());
        optional(&mut out, "resource", call.resource.as_ref());
        let by = call.by.map(|kind| wire::kind_name(kind).to_owned());
        optional(&mut out, "by", by.as_ref());
        optional(&mut out, "session", call.session.as_ref());
        out.name("decision").text(wire::decision_name(call.decision));
        out.close('}');
    }
    out.name("facts").open('[');
    for fact in facts {
        out.open('{').name("key").text(&fact.key).name("value").text(&fact.value);
        optional(&mut out, "subject", fact.subject.as_ref());
        write_words(&mut out, "words", &fact.words);
        out.close('}');
    }
    out.close(']').close('}');
    out.finish()
}

fn optional(out: &mut Writer, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        out.name(name).text(value);
    }
}

/// Puts what [`pack`] wrote, read as JSON, in the place of everything. What it cannot read is left out.
pub fn restore(case: Case, found: &JsValue) {
    let text = |name: &str| string(&member(found, "fields"), name).unwrap_or_default();
    let fields = Field::ALL.map(|field| case.without_secrets(text(field.name())));
    let call = Some(member(found, "call")).filter(JsValue::is_object).map(|it| refused(&it));
    let asked = string(found, "profile").and_then(|id| index_of(&id));
    let calls = if call.is_some() { told_call() } else { 0 };
    let mut draft = Draft::new(Default::default(), fields, asked.unwrap_or(calls));
    for document in list(found, "documents") {
        let kind = string(&document, "kind").and_then(|name| wire::kind_from_name(&name));
        let kind = kind.unwrap_or(Kind::Identity);
        let text = case.without_secrets(string(&document, "text").unwrap_or_default());
        let why = member(&document, "why").is_object().then(|| words(&document, "why"));
        let source = why.map(|why| Source { why, place: words(&document, "place") });
        let target = string(&document, "target");
        let name = string(&document, "name").unwrap_or_default();
        let printed = flag(&document, "inForce").then(|| text.clone());
        let about = About { name: name.clone(), kind, source, target, printed };
        let own = draft.documents.iter_mut().find(|it| it.about.name == name && it.text.is_empty());
        match own {
            Some(own) => (own.text, own.about) = (text, about),
            None => {
                case.add_to(&mut draft, text, about);
            }
        }
    }
    let facts = list(found, "facts").iter().filter_map(fact).collect();
    draft.told = Rc::new(Told { call, facts });
    case.forget_kept();
    case.replace(draft, text::LINK_OPENED);
}
