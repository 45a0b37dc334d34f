//! From anything pasted to policy documents, facts, the caller and the call, each with its place in
//! the paste. Not: what to say about the documents.
//! Shapes: <https://docs.aws.amazon.com/cli/latest/reference/>.

mod code;
mod encoded;
mod facts;
mod hcl;
mod infrastructure;
mod kinds;
mod mentions;
mod none;
mod origin;
mod prose;
mod python;
mod reader;
mod remarks;
mod rest;
mod rewrite;
mod segments;
mod told;
mod tree;
mod walk;
mod weave;
mod yaml;

use undenied_json::{Node, Span};

use crate::{
    explain::{Category, Decision, Explanation},
    lang::Words,
    policy::{self, Arn, Kind, Shape},
};

pub use origin::{Origin, Transcript};

/// What one pasted text or file holds.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// In the order of the text.
    pub documents: Vec<Found>,
    /// What the text says about buckets, objects and keys, in its order.
    pub facts: Vec<FoundFact>,
    /// ARN of the role or user that the text is about, where it is about one.
    pub principal: Option<String>,
    /// Error messages in the text, in its order.
    pub errors: Vec<FoundError>,
    /// The call that the error messages are about.
    pub refused: Option<Refused>,
    /// What was left out, and what to run instead.
    pub notes: Vec<Note>,
}

/// A policy document in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    /// What tells its kind, in half a sentence.
    pub why: Words,
    /// The kinds that it could also be, most likely first.
    pub others: Vec<Kind>,
    /// What the paste calls it: a policy's, role's or bucket's name, a template's logical ID.
    pub name: Option<String>,
    /// Where it stood, for example `Role.AssumeRolePolicyDocument`; empty for the text itself.
    pub path: String,
    /// The document alone, decoded; JSON whatever it was written in.
    pub text: String,
    /// Where each part of `text` stands in the paste.
    pub origin: Origin,
    /// For control policies: the root, organizational unit or account it is attached to. For a managed policy: its ARN.
    pub target: Option<String>,
    pub provenance: Provenance,
}

/// Who wrote a document as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provenance {
    /// AWS printed it, so that it is in force, even if it would not be saved any more.
    Printed,
    /// It may be a draft as well.
    #[default]
    Unknown,
}

/// A setting or state that the text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFact {
    /// As in the format's `facts`: `bucket.objectOwnership`, `keys.state`.
    pub key: String,
    /// As AWS's API writes it; `null` where the text says that nothing is set.
    pub value: String,
    /// Which bucket, object, key or grant, where the text says so.
    pub subject: Option<String>,
    /// The fact in a sentence.
    pub words: Words,
    /// Where it stood.
    pub path: String,
    pub span: Span,
}

/// An error message in the text.
#[derive(Clone, Debug)]
pub struct FoundError {
    pub explanation: Explanation,
    pub span: Span,
}

/// Something to know about the paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub words: Words,
    /// What to run instead.
    pub command: Option<String>,
    /// Which part of the paste it is about.
    pub span: Span,
}

/// Who was refused what, as an error message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    pub principal: Option<String>,
    pub action: Option<String>,
    pub resource: Option<String>,
    /// Where the data is, in a message that names no action.
    pub bucket: Option<String>,
    pub prefix: Option<String>,
    /// ARN of the caller's session, where the message names its role as well.
    pub session: Option<String>,
    /// The kind of policy that refused.
    pub by: Option<Kind>,
    /// Whether it denies or does not allow.
    pub decision: Decision,
}

impl Refused {
    /// The call, where `named`, whom the sentences around it name, is who was refused, or the role that was.
    fn about(mut self, named: &str) -> Self {
        let is_role = Arn::parse(named).is_some_and(|arn| arn.is_role());
        if !self.assumes_role() {
            self.principal = self.principal.or_else(|| Some(named.to_owned()));
        } else if is_role && self.principal.is_none() {
            self.resource = self.resource.or_else(|| Some(named.to_owned()));
        }
        self
    }

    /// Whether somebody wanted a role.
    #[must_use]
    pub fn assumes_role(&self) -> bool {
        self.action.as_deref().is_some_and(|action| action.starts_with("sts:AssumeRole"))
    }

    /// Who called, and for what; `named` is the role or user that the rest of the paste is about, `resource` what is
    /// known already. A role that is wanted is not the one that wants it.
    #[must_use]
    pub fn caller_and_resource(
        &self,
        named: Option<String>,
        resource: Option<String>,
    ) -> (Option<String>, Option<String>) {
        let resource = resource.or_else(|| self.resource.clone());
        if !self.assumes_role() {
            return (named.or_else(|| self.principal.clone()), resource);
        }
        let is_role = named.as_deref().and_then(Arn::parse).is_some_and(|arn| arn.is_role());
        let (wanted, other) = if is_role { (named, None) } else { (None, named) };
        (self.principal.clone().or(other), resource.or(wanted))
    }
}

/// Reads `text`, whose secrets are masked already. A text with nothing known in it is one document
/// of the kind it resembles.
///
/// ```
/// use undenied::{intake, policy::Kind};
///
/// let printed = r#"{"Policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::acme/*\"}]}"}"#;
/// let found = &intake::read(printed).documents[0];
/// assert_eq!((found.kind, found.path.as_str()), (Kind::Bucket, "Policy"));
/// ```
#[must_use]
pub fn read(text: &str) -> Intake {
    reader::read(text)
}

/// The error that the others only accompany: that a setting is not set is told by whoever looked for the cause of
/// another.
#[must_use]
pub fn leading(errors: &[FoundError]) -> Option<&FoundError> {
    let tells = |error: &&FoundError| error.explanation.category != Category::NotSet;
    errors.iter().find(tells).or_else(|| errors.first())
}

/// Whether `node` is a policy, or a statement without the policy around it.
fn is_policy(node: &Node) -> bool {
    matches!(policy::shape(node), Some(Shape::Policy | Shape::Statement))
}

#[cfg(test)]
mod tests;
