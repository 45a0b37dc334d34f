//! The engine for JavaScript: the wire format as plain objects. Not: policy semantics.

use js_sys::JSON;
use undenied::{Lang, analyze, rules::RULES, wire};
use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};

/// Runs once when the module is loaded: a panic, should there be one, names itself in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// `check(case)`: why the access is denied and what to change. Throws where the case itself is
/// not one; anything about the policies is in the answer.
#[wasm_bindgen(unchecked_return_type = "Answer")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "Case")] case: &JsValue,
) -> Result<JsValue, JsValue> {
    let refused = |message: String| JsValue::from(JsError::new(&message));
    // `undefined` for what JSON has no word for.
    let json = JsValue::from(JSON::stringify(case)?).as_string().unwrap_or_default();
    let case = wire::Case::read(&json).map_err(refused)?;
    let lang = case.language();
    let input = case.into_input().map_err(refused)?;
    JSON::parse(&wire::answer(&input, &analyze(&input), lang))
}

/// `rules(language)`: every rule with its title and links.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules(language: &str) -> Result<JsValue, JsValue> {
    JSON::parse(&wire::rules(RULES, Lang::from_tag(language).unwrap_or_default()))
}
