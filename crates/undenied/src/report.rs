//! What [`crate::analyze`] answers: plain data for any host to show. Not: how it was found.

use undenied_json::{Edit, Span};

use crate::{
    authorize::Barrier,
    lang::{Localized, Words},
    policy::Kind,
    profile::Level,
    refusal::Refusal,
    rules::Rule,
};

/// The whole answer. Every index `document` points into [`crate::Input::documents`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub verdict: Verdict,
    /// One for each request that was decided, in the order in which the caller makes them.
    pub checks: Vec<Check>,
    /// What causes the denial first, then by severity, then by place.
    pub findings: Vec<Finding>,
    /// Documents that AWS would not save, in their order.
    pub refusals: Vec<Refusal>,
    pub guide: Vec<Task>,
    /// What was taken as given because nobody said otherwise.
    pub assumptions: Vec<Assumption>,
}

/// Something taken as given because nobody said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumption {
    pub words: Words,
    /// What would replace it: facts (`bucket.account`) and kinds of documents (`bucket`), most telling
    /// first; may be empty.
    pub facts: Vec<String>,
}

/// All checks summed up in one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    pub certainty: Certainty,
    /// The answer in one sentence.
    pub headline: Words,
    /// The reason in one or two sentences; may be empty.
    pub detail: Words,
    /// What would settle an undetermined outcome, most useful first.
    pub missing: Vec<Missing>,
}

/// How sure the answer is, as far as the documents are what AWS has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// Nothing that was taken as given has a part in it.
    Certain,
    /// It holds with what was taken as given.
    Likely,
    /// It depends on facts that nobody gave.
    Unknown,
}

impl Certainty {
    /// Every one, in order.
    pub const ALL: [Self; 3] = [Self::Certain, Self::Likely, Self::Unknown];
}

/// What AWS would answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Allowed,
    /// A Deny statement applies.
    ExplicitDeny,
    /// No Allow statement applies where one is needed.
    ImplicitDeny,
    /// It depends on facts that nobody gave.
    Undetermined,
}

/// One request decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// AWS action, for example `s3:GetObject`.
    pub action: String,
    /// ARN; `*` in it stands for any text.
    pub resource: String,
    pub outcome: Outcome,
    /// How much it is needed: only what is required has a say in the verdict.
    pub level: Level,
    /// Each policy type and setting that had a say, in the order in which the request meets them.
    pub gates: Vec<GateOutcome>,
    /// The gates that block, most decisive first.
    pub blocked_by: Vec<Barrier>,
    pub missing: Vec<Missing>,
}

/// What one policy type or setting says to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateOutcome {
    pub gate: Barrier,
    /// Its name inside a sentence.
    pub name: Words,
    pub outcome: Outcome,
    /// The document that decided, where one did.
    pub document: Option<usize>,
    /// The statement that decided, where one did.
    pub place: Option<Place>,
}

/// A fact that nobody gave and that could change the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Condition key (`aws:SourceIp`), fact (`trust.accountId`) or document (`identity`).
    pub key: String,
    /// What it is and how to get it.
    pub ask: Words,
    /// The command that prints it, where there is one.
    pub command: Option<String>,
}

/// A place in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub document: usize,
    /// Byte span in the document's text.
    pub span: Span,
    pub statement: Option<StatementRef>,
}

/// Which statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRef {
    /// 0-based.
    pub index: usize,
    pub sid: Option<String>,
}

/// How much a finding matters, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Security,
    Warning,
    Suggestion,
}

/// Something about the documents that the user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static Rule,
    /// IAM Access Analyzer's code, where it says the same; the rule's own, or a finer one.
    pub code: Option<&'static str>,
    pub severity: Severity,
    /// Whether the verdict would differ without it.
    pub causes_denial: bool,
    pub place: Place,
    /// What is wrong, in one sentence.
    pub message: Words,
    /// Why it matters, in one or two sentences.
    pub why: Words,
    /// Other places that belong to it.
    pub related: Vec<(Place, Words)>,
    pub fixes: Vec<Fix>,
}

/// What a fix does to access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Impact {
    /// Allows and denies the same requests as before, or makes readable what was not.
    Tidies,
    /// Allows fewer requests.
    Narrows,
    /// Allows more requests; ask before applying.
    Widens,
}

/// A change to the documents that removes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: Words,
    pub impact: Impact,
    pub edits: Vec<DocumentEdit>,
}

/// An edit and the document it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEdit {
    pub document: usize,
    pub edit: Edit,
}

/// One thing to put right, with its steps in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub title: Words,
    /// Index into [`Report::findings`] where the task answers one.
    pub finding: Option<usize>,
    pub steps: Vec<Step>,
}

/// One step: what to do, where to click, what to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    pub text: Words,
    /// Index into [`Report::findings`] where the step answers one.
    pub finding: Option<usize>,
    /// Labels to follow in the AWS Management Console, outermost first; may be empty.
    pub console: Localized<Vec<String>>,
    /// Shell commands, in order; may be empty. The same in both languages.
    pub commands: Vec<String>,
    /// Who or what else the step affects; may be empty.
    pub warning: Words,
    /// A policy to create or to take statements from.
    pub document: Option<Draft>,
    /// What is known once the step is done, where that is no policy.
    pub change: Option<Change>,
}

/// A change of a setting, of an object or of the call, beside the policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub impact: Impact,
    /// At least one.
    pub facts: Vec<NewFact>,
}

/// A fact as it is after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFact {
    /// As in a case's `facts` (`bucket.requestPayer`), `request.principal`, or a condition key of the call.
    pub key: String,
    /// As AWS's API writes it; `null` where a condition key is gone.
    pub value: String,
    /// Which KMS key it is about, where it is about one.
    pub subject: Option<String>,
}

/// A policy that would do, placeholders in the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: Kind,
    pub text: Words,
}
