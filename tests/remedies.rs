//! What is denied can be mended by the proposed fixes, and they grant nothing that is not needed.

use undenied::{
    Document, Input, Lang, Outcome, Request, analyze,
    generate::{Form, write_corrected},
    intake,
    policy::Kind,
    remedy,
};
use undenied_tests::Case;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const fn is_denied(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny)
}

fn denied_cases() -> Result<Vec<Case>> {
    let mut cases = undenied_tests::all()?;
    cases.retain(|case| is_denied(analyze(&case.input).verdict.outcome));
    Ok(cases)
}

/// Where something is still not known, what is known must be allowed.
#[test]
fn every_denial_ends_with_the_proposed_fixes() -> Result<()> {
    let mut wrong = Vec::new();
    for case in denied_cases()? {
        let remedy = remedy(&case.input);
        let outcome = remedy.report.verdict.outcome;
        let is_mended = outcome == Outcome::Allowed
            || (outcome == Outcome::Undetermined && !remedy.report.verdict.missing.is_empty());
        if is_mended == case.has_no_fix() {
            let steps: Vec<&str> = remedy.applied.iter().map(|it| it.title.en.as_str()).collect();
            wrong.push(format!("{}: {outcome:?} after {steps:?}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn what_is_gained_is_what_the_caller_needs() -> Result<()> {
    for case in denied_cases()? {
        let remedy = remedy(&case.input);
        let mended = Input { documents: remedy.documents, ..case.input.clone() };
        for probe in probes(&case.input) {
            let gained = !may_be_allowed(&case.input, &probe) && is_allowed(&mended, &probe);
            assert!(!gained, "{}: {probe:?}", case.path.display());
        }
    }
    Ok(())
}

/// Others have none of the caller's own policies.
fn decided(input: &Input, request: &Request) -> Outcome {
    let is_own = request.principal == input.request.principal;
    let mut input = Input { request: request.clone(), profile: None, ..input.clone() };
    input.documents.retain(|document| is_own || document.kind.names_principals());
    analyze(&input).checks.first().map_or(Outcome::Undetermined, |check| check.outcome)
}

fn is_allowed(input: &Input, request: &Request) -> bool {
    decided(input, request) == Outcome::Allowed
}

/// Where AWS would refuse the text nothing was in force to compare with: it is read as it was meant.
fn may_be_allowed(input: &Input, request: &Request) -> bool {
    !is_denied(decided(input, request))
}

/// Calls that no case is about: other buckets, other callers, other actions.
fn probes(input: &Input) -> Vec<Request> {
    let own = input.request.principal.clone();
    let bucket = input.facts.bucket.name.clone().unwrap_or_else(|| "acme".to_owned());
    let account = input.facts.bucket.account.clone().unwrap_or_else(|| "111122223333".to_owned());
    let strangers = ["arn:aws:iam::111122223333:role/other", "arn:aws:iam::777788889999:role/any"];
    let mut probes = Vec::new();
    let mut probe = |principal: Option<String>, action: &str, resource: String| {
        probes.push(Request {
            principal,
            action: Some(action.to_owned()),
            resource: Some(resource),
            resource_account: Some(account.clone()),
            ..Request::default()
        });
    };
    for action in ["s3:GetObject", "s3:PutObject"] {
        probe(own.clone(), action, "arn:aws:s3:::somebody-else/mydata/a.csv".to_owned());
        for stranger in strangers {
            probe(Some(stranger.to_owned()), action, format!("arn:aws:s3:::{bucket}/mydata/a.csv"));
        }
    }
    for action in ["s3:DeleteBucket", "s3:PutBucketPolicy", "s3:PutBucketAcl"] {
        probe(own.clone(), action, format!("arn:aws:s3:::{bucket}"));
    }
    probe(own, "s3:DeleteObject", format!("arn:aws:s3:::{bucket}/mydata/a.csv"));
    let trusts = input.documents.iter().any(|document| document.kind == Kind::Trust);
    if let Some(role) = input.request.principal.clone().filter(|_| trusts) {
        probe(Some("arn:aws:iam::777788889999:role/any".to_owned()), "sts:AssumeRole", role);
    }
    probes
}

/// Read back from commands, CloudFormation and Terraform, the corrected documents are allowed as they are.
#[test]
fn corrected_documents_are_read_back_from_every_form() -> Result<()> {
    let mut read = 0;
    for case in denied_cases()? {
        let remedy = remedy(&case.input);
        let kinds = |documents: &[Document]| {
            let given = documents.iter().filter(|document| !document.text.trim().is_empty());
            given.map(|document| document.kind).collect::<Vec<_>>()
        };
        let has_forms = |kind: &Kind| matches!(kind, Kind::Identity | Kind::Trust | Kind::Bucket);
        let wanted = kinds(&remedy.documents);
        if remedy.report.verdict.outcome != Outcome::Allowed || !wanted.iter().all(has_forms) {
            continue;
        }
        for form in [Form::Commands, Form::CloudFormation, Form::Terraform] {
            let text = write_corrected(&remedy.documents, &case.input, form, Lang::En);
            let found = intake::read(&text).documents.into_iter().enumerate();
            let documents: Vec<Document> = found
                .map(|(index, it)| Document {
                    id: index.to_string(),
                    kind: it.kind,
                    text: it.text,
                    target: None,
                })
                .collect();
            let name = format!("{} as {form:?}\n{text}", case.path.display());
            assert_eq!(kinds(&documents), wanted, "{name}");
            let outcome = analyze(&Input { documents, ..case.input.clone() }).verdict.outcome;
            assert_eq!(outcome, Outcome::Allowed, "{name}");
            read += 1;
        }
    }
    assert!(read > 30, "only {read} were tried");
    Ok(())
}
