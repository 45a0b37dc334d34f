//! How slips are reported and repaired: each text with carets below it, then the repaired text.

mod closers;
mod documents;
mod junk;
mod members;
mod openers;
mod properties;
mod strings;
mod values;

use expect_test::Expect;

use super::{Parse, parse};
use crate::{Edit, Node, Span, SyntaxError, Value, apply};

/// Reports `text` as carets, and repairs it.
fn check(text: &str, expect: &Expect) {
    let parse = parse(text);
    let mut report = carets(text, &parse.errors);
    match repaired(text, &parse) {
        Some(repaired) => {
            assert_same_content(&parse, &repaired);
            report.push_str("-> ");
            report.push_str(&repaired);
            report.push('\n');
        }
        None => report.push_str("no repair\n"),
    }
    // An editor would strip trailing spaces from the snapshots.
    let lines: String = report.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    expect.assert_eq(&lines);
}

fn carets(text: &str, errors: &[SyntaxError]) -> String {
    let mut report = String::new();
    let mut start = 0;
    for line in text.split('\n') {
        let whole = Span::new(start, start + line.len());
        report.push_str(&visible(line));
        report.push('\n');
        for error in errors.iter().filter(|error| whole.touches(error.span.start)) {
            let column = Span::new(start, error.span.start).of(text).chars().count();
            let width = error.span.of(text).lines().next().unwrap_or("").chars().count();
            report.push_str(&" ".repeat(column));
            report.push_str(&"^".repeat(width.max(1)));
            report.push_str(&format!(" {:?}\n", error.kind));
        }
        start = whole.end + 1;
    }
    report
}

/// Each character still has the width of one.
fn visible(line: &str) -> String {
    line.replace('\t', "␉")
        .replace('\r', "␍")
        .replace(['\u{200B}', '\u{2060}', '\u{FEFF}', '\u{1}', '\u{2}'], "·")
        .replace(['\u{A0}', '\u{3000}'], "␣")
}

/// With all repairs; `None` where an error has none.
fn repaired(text: &str, parse: &Parse) -> Option<String> {
    if parse.errors.iter().any(|error| error.repair.is_empty()) {
        return None;
    }
    let repairs: Vec<Edit> = parse.errors.iter().flat_map(|error| error.repair.clone()).collect();
    Some(apply(text, &repairs).expect("repairs never overlap"))
}

fn assert_same_content(parse: &Parse, repaired: &str) {
    let value: serde_json::Value = match serde_json::from_str(repaired) {
        Ok(value) => value,
        Err(error) if error.to_string().starts_with("number out of range") => return,
        Err(error) => panic!("{error} in {repaired}"),
    };
    let root = parse.root.as_ref().expect("what can be repaired has a root");
    assert_eq!(as_serde(root), value, "{repaired}");
}

fn as_serde(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null | Value::Missing => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => serde_json::from_str(number).expect("a number"),
        Value::String(text) => text.value.clone().into(),
        Value::Array(elements) => elements.iter().map(as_serde).collect(),
        Value::Object(members) => {
            let entries =
                members.iter().map(|member| (member.name.value.clone(), as_serde(&member.value)));
            serde_json::Value::Object(entries.collect())
        }
    }
}
