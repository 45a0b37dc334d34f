//! An [`Explanation`] as JSON, in one language.

use serde::Serialize;
use undenied_json::{LineIndex, Span};

use super::{kind_name, range::RangeOut, secret_name};
use crate::{
    Lang,
    explain::{Category, Decision, Details, Explanation, Suspect, UnsetFact},
};

/// What `undenied explain` and the npm package's `explain` give.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplanationOut {
    schema: u32,
    category: &'static str,
    code: Option<String>,
    http_status: Option<u16>,
    operation: Option<String>,
    principal: Option<String>,
    action: Option<String>,
    needs: Vec<String>,
    resource: Option<String>,
    decision: &'static str,
    policy_type: Option<&'static str>,
    policy_arn: Option<String>,
    not_a_policy_problem: bool,
    suspects: Vec<&'static str>,
    client: Option<&'static str>,
    facts: Vec<FactOut>,
    details: DetailsOut,
    places: PlacesOut,
    others: usize,
    headline: String,
    steps: Vec<ExplanationStepOut>,
    links: Vec<&'static str>,
    masked: Vec<MaskedOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FactOut {
    name: &'static str,
    /// `null`: not set.
    value: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DetailsOut {
    message: Option<String>,
    service: Option<String>,
    principal_account: Option<String>,
    resource_account: Option<String>,
    role: Option<String>,
    bucket: Option<String>,
    key: Option<String>,
    region: Option<String>,
    request_id: Option<String>,
    host_id: Option<String>,
    authorization_id: Option<String>,
    encoded_message: Option<String>,
    vpc_endpoint_id: Option<String>,
    source_ip: Option<String>,
    user_agent: Option<String>,
    time: Option<String>,
}

/// Where each of these stands in the text; `null`: nowhere.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PlacesOut {
    whole: Option<RangeOut>,
    message: Option<RangeOut>,
    code: Option<RangeOut>,
    operation: Option<RangeOut>,
    principal: Option<RangeOut>,
    action: Option<RangeOut>,
    resource: Option<RangeOut>,
    policy_arn: Option<RangeOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ExplanationStepOut {
    text: String,
    command: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct MaskedOut {
    kind: &'static str,
    start: usize,
    end: usize,
}

/// The format's name of a suspect: a kind of policy, or a fact.
#[must_use]
pub const fn suspect_name(suspect: Suspect) -> &'static str {
    match suspect {
        Suspect::Policy(kind) => kind_name(kind),
        Suspect::ObjectOwnership => "objectOwnership",
        Suspect::KmsKey => "kmsKey",
        Suspect::RequestPayer => "requestPayer",
        Suspect::PublicAccessBlock => "publicAccessBlock",
        Suspect::ObjectMissing => "objectMissing",
        Suspect::ObjectLock => "objectLock",
        Suspect::Encryption => "encryption",
    }
}

/// `explanation` in `lang`.
#[must_use]
pub fn explanation(explanation: &Explanation, lang: Lang) -> ExplanationOut {
    let meaning = &explanation.meaning;
    let steps = meaning.steps.iter().map(|step| ExplanationStepOut {
        text: step.text.of(lang).clone(),
        command: step.command.clone(),
    });
    ExplanationOut {
        schema: super::SCHEMA,
        category: category_name(explanation.category),
        code: explanation.code.clone(),
        http_status: explanation.http_status,
        operation: explanation.operation.clone(),
        principal: explanation.principal.clone(),
        action: explanation.action.clone(),
        needs: explanation.needs.clone(),
        resource: explanation.resource.clone(),
        decision: decision_name(explanation.decision),
        policy_type: explanation.policy_type.map(kind_name),
        policy_arn: explanation.policy_arn.clone(),
        not_a_policy_problem: explanation.not_a_policy_problem,
        suspects: explanation.suspects.iter().map(|suspect| suspect_name(*suspect)).collect(),
        client: explanation.client.map(crate::explain::Client::name),
        facts: explanation.facts.iter().map(|fact| fact_out(*fact)).collect(),
        details: details(&explanation.details),
        places: places(explanation),
        others: explanation.others,
        headline: meaning.headline.of(lang).clone(),
        steps: steps.collect(),
        links: meaning.links.of(lang).to_vec(),
        masked: masked(explanation),
    }
}

const fn category_name(category: Category) -> &'static str {
    match category {
        Category::Denied => "denied",
        Category::NotAPolicy => "notAPolicy",
        Category::NotSet => "notSet",
        Category::PolicySave => "policySave",
        Category::Other => "other",
        Category::NoError => "noError",
    }
}

const fn decision_name(decision: Decision) -> &'static str {
    match decision {
        Decision::ExplicitDeny => "explicitDeny",
        Decision::ImplicitDeny => "implicitDeny",
        Decision::Unknown => "unknown",
    }
}

const fn fact_out(fact: UnsetFact) -> FactOut {
    let name = match fact {
        UnsetFact::BucketPolicy => "bucketPolicy",
        UnsetFact::AccessPointPolicy => "accessPointPolicy",
        UnsetFact::ObjectOwnership => "objectOwnership",
        UnsetFact::PublicAccessBlock => "publicAccessBlock",
        UnsetFact::Encryption => "encryption",
        UnsetFact::ObjectLock => "objectLock",
    };
    FactOut { name, value: None }
}

fn details(details: &Details) -> DetailsOut {
    let details = details.clone();
    DetailsOut {
        message: details.message,
        service: details.service,
        principal_account: details.principal_account,
        resource_account: details.resource_account,
        role: details.role,
        bucket: details.bucket,
        key: details.key,
        region: details.region,
        request_id: details.request_id,
        host_id: details.host_id,
        authorization_id: details.authorization_id,
        encoded_message: details.encoded_message,
        vpc_endpoint_id: details.vpc_endpoint_id,
        source_ip: details.source_ip,
        user_agent: details.user_agent,
        time: details.time,
    }
}

fn places(explanation: &Explanation) -> PlacesOut {
    let lines = LineIndex::new(&explanation.masked.text);
    let range = |span: Option<Span>| Some(RangeOut::new(&lines, span?));
    let places = &explanation.places;
    PlacesOut {
        whole: range(places.whole),
        message: range(places.message),
        code: range(places.code),
        operation: range(places.operation),
        principal: range(places.principal),
        action: range(places.action),
        resource: range(places.resource),
        policy_arn: range(places.policy_arn),
    }
}

fn masked(explanation: &Explanation) -> Vec<MaskedOut> {
    let lines = LineIndex::new(&explanation.masked.text);
    let found = explanation.masked.found.iter().map(|secret| MaskedOut {
        kind: secret_name(secret.kind),
        start: lines.position(secret.span.start).offset,
        end: lines.position(secret.span.end).offset,
    });
    found.collect()
}
