//! Quotes, escapes and control characters.

use expect_test::expect;

use super::check;

#[test]
fn single_quotes() {
    check(
        "{'a': 'b'}",
        &expect![[r#"
        {'a': 'b'}
         ^^^ WrongQuotes { found: '\'' }
              ^^^ WrongQuotes { found: '\'' }
        -> {"a": "b"}
    "#]],
    );
}

#[test]
fn single_quotes_around_double_ones() {
    check(
        r#"['say "hi"', 'it\'s', 'don't']"#,
        &expect![[r#"
        ['say "hi"', 'it\'s', 'don't']
         ^^^^^^^^^^ WrongQuotes { found: '\'' }
                     ^^^^^^^ WrongQuotes { found: '\'' }
                              ^^^^^^^ WrongQuotes { found: '\'' }
        -> ["say \"hi\"", "it's", "don't"]
    "#]],
    );
}

#[test]
fn smart_quotes() {
    check(
        r#"{“a”: ‘b’, „c“: "d"}"#,
        &expect![[r#"
        {“a”: ‘b’, „c“: "d"}
         ^^^ WrongQuotes { found: '“' }
              ^^^ WrongQuotes { found: '‘' }
                   ^^^ WrongQuotes { found: '„' }
        -> {"a": "b", "c": "d"}
    "#]],
    );
}

#[test]
fn full_width_quotes() {
    check(
        "{＂a＂: ＇b＇}",
        &expect![[r#"
        {＂a＂: ＇b＇}
         ^^^ WrongQuotes { found: '＂' }
              ^^^ WrongQuotes { found: '＇' }
        -> {"a": "b"}
    "#]],
    );
}

#[test]
fn corner_brackets() {
    check(
        "{「a」: 「b」}",
        &expect![[r#"
        {「a」: 「b」}
         ^^^ WrongQuotes { found: '「' }
              ^^^ WrongQuotes { found: '「' }
        -> {"a": "b"}
    "#]],
    );
}

#[test]
fn quotes_of_two_styles() {
    check(
        r#"{“a": "b"}"#,
        &expect![[r#"
        {“a": "b"}
         ^^^ WrongQuotes { found: '“' }
        -> {"a": "b"}
    "#]],
    );
}

#[test]
fn missing_closing_quote() {
    check(
        r#"{
  "Effect": "Allow,
  "Action": "x"
}"#,
        &expect![[r#"
    {
      "Effect": "Allow,
                ^^^^^^ MissingClosingQuote
      "Action": "x"
    }
    -> {
      "Effect": "Allow",
      "Action": "x"
    }
"#]],
    );
}

#[test]
fn missing_closing_quote_at_the_end() {
    check(
        r#"{"a": "b}"#,
        &expect![[r#"
        {"a": "b}
              ^^ MissingClosingQuote
        -> {"a": "b"}
    "#]],
    );
}

#[test]
fn missing_closing_quote_after_a_variable() {
    check(
        r#"{"a": "b/${aws:username}"#,
        &expect![[r#"
        {"a": "b/${aws:username}
              ^^^^^^^^^^^^^^^^^^ MissingClosingQuote
                                ^ MissingCloser { expected: '}', opener: Span { start: 0, end: 1 } }
        -> {"a": "b/${aws:username}"}
    "#]],
    );
}

#[test]
fn missing_closing_quote_before_the_next_string() {
    check(
        r#"["a, "b"]"#,
        &expect![[r#"
        ["a, "b"]
         ^^ MissingClosingQuote
        -> ["a", "b"]
    "#]],
    );
}

#[test]
fn missing_closing_quote_of_a_name() {
    check(
        r#"{"Effect: "Allow", "b": 1}"#,
        &expect![[r#"
        {"Effect: "Allow", "b": 1}
         ^^^^^^^ MissingClosingQuote
        -> {"Effect": "Allow", "b": 1}
    "#]],
    );
}

#[test]
fn missing_closing_quote_before_a_bracket() {
    check(
        r#"{
  "Action: [
    "a"
  ]
}"#,
        &expect![[r#"
    {
      "Action: [
      ^^^^^^^ MissingClosingQuote
        "a"
      ]
    }
    -> {
      "Action": [
        "a"
      ]
    }
"#]],
    );
}

#[test]
fn missing_opening_quote_of_a_name() {
    check(
        r#"{Effect": "Allow"}"#,
        &expect![[r#"
        {Effect": "Allow"}
         ^^^^^^^ MissingOpeningQuote
        -> {"Effect": "Allow"}
    "#]],
    );
}

#[test]
fn missing_opening_quote_of_a_value() {
    check(
        r#"{"Resource": arn:aws:s3:::b/*", "Effect": Allow"}"#,
        &expect![[r#"
        {"Resource": arn:aws:s3:::b/*", "Effect": Allow"}
                     ^^^^^^^^^^^^^^^^^ MissingOpeningQuote
                                                  ^^^^^^ MissingOpeningQuote
        -> {"Resource": "arn:aws:s3:::b/*", "Effect": "Allow"}
    "#]],
    );
}

#[test]
fn line_break_inside_a_string() {
    check(
        r#"{"a": "b
c", "d": 1}"#,
        &expect![[r#"
    {"a": "b
            ^ ControlCharacter { found: '\n' }
    c", "d": 1}
    -> {"a": "b\nc", "d": 1}
"#]],
    );
}

#[test]
fn tab_inside_a_string() {
    check(
        "[\"a\tb\"]",
        &expect![[r#"
        ["a␉b"]
           ^ ControlCharacter { found: '\t' }
        -> ["a\tb"]
    "#]],
    );
}

#[test]
fn other_control_character_inside_a_string() {
    check(
        "[\"\u{1}\u{2}\"]",
        &expect![[r#"
            ["··"]
              ^^ ControlCharacter { found: '\u{1}' }
            -> ["\u0001\u0002"]
        "#]],
    );
}

#[test]
fn invalid_escapes() {
    check(
        r#"["\x", "C:\Users", "it\'s", "\u12"]"#,
        &expect![[r#"
        ["\x", "C:\Users", "it\'s", "\u12"]
          ^^ InvalidEscape { found: 'x' }
                  ^^ InvalidEscape { found: 'U' }
                              ^^ InvalidEscape { found: '\'' }
                                     ^^ InvalidEscape { found: 'u' }
        -> ["\\x", "C:\\Users", "it's", "\\u12"]
    "#]],
    );
}

#[test]
fn lone_surrogates() {
    check(
        r#"["\ud83d", "\ude00x", "\ud83d\u0041"]"#,
        &expect![[r#"
        ["\ud83d", "\ude00x", "\ud83d\u0041"]
          ^^^^^^ LoneSurrogate
                    ^^^^^^ LoneSurrogate
                               ^^^^^^ LoneSurrogate
        -> ["\ufffd", "\ufffdx", "\ufffd\u0041"]
    "#]],
    );
}

#[test]
fn surrogate_pair_is_sound() {
    check(
        r#"["\ud83d\ude00"]"#,
        &expect![[r#"
        ["\ud83d\ude00"]
        -> ["\ud83d\ude00"]
    "#]],
    );
}

#[test]
fn doubled_quotes() {
    check(
        r#"{""a": "b"", "c": ""}"#,
        &expect![[r#"
        {""a": "b"", "c": ""}
         ^ ExtraQuote
                  ^ ExtraQuote
        -> {"a": "b", "c": ""}
    "#]],
    );
}

#[test]
fn three_quotes() {
    check(
        r#"["""a"""]"#,
        &expect![[r#"
        ["""a"""]
         ^^ ExtraQuote
              ^^ ExtraQuote
        -> ["a"]
    "#]],
    );
}

#[test]
fn missing_closing_quote_before_a_symbol() {
    check(
        r#"{"AWS: "*"}"#,
        &expect![[r#"
        {"AWS: "*"}
         ^^^^ MissingClosingQuote
        -> {"AWS": "*"}
    "#]],
    );
}

#[test]
fn missing_closing_quote_of_a_name_before_a_number() {
    check(
        r#"{
  "a: 1
}"#,
        &expect![[r#"
    {
      "a: 1
      ^^ MissingClosingQuote
    }
    -> {
      "a": 1
    }
"#]],
    );
}

#[test]
fn escaped_quote_on_a_later_line() {
    check(
        r#"["a
 \"b\" c"]"#,
        &expect![[r#"
     ["a
        ^ ControlCharacter { found: '\n' }
      \"b\" c"]
     -> ["a\n \"b\" c"]
 "#]],
    );
}
