//! The engine as a program of its own, which the page runs beside itself: takes pastes apart, decides
//! cases, mends and describes them. Text in, text out. Not: the page.

use undenied::{
    Input, Lang, analyze, intake,
    markdown::{Wanted, markdown},
    parcel, remedy, secrets, wire,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the facts on all AWS services, the text of `data/catalog.txt`: what it says before goes without them.
#[wasm_bindgen]
pub fn provide(catalog: String) {
    undenied::catalog::provide(catalog);
}

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
    let case = wire::Case::read(text).ok()?;
    wanted.write(&input, case.language())
}

/// The report on a case as Markdown. The first line of `order` says how (`ja documents accounts`: the language,
/// with the documents, account IDs masked), the rest is the case.
#[wasm_bindgen]
#[must_use]
pub fn describe(order: &str) -> String {
    let (how, case) = order.split_once('\n').unwrap_or_default();
    let has = |wish: &str| how.split(' ').any(|word| word == wish);
    let wanted = Wanted {
        lang: Lang::from_tag(how).unwrap_or_default(),
        with_documents: has("documents"),
        masks_accounts: has("accounts"),
    };
    let input = input(case);
    input.map(|input| markdown(&input, &analyze(&input), wanted)).unwrap_or_default()
}

fn input(case: &str) -> Option<Input> {
    let told: wire::Told = serde_json::from_str(case).ok()?;
    let case = wire::Case::read(case).ok()?;
    case.into_input_with(&told).ok()
}

fn main() {}
