//! Why Amazon S3 says AccessDenied: reads policies, decides as AWS decides, explains and remedies.
//! Knows no web, no clock, no files: text and facts in, a [`Report`] out.

mod alike;
pub mod authorize;
mod case;
pub mod catalog;
mod change;
#[cfg(feature = "checks")]
mod checks;
mod commands;
mod considered;
pub mod eval;
pub mod explain;
mod facts;
mod fix;
pub mod generate;
pub mod glob;
mod guide;
pub mod intake;
mod known;
mod lang;
mod latin;
mod location;
pub mod markdown;
mod missing;
pub mod parcel;
pub mod path;
pub mod policy;
pub mod profile;
mod refusal;
mod remedy;
mod report;
pub mod rules;
pub mod secrets;
mod spacing;
mod target;
mod template;
mod verdict;
pub mod wire;
mod words;

pub use considered::{SETTINGS, Settings};
pub use facts::{
    AccessPointFacts, BucketFacts, CallFacts, CallerFacts, Encryption, Facts, KeyFacts, KeyGrant,
    KeyManager, ObjectFacts, ObjectLock, ObjectOwnership, OrganizationFacts, PublicAccessBlock,
    RequestPayer, Setting, TrustFacts,
};
pub use lang::{Lang, Localized, Words};
pub use location::bucket_and_prefix;
pub use refusal::{Refusal, RefusalError};
pub use remedy::{Applied, Changed, Remedy, remedy};
pub use report::{
    Assumption, Certainty, Change, Check, DocumentEdit, Draft, Finding, Fix, GateOutcome, Impact,
    Missing, NewFact, Outcome, Place, Report, Severity, StatementRef, Step, Task, Verdict,
};
pub use undenied_json::{
    Edit, LineIndex, Node, Overlap, Position, Span, Token, TokenClass, Writer, apply, cut, has,
    parse, replaced, tokens,
};

use case::Case;
use intake::Provenance;
use policy::Kind;
use profile::Profile;
use secrets::SecretKind;

/// Everything the user gave.
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub documents: Vec<Document>,
    /// Whose access is checked; `None` decides [`Input::request`] alone.
    pub profile: Option<Profile>,
    pub request: Request,
    pub facts: Facts,
    /// What is considered of the facts on settings; `None` considers none of them.
    pub settings: Option<&'static Settings>,
    /// Names of facts that the user gave and this version does not consider; the report says so.
    pub unused_facts: Vec<String>,
    /// What was left out of what the user gave; stands among the report's assumptions.
    pub notes: Vec<Words>,
    /// What a pasted error says is wrong, where that is no policy: the answer leads with it.
    pub not_a_policy: Option<explain::Meaning>,
    /// How AWS refused the request, where that is from a pasted error: what nobody gave is unknown then, and what AWS
    /// said is so.
    pub refused: Option<explain::Decision>,
    /// The kind of policy that the error blames.
    pub refused_by: Option<Kind>,
    /// Ids of the documents that AWS printed as they stand here: these are in force, whether or not AWS would save them
    /// again. Whoever changes a text takes its id out.
    pub in_force: Vec<String>,
    /// What [`Input::mask_secrets`] took out.
    pub masked: Vec<MaskedSecret>,
}

/// A kind of secret that was masked in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedSecret {
    pub kind: SecretKind,
    /// The document's id.
    pub document: String,
}

/// A policy as pasted.
#[derive(Clone, Debug)]
pub struct Document {
    /// The user's or the page's name for it, unique within the input.
    pub id: String,
    pub kind: Kind,
    pub text: String,
    /// For control policies: the root, organizational unit or account it is attached to. For a key
    /// policy: the key's ARN, where there are several keys. For a managed policy: its ARN.
    pub target: Option<String>,
}

/// One call to AWS, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// ARN of the caller (for a profile with a role: the role), a service principal, or `anonymous`.
    pub principal: Option<String>,
    /// ARN of the caller's session.
    pub session: Option<String>,
    /// For example `s3:GetObject`; absent where a profile says which requests are made.
    pub action: Option<String>,
    /// ARN of what the action is for.
    pub resource: Option<String>,
    /// Account that owns the resource, 12 digits.
    pub resource_account: Option<String>,
    /// Condition keys and their values, in the user's order.
    pub context: Vec<(String, ContextValue)>,
    /// Whether a key absent from `context` is absent from the call (`true`) or unknown (`false`).
    pub context_complete: bool,
}

/// What a condition key holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    Single(String),
    /// A key that AWS documents as multivalued.
    List(Vec<String>),
}

impl ContextValue {
    /// Its value or values.
    #[must_use]
    pub const fn texts(&self) -> &[String] {
        match self {
            Self::Single(value) => std::slice::from_ref(value),
            Self::List(values) => values.as_slice(),
        }
    }
}

impl Input {
    /// Takes over the call that an error message is about, as far as the request leaves it open.
    pub fn take_refused(&mut self, refused: intake::Refused) {
        let request = &mut self.request;
        let is_vendors = self.profile.as_ref().is_some_and(|profile| profile.trust.is_some());
        if is_vendors && refused.assumes_role() {
            // The profile plans that call, with what the vendor sends; the role is the case's caller.
            request.principal = request.principal.take().or(refused.resource);
            return;
        }
        if request.action.is_none() && refused.action.is_some() {
            self.refused = Some(refused.decision);
            self.refused_by = refused.by;
        }
        (request.principal, request.resource) =
            refused.caller_and_resource(request.principal.take(), request.resource.take());
        request.session = request.session.take().or(refused.session);
        request.action = request.action.take().or(refused.action);
        let told = &mut self.facts.bucket;
        if told.name.is_none() || told.name == refused.bucket {
            told.name = told.name.take().or(refused.bucket);
            told.prefix = told.prefix.take().or(refused.prefix);
        }
    }

    fn provenance(&self, document: &Document) -> Provenance {
        let is_printed = self.in_force.contains(&document.id);
        if is_printed { Provenance::Printed } else { Provenance::Unknown }
    }

    /// Masks every secret in the documents and remembers what was masked. Hosts call it before
    /// anything of the input is shown, kept or analysed; positions stay as they are.
    pub fn mask_secrets(&mut self) {
        for document in &mut self.documents {
            let masked = secrets::mask(&document.text);
            let kinds = masked.kinds().into_iter();
            self.masked
                .extend(kinds.map(|kind| MaskedSecret { kind, document: document.id.clone() }));
            document.text = masked.text;
        }
    }

    /// The profile to check: the user's, or reading from S3 where just a bucket is named.
    #[must_use]
    pub fn effective_profile(&self) -> Option<&Profile> {
        let names_bucket_only = self.facts.bucket.name.is_some() && self.request.action.is_none();
        let generic = || profile::find(profile::GENERIC_READ).filter(|_| names_bucket_only);
        self.profile.as_ref().or_else(generic)
    }
}

/// Reads, decides and explains. Never fails: what is wrong with the input is part of the report.
#[must_use]
pub fn analyze(input: &Input) -> Report {
    let case = Case::lay_out(input);
    let (findings, refusals) = rules::run(&case);
    let assumptions = verdict::assumptions(&case);
    let verdict = verdict::sum_up(&case, &findings, &assumptions);
    let guide = guide::write(&case, &verdict, &findings);
    let checks = verdict::checks(&case);
    let mut report = Report { checks, assumptions, verdict, findings, refusals, guide };
    spacing::space_out(&mut report);
    report
}
