//! Where the parts of a decoded string were written.

use crate::{Span, parse};

fn source<'t>(text: &'t str, part: &str) -> &'t str {
    let parse = parse(text);
    let string = parse.root.as_ref().and_then(|root| root.text()).expect("a string");
    let start = string.value.find(part).expect("a part of it");
    string.source(start..start + part.len()).of(text)
}

#[test]
fn plain_text_is_where_it_was_written() {
    assert_eq!(source(r#""arn:aws:s3:::b""#, "s3"), "s3");
    assert_eq!(source("“日本語”", "本"), "本");
    assert_eq!(source("'日本'", "本"), "本");
}

#[test]
fn escapes_are_covered_whole() {
    let text = r#""a\u0062\ud83d\ude00\n\/c""#;
    assert_eq!(source(text, "b"), r"\u0062");
    assert_eq!(source(text, "😀"), r"\ud83d\ude00");
    assert_eq!(source(text, "ab"), r"a\u0062");
    assert_eq!(source(text, "/c"), r"\/c");
}

#[test]
fn past_the_end_is_the_end() {
    let parse = parse(r#""a\n""#);
    let string = parse.root.as_ref().and_then(|root| root.text()).expect("a string");
    assert_eq!(string.source(2..9), Span::at(4));
    assert_eq!(string.source(7..9), Span::at(4));
}
