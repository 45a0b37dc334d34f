//! What is denied can be mended by the proposed fixes, and they grant nothing that is not needed.

use std::collections::BTreeSet;

use serde_json::json;
use undenied::{
    Check, Document, Input, Lang, Outcome, Remedy, Request, analyze,
    generate::{Form, write_corrected},
    intake,
    policy::Kind,
    profile::Level,
    remedy, wire,
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

/// With what the guide proposes, and nothing else: what it asks for first is answered in the case.
#[test]
fn every_denial_ends_in_allowed() -> Result<()> {
    let mut wrong = Vec::new();
    for case in denied_cases()? {
        let remedy = remedy(&case.answered);
        let outcome = remedy.report.verdict.outcome;
        if outcome != Outcome::Allowed || remedy.report.checks.iter().any(is_open) {
            let steps: Vec<&str> = titles(&remedy).collect();
            wrong.push(format!("{}: {outcome:?} after {steps:?}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

fn is_open(check: &Check) -> bool {
    check.level == Level::Required && check.outcome != Outcome::Allowed
}

fn titles(remedy: &Remedy) -> impl Iterator<Item = &str> {
    let fixes = remedy.applied.iter().map(|it| it.title.en.as_str());
    fixes.chain(remedy.changes.iter().map(|it| it.title.en.as_str()))
}

/// An answer is one to a question: without it the guide asks for it.
#[test]
fn what_a_case_answers_is_asked_for() -> Result<()> {
    for case in denied_cases()?.iter().filter(|case| case.markdown.contains("```json answer")) {
        let asked = remedy(&case.input).report.guide;
        let asks = asked
            .iter()
            .any(|task| task.title.en.starts_with("Enter ") || task.title.en.starts_with("Paste "));
        assert!(asks, "{}: {asked:?}", case.path.display());
    }
    Ok(())
}

/// Where a fix of something else in a document ends the denial by itself, nobody is asked to exempt the caller as well.
#[test]
fn a_slip_in_a_deny_takes_one_step() -> Result<()> {
    let mut slips = 0;
    let cases =
        denied_cases()?.into_iter().map(|case| (case.path.display().to_string(), case.answered));
    let mended = cases.chain(slips_in_a_deny()?);
    for (name, input) in mended {
        let report = analyze(&input);
        let ends_it = |fix: &undenied::Fix| {
            let mut mended = input.clone();
            for edit in fix.edits.iter().rev() {
                let document = &mut mended.documents[edit.document];
                document
                    .text
                    .replace_range(edit.edit.span.start..edit.edit.span.end, &edit.edit.text);
            }
            analyze(&mended).verdict.outcome == Outcome::Allowed
        };
        let is_deny = |index: usize| report.findings[index].rule.id == "deny-blocks-access";
        let ends = (0..report.findings.len()).find(|index| {
            !is_deny(*index) && report.findings[*index].fixes.first().is_some_and(ends_it)
        });
        let Some(end) = ends else {
            assert!(!name.starts_with('"'), "{name}: {:?}", report.findings);
            continue;
        };
        slips += 1;
        let steps: Vec<usize> = report
            .guide
            .iter()
            .flat_map(|task| task.steps.iter().filter_map(|step| step.finding))
            .collect();
        assert!(
            steps.contains(&end) && !steps.iter().any(|step| is_deny(*step)),
            "{name}: {steps:?}"
        );
        // Whoever looks at the Deny finds the same.
        for deny in report.findings.iter().filter(|it| it.rule.id == "deny-blocks-access") {
            assert_eq!(deny.fixes.first(), report.findings[end].fixes.first(), "{name}");
            assert!(deny.why.en.contains("applies by a slip"), "{name}: {:?}", deny.why);
        }
        let applied = remedy(&input).applied;
        assert_eq!(applied.len(), 1, "{name}: {applied:?}");
    }
    assert!(slips > 10, "only {slips}");
    Ok(())
}

/// A Deny in the bucket policy that spares the call but for a slip, in each of several.
fn slips_in_a_deny() -> Result<Vec<(String, Input)>> {
    let mut cases = undenied_tests::all()?.into_iter();
    let case = cases.find(|case| case.path.ends_with("deny-under-an-unknown-condition-key.md"));
    let base = case.ok_or("no such case")?.input;
    let conditions = [
        r#""StringNotEquals": {"aws:SourceVpcee": "vpce-0abc1234"}"#,
        r#""StringNotEqualsIfExists": {"aws:SourceVpcEndpoint": "vpce-0abc1234"}"#,
        r#""StringNotEquals": {"aws:SourceVpce": "vpce-0abc*"}"#,
        r#""StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}"#,
        r#""StringNotEquals": {"aws:PrincipalAcount": "111122223333"}"#,
        r#""StringNotLike": {"aws:PrincipleArn": "arn:aws:iam::111122223333:role/import"}"#,
    ];
    Ok(conditions
        .into_iter()
        .map(|condition| {
            let mut input = base.clone();
            let bucket = input.documents.iter_mut().find(|it| it.kind == Kind::Bucket);
            bucket.into_iter().for_each(|it| {
                it.text = format!(
                    r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"], "Condition": {{{condition}}}}}]}}"#
                );
            });
            (condition.to_owned(), input)
        })
        .collect())
}

/// Nothing but the documents is changed where the documents alone end the denial.
#[test]
fn settings_are_changed_only_where_no_document_helps() -> Result<()> {
    for case in denied_cases()? {
        let remedy = remedy(&case.answered);
        if remedy.changes.is_empty() {
            continue;
        }
        let documents = Input { documents: remedy.documents, ..case.answered.clone() };
        assert_ne!(
            analyze(&documents).verdict.outcome,
            Outcome::Allowed,
            "{}",
            case.path.display()
        );
    }
    Ok(())
}

/// What a program sets of what the guide proposes, as the page does, is what the remedy takes as set.
#[test]
fn changes_are_told_as_facts_are() -> Result<()> {
    let mut told = 0;
    for case in undenied_tests::all()? {
        for step in analyze(&case.input).guide.into_iter().flat_map(|task| task.steps) {
            let Some(change) = step.change else { continue };
            for fact in change.facts.iter().filter(|it| !it.is_of_call() && it.key != "error") {
                let mut changed = Input::default();
                fact.tell(&mut changed);
                let facts =
                    json!([{ "key": fact.key, "value": fact.value, "subject": fact.subject }]);
                let as_told: wire::Told = serde_json::from_value(json!({ "told": facts }))?;
                let read = wire::Case::default().into_input_with(&as_told)?;
                assert_eq!(read.facts, changed.facts, "{}: {fact:?}", case.path.display());
                assert_eq!(read.unused_facts, Vec::<String>::new(), "{fact:?}");
                told += 1;
            }
        }
    }
    assert!(told > 10, "only {told} were told");
    Ok(())
}

#[test]
fn what_is_gained_is_what_the_caller_needs() -> Result<()> {
    for case in denied_cases()? {
        let mended = remedy(&case.answered).input;
        for probe in probes(&case.answered) {
            let gained = !may_be_allowed(&case.answered, &probe) && is_allowed(&mended, &probe);
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
    let mut seen = BTreeSet::new();
    for case in denied_cases()? {
        let remedy = remedy(&case.answered);
        let kinds = |documents: &[Document]| {
            let given = documents.iter().filter(|document| !document.text.trim().is_empty());
            given.map(|document| document.kind).collect::<Vec<_>>()
        };
        let wanted = kinds(&remedy.documents);
        if remedy.report.verdict.outcome != Outcome::Allowed || wanted.contains(&Kind::Resource) {
            continue;
        }
        for form in [Form::Commands, Form::CloudFormation, Form::Terraform] {
            // A session policy is no resource of any code.
            if form != Form::Commands && wanted.contains(&Kind::Session) {
                continue;
            }
            let text = write_corrected(&remedy.documents, &remedy.input, form, Lang::En);
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
            let outcome = analyze(&Input { documents, ..remedy.input.clone() }).verdict.outcome;
            assert_eq!(outcome, Outcome::Allowed, "{name}");
            read += 1;
            seen.extend(wanted.iter().map(|kind| format!("{kind:?}")));
        }
    }
    assert!(read > 30, "only {read} were tried");
    assert_eq!(seen.len(), 10, "{seen:?}");
    Ok(())
}
