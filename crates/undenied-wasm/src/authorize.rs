//! `authorize`: one request against what is given, or a list of them.

use undenied::wire;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::json;

/// `authorize(question)`: throws where a single question makes no sense; in a list it is answered with its error.
#[wasm_bindgen]
pub fn authorize(question: &JsValue) -> Result<JsValue, JsValue> {
    json::value(wire::authorization(&json::text(question)?))
}
