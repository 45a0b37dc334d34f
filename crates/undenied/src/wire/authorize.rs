//! `undenied authorize`: one request a line in, one decision a line out. Not: deciding.

mod trace;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use undenied_json::{LineIndex, Member};

use trace::CallOut;

use super::{
    facts,
    input::{context, kind_from_name},
    kind_name, outcome_name,
};
use crate::{
    Facts, Request,
    authorize::{Authorization, Barrier, Because, authorize},
    eval::{Match, Relation},
    policy::{self, Effect, Kind, Policy},
    verdict::premise_words,
};

/// One line of input.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Question {
    /// Answered as it was given.
    id: Value,
    request: Option<QuestionRequest>,
    policies: Vec<QuestionPolicy>,
    facts: Map<String, Value>,
    /// Whether the answer tells what every statement said.
    trace: bool,
}

/// As in a case; here a member that stands twice is an error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct QuestionRequest {
    principal: Option<String>,
    session: Option<String>,
    action: Option<String>,
    resource: Option<String>,
    resource_account: Option<String>,
    context: Map<String, Value>,
    context_complete: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct QuestionPolicy {
    kind: Option<String>,
    document: Option<Value>,
    target: Option<String>,
}

/// A policy that was read, and how it is attached.
struct Attached {
    policy: Policy,
    kind: Kind,
    target: Option<String>,
    /// Where spans are in UTF-16.
    lines: LineIndex,
}

/// One line of output.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthorizationOut {
    /// As it was given; `null` where none was.
    id: Value,
    #[serde(flatten)]
    answer: AnswerOut,
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum AnswerOut {
    Decided(DecidedOut),
    Refused { error: String },
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DecidedOut {
    decision: &'static str,
    blocked_by: Vec<&'static str>,
    decisive: Vec<DecisiveOut>,
    missing: Vec<String>,
    /// What it rests on that AWS's documentation leaves open, in English.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assumptions: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trace: Vec<CallOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DecisiveOut {
    policy: usize,
    statement: usize,
    sid: Option<String>,
    effect: Option<&'static str>,
    matched: &'static str,
    because: Option<&'static str>,
    /// Of the condition that `because` is about.
    condition_key: Option<String>,
}

/// Answers one line of input. A line that makes no sense is answered with an error.
#[must_use]
pub fn authorize_line(line: &str) -> AuthorizationOut {
    // Windows puts a byte order mark before a file's first line.
    let line = line.trim_start_matches('\u{feff}').trim();
    // Read as a question first: a member that stands twice is an error there.
    let error = match serde_json::from_str::<Question>(line) {
        Ok(mut question) if line.starts_with('{') => {
            let id = std::mem::take(&mut question.id);
            return match answer(question) {
                Ok(decided) => AuthorizationOut { id, answer: AnswerOut::Decided(decided) },
                Err(error) => refused(id, error),
            };
        }
        Ok(_) => None,
        Err(error) => Some(error),
    };
    let value: Value = match serde_json::from_str(line) {
        Ok(value) => value,
        Err(error) => return refused(Value::Null, format!("this line is no JSON: {error}")),
    };
    let id = value.get("id").cloned().unwrap_or_default();
    let error = error.filter(|_| value.is_object()).map(|error| error.to_string());
    let no_object = || "a line is an object with `request` and `policies`".to_owned();
    refused(id, error.unwrap_or_else(no_object))
}

/// The answer to a line that is not read at all.
#[must_use]
pub fn refused_line(error: &str) -> AuthorizationOut {
    refused(Value::Null, error.to_owned())
}

fn refused(id: Value, error: String) -> AuthorizationOut {
    AuthorizationOut { id, answer: AnswerOut::Refused { error } }
}

fn answer(question: Question) -> Result<DecidedOut, String> {
    let request = question.request.ok_or("`request` is missing")?.read()?;
    if request.action.is_none() {
        return Err("`request.action` is missing".to_owned());
    }
    let (facts, unknown) = known(question.facts)?;
    let mut attached = Vec::with_capacity(question.policies.len());
    for (index, policy) in question.policies.into_iter().enumerate() {
        attached.push(policy.read().map_err(|error| format!("`policies[{index}]`: {error}"))?);
    }
    Ok(decided(&request, &facts, &attached, &unknown, question.trace))
}

/// The facts, and the kinds of policies that nobody knows.
fn known(mut facts: Map<String, Value>) -> Result<(Facts, Vec<Kind>), String> {
    let is_unknown = |facts: &Map<String, Value>, kind: Kind| {
        facts.get(kind_name(kind)).and_then(Value::as_str) == Some("unknown")
    };
    let unknown: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| is_unknown(&facts, *kind)).collect();
    for kind in &unknown {
        facts.remove(kind_name(*kind));
    }
    Ok((facts::read(&members(facts))?, unknown))
}

/// The same as our own parser has them.
fn members(members: Map<String, Value>) -> Vec<Member> {
    let root = undenied_json::parse(&Value::Object(members).to_string()).root;
    match root.map(|root| root.value) {
        Some(undenied_json::Value::Object(members)) => members,
        _ => Vec::new(),
    }
}

impl QuestionRequest {
    fn read(self) -> Result<Request, String> {
        Ok(Request {
            principal: self.principal,
            session: self.session,
            action: self.action,
            resource: self.resource,
            resource_account: self.resource_account,
            context: context(&members(self.context))?,
            context_complete: self.context_complete,
        })
    }
}

impl Attached {
    fn relation(&self) -> Relation<'_> {
        let Self { policy, kind, target, .. } = self;
        Relation { policy, kind: *kind, target: target.as_deref() }
    }
}

impl QuestionPolicy {
    fn read(self) -> Result<Attached, String> {
        let name = self.kind.ok_or("`kind` is missing")?;
        let kind = kind_from_name(&name).ok_or_else(|| format!("there is no kind `{name}`"))?;
        let text = match self.document.ok_or("`document` is missing")? {
            Value::String(text) => text,
            value => value.to_string(),
        };
        let root = undenied_json::parse(&text).root.ok_or("`document` holds no JSON")?;
        let (policy, _) = policy::read(&root, kind);
        let lines = LineIndex::new(&text);
        Ok(Attached { policy, kind, target: self.target, lines })
    }
}

fn decided(
    request: &Request,
    facts: &Facts,
    attached: &[Attached],
    unknown: &[Kind],
    wants_trace: bool,
) -> DecidedOut {
    let relations: Vec<Relation<'_>> = attached.iter().map(Attached::relation).collect();
    let authorization = authorize(request, facts, &relations, unknown);
    DecidedOut {
        decision: outcome_name(authorization.outcome),
        blocked_by: authorization.blocked_by.iter().map(|barrier| barrier_name(*barrier)).collect(),
        decisive: decisive(&authorization, attached),
        missing: missing(&authorization),
        assumptions: authorization.premises.iter().map(|it| premise_words(*it).en).collect(),
        trace: if wants_trace { trace::trace(&authorization, attached) } else { Vec::new() },
    }
}

fn decisive(authorization: &Authorization, attached: &[Attached]) -> Vec<DecisiveOut> {
    let written = authorization.decisive.iter().map(|decisive| {
        let policy = attached.get(decisive.policy).map(|attached| &attached.policy);
        let statement = policy.and_then(|policy| policy.statements.get(decisive.statement));
        let condition = match decisive.because {
            Some(Because::Condition(index)) => {
                statement.and_then(|statement| statement.conditions.get(index))
            }
            _ => None,
        };
        DecisiveOut {
            policy: decisive.policy,
            statement: decisive.statement,
            sid: statement.and_then(|statement| Some(statement.sid.as_ref()?.value.clone())),
            effect: decisive.effect.map(effect_name),
            matched: match_name(decisive.matched),
            because: decisive.because.as_ref().map(because_name),
            condition_key: condition.map(|condition| condition.key.value.clone()),
        }
    });
    written.collect()
}

fn missing(authorization: &Authorization) -> Vec<String> {
    let kinds = authorization.open.kinds.iter().map(|kind| kind_name(*kind).to_owned());
    kinds.chain(authorization.open.keys.iter().cloned()).collect()
}

const fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    }
}

const fn match_name(matched: Match) -> &'static str {
    match matched {
        Match::No => "no",
        Match::Unknown => "unknown",
        Match::Yes => "yes",
    }
}

const fn because_name(because: &Because) -> &'static str {
    match because {
        Because::Principal => "principal",
        Because::Action => "action",
        Because::Resource => "resource",
        Because::Condition(_) => "condition",
        Because::Unreadable => "unreadable",
    }
}

/// The format's name of what stands in the way.
#[must_use]
pub const fn barrier_name(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::Policy(kind) => kind_name(kind),
        Barrier::PublicAccessBlock => "publicAccessBlock",
        Barrier::ObjectOwnership => "objectOwnership",
        Barrier::RequestPayer => "requestPayer",
        Barrier::ExpectedBucketOwner => "expectedBucketOwner",
        Barrier::KmsKey => "kmsKey",
        Barrier::ObjectLock => "objectLock",
        Barrier::MfaDelete => "mfaDelete",
        Barrier::AccessPointNetwork => "accessPointNetwork",
        Barrier::ObjectMissing => "objectMissing",
    }
}
