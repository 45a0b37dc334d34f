//! Words, numbers and what stands between the tokens.

use expect_test::expect;

use super::check;

#[test]
fn unquoted_values() {
    check(
        r#"{"Effect": Allow, "Action": [s3:GetObject, s3:Put*], "Resource": arn:aws:s3:::b/*}"#,
        &expect![[r#"
        {"Effect": Allow, "Action": [s3:GetObject, s3:Put*], "Resource": arn:aws:s3:::b/*}
                   ^^^^^ UnquotedValue
                                     ^^^^^^^^^^^^ UnquotedValue
                                                   ^^^^^^^ UnquotedValue
                                                                         ^^^^^^^^^^^^^^^^ UnquotedValue
        -> {"Effect": "Allow", "Action": ["s3:GetObject", "s3:Put*"], "Resource": "arn:aws:s3:::b/*"}
    "#]],
    );
}

#[test]
fn unquoted_placeholder() {
    check(
        r#"{"Resource": <Your bucket ARN>/*, "b": 1}"#,
        &expect![[r#"
        {"Resource": <Your bucket ARN>/*, "b": 1}
                     ^^^^^^^^^^^^^^^^^^^ UnquotedValue
        -> {"Resource": "<Your bucket ARN>/*", "b": 1}
    "#]],
    );
}

#[test]
fn unquoted_words() {
    check(
        r#"{"Description": Allow read only, "b": 1}"#,
        &expect![[r#"
        {"Description": Allow read only, "b": 1}
                        ^^^^^^^^^^^^^^^ UnquotedValue
        -> {"Description": "Allow read only", "b": 1}
    "#]],
    );
}

#[test]
fn unquoted_address_is_no_comment() {
    check(
        r#"{"Url": s3://bucket/key}"#,
        &expect![[r#"
        {"Url": s3://bucket/key}
                ^^^^^^^^^^^^^^^ UnquotedValue
        -> {"Url": "s3://bucket/key"}
    "#]],
    );
}

#[test]
fn python_literals() {
    check(
        "[True, False, None, undefined]",
        &expect![[r#"
        [True, False, None, undefined]
         ^^^^ WrongLiteral { expected: "true" }
               ^^^^^ WrongLiteral { expected: "false" }
                      ^^^^ WrongLiteral { expected: "null" }
                            ^^^^^^^^^ WrongLiteral { expected: "null" }
        -> [true, false, null, null]
    "#]],
    );
}

#[test]
fn misspelled_numbers() {
    check(
        "[01, +1, .5, 1., -.5, 0x1F, 1_000, NaN]",
        &expect![[r#"
        [01, +1, .5, 1., -.5, 0x1F, 1_000, NaN]
         ^^ WrongNumber
             ^^ WrongNumber
                 ^^ WrongNumber
                     ^^ WrongNumber
                         ^^^ WrongNumber
                              ^^^^ WrongNumber
                                    ^^^^^ WrongNumber
                                           ^^^ WrongLiteral { expected: "null" }
        -> [1, 1, 0.5, 1.0, -0.5, 31, 1000, null]
    "#]],
    );
}

#[test]
fn long_number_with_leading_zero_is_text() {
    check(
        r#"{"Account": 012345678901}"#,
        &expect![[r#"
        {"Account": 012345678901}
                    ^^^^^^^^^^^^ UnquotedValue
        -> {"Account": "012345678901"}
    "#]],
    );
}

#[test]
fn comments() {
    check(
        r#"{ // one
  # two
  "a": 1, /* three */ "b": 2
}"#,
        &expect![[r#"
    { // one
      ^^^^^^ Comment
      # two
      ^^^^^ Comment
      "a": 1, /* three */ "b": 2
              ^^^^^^^^^^^ Comment
    }
    -> {
      "a": 1, "b": 2
    }
"#]],
    );
}

#[test]
fn comment_on_its_own_line_goes_with_the_line() {
    check(
        "[\n  1,\n  // two\n  3\n]",
        &expect![[r#"
        [
          1,
          // two
          ^^^^^^ Comment
          3
        ]
        -> [
          1,
          3
        ]
    "#]],
    );
}

#[test]
fn unusual_spaces() {
    check(
        "{\u{A0}\"a\":\u{3000}1}",
        &expect![[r#"
            {␣"a":␣1}
             ^ UnusualSpace { found: '\u{a0}' }
                  ^ UnusualSpace { found: '\u{3000}' }
            -> { "a": 1}
        "#]],
    );
}

#[test]
fn zero_width_characters() {
    check(
        "[1\u{200B},\u{2060} 2\u{FEFF}]",
        &expect![[r#"
            [1·,· 2·]
              ^ InvisibleCharacter { found: '\u{200b}' }
                ^ InvisibleCharacter { found: '\u{2060}' }
                   ^ InvisibleCharacter { found: '\u{feff}' }
            -> [1, 2]
        "#]],
    );
}

#[test]
fn slips_side_by_side() {
    check(
        "[1'a'“b”{c}",
        &expect![[r#"
        [1'a'“b”{c}
         ^^^ UnquotedValue
            ^ MissingComma
            ^^^^^^^ WrongQuotes { found: '\'' }
            ^^^^^^^ MissingClosingQuote
                   ^ MissingCloser { expected: ']', opener: Span { start: 0, end: 1 } }
        -> ["1'a","“b”{c}"]
    "#]],
    );
}

#[test]
fn comment_without_space_before_it() {
    check(
        r#"[1// one
, true/* two */, null#three
]"#,
        &expect![[r#"
    [1// one
      ^^^^^^ Comment
    , true/* two */, null#three
          ^^^^^^^^^ Comment
                         ^^^^^^ Comment
    ]
    -> [1
    , true, null
    ]
"#]],
    );
}

#[test]
fn unquoted_value_in_a_template() {
    check(
        r#"{"Resource": arn:aws:s3:::b/${aws:username}/*, "b": 1}"#,
        &expect![[r#"
        {"Resource": arn:aws:s3:::b/${aws:username}/*, "b": 1}
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ UnquotedValue
        -> {"Resource": "arn:aws:s3:::b/${aws:username}/*", "b": 1}
    "#]],
    );
}
