//! From what the reader found in a paste to a draft: which box each part goes into. The reader itself
//! is a program of its own, which the page's script runs; what it says arrives as JavaScript values.

use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use undenied::{Words, Writer, intake::Refused, policy::Kind, wire};

use crate::{
    analysis::told_call,
    draft::{About, Draft, Fact, Field, Source},
    state::Case,
    text,
};

/// Puts everything into its box. `from` is the name of the box that it was all read from, or empty.
/// Gives `{ documents: [name, …], fields: { name: is filled, … } }`.
pub fn fill(case: Case, found: &JsValue, from: &str) -> JsValue {
    let mut draft = case.draft();
    let read = draft.documents.iter_mut().filter(|it| it.about.name == from);
    read.for_each(|document| document.text.clear());
    let names = Array::new();
    for document in list(found, "documents") {
        names.push(&place(case, &mut draft, &document).into());
    }
    let fields = fill_fields(&mut draft, &member(found, "fields"));
    take_call(&mut draft, &member(found, "call"));
    let facts: Vec<Fact> = list(found, "facts").iter().filter_map(fact).collect();
    let told = Rc::make_mut(&mut draft.told);
    told.facts.retain(|known| !facts.iter().any(|fact| fact.replaces(known)));
    told.facts.extend(facts);
    case.replace(draft, text::SORTED);
    case.reveal_named(&names.get(0).as_string().unwrap_or_default());
    let answer = Object::new();
    set(&answer, "documents", &names);
    set(&answer, "fields", &fields);
    answer.into()
}

/// The name of the box: one that holds the same, else the first empty one of its kind, else a new one.
fn place(case: Case, draft: &mut Draft, document: &JsValue) -> String {
    let kind = string(document, "kind").and_then(|name| wire::kind_from_name(&name));
    let kind = kind.unwrap_or(Kind::Identity);
    let text = case.without_secrets(string(document, "text").unwrap_or_default());
    let source = Source { why: words(document, "why"), place: words(document, "place") };
    let target = string(document, "target");
    let (source, name) = (Some(source), String::new());
    let printed = flag(document, "inForce").then(|| text.clone());
    let about = About { name, kind, source, target, printed };
    let of_kind = |text: &str| {
        let mut documents = draft.documents.iter();
        documents.position(|it| it.about.kind == kind && it.text.trim() == text)
    };
    let index = of_kind(text.trim()).or_else(|| of_kind(""));
    let Some(document) = index.and_then(|index| draft.documents.get_mut(index)) else {
        case.add_to(draft, text, about);
        return draft.documents.last().map(|it| it.about.name.clone()).unwrap_or_default();
    };
    let name = document.about.name.clone();
    document.text = text;
    document.about = About { name: name.clone(), ..about };
    name
}

/// Only what is empty is filled.
fn fill_fields(draft: &mut Draft, values: &JsValue) -> Object {
    let filled = Object::new();
    for (field, held) in Field::ALL.into_iter().zip(&mut draft.fields) {
        let Some(value) = string(values, field.name()) else { continue };
        let is_free = held.trim().is_empty() || *held == value;
        if is_free {
            *held = value;
        }
        set(&filled, field.name(), &is_free.into());
    }
    filled
}

fn take_call(draft: &mut Draft, call: &JsValue) {
    let Some(action) = string(call, "action") else { return };
    Rc::make_mut(&mut draft.told).call = Some(Refused { action: Some(action), ..refused(call) });
    draft.profile = told_call();
}

/// The call of an error message.
pub(crate) fn refused(call: &JsValue) -> Refused {
    let by = string(call, "by").and_then(|name| wire::kind_from_name(&name));
    // Where the data is stands in a field.
    let (bucket, prefix) = (None, None);
    let part = |name| string(call, name);
    let (principal, action, resource) = (part("principal"), part("action"), part("resource"));
    let session = part("session");
    let decision = wire::decision_from_name(&part("decision").unwrap_or_default());
    Refused { principal, action, resource, bucket, prefix, session, by, decision }
}

/// A setting as [`crate::draft::Fact`].
pub(crate) fn fact(fact: &JsValue) -> Option<Fact> {
    let (key, value) = (string(fact, "key")?, string(fact, "value")?);
    Some(Fact { key, value, subject: string(fact, "subject"), words: words(fact, "words") })
}

pub(crate) fn words(value: &JsValue, name: &str) -> Words {
    let words = member(value, name);
    let text = |lang| string(&words, lang).unwrap_or_default();
    Words { en: text("en"), ja: text("ja") }
}

/// A member that is both languages of a text.
pub(crate) fn write_words(out: &mut Writer, name: &str, words: &Words) {
    out.name(name).open('{').name("en").text(&words.en).name("ja").text(&words.ja).close('}');
}

/// A member that is an array; nothing where it is none.
#[must_use]
pub fn list(value: &JsValue, name: &str) -> Vec<JsValue> {
    member(value, name).dyn_into::<Array>().map(|list| list.to_vec()).unwrap_or_default()
}

/// A member of a JavaScript value; `undefined` where there is none.
#[must_use]
pub fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A member that is a string.
#[must_use]
pub fn string(value: &JsValue, name: &str) -> Option<String> {
    member(value, name).as_string()
}

/// Whether a member is `true`.
#[must_use]
pub fn flag(value: &JsValue, name: &str) -> bool {
    member(value, name).as_bool().unwrap_or_default()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a member of a plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
