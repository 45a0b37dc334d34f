//! Much text is analysed only after asking, and the analysis can be stopped. Not: what a paste box reads.

use js_sys::Function;
use leptos::wasm_bindgen::JsValue;

use super::Case;
use crate::{draft::Draft, sheet::Sheet};

/// In bytes; AWS's own limits are at a tenth of it.
const HUGE: usize = 256 * 1024;
const MANY: usize = 50;

/// How far the analysis of much text has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Load {
    /// There is not much.
    #[default]
    Small,
    /// So many bytes wait for a yes.
    Asks(usize),
    /// So many bytes may be analysed.
    Agreed(usize),
}

impl Load {
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::Asks(_))
    }

    /// What a draft of this size comes to after `self`: a yes holds until it is small again.
    const fn next(self, bytes: usize, is_huge: bool) -> Self {
        match (is_huge, self) {
            (false, _) => Self::Small,
            (true, Self::Agreed(_)) => Self::Agreed(bytes),
            (true, _) => Self::Asks(bytes),
        }
    }
}

impl Sheet {
    /// Whether it is too long for the rich editor.
    #[must_use]
    pub fn is_huge(self) -> bool {
        self.text.with(|text| text.len() > HUGE)
    }
}

impl Case {
    /// Whether `draft` may be analysed.
    pub(super) fn may_ask(self, draft: &Draft) -> bool {
        let bytes = draft.size();
        let is_huge = bytes > HUGE || draft.given().count() > MANY;
        let before = self.load.get_untracked();
        let now = before.next(bytes, is_huge);
        if now != before {
            self.load.set(now);
        }
        !matches!(now, Load::Asks(_))
    }

    /// Analyses it anyway.
    pub fn agree(self) {
        if let Load::Asks(bytes) = self.load.get_untracked() {
            self.load.set(Load::Agreed(bytes));
            self.ask(&self.draft());
        }
    }

    /// Stops the analysis; what was answered last stays.
    pub fn stop(self) {
        if let Load::Agreed(bytes) = self.load.get_untracked() {
            self.load.set(Load::Asks(bytes));
        }
        self.forget_asked();
        if let Some(stop) = self.halt.get_untracked() {
            let _ = stop.call0(&JsValue::NULL);
        }
    }

    /// From now on `stop` ends whatever the engine is at.
    pub fn can_stop(self, stop: Function) {
        self.halt.set(Some(stop));
    }
}

#[cfg(test)]
mod tests {
    use super::Load;

    #[test]
    fn a_yes_holds_until_there_is_little_again() {
        let asked = Load::Small.next(300_000, true);
        assert_eq!(asked, Load::Asks(300_000));
        assert_eq!(Load::Agreed(300_000).next(300_001, true), Load::Agreed(300_001));
        assert_eq!(Load::Agreed(300_000).next(10, false), Load::Small);
    }
}
