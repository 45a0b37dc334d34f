//! What AWS answers when a policy is saved: its own words, in its order, and nothing where it saves it.

#[path = "refusals/endpoint.rs"]
mod endpoint;
#[path = "refusals/iam.rs"]
mod iam;
#[path = "refusals/s3.rs"]
mod s3;

use undenied::{
    BucketFacts, Document, Facts, Input, Outcome, Refusal, RefusalError, Report, Severity, analyze,
    policy::Kind,
};

fn report(kind: Kind, text: &str, bucket: Option<&str>) -> Report {
    let name = bucket.map(ToOwned::to_owned);
    let bucket = BucketFacts { name, ..BucketFacts::default() };
    let document = Document { id: "p".into(), kind, text: text.to_owned(), target: None };
    let facts = Facts { bucket, ..Facts::default() };
    analyze(&Input { documents: vec![document], facts, ..Input::default() })
}

/// A policy of one statement with these elements.
fn policy(elements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{{{elements}}}]}}"#)
}

/// AWS's words for `text`, in their order; `-` where they are not known.
fn texts(report: &Report) -> Vec<&str> {
    let errors = report.refusals.iter().flat_map(|refusal| &refusal.errors);
    errors.map(|error| if error.text.is_empty() { "-" } else { error.text.as_str() }).collect()
}

#[track_caller]
fn refused(kind: Kind, text: &str, words: &[&str]) {
    let report = report(kind, text, None);
    assert_eq!(texts(&report), words, "{kind:?} {text}");
    says_so(&report, text);
}

/// Every place has an error among the findings.
#[track_caller]
fn says_so(report: &Report, text: &str) {
    let errors = |it: &'_ Refusal| -> Vec<(RefusalError, bool)> {
        it.errors.iter().map(|error| (error.clone(), it.is_certain())).collect()
    };
    for (error, is_certain) in report.refusals.iter().flat_map(errors) {
        let (document, span) = (error.place.document, error.place.span);
        let is_there = report.findings.iter().any(|finding| {
            let own = &finding.place;
            let holds = own.span.start <= span.start && span.end <= own.span.end;
            // A policy in another one's box is not blamed for that kind's grammar.
            let is_meant = finding.rule.id != "wrong-policy-kind";
            let is_error = finding.severity == Severity::Error || !is_certain;
            own.document == document && (holds || !is_meant) && is_error
        });
        assert!(is_there, "nothing says {error:?} of {text}: {:?}", report.findings);
    }
}

#[track_caller]
fn saved(kind: Kind, text: &str) {
    let report = report(kind, text, None);
    assert_eq!(report.refusals, [], "{kind:?} {text}");
}

const READ: &str =
    r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*""#;
const PUBLIC: &str = r#""Principal": "*", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*""#;
const ASSUMED: &str =
    r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#;
const OF_TYPE: &str =
    "The provided policy document does not meet the requirements of the specified policy type.";

#[test]
fn organizations_take_their_types() {
    let deny = r#""Effect": "Deny", "Action": "s3:*", "Resource": "*""#;
    let everyone = format!(r#"{deny}, "Principal": "*""#);
    saved(Kind::ServiceControl, &policy(deny));
    saved(Kind::ServiceControl, &policy(&deny.replace("Deny", "Allow")));
    refused(Kind::ServiceControl, &policy(&everyone), &[OF_TYPE]);
    refused(Kind::ServiceControl, &policy(&deny.replace("s3:*", "GetObject")), &[OF_TYPE]);
    refused(Kind::ServiceControl, &policy(&format!(r#""Sid": "a b", {deny}"#)), &[OF_TYPE]);
    let kind = Kind::ResourceControl;
    saved(kind, &policy(&everyone));
    saved(kind, &policy(&everyone.replace("s3:*", "S3:NoSuchThing")));
    saved(kind, &policy(&everyone.replace("\"*\"}", "{\"AWS\": \"*\"}}")));
    saved(kind, &policy(&everyone.replace("Resource", "NotResource")));
    saved(
        kind,
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
    );
    for (from, to) in [
        ("\"Deny\"", "\"Allow\""),
        ("\"s3:*\"", "\"*\""),
        ("\"s3:*\"", "\"ec2:*\""),
        ("\"Action\"", "\"NotAction\""),
        ("\"Principal\"", "\"NotPrincipal\""),
        ("\"Principal\": \"*\"", "\"Principal\": {\"AWS\": \"111122223333\"}"),
    ] {
        refused(kind, &policy(&everyone.replace(from, to)), &[OF_TYPE]);
    }
}

/// A policy of `size` characters, `spaces` of them white space.
fn long(elements: &str, size: usize, spaces: usize) -> String {
    let start = policy(&format!("{elements}, \"Sid\": \"")).replace(' ', "").replace("}]}", "");
    let sid = "a".repeat(size - start.len() - "\"}]}".len() - spaces);
    format!("{start}{sid}\"{}}}]}}", " ".repeat(spaces))
}

#[test]
fn each_kind_has_a_longest_policy() {
    let key = r#""Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*""#;
    let point = PUBLIC.replace(":::acme", ":us-east-1:111122223333:accesspoint/a/object");
    let control = r#""Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*""#;
    for (kind, elements, most, counts_space, words) in [
        (Kind::Identity, READ, 10_240, false, "Maximum policy size of 10240 bytes exceeded"),
        (Kind::PermissionsBoundary, READ, 6_144, false, "Cannot exceed quota for PolicySize: 6144"),
        (Kind::Trust, ASSUMED, 2_048, false, "Cannot exceed quota for ACLSizePerRole: 2048"),
        (Kind::Session, READ, 2_048, true, "-"),
        (Kind::ServiceControl, READ, 10_240, true, "-"),
        (Kind::ResourceControl, control, 5_120, true, "-"),
        (Kind::Bucket, PUBLIC, 20_480, true, "Policy exceeds the maximum allowed document size."),
        (Kind::AccessPoint, &point, 20_480, true, "-"),
        (Kind::VpcEndpoint, PUBLIC, 20_480, true, "-"),
        (Kind::Key, key, 32_768, true, "-"),
    ] {
        saved(kind, &long(elements, most, 0));
        refused(kind, &long(elements, most + 1, 0), &[words]);
        let spaced = long(elements, most + 1, 9);
        if counts_space { refused(kind, &spaced, &[words]) } else { saved(kind, &spaced) }
    }
}

#[test]
fn operations_and_codes_are_those_of_the_kind() {
    for (kind, text, operation, code) in [
        (
            Kind::Identity,
            policy(&READ.replace("s3:", "")),
            "PutRolePolicy",
            "MalformedPolicyDocument",
        ),
        (
            Kind::Trust,
            policy(&ASSUMED.replace("sts:", "s3:")),
            "UpdateAssumeRolePolicy",
            "MalformedPolicyDocument",
        ),
        (Kind::Bucket, policy(&PUBLIC.replace("s3:", "")), "PutBucketPolicy", "MalformedPolicy"),
        (Kind::Identity, long(READ, 10_241, 0), "PutRolePolicy", "LimitExceeded"),
    ] {
        let report = report(kind, &text, None);
        let found: Vec<_> = report.refusals.iter().map(|it| (it.operation, it.code)).collect();
        assert_eq!(found, [(operation, code)], "{text}");
    }
}

#[test]
fn every_refusal_of_every_case_has_a_finding_at_its_place() {
    for case in undenied_tests::all().unwrap() {
        let report = analyze(&case.input);
        says_so(&report, &case.path.display().to_string());
    }
}

#[test]
fn layout_is_not_what_is_refused() {
    let loose = |text: &str| {
        let text = text.replace(['\n', '\r'], "\r\n\t ").replace(": ", " :\n");
        format!("{text}\n\n")
    };
    for case in undenied_tests::all().unwrap() {
        let mut changed = case.input.clone();
        for document in &mut changed.documents {
            // Inside quotation marks a colon is no layout.
            let has_text = document.text.contains(": \\") || document.text.contains("\": \": ");
            if !has_text && document.text.len() < 1_500 {
                document.text = loose(&document.text);
            }
        }
        let words = |input: &Input| -> Vec<String> {
            let refusals = analyze(input).refusals;
            let errors = refusals.iter().flat_map(|refusal| &refusal.errors);
            errors.map(|error| error.text.clone()).collect()
        };
        assert_eq!(words(&case.input), words(&changed), "{}", case.path.display());
    }
}

#[test]
fn what_is_refused_is_not_in_force() {
    let outcome = |sid: &str| {
        let mut input = undenied_tests::all()
            .unwrap()
            .into_iter()
            .find_map(|case| case.path.ends_with("import-allowed.md").then_some(case.input));
        let input = input.as_mut().unwrap();
        let identity = input.documents.iter_mut().find(|it| it.kind == Kind::Identity).unwrap();
        identity.text = identity.text.replacen("Objects", sid, 1);
        analyze(input).verdict.outcome
    };
    assert_eq!(outcome("Objects"), Outcome::Allowed);
    assert_eq!(outcome("読み取り"), Outcome::Undetermined);
    // AWS's own managed policies are longer than anybody else's may be.
    assert_eq!(outcome(&"a".repeat(10_240)), Outcome::Allowed);
}

/// The case of a workflow that signs in by GitHub.
fn github() -> Option<Input> {
    let mut all = undenied_tests::all().ok()?.into_iter();
    let case = all.find(|case| case.path.ends_with("web-identity-of-another-github-job.md"));
    case.map(|case| case.input)
}

/// Saved before AWS asked for `sub`, it is in force all the same.
#[test]
fn what_aws_printed_is_in_force_even_if_it_would_be_refused() {
    let mut case = github().unwrap();
    let trust = case.documents.iter_mut().find(|it| it.kind == Kind::Trust).unwrap();
    let sub = r#""token.actions.githubusercontent.com:sub": "repo:acme/site:ref:refs/heads/main""#;
    let without = trust.text.replacen(sub, "", 1);
    trust.text = without.replacen("sts.amazonaws.com\",", "sts.amazonaws.com\"", 1);
    let id = trust.id.clone();
    let outcome = |input: &Input| analyze(input).verdict.outcome;
    assert_eq!(outcome(&case), Outcome::Undetermined);
    case.in_force = vec![id];
    let report = analyze(&case);
    assert_eq!(report.verdict.outcome, Outcome::Allowed);
    assert_eq!(texts(&report), ["-"]);
    assert!(report.findings.iter().all(|it| it.severity != Severity::Error), "{report:?}");
    // Of what no rule tells, too.
    let trust = case.documents.iter_mut().find(|it| it.kind == Kind::Trust).unwrap();
    trust.text = trust.text.replacen("\"Effect\"", "\"Sid\": \"許可\", \"Effect\"", 1);
    let report = analyze(&case);
    let told = report.findings.iter().find(|it| it.rule.id == "refused-when-saved").unwrap();
    assert_eq!((report.verdict.outcome, told.severity), (Outcome::Allowed, Severity::Warning));
    assert!(told.why.en.contains("in force"), "{told:?}");
}

#[test]
fn what_was_changed_is_not_in_force() {
    let mut case = github().unwrap();
    case.in_force = case.documents.iter().map(|document| document.id.clone()).collect();
    assert_eq!(case.in_force.len(), 2);
    let remedied = undenied::remedy(&case);
    assert_eq!(remedied.applied.len(), 1);
    assert_eq!(remedied.input.in_force, ["role policy"]);
}

#[test]
fn nothing_that_the_guide_writes_is_refused() {
    for case in undenied_tests::all().unwrap() {
        let guide = analyze(&case.input).guide;
        for draft in guide.iter().flat_map(|task| &task.steps).filter_map(|it| it.document.as_ref())
        {
            for text in [&draft.text.en, &draft.text.ja] {
                saved(draft.kind, text);
            }
        }
    }
}
