//! What a missing, wrong or superfluous bracket is blamed on.

use expect_test::expect;

use super::check;

#[test]
fn tidb_sample_needs_exactly_two_repairs() {
    check(
        r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject"],
            "Resource": "arn:aws:s3:::b/*"
        },
        {
            "Effect": "Allow",
            "Action": ["s3:ListBucket"],
            "Resource": "arn:aws:s3:::b"
        },
}"#,
        &expect![[r#"
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject"],
                "Resource": "arn:aws:s3:::b/*"
            },
            {
                "Effect": "Allow",
                "Action": ["s3:ListBucket"],
                "Resource": "arn:aws:s3:::b"
            },
             ^ TrailingComma
              ^ MissingCloser { expected: ']', opener: Span { start: 48, end: 49 } }
    }
    -> {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject"],
                "Resource": "arn:aws:s3:::b/*"
            },
            {
                "Effect": "Allow",
                "Action": ["s3:ListBucket"],
                "Resource": "arn:aws:s3:::b"
            }
        ]
    }
"#]],
    );
}

#[test]
fn closers_missing_at_the_end() {
    check(
        r#"{"a": [1, {"b": [2"#,
        &expect![[r#"
        {"a": [1, {"b": [2
                          ^ MissingCloser { expected: ']', opener: Span { start: 16, end: 17 } }
                          ^ MissingCloser { expected: '}', opener: Span { start: 10, end: 11 } }
                          ^ MissingCloser { expected: ']', opener: Span { start: 6, end: 7 } }
                          ^ MissingCloser { expected: '}', opener: Span { start: 0, end: 1 } }
        -> {"a": [1, {"b": [2]}]}
    "#]],
    );
}

#[test]
fn closer_missing_at_the_end_goes_below_its_opener() {
    check(
        r#"{
  "a": [
    1
  ]
"#,
        &expect![[r#"
    {
      "a": [
        1
      ]
       ^ MissingCloser { expected: '}', opener: Span { start: 0, end: 1 } }

    -> {
      "a": [
        1
      ]
    }

"#]],
    );
}

#[test]
fn bracket_missing_before_the_closer_of_its_parent() {
    check(
        r#"{"Statement": [{"Action": ["a", "b"}, {"Action": "c"}]}"#,
        &expect![[r#"
        {"Statement": [{"Action": ["a", "b"}, {"Action": "c"}]}
                                           ^ MissingCloser { expected: ']', opener: Span { start: 26, end: 27 } }
        -> {"Statement": [{"Action": ["a", "b"]}, {"Action": "c"}]}
    "#]],
    );
}

#[test]
fn bracket_missing_before_the_next_name() {
    check(
        r#"{"Action": ["a", "b", "Resource": "c"}"#,
        &expect![[r#"
        {"Action": ["a", "b", "Resource": "c"}
                            ^ MissingCloser { expected: ']', opener: Span { start: 11, end: 12 } }
        -> {"Action": ["a", "b"], "Resource": "c"}
    "#]],
    );
}

#[test]
fn bracket_missing_before_the_next_name_without_comma() {
    check(
        r#"{
  "Action": [
    "a"
  "Resource": "c"
}"#,
        &expect![[r#"
    {
      "Action": [
        "a"
           ^ MissingCloser { expected: ']', opener: Span { start: 14, end: 15 } }
           ^ MissingComma
      "Resource": "c"
    }
    -> {
      "Action": [
        "a"
      ],
      "Resource": "c"
    }
"#]],
    );
}

#[test]
fn brace_missing_before_the_next_object_of_an_array() {
    check(
        r#"[{"a": 1, {"b": 2}]"#,
        &expect![[r#"
        [{"a": 1, {"b": 2}]
                ^ MissingCloser { expected: '}', opener: Span { start: 1, end: 2 } }
        -> [{"a": 1}, {"b": 2}]
    "#]],
    );
}

#[test]
fn brace_missing_between_objects_on_lines() {
    check(
        r#"[
  {
    "a": 1
  ,
  {
    "b": 2
  }
]"#,
        &expect![[r#"
    [
      {
        "a": 1
              ^ MissingCloser { expected: '}', opener: Span { start: 4, end: 5 } }
      ,
      {
        "b": 2
      }
    ]
    -> [
      {
        "a": 1
      }
      ,
      {
        "b": 2
      }
    ]
"#]],
    );
}

#[test]
fn indentation_shows_which_brace_is_missing() {
    check(
        r#"{
  "Condition": {
    "Bool": {
      "x": "true"
  },
  "Effect": "Allow"
}"#,
        &expect![[r#"
    {
      "Condition": {
        "Bool": {
          "x": "true"
                     ^ MissingCloser { expected: '}', opener: Span { start: 31, end: 32 } }
      },
      "Effect": "Allow"
    }
    -> {
      "Condition": {
        "Bool": {
          "x": "true"
        }
      },
      "Effect": "Allow"
    }
"#]],
    );
}

#[test]
fn indentation_shows_which_object_a_name_is_in() {
    check(
        r#"{
  "Condition": {
    "Bool": {
      "x": "true",
    "StringEquals": {
      "y": "z"
    }
  }
}"#,
        &expect![[r#"
    {
      "Condition": {
        "Bool": {
          "x": "true",
                     ^ MissingCloser { expected: '}', opener: Span { start: 31, end: 32 } }
        "StringEquals": {
          "y": "z"
        }
      }
    }
    -> {
      "Condition": {
        "Bool": {
          "x": "true"
        },
        "StringEquals": {
          "y": "z"
        }
      }
    }
"#]],
    );
}

#[test]
fn wrong_closer_at_the_end() {
    check(
        r#"{"a": [1, 2}, "b": 3}"#,
        &expect![[r#"
        {"a": [1, 2}, "b": 3}
                   ^ WrongCloser { found: '}', expected: ']', opener: Span { start: 6, end: 7 } }
        -> {"a": [1, 2], "b": 3}
    "#]],
    );
}

#[test]
fn wrong_closer_of_the_whole() {
    check(
        "[1, 2}",
        &expect![[r#"
        [1, 2}
             ^ WrongCloser { found: '}', expected: ']', opener: Span { start: 0, end: 1 } }
        -> [1, 2]
    "#]],
    );
}

#[test]
fn wrong_closer_of_an_object() {
    check(
        r#"{"a": {"b": 1], "c": 2}"#,
        &expect![[r#"
        {"a": {"b": 1], "c": 2}
                     ^ WrongCloser { found: ']', expected: '}', opener: Span { start: 6, end: 7 } }
        -> {"a": {"b": 1}, "c": 2}
    "#]],
    );
}

#[test]
fn wrong_closer_below_its_opener() {
    check(
        r#"{
  "a": [
    1
  }
}"#,
        &expect![[r#"
    {
      "a": [
        1
      }
      ^ WrongCloser { found: '}', expected: ']', opener: Span { start: 9, end: 10 } }
    }
    -> {
      "a": [
        1
      ]
    }
"#]],
    );
}

#[test]
fn superfluous_closer_in_an_object() {
    check(
        r#"{"a": [1]], "b": 2}"#,
        &expect![[r#"
        {"a": [1]], "b": 2}
                 ^ UnmatchedCloser { found: ']' }
        -> {"a": [1], "b": 2}
    "#]],
    );
}

#[test]
fn superfluous_closer_in_an_array() {
    check(
        r#"{"Statement": [{"a": 1}}, {"b": 2}]}"#,
        &expect![[r#"
        {"Statement": [{"a": 1}}, {"b": 2}]}
                               ^ UnmatchedCloser { found: '}' }
        -> {"Statement": [{"a": 1}, {"b": 2}]}
    "#]],
    );
}

#[test]
fn superfluous_closer_that_would_end_the_text() {
    check(
        r#"{"a": {"b": 1}}, "c": 2}"#,
        &expect![[r#"
        {"a": {"b": 1}}, "c": 2}
                      ^ UnmatchedCloser { found: '}' }
        -> {"a": {"b": 1}, "c": 2}
    "#]],
    );
}

#[test]
fn superfluous_closer_at_the_end() {
    check(
        r#"{"a": 1}}"#,
        &expect![[r#"
        {"a": 1}}
                ^ UnmatchedCloser { found: '}' }
        -> {"a": 1}
    "#]],
    );
}
