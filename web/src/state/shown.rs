//! Which document is looked at, and whether somebody is writing in it. Not: how it is shown.

use super::{Case, Landing};
use crate::{
    analysis::{Answer, looks_like},
    draft::About,
    text,
};

impl Case {
    /// The key of the document whose tab is open; follows.
    #[must_use]
    pub fn shown_key(self) -> usize {
        let shown = self.shown.get();
        self.sheets.with(|sheets| {
            let is_there = sheets.iter().any(|sheet| sheet.key == shown);
            if is_there { shown } else { sheets.first().map_or(0, |sheet| sheet.key) }
        })
    }

    /// Opens the tab that somebody chose; an answer under way opens no other.
    pub fn look_at(self, key: usize) {
        self.asking.update_untracked(|asking| asking.opens_first = false);
        self.shown.set(key);
    }

    /// Opens the tab of the current finding, but not under the hands of somebody who writes.
    pub(super) fn reveal_current(self) {
        let current = self.current.get_untracked();
        if let Some(current) = current.filter(|_| !self.writes.get_untracked()) {
            self.shown.set(current.key());
        }
    }

    /// Opens the first document that holds something, where the open one holds nothing.
    pub(super) fn reveal_given(self) {
        let shown = self.shown.get_untracked();
        let given = self.sheets.with_untracked(|sheets| {
            let mut given = sheets.iter().filter(|sheet| !sheet.is_blank());
            let first = given.next()?.key;
            let is_given = first == shown || given.any(|sheet| sheet.key == shown);
            (!is_given).then_some(first)
        });
        if let Some(key) = given.filter(|_| !self.writes.get_untracked()) {
            self.shown.set(key);
        }
    }

    /// Opens the tab of the document called `name`, but not under the hands of somebody who writes.
    pub(crate) fn reveal_named(self, name: &str) {
        let named = self
            .sheets
            .with_untracked(|sheets| sheets.iter().find(|it| it.name() == name).copied());
        if let Some(sheet) = named.filter(|_| !self.writes.get_untracked()) {
            self.shown.set(sheet.key);
        }
    }

    /// Puts the document that this finding says is in another one's box where it belongs.
    pub fn put_right(self, finding: usize) {
        let Answer(analysis) = self.answer.get_untracked();
        let Some(told) = analysis.report.findings.get(finding) else { return };
        match (told.fixes.first(), analysis.sheet(&told.place)) {
            // Both are in each other's.
            (Some(fix), _) => self.apply(finding, fix.title.clone()),
            (None, Some(key)) => self.move_to_its_kind(key),
            (None, None) => {}
        }
    }

    /// Moves a text to the empty document of the kind that it looks like, or to a new one.
    fn move_to_its_kind(self, key: usize) {
        let mut draft = self.draft();
        let Some(own) = draft.documents.iter_mut().find(|it| it.key == key) else { return };
        let kind = looks_like(&own.text);
        let moved = std::mem::take(&mut own.text);
        let source = own.about.source.take();
        let target = draft
            .documents
            .iter_mut()
            .find(|it| it.about.kind == kind && it.text.trim().is_empty() && it.key != key);
        let key = match target {
            Some(target) => {
                target.text = moved;
                target.about.source = source;
                target.key
            }
            None => self.add_to(&mut draft, moved, About { kind, source, ..About::default() }),
        };
        self.replace(draft, text::MOVED);
        self.landed.set(Some(Landing::Document(key)));
    }
}
