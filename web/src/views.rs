//! The screen: verdict, path, evidence, remedy, in this order. Each part has its own file.

mod assumptions;
mod bar;
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
use web_sys::{HtmlElement, KeyboardEvent};

use crate::{
    dom::{Element, element},
    draft::Mode,
    state::Case,
};
use extras::Extras;

pub use shell::{head, page, widget};

/// F8 and Shift-F8 go from problem to problem; outside of all boxes, Ctrl-Z and its like undo and redo.
fn on_key(case: Case, event: &web_sys::Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    if key.key() == "F8" {
        key.prevent_default();
        case.show_next(key.shift_key());
    }
    let target = event.composed_path().get(0).dyn_into::<HtmlElement>();
    let is_in_box = target.is_ok_and(|target| {
        target.is_content_editable() || matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA")
    });
    if let Some(step) = UndoKey::of(event).filter(|_| !is_in_box && case.mode == Mode::Edit) {
        key.prevent_default();
        step.carry_out(case);
    }
}

/// The keys that undo and redo.
#[derive(Clone, Copy, Debug)]
enum UndoKey {
    Undo,
    Redo,
}

impl UndoKey {
    fn of(event: &web_sys::Event) -> Option<Self> {
        let key = event.dyn_ref::<KeyboardEvent>()?;
        if !(key.ctrl_key() || key.meta_key()) || key.alt_key() || key.is_composing() {
            return None;
        }
        match (key.key().as_str(), key.shift_key()) {
            ("z", false) => Some(Self::Undo),
            ("z" | "Z", true) | ("y", false) => Some(Self::Redo),
            _ => None,
        }
    }

    fn carry_out(self, case: Case) {
        match self {
            Self::Undo => case.take_back(),
            Self::Redo => case.put_back(),
        }
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
