//! Terraform code, the tree it means as JSON, and where its values stand.

use super::*;
use crate::intake::rewrite;

fn json(text: &str) -> String {
    let Some(hcl) = read(text) else { return String::new() };
    let pretty = rewrite::json(text, &hcl.root).text;
    pretty.lines().map(str::trim).collect::<Vec<_>>().concat().replace("\": ", "\":")
}

#[test]
fn every_form_becomes_the_tree_of_the_json_syntax() {
    for (text, expected) in [
        (
            "resource \"a\" \"b\" {\n  c = 1\n  d { e = true }\n  d { e = null }\n}\n",
            r#"{"resource":{"a":{"b":{"c":1,"d":{"e":true},"d":{"e":null}}}}}"#,
        ),
        (
            "policy = jsonencode({ Version = \"x\", \"Statement\": [{ A = [\"b\",] }] })",
            r#"{"policy":{"Version":"x","Statement":[{"A":["b"]}]}}"#,
        ),
        (
            "policy = <<-EOF\n    {\n      \"a\":\"${b.c}\\n\"\n    }\n  EOF\n",
            r#"{"policy":"{\n  \"a\":\"${b.c}\\n\"\n}\n"}"#,
        ),
        (
            "policy = \"$${aws:username} ${f(\"x\")} \\u00e9\\\"\"",
            r#"{"policy":"${aws:username} ${f(\"x\")} é\""}"#,
        ),
        (
            "policy = [a.b[0].arn, f(x), c ? 1 : 2, c ? 1 : 1, [for x in y : x]]",
            r#"{"policy":["${a.b[0].arn}","${f(x)}","${c ? 1 : 2}",1,"${[for x in y : x]}"]}"#,
        ),
        (
            "policy = concat([\"a\"], b, flatten([[\"c\"], \"d\"]))",
            r#"{"policy":["a","${b}","c","d"]}"#,
        ),
        ("policy = merge({ a = 1 }, { b = 2 })", r#"{"policy":{"a":1,"b":2}}"#),
        (
            "policy = jsonencode({ (var.k) = 1, \"${var.l}\" = 2 })",
            r#"{"policy":{"${var.k}":1,"${var.l}":2}}"#,
        ),
    ] {
        assert_eq!(json(text), expected, "{text}");
    }
}

#[test]
fn what_stands_beside_a_slip_is_read() {
    let good = "resource \"a\" \"b\" {\n  c = 1\n}\n";
    let bad = "resource \"a\" \"d\" {\n  e = \n  policy = jsonencode({ F = \"g\" })\n}\n";
    let text = format!("{good}{bad}{good}");
    let hcl = read(&text).unwrap();
    assert_eq!(
        json(&text),
        r#"{"resource":{"a":{"b":{"c":1}}},"policy":{"F":"g"},"resource":{"a":{"b":{"c":1}}}}"#
    );
    let error = hcl.error.unwrap();
    assert!(error.words.en.contains("line 5"), "{}", error.words.en);
    assert_eq!(json("x jsonencode({ F = \"g\" }) y"), r#"{"policy":{"F":"g"}}"#);
}

#[test]
fn a_plan_is_read_as_what_will_be() {
    let text = concat!(
        "Terraform will perform the following actions:\n\n",
        "  # aws_s3_bucket_policy.b will be updated in-place\n",
        "  ~ resource \"aws_s3_bucket_policy\" \"b\" {\n",
        "      ~ bucket = \"old\" -> \"new\" # forces replacement\n",
        "      + id     = (known after apply)\n",
        "      ~ policy = jsonencode(\n",
        "          ~ {\n",
        "              ~ Statement = [\n",
        "                  - {\n",
        "                      - Effect = \"Deny\"\n",
        "                    },\n",
        "                  ~ {\n",
        "                      ~ Action = \"s3:a\" -> \"s3:b\"\n",
        "                        # (1 unchanged attribute hidden)\n",
        "                    },\n",
        "                ]\n",
        "            }\n",
        "        )\n",
        "      - gone {\n",
        "          - x = 1 -> null\n",
        "        }\n",
        "    }\n\n",
        "Plan: 0 to add, 1 to change, 0 to destroy.\n",
    );
    assert_eq!(
        json(text),
        r#"{"resource":{"aws_s3_bucket_policy":{"b":{"bucket":"new","id":"${apply.unknown}","policy":{"Statement":[{"Action":"s3:b"}]}}}}}"#
    );
    let root = read(text).unwrap().root;
    let written = format!("{root:?}");
    let at = text.find("\"s3:b\"").unwrap();
    assert!(written.contains(&format!("{:?}", Span::new(at, at + 6))), "{written}");
}

#[test]
fn prose_is_no_terraform() {
    for text in ["", "resource not found", "{\"resource\": 1}", "An error occurred (AccessDenied)"]
    {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn hostile_texts_end_soon() {
    let keys: String = (0..100_000).map(|index| format!("a{index} = 1\n")).collect();
    for text in [
        format!("policy = {}", "[".repeat(100_000)),
        format!("policy = {}", "(".repeat(100_000)),
        format!("policy = {}", "{a = ".repeat(100_000)),
        format!("policy = {}", "\"${".repeat(100_000)),
        format!("policy = jsonencode({{\n{keys}}})"),
        format!("resource \"a\" \"b\" {{\n{}", "<<A\n".repeat(100_000)),
        "jsonencode(".repeat(50_000),
        "- resource \"a\" {\n".repeat(50_000),
        format!("policy = {}", "<<A".repeat(100_000)),
        "policy = \"é".to_owned(),
    ] {
        let _ = read(&text);
    }
}
