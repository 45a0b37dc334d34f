//! The engine as a program of its own, which the page runs beside itself: takes pastes apart, decides
//! cases and mends them. Text in, text out. Not: the page.

use undenied::{Input, analyze, intake, parcel, remedy, secrets, wire};
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

/// The packed report on `case`, the JSON of [`wire::Case`] and [`wire::Told`]; empty where that is none.
#[wasm_bindgen]
#[must_use]
pub fn check(case: &str) -> String {
    input(case).map(|input| parcel::pack(&analyze(&input))).unwrap_or_default()
}

/// The documents of `case` with every fix of what denies, packed; or, where the case has a [`wire::Corrected`], that
/// one as code. Empty where there is no case.
#[wasm_bindgen]
#[must_use]
pub fn mend(case: &str) -> String {
    mended(case).unwrap_or_default()
}

fn mended(text: &str) -> Option<String> {
    let input = input(text)?;
    let wanted: wire::Corrected = serde_json::from_str(text).ok()?;
    if !wanted.is_wanted() {
        return Some(parcel::pack_remedy(&remedy(&input)));
    }
    let case: wire::Case = serde_json::from_str(text).ok()?;
    wanted.write(&input, case.language())
}

fn input(case: &str) -> Option<Input> {
    let told: wire::Told = serde_json::from_str(case).ok()?;
    let case: wire::Case = serde_json::from_str(case).ok()?;
    case.into_input_with(&told).ok()
}

fn main() {}
