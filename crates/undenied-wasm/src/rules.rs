//! `rules` and `explain`: what is looked for, in one language.

use undenied::{Lang, wire};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::json;

/// `rules(language)`: every rule.
#[wasm_bindgen]
pub fn rules(language: &JsValue) -> Result<JsValue, JsValue> {
    json::value(Ok(wire::rules(lang(language))))
}

/// `explain(rule, language)`: one rule. Throws where there is none of that name.
#[wasm_bindgen]
pub fn explain(rule: &JsValue, language: &JsValue) -> Result<JsValue, JsValue> {
    json::value(wire::rule(&rule.as_string().unwrap_or_default(), lang(language)))
}

/// English unless told.
fn lang(tag: &JsValue) -> Lang {
    tag.as_string().and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}
