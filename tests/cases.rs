//! Reads the cases in `suite/*.md`: fenced blocks `json case` (the case, as in the wire format),
//! `json answers` and `json answer KIND ID` (facts and documents that the guide asks for before it can mend),
//! `json KIND ID` (a document, as pasted), `text expected`, `text guide en`, `text guide ja`. The case's `error` is read as `undenied check --case` reads it.

pub mod promises;
pub mod site;
mod summary;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use undenied::{Document, Input, Localized, Words, intake, wire};

pub use summary::{guide, summary};

/// One case.
#[derive(Debug)]
pub struct Case {
    pub path: PathBuf,
    /// The whole Markdown file.
    pub markdown: String,
    pub input: Input,
    /// The same with what the user answers to the questions that the guide asks first.
    pub answered: Input,
    /// What the pasted error says, where there is one.
    pub explained: Option<Words>,
    /// What [`summary`] must say of it; empty where the file does not have the block yet.
    pub expected: String,
    /// What [`guide`] must say, likewise.
    pub guide: Localized<String>,
}

impl Case {
    /// The heading of the file.
    #[must_use]
    pub fn title(&self) -> &str {
        self.markdown.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

/// Every case, in order of file name.
///
/// # Errors
/// A sentence on the file that is no case.
pub fn all() -> Result<Vec<Case>, String> {
    read_all("suite")
}

/// The same of another folder beside this file.
pub(crate) fn read_all(folder: &str) -> Result<Vec<Case>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
    paths.sort();
    let named = |path: PathBuf| read(&path).map_err(|error| format!("{}: {error}", path.display()));
    paths.into_iter().map(named).collect()
}

fn read(path: &Path) -> Result<Case, String> {
    let markdown = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut case = json!({});
    let mut answers = None;
    let mut documents = Vec::new();
    let mut asked_for = Vec::new();
    let mut expected = String::new();
    let mut guide = Localized::<String>::default();
    for (info, text) in blocks(&markdown) {
        let mut words = info.splitn(3, ' ');
        match (words.next(), words.next(), words.next()) {
            (Some("json"), Some("case"), _) => {
                case = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            }
            (Some("json"), Some("answers"), _) => {
                let facts: Value =
                    serde_json::from_str(&text).map_err(|error| error.to_string())?;
                answers = Some(facts);
            }
            (Some("text"), Some("expected"), _) => expected = text,
            (Some("text"), Some("guide"), Some("en")) => guide.en = text,
            (Some("text"), Some("guide"), Some("ja")) => guide.ja = text,
            (Some("json"), Some("answer"), Some(named)) => {
                let (kind, id) = named.split_once(' ').ok_or("an answer has a kind and an ID")?;
                asked_for.push(document(kind, id, text)?);
            }
            (Some("json"), Some(kind), Some(id)) => documents.push(document(kind, id, text)?),
            _ => return Err(format!("what is a block of `{info}`?")),
        }
    }
    let (input, explained) = input_of(case.clone(), &documents)?;
    if let Some(facts) = answers {
        tell(&mut case, json!({ "facts": facts }));
    }
    documents.extend(asked_for);
    let answered = input_of(case, &documents)?.0;
    Ok(Case { path: path.to_owned(), markdown, input, answered, explained, expected, guide })
}

fn document(kind: &str, id: &str, text: String) -> Result<Document, String> {
    let kind = wire::kind_from_name(kind).ok_or_else(|| format!("no kind {kind}"))?;
    Ok(Document { id: id.to_owned(), kind, text, target: None })
}

fn input_of(case: Value, documents: &[Document]) -> Result<(Input, Option<Words>), String> {
    let case: wire::Case = serde_json::from_value(case).map_err(|error| error.to_string())?;
    let error = case.error();
    let mut input = case.into_input()?;
    input.documents.extend_from_slice(documents);
    let explained = error.and_then(|error| take_error(&mut input, &error));
    Ok((input, explained))
}

/// Sets the members of `new` in `known`.
fn tell(known: &mut Value, new: Value) {
    match (known, new) {
        (Value::Object(known), Value::Object(new)) => {
            for (name, value) in new {
                tell(known.entry(name).or_insert(Value::Null), value);
            }
        }
        (known, new) => *known = new,
    }
}

/// What a pasted error adds to a case, as the command line takes it; what it says.
fn take_error(input: &mut Input, error: &str) -> Option<Words> {
    let intake = intake::read(error);
    if let Some(refused) = intake.refused {
        input.take_refused(refused);
    }
    let told: Vec<_> = intake.errors.into_iter().map(|error| error.explanation).collect();
    let not_a_policy = told.iter().find(|told| told.not_a_policy_problem);
    input.not_a_policy = not_a_policy.map(|told| told.meaning.clone());
    told.into_iter().next().map(|told| told.meaning.headline)
}

/// Info string and text of every fenced block.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in markdown.split_inclusive('\n') {
        match (&mut open, line.trim_end().strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some((_, text)), _) => text.push_str(line),
            (None, None) => {}
        }
    }
    blocks
}
