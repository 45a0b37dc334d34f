//! What changes everything at once: examples, fixes, documents that come and go, and the way back.
//! Not: what is typed.

use std::rc::Rc;

use leptos::{prelude::*, reactive::owner::WeakOwner};
use undenied::{Change, Edit, Fix, NewFact, Words, parcel::Mended, policy::Kind};

use super::{Case, Landing};
use crate::{
    analysis::{Analysis, Answer, Wish, told_call},
    draft::{About, BASE, Draft, DraftDocument, Fact},
    examples::Example,
    held::Held,
    sheet::Sheet,
    text::{self, Label},
};

impl Case {
    pub fn load(self, example: &Example) {
        let mut draft = example.draft();
        // Boxes beyond those that are always there are new ones.
        for document in draft.documents.iter_mut().skip(BASE.len()) {
            document.key = self.next_key.get_untracked();
            self.next_key.set(document.key + 1);
        }
        self.forget_kept();
        self.replace(draft, text::EXAMPLE_LOADED);
        self.landed.set(Some(Landing::Verdict));
    }

    pub fn clear(self) {
        // The call of an error is cleared with the rest.
        let profile = Some(self.profile.get_untracked()).filter(|it| *it != told_call());
        let draft = Draft { profile: profile.unwrap_or_default(), ..Draft::default() };
        self.forget_kept();
        self.replace(draft, text::CLEARED);
        self.masked.set(Vec::new());
    }

    /// Carries out the fix with this `title` of the finding with this index.
    pub fn apply(self, finding: usize, title: Words) {
        let Answer(analysis) = self.answer.get_untracked();
        if let Some(finding) = analysis.key(finding) {
            self.wish_for(Wish { finding, title });
        }
    }

    /// Carries out a fix. Its places are those of the text that it was found for: where that has changed, the
    /// next answer has to offer it again.
    pub(super) fn wish_for(self, wish: Wish) {
        let Answer(analysis) = self.answer.get_untracked();
        let Some(fix) = analysis.fix(&wish) else { return };
        if self.asking.with_untracked(|asking| asking.is_fixed) {
            return;
        }
        if !self.is_fix_fresh(&analysis, fix) {
            self.asking.update_untracked(|asking| asking.wish = Some(wish));
            return;
        }
        // Told before the answer to what it makes of the texts.
        self.fixed.set(analysis.index(wish.finding));
        self.carry_out(&analysis, fix);
        self.asking.update_untracked(|asking| asking.is_fixed = true);
    }

    fn carry_out(self, analysis: &Analysis, fix: &Fix) {
        let mut draft = self.draft();
        for (index, document) in analysis.documents.iter().enumerate() {
            let of_document = fix.edits.iter().filter(|edit| edit.document == index);
            let edits: Vec<Edit> = of_document.map(|edit| edit.edit.clone()).collect();
            let changed = draft.documents.iter_mut().find(|it| it.key == document.key);
            let Some(changed) = changed.filter(|_| !edits.is_empty()) else { continue };
            if let Ok(text) = undenied::apply(&document.text, &edits) {
                changed.text = text;
            }
        }
        let first = fix.edits.first().and_then(|edit| analysis.documents.get(edit.document));
        self.replace(draft, text::FIX_APPLIED);
        self.landed.set(first.map(|document| Landing::Document(document.key)));
    }

    /// Puts the texts of `mended` in the place of those of the documents that somebody gave.
    pub(super) fn put_all(self, mut draft: Draft, mended: Mended) {
        let given = draft.documents.iter_mut().filter(|it| !it.text.trim().is_empty());
        for (document, text) in given.zip(&mended.texts) {
            document.text.clone_from(text);
        }
        self.replace_mended(draft, text::ALL_APPLIED, mended);
        self.landed.set(Some(Landing::Verdict));
    }

    /// Adds an empty document of `kind`.
    pub fn add(self, kind: Kind) {
        let mut draft = self.draft();
        let key = self.add_to(&mut draft, String::new(), About { kind, ..About::default() });
        self.replace(draft, text::ADDED);
        self.landed.set(Some(Landing::Document(key)));
    }

    /// Takes a document and its box away.
    pub fn remove(self, key: usize) {
        let mut draft = self.draft();
        draft.documents.retain(|document| document.key != key);
        self.replace(draft, text::REMOVED);
        self.landed.set(Some(Landing::Verdict));
    }

    /// Replaces the text of one document.
    pub fn rewrite(self, key: usize, text: String, what: Label) {
        let mut draft = self.draft();
        if let Some(document) = draft.documents.iter_mut().find(|it| it.key == key) {
            document.text = text;
            self.replace(draft, what);
        }
    }

    /// Forgets the call of the error message.
    pub fn forget_call(self) {
        let mut draft = self.draft();
        Rc::make_mut(&mut draft.told).call = None;
        draft.profile = 0;
        self.replace(draft, text::CALL_REMOVED);
        self.landed.set(Some(Landing::Verdict));
    }

    /// Takes it that `change` is made in AWS.
    pub fn change_made(self, change: &Change) {
        let mut draft = self.draft();
        let told = &mut Rc::make_mut(&mut draft.told).facts;
        for NewFact { key, value, subject } in &change.facts {
            let words = text::changed(key, value);
            let (key, value, subject) = (key.clone(), value.clone(), subject.clone());
            let fact = Fact { key, value, subject, words };
            told.retain(|known| !fact.replaces(known));
            told.push(fact);
        }
        self.replace(draft, text::CHANGE_TAKEN);
        self.landed.set(Some(Landing::Verdict));
    }

    /// Forgets a setting that a paste told.
    pub fn forget_fact(self, fact: &Fact) {
        let mut draft = self.draft();
        Rc::make_mut(&mut draft.told).facts.retain(|known| known != fact);
        self.replace(draft, text::FACT_REMOVED);
        self.landed.set(Some(Landing::Verdict));
    }

    /// Adds a document with a key and a name of its own; `about.name` is not looked at.
    pub fn add_to(self, draft: &mut Draft, text: String, mut about: About) -> usize {
        let key = self.next_key.get_untracked();
        self.next_key.set(key + 1);
        about.name = draft.free_name(about.kind);
        draft.documents.push(DraftDocument { key, text, about });
        key
    }

    pub(super) fn put(self, draft: Draft) {
        let known = self.sheets.get_untracked();
        let sheets = draft.documents.into_iter().map(|document| {
            let same = known.iter().copied().find(|sheet| sheet.key == document.key);
            let Some(sheet) = same else { return self.new_sheet(document) };
            sheet.put(document);
            sheet
        });
        self.sheets.set(sheets.collect());
        for (signal, value) in self.fields.into_iter().zip(draft.fields) {
            signal.set(value);
        }
        self.profile.set(draft.profile);
        self.told.set(draft.told);
        self.mixed.set(None);
        self.reveal_given();
        self.open_soon();
    }

    fn new_sheet(self, document: DraftDocument) -> Sheet {
        let owner = self.owner.with_value(|owner| owner.as_ref().and_then(WeakOwner::upgrade));
        owner.unwrap_or_default().with(|| Sheet::new(document))
    }

    /// Everything as it is now.
    #[must_use]
    pub fn draft(self) -> Draft {
        untrack(|| self.followed())
    }

    /// The same; follows every signal.
    pub(super) fn followed(self) -> Draft {
        Draft {
            documents: self.sheets.with(|sheets| sheets.iter().map(|it| it.draft()).collect()),
            fields: self.fields.map(Held::get),
            profile: self.profile.get(),
            own: self.own.get(),
            told: self.told.get(),
        }
    }
}
