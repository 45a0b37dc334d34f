//! A YAML text, the JSON it means, and where its values stand.

use super::*;
use crate::intake::rewrite;

/// The documents as JSON on one line.
fn json(text: &str) -> Vec<String> {
    let documents = read(text).map(|yaml| yaml.documents).unwrap_or_default();
    documents.iter().map(|node| one_line(text, node)).collect()
}

fn one_line(text: &str, node: &Node) -> String {
    let pretty = rewrite::json(text, node).text;
    pretty.lines().map(str::trim).collect::<Vec<_>>().concat().replace("\": ", "\":")
}

#[test]
fn every_form_becomes_the_tree_that_json_gives() {
    for (text, expected) in [
        ("Version: 2012-10-17\nStatement: []\n", r#"{"Version":"2012-10-17","Statement":[]}"#),
        (
            "Policy:\n  Account: 012345678901\n  on: yes\n  n: 5\n  none:\n",
            r#"{"Policy":{"Account":"012345678901","on":true,"n":5,"none":null}}"#,
        ),
        (
            "Policy: 111122223333\nb: 1.5\nc: 1e3\nd: '7'",
            r#"{"Policy":"111122223333","b":1.5,"c":"1e3","d":"7"}"#,
        ),
        (
            "Policy: !Ref A\nb: !Sub 'x-${A}'\nc: !GetAtt A.Arn\nd: !Join ['', [a, !Ref B]]",
            r#"{"Policy":{"Ref":"A"},"b":{"Fn::Sub":"x-${A}"},"c":{"Fn::GetAtt":["A","Arn"]},"d":{"Fn::Join":["",["a",{"Ref":"B"}]]}}"#,
        ),
        (
            "Policy: !If\n  - A\n  - b\n  - !Ref AWS::NoValue",
            r#"{"Policy":{"Fn::If":["A","b",{"Ref":"AWS::NoValue"}]}}"#,
        ),
        (
            "Policy: |\n  {\"a\":\n    1}\nb: >-\n  one\n  two\n",
            r#"{"Policy":"{\"a\":\n  1}\n","b":"one two"}"#,
        ),
        (
            "x: &x {Effect: Allow, Action: a}\nStatement:\n- <<: *x\n  Action: b\n- *x",
            r#"{"x":{"Effect":"Allow","Action":"a"},"Statement":[{"Action":"b","Effect":"Allow"},{"Effect":"Allow","Action":"a"}]}"#,
        ),
        (
            "      PolicyDocument:\n        Statement:\n          - Effect: Allow",
            r#"{"PolicyDocument":{"Statement":[{"Effect":"Allow"}]}}"#,
        ),
        (
            "- Effect: Allow\n          Action: s3:*\n        - Effect: Deny",
            r#"[{"Effect":"Allow","Action":"s3:*"},{"Effect":"Deny"}]"#,
        ),
        (
            "Effect: Allow\n    Action: s3:*\n    Resource:\n      - '*'",
            r#"{"Effect":"Allow","Action":"s3:*","Resource":["*"]}"#,
        ),
        (
            "\u{feff}Statement:\r\n\t- Effect: Allow\r\n\t  Action: a\r\n",
            r#"{"Statement":[{"Effect":"Allow","Action":"a"}]}"#,
        ),
    ] {
        assert_eq!(json(text), [expected], "{text}");
    }
}

#[test]
fn several_documents_are_several() {
    let text = "---\nPolicy: a\n---\nPolicy: b\n...\n";
    assert_eq!(json(text), [r#"{"Policy":"a"}"#, r#"{"Policy":"b"}"#]);
}

#[test]
fn prose_is_no_yaml() {
    for text in ["Policy", "An error occurred: Access Denied", "error: no\nfix: none", "", "a\nb"] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn a_value_points_to_where_it_was_written() {
    let text =
        "Policy: {é: \"a\\tb\"} # c\nx: !Sub  'it''s'\ny: >\n   one\n   two\nz: word # note\n";
    let yaml = read(text).unwrap();
    let members = yaml.documents[0].members().unwrap();
    let written: Vec<&str> = members.iter().map(|member| member.value.span.of(text)).collect();
    assert_eq!(written, ["{é: \"a\\tb\"}", "'it''s'", "one\n   two\n", "word"]);
    let folded = members[2].value.text().unwrap();
    assert_eq!(folded.source(4..7).of(text), "two");
    let inner = members[0].value.members().unwrap()[0].value.text().unwrap();
    assert_eq!((inner.source(1..2).of(text), inner.source(2..3).of(text)), ("\\t", "b"));
}

#[test]
fn what_stands_before_an_error_is_kept_and_the_error_is_placed() {
    let text = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n  B:\n    Type: 'x\n";
    let yaml = read(text).unwrap();
    let error = yaml.error.unwrap();
    assert_eq!(
        one_line(text, &yaml.documents[0]),
        r#"{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}"#
    );
    assert!(error.words.en.contains("line 5"), "{}", error.words.en);
    assert!(error.words.ja.contains("5 行目"), "{}", error.words.ja);
}

#[test]
fn hostile_texts_end_soon() {
    let laughs: String = (1..60).fold("Policy: &a0 [x, x]\n".to_owned(), |text, index| {
        format!("{text}a{index}: &a{index} [*a{0}, *a{0}]\n", index - 1)
    });
    let texts = [
        laughs,
        "Policy: a\n".repeat(100_000),
        format!("Policy: {}", "[".repeat(100_000)),
        format!("Policy: {}", "{".repeat(100_000)),
        format!("Policy:\n {}", "- ".repeat(100_000)),
        format!("Policy:\n {}", "? ".repeat(100_000)),
        format!("Policy: {}", "((".repeat(100_000)),
        format!("Policy: \"{}\"", "\\\n ".repeat(100_000)),
        format!("Policy: {}", "&a !Ref ".repeat(10_000)),
    ];
    for text in texts {
        let _ = read(&text);
    }
}
