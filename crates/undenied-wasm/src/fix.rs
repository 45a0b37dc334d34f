//! `applyFix`: the documents of a case with fixes of its answer.

use undenied::wire::{Case, with_fixes};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::json;

/// `applyFix(case, fixes)`: throws where a fix is not one of the answer to this very case.
#[wasm_bindgen(js_name = applyFix)]
pub fn apply_fix(case: &JsValue, fixes: &JsValue) -> Result<JsValue, JsValue> {
    let (case, fixes) = (json::text(case)?, json::text(fixes)?);
    json::value(Case::read(&case).and_then(|case| with_fixes(&case, &fixes)))
}
