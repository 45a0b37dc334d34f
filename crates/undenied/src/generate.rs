//! Policies that make a case work, with no more in them than it needs. Not: whether something
//! like them is in force.

mod code;
mod corrected;
mod statements;

pub use code::{Form, write};
pub use corrected::write_corrected;

use crate::{Input, Lang, Words, policy::Kind, profile::Profile};

/// One policy for the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    pub kind: Kind,
    /// What it is and where it belongs.
    pub title: Words,
    /// What of it needs to be explained.
    pub note: Option<Words>,
    /// JSON. What only the user knows stands in `<` and `>`.
    pub policy: String,
    /// There is such a policy already, in which others may rely on more: its statements are to be
    /// added, not to replace it.
    pub is_addition: bool,
}

/// What `profile` needs of the caller, bucket and keys that `input` names: the caller's policy and,
/// where they matter, trust, bucket, key and VPC endpoint policies. Placeholders are in `lang`.
#[must_use]
pub fn generate(input: &Input, profile: &Profile, lang: Lang) -> Vec<Generated> {
    let site = statements::Site::of(input, profile, lang);
    let mut generated = vec![site.identity()];
    generated.extend(site.trust());
    generated.extend(site.bucket());
    generated.extend(site.keys());
    generated.extend(site.endpoint());
    generated
}

#[cfg(test)]
mod tests;
