//! What a draft asks: as the JSON of a case for the engine in the worker, or at once of the engine in this
//! program. Not: when it is asked.

use undenied::{
    BucketFacts, Document, Facts, Input, Lang, Report, Request, TrustFacts, Writer,
    parcel::{self, Mended},
    profile::{self, PrincipalKind},
    wire,
};

use crate::{analysis, draft::Draft, outline::Outline};

/// The case as `undenied check --case` takes it.
#[must_use]
pub fn case(draft: &Draft) -> String {
    case_with(draft, &[])
}

/// The case, and of the document called `name` the corrected text as code of that form.
#[must_use]
pub fn corrected(draft: &Draft, name: &str, form: &str, lang: Lang) -> String {
    case_with(draft, &[("document", name), ("form", form), ("language", lang.tag())])
}

fn case_with(draft: &Draft, more: &[(&str, &str)]) -> String {
    let (request, facts) = request_and_facts(draft);
    let mut out = Writer::default();
    out.open('{').name("schema").number(1);
    for (name, value) in more {
        out.name(name).text(value);
    }
    if let Some(profile) = profile(draft) {
        out.name("profile").text(&profile.id);
    }
    out.name("documents").open('[');
    for document in draft.given() {
        let about = &document.about;
        out.open('{').name("id").text(&about.name).name("kind").text(wire::kind_name(about.kind));
        out.name("text").text(&document.text);
        member(&mut out, "target", about.target.as_ref());
        if document.is_in_force() {
            out.name("inForce").word("true");
        }
        out.close('}');
    }
    // With a profile chosen instead, the call of an error is none of the question.
    let call = draft.told.call.as_ref().filter(|_| profile(draft).is_none());
    let (caller, resource) = match call {
        Some(call) => call.caller_and_resource(request.principal.clone(), None),
        None => (request.principal.clone(), None),
    };
    out.close(']');
    if let Some(call) = call {
        out.name("refused").text(wire::decision_name(call.decision));
    }
    if let Some(by) = call.and_then(|call| call.by) {
        out.name("refusedBy").text(wire::kind_name(by));
    }
    out.name("request").open('{');
    member(&mut out, "principal", caller.as_ref());
    member(&mut out, "session", call.and_then(|call| call.session.as_ref()));
    member(&mut out, "action", call.and_then(|call| call.action.as_ref()));
    member(&mut out, "resource", resource.as_ref());
    out.close('}').name("facts").open('{').name("trust").open('{');
    member(&mut out, "accountId", facts.trust.account_id.as_ref());
    member(&mut out, "externalId", facts.trust.external_id.as_ref());
    member(&mut out, "principal", facts.trust.principal.as_ref());
    member(&mut out, "subject", facts.trust.subject.as_ref());
    out.close('}').name("bucket").open('{');
    member(&mut out, "name", facts.bucket.name.as_ref());
    member(&mut out, "prefix", facts.bucket.prefix.as_ref());
    member(&mut out, "account", facts.bucket.account.as_ref());
    out.close('}').close('}').name("told").open('[');
    for fact in &draft.told.facts {
        out.open('{').name("key").text(&fact.key).name("value").text(&fact.value);
        member(&mut out, "subject", fact.subject.as_ref());
        out.close('}');
    }
    out.close(']').close('}');
    out.finish()
}

fn member(out: &mut Writer, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        out.name(name).text(value);
    }
}

/// What an engine in a worker answered.
#[must_use]
pub fn answer(parcel: &str) -> Option<Report> {
    parcel::unpack(parcel)
}

/// What an engine in a worker mended.
#[must_use]
pub fn mended(answer: &str) -> Option<Mended> {
    parcel::unpack_remedy(answer)
}

/// The answer of the engine in this program. Where it is, no settings are told beside documents and fields.
#[must_use]
pub fn analyze(draft: &Draft) -> Report {
    undenied::analyze(&input(draft))
}

fn input(draft: &Draft) -> Input {
    let documents = draft.given().map(|document| Document {
        id: document.about.name.clone(),
        kind: document.about.kind,
        text: document.text.clone(),
        target: document.about.target.clone(),
    });
    let documents = documents.collect();
    let in_force = draft.given().filter(|it| it.is_in_force());
    let in_force = in_force.map(|it| it.about.name.clone()).collect();
    let built_in = || profile::all().get(draft.profile).cloned();
    let is_own = draft.profile == analysis::own_profile();
    let profile = if is_own { draft.own.clone() } else { built_in() };
    let (request, facts) = request_and_facts(draft);
    let mut input = Input { documents, in_force, profile, request, facts, ..Input::default() };
    let call = draft.told.call.clone().filter(|_| input.profile.is_none());
    call.into_iter().for_each(|call| input.take_refused(call));
    input
}

fn request_and_facts(draft: &Draft) -> (Request, Facts) {
    let trust_need = profile(draft).and_then(|profile| profile.trust);
    let [bucket, role, account, external_id, owner] = &draft.fields;
    let request = Request { principal: given(role), ..Request::default() };
    let (name, prefix) = undenied::bucket_and_prefix(bucket).unzip();
    let mut bucket = BucketFacts { name, prefix, ..BucketFacts::default() };
    let mut trust = TrustFacts::default();
    match trust_need.map(|trust| trust.kind) {
        None | Some(PrincipalKind::Service) => bucket.account = given(owner),
        Some(PrincipalKind::Federated) => trust.subject = given(external_id),
        Some(_) => {
            let vendor = given(account);
            let is_arn = vendor.as_ref().is_some_and(|vendor| vendor.starts_with("arn:"));
            *if is_arn { &mut trust.principal } else { &mut trust.account_id } = vendor;
            trust.external_id = given(external_id);
        }
    }
    (request, Facts { trust, bucket, ..Facts::default() })
}

/// The chosen profile; none where it is the call of an error that is asked.
fn profile(draft: &Draft) -> Option<Outline> {
    analysis::profile(draft.profile, draft.own.as_ref())
}

fn given(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use undenied::{intake::Refused, policy::Kind};

    use super::*;
    use crate::{
        draft::Told,
        examples::{EXAMPLES, Example},
    };

    fn read(draft: &Draft) -> Input {
        let case: wire::Case = serde_json::from_str(&case(draft)).unwrap();
        Input { settings: None, ..case.into_input().unwrap() }
    }

    #[test]
    fn both_engines_are_asked_the_same() {
        for draft in EXAMPLES.iter().map(Example::draft) {
            assert_eq!(format!("{:?}", read(&draft)), format!("{:?}", input(&draft)));
        }
    }

    #[test]
    fn the_call_of_an_error_is_asked_unless_a_profile_is_chosen() {
        let call = Refused {
            principal: Some("arn:aws:iam::111122223333:role/\"a\"\n".to_owned()),
            action: Some("s3:GetObject".to_owned()),
            by: Some(Kind::ServiceControl),
            ..Refused::default()
        };
        let told = Rc::new(Told { call: Some(call.clone()), ..Told::default() });
        let asked = Draft { profile: usize::MAX, told: Rc::clone(&told), ..Draft::default() };
        let by: wire::Told = serde_json::from_str(&case(&asked)).unwrap();
        assert_eq!(by.refused_by.as_deref(), Some("serviceControl"));
        let request = read(&asked).request;
        assert_eq!((request.principal, request.action), (call.principal, call.action));
        assert_eq!(read(&Draft { told, ..Draft::default() }).request.action, None);
    }
}
