//! Large junk is read in one go and yields a bounded number of errors.

use crate::{MAX_BYTES, MAX_ERRORS, SyntaxErrorKind, parse, tokens};

const PIECES: &[&str] = &[
    "[",
    "{",
    "]",
    "}",
    "\"",
    "'",
    "“",
    "「",
    ",",
    ":",
    "/*",
    "//",
    "#",
    "\\",
    "<",
    "$",
    "=",
    "a",
    "a:",
    "a'",
    "0",
    " ",
    "\n",
    "\t",
    "\u{A0}",
    "\u{FEFF}",
    "[{",
    "{\"a\":",
    "[1,",
    "{}",
    "[]",
    "}{",
    "\"a",
    "\"a\n",
    "“\n",
    "'\n",
    "\"\\\"\n",
    "\"\\",
    "a/",
    "/*/",
    "\"a\"b",
    "a\"b",
    "a\" ",
    "{a:b",
    "{a b",
    "\n{\"a\":1",
    "\n  [",
    "<a ",
    "${a",
    "1,\"a\":",
    "[\"a\":",
    "{\"a\",",
    "\"{[",
    "\"]},",
    "\"a: \"b",
    "{{\"a\":",
    ":,",
    "\"\"a",
];

/// Quadratic time would keep this from ending; deep nesting would overflow the stack.
#[test]
fn junk_is_read_in_linear_time() {
    for piece in PIECES {
        let junk = piece.repeat(200_000 / piece.len());
        let texts = [format!("{{\"a\": {junk}"), format!("[\"{junk}\"]"), junk];
        for text in texts {
            assert!(parse(&text).errors.len() <= MAX_ERRORS + 1, "{piece}");
        }
    }
}

#[test]
fn a_megabyte_of_one_character_is_read() {
    for piece in ["[", "{", "\"", ",", "/*"] {
        let parse = parse(&piece.repeat((1 << 20) / piece.len()));
        assert!(!parse.errors.is_empty() && parse.errors.len() <= MAX_ERRORS + 1, "{piece}");
    }
}

#[test]
fn errors_beyond_the_limit_are_summed_up() {
    let errors = parse(&format!("[{}1]", "1 ".repeat(3 * MAX_ERRORS))).errors;
    assert_eq!(errors.len(), MAX_ERRORS + 1);
    assert_eq!(errors.last().unwrap().kind, SyntaxErrorKind::TooManyErrors);
}

#[test]
fn a_text_beyond_the_limit_is_not_read() {
    let text = " ".repeat(MAX_BYTES + 1);
    let parse = parse(&text);
    assert!(parse.root.is_none());
    assert_eq!(parse.errors[0].kind, SyntaxErrorKind::TooLarge);
    assert!(tokens(&text).is_empty());
}
