//! Fixes of an answer, given back to the case that it answers.

use serde_json::{Value, json};

use super::*;
use crate::Lang;

const KEY: &str = "AKIAQ3EGV7X2LMND4RTK";

/// An object ARN without its `/*`, and a comma too many.
fn case(text: &str) -> Value {
    json!({
        "profile": "tidb-cloud-dedicated-import",
        "documents": [
            {"text": text, "note": "kept"},
            {"id": "trust", "kind": "trust", "document": {"Version": "2012-10-17", "Statement": []}},
        ],
        "facts": {"bucket": {"name": "acme", "prefix": "mydata/"}},
    })
}

fn policy(resource: &str, after: &str) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Sid": "日本{KEY}", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "{resource}"}}{after}]}}"#
    )
}

fn read(case: &Value) -> Case {
    Case::read(&case.to_string()).unwrap()
}

/// The fixes of the findings of `rules`, as the answer has them.
fn fixes(case: &Value, rules: &[&str]) -> Vec<Value> {
    let input = read(case).into_input().unwrap();
    let answer = crate::wire::answer(&input, &analyze(&input), Lang::En);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let findings = answer["findings"].as_array().unwrap().iter();
    let own = findings.filter(|finding| rules.contains(&finding["rule"].as_str().unwrap()));
    own.map(|finding| finding["fixes"][0].clone()).collect()
}

fn apply(case: &Value, fixes: &Value) -> Result<Value, String> {
    let documents = with_fixes(&read(case), &fixes.to_string())?;
    Ok(serde_json::from_str(&documents).unwrap())
}

#[test]
fn fixes_change_the_text_alone_and_what_was_masked_stays() {
    let case = case(&policy("arn:aws:s3:::acme/mydata", ","));
    let fixes = fixes(&case, &["json-syntax", "object-arn-without-wildcard"]);
    assert_eq!(fixes.len(), 2);
    let documents = apply(&case, &json!(fixes)).unwrap();
    let mut expected = case["documents"].clone();
    expected[0]["text"] = json!(policy("arn:aws:s3:::acme/mydata/*", ""));
    assert_eq!(documents, expected);
}

#[test]
fn one_fix_needs_no_list_and_counts_once() {
    let case = case(&policy("arn:aws:s3:::acme/mydata", ""));
    let fixes = fixes(&case, &["object-arn-without-wildcard"]);
    let [fix] = fixes.as_slice() else { panic!("{fixes:?}") };
    let once = apply(&case, fix).unwrap();
    assert_eq!(once[0]["text"], policy("arn:aws:s3:::acme/mydata/*", ""));
    assert_eq!(apply(&case, &json!([fix, fix])), Ok(once));
    assert_eq!(apply(&case, &json!([])), Ok(case["documents"].clone()));
}

#[test]
fn a_document_given_as_a_value_comes_back_as_text() {
    let text = policy("arn:aws:s3:::acme/mydata", "");
    let mut case = case(&text);
    case["documents"][0] = json!({"document": serde_json::from_str::<Value>(&text).unwrap()});
    let fixes = fixes(&case, &["object-arn-without-wildcard"]);
    let documents = apply(&case, &json!(fixes)).unwrap();
    assert_eq!(documents[0]["document"], Value::Null);
    assert!(documents[0]["text"].as_str().unwrap().contains("acme/mydata/*"));
}

#[test]
fn a_fix_of_another_text_is_refused() {
    let before = case(&policy("arn:aws:s3:::acme/mydata", ""));
    let fixes = json!(fixes(&before, &["object-arn-without-wildcard"]));
    let after = case(&format!("\n{}", policy("arn:aws:s3:::acme/mydata", "")));
    assert_eq!(apply(&after, &fixes), Err(STALE.to_owned()));
    let fixed = case(&policy("arn:aws:s3:::acme/mydata/*", ""));
    assert_eq!(apply(&fixed, &fixes), Err(STALE.to_owned()));
}

#[test]
fn what_is_no_fix_is_refused() {
    let case = case("{}");
    for fix in [json!(null), json!(1), json!("a"), json!({}), json!({"edits": [{}]})] {
        let error = apply(&case, &fix).unwrap_err();
        assert_eq!(error, NO_FIX, "{fix}");
    }
    // What JavaScript's `undefined` is as JSON.
    assert_eq!(with_fixes(&read(&case), ""), Err(NO_FIX.to_owned()));
}
