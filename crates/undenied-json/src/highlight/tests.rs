//! Classes as the editor sees them.

use super::{TokenClass, tokens};
use TokenClass::{Comment, Key, Keyword, Number, Punctuation, Stray, String};

fn check(text: &str, expected: &[(&str, TokenClass)]) {
    let found: Vec<(&str, TokenClass)> =
        tokens(text).iter().map(|token| (token.span.of(text), token.class)).collect();
    assert_eq!(found, expected);
}

#[test]
fn names_differ_from_strings() {
    check(
        r#"{"a": ["b", 1, null]}"#,
        &[
            ("{", Punctuation),
            ("\"a\"", Key),
            (":", Punctuation),
            ("[", Punctuation),
            ("\"b\"", String),
            (",", Punctuation),
            ("1", Number),
            (",", Punctuation),
            ("null", Keyword),
            ("]", Punctuation),
            ("}", Punctuation),
        ],
    );
}

#[test]
fn a_name_without_its_colon_is_a_name() {
    check("{a 1}", &[("{", Punctuation), ("a", Key), ("1", Number), ("}", Punctuation)]);
}

#[test]
fn what_the_repair_deletes_is_stray() {
    check(
        "Hi [1,] }",
        &[
            ("Hi", Stray),
            ("[", Punctuation),
            ("1", Number),
            (",", Stray),
            ("]", Punctuation),
            ("}", Stray),
        ],
    );
}

#[test]
fn comments_and_odd_spaces_are_found() {
    check(
        "[\u{A0}True] // ok",
        &[
            ("[", Punctuation),
            ("\u{A0}", Stray),
            ("True", Keyword),
            ("]", Punctuation),
            ("// ok", Comment),
        ],
    );
}
