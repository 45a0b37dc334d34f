//! What a vendor's import needs of S3 and of the role's trust, as data. Not: documents.

mod generic;
mod tidb_cloud;

use crate::lang::Localized;

/// One vendor's import or export.
#[derive(Debug)]
pub struct Profile {
    /// Kebab-case, stable.
    pub id: &'static str,
    pub name: Localized<&'static str>,
    /// Who makes the calls, as the subject of a sentence.
    pub caller: Localized<&'static str>,
    pub needs: &'static [Need],
    /// How the vendor comes to act as the customer's role; `None` where there is no role.
    pub trust: Option<TrustNeed>,
    /// The vendor's pages on setting access up.
    pub links: Localized<&'static [&'static str]>,
}

/// One action that must be allowed.
#[derive(Debug)]
pub struct Need {
    pub action: &'static str,
    pub on: NeedOn,
}

/// What an action is needed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedOn {
    Bucket,
    /// Every object below the prefix.
    Objects,
}

/// How the vendor assumes the role.
#[derive(Debug)]
pub struct TrustNeed {
    /// Where the vendor shows its account ID and external ID; its labels stand in `**`.
    pub shown_at: Localized<&'static str>,
    /// What it means when the trust policy asks for no external ID.
    pub without_external_id: Localized<&'static str>,
    /// Values of the vendor's documentation, which are nobody's own.
    pub sample_accounts: &'static [&'static str],
    pub sample_external_ids: &'static [&'static str],
    pub sample_buckets: &'static [&'static str],
    pub sample_keys: &'static [&'static str],
}

/// All profiles; the first is the page's default.
pub const PROFILES: &[&Profile] = &[&tidb_cloud::DEDICATED_IMPORT, &generic::S3_READ];

/// The profile of a case that names a bucket and no vendor.
pub(crate) const GENERIC_READ: &str = "generic-s3-read";

/// The profile with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Profile> {
    PROFILES.iter().copied().find(|profile| profile.id == id)
}
