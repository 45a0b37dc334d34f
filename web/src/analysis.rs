//! A report, and what is needed to show places in it. Not: where it comes from.

use std::sync::Arc;

use undenied::{
    Certainty, Finding, Fix, LineIndex, Outcome, Place, Position, Report, TokenClass, Verdict,
    Words, policy::Kind, profile::Profile,
};

use crate::{
    draft::{Draft, DraftDocument},
    outline::{self, Outline},
};

/// The report with what is needed to show places in it.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub report: Report,
    pub documents: Vec<Shown>,
    /// Nothing was given to look at.
    pub is_empty: bool,
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
    /// What the engine said to `draft`.
    #[must_use]
    pub fn new(draft: &Draft, report: Report) -> Self {
        let shown = |document: &DraftDocument| Shown {
            key: document.key,
            lines: LineIndex::new(&document.text),
            text: document.text.clone(),
        };
        let documents: Vec<Shown> = draft.given().map(shown).collect();
        let is_empty = documents.is_empty() && draft.told.call.is_none();
        Self { report, documents, is_empty }
    }

    /// Before the engine has said anything.
    #[must_use]
    pub fn none() -> Self {
        let verdict = Verdict {
            outcome: Outcome::Undetermined,
            certainty: Certainty::Unknown,
            headline: Words::default(),
            detail: Words::default(),
            missing: Vec::new(),
        };
        let report = Report {
            verdict,
            checks: Vec::new(),
            findings: Vec::new(),
            refusals: Vec::new(),
            guide: Vec::new(),
            assumptions: Vec::new(),
        };
        Self { report, documents: Vec::new(), is_empty: true }
    }

    /// The document as it was analysed, if it was there then.
    #[must_use]
    pub fn shown(&self, key: usize) -> Option<&Shown> {
        self.documents.iter().find(|document| document.key == key)
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

    /// Document and line of the beginning of `place`.
    pub(crate) fn line(&self, place: &Place) -> Option<(usize, usize)> {
        let document = self.document(place)?;
        Some((document.key, document.lines.position(place.span.start).line))
    }

    /// The findings of one document with their index.
    pub fn findings(&self, key: usize) -> impl Iterator<Item = (usize, &Finding)> {
        let findings = self.report.findings.iter().enumerate();
        findings.filter(move |(_, finding)| self.sheet(&finding.place) == Some(key))
    }

    /// Index of the first finding of this rule.
    #[must_use]
    pub(crate) fn first(&self, rule: &str) -> Option<usize> {
        self.report.findings.iter().position(|finding| finding.rule.id == rule)
    }

    /// The first place where a text is no JSON.
    #[must_use]
    pub fn slip(&self) -> Option<usize> {
        self.first("json-syntax")
    }

    /// The first document that is in another one's box; a certain denial says more than where it stands.
    #[must_use]
    pub fn misplaced(&self) -> Option<usize> {
        self.first(MISPLACED).filter(|_| self.report.verdict.outcome != Outcome::ExplicitDeny)
    }

    /// The kinds that are there, but in the boxes of others.
    #[must_use]
    pub fn elsewhere(&self) -> Vec<Kind> {
        let findings = self.report.findings.iter().filter(|it| it.rule.id == MISPLACED);
        findings.filter_map(|it| self.document(&it.place)).map(|it| looks_like(&it.text)).collect()
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

    /// The fix that is wished for, if it is still offered.
    pub(crate) fn fix(&self, wish: &Wish) -> Option<&Fix> {
        let finding = self.report.findings.get(self.index(wish.finding)?)?;
        finding.fixes.iter().find(|fix| fix.title == wish.title)
    }
}

const MISPLACED: &str = "wrong-policy-kind";

/// The kind of a text, by the elements that only one kind has: who is allowed, and on what.
#[must_use]
pub fn looks_like(text: &str) -> Kind {
    let (mut principal, mut resource) = (false, false);
    for token in undenied::tokens(text) {
        if token.class == TokenClass::Key {
            let name = token.span.of(text).trim_matches('"');
            let name = name.strip_prefix("Not").unwrap_or(name);
            principal |= name.eq_ignore_ascii_case("Principal");
            resource |= name.eq_ignore_ascii_case("Resource");
        }
    }
    match (principal, resource) {
        (true, true) if undenied::has(text, "\"kms:") => Kind::Key,
        (true, true) => Kind::Bucket,
        (true, false) => Kind::Trust,
        (false, _) => Kind::Identity,
    }
}

impl Current {
    /// Of the document that it is in.
    pub(crate) const fn key(self) -> usize {
        self.key
    }
}

/// An [`Analysis`] that many look at.
#[derive(Clone, Debug)]
pub struct Answer(pub Arc<Analysis>);

/// The finding whose note is open; survives new reports as long as its rule fires there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Current {
    key: usize,
    rule: &'static str,
    /// Among the findings of this rule in this document.
    nth: usize,
}

/// The profile with this index in the menu: a built-in one, or behind the error's call the page's own.
pub(crate) fn profile(index: usize, own: Option<&Profile>) -> Option<Outline> {
    if index == own_profile() { own.map(Outline::from) } else { outline::all().get(index).cloned() }
}

/// The index of the call of an error message in the menu.
#[must_use]
pub fn told_call() -> usize {
    outline::all().len()
}

/// The index of a profile that the page brings itself.
#[must_use]
pub fn own_profile() -> usize {
    told_call() + 1
}

/// The index of the built-in profile with this id.
#[must_use]
pub fn index_of(id: &str) -> Option<usize> {
    outline::all().iter().position(|known| known.id == id)
}

/// A fix that somebody pressed.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) finding: Current,
    pub(crate) title: Words,
}

#[cfg(test)]
mod tests {
    use undenied::policy::Kind;

    use super::looks_like;

    #[test]
    fn a_kind_is_known_by_its_elements() {
        for (text, kind) in [
            (r#"{"Statement": {"Principal": "*", "Action": "sts:AssumeRole"}}"#, Kind::Trust),
            (r#"{"Statement": {"NotPrincipal": "*", "Resource": "*"}}"#, Kind::Bucket),
            (r#"{"Statement": {"Principal": "*", "Action": "kms:*", "Resource": "*"}}"#, Kind::Key),
            (r#"{"Statement": {"Action": "s3:*", "NotResource": "*"}}"#, Kind::Identity),
        ] {
            assert_eq!(looks_like(text), kind, "{text}");
        }
    }
}
