//! Entry point of the page: takes over from the static skeleton and puts the live views in its place.

use std::fmt;

use js_sys::Function;
use leptos::{
    mount::mount_to,
    prelude::*,
    wasm_bindgen::{JsValue, prelude::wasm_bindgen},
};
use undenied::{secrets::SecretKind, wire};
use web::{chunk, draft::Mode, intake, page, share, state::Case, text, views};
use web_sys::HtmlElement;

/// The live page, as the script of the box that takes anything sees it.
#[wasm_bindgen]
pub struct Page {
    case: Case,
    owner: Owner,
}

impl fmt::Debug for Page {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Page").finish_non_exhaustive()
    }
}

#[wasm_bindgen]
impl Page {
    /// Replaces what is in `head`.
    #[wasm_bindgen(js_name = showHead)]
    pub fn show_head(&self, head: &HtmlElement) {
        let case = self.case;
        head.replace_children_with_node_0();
        self.owner.with(|| mount_to(head.clone(), move || views::head(case)).forget());
    }

    /// `text` without its secrets, which are named on the page.
    pub fn mask(&self, text: String) -> String {
        self.case.without_secrets(text)
    }

    /// Names kinds of secrets that the reader masked.
    #[wasm_bindgen(js_name = sayMasked)]
    pub fn say_masked(&self, names: Vec<String>) {
        let kind = |name: String| {
            SecretKind::ALL.into_iter().find(|kind| wire::secret_name(*kind) == name)
        };
        self.case.say_masked(names.into_iter().filter_map(kind));
    }

    /// Puts what the reader found into its boxes; see [`intake::fill`].
    pub fn fill(&self, found: &JsValue, from: &str) -> JsValue {
        intake::fill(self.case, found, from)
    }

    /// What the address asks for and is not here; see [`page::unknown`].
    pub fn unknown(&self, name: &str) -> Option<String> {
        page::unknown(name)
    }

    /// What stands in the box called `name`.
    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(&self, name: &str) -> Option<String> {
        let sheets = self.case.sheets.get_untracked();
        let sheet = sheets.iter().find(|sheet| sheet.name() == name);
        sheet.map(|sheet| sheet.text.get_untracked())
    }

    /// Takes back what was done last.
    #[wasm_bindgen(js_name = takeBack)]
    pub fn take_back(&self) {
        self.case.take_back();
    }

    /// Everything that was given, for a link; see [`share::pack`].
    pub fn pack(&self) -> String {
        share::pack(&self.case.draft())
    }

    /// Puts what a link holds in the place of everything.
    pub fn restore(&self, found: &JsValue) {
        share::restore(self.case, found);
    }

    /// From now on `stop` ends whatever is being answered.
    #[wasm_bindgen(js_name = canStop)]
    pub fn can_stop(&self, stop: Function) {
        self.case.can_stop(stop);
    }

    /// From now on `ask` answers, `mend` mends and `describe` describes: they take a case as text and promise what
    /// `engine.rs` says.
    pub fn connect(&self, ask: Function, mend: Function, describe: Function) {
        self.case.connect(ask, mend, describe);
    }

    /// There will be no answers, and why.
    pub fn fail(&self, reason: String) {
        self.case.fail(reason);
    }

    /// From now on a document can be sorted too; calls `tell` with whether the last paste can be taken back.
    pub fn attach(&self, tell: Function) {
        self.case.can_sort.set(true);
        let case = self.case;
        page::follow(move || {
            let can = case.undoes() == Some(text::SORTED);
            let _ = tell.call1(&JsValue::NULL, &can.into());
        });
    }
}

/// Replaces what is in `root`; nothing typed there is lost. `load_editor` imports the rich editor.
#[wasm_bindgen]
pub fn mount(root: &HtmlElement, load_editor: Function) -> Page {
    let draft = page::asked(page::typed(root));
    let shown = page::shown(root);
    let focus = page::Focus::now();
    root.replace_children_with_node_0();
    let owner = Owner::new();
    let case = owner.with(|| Case::new(page::first_language(), Mode::Edit, draft, Case::ask));
    case.shown.set(shown);
    case.plain.set(page::is_narrow());
    let view = move || {
        chunk::load_soon(case, load_editor);
        views::page(case)
    };
    mount_to(root.clone(), view).forget();
    if let Some(focus) = focus {
        focus.restore(root);
    }
    page::set(root, "data-live", "");
    Page { case, owner }
}

fn main() {
    console_error_panic_hook::set_once();
}
