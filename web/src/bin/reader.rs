//! The reader: what takes any paste apart, in a program of its own that the page runs beside itself. Not: the page.

use undenied::{intake, secrets, wire};
use wasm_bindgen::prelude::wasm_bindgen;

/// What `text` holds, as the JSON of [`wire::IntakeOut`]; secrets are masked before it is read.
#[wasm_bindgen]
#[must_use]
pub fn read(text: String) -> String {
    let masked = secrets::mask(&text);
    drop(text);
    let intake = intake::read(&masked.text);
    // Strings and numbers alone: there is nothing that could not be written.
    serde_json::to_string(&wire::intake(&masked, &intake)).unwrap_or_default()
}

fn main() {}
