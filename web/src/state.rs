//! What the user gave and what it means: one [`Case`] for each page or widget, all of it signals.
//! Not: how anything looks.

use std::sync::Arc;

use leptos::prelude::*;
use undenied::{
    Edit, Fix, Lang, Place, Severity, Words,
    profile::TrustNeed,
    secrets::{self, SecretKind},
};

use crate::{
    analysis::{Analysis, Answer, Current, profile},
    caret::{Caret, Chunk},
    draft::{Draft, Field, Mode, Slot, Source},
    examples::Example,
    text::{self, Label},
};

/// A range in one document, in UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub slot: Slot,
    pub from: usize,
    pub to: usize,
}

/// What can be taken back with one click.
#[derive(Clone, Debug)]
pub struct Undo {
    pub what: Label,
    draft: Draft,
}

/// Where the keyboard goes on after a button has vanished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    Verdict,
    Document(Slot),
}

/// The state of one page or widget. Copies are handles to the same state.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub lang: RwSignal<Lang>,
    pub mode: Mode,
    texts: [RwSignal<String>; 3],
    fields: [RwSignal<String>; 5],
    pub profile: RwSignal<usize>,
    pub answer: Memo<Answer>,
    pub current: RwSignal<Option<Current>>,
    /// Where the cursor shall go; the editor that goes there takes it away.
    pub target: RwSignal<Option<Target>>,
    pub undo: RwSignal<Option<Undo>>,
    /// Counts the changes made by buttons that may have gone with them, and where to go on.
    pub landed: RwSignal<Option<Landing>>,
    /// Whether the user prefers the browser's own text boxes.
    pub plain: RwSignal<bool>,
    /// Kinds of secrets that were pasted, until everything is cleared.
    pub masked: RwSignal<Vec<SecretKind>>,
    pub caret: Caret,
    /// The editor chunk once it is here.
    pub editor: Chunk,
}

impl Case {
    #[must_use]
    pub fn new(lang: Lang, mode: Mode, draft: Draft) -> Self {
        let masked = RwSignal::new(Vec::new());
        let held = |text: String| RwSignal::new(without_secrets(masked, text));
        let texts = draft.texts.map(held);
        let fields = draft.fields.map(held);
        let profile = RwSignal::new(draft.profile);
        let draft = move || Draft {
            texts: texts.map(|text| text.get()),
            fields: fields.map(|field| field.get()),
            profile: profile.get(),
        };
        let answer = Memo::new(move |_| Answer(Arc::new(Analysis::of(draft()))));
        let case = Self {
            lang: RwSignal::new(lang),
            mode,
            texts,
            fields,
            profile,
            answer,
            current: RwSignal::new(None),
            target: RwSignal::new(None),
            undo: RwSignal::new(None),
            landed: RwSignal::new(None),
            plain: RwSignal::new(false),
            masked,
            caret: Caret::default(),
            editor: RwSignal::new_local(None),
        };
        case.open_first();
        case
    }

    #[must_use]
    pub fn text(self, slot: Slot) -> RwSignal<String> {
        let [identity, trust, bucket] = self.texts;
        match slot {
            Slot::Identity => identity,
            Slot::Trust => trust,
            Slot::Bucket => bucket,
        }
    }

    #[must_use]
    pub fn field(self, field: Field) -> RwSignal<String> {
        let [bucket, role, account, external_id, owner] = self.fields;
        match field {
            Field::Bucket => bucket,
            Field::Role => role,
            Field::Account => account,
            Field::ExternalId => external_id,
            Field::Owner => owner,
        }
    }

    /// How the vendor of the chosen profile assumes the role, if there is one.
    #[must_use]
    pub fn trust_need(self) -> Option<&'static TrustNeed> {
        profile(self.profile.get())?.trust.as_ref()
    }

    /// `label` in the language that is shown.
    #[must_use]
    pub fn say(self, label: Label) -> &'static str {
        label.of(self.lang.get())
    }

    /// `words` in the language that is shown.
    #[must_use]
    pub fn words(self, words: &Words) -> String {
        words.of(self.lang.get()).clone()
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.texts.iter().all(|text| text.with(|text| text.trim().is_empty()))
    }

    /// Takes over what an editor holds, and gives what is held now: the same without its secrets.
    pub fn write(self, slot: Slot, value: String, source: Source) -> String {
        let value = self.without_secrets(value);
        let text = self.text(slot);
        if text.with_untracked(|text| *text == value) {
            return value;
        }
        text.set(value.clone());
        self.undo.set(None);
        if source == Source::Pasted {
            self.open_first();
        }
        value
    }

    /// Takes over what a field holds, likewise.
    pub fn fill(self, field: RwSignal<String>, value: String) -> String {
        let value = self.without_secrets(value);
        field.set(value.clone());
        value
    }

    /// `text` with every secret masked; as long as before. Nothing else is ever held, so neither
    /// undo nor analysis meets a secret.
    #[must_use]
    pub fn without_secrets(self, text: String) -> String {
        without_secrets(self.masked, text)
    }

    pub fn load(self, example: &Example) {
        self.replace(example.draft(), text::EXAMPLE_LOADED);
        self.landed.set(Some(Landing::Verdict));
    }

    pub fn clear(self) {
        let profile = self.profile.get_untracked();
        self.replace(Draft { profile, ..Draft::default() }, text::CLEARED);
        self.masked.set(Vec::new());
    }

    /// Carries out a fix of the report that is shown.
    pub fn apply(self, fix: &Fix) {
        let Answer(analysis) = self.answer.get_untracked();
        let mut draft = self.draft();
        for (index, document) in analysis.documents.iter().enumerate() {
            let of_document = fix.edits.iter().filter(|edit| edit.document == index);
            let edits: Vec<Edit> = of_document.map(|edit| edit.edit.clone()).collect();
            let slots = Slot::ALL.into_iter().zip(draft.texts.iter_mut());
            for (_, text) in slots.filter(|(slot, _)| *slot == document.slot) {
                if let Ok(changed) = undenied::apply(&document.text, &edits) {
                    *text = changed;
                }
            }
        }
        let first = fix.edits.first().and_then(|edit| analysis.documents.get(edit.document));
        self.replace(draft, text::FIX_APPLIED);
        self.landed.set(first.map(|document| Landing::Document(document.slot)));
    }

    pub fn take_back(self) {
        if let Some(undo) = self.undo.get_untracked() {
            self.put(undo.draft);
            self.undo.set(None);
            self.landed.set(Some(Landing::Verdict));
        }
    }

    /// Opens the note of a finding and puts the cursor there.
    pub fn show(self, index: usize) {
        let Answer(analysis) = self.answer.get_untracked();
        self.current.set(analysis.key(index));
        if let Some(finding) = analysis.report.findings.get(index) {
            self.go_to(&finding.place);
        }
    }

    /// Puts the cursor at a place of the report that is shown.
    pub fn go_to(self, place: &Place) {
        let Answer(analysis) = self.answer.get_untracked();
        if let Some((slot, (from, to))) = analysis.slot(place).zip(analysis.range(place)) {
            self.target.set(Some(Target { slot, from: from.offset, to: to.offset }));
        }
    }

    /// Opens the note of a finding.
    pub fn open(self, index: usize) {
        self.current.set(self.answer.get_untracked().0.key(index));
    }

    /// Goes to the finding after the current one, or before it.
    pub fn show_next(self, backwards: bool) {
        let Answer(analysis) = self.answer.get_untracked();
        let count = analysis.report.findings.len();
        if count == 0 {
            return;
        }
        let now = self.current.get_untracked().and_then(|current| analysis.index(current));
        let next = match (now, backwards) {
            (None, false) => 0,
            (None, true) => count - 1,
            (Some(now), false) => (now + 1) % count,
            (Some(now), true) => (now + count - 1) % count,
        };
        self.show(next);
    }

    /// Index of the finding whose note is open.
    #[must_use]
    pub fn current_index(self) -> Option<usize> {
        let current = self.current.get()?;
        self.answer.with(|answer| answer.0.index(current))
    }

    fn open_first(self) {
        let Answer(analysis) = self.answer.get_untracked();
        if self.current.get_untracked().is_some_and(|current| analysis.index(current).is_some()) {
            return;
        }
        let findings = analysis.report.findings.iter();
        let first = findings.enumerate().find(|(_, finding)| finding.severity == Severity::Error);
        self.current.set(first.and_then(|(index, _)| analysis.key(index)));
    }

    fn replace(self, draft: Draft, what: Label) {
        let before = self.draft();
        self.put(draft);
        self.undo.set(Some(Undo { what, draft: before }));
    }

    fn put(self, draft: Draft) {
        for (signal, text) in self.texts.into_iter().zip(draft.texts) {
            signal.set(text);
        }
        for (signal, value) in self.fields.into_iter().zip(draft.fields) {
            signal.set(value);
        }
        self.profile.set(draft.profile);
        self.open_first();
    }

    fn draft(self) -> Draft {
        Draft {
            texts: self.texts.map(|text| text.get_untracked()),
            fields: self.fields.map(|field| field.get_untracked()),
            profile: self.profile.get_untracked(),
        }
    }
}

fn without_secrets(known: RwSignal<Vec<SecretKind>>, text: String) -> String {
    let masked = secrets::mask(&text);
    if masked.found.is_empty() {
        return text;
    }
    let new = masked.kinds().into_iter();
    let new: Vec<SecretKind> =
        new.filter(|kind| known.with_untracked(|known| !known.contains(kind))).collect();
    if !new.is_empty() {
        known.update(|known| known.extend(new));
    }
    masked.text
}
