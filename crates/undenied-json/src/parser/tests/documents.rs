//! What is around the JSON, and texts without any.

use expect_test::expect;

use super::check;

#[test]
fn empty() {
    check(
        "",
        &expect![[r#"

        ^ Empty
        no repair
    "#]],
    );
}

#[test]
fn only_space() {
    check(
        " \n",
        &expect![[r#"
 
        ^ Empty

        no repair
    "#]],
    );
}

#[test]
fn no_json() {
    check(
        "An error occurred (AccessDenied)",
        &expect![[r#"
        An error occurred (AccessDenied)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NoJson
        no repair
    "#]],
    );
}

#[test]
fn scalars_are_documents() {
    check(
        r#""a""#,
        &expect![[r#"
        "a"
        -> "a"
    "#]],
    );
}

#[test]
fn prose_around() {
    check(
        r#"Here's my policy:

{"a": 1}

Does it look right?"#,
        &expect![[r#"
    Here's my policy:
    ^^^^^^^^^^^^^^^^^ TextBefore

    {"a": 1}

    Does it look right?
    ^^^^^^^^^^^^^^^^^^^ TextAfter
    -> {"a": 1}
"#]],
    );
}

#[test]
fn markdown_fence() {
    check(
        r#"```json
{"a": 1}
```
"#,
        &expect![[r#"
    ```json
    ^^^^^^^ TextBefore
    {"a": 1}
    ```
    ^^^ TextAfter

    -> {"a": 1}

"#]],
    );
}

#[test]
fn log_line() {
    check(
        r#"[INFO] policy {"a": 1} read"#,
        &expect![[r#"
        [INFO] policy {"a": 1} read
        ^^^^^^^^^^^^^ TextBefore
                               ^^^^ TextAfter
        -> {"a": 1}
    "#]],
    );
}

#[test]
fn second_document() {
    check(
        r#"{"a": 1}
{"b": 2}"#,
        &expect![[r#"
    {"a": 1}
    {"b": 2}
    ^^^^^^^^ ExtraDocument
    -> {"a": 1}
"#]],
    );
}

#[test]
fn byte_order_mark() {
    check(
        "\u{FEFF}{\"a\": 1}",
        &expect![[r#"
            ·{"a": 1}
            ^ ByteOrderMark
            -> {"a": 1}
        "#]],
    );
}

#[test]
fn comment_before() {
    check(
        r#"# role policy
{"a": 1}"#,
        &expect![[r##"
    # role policy
    ^^^^^^^^^^^^^ Comment
    {"a": 1}
    -> {"a": 1}
"##]],
    );
}

#[test]
fn members_without_braces() {
    check(
        r#""Effect": "Allow",
"Action": "x""#,
        &expect![[r#"
    "Effect": "Allow",
    ^ MissingOpener { expected: '{' }
    "Action": "x"
                 ^ MissingCloser { expected: '}', opener: Span { start: 0, end: 0 } }
    -> {"Effect": "Allow",
    "Action": "x"
    }
"#]],
    );
}

#[test]
fn members_without_opening_brace() {
    check(
        r#""Effect": "Allow"
}"#,
        &expect![[r#"
    "Effect": "Allow"
    ^ MissingOpener { expected: '{' }
    }
    -> {"Effect": "Allow"
    }
"#]],
    );
}

#[test]
fn list_without_brackets() {
    check(
        r#"{"a": 1},
{"b": 2}"#,
        &expect![[r#"
    {"a": 1},
    ^ MissingOpener { expected: '[' }
    {"b": 2}
            ^ MissingCloser { expected: ']', opener: Span { start: 0, end: 0 } }
    -> [{"a": 1},
    {"b": 2}
    ]
"#]],
    );
}

#[test]
fn comma_after() {
    check(
        r#"{"a": 1},"#,
        &expect![[r#"
        {"a": 1},
                ^ TrailingComma
        -> {"a": 1}
    "#]],
    );
}

#[test]
fn too_deep() {
    check(
        &format!("{}{}", "[".repeat(128), "]".repeat(128)),
        &expect![[r#"
        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
                                                                                                                                       ^ TooDeep
        no repair
    "#]],
    );
}
