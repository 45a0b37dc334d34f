//! `undenied authorize` as a user calls it: JSON Lines in, JSON Lines out, its exit status.

#![allow(clippy::indexing_slicing, reason = "answers are read by tests alone")]

use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
    thread,
};

use serde_json::{Value, json};

fn undenied(input: Vec<u8>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_undenied"))
        .arg("authorize")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| std::process::exit(error.raw_os_error().unwrap_or(1)));
    // It answers while it reads: both ends have to move.
    let stdin = child.stdin.take();
    let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let output = child.wait_with_output();
    let _ = writer.join();
    output.unwrap_or_else(|error| std::process::exit(error.raw_os_error().unwrap_or(1)))
}

fn answers(input: &str) -> Vec<Value> {
    let output = undenied(input.as_bytes().to_vec());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_default()).collect()
}

fn line(id: usize, resource: &str) -> String {
    json!({
        "id": id,
        "request": {"principal": "arn:aws:iam::111122223333:role/import", "action": "s3:GetObject",
                    "resource": "arn:aws:s3:::acme/x.csv", "resourceAccount": "111122223333",
                    "contextComplete": true},
        "policies": [{"kind": "identity", "document": {"Version": "2012-10-17", "Statement": [
            {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": resource}]}}],
    })
    .to_string()
}

#[test]
fn each_line_is_answered_and_a_bad_one_does_not_stop_the_rest() {
    let input = [
        line(1, "arn:aws:s3:::acme/*"),
        "nonsense".to_owned(),
        String::new(),
        r#"{"id":"third"}"#.to_owned(),
        r#"{"id":4,"request":{"action":"s3:GetObject"},"policies":[{"kind":"policy","document":{}}]}"#.to_owned(),
        line(5, "arn:aws:s3:::acme"),
    ]
    .join("\n");
    let answers = answers(&input);
    let told: Vec<(&Value, &Value, bool)> = answers
        .iter()
        .map(|answer| (&answer["id"], &answer["decision"], answer["error"].is_string()))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(1), &json!("allowed"), false),
            (&Value::Null, &Value::Null, true),
            (&json!("third"), &Value::Null, true),
            (&json!(4), &Value::Null, true),
            (&json!(5), &json!("implicitDeny"), false),
        ]
    );
    assert_eq!(answers[3]["error"], "`policies[0]`: there is no kind `policy`");
}

#[test]
fn the_nearest_allow_is_named_with_what_it_lacks() {
    let answer = &answers(&line(1, "arn:aws:s3:::acme"))[0];
    let expected = json!([{"policy": 0, "statement": 0, "sid": "Read", "effect": "Allow",
                           "matched": "no", "because": "resource", "conditionKey": null}]);
    assert_eq!(answer["decisive"], expected);
    assert_eq!(answer["blockedBy"], json!(["identity"]));
}

#[test]
fn a_trace_tells_every_statement_with_its_place() {
    let asked = line(1, "arn:aws:s3:::acme/*").replacen('{', r#"{"trace":true,"#, 1);
    let trace = &answers(&asked)[0]["trace"];
    assert_eq!(trace[0]["gates"], json!([{"gate": "identity", "outcome": "allowed"}]));
    assert_eq!(trace[0]["statements"][0]["matched"], "yes");
    assert!(trace[0]["statements"][0]["range"][1].as_u64() > Some(0));
}

#[test]
fn a_file_that_is_not_there_is_a_wrong_call() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_undenied")).args(["authorize", "/nowhere"]).output();
    assert_eq!(output.ok().and_then(|output| output.status.code()), Some(2));
}

#[test]
fn a_line_that_is_too_long_is_one_error_and_the_rest_go_on() {
    let long = format!(r#"{{"id":"long","request":"{}"}}"#, "x".repeat(40 << 20));
    let input = [line(1, "*"), long, line(2, "*")].join("\n");
    let answers = answers(&input);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!(1), &Value::Null, &json!(2)]);
    assert_eq!(answers[1]["error"], "this line is longer than 16 MiB");
}

#[test]
fn byte_order_marks_and_line_ends_of_windows_are_no_part_of_a_line() {
    let input = format!("\u{feff}{}\r\n\r\n  \r\n\u{feff}{}\r\n", line(1, "*"), line(2, "*"));
    let told: Vec<Value> =
        answers(&input).iter().map(|answer| answer["decision"].clone()).collect();
    assert_eq!(told, ["allowed", "allowed"]);
}

#[test]
fn a_member_that_stands_twice_is_an_error() {
    let twice = line(1, "*").replacen("\"action\"", "\"action\":\"s3:PutObject\",\"action\"", 1);
    let answer = &answers(&twice)[0];
    assert_eq!(answer["id"], 1);
    assert!(
        answer["error"].as_str().is_some_and(|error| error.starts_with("duplicate field `action`"))
    );
}
