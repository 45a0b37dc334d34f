//! An [`Intake`] as JSON, in both languages at once: the page shows either without reading again.
//! Bounded, however much was pasted. Not: reading the paste.

use serde::Serialize;
use undenied_json::{LineIndex, Span};

use super::{decision_name, kind_name, secret_name};
use crate::{
    intake::{Found, FoundError, FoundFact, Intake, Note, Provenance, Refused},
    lang::{Localized, Words},
    policy::Kind,
    secrets::Masked,
    words,
};

/// More than anybody reads; what goes beyond is counted.
const MOST_DOCUMENTS: usize = 50;
const MOST_OTHERS: usize = 100;
const MOST_ERRORS: usize = 10;

/// Longest text of a document that is handed on, in bytes; AWS takes no policy a tenth as long.
pub const LONGEST_DOCUMENT: usize = 256 * 1024;

/// What the page's reader answers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IntakeOut<'a> {
    schema: u32,
    /// Kinds of secrets that the paste held.
    masked: Vec<&'static str>,
    documents: Vec<DocumentOut<'a>>,
    facts: Vec<FactOut<'a>>,
    principal: Option<&'a str>,
    errors: Vec<ErrorOut<'a>>,
    refused: Option<RefusedOut<'a>>,
    notes: Vec<NoteOut<'a>>,
    /// How many documents, facts, errors and notes there are beyond those above.
    left_out: usize,
}

#[derive(Clone, Debug, Serialize)]
struct Both<T> {
    en: T,
    ja: T,
}

#[derive(Clone, Debug, Serialize)]
struct DocumentOut<'a> {
    kind: &'static str,
    title: Both<&'static str>,
    why: Both<&'a str>,
    name: Option<&'a str>,
    path: &'a str,
    line: usize,
    /// `null` past [`LONGEST_DOCUMENT`].
    text: Option<&'a str>,
    /// In bytes.
    length: usize,
    target: Option<&'a str>,
    /// Whether AWS printed it.
    in_force: bool,
}

#[derive(Clone, Debug, Serialize)]
struct FactOut<'a> {
    key: &'a str,
    value: &'a str,
    subject: Option<&'a str>,
    words: Both<&'a str>,
    path: &'a str,
    line: usize,
}

#[derive(Clone, Debug, Serialize)]
struct ErrorOut<'a> {
    headline: Both<&'a str>,
    steps: Vec<StepOut<'a>>,
    links: Both<&'static [&'static str]>,
    line: usize,
}

#[derive(Clone, Debug, Serialize)]
struct StepOut<'a> {
    text: Both<&'a str>,
    command: Option<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
struct RefusedOut<'a> {
    principal: Option<&'a str>,
    action: Option<&'a str>,
    resource: Option<&'a str>,
    bucket: Option<&'a str>,
    prefix: Option<&'a str>,
    session: Option<&'a str>,
    by: Option<&'static str>,
    decision: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct NoteOut<'a> {
    words: Both<&'a str>,
    command: Option<&'a str>,
    line: usize,
}

/// `intake`, which was read from `paste`.
#[must_use]
pub fn intake<'a>(paste: &Masked, intake: &'a Intake) -> IntakeOut<'a> {
    let lines = LineIndex::new(&paste.text);
    let line = |span: Span| lines.position(span.start).line;
    let Intake { documents, facts, errors, notes, .. } = intake;
    let left_out = [
        documents.len().saturating_sub(MOST_DOCUMENTS),
        facts.len().saturating_sub(MOST_OTHERS),
        errors.len().saturating_sub(MOST_ERRORS),
        notes.len().saturating_sub(MOST_OTHERS),
    ];
    let documents = documents.iter().take(MOST_DOCUMENTS);
    let facts = facts.iter().take(MOST_OTHERS);
    let errors = errors.iter().take(MOST_ERRORS);
    let notes = notes.iter().take(MOST_OTHERS);
    IntakeOut {
        schema: super::SCHEMA,
        masked: paste.kinds().into_iter().map(secret_name).collect(),
        documents: documents.map(|it| document(it, line(it.origin.span()))).collect(),
        facts: facts.map(|it| fact(it, line(it.span))).collect(),
        principal: intake.principal.as_deref(),
        errors: errors.map(|it| error(it, line(it.span))).collect(),
        refused: intake.refused.as_ref().map(refused),
        notes: notes.map(|it| note(it, line(it.span))).collect(),
        left_out: left_out.into_iter().sum(),
    }
}

/// The name of a kind of policy in both languages, as a heading.
fn title(kind: Kind) -> Both<&'static str> {
    let Localized { en, ja } = words::kind_name(kind);
    Both { en, ja }
}

fn both(words: &Words) -> Both<&str> {
    Both { en: &words.en, ja: &words.ja }
}

fn document(found: &Found, line: usize) -> DocumentOut<'_> {
    DocumentOut {
        kind: kind_name(found.kind),
        title: title(found.kind),
        why: both(&found.why),
        name: found.name.as_deref(),
        path: &found.path,
        line,
        text: Some(found.text.as_str()).filter(|text| text.len() <= LONGEST_DOCUMENT),
        length: found.text.len(),
        target: found.target.as_deref(),
        in_force: found.provenance == Provenance::Printed,
    }
}

fn fact(fact: &FoundFact, line: usize) -> FactOut<'_> {
    FactOut {
        key: &fact.key,
        value: &fact.value,
        subject: fact.subject.as_deref(),
        words: both(&fact.words),
        path: &fact.path,
        line,
    }
}

fn error(error: &FoundError, line: usize) -> ErrorOut<'_> {
    let meaning = &error.explanation.meaning;
    let steps = meaning.steps.iter();
    ErrorOut {
        headline: both(&meaning.headline),
        steps: steps
            .map(|step| StepOut { text: both(&step.text), command: step.command.as_deref() })
            .collect(),
        links: Both { en: meaning.links.en, ja: meaning.links.ja },
        line,
    }
}

fn refused(refused: &Refused) -> RefusedOut<'_> {
    RefusedOut {
        principal: refused.principal.as_deref(),
        action: refused.action.as_deref(),
        resource: refused.resource.as_deref(),
        bucket: refused.bucket.as_deref(),
        prefix: refused.prefix.as_deref(),
        session: refused.session.as_deref(),
        by: refused.by.map(kind_name),
        decision: decision_name(refused.decision),
    }
}

fn note(note: &Note, line: usize) -> NoteOut<'_> {
    NoteOut { words: both(&note.words), command: note.command.as_deref(), line }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::LONGEST_DOCUMENT;
    use crate::{intake, secrets};

    fn answer(paste: &str) -> Value {
        let masked = secrets::mask(paste);
        let intake = intake::read(&masked.text);
        serde_json::to_value(super::intake(&masked, &intake)).unwrap()
    }

    #[test]
    fn a_document_comes_with_its_place_in_the_paste() {
        let paste = "{\n\"Role\": {\"AssumeRolePolicyDocument\":\n{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]}}}";
        let answer = answer(paste);
        let document = &answer["documents"][0];
        assert_eq!(document["kind"], "trust");
        assert_eq!(document["path"], "Role.AssumeRolePolicyDocument");
        assert_eq!(document["line"], 3);
        assert_eq!(document["title"]["ja"], "信頼ポリシー");
    }

    #[test]
    fn the_call_of_an_error_is_told_and_its_secrets_are_not() {
        let key = "AKIAQ3EGRT7ZKPLMNV2X";
        let answer = answer(&format!(
            "{key}: An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/a\""
        ));
        assert_eq!(answer["refused"]["action"], "s3:GetObject");
        assert_eq!(answer["masked"], json!(["accessKeyId"]));
        assert!(!answer.to_string().contains(key));
    }

    #[test]
    fn an_error_tells_bucket_and_folder_and_the_policy_to_blame() {
        let location = answer("s3://acme/mydata/");
        assert_eq!(location["refused"]["bucket"], "acme");
        assert_eq!(location["refused"]["prefix"], "mydata/");
        let blamed = answer(
            "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/a\" with an explicit deny in a service control policy",
        );
        assert_eq!(blamed["refused"]["by"], "serviceControl");
    }

    #[test]
    fn no_policy_as_long_as_a_book_is_handed_on() {
        let filling = " ".repeat(LONGEST_DOCUMENT);
        let answer = answer(&format!("{{\"Statement\":[{filling}]}}"));
        assert_eq!(answer["documents"][0]["text"], Value::Null);
        assert!(answer["documents"][0]["length"].as_u64().unwrap() > 200_000);
    }
}
