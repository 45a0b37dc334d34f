//! What a pasted error says: who was refused what, by which kind of policy, or that no policy is
//! to blame at all. Not: whether the policies agree; that is [`crate::analyze`].

mod client;
mod cloudtrail;
mod codes;
mod details;
mod excerpt;
mod japanese;
mod meaning;
mod message;
mod normalize;
mod operation;
mod page;
mod places;
mod read;
mod saving;
mod sites;
mod suspects;
mod vendors;

#[cfg(test)]
mod tests;

use undenied_json::Span;

use crate::{
    lang::{Localized, Words},
    policy::Kind,
    secrets::{self, Masked},
};

pub use client::Client;

/// What the text says. What it does not say is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    pub category: Category,
    /// As printed: `AccessDenied`, `403`, `NoSuchBucketPolicy`.
    pub code: Option<String>,
    pub http_status: Option<u16>,
    /// API operation, for example `GetObject`.
    pub operation: Option<String>,
    /// ARN of the caller, an AWS service, or `anonymous`.
    pub principal: Option<String>,
    /// For example `s3:GetObject`: named in the text, or the one that the operation needs.
    pub action: Option<String>,
    /// Every action that the operation needs; may be empty.
    pub needs: Vec<String>,
    /// ARN.
    pub resource: Option<String>,
    pub decision: Decision,
    /// The kind of policy that AWS names.
    pub policy_type: Option<Kind>,
    pub policy_arn: Option<String>,
    /// Whether no change to a policy can help.
    pub not_a_policy_problem: bool,
    /// Where to look, most likely first.
    pub suspects: Vec<Suspect>,
    pub client: Option<Client>,
    pub details: Details,
    /// What the text says about settings that are not set.
    pub facts: Vec<UnsetFact>,
    pub meaning: Meaning,
    /// Where in the text it stands.
    pub places: Places,
    /// How many different errors the text holds beside this one; at least so many, where the text
    /// is longer than 64 KiB or holds hundreds.
    pub others: usize,
    /// The text that was read, without its secrets.
    pub masked: Masked,
    /// What AWS's sentence gives as the reason.
    reason: message::Reason,
    /// The known code that tells most, for choosing words.
    tells: Option<&'static str>,
    save_error: Option<saving::SaveError>,
}

/// What kind of message it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Access was refused.
    Denied,
    /// Something else than a policy is wrong.
    NotAPolicy,
    /// A setting was asked for that is not set.
    NotSet,
    /// A policy could not be saved.
    PolicySave,
    /// An error that says nothing about access.
    Other,
    /// Nothing in the text looks like an error.
    #[default]
    NoError,
}

/// Whether a statement denies or none allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decision {
    ExplicitDeny,
    ImplicitDeny,
    #[default]
    Unknown,
}

/// Something that may refuse the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suspect {
    Policy(Kind),
    ObjectOwnership,
    KmsKey,
    RequestPayer,
    PublicAccessBlock,
    /// An object that does not exist looks forbidden to those who may not list the bucket.
    ObjectMissing,
    ObjectLock,
    Encryption,
}

/// A setting that the text says is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnsetFact {
    BucketPolicy,
    AccessPointPolicy,
    ObjectOwnership,
    PublicAccessBlock,
    Encryption,
    ObjectLock,
}

/// What else the text tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// AWS's own sentence, on one line.
    pub message: Option<String>,
    /// For example `s3`, as in action names.
    pub service: Option<String>,
    /// Account of the caller, 12 digits.
    pub principal_account: Option<String>,
    /// Account that owns the resource, 12 digits.
    pub resource_account: Option<String>,
    /// ARN of the role behind a session.
    pub role: Option<String>,
    pub bucket: Option<String>,
    pub key: Option<String>,
    pub region: Option<String>,
    pub request_id: Option<String>,
    pub host_id: Option<String>,
    /// For `GetRequestAuthorizationDetails`.
    pub authorization_id: Option<String>,
    /// For `aws sts decode-authorization-message`.
    pub encoded_message: Option<String>,
    pub vpc_endpoint_id: Option<String>,
    pub source_ip: Option<String>,
    pub user_agent: Option<String>,
    /// As printed.
    pub time: Option<String>,
    /// Whether the command beside it agrees to pay for the request.
    pub request_payer: Option<bool>,
    /// The canned ACL that the command beside it uploads with; `Some(None)`: it names none.
    pub acl: Option<Option<String>>,
}

/// Where in the text each thing stands, as byte spans. What only follows from the rest stands
/// nowhere. An escape or entity is covered whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The error with all that belongs to it.
    pub whole: Option<Span>,
    /// AWS's own sentence.
    pub message: Option<Span>,
    pub code: Option<Span>,
    pub operation: Option<Span>,
    pub principal: Option<Span>,
    pub action: Option<Span>,
    pub resource: Option<Span>,
    pub policy_arn: Option<Span>,
}

impl Places {
    /// Every place moved, for a text that is part of another.
    #[must_use]
    pub fn moved(self, place: impl Fn(Span) -> Span) -> Self {
        Self {
            whole: self.whole.map(&place),
            message: self.message.map(&place),
            code: self.code.map(&place),
            operation: self.operation.map(&place),
            principal: self.principal.map(&place),
            action: self.action.map(&place),
            resource: self.resource.map(&place),
            policy_arn: self.policy_arn.map(&place),
        }
    }
}

/// The different errors of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanations {
    /// In the order of the text; a code by itself only repeats what is told more fully.
    pub errors: Vec<Explanation>,
    /// How many there are beyond those.
    pub left_out: usize,
}

/// What it means and what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// In one sentence.
    pub headline: Words,
    /// Most useful first.
    pub steps: Vec<MeaningStep>,
    pub links: Localized<&'static [&'static str]>,
}

/// One thing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeaningStep {
    pub text: Words,
    /// Shell command, the same in both languages.
    pub command: Option<String>,
}

/// Reads any text. Secrets are masked first and are in no part of the answer.
#[must_use]
pub fn explain(text: &str) -> Explanation {
    let masked = secrets::mask(text);
    let explanation = read::read(&masked.text);
    judged(Explanation { masked, ..explanation })
}

/// The different errors in `text`, whose secrets are masked already; at most 20 of them.
#[must_use]
pub fn explain_all(text: &str) -> Explanations {
    let (errors, left_out) = read::read_all(text, 20);
    Explanations { errors: errors.into_iter().map(judged).collect(), left_out }
}

fn judged(mut explanation: Explanation) -> Explanation {
    suspects::list(&mut explanation);
    explanation.meaning = meaning::write(&explanation);
    explanation
}
