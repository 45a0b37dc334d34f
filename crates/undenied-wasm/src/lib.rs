//! The engine for JavaScript: the wire format as plain objects. Not: policy semantics.

pub mod authorize;
pub mod check;
pub mod fix;
mod json;
pub mod rules;

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs once when the module is loaded: a panic, should there be one, names itself in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
