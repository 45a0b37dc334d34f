//! What the user gave and what it means: one [`Case`] for each page or widget, all of it signals.
//! Not: how anything looks.

mod asking;
mod changes;
mod form;
mod history;
mod huge;
mod shown;

use std::{rc::Rc, sync::Arc};

use asking::Asking;
use history::History;
use js_sys::Function;
use leptos::{prelude::*, reactive::owner::WeakOwner};
use undenied::{
    Lang, Place, Severity, Words,
    profile::Profile,
    secrets::{self, SecretKind},
};

use crate::{
    analysis::{Analysis, Answer, Current, profile},
    caret::{Caret, Chunk},
    dom::memo,
    draft::{Draft, Entry, Field, Mode, Told},
    held::Held,
    mixed,
    outline::Trust,
    sheet::Sheet,
    text::{self, Label},
};

pub use crate::analysis::looks_like;
pub use asking::Engine;
pub use form::{Remedy, SETTINGS};
pub use huge::Load;

/// A range in one document, in UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Of its [`Sheet`].
    pub key: usize,
    pub from: usize,
    pub to: usize,
}

/// Where the keyboard goes on after a button has vanished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    Verdict,
    /// By the key of its [`Sheet`].
    Document(usize),
    /// A field or setting, by its name.
    Field(&'static str),
}

/// The state of one page or widget. Copies are handles to the same state.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub lang: Held<Lang>,
    pub mode: Mode,
    /// Those of [`crate::draft::BASE`] first.
    pub sheets: Held<Vec<Sheet>>,
    next_key: Held<usize>,
    /// Whoever handles a click is soon gone, and with it what it made; documents belong to this one.
    owner: StoredValue<Option<WeakOwner>, LocalStorage>,
    fields: [Held<String>; 5],
    pub profile: Held<usize>,
    /// See [`Draft::own`].
    pub own: Held<Option<Profile>>,
    pub told: Held<Rc<Told>>,
    engine: Engine,
    /// To the engine in the worker, once it is there.
    link: Held<Option<Function>>,
    mend: Held<Option<Function>>,
    describe: Held<Option<Function>>,
    asking: Held<Asking>,
    /// The newest answer; it may be to an older text.
    pub answer: Held<Answer>,
    /// The newest answer to texts that were all JSON.
    kept: Held<Option<Answer>>,
    empty: Memo<bool>,
    /// Whether a newer answer is under way.
    pub busy: Held<bool>,
    /// Why there are no newer answers.
    pub failure: Held<Option<String>>,
    pub current: Held<Option<Current>>,
    /// Where the cursor shall go; the editor that goes there takes it away.
    pub target: Held<Option<Target>>,
    history: Held<History>,
    /// Key of the document whose tab is open; see [`Case::shown_key`].
    pub shown: Held<usize>,
    /// Whether the focus is in a document's box.
    pub writes: Held<bool>,
    /// Whether there is so much text that somebody has to be asked.
    pub load: Held<Load>,
    halt: Held<Option<Function>>,
    /// Counts the changes made by buttons that may have gone with them, and where to go on.
    pub landed: Held<Option<Landing>>,
    /// Whether the form of who, what and on what is open.
    pub form: Held<bool>,
    /// Whether the settings in it are.
    pub settings: Held<bool>,
    /// Whether there is something to look at, so that the ways in stand back.
    pub in_use: Held<bool>,
    /// Whether the user prefers the browser's own text boxes.
    pub plain: Held<bool>,
    /// Whether settings can be told; so it is on the page.
    pub can_tell: Held<bool>,
    /// Whether anything pasted can be sorted into its boxes; so it is on the page.
    pub can_sort: Held<bool>,
    /// Key of the document that holds more than a policy, since it was pasted there.
    pub mixed: Held<Option<usize>>,
    /// Kinds of secrets that were pasted, until everything is cleared.
    pub masked: Held<Vec<SecretKind>>,
    /// The last text that was looked through for secrets, without them.
    clean: Held<String>,
    /// The finding whose fix was carried out last: its index in the answer that offered it.
    pub fixed: Held<Option<usize>>,
    /// The level of the headings of the first rank, where it is not the page's.
    pub level: Held<usize>,
    pub caret: Caret,
    /// The editor chunk once it is here.
    pub editor: Chunk,
}

impl Case {
    #[must_use]
    pub fn new(lang: Lang, mode: Mode, draft: Draft, engine: Engine) -> Self {
        let masked = Held::new(Vec::new());
        let mut draft = draft;
        for document in &mut draft.documents {
            document.text = without_secrets(masked, std::mem::take(&mut document.text));
        }
        for field in &mut draft.fields {
            *field = without_secrets(masked, std::mem::take(field));
        }
        let history = Held::new(History::new(draft.clone()));
        let sheets: Vec<Sheet> = draft.documents.into_iter().map(Sheet::new).collect();
        let next_key = Held::new(sheets.len());
        let sheets = Held::new(sheets);
        let fields = draft.fields.map(Held::new);
        let answer = Held::new(Answer(Arc::new(Analysis::none())));
        let case = Self {
            lang: Held::new(lang),
            mode,
            sheets,
            next_key,
            owner: StoredValue::new_local(Owner::current().map(|owner| owner.downgrade())),
            fields,
            profile: Held::new(draft.profile),
            own: Held::new(draft.own),
            told: Held::new(draft.told),
            engine,
            link: Held::new(None),
            mend: Held::new(None),
            describe: Held::new(None),
            asking: Held::new(Asking::default()),
            answer,
            empty: memo(move || answer.with(|answer| answer.0.is_empty)),
            kept: Held::new(None),
            busy: Held::new(false),
            failure: Held::new(None),
            current: Held::new(None),
            target: Held::new(None),
            history,
            shown: Held::new(0),
            writes: Held::new(false),
            load: Held::new(Load::default()),
            halt: Held::new(None),
            landed: Held::new(None),
            form: Held::new(true),
            settings: Held::new(false),
            in_use: Held::new(false),
            plain: Held::new(false),
            can_tell: Held::new(false),
            can_sort: Held::new(false),
            mixed: Held::new(None),
            masked,
            clean: Held::new(String::new()),
            fixed: Held::new(None),
            level: Held::new(0),
            caret: Caret::default(),
            editor: Held::new(None),
        };
        case.open_soon();
        case.reveal_given();
        case
    }

    #[must_use]
    pub fn sheet(self, key: usize) -> Option<Sheet> {
        self.sheets.with_untracked(|sheets| sheets.iter().copied().find(|sheet| sheet.key == key))
    }

    /// The kind of a document, numbered where there are several: "IAM policy 2".
    #[must_use]
    pub fn title(self, key: usize) -> String {
        let sheets = self.sheets.get();
        let Some(sheet) = sheets.iter().find(|sheet| sheet.key == key) else {
            return String::new();
        };
        let kind = sheet.kind();
        let before = sheets.iter().take_while(|other| other.key != key);
        let before = before.filter(|other| other.kind() == kind).count();
        let label = self.say(text::gate(kind));
        if before == 0 { label.to_owned() } else { format!("{label} {}", before + 1) }
    }

    #[must_use]
    pub fn field(self, field: Field) -> Held<String> {
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
    pub fn trust_need(self) -> Option<Trust> {
        let index = self.profile.get();
        self.own.with(|own| profile(index, own.as_ref())?.trust)
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

    /// Whether the answer is to nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.empty.get()
    }

    /// Takes over what an editor holds, and gives what is held now: the same without its secrets.
    pub fn write(self, sheet: Sheet, value: String, entry: Entry) -> String {
        let value = self.without_secrets(value);
        if sheet.text.with_untracked(|text| *text == value) {
            return value;
        }
        self.begin_writing(sheet.key, entry);
        if entry == Entry::Pasted {
            self.mixed.set(mixed::is_more_than_a_policy(&value).then_some(sheet.key));
        } else if value.is_empty() {
            self.mixed.set(None);
        }
        sheet.text.set(value.clone());
        self.asking.update_untracked(|asking| asking.opens_first = entry == Entry::Pasted);
        self.ask_ahead();
        value
    }

    /// Takes over what a field holds, likewise.
    pub fn fill(self, field: Held<String>, value: String) -> String {
        let value = self.without_secrets(value);
        // All fields together are one place to write in.
        self.begin_writing(usize::MAX, Entry::Typed);
        field.set(value.clone());
        value
    }

    /// `text` with every secret masked; as long as before. Nothing else is ever held, so neither
    /// undo nor analysis meets a secret.
    #[must_use]
    pub fn without_secrets(self, text: String) -> String {
        // An editor asks while a change is made, and once more when it is.
        if self.clean.with_untracked(|clean| *clean == text) {
            return text;
        }
        let text = without_secrets(self.masked, text);
        self.clean.update_untracked(|clean| clean.clone_from(&text));
        text
    }

    /// Names kinds of secrets that were masked elsewhere.
    pub fn say_masked(self, kinds: impl Iterator<Item = SecretKind>) {
        say_masked(self.masked, kinds);
    }

    /// Opens the note of a finding and puts the cursor there.
    pub fn show(self, index: usize) {
        let Answer(analysis) = self.answer.get_untracked();
        self.current.set(analysis.key(index));
        if let Some(finding) = analysis.report.findings.get(index) {
            self.go_to(&finding.place);
        }
    }

    /// Puts the cursor at a place of the report that is shown; in a text that has changed since, no further
    /// than to its box.
    pub fn go_to(self, place: &Place) {
        let Answer(analysis) = self.answer.get_untracked();
        let Some((key, (from, to))) = analysis.sheet(place).zip(analysis.range(place)) else {
            return;
        };
        self.shown.set(key);
        if self.is_place_fresh(place) {
            self.target.set(Some(Target { key, from: from.offset, to: to.offset }));
        } else {
            self.landed.set(Some(Landing::Document(key)));
        }
    }

    /// Opens the note of a finding.
    pub fn open(self, index: usize) {
        self.current.set(self.answer.get_untracked().0.key(index));
    }

    /// Goes to the finding after the current one, or before it.
    pub fn show_next(self, backwards: bool) {
        if let Some(next) = self.next_index(backwards) {
            self.show(next);
        }
    }

    /// Opens the note of the next finding, wherever the cursor is.
    pub fn open_next(self) {
        if let Some(next) = self.next_index(false) {
            self.open(next);
            self.writes.set(false);
            self.reveal_current();
        }
    }

    fn next_index(self, backwards: bool) -> Option<usize> {
        let Answer(analysis) = self.answer.get_untracked();
        let count = analysis.report.findings.len();
        if count == 0 {
            return None;
        }
        let now = self.current.get_untracked().and_then(|current| analysis.index(current));
        Some(match (now, backwards) {
            (None, false) => 0,
            (None, true) => count - 1,
            (Some(now), false) => (now + 1) % count,
            (Some(now), true) => (now + count - 1) % count,
        })
    }

    /// Index of the finding whose note is open.
    #[must_use]
    pub fn current_index(self) -> Option<usize> {
        let current = self.current.get()?;
        self.answer.with(|answer| answer.0.index(current))
    }

    /// Once the answer is there.
    fn open_soon(self) {
        self.asking.update_untracked(|asking| asking.opens_first = true);
    }

    fn open_first(self) {
        let Answer(analysis) = self.answer.get_untracked();
        if self.current.get_untracked().is_some_and(|current| analysis.index(current).is_some()) {
            return;
        }
        let findings = analysis.report.findings.iter();
        let first = findings.enumerate().find(|(_, finding)| finding.severity == Severity::Error);
        self.current.set(first.and_then(|(index, _)| analysis.key(index)));
        self.reveal_current();
    }
}

fn without_secrets(known: Held<Vec<SecretKind>>, text: String) -> String {
    let masked = secrets::mask(&text);
    if masked.found.is_empty() {
        return text;
    }
    say_masked(known, masked.kinds().into_iter());
    masked.text
}

fn say_masked(known: Held<Vec<SecretKind>>, kinds: impl Iterator<Item = SecretKind>) {
    let is_new = |kind: &SecretKind| known.with_untracked(|known| !known.contains(kind));
    let new: Vec<SecretKind> = kinds.filter(is_new).collect();
    if !new.is_empty() {
        known.update(|known| known.extend(new));
    }
}
