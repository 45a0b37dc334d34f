//! What a vendor's import or export needs of S3 and of the role's trust, as data: one JSON file each
//! in `crates/undenied/profiles`, or given in place. Not: documents.

mod built_in;
mod field;
mod read;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use undenied_json::Span;

use crate::{
    alike,
    lang::{Localized, Words},
    policy::resembles,
    report::Severity,
};
pub use built_in::built_in;
pub use read::read;

/// One vendor's import or export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Kebab-case, stable.
    pub id: String,
    pub name: Words,
    /// Empty where it is nobody's in particular.
    pub vendor: String,
    pub product: String,
    pub usage: Usage,
    pub auth: Auth,
    /// Who makes the calls, as the subject of a sentence.
    pub caller: Words,
    /// On the bucket first.
    pub needs: Vec<Need>,
    /// AWS KMS operations that the vendor's page names, for example `Decrypt`.
    pub kms: Vec<String>,
    /// What a listing sends as `s3:prefix`; empty where the vendor does not say.
    pub sends_prefix: Vec<SentPrefix>,
    /// The bucket belongs to another account than the caller, unless the user tells otherwise.
    pub cross_account: bool,
    /// How the vendor comes to act as the customer's role; `None` where there is no role.
    pub trust: Option<TrustNeed>,
    pub samples: Samples,
    /// Short facts that are worth telling.
    pub traps: Vec<Words>,
    /// The vendor's pages on setting access up.
    pub links: Localized<Vec<String>>,
    /// What the vendor's errors say.
    pub errors: Vec<String>,
}

/// What the calls are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    Import,
    Export,
    Logs,
    Both,
}

/// By what the calls are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// A role that the vendor assumes.
    Role,
    /// A user's access key.
    User,
    /// A role, by a token of an identity provider.
    Oidc,
    /// A role that an AWS service assumes.
    Service,
    Any,
}

/// One action, and how much the vendor needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub action: String,
    pub on: NeedOn,
    pub level: Level,
    pub why: Option<Words>,
}

/// What an action is needed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedOn {
    Bucket,
    /// Every object below the prefix.
    Objects,
}

/// How much an action is needed. Only a required one makes the answer a denial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    #[default]
    Required,
    Recommended,
    Optional,
}

/// What a listing sends as `s3:prefix`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentPrefix {
    /// `folder/`
    FolderWithSlash,
    /// `folder`
    Folder,
    /// Nothing, as `HeadBucket` does.
    Nothing,
}

/// How the vendor assumes the role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustNeed {
    pub kind: PrincipalKind,
    /// What the vendor documents for every customer: ARNs, service principals, identity providers.
    pub known: Vec<String>,
    /// Where the vendor shows its principal; its labels stand in `**`. Empty where it is known.
    pub shown_at: Words,
    /// The role assumes itself, too.
    pub is_self_assuming: bool,
    pub external_id: ExternalIdNeed,
    /// `sts:AssumeRole`, or another one.
    pub action: String,
    /// Condition keys that hold the identity that the vendor shows.
    pub condition_keys: Vec<String>,
}

/// Who the trust policy has to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    Account,
    Role,
    User,
    Service,
    Federated,
    /// The customer's own account.
    Own,
}

/// What the vendor does about the external ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalIdNeed {
    pub usage: ExternalIdUse,
    /// For people: what one looks like.
    pub pattern: Option<String>,
    /// Where the vendor shows it, likewise.
    pub shown_at: Words,
    /// How much it matters, and what it means, when the trust policy asks for none.
    pub severity: Severity,
    pub without: Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalIdUse {
    Required,
    Recommended,
    /// The vendor sends none.
    Nothing,
}

/// Values of the vendor's documentation, which are nobody's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    pub accounts: Vec<String>,
    pub external_ids: Vec<String>,
    pub buckets: Vec<String>,
    /// ARNs of KMS keys.
    pub keys: Vec<String>,
    /// What stands inside a value for the reader to replace.
    pub placeholders: Vec<String>,
}

/// What a profile's text has that was not taken, or lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub span: Span,
    pub words: Words,
}

/// The profile of a case that names a bucket and no vendor.
pub(crate) const GENERIC_READ: &str = "generic-s3-read";

impl Profile {
    /// Whether the calls come from a vendor's network, which is behind none of the customer's
    /// VPC endpoints.
    #[must_use]
    pub const fn calls_from_outside(&self) -> bool {
        matches!(self.auth, Auth::Role | Auth::User | Auth::Oidc)
    }
}

/// Every built-in profile, in the order of a picker; the first is the page's default.
#[must_use]
pub fn all() -> &'static [Profile] {
    static ALL: OnceLock<Vec<Profile>> = OnceLock::new();
    ALL.get_or_init(|| built_in().filter_map(|(_, text)| read(text).0).collect())
}

/// Id and name of every built-in profile.
pub fn names() -> impl Iterator<Item = (&'static str, &'static Words)> {
    all().iter().map(|profile| (profile.id.as_str(), &profile.name))
}

/// The built-in profile with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<Profile> {
    find(id).cloned()
}

pub(crate) fn find(id: &str) -> Option<&'static Profile> {
    all().iter().find(|profile| profile.id == id)
}

/// A sentence in English on an id that no profile has, with those that come near it.
#[must_use]
pub fn unknown(id: &str) -> String {
    let lower = id.to_ascii_lowercase();
    // Words that half of the ids have tell nothing.
    let tells = |word: &&str| word.len() > 2 && !matches!(*word, "cloud" | "import" | "export");
    let shared = |known: &str| {
        let words = lower.split(|char: char| !char.is_ascii_alphanumeric()).filter(tells);
        words.filter(|word| alike::nearest(word, known.split('-')).is_some()).count()
    };
    let ids = || names().map(|(id, _)| id);
    let mut near: Vec<&str> = ids().filter(|known| resembles(&lower, known)).collect();
    let most = ids().map(shared).max().unwrap_or_default();
    if near.is_empty() && most > 0 {
        near.extend(ids().filter(|known| shared(known) == most));
    }
    if near.is_empty() {
        let known: Vec<&str> = ids().collect();
        return format!("there is no profile `{id}`; known are {}", known.join(", "));
    }
    format!("there is no profile `{id}`; near it are {}", near.join(", "))
}
