//! A case as JSON, read into an [`Input`].

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    facts,
    told::{self, Told, ToldFact},
};
use crate::{
    ContextValue, Document, Input, Lang, NewFact, Request, SETTINGS, Words,
    policy::{self, Kind},
    profile::{self, Profile},
    secrets,
};

/// What `undenied check --case` and the npm package's `check` take.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Case {
    schema: Option<u32>,
    language: Option<String>,
    /// An id, or a profile in place.
    profile: Option<Value>,
    documents: Vec<CaseDocument>,
    error: Option<String>,
    request: CaseRequest,
    facts: Map<String, Value>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CaseDocument {
    id: Option<String>,
    kind: Option<String>,
    /// The policy's text, or the policy itself.
    text: Option<Value>,
    document: Option<Value>,
    managed_policy: Option<String>,
    target: Option<String>,
    /// The key that a key policy belongs to.
    resource: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct CaseRequest {
    principal: Option<String>,
    session: Option<String>,
    action: Option<String>,
    resource: Option<String>,
    resource_account: Option<String>,
    context: Map<String, Value>,
    context_complete: bool,
}

impl Case {
    /// The language of the answer; English unless told.
    #[must_use]
    pub fn language(&self) -> Lang {
        self.language.as_deref().and_then(Lang::from_tag).unwrap_or_default()
    }

    /// The pasted error message, secrets masked. [`Case::into_input`] leaves it to the host, because
    /// reading it takes a third of the engine.
    #[must_use]
    pub fn error(&self) -> Option<String> {
        self.error.as_deref().map(|error| secrets::mask(error).text)
    }

    /// The engine's input, secrets masked.
    ///
    /// # Errors
    /// A sentence in English on what this version cannot read: another `schema`, an unknown
    /// `profile` or `kind`, a document without text, a context value of another type.
    pub fn into_input(self) -> Result<Input, String> {
        if let Some(schema) = self.schema.filter(|schema| *schema != super::SCHEMA) {
            return Err(format!(
                "`schema` is {schema}, but this version reads {} only",
                super::SCHEMA
            ));
        }
        let unused_facts = self.unused();
        let (profile, notes) = match &self.profile {
            None => (None, Vec::new()),
            Some(Value::String(id)) => {
                (Some(profile::by_id(id).ok_or_else(|| profile::unknown(id))?), Vec::new())
            }
            Some(own) => in_place(&own.to_string())?,
        };
        let mut documents = Vec::with_capacity(self.documents.len());
        for (index, document) in self.documents.into_iter().enumerate() {
            documents.push(document.read(index)?);
        }
        let facts = facts::read(&self.facts)?;
        let request = self.request.read()?;
        let mut input = Input {
            documents,
            profile,
            request,
            facts,
            settings: Some(&SETTINGS),
            unused_facts,
            notes,
            ..Input::default()
        };
        input.mask_secrets();
        Ok(input)
    }

    /// The same with what was `told` beside its facts, which go first.
    ///
    /// # Errors
    /// As for [`Case::into_input`].
    pub fn into_input_with(mut self, told: &Told) -> Result<Input, String> {
        let (of_call, told): (Vec<ToldFact>, Vec<ToldFact>) =
            told.told.iter().cloned().partition(|fact| new_fact(fact).is_of_call());
        let (facts, left_out) = told::with_told(&self.facts, &told);
        self.facts = facts;
        let mut input = self.into_input()?;
        input.unused_facts.extend(left_out);
        for fact in &of_call {
            new_fact(fact).tell(&mut input);
        }
        Ok(input)
    }

    fn unused(&self) -> Vec<String> {
        let error = self.error.iter().map(|_| "error".to_owned());
        error.chain(facts::unused(&self.facts)).collect()
    }
}

fn new_fact(told: &ToldFact) -> NewFact {
    NewFact { subject: told.subject.clone(), ..NewFact::new(&told.key, &told.value) }
}

/// A profile given as its text, with what was not taken of it.
fn in_place(text: &str) -> Result<(Option<Profile>, Vec<Words>), String> {
    let (profile, slips) = profile::read(&secrets::mask(text).text);
    let notes: Vec<Words> = slips.into_iter().map(|slip| slip.words).collect();
    match (profile, notes.first()) {
        (None, first) => {
            let why = first.map(|words| words.en.as_str()).unwrap_or_default();
            Err(format!("`profile` cannot be read: {why}"))
        }
        (profile, _) => Ok((profile, notes)),
    }
}

impl CaseDocument {
    fn read(self, index: usize) -> Result<Document, String> {
        let id = self.id.unwrap_or_else(|| format!("document {}", index + 1));
        let text = match (self.text.or(self.document), self.managed_policy) {
            (Some(Value::String(text)), _) => text,
            (Some(value), _) => serde_json::to_string_pretty(&value)
                .map_err(|error| format!("document `{id}`: {error}"))?,
            (None, Some(arn)) => crate::catalog::managed_policy(&arn)
                .ok_or_else(|| {
                    format!(
                        "document `{id}`: the managed policy `{arn}` is not built in; give its text"
                    )
                })?
                .to_owned(),
            (None, None) => return Err(format!("document `{id}` has no `text`")),
        };
        let kind = match self.kind {
            Some(name) => kind_from_name(&name)
                .ok_or_else(|| format!("document `{id}`: there is no kind `{name}`"))?,
            None => policy::guess_from_text(&text),
        };
        let key = self.resource.filter(|_| kind == Kind::Key);
        Ok(Document { id, kind, text, target: self.target.or(key) })
    }
}

/// The kind with this name in the format.
#[must_use]
pub fn kind_from_name(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| super::kind_name(*kind) == name)
}

impl CaseRequest {
    pub(super) fn read(self) -> Result<Request, String> {
        let mut context = Vec::with_capacity(self.context.len());
        for (key, value) in self.context {
            let value = context_value(&value).ok_or_else(|| {
                format!(
                    "context key `{key}` takes a string, a number, true, false or a list of them"
                )
            })?;
            context.push((key, value));
        }
        Ok(Request {
            principal: self.principal,
            session: self.session,
            action: self.action,
            resource: self.resource,
            resource_account: self.resource_account,
            context,
            context_complete: self.context_complete,
        })
    }
}

fn context_value(value: &Value) -> Option<ContextValue> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    };
    match value {
        Value::Array(values) => {
            values.iter().map(scalar).collect::<Option<_>>().map(ContextValue::List)
        }
        value => scalar(value).map(ContextValue::Single),
    }
}
