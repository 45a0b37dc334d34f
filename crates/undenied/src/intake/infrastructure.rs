//! Policies and bucket settings in infrastructure code: CloudFormation and SAM, Serverless Framework,
//! Terraform, Pulumi. Not: reading its notations.

mod cloudformation;
mod gather;
mod intrinsic;
mod policy_document;
mod pulumi;
mod serverless;
mod sites;
mod terraform;
mod terraform_names;
#[cfg(test)]
mod tests;

use undenied_json::{Node, Value, parse};

use super::{Found, FoundFact, Note, Transcript, weave::member, yaml};
use gather::Gathering;

/// What infrastructure code tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Infrastructure {
    pub(super) documents: Vec<Found>,
    pub(super) facts: Vec<FoundFact>,
    pub(super) notes: Vec<Note>,
}

/// What `source` is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// A policy without references stays as it is written.
    Json,
    /// A policy is rewritten as JSON.
    Yaml,
    Hcl,
}

/// What the infrastructure code in `root` of `source` holds; `None` where it is none.
pub(super) fn read(source: &str, root: &Node, notation: Notation) -> Option<Infrastructure> {
    let mut gathering = Gathering::new(source, notation);
    if let Some(body) = member(root, "TemplateBody") {
        return template_body(source, body, notation);
    }
    let is_serverless = member(root, "provider").is_some_and(|node| {
        let is_aws = |node: &Node| node.text().is_some_and(|text| text.value == "aws");
        is_aws(node) || member(node, "name").is_some_and(is_aws) || member(node, "iam").is_some()
    });
    if notation == Notation::Hcl {
        terraform::read_configuration(root, &mut gathering);
    } else if is_serverless || is_fragment_of_serverless(root) {
        serverless::read(root, &mut gathering);
    } else if cloudformation::is_template(root) {
        cloudformation::read(root, "", &mut gathering);
    } else if terraform::is_state(root) {
        terraform::read_state(root, &mut gathering);
    } else if pulumi::is_preview(root) {
        pulumi::read(root, &mut gathering);
    } else if terraform::is_configuration(root) {
        terraform::read_configuration(root, &mut gathering);
    } else {
        return None;
    }
    Some(gathering.finish())
}

/// `provider:` alone, or the statements below it.
fn is_fragment_of_serverless(root: &Node) -> bool {
    member(root, "iamRoleStatements").is_some()
        || member(root, "iam").is_some_and(|iam| member(iam, "role").is_some())
}

/// `aws cloudformation get-template` prints the template as an object, or as it was uploaded.
fn template_body(source: &str, body: &Node, notation: Notation) -> Option<Infrastructure> {
    let Value::String(text) = &body.value else {
        return cloudformation::is_template(body).then(|| {
            let mut gathering = Gathering::new(source, notation);
            cloudformation::read(body, "TemplateBody.", &mut gathering);
            gathering.finish()
        });
    };
    let mut transcript = Transcript::default();
    transcript.decoded(source, text);
    let (template, origin) = transcript.finish();
    let is_json = template.trim_start().starts_with('{');
    let mut inner = if is_json {
        read(&template, &parse(&template).root?, Notation::Json)?
    } else {
        let yaml = yaml::read(&template)?;
        read(&template, yaml.documents.first()?, Notation::Yaml)?
    };
    for found in &mut inner.documents {
        found.origin = found.origin.through(&origin);
        found.path = format!("TemplateBody.{}", found.path);
    }
    inner.facts.iter_mut().for_each(|fact| fact.span = origin.locate(fact.span));
    inner.notes.iter_mut().for_each(|note| note.span = origin.locate(note.span));
    Some(inner)
}
