//! The IAM policy language, typed, each value with its place in the text.
//! Not: requests, rules, wording. Follows
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>.

mod arn;
mod kind;
mod operator;
mod problem;
mod read;
mod shape;

pub use arn::{Arn, ArnPattern};
pub(crate) use arn::{is_account_id, managed_by_aws};
pub(crate) use kind::contradicts;
pub use kind::{Kind, Sign, guess, guess_from_text, recognize};
pub use operator::{Comparison, Operator, Qualifier};
pub use problem::{Element, Inside, JsonType, Problem, ProblemKind};
pub use read::read;
pub(crate) use read::{json_type, resembles};
pub use shape::{Shape, shape};

use undenied_json::Span;

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// One policy document.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub span: Span,
    pub version: Option<Spanned<Version>>,
    /// The `Statement` value as a whole.
    pub statements_span: Option<Span>,
    pub statements: Vec<Statement>,
}

/// Version of the policy language; without one AWS reads a policy as of 2008.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    V2008,
    V2012,
}

/// One statement, as far as it could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// 0-based place in the policy.
    pub index: usize,
    pub span: Span,
    pub sid: Option<Spanned<String>>,
    /// `None`: missing or not exactly `Allow` or `Deny`.
    pub effect: Option<Spanned<Effect>>,
    pub principal: Option<PrincipalElement>,
    pub action: Option<ListElement>,
    pub resource: Option<ListElement>,
    pub conditions: Vec<Condition>,
    /// Some part of it that decides could not be read.
    pub has_gap: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Allow,
    Deny,
}

/// Whether an element lists what it covers or what it leaves out (`NotAction`, ...).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    Listed,
    AllBut,
}

/// `Action`, `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, Debug, PartialEq)]
pub struct ListElement {
    pub polarity: Polarity,
    /// The member's name and its value.
    pub name_span: Span,
    pub value_span: Span,
    pub values: Vec<Spanned<String>>,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipalElement {
    pub polarity: Polarity,
    pub name_span: Span,
    pub value_span: Span,
    pub entries: Vec<Spanned<Principal>>,
}

/// One listed principal, by
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// `"*"` or `{"AWS": "*"}`.
    Everyone,
    /// The account, by id or by its root ARN.
    Account(String),
    /// A user, role, assumed-role session or federated user.
    Arn(Arn),
    Service(String),
    Federated(String),
    CanonicalUser(String),
    /// `AROA...`, `AIDA...`: what AWS shows for a deleted role or user.
    UniqueId(String),
    /// Anything AWS has no principal for.
    Other(String),
}

/// One condition key under one operator.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub span: Span,
    pub operator_span: Span,
    /// `None` where AWS has no such operator.
    pub operator: Option<Operator>,
    pub key: Spanned<String>,
    pub value_span: Span,
    pub values: Vec<Spanned<String>>,
}

impl Policy {
    /// The version that AWS evaluates it as.
    #[must_use]
    pub fn effective_version(&self) -> Version {
        self.version.as_ref().map_or(Version::V2008, |version| version.value)
    }
}

impl Principal {
    /// As people write it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Everyone => "*",
            Self::Arn(arn) => arn.as_str(),
            Self::Account(text)
            | Self::Service(text)
            | Self::Federated(text)
            | Self::CanonicalUser(text)
            | Self::UniqueId(text)
            | Self::Other(text) => text,
        }
    }
}

impl Statement {
    /// Whether its effect is known and is `effect`.
    #[must_use]
    pub fn is(&self, effect: Effect) -> bool {
        self.effect.as_ref().is_some_and(|own| own.value == effect)
    }
}
