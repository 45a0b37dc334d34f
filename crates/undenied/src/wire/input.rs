//! A case as JSON, read into an [`Input`].

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    BucketFacts, CallFacts, ContextValue, Document, Facts, Input, Lang, Request, TrustFacts,
    policy::{self, Kind},
    profile, secrets,
};

/// What `undenied check --case` and the npm package's `check` take.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Case {
    schema: Option<u32>,
    language: Option<String>,
    profile: Option<String>,
    documents: Vec<CaseDocument>,
    error: Option<String>,
    request: CaseRequest,
    facts: CaseFacts,
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
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CaseRequest {
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
struct CaseFacts {
    trust: CaseTrust,
    bucket: CaseBucket,
    call: CaseCall,
    /// Facts that this version does not use; it says so.
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CaseTrust {
    account_id: Option<String>,
    external_id: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CaseBucket {
    name: Option<String>,
    account: Option<String>,
    region: Option<String>,
    prefix: Option<String>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CaseCall {
    #[serde(deserialize_with = "present")]
    vpc_endpoint: Option<Option<String>>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// `null` is a value of its own: no endpoint.
fn present<'de, D: serde::Deserializer<'de>>(
    source: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(source).map(Some)
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
        let profile = match &self.profile {
            None => None,
            Some(id) => Some(profile::by_id(id).ok_or_else(|| unknown_profile(id))?),
        };
        let mut documents = Vec::with_capacity(self.documents.len());
        for (index, document) in self.documents.into_iter().enumerate() {
            documents.push(document.read(index)?);
        }
        let facts = self.facts.read();
        let request = self.request.read()?;
        let mut input =
            Input { documents, profile, request, facts, unused_facts, ..Input::default() };
        input.mask_secrets();
        Ok(input)
    }

    fn unused(&self) -> Vec<String> {
        let mut unused: Vec<String> = self.error.iter().map(|_| "error".to_owned()).collect();
        let under = |name: &str, others: &Map<String, Value>| {
            others.keys().map(|key| format!("{name}{key}")).collect::<Vec<_>>()
        };
        unused.extend(under("", &self.facts.others));
        unused.extend(under("bucket.", &self.facts.bucket.others));
        unused.extend(under("call.", &self.facts.call.others));
        unused
    }
}

fn unknown_profile(id: &str) -> String {
    let known: Vec<&str> = profile::PROFILES.iter().map(|profile| profile.id).collect();
    format!("there is no profile `{id}`; known are {}", known.join(", "))
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
        Ok(Document { id, kind, text, target: self.target })
    }
}

/// The kind with this name in the format.
#[must_use]
pub fn kind_from_name(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| super::kind_name(*kind) == name)
}

impl CaseRequest {
    fn read(self) -> Result<Request, String> {
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

impl CaseFacts {
    fn read(self) -> Facts {
        Facts {
            trust: TrustFacts {
                account_id: self.trust.account_id,
                external_id: self.trust.external_id,
            },
            bucket: BucketFacts {
                name: self.bucket.name,
                account: self.bucket.account,
                region: self.bucket.region,
                prefix: self.bucket.prefix,
                ..BucketFacts::default()
            },
            call: CallFacts { vpc_endpoint: self.call.vpc_endpoint, ..CallFacts::default() },
            ..Facts::default()
        }
    }
}
