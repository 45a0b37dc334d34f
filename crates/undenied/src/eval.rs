//! One call against policies: evidence for every statement first, then the decision from it.
//! Three-valued: a fact nobody gave is `Unknown` and named. Not: findings, wording, JSON. Follows
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>.

mod call;
mod compare;
mod condition;
mod context;
mod decide;
mod principal;
mod statement;
mod variable;

pub use call::{Call, Caller, CallerKind, CallerPolicies, Grant};
pub(crate) use compare::{ip_address, is_base64, is_number, moment, range};
pub(crate) use condition::values as condition_values;
pub use context::{Context, Lookup};
pub use decide::{Decision, Gate, Open, Relation, decide};
pub use principal::Naming;
pub(crate) use principal::is_named;
pub use statement::{ConditionEvidence, Evidence, gather};

/// Whether something applies to a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    #[default]
    No,
    Unknown,
    Yes,
}

impl Match {
    /// Both apply.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least one applies.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// It does not apply.
    #[must_use]
    pub const fn negate(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Match {
    fn from(applies: bool) -> Self {
        if applies { Self::Yes } else { Self::No }
    }
}

/// At least one of them applies.
pub(crate) fn any(matches: impl IntoIterator<Item = Match>) -> Match {
    matches.into_iter().max().unwrap_or(Match::No)
}

/// All of them apply.
pub(crate) fn all(matches: impl IntoIterator<Item = Match>) -> Match {
    matches.into_iter().min().unwrap_or(Match::Yes)
}

/// Whether the STS action `name`, in lower case, asks the trust policy of a role.
pub(crate) fn is_about_role(name: &str) -> bool {
    name.starts_with("assumerole") || matches!(name, "tagsession" | "setsourceidentity")
}

/// Whether the operation of AWS KMS called `name` uses a key, whose policy must then allow it. See
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>.
pub(crate) fn is_about_key(name: &str) -> bool {
    let is_keyless = matches!(name, "createkey" | "generaterandom" | "listaliases" | "listkeys");
    !is_keyless && !undenied_json::has(name, "customkeystore")
}
