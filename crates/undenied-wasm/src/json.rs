//! Plain objects as JSON text and back, and the error that JavaScript gets. Not: what is in them.

use js_sys::JSON;
use wasm_bindgen::{JsError, JsValue};

/// `value` as JSON; empty for what JSON has no word for.
pub(crate) fn text(value: &JsValue) -> Result<String, JsValue> {
    Ok(JsValue::from(JSON::stringify(value)?).as_string().unwrap_or_default())
}

/// What `json` stands for, or an `Error` with the sentence.
pub(crate) fn value(json: Result<String, String>) -> Result<JsValue, JsValue> {
    match json {
        Ok(json) => JSON::parse(&json),
        Err(message) => Err(JsError::new(&message).into()),
    }
}
