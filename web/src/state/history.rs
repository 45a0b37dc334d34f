//! The way back and forth: whatever the page did, and what was written between that, in the order in which it
//! happened. Not: undo inside an editor, which comes first there.

use leptos::prelude::*;
use undenied::parcel::Mended;

use super::{Case, Landing};
use crate::{
    draft::{Draft, Entry},
    text::{self, Label},
};

/// More than anybody takes back one by one.
const MOST_STEPS: usize = 60;
/// Bytes of text that are kept for it.
const MOST_TEXT: usize = 32 * 1024 * 1024;

/// How everything stood after each step; the first is how it began.
#[derive(Debug)]
pub(super) struct History {
    steps: Vec<Step>,
    /// The one that stands there now, but for what was written since.
    at: usize,
    /// Where it was written: a new step begins where somebody goes on elsewhere, and with each paste.
    writing: Option<(usize, Entry)>,
}

#[derive(Debug)]
struct Step {
    /// What led here.
    what: Label,
    draft: Draft,
    /// Of all fixes: what they come to, and what is still to be done.
    mended: Option<Mended>,
}

impl History {
    pub(super) fn new(draft: Draft) -> Self {
        Self { steps: vec![Step { what: text::EDITED, draft, mended: None }], at: 0, writing: None }
    }

    fn push(&mut self, what: Label, draft: Draft) {
        self.steps.truncate(self.at + 1);
        self.steps.push(Step { what, draft, mended: None });
        let size = |steps: &[Step]| -> usize { steps.iter().map(|step| step.draft.size()).sum() };
        let is_much = |steps: &[Step]| steps.len() > MOST_STEPS || size(steps) > MOST_TEXT;
        while self.steps.len() > 2 && is_much(&self.steps) {
            self.steps.remove(0);
        }
        self.at = self.steps.len() - 1;
    }

    fn here(&self) -> Option<&Step> {
        self.steps.get(self.at)
    }
}

impl Case {
    /// What "Undo" takes back; follows everything.
    #[must_use]
    pub fn undoes(self) -> Option<Label> {
        self.history.with(|history| {
            let here = history.here()?;
            match self.stands_as(&here.draft) {
                false => Some(text::EDITED),
                true => (history.at > 0).then_some(here.what),
            }
        })
    }

    /// What "Redo" does again; follows everything.
    #[must_use]
    pub fn redoes(self) -> Option<Label> {
        self.history.with(|history| {
            let here = history.here().filter(|here| self.stands_as(&here.draft));
            here.and(history.steps.get(history.at + 1)).map(|step| step.what)
        })
    }

    /// Takes the last step back, or what was written since.
    pub fn take_back(self) {
        untrack(|| {
            if self.undoes().is_some() {
                self.keep_written();
                self.step(|at| at.checked_sub(1));
            }
        });
    }

    /// Does again what was taken back last.
    pub fn put_back(self) {
        untrack(|| {
            if self.redoes().is_some() {
                self.step(|at| at.checked_add(1));
            }
        });
    }

    /// Puts `draft` there, as a step that can be taken back.
    pub fn replace(self, draft: Draft, what: Label) {
        untrack(|| self.keep_written());
        self.history.update(|history| history.push(what, draft.clone()));
        self.put(draft);
    }

    /// [`Case::replace`] with what all fixes came to.
    pub(super) fn replace_mended(self, draft: Draft, what: Label, mended: Mended) {
        self.replace(draft, what);
        self.history.update(|history| {
            if let Some(step) = history.steps.last_mut() {
                step.mended = Some(mended);
            }
        });
    }

    /// What all fixes came to, as long as nothing was done since; follows everything.
    #[must_use]
    pub fn mended(self) -> Option<Mended> {
        self.history.with(|history| {
            let here = history.here().filter(|here| here.mended.is_some())?;
            here.mended.clone().filter(|_| self.stands_as(&here.draft))
        })
    }

    /// To be called before anything is written into the document with this key.
    pub(super) fn begin_writing(self, key: usize, entry: Entry) {
        let now = Some((key, entry));
        let goes_on = self.history.with_untracked(|history| history.writing == now);
        if !goes_on || entry == Entry::Pasted {
            untrack(|| self.keep_written());
            self.history.update_untracked(|history| history.writing = now);
        }
    }

    /// Makes a step of what was written since the last one.
    fn keep_written(self) {
        let is_new = self.history.with_untracked(|history| {
            history.here().is_some_and(|here| !self.stands_as(&here.draft))
        });
        if is_new {
            let draft = self.draft();
            self.history.update(|history| history.push(text::EDITED, draft));
        }
        self.history.update_untracked(|history| history.writing = None);
    }

    fn step(self, to: impl FnOnce(usize) -> Option<usize>) {
        let draft = self.history.with_untracked(|history| {
            let at = to(history.at)?;
            Some((at, history.steps.get(at)?.draft.clone()))
        });
        let Some((at, draft)) = draft else { return };
        let changed = draft.documents.iter().find(|document| {
            let sheet = self.sheet(document.key);
            sheet.is_none_or(|sheet| sheet.text.with_untracked(|text| *text != document.text))
        });
        let changed = changed.map(|document| document.key);
        self.history.update(|history| history.at = at);
        self.put(draft);
        let elsewhere = changed.filter(|key| *key != self.shown_key());
        if let Some(key) = elsewhere {
            self.shown.set(key);
            if self.writes.get_untracked() {
                self.landed.set(Some(Landing::Document(key)));
            }
        }
    }

    /// Whether everything stands as in `draft`; follows what it looked at.
    fn stands_as(self, draft: &Draft) -> bool {
        let are_same = self.sheets.with(|sheets| {
            sheets.len() == draft.documents.len()
                && sheets.iter().zip(&draft.documents).all(|(sheet, document)| {
                    sheet.key == document.key
                        && sheet.text.with(|text| *text == document.text)
                        && sheet.about.with(|about| *about == document.about)
                })
        });
        let fields = self.fields.into_iter().zip(&draft.fields);
        are_same
            && fields.into_iter().all(|(held, value)| held.with(|held| held == value))
            && self.profile.get() == draft.profile
            && self.told.with(|told| *told == draft.told)
    }
}
