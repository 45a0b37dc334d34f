//! The screen: verdict, path, evidence, remedy, in this order. Each part has its own file.

mod assumptions;
mod corrections;
mod documents;
mod examples;
mod extras;
mod facts;
mod findings;
mod guide;
mod masked;
mod matrix;
mod menu;
mod note;
mod parts;
mod path;
mod picker;
mod report;
mod settings;
mod shell;
mod verdict;

use leptos::wasm_bindgen::JsCast as _;

use crate::{
    dom::{Element, element},
    state::Case,
};
use extras::Extras;

pub use shell::{head, page, widget};

/// F8 and Shift-F8 go from problem to problem.
fn on_key(case: Case, event: &web_sys::Event) {
    let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
    if key.key() == "F8" {
        key.prevent_default();
        case.show_next(key.shift_key());
    }
}

/// What page and widget have in common; the page has `extras`.
fn checker(case: Case, extras: Option<&'static Extras>) -> Element {
    case.keep_asking();
    let remedy = element("div")
        .class("remedy")
        .child(verdict::start(case))
        .child(findings::findings(case, extras))
        .child(guide::guide(case, extras));
    let columns =
        element("div").class("columns").child(documents::documents(case, extras)).child(remedy);
    let below = element("div")
        .class("below")
        .child(matrix::requests(case))
        .child(assumptions::assumptions(case));
    element("div")
        .class("checker")
        .child(verdict::verdict(case, extras))
        .child(masked::masked(case))
        .child(path::path(case))
        .child(columns)
        .child(below)
}
