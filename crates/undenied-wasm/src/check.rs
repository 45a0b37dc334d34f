//! `check`: why the access is denied and what to change.

use undenied::{analyze, wire};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::json;

/// `check(case)`: throws where the case itself is not one; anything about the policies is in the answer.
#[wasm_bindgen]
pub fn check(case: &JsValue) -> Result<JsValue, JsValue> {
    json::value(answer(&json::text(case)?))
}

fn answer(case: &str) -> Result<String, String> {
    let case = wire::Case::read(case)?;
    let lang = case.language();
    let input = case.into_input()?;
    Ok(wire::answer(&input, &analyze(&input), lang))
}
