//! From a draft to the engine's report, and what is needed to show places in it.

use std::sync::Arc;

use undenied::{
    Document, Finding, Input, LineIndex, Place, Position, Report,
    profile::{self, PrincipalKind, Profile},
};

use crate::draft::{Draft, DraftDocument};

/// The report with what is needed to show places in it.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub report: Report,
    pub documents: Vec<Shown>,
}

/// A document as it was analysed.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Of its [`crate::sheet::Sheet`].
    pub key: usize,
    pub text: String,
    pub lines: LineIndex,
}

impl Analysis {
    /// What the engine says to `draft`; boxes without text are documents that nobody gave.
    #[must_use]
    pub fn of(mut draft: Draft) -> Self {
        draft.documents.retain(|document| !document.text.trim().is_empty());
        let shown = |document: &DraftDocument| Shown {
            key: document.key,
            lines: LineIndex::new(&document.text),
            text: document.text.clone(),
        };
        let documents = draft.documents.iter().map(shown).collect();
        Self { report: undenied::analyze(&input(draft)), documents }
    }

    #[must_use]
    pub fn document(&self, place: &Place) -> Option<&Shown> {
        self.documents.get(place.document)
    }

    /// The key of the document that `place` is in.
    #[must_use]
    pub fn sheet(&self, place: &Place) -> Option<usize> {
        self.document(place).map(|document| document.key)
    }

    /// Where `place` starts and ends, as editors count.
    #[must_use]
    pub fn range(&self, place: &Place) -> Option<(Position, Position)> {
        let lines = &self.document(place)?.lines;
        Some((lines.position(place.span.start), lines.position(place.span.end)))
    }

    /// The findings of one document with their index.
    pub fn findings(&self, key: usize) -> impl Iterator<Item = (usize, &Finding)> {
        let findings = self.report.findings.iter().enumerate();
        findings.filter(move |(_, finding)| self.sheet(&finding.place) == Some(key))
    }

    pub(crate) fn key(&self, index: usize) -> Option<Current> {
        let finding = self.report.findings.get(index)?;
        let key = self.sheet(&finding.place)?;
        let same = self.findings(key).filter(|(_, other)| other.rule.id == finding.rule.id);
        let nth = same.take_while(|(other, _)| *other < index).count();
        Some(Current { key, rule: finding.rule.id, nth })
    }

    pub(crate) fn index(&self, current: Current) -> Option<usize> {
        let mut same =
            self.findings(current.key).filter(|(_, finding)| finding.rule.id == current.rule);
        same.nth(current.nth).map(|(index, _)| index)
    }
}

/// An [`Analysis`] that is only equal to itself.
#[derive(Clone, Debug)]
pub struct Answer(pub Arc<Analysis>);

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The finding whose note is open; survives new reports as long as its rule fires there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Current {
    key: usize,
    rule: &'static str,
    /// Among the findings of this rule in this document.
    nth: usize,
}

/// The profile with this index in the menu: a built-in one, or behind the error's call the page's own.
pub(crate) fn profile(index: usize, own: Option<&Profile>) -> Option<&Profile> {
    let built_in = profile::all();
    if index == own_profile() { own } else { built_in.get(index) }
}

/// The index of the call of an error message in the menu.
#[must_use]
pub fn told_call() -> usize {
    profile::all().len()
}

/// The index of a profile that the page brings itself.
#[must_use]
pub fn own_profile() -> usize {
    told_call() + 1
}

/// The index of the built-in profile with this id.
#[must_use]
pub fn index_of(id: &str) -> Option<usize> {
    profile::names().position(|(known, _)| known == id)
}

fn input(draft: Draft) -> Input {
    let documents = draft.documents.into_iter().map(|document| Document {
        id: document.about.name,
        kind: document.about.kind,
        text: document.text,
        target: document.about.target,
    });
    let profile = profile(draft.profile, draft.own.as_ref()).cloned();
    let [bucket, role, account, external_id, owner] = draft.fields;
    let mut input = Input { documents: documents.collect(), ..Input::default() };
    input.unused_facts = draft.told.facts;
    input.request.principal = given(&role);
    let trust = profile.as_ref().and_then(|profile| profile.trust.as_ref());
    let facts = &mut input.facts;
    match trust.map(|trust| trust.kind) {
        None | Some(PrincipalKind::Service) => facts.bucket.account = given(&owner),
        Some(PrincipalKind::Federated) => facts.trust.subject = given(&external_id),
        Some(_) => {
            let vendor = given(&account);
            let is_arn = vendor.as_ref().is_some_and(|vendor| vendor.starts_with("arn:"));
            *if is_arn { &mut facts.trust.principal } else { &mut facts.trust.account_id } = vendor;
            facts.trust.external_id = given(&external_id);
        }
    }
    let (name, prefix) = undenied::bucket_and_prefix(&bucket).unzip();
    input.facts.bucket.name = name;
    input.facts.bucket.prefix = prefix;
    // With a profile chosen instead, the call is none of the question.
    if let (None, Some(call)) = (&profile, draft.told.call) {
        input.take_refused(call);
    }
    input.profile = profile;
    input
}

fn given(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
