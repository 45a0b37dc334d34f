//! The engine for JavaScript: the wire format as plain objects. Not: policy semantics.

use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
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
    #[wasm_bindgen(unchecked_param_type = "Case")] case: JsValue,
) -> Result<JsValue, JsError> {
    let case: wire::Case = serde_wasm_bindgen::from_value(case)?;
    let lang = case.language();
    let input = case.into_input().map_err(|message| JsError::new(&message))?;
    let answer = wire::answer(&input, &analyze(&input), lang);
    Ok(answer.serialize(&Serializer::json_compatible())?)
}

/// `rules(language)`: every rule with its title and links.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules(language: &str) -> Result<JsValue, JsError> {
    let lang = Lang::from_tag(language).unwrap_or_default();
    let rules: Vec<wire::RuleOut> = RULES.iter().map(|rule| wire::rule(rule, lang)).collect();
    Ok(rules.serialize(&Serializer::json_compatible())?)
}
