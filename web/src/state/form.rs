//! The form of who, what and on what: when it stands open, which of its fields somebody asks for, and the
//! settings told in it. Not: how it looks.

use std::rc::Rc;

use leptos::prelude::document;
use undenied::{policy::Kind, wire};

use super::{Case, Landing};
use crate::{
    draft::{Fact, Field},
    text,
};

/// What replaces something that was taken as given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// A field or setting, by its name.
    Field(&'static str),
    Document(Kind),
}

/// Settings that the form knows, by the names of a case's facts.
pub const SETTINGS: [&str; 12] = [
    "bucket.account",
    "bucket.region",
    "bucket.objectOwnership",
    "object.ownerAccount",
    "object.aclGrantsRequester",
    "bucket.encryption.algorithm",
    "bucket.encryption.keyArn",
    "keys.manager",
    "bucket.publicAccessBlock",
    "bucket.requestPayer",
    "call.requestPayer",
    "call.vpcEndpoint",
];

impl Case {
    /// Opens the form while nothing is there, or as long as it lacks what the answer needs; closes it, and
    /// makes room, once there is something to look at. Never under the hands of somebody who types.
    pub(super) fn settle_in(self) {
        let (is_empty, asks) = self.answer.with_untracked(|answer| {
            let mut missing = answer.0.report.verdict.missing.iter();
            let asks =
                missing.any(|missing| matches!(self.remedy(&missing.key), Some(Remedy::Field(_))));
            (answer.0.is_empty, asks)
        });
        if self.in_use.get_untracked() == is_empty {
            self.in_use.set(!is_empty);
            self.form.set(is_empty || asks || is_filled_in());
        }
    }

    /// Where a missing or assumed fact is told, if the screen has a place for it.
    #[must_use]
    pub fn remedy(self, key: &str) -> Option<Remedy> {
        if let Some(kind) = wire::kind_from_name(key) {
            return Some(Remedy::Document(kind));
        }
        let field = match key {
            "bucket.name" => Field::Bucket,
            "aws:PrincipalArn" | "request.principal" => Field::Role,
            "trust.accountId" | "trust.principal" => Field::Account,
            "trust.externalId" | "trust.subject" | "sts:ExternalId" => Field::ExternalId,
            "bucket.account" | "aws:ResourceAccount" if self.asks_owner() => Field::Owner,
            "profile" => return Some(Remedy::Field("profile")),
            _ => return self.setting(key).map(Remedy::Field),
        };
        Some(Remedy::Field(field.name()))
    }

    /// Whether the form has a field for the account that owns the bucket; else it is a setting.
    #[must_use]
    pub fn asks_owner(self) -> bool {
        use undenied::profile::PrincipalKind::Service;
        self.trust_need().is_none_or(|trust| trust.kind == Service)
    }

    fn setting(self, key: &str) -> Option<&'static str> {
        let key = match key {
            "bucket.encryption" => "bucket.encryption.algorithm",
            "aws:ResourceAccount" => "bucket.account",
            "aws:SourceVpce" => "call.vpcEndpoint",
            key if key.starts_with("bucket.publicAccessBlock") => "bucket.publicAccessBlock",
            key => key,
        };
        let known = SETTINGS.into_iter().find(|known| *known == key);
        known.filter(|_| self.can_tell.get_untracked())
    }

    /// Brings the place of `remedy` before the user's eyes.
    pub fn ask_for(self, remedy: Remedy) {
        match remedy {
            Remedy::Field(name) => {
                self.form.set(true);
                if SETTINGS.contains(&name) {
                    self.settings.set(true);
                }
                self.landed.set(Some(Landing::Field(name)));
            }
            Remedy::Document(kind) => {
                let sheets = self.sheets.get_untracked();
                match sheets.iter().find(|sheet| sheet.kind() == kind && sheet.is_blank()) {
                    Some(sheet) => self.landed.set(Some(Landing::Document(sheet.key))),
                    None => self.add(kind),
                }
            }
        }
    }

    /// What was told of `key` last; empty where nothing was.
    #[must_use]
    pub fn told_of(self, key: &str) -> String {
        self.told.with(|told| {
            let fact = told.facts.iter().rev().find(|fact| fact.key == key);
            fact.map(|fact| fact.value.clone()).unwrap_or_default()
        })
    }

    /// Tells `facts` in the place of all that was told of their keys; an empty value tells nothing.
    pub fn tell(self, facts: Vec<Fact>) {
        let mut draft = self.draft();
        let told = Rc::make_mut(&mut draft.told);
        told.facts.retain(|known| facts.iter().all(|fact| fact.key != known.key));
        told.facts.extend(facts.into_iter().filter(|fact| !fact.value.is_empty()));
        self.replace(draft, text::answer::SETTING_CHANGED);
        // Whoever changes one setting may want to change the next.
        self.asking.update_untracked(|asking| asking.opens_first = false);
    }
}

/// Whether somebody is in the form right now.
fn is_filled_in() -> bool {
    let active = document().active_element();
    active.is_some_and(|active| active.closest(".facts").is_ok_and(|form| form.is_some()))
}
