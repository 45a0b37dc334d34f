//! Which document is looked at, and whether somebody is writing in it. Not: how it is shown.

use undenied::{TokenClass, policy::Kind};

use super::{Case, Landing};
use crate::{draft::About, text};

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

    /// Moves a text to the empty document of the kind that it looks like, or to a new one.
    pub fn move_to_its_kind(self, key: usize) {
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

/// By the elements that only one kind has: who is allowed, and on what.
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
