//! `explain` for JavaScript: what an error says, as a plain object. Wasm of its own, so that whoever only checks
//! policies does not load it. Not: how it is loaded; that is `crates/undenied-wasm/js`.

use js_sys::JSON;
use undenied::{Lang, explain, wire};
use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};

/// Runs once when the module is loaded: a panic, should there be one, names itself in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// `explain(text, language)`: English unless told. Throws where `text` is none; a text without an error is answered.
#[wasm_bindgen(js_name = explain)]
pub fn explained(text: &JsValue, language: &JsValue) -> Result<JsValue, JsValue> {
    let text = text.as_string().ok_or_else(|| JsError::new("what to explain is a text"))?;
    let lang = language.as_string().and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    JSON::parse(&wire::explanation(&explain::explain(&text), lang))
}
