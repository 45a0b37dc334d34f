//! The JSON Schemas of the wire format describe what the code reads and writes, no more, no less.

use std::{fs, path::Path};

use jsonschema::Validator;
use serde_json::{Value, json};
use undenied::{Lang, analyze, explain, profile, wire};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn schema(text: &str) -> Result<Validator> {
    let schema: Value = serde_json::from_str(text)?;
    jsonschema::draft202012::meta::validate(&schema).map_err(|error| error.to_string())?;
    Ok(jsonschema::draft202012::new(&schema).map_err(|error| error.to_string())?)
}

fn answers() -> Result<Vec<Value>> {
    let mut answers = Vec::new();
    for case in undenied_tests::all()? {
        for lang in [Lang::En, Lang::Ja] {
            let answer = wire::answer(&case.input, &analyze(&case.input), lang);
            answers.push(serde_json::from_str(&answer)?);
            let remedy = undenied::remedy(&case.input);
            let sources = wire::Sources::default();
            let report = analyze(&case.input);
            let mended = wire::answer_with(&case.input, &report, &sources, Some(&remedy), lang);
            answers.push(serde_json::from_str(&mended)?);
        }
    }
    Ok(answers)
}

#[test]
fn every_answer_fits_the_schema() {
    let schema = schema(include_str!("../crates/undenied/schema/answer.json")).unwrap();
    for answer in answers().unwrap() {
        let errors: Vec<String> =
            schema.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_requires_every_field_of_an_answer() {
    let schema = schema(include_str!("../crates/undenied/schema/answer.json")).unwrap();
    let answer = answers().unwrap().swap_remove(0);
    for field in answer.as_object().unwrap().keys() {
        let mut without = answer.clone();
        without.as_object_mut().unwrap().remove(field);
        assert!(!schema.is_valid(&without), "{field} may be absent");
    }
}

#[test]
fn the_schema_takes_what_the_code_takes() {
    let schema = schema(include_str!("../crates/undenied/schema/case.json")).unwrap();
    let case = json!({
        "schema": 1, "language": "ja", "profile": "tidb-cloud-dedicated-import",
        "documents": [
            {"id": "a", "kind": "identity", "text": "{}"},
            {"id": "b", "kind": "trust", "document": {}},
            {"id": "c", "kind": "identity", "managedPolicy": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"},
            {"id": "d", "kind": "serviceControl", "text": "{}", "target": "r-root", "inForce": true},
        ],
        "request": {
            "principal": "arn:aws:iam::111122223333:role/import", "session": "s", "action": "s3:GetObject",
            "resource": "arn:aws:s3:::acme/a", "resourceAccount": "111122223333",
            "context": {"aws:SecureTransport": true, "aws:TagKeys": ["a", "b"]}, "contextComplete": true,
        },
        "facts": {
            "trust": {"accountId": "999988887777", "externalId": "x", "principal": "arn:aws:iam::999988887777:user/v", "subject": "s"},
            "bucket": {"name": "acme", "account": "111122223333", "region": "us-east-1", "prefix": "a/", "requestPayer": "BucketOwner",
                "objectOwnership": "BucketOwnerEnforced", "publicAccessBlock": {"RestrictPublicBuckets": true}, "mfaDelete": "unknown", "versioning": "Enabled",
                "encryption": {"algorithm": "aws:kms", "keyArn": "arn:aws:kms:us-east-1:111122223333:key/k", "bucketKeyEnabled": false}},
            "object": {"exists": true, "ownerAccount": "111122223333", "aclGrantsRequester": false,
                "lock": {"mode": "GOVERNANCE", "retainUntil": "2031-01-01T00:00:00Z", "legalHold": false}},
            "keys": [{"arn": "arn:aws:kms:us-east-1:111122223333:key/k", "account": "111122223333", "manager": "CUSTOMER", "state": "Enabled"}],
            "accessPoint": {"name": "in", "bucket": "acme", "networkOrigin": "Internet", "account": "111122223333"},
            "call": {"vpcEndpoint": null, "requestPayer": false, "serverSideEncryptionHeader": null},
            "organization": {"managementAccountId": "444455556666"},
            "now": "2026-11-21T00:00:00Z",
        },
    });
    let errors: Vec<String> = schema.iter_errors(&case).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let read: wire::Case = serde_json::from_value(case).unwrap();
    assert_eq!(read.into_input().unwrap().unused_facts, ["bucket.versioning"]);
    assert!(schema.is_valid(&json!({"profile": {"id": "own"}})));
    for wrong in [json!({"documents": [{"kind": "policy"}]}), json!({"schema": 2})] {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn every_profile_fits_its_schema_and_the_schema_knows_every_field() {
    let text = include_str!("../crates/undenied/schema/profile.json");
    let schema = schema(text).unwrap();
    let readme = include_str!("../crates/undenied/profiles/README.md");
    let example = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let built_in = profile::built_in().map(|(_, text)| text);
    for text in built_in.chain([example]) {
        let profile: Value = serde_json::from_str(text).unwrap();
        let errors: Vec<String> =
            schema.iter_errors(&profile).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?} in {text}");
    }
    let mut fields: Value = serde_json::from_str(text).unwrap();
    let fields = fields["properties"].as_object_mut().unwrap();
    let example: Value = serde_json::from_str(example).unwrap();
    for field in fields.keys() {
        assert!(example.get(field).is_some(), "the example lacks {field}");
    }
    for wrong in [
        json!({"id": "a", "name": {"en": "A", "ja": "A"}}),
        json!({"id": "A b", "name": {"en": "A", "ja": "A"}, "bucketActions": []}),
        json!({"id": "a", "name": {"en": "A"}, "bucketActions": []}),
        json!({"id": "a", "name": {"en": "A", "ja": "A"}, "bucketActions": [{"action": "ListBucket"}]}),
    ] {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn every_explanation_fits_the_schema_and_has_all_its_fields() {
    let schema = schema(include_str!("../crates/undenied/schema/explanation.json")).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/denied");
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for lang in [Lang::En, Lang::Ja] {
            let explanation = wire::explanation(&explain::explain(&text), lang);
            let explanation: Value = serde_json::from_str(&explanation).unwrap();
            let errors: Vec<String> =
                schema.iter_errors(&explanation).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            for field in explanation.as_object().unwrap().keys() {
                let mut without = explanation.clone();
                without.as_object_mut().unwrap().remove(field);
                assert!(!schema.is_valid(&without), "{field} may be absent");
            }
        }
    }
}

/// Lines that use every field, and a bad one.
const LINES: [&str; 3] = [
    r#"{"id":"1","trace":true,"request":{"principal":"arn:aws:iam::111122223333:role/import","session":"arn:aws:sts::111122223333:assumed-role/import/s1","action":"s3:GetObject","resource":"arn:aws:s3:::acme/x","resourceAccount":"111122223333","context":{"aws:TagKeys":["a"]},"contextComplete":true},"policies":[{"kind":"identity","name":"import","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:UserAgent":"x"}}}}},{"kind":"serviceControl","target":"r-root","document":"{}"}],"facts":{"bucket":{"encryption":{"algorithm":"aws:kms"}}}}"#,
    r#"{"id":2,"request":{"action":"s3:GetObject"},"facts":{"bucket":"unknown","serviceControl":"unknown"}}"#,
    r#"{"id":3}"#,
];

#[test]
fn lines_of_authorize_fit_their_schemas() {
    let input = schema(include_str!("../crates/undenied/schema/authorize.json")).unwrap();
    let output = schema(include_str!("../crates/undenied/schema/authorization.json")).unwrap();
    for (line, is_good) in LINES.into_iter().zip([true, true, false]) {
        assert_eq!(input.is_valid(&serde_json::from_str(line).unwrap()), is_good, "{line}");
        let answer: Value = serde_json::from_str(&wire::authorize_line(line)).unwrap();
        let errors: Vec<String> =
            output.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{answer:#} {errors:#?}");
        for field in answer.as_object().unwrap().keys().filter(|field| *field != "trace") {
            let mut without = answer.clone();
            without.as_object_mut().unwrap().remove(field);
            assert!(!output.is_valid(&without), "{field} may be absent");
        }
    }
}
