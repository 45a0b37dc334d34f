//! What a missing, wrong or superfluous opening bracket is blamed on.

use expect_test::expect;

use super::check;

#[test]
fn brackets_for_braces() {
    check(
        r#"{"Principal": ["AWS": "x"]}"#,
        &expect![[r#"
            {"Principal": ["AWS": "x"]}
                          ^ WrongOpener { found: '[', expected: '{' }
            -> {"Principal": {"AWS": "x"}}
        "#]],
    );
}

#[test]
fn braces_for_brackets() {
    check(
        r#"{"Action": {"a", "b"}}"#,
        &expect![[r#"
            {"Action": {"a", "b"}}
                       ^ WrongOpener { found: '{', expected: '[' }
            -> {"Action": ["a", "b"]}
        "#]],
    );
}

#[test]
fn brace_missing_after_the_bracket() {
    check(
        r#"{"Statement": ["Effect": "Allow", "Action": "x"}]}"#,
        &expect![[r#"
        {"Statement": ["Effect": "Allow", "Action": "x"}]}
                       ^ MissingOpener { expected: '{' }
        -> {"Statement": [{"Effect": "Allow", "Action": "x"}]}
    "#]],
    );
}

#[test]
fn full_width_brackets() {
    check(
        r#"｛"a"： ［1，2］｝"#,
        &expect![[r#"
        ｛"a"： ［1，2］｝
        ^ WrongPunctuation { found: '｛', expected: '{' }
            ^ WrongPunctuation { found: '：', expected: ':' }
              ^ WrongPunctuation { found: '［', expected: '[' }
                ^ WrongPunctuation { found: '，', expected: ',' }
                  ^ WrongPunctuation { found: '］', expected: ']' }
                   ^ WrongPunctuation { found: '｝', expected: '}' }
        -> {"a": [1,2]}
    "#]],
    );
}

#[test]
fn bracket_missing_after_the_name() {
    check(
        r#"{"Action": "a", "b"], "Effect": "Allow"}"#,
        &expect![[r#"
        {"Action": "a", "b"], "Effect": "Allow"}
                   ^ MissingOpener { expected: '[' }
        -> {"Action": ["a", "b"], "Effect": "Allow"}
    "#]],
    );
}

#[test]
fn bracket_missing_before_objects() {
    check(
        r#"{"Statement": {"a": 1}, {"b": 2}]}"#,
        &expect![[r#"
        {"Statement": {"a": 1}, {"b": 2}]}
                      ^ MissingOpener { expected: '[' }
        -> {"Statement": [{"a": 1}, {"b": 2}]}
    "#]],
    );
}

#[test]
fn brace_missing_after_the_name() {
    check(
        r#"{"Principal": "AWS": "x"}, "b": 1}"#,
        &expect![[r#"
        {"Principal": "AWS": "x"}, "b": 1}
                      ^ MissingOpener { expected: '{' }
        -> {"Principal": {"AWS": "x"}, "b": 1}
    "#]],
    );
}

#[test]
fn brace_closed_too_early() {
    check(
        r#"[{"a": 1}, "b": 2}]"#,
        &expect![[r#"
        [{"a": 1}, "b": 2}]
                ^ UnmatchedCloser { found: '}' }
        -> [{"a": 1, "b": 2}]
    "#]],
    );
}

#[test]
fn doubled_brace() {
    check(
        r#"{{"a": 1}"#,
        &expect![[r#"
        {{"a": 1}
         ^ UnmatchedOpener { found: '{' }
        -> {"a": 1}
    "#]],
    );
}

#[test]
fn doubled_bracket_lacks_a_closer() {
    check(
        r#"{"a": [[1], "b": 2}"#,
        &expect![[r#"
        {"a": [[1], "b": 2}
                  ^ MissingCloser { expected: ']', opener: Span { start: 6, end: 7 } }
        -> {"a": [[1]], "b": 2}
    "#]],
    );
}

#[test]
fn brace_missing_before_a_name_that_was_there() {
    check(
        r#"[{"a": 1}, "a": 2}]"#,
        &expect![[r#"
        [{"a": 1}, "a": 2}]
                   ^ MissingOpener { expected: '{' }
        -> [{"a": 1}, {"a": 2}]
    "#]],
    );
}
