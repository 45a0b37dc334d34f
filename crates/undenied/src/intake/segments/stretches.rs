//! Where code stands among sentences: an error message above a template, a remark below it. Not: reading either.

use undenied_json::Span;

use crate::intake::{hcl, reader::begins_as_json, yaml};

/// `text` whole, or cut around the stretches that look like code where lines that can be no code stand beside them.
pub(in crate::intake) fn stretches(text: &str) -> Vec<Span> {
    let runs = runs(text);
    let mut stretches: Vec<(Span, bool)> = Vec::new();
    for (span, is_foreign) in runs {
        let is_code = !is_foreign && is_code(span.of(text));
        match stretches.last_mut() {
            Some((last, false)) if !is_code => *last = last.to(span),
            _ => stretches.push((span, is_code)),
        }
    }
    stretches.into_iter().map(|(span, _)| span).collect()
}

/// Lines that can be code, and lines that cannot, as long as they follow each other.
fn runs(text: &str) -> Vec<(Span, bool)> {
    let mut runs: Vec<(Span, bool)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let is_foreign = is_foreign(line);
        match runs.last_mut() {
            Some((last, kind)) if *kind == is_foreign || line.trim().is_empty() => {
                *last = last.to(span);
            }
            _ => runs.push((span, is_foreign)),
        }
    }
    runs
}

/// JSON is looked for by its brackets.
fn is_code(run: &str) -> bool {
    let holds_json = run.lines().any(|line| line.starts_with(['{', '[', '"']));
    let is_yaml = || !holds_json && yaml::is_known(run);
    !begins_as_json(run) && (hcl::is_known(run) || is_yaml())
}

/// Whether `line` is a sentence: no name with a value, no block that begins.
fn is_foreign(line: &str) -> bool {
    let text = line.trim_end();
    let begins_value = |char: char| {
        char.is_whitespace() || char.is_ascii_punctuation() && !matches!(char, '`' | '(')
    };
    if text.is_empty() || text.starts_with(begins_value) {
        return false;
    }
    match text.split_once(": ") {
        Some((_, value)) => !value.starts_with(['"', '\'', '{', '[']) && value.contains(": "),
        None if text.ends_with([':', '{', '(', '[']) || text.contains(['=', '"']) => false,
        None => !text.is_ascii() || text.split_whitespace().nth(2).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = stretches(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    const POLICY: &str = "Version: '2012-10-17'\nStatement:\n- Effect: Allow\n";
    const REFUSED: &str =
        "User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetObject\n\n";

    #[test]
    fn code_is_cut_from_the_sentences_around_it() {
        check(&format!("{REFUSED}{POLICY}"), &[REFUSED, POLICY]);
        check(&format!("{POLICY}{REFUSED}"), &[POLICY, REFUSED]);
        let block = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({})\n}\n";
        check(&format!("こちらです。\n{block}"), &["こちらです。\n", block]);
    }

    #[test]
    fn what_is_all_code_or_all_sentences_stays_whole() {
        for text in [POLICY, REFUSED, "# The policy\nStatement:\n- Effect: Allow\n"] {
            check(text, &[text]);
        }
        let json = format!("{REFUSED}My policy:\n{{\"Statement\": []}}\nThat is all there is.\n");
        check(&json, &[&json]);
    }
}
