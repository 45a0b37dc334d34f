//! What keeps a policy from being read as AWS's policy language, without wording.

use undenied_json::Span;

/// One slip against the grammar
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub span: Span,
    /// 0-based, where the slip is inside a statement.
    pub statement: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The document is no JSON object.
    NotAnObject { found: JsonType },
    /// A value of another JSON type than the element takes.
    WrongType { element: Element, found: JsonType },
    /// AWS has no element of that name there; `meant` is the one it resembles.
    UnknownElement { name: String, meant: Option<Element>, inside: Inside, member: Span },
    /// The same name twice in one object; `first` is where it stands first.
    Duplicate { name: String, first: Span, member: Span },
    /// A required element is absent; `span` is the object it is absent from.
    Missing { element: Element },
    /// Both of a pair that exclude each other; `other` is the second's place.
    Conflict { one: Element, other: Element },
    /// The kind of policy has no such element.
    NotInKind { element: Element, member: Span },
    /// `Effect` is neither `Allow` nor `Deny`.
    Effect { found: String },
    /// No version of the policy language.
    Version { found: String },
    /// No `Version` at all.
    NoVersion,
    /// No condition operator of AWS.
    Operator { found: String },
    /// `Principal` names a kind of principal that AWS does not have.
    PrincipalType { found: String },
}

/// The object that an element stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    Policy,
    Statement,
}

/// An element of the policy language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    Version,
    Id,
    Statement,
    Sid,
    Effect,
    Principal,
    NotPrincipal,
    Action,
    NotAction,
    Resource,
    NotResource,
    Condition,
}

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
    /// Nothing where a value belongs.
    Nothing,
}

impl Element {
    /// Elements that may stand beside `Statement`.
    pub const OF_POLICY: &'static [Self] = &[Self::Version, Self::Id, Self::Statement];
    /// Elements of a statement.
    pub const OF_STATEMENT: &'static [Self] = &[
        Self::Sid,
        Self::Effect,
        Self::Principal,
        Self::NotPrincipal,
        Self::Action,
        Self::NotAction,
        Self::Resource,
        Self::NotResource,
        Self::Condition,
    ];

    /// As AWS writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Version => "Version",
            Self::Id => "Id",
            Self::Statement => "Statement",
            Self::Sid => "Sid",
            Self::Effect => "Effect",
            Self::Principal => "Principal",
            Self::NotPrincipal => "NotPrincipal",
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Condition => "Condition",
        }
    }
}

impl ProblemKind {
    /// Whether AWS refuses to save a policy with it.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !matches!(self, Self::NoVersion)
    }
}
