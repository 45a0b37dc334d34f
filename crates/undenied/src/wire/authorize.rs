//! `undenied authorize` and the npm package's `authorize`: one request in, one decision out. Not: deciding.

mod decided;
mod trace;

use serde::de::IgnoredAny;
use undenied_json::{LineIndex, Member, Node, Value, Writer, parse_of_any_size};

use super::{
    facts,
    input::{kind_from_name, request},
    kind_name,
    part::{Part, UNKNOWN, member, text, write},
};
use crate::{
    Facts, Request,
    authorize::Barrier,
    eval::Relation,
    policy::{self, Kind, Policy},
};

/// What is asked.
struct Question {
    request: Request,
    facts: Facts,
    /// Kinds of policies that nobody knows.
    unknown: Vec<Kind>,
    attached: Vec<Attached>,
    /// Whether the answer tells what every statement said.
    wants_trace: bool,
}

/// A policy that was read, and how it is attached.
struct Attached {
    policy: Policy,
    kind: Kind,
    target: Option<String>,
    /// Where spans are in UTF-16.
    lines: LineIndex,
}

/// Answers one line of input. A line that makes no sense is answered with an error.
#[must_use]
pub fn authorize_line(line: &str) -> String {
    // Windows puts a byte order mark before a file's first line.
    let line = line.trim_start_matches('\u{feff}').trim();
    let parse = parse_of_any_size(line);
    let Some(root) = parse.root.filter(|_| parse.errors.is_empty()) else {
        let error = serde_json::from_str::<IgnoredAny>(line).err();
        let why = error.map(|error| format!(": {error}")).unwrap_or_default();
        return refused_line(&format!("this line is no JSON{why}"));
    };
    let mut out = Writer::default();
    match twice(&root) {
        Some(name) => refused(&root, &format!("duplicate field `{name}`"), &mut out),
        None => answered(&root, &mut out),
    }
    out.finish()
}

/// The answer to a line that is not read at all.
#[must_use]
pub fn refused_line(error: &str) -> String {
    let mut out = Writer::default();
    out.open('{').name("id").word("null").name("error").text(error).close('}');
    out.finish()
}

/// What the npm package's `authorize` gives: the decision, or for a list of requests one answer for each, of which
/// some may be errors.
///
/// # Errors
/// A sentence in English on why the only request makes no sense.
pub fn authorization(json: &str) -> Result<String, String> {
    let mut out = Writer::default();
    match parse_of_any_size(json).root {
        Some(root) => match &root.value {
            Value::Array(questions) => {
                out.open('[');
                for question in questions {
                    answered(question, &mut out);
                }
                out.close(']');
            }
            _ => decided::write(&root, &Question::read(&root)?, &mut out),
        },
        None => return Err(NO_QUESTION.to_owned()),
    }
    Ok(out.finish())
}

const NO_QUESTION: &str = "what to decide is an object with `request` and `policies`";

fn answered(question: &Node, out: &mut Writer) {
    match Question::read(question) {
        Ok(read) => decided::write(question, &read, out),
        Err(error) => refused(question, &error, out),
    }
}

fn refused(question: &Node, error: &str, out: &mut Writer) {
    id(question, out.open('{'));
    out.name("error").text(error).close('}');
}

/// As it was given; `null` where none was.
fn id(question: &Node, out: &mut Writer) {
    out.name("id");
    match member(question.members().unwrap_or_default(), "id") {
        Some(id) => write(id, out),
        None => {
            out.word("null");
        }
    }
}

/// A member of the question or of its request that stands there twice.
fn twice(question: &Node) -> Option<&str> {
    let own = question.members()?;
    let request = member(own, "request").and_then(Node::members).unwrap_or_default();
    [own, request].into_iter().find_map(|members| {
        let names = || members.iter().map(|member| member.name.value.as_str());
        let is_earlier = |(index, name): &(usize, &str)| names().take(*index).any(|it| it == *name);
        names().enumerate().find(is_earlier).map(|(_, name)| name)
    })
}

impl Question {
    fn read(question: &Node) -> Result<Self, String> {
        let root = Part::root(question.members().ok_or(NO_QUESTION)?);
        let asked = root.part("request")?;
        if asked.members.is_none() {
            return Err("`request` is missing".to_owned());
        }
        let request = request(&asked)?;
        if request.action.is_none() {
            return Err("`request.action` is missing".to_owned());
        }
        let (facts, unknown) = known(root.part("facts")?.members.unwrap_or_default())?;
        let mut attached = Vec::new();
        for policy in root.list("policies")? {
            let read = Attached::read(&policy);
            attached.push(read.map_err(|error| format!("`{}`: {error}", policy.path))?);
        }
        let wants_trace = root.flag("trace")?.unwrap_or_default();
        Ok(Self { request, facts, unknown, attached, wants_trace })
    }
}

/// The facts, and the kinds of policies that nobody knows.
fn known(facts: &[Member]) -> Result<(Facts, Vec<Kind>), String> {
    let is_unknown = |kind: &Kind| member(facts, kind_name(*kind)).and_then(text) == Some(UNKNOWN);
    let unknown: Vec<Kind> = Kind::ALL.into_iter().filter(is_unknown).collect();
    Ok((facts::read(facts)?, unknown))
}

impl Attached {
    fn read(part: &Part<'_>) -> Result<Self, String> {
        let name = part.text("kind")?.ok_or("`kind` is missing")?;
        let kind = kind_from_name(&name).ok_or_else(|| format!("there is no kind `{name}`"))?;
        let document = part.value("document").ok_or("`document` is missing")?;
        let text = match text(document) {
            Some(text) => text.to_owned(),
            None => {
                let mut out = Writer::default();
                write(document, &mut out);
                out.finish()
            }
        };
        let root = undenied_json::parse(&text).root.ok_or("`document` holds no JSON")?;
        let (policy, _) = policy::read(&root, kind);
        let lines = LineIndex::new(&text);
        Ok(Self { policy, kind, target: part.text("target")?, lines })
    }

    fn relation(&self) -> Relation<'_> {
        let Self { policy, kind, target, .. } = self;
        Relation { policy, kind: *kind, target: target.as_deref() }
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
