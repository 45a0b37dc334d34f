//! `rules`: what is looked for, in one language.

use undenied::{Lang, wire};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::json;

/// `rules(language)`: every rule; English unless told.
#[wasm_bindgen]
pub fn rules(language: &JsValue) -> Result<JsValue, JsValue> {
    let lang = language.as_string().and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    json::value(Ok(wire::rules(lang)))
}
