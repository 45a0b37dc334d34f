//! An [`Explanation`] as JSON, in one language.

use undenied_json::{LineIndex, Span, Writer};

use super::{
    decision_name, kind_name,
    output::{maybe, texts},
    range, secret_name,
};
use crate::{
    Lang,
    explain::{Category, Client, Details, Explanation, Suspect, UnsetFact},
};

/// What the npm package's `explain` gives: `explanation` in `lang`.
#[must_use]
pub fn explanation(explanation: &Explanation, lang: Lang) -> String {
    written(explanation, lang, Writer::default())
}

/// What `undenied explain --format json` gives: the same on many lines.
#[must_use]
pub fn explanation_on_lines(explanation: &Explanation, lang: Lang) -> String {
    written(explanation, lang, Writer::pretty())
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

fn written(explanation: &Explanation, lang: Lang, mut out: Writer) -> String {
    let meaning = &explanation.meaning;
    let lines = LineIndex::new(&explanation.masked.text);
    out.open('{').name("schema").number(super::SCHEMA as usize);
    out.name("category").text(category_name(explanation.category));
    maybe(&mut out, "code", explanation.code.as_deref());
    match explanation.http_status {
        Some(status) => out.name("httpStatus").number(status.into()),
        None => out.name("httpStatus").word("null"),
    };
    maybe(&mut out, "operation", explanation.operation.as_deref());
    maybe(&mut out, "principal", explanation.principal.as_deref());
    maybe(&mut out, "action", explanation.action.as_deref());
    texts(&mut out, "needs", &mut explanation.needs.iter().map(String::as_str));
    maybe(&mut out, "resource", explanation.resource.as_deref());
    out.name("decision").text(decision_name(explanation.decision));
    maybe(&mut out, "policyType", explanation.policy_type.map(kind_name));
    maybe(&mut out, "policyArn", explanation.policy_arn.as_deref());
    let is_another_problem = if explanation.not_a_policy_problem { "true" } else { "false" };
    out.name("notAPolicyProblem").word(is_another_problem);
    texts(&mut out, "suspects", &mut explanation.suspects.iter().map(|it| suspect_name(*it)));
    maybe(&mut out, "client", explanation.client.map(Client::name));
    out.name("facts").open('[');
    for fact in &explanation.facts {
        out.open('{').name("name").text(fact_name(*fact)).name("value").word("null").close('}');
    }
    out.close(']');
    details(&explanation.details, &mut out);
    places(explanation, &lines, &mut out);
    out.name("others").number(explanation.others);
    out.name("headline").text(meaning.headline.of(lang));
    out.name("steps").open('[');
    for step in &meaning.steps {
        out.open('{').name("text").text(step.text.of(lang));
        maybe(&mut out, "command", step.command.as_deref());
        out.close('}');
    }
    out.close(']');
    texts(&mut out, "links", &mut meaning.links.of(lang).iter().copied());
    out.name("masked").open('[');
    for secret in &explanation.masked.found {
        out.open('{').name("kind").text(secret_name(secret.kind));
        out.name("start").number(lines.utf16(secret.span.start));
        out.name("end").number(lines.utf16(secret.span.end)).close('}');
    }
    out.close(']').close('}');
    out.finish()
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

/// Of what the error says to be not set: its value is `null`.
const fn fact_name(fact: UnsetFact) -> &'static str {
    match fact {
        UnsetFact::BucketPolicy => "bucketPolicy",
        UnsetFact::AccessPointPolicy => "accessPointPolicy",
        UnsetFact::ObjectOwnership => "objectOwnership",
        UnsetFact::PublicAccessBlock => "publicAccessBlock",
        UnsetFact::Encryption => "encryption",
        UnsetFact::ObjectLock => "objectLock",
    }
}

fn details(details: &Details, out: &mut Writer) {
    out.name("details").open('{');
    for (name, detail) in [
        ("message", &details.message),
        ("service", &details.service),
        ("principalAccount", &details.principal_account),
        ("resourceAccount", &details.resource_account),
        ("role", &details.role),
        ("bucket", &details.bucket),
        ("key", &details.key),
        ("region", &details.region),
        ("requestId", &details.request_id),
        ("hostId", &details.host_id),
        ("authorizationId", &details.authorization_id),
        ("encodedMessage", &details.encoded_message),
        ("vpcEndpointId", &details.vpc_endpoint_id),
        ("sourceIp", &details.source_ip),
        ("userAgent", &details.user_agent),
        ("time", &details.time),
    ] {
        maybe(out, name, detail.as_deref());
    }
    out.close('}');
}

/// Where each of these stands in the text; `null`: nowhere.
fn places(explanation: &Explanation, lines: &LineIndex, out: &mut Writer) {
    let places = &explanation.places;
    out.name("places").open('{');
    let all: [(&str, Option<Span>); 8] = [
        ("whole", places.whole),
        ("message", places.message),
        ("code", places.code),
        ("operation", places.operation),
        ("principal", places.principal),
        ("action", places.action),
        ("resource", places.resource),
        ("policyArn", places.policy_arn),
    ];
    for (name, span) in all {
        out.name(name);
        match span {
            Some(span) => range::write(lines, span, out),
            None => {
                out.word("null");
            }
        }
    }
    out.close('}');
}
