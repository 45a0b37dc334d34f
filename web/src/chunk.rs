//! Fetches the rich editor when the page is at rest or somebody comes near. Not: what it does.

use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast as _, JsValue},
};

use crate::{caret::Chunk, dom::when_kept, editor::EditorModule, held::Held, state::Case};

/// Loads the chunk soon; without it the plain boxes stay.
pub fn load_soon(case: Case, load_editor: Function) {
    let arrived: Chunk = Held::new(None);
    case.caret.exchange(arrived, case.editor);
    let load_editor = StoredValue::new_local(load_editor);
    set_timeout(move || load_editor.with_value(|load| load_now(load, arrived)), Duration::ZERO);
}

fn load_now(load_editor: &Function, arrived: Chunk) {
    let Ok(promise) = load_editor.call0(&JsValue::NULL) else { return };
    let Ok(promise) = promise.dyn_into::<Promise>() else { return };
    when_kept(&promise, move |module| {
        // Nobody waits for it any more when the widget has gone.
        arrived.try_set(Some(module.unchecked_into::<EditorModule>()));
    });
}
