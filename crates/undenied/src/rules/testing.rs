//! One helper for the rules' tests: a text, and under it carets with a part of the message.

use undenied_json::{Span, apply};

use crate::{
    BucketFacts, Document, Encryption, Facts, Input, Request, SETTINGS, TrustFacts, analyze,
    policy::Kind, profile, report::Finding,
};

/// Checks what `rule` says about one policy that nobody is importing with.
pub(crate) fn check(rule: &str, kind: Kind, fixture: &str) {
    run(rule, Input::default(), &[(kind, fixture)]);
}

/// Checks what `rule` says about an import by TiDB Cloud: account 999988887777 with external ID
/// `ext-1` assumes `role/import` of account 111122223333 and reads `s3://acme/mydata/`.
pub(crate) fn check_import(rule: &str, fixtures: &[(Kind, &str)]) {
    check_told(rule, import(), fixtures);
}

/// As [`check_import`] with other facts.
pub(crate) fn check_told(rule: &str, input: Input, fixtures: &[(Kind, &str)]) {
    run(rule, input, fixtures);
}

/// The import that [`check_import`] is about.
pub(crate) fn import() -> Input {
    Input {
        profile: profile::by_id("tidb-cloud-dedicated-import"),
        request: Request {
            principal: Some("arn:aws:iam::111122223333:role/import".into()),
            ..Request::default()
        },
        facts: Facts {
            trust: TrustFacts {
                account_id: Some("999988887777".into()),
                external_id: Some("ext-1".into()),
                ..TrustFacts::default()
            },
            bucket: BucketFacts {
                name: Some("acme".into()),
                prefix: Some("mydata/".into()),
                ..BucketFacts::default()
            },
            ..Facts::default()
        },
        ..Input::default()
    }
}

/// The same with objects under a KMS key of `account`; the bucket is in ap-northeast-1.
pub(crate) fn encrypted(account: &str) -> Input {
    let mut input = import();
    input.settings = Some(&SETTINGS);
    input.facts.bucket.region = Some("ap-northeast-1".into());
    input.facts.bucket.encryption = Some(Encryption {
        algorithm: "aws:kms".into(),
        key_arn: Some(format!(
            "arn:aws:kms:ap-northeast-1:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        )),
        bucket_key_enabled: Some(false),
    });
    input
}

/// Expected: in which document, where, and a part of the message.
struct Expected {
    document: usize,
    span: Span,
    message: String,
}

fn run(rule: &str, mut input: Input, fixtures: &[(Kind, &str)]) {
    let mut expected = Vec::new();
    for (document, (kind, fixture)) in fixtures.iter().enumerate() {
        let text = read_fixture(fixture, document, &mut expected);
        input.documents.push(Document { id: format!("{kind:?}"), kind: *kind, text, target: None });
    }
    let report = analyze(&input);
    let found: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.rule.id == rule).collect();
    let shown: Vec<String> = found
        .iter()
        .map(|finding| {
            let text = &input.documents[finding.place.document].text;
            format!(
                "{:?} {:?} {}",
                finding.place.span,
                finding.place.span.of(text),
                finding.message.en
            )
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "{rule} found {shown:#?}");
    for wanted in &expected {
        let hit = found.iter().find(|finding| {
            finding.place.document == wanted.document
                && finding.place.span == wanted.span
                && finding.message.en.contains(&wanted.message)
        });
        assert!(
            hit.is_some(),
            "nothing like {:?} at {:?} in {shown:#?}",
            wanted.message,
            wanted.span
        );
    }
    for finding in &found {
        every_fix_removes(&input, finding);
    }
}

/// A fix that leaves its finding in place is none.
fn every_fix_removes(input: &Input, finding: &Finding) {
    for fix in &finding.fixes {
        let mut fixed = input.clone();
        for (index, document) in fixed.documents.iter_mut().enumerate() {
            let own = fix.edits.iter().filter(|edit| edit.document == index);
            let edits: Vec<_> = own.map(|edit| edit.edit.clone()).collect();
            document.text = apply(&document.text, &edits).unwrap();
        }
        let report = analyze(&fixed);
        let stays = report
            .findings
            .iter()
            .any(|other| other.rule.id == finding.rule.id && other.message == finding.message);
        let text = &fixed.documents[finding.place.document].text;
        assert!(!stays, "`{}` leaves {:?} in\n{text}", fix.title.en, finding.message.en);
    }
}

/// The text without its caret lines; each caret line is about the line before it.
fn read_fixture(fixture: &str, document: usize, expected: &mut Vec<Expected>) -> String {
    let mut text = String::new();
    let mut line_start = 0;
    for line in fixture.trim_start_matches('\n').split_inclusive('\n') {
        let carets = line.trim_start();
        if carets.starts_with('^') {
            let column = line.chars().count() - carets.chars().count();
            let width = carets.chars().take_while(|character| *character == '^').count();
            let start = line_start + byte_at(text.get(line_start..).unwrap(), column);
            let end = start + byte_at(text.get(start..).unwrap(), width);
            let message = carets.trim_start_matches('^').trim().to_owned();
            expected.push(Expected { document, span: Span::new(start, end), message });
        } else {
            line_start = text.len();
            text.push_str(line);
        }
    }
    text.trim_end().to_owned()
}

fn byte_at(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.trim_end().len(), |(offset, _)| offset)
}
