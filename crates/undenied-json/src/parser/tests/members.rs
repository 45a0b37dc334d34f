//! Commas, colons, names and values.

use expect_test::expect;

use super::check;

#[test]
fn trailing_comma_in_an_array() {
    check(
        "[1, 2,]",
        &expect![[r#"
        [1, 2,]
             ^ TrailingComma
        -> [1, 2]
    "#]],
    );
}

#[test]
fn trailing_comma_in_an_object() {
    check(
        r#"{"a": 1, }"#,
        &expect![[r#"
        {"a": 1, }
               ^ TrailingComma
        -> {"a": 1 }
    "#]],
    );
}

#[test]
fn trailing_commas() {
    check(
        "[1,,]",
        &expect![[r#"
        [1,,]
          ^^ TrailingComma
        -> [1]
    "#]],
    );
}

#[test]
fn doubled_comma() {
    check(
        "[1,, 2]",
        &expect![[r#"
        [1,, 2]
           ^ ExtraComma
        -> [1, 2]
    "#]],
    );
}

#[test]
fn comma_on_its_own_line_after_a_comma() {
    check(
        "[\n  {},\n  ,\n  {}\n]",
        &expect![[r#"
        [
          {},
          ,
          ^ ExtraComma
          {}
        ]
        -> [
          {},
  
          {}
        ]
    "#]],
    );
}

#[test]
fn leading_comma() {
    check(
        "[, 1]",
        &expect![[r#"
        [, 1]
         ^ ExtraComma
        -> [ 1]
    "#]],
    );
}

#[test]
fn missing_comma_between_elements() {
    check(
        r#"["a" "b"]"#,
        &expect![[r#"
        ["a" "b"]
            ^ MissingComma
        -> ["a", "b"]
    "#]],
    );
}

#[test]
fn missing_comma_between_objects() {
    check(
        r#"[
  {"a": 1}
  {"b": 2}
]"#,
        &expect![[r#"
    [
      {"a": 1}
              ^ MissingComma
      {"b": 2}
    ]
    -> [
      {"a": 1},
      {"b": 2}
    ]
"#]],
    );
}

#[test]
fn missing_comma_between_members() {
    check(
        r#"{
  "a": 1
  "b": 2
}"#,
        &expect![[r#"
    {
      "a": 1
            ^ MissingComma
      "b": 2
    }
    -> {
      "a": 1,
      "b": 2
    }
"#]],
    );
}

#[test]
fn semicolon_for_a_comma() {
    check(
        r#"{"a": 1; "b": 2}"#,
        &expect![[r#"
        {"a": 1; "b": 2}
               ^ WrongPunctuation { found: ';', expected: ',' }
        -> {"a": 1, "b": 2}
    "#]],
    );
}

#[test]
fn missing_colon() {
    check(
        r#"{"a" 1}"#,
        &expect![[r#"
        {"a" 1}
            ^ MissingColon
        -> {"a": 1}
    "#]],
    );
}

#[test]
fn missing_colon_before_an_object() {
    check(
        r#"{"a" {"b": 1}}"#,
        &expect![[r#"
        {"a" {"b": 1}}
            ^ MissingColon
        -> {"a": {"b": 1}}
    "#]],
    );
}

#[test]
fn equals_sign_for_a_colon() {
    check(
        r#"{"a" = 1, "b" => 2}"#,
        &expect![[r#"
        {"a" = 1, "b" => 2}
             ^ WrongPunctuation { found: '=', expected: ':' }
                      ^^ WrongPunctuation { found: '=', expected: ':' }
        -> {"a" : 1, "b" : 2}
    "#]],
    );
}

#[test]
fn doubled_colon() {
    check(
        r#"{"a":: 1}"#,
        &expect![[r#"
        {"a":: 1}
             ^ UnexpectedColon
        -> {"a": 1}
    "#]],
    );
}

#[test]
fn colon_for_a_comma() {
    check(
        "[1: 2]",
        &expect![[r#"
        [1: 2]
         ^^ UnquotedValue
           ^ MissingComma
        -> ["1:", 2]
    "#]],
    );
}

#[test]
fn missing_value_at_the_end() {
    check(
        r#"{"a": }"#,
        &expect![[r#"
        {"a": }
             ^ MissingValue
        -> {"a": null }
    "#]],
    );
}

#[test]
fn missing_value_before_a_comma() {
    check(
        r#"{"a": , "b": 1}"#,
        &expect![[r#"
        {"a": , "b": 1}
             ^ MissingValue
        -> {"a": null , "b": 1}
    "#]],
    );
}

#[test]
fn missing_value_before_the_next_name() {
    check(
        r#"{"a":
 "b": 1}"#,
        &expect![[r#"
     {"a":
          ^ MissingValue
      "b": 1}
     -> {"a": null,
      "b": 1}
 "#]],
    );
}

#[test]
fn missing_value_and_colon() {
    check(
        r#"{"a", "b": 1}"#,
        &expect![[r#"
        {"a", "b": 1}
            ^ MissingValue
        -> {"a": null, "b": 1}
    "#]],
    );
}

#[test]
fn missing_name() {
    check(
        "{: 1}",
        &expect![[r#"
        {: 1}
         ^ MissingName
        -> {"": 1}
    "#]],
    );
}

#[test]
fn missing_name_of_an_object() {
    check(
        r#"{"a": 1, {"b": 2}}"#,
        &expect![[r#"
        {"a": 1, {"b": 2}}
                 ^ MissingName
        -> {"a": 1, "": {"b": 2}}
    "#]],
    );
}

#[test]
fn duplicate_members_are_not_an_error() {
    check(
        r#"{"a": 1, "a": 2}"#,
        &expect![[r#"
        {"a": 1, "a": 2}
        -> {"a": 1, "a": 2}
    "#]],
    );
}

#[test]
fn unquoted_name() {
    check(
        "{a: 1, b-c:2}",
        &expect![[r#"
        {a: 1, b-c:2}
         ^ UnquotedName
               ^^^ UnquotedName
        -> {"a": 1, "b-c":2}
    "#]],
    );
}

#[test]
fn unquoted_name_with_a_colon() {
    check(
        r#"{aws:SourceIp: ["x"]}"#,
        &expect![[r#"
        {aws:SourceIp: ["x"]}
         ^^^^^^^^^^^^ UnquotedName
        -> {"aws:SourceIp": ["x"]}
    "#]],
    );
}
