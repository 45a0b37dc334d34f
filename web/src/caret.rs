//! Where somebody writes while editors are exchanged under their hands: focus, selection, composition.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::HtmlTextAreaElement;

use crate::{
    dom::{Reference, effect},
    editor::EditorModule,
    held::Held,
};

/// The editor chunk, if it is there.
pub type Chunk = Held<Option<EditorModule>>;

/// The box with the focus, if any. Copies are handles to the same state.
#[derive(Clone, Copy, Debug)]
pub struct Caret {
    inside: StoredValue<Option<(usize, Reference)>>,
    left: StoredValue<Option<(usize, u32, u32)>>,
    composing: Held<bool>,
    undone: StoredValue<usize>,
}

impl Default for Caret {
    fn default() -> Self {
        Self {
            inside: StoredValue::new(None),
            left: StoredValue::new(None),
            composing: Held::new(false),
            undone: StoredValue::new(0),
        }
    }
}

impl Caret {
    pub(crate) fn enter(self, key: usize, area: Reference) {
        self.inside.set_value(Some((key, area)));
    }

    pub fn leave(self, key: usize) {
        if self.inside.get_value().is_some_and(|(inside, _)| inside == key) {
            self.inside.set_value(None);
        }
    }

    /// How often the browser itself has undone or redone something in a plain box.
    pub(crate) fn undone(self) -> usize {
        self.undone.get_value()
    }

    pub(crate) fn count_undo(self) {
        self.undone.set_value(self.undone() + 1);
    }

    pub fn set_composing(self, composing: bool) {
        self.composing.set(composing);
    }

    /// Shows the rich editor once it has `arrived`, but not in the middle of a word.
    pub fn exchange(self, arrived: Chunk, shown: Chunk) {
        effect(move || {
            let module = arrived.get();
            if module.is_some() && !self.composing.get() && shown.get_untracked().is_none() {
                self.left.set_value(self.selection());
                shown.set(module);
            }
        });
    }

    /// The selection that was in the text box of `key` when it was exchanged; only once.
    #[must_use]
    pub fn take_over(self, key: usize) -> Option<(u32, u32)> {
        let (left, from, to) = self.left.get_value()?;
        (left == key).then(|| {
            self.left.set_value(None);
            (from, to)
        })
    }

    fn selection(self) -> Option<(usize, u32, u32)> {
        let (key, area) = self.inside.get_value()?;
        let area: HtmlTextAreaElement = area.get_untracked()?.dyn_into().ok()?;
        let from = area.selection_start().ok().flatten()?;
        let to = area.selection_end().ok().flatten()?;
        Some((key, from, to))
    }
}
