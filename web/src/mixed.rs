//! Whether a text pasted into a document's box is something else than that document. Not: what it is.

use undenied::TokenClass;

/// Whether `text` is no policy, but may hold one. Looks at the names on the outermost level only, so
/// that a policy with slips in it stays one.
#[must_use]
pub(crate) fn is_more_than_a_policy(text: &str) -> bool {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return false;
    }
    let mut depth = 0_usize;
    for token in undenied::tokens(text) {
        let word = token.span.of(text);
        match (token.class, word) {
            (TokenClass::Punctuation, "{" | "[") => depth += 1,
            (TokenClass::Punctuation, "}" | "]") => depth = depth.saturating_sub(1),
            (TokenClass::Key, _) if depth == 1 && names_a_policy(word) => return false,
            _ => {}
        }
    }
    true
}

fn names_a_policy(key: &str) -> bool {
    let name = key.trim_matches('"');
    ["Statement", "Effect"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::is_more_than_a_policy;

    #[test]
    fn only_what_is_no_policy_is_more() {
        for (text, expected) in [
            (r#"{"Version":"2012-10-17","Statement":[]}"#, false),
            (r#"{"Statement": [{"Effect": "Allow",]"#, false),
            (r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, false),
            ("", false),
            (r#"{"Role":{"AssumeRolePolicyDocument":{"Statement":[]}}}"#, true),
            (r#"{"Policy":"{\"Statement\":[]}"}"#, true),
            ("An error occurred (AccessDenied) when calling GetObject", true),
        ] {
            assert_eq!(is_more_than_a_policy(text), expected, "{text}");
        }
    }
}
