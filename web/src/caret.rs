//! Where somebody writes while editors are exchanged under their hands: focus, selection, composition.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::HtmlTextAreaElement;

use crate::{
    dom::{Reference, effect},
    draft::Slot,
    editor::EditorModule,
};

/// The editor chunk, if it is there.
pub type Chunk = RwSignal<Option<EditorModule>, LocalStorage>;

/// The box with the focus, if any. Copies are handles to the same state.
#[derive(Clone, Copy, Debug)]
pub struct Caret {
    inside: StoredValue<Option<(Slot, Reference)>>,
    left: StoredValue<Option<(Slot, u32, u32)>>,
    composing: RwSignal<bool>,
}

impl Default for Caret {
    fn default() -> Self {
        Self {
            inside: StoredValue::new(None),
            left: StoredValue::new(None),
            composing: RwSignal::new(false),
        }
    }
}

impl Caret {
    pub(crate) fn enter(self, slot: Slot, area: Reference) {
        self.inside.set_value(Some((slot, area)));
    }

    pub fn leave(self, slot: Slot) {
        if self.inside.get_value().is_some_and(|(inside, _)| inside == slot) {
            self.inside.set_value(None);
        }
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

    /// The selection that was in the text box of `slot` when it was exchanged; only once.
    #[must_use]
    pub fn take_over(self, slot: Slot) -> Option<(u32, u32)> {
        let (left, from, to) = self.left.get_value()?;
        (left == slot).then(|| {
            self.left.set_value(None);
            (from, to)
        })
    }

    fn selection(self) -> Option<(Slot, u32, u32)> {
        let (slot, area) = self.inside.get_value()?;
        let area: HtmlTextAreaElement = area.get_untracked()?.dyn_into().ok()?;
        let from = area.selection_start().ok().flatten()?;
        let to = area.selection_end().ok().flatten()?;
        Some((slot, from, to))
    }
}
