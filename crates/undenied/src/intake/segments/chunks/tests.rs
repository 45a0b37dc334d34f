//! Texts and the documents in them, each between `⟨` and `⟩`.

use super::*;

fn check(marked: &str) {
    let text = marked.replace(['⟨', '⟩'], "");
    let mut found = String::new();
    let mut done = 0;
    for chunk in chunks(&text, 100).into_iter().filter(|chunk| chunk.is_document) {
        found.push_str(text.get(done..chunk.span.start).unwrap());
        found.push('⟨');
        found.push_str(chunk.span.of(&text));
        found.push('⟩');
        done = chunk.span.end;
    }
    found.push_str(text.get(done..).unwrap());
    assert_eq!(found, marked);
}

#[test]
fn sound_documents_are_told_apart() {
    for marked in [
        r#"⟨{"a": 1}⟩"#,
        r#"⟨{"a": 1}⟩⟨{"b": 2}⟩"#,
        "⟨{\"a\": 1}⟩\n⟨{\"b\": 2}⟩\n",
        "⟨[{\"a\": \"}\"}]⟩ and ⟨{'b': '{'}⟩",
        "Here it is: ⟨{ \"a\": \"${aws:username}\" }⟩, with {name} and ${name}.",
        "⟨{\n}⟩",
        "POLICY\t⟨{\"a\":1}⟩\tx",
        "⟨\"{\\\"a\\\": 1}\"⟩",
        "⟨{\\\"a\\\": {}}⟩",
        "⟨%7B%22a%22%3A1%7D⟩\n⟨%7b%7d⟩",
        "⟨{&quot;a&quot;: {}}⟩",
        "⟨{ Effect: \"Allow\" }⟩",
    ] {
        check(marked);
    }
}

#[test]
fn a_broken_document_stays_one() {
    for marked in [
        "⟨{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Effect\": \"Allow\" ]⟩",
        "⟨{ \"Version\": \"2012-10-17\" },\n \"Statement\": [] }⟩",
        "⟨{ \"Version\": \"2012-10-17\" }\n \"Statement\": [] }⟩",
        "⟨{\n\"Version\": \"2012-10-17\",\n\"Statement\": [\n{\n\"Effect\": \"Allow\"\n}\n{\n\"Effect\": \"Deny\"\n}\n]\n}⟩",
        "⟨{\"Effect\": \"Allow\"}, {\"Effect\": \"Deny\"}⟩",
        "⟨{\"Effect\": \"Allow\"},⟩",
        "⟨{\"a\": 1}]}⟩",
        "⟨{\n  \"Effect\": \"Allow,\n  \"Action\": \"s3:*\"\n}⟩",
        "⟨\"Version\": \"2012-10-17\",\n\"Statement\": [{}]⟩",
        "⟨\"Statement\": [\n  {}\n]⟩\nwhat is wrong?",
        "⟨{\"Policy\": \"{\\\"Sta\ntement\\\": [{}]}\"}⟩",
        "⟨{⟩",
    ] {
        check(marked);
    }
}

#[test]
fn a_broken_document_does_not_take_the_next_one() {
    for marked in [
        "⟨{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{}]⟩\n\n⟨{\n  \"Version\": \"2012-10-17\"\n}⟩",
        "⟨{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{}]⟩\nBucket policy:\n⟨{\n  \"Version\": \"2012-10-17\"\n}⟩",
        "⟨{\"a\": [1}⟩\n⟨{\"b\": 2}⟩",
    ] {
        check(marked);
    }
}
