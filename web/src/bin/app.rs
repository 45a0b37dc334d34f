//! Entry point of the page: takes over from the static skeleton and puts the live views in its place.

use leptos::{mount::mount_to, wasm_bindgen::prelude::wasm_bindgen};
use web::{chunk, draft::Mode, page, state::Case, views};
use web_sys::HtmlElement;

/// Replaces what is below `root`; nothing typed there is lost. `load_editor` imports the rich editor.
#[wasm_bindgen]
pub fn mount(root: &HtmlElement, load_editor: js_sys::Function) {
    let draft = page::typed(root);
    let focus = page::Focus::now();
    root.replace_children_with_node_0();
    let view = move || {
        let case = Case::new(page::first_language(), Mode::Edit, draft);
        chunk::load_soon(case, load_editor);
        views::page(case)
    };
    mount_to(root.clone(), view).forget();
    if let Some(focus) = focus {
        focus.restore(root);
    }
    page::set(root, "data-live", "");
}

fn main() {
    console_error_panic_hook::set_once();
}
