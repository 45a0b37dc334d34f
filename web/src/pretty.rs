//! Valid JSON, one value a line. Keys stay in their order, also those that are there twice; so do numbers and
//! escapes, to the letter.

use undenied::TokenClass;

/// As AWS's own examples and its console have it.
const INDENT: &str = "    ";

/// `None` where `text` is no valid JSON.
#[must_use]
pub(crate) fn pretty(text: &str) -> Option<String> {
    if !undenied::parse(text).errors.is_empty() {
        return None;
    }
    let tokens = undenied::tokens(text);
    let mut words = tokens.iter().filter(|token| token.class != TokenClass::Stray).peekable();
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    while let Some(token) = words.next() {
        let word = token.span.of(text);
        let is_mark = token.class == TokenClass::Punctuation;
        let next = words.peek().map(|next| next.span.of(text));
        match word {
            "{" | "[" if is_mark => {
                out.push_str(word);
                if matches!(next, Some("}" | "]")) {
                    let _ = words.next();
                    out.push_str(next.unwrap_or_default());
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            "}" | "]" if is_mark => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push_str(word);
            }
            "," if is_mark => {
                out.push(',');
                line(&mut out, depth);
            }
            ":" if is_mark => out.push_str(": "),
            _ => out.push_str(word),
        }
    }
    (!out.is_empty()).then_some(out)
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str(INDENT);
    }
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn keys_duplicates_and_escapes_stay() {
        let text = r#"{"b":[1.0e2,{"a":{},"c":[ ]}],"a":"\u00e9,{", "b" : true}"#;
        let expected = r#"{
    "b": [
        1.0e2,
        {
            "a": {},
            "c": []
        }
    ],
    "a": "\u00e9,{",
    "b": true
}"#;
        assert_eq!(pretty(text).as_deref(), Some(expected));
        assert_eq!(pretty(expected).as_deref(), Some(expected));
        assert_eq!(pretty("\"{\"").as_deref(), Some("\"{\""));
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        for text in ["", " ", "{", "{\"a\":1,}", "{'a':1}", "// a\n{}"] {
            assert_eq!(pretty(text), None, "{text}");
        }
    }
}
