//! Entry point of the widget: the same views below any node, as often as wanted, and gone again.

use std::fmt;

use js_sys::Function;
use leptos::{
    mount::mount_to,
    prelude::*,
    wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen},
};
use undenied::{Lang, profile};
use web::{
    analysis::{index_of, own_profile},
    chunk,
    draft::{BASE, Draft, Field, Mode},
    intake::{member, string},
    state::Case,
    views,
};

/// Keeps one instance alive.
#[wasm_bindgen]
pub struct Handle {
    unmount: Option<Box<dyn FnOnce()>>,
    case: Case,
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Handle").finish_non_exhaustive()
    }
}

#[wasm_bindgen]
impl Handle {
    /// Switches the language at once.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(&self, tag: &str) {
        if let Some(lang) = Lang::from_tag(tag) {
            self.case.lang.try_set(lang);
        }
    }

    /// Takes the views away.
    pub fn unmount(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

/// Mounts below `root` (a shadow root). `options`: `lang`, `mode`, `profile`, `loadEditor`, and the
/// texts by the names of documents and fields.
#[wasm_bindgen]
pub fn mount(root: web_sys::Node, options: &JsValue) -> Handle {
    let lang = string(options, "lang").and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    let mode = match string(options, "mode").as_deref() {
        Some("readonly") => Mode::ReadOnly,
        _ => Mode::Edit,
    };
    let draft = draft(options);
    let load_editor = member(options, "loadEditor").dyn_into::<Function>().ok();
    let owner = Owner::new();
    let case = owner.with(|| Case::new(lang, mode, draft, Case::decide_here));
    let view = move || {
        if let Some(load_editor) = load_editor {
            chunk::load_soon(case, load_editor);
        }
        views::widget(case)
    };
    let mounted = mount_to(root.unchecked_into(), view);
    let unmount = Box::new(move || {
        drop(mounted);
        drop(owner);
    });
    Handle { unmount: Some(unmount), case }
}

fn draft(options: &JsValue) -> Draft {
    let profile = string(options, "profile").unwrap_or_default();
    let own = profile.trim_start().starts_with('{').then(|| profile::read(&profile).0).flatten();
    let index = if own.is_some() { Some(own_profile()) } else { index_of(&profile) };
    let text = |name: &str| string(options, name).unwrap_or_default();
    let draft = Draft::new(
        BASE.map(|(name, _)| text(name)),
        Field::ALL.map(|field| text(field.option())),
        index.unwrap_or_default(),
    );
    Draft { own, ..draft }
}

fn main() {
    console_error_panic_hook::set_once();
}
