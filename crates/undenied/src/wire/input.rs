//! A case as JSON, read into an [`Input`].

use serde::{Deserialize, Deserializer, de::Error as _};
use undenied_json::{Member, Node, Value, Writer, parse_of_any_size};

use super::{
    facts,
    part::{Part, sorted, text, write},
    told::{self, Asked, Told, ToldFact},
};
use crate::{
    ContextValue, Document, Input, Lang, NewFact, Request, SETTINGS, Words,
    intake::FoundFact,
    policy::{self, Arn, Kind},
    profile::{self, Profile},
    secrets,
};

/// What `undenied check --case` and the npm package's `check` take.
#[derive(Clone, Debug, Default)]
pub struct Case {
    members: Vec<Member>,
}

/// For hosts that have serde anyway, with its words on what is no JSON.
impl<'de> Deserialize<'de> for Case {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Self::read(&value.to_string()).map_err(D::Error::custom)
    }
}

impl Case {
    /// The case that is written in `json`.
    ///
    /// # Errors
    /// A sentence in English where that is no JSON object.
    pub fn read(json: &str) -> Result<Self, String> {
        let parse = parse_of_any_size(json);
        let value = parse.root.filter(|_| parse.errors.is_empty()).map(|root| root.value);
        match value {
            Some(Value::Object(members)) => Ok(Self { members }),
            _ => Err("a case is a JSON object".to_owned()),
        }
    }

    fn root(&self) -> Part<'_> {
        Part::root(&self.members)
    }

    /// The language of the answer; English unless told.
    #[must_use]
    pub fn language(&self) -> Lang {
        self.root().value("language").and_then(text).and_then(Lang::from_tag).unwrap_or_default()
    }

    /// The pasted error message, secrets masked. [`Case::into_input`] leaves it to the host, because
    /// reading it takes a third of the engine.
    #[must_use]
    pub fn error(&self) -> Option<String> {
        self.root().value("error").and_then(text).map(|error| secrets::mask(error).text)
    }

    /// The engine's input, secrets masked.
    ///
    /// # Errors
    /// A sentence in English on what this version cannot read: another `schema`, an unknown
    /// `profile` or `kind`, a document without text, a value of another type.
    pub fn into_input(self) -> Result<Input, String> {
        let mut input = self.input()?;
        input.mask_secrets();
        Ok(input)
    }

    /// The documents as they were given.
    pub(super) fn documents(&self) -> &[Node] {
        self.root().value("documents").and_then(Node::elements).unwrap_or_default()
    }

    /// The engine's input, secrets and all.
    pub(super) fn input(&self) -> Result<Input, String> {
        let root = self.root();
        if let Some(schema) = root.value("schema").filter(|schema| !is_ours(schema)) {
            let mut out = Writer::default();
            write(schema, &mut out);
            return Err(format!(
                "`schema` is {}, but this version reads {} only",
                out.finish(),
                super::SCHEMA
            ));
        }
        root.text("language")?;
        let (profile, notes) = profile(&root)?;
        let (mut documents, mut in_force) = (Vec::new(), Vec::new());
        for (index, part) in root.list("documents")?.iter().enumerate() {
            let document = document(part, index)?;
            in_force
                .extend(part.flag("inForce")?.filter(|is_it| *is_it).map(|_| document.id.clone()));
            documents.push(document);
        }
        let request = request(&root.part("request")?)?;
        let members = root.part("facts")?.members.unwrap_or_default();
        let error = root.text("error")?.map(|_| "error".to_owned());
        let mut unused_facts: Vec<String> = error.into_iter().collect();
        unused_facts.extend(facts::unused(members));
        Ok(Input {
            documents,
            profile,
            request,
            facts: facts::read(members)?,
            settings: Some(&SETTINGS),
            unused_facts,
            notes,
            in_force,
            ..Input::default()
        })
    }

    /// The same with what was `told` beside its facts, which go first.
    ///
    /// # Errors
    /// As for [`Case::into_input`].
    pub fn into_input_with(mut self, told: &Told) -> Result<Input, String> {
        let (of_call, settings): (Vec<ToldFact>, Vec<ToldFact>) =
            told.told.iter().cloned().partition(|fact| new_fact(fact).is_of_call());
        let facts = self.root().part("facts")?.members.unwrap_or_default();
        let request = self.root().part("request")?;
        let (caller, resource) = (request.text("principal")?, request.text("resource")?);
        let resource = resource.as_deref().and_then(Arn::parse);
        let bucket = resource.as_ref().and_then(Arn::bucket);
        let asked = Asked { bucket, caller: caller.as_deref() };
        let (facts, left_out) = told::with_told(facts, &settings, asked);
        self.members.push(told::member("facts".to_owned(), Value::Object(facts)));
        let mut input = self.into_input()?;
        input.unused_facts.extend(left_out);
        input.refused_by = told.refused_by.as_deref().and_then(kind_from_name);
        input.refused = told.refused.as_deref().map(super::decision_from_name);
        for fact in &of_call {
            new_fact(fact).tell(&mut input);
        }
        Ok(input)
    }
}

fn is_ours(schema: &Node) -> bool {
    matches!(&schema.value, Value::Number(number) if *number == super::SCHEMA.to_string())
}

/// An id, or a profile in place.
fn profile(root: &Part<'_>) -> Result<(Option<Profile>, Vec<Words>), String> {
    let Some(node) = root.value("profile") else { return Ok((None, Vec::new())) };
    match text(node) {
        Some(id) => Ok((Some(profile::by_id(id).ok_or_else(|| profile::unknown(id))?), Vec::new())),
        None => {
            let mut out = Writer::default();
            write(node, &mut out);
            in_place(&out.finish())
        }
    }
}

/// What a paste tells, as what a change would tell.
#[must_use]
pub fn new_fact_of(found: &FoundFact) -> NewFact {
    NewFact { subject: found.subject.clone(), ..NewFact::new(&found.key, &found.value) }
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

/// Its `text` may be the policy itself instead of the policy's text.
fn document(part: &Part<'_>, index: usize) -> Result<Document, String> {
    let id = part.text("id")?.unwrap_or_else(|| format!("document {}", index + 1));
    let given = part.value("text").or_else(|| part.value("document"));
    let managed = part.text("managedPolicy")?;
    let text = match (given.map(|node| (node, text(node))), managed.clone()) {
        (Some((_, Some(text))), _) => text.to_owned(),
        (Some((node, None)), _) => {
            let mut out = Writer::pretty();
            write(node, &mut out);
            out.finish()
        }
        (None, Some(arn)) => crate::catalog::managed_policy(&arn)
            .ok_or_else(|| {
                format!(
                    "document `{id}`: the managed policy `{arn}` is not built in; give its text"
                )
            })?
            .to_owned(),
        (None, None) => return Err(format!("document `{id}` has no `text`")),
    };
    let kind = match part.text("kind")? {
        Some(name) => kind_from_name(&name)
            .ok_or_else(|| format!("document `{id}`: there is no kind `{name}`"))?,
        None => policy::guess_from_text(&text),
    };
    // The key that a key policy belongs to.
    let key = part.text("resource")?.filter(|_| kind == Kind::Key);
    Ok(Document { id, kind, text, target: part.text("target")?.or(key).or(managed) })
}

/// The kind with this name in the format.
#[must_use]
pub fn kind_from_name(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| super::kind_name(*kind) == name)
}

pub(super) fn request(part: &Part<'_>) -> Result<Request, String> {
    Ok(Request {
        principal: part.text("principal")?,
        session: part.text("session")?,
        action: part.text("action")?,
        resource: part.text("resource")?,
        resource_account: part.text("resourceAccount")?,
        context: context(part.part("context")?.members.unwrap_or_default())?,
        context_complete: part.flag("contextComplete")?.unwrap_or_default(),
    })
}

/// Condition keys with their values.
fn context(members: &[Member]) -> Result<Vec<(String, ContextValue)>, String> {
    let mut context = Vec::with_capacity(members.len());
    for Member { name, value } in sorted(members) {
        let key = name.value.clone();
        let value = context_value(value).ok_or_else(|| {
            format!("context key `{key}` takes a string, a number, true, false or a list of them")
        })?;
        context.push((key, value));
    }
    Ok(context)
}

fn context_value(node: &Node) -> Option<ContextValue> {
    let scalar = |node: &Node| match &node.value {
        Value::String(text) => Some(text.value.clone()),
        Value::Number(number) => Some(number.clone()),
        Value::Bool(flag) => Some(if *flag { "true" } else { "false" }.to_owned()),
        _ => None,
    };
    match node.elements() {
        Some(nodes) => nodes.iter().map(scalar).collect::<Option<_>>().map(ContextValue::List),
        None => scalar(node).map(ContextValue::Single),
    }
}
