//! One document and its box as signals. Not: how it looks.

use leptos::prelude::*;
use undenied::policy::Kind;

use crate::{
    dom::memo,
    draft::{About, DraftDocument},
    held::Held,
};

/// A document. Copies are handles to the same state.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// See [`DraftDocument::key`].
    pub key: usize,
    pub text: Held<String>,
    pub about: Held<About>,
    blank: Memo<bool>,
}

impl Sheet {
    #[must_use]
    pub fn new(document: DraftDocument) -> Self {
        let DraftDocument { key, text, about } = document;
        let text = Held::new(text);
        let blank = memo(move || text.with(|text| text.trim().is_empty()));
        Self { key, text, about: Held::new(about), blank }
    }

    #[must_use]
    pub fn name(self) -> String {
        self.about.with_untracked(|about| about.name.clone())
    }

    #[must_use]
    pub fn kind(self) -> Kind {
        self.about.with(|about| about.kind)
    }

    #[must_use]
    pub fn is_blank(self) -> bool {
        self.blank.get()
    }

    /// Overrules the kind that it was taken for.
    pub fn set_kind(self, kind: Kind) {
        self.about.update(|about| about.kind = kind);
    }

    pub(crate) fn put(self, document: DraftDocument) {
        self.text.set(document.text);
        self.about.set(document.about);
    }

    /// Its state as plain values; follows the signals.
    #[must_use]
    pub fn draft(self) -> DraftDocument {
        DraftDocument { key: self.key, text: self.text.get(), about: self.about.get() }
    }
}
