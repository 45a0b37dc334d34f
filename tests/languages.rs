//! Both languages say the same: same code, same commands, and no English sentence in Japanese.

use undenied::{Finding, Report, Words, analyze};

/// Every sentence of a report.
fn sentences(report: &Report) -> Vec<&Words> {
    let mut words = vec![&report.verdict.headline, &report.verdict.detail];
    words.extend(report.verdict.missing.iter().map(|missing| &missing.ask));
    words.extend(report.findings.iter().flat_map(of_finding));
    let errors = report.refusals.iter().flat_map(|refusal| &refusal.errors);
    words.extend(errors.map(|error| &error.words));
    for task in &report.guide {
        words.push(&task.title);
        words.extend(task.steps.iter().flat_map(|step| [&step.text, &step.warning]));
    }
    words.extend(report.assumptions.iter().map(|assumption| &assumption.words));
    words
}

fn of_finding(finding: &Finding) -> Vec<&Words> {
    let mut words = vec![&finding.message, &finding.why];
    words.extend(finding.related.iter().map(|(_, words)| words));
    words.extend(finding.fixes.iter().map(|fix| &fix.title));
    words
}

/// What stands in backticks, sorted.
fn code(text: &str) -> Vec<&str> {
    let mut code: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    code.sort_unstable();
    code
}

/// What stands outside backticks.
fn prose(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

/// Labels of vendors' consoles, many of which exist in English only; the longest first.
fn labels() -> Vec<String> {
    let mut labels = Vec::new();
    for profile in undenied::profile::all() {
        let trust = profile.trust.iter();
        for shown in trust.flat_map(|it| [&it.shown_at.ja, &it.external_id.shown_at.ja]) {
            labels.extend(shown.split("**").skip(1).step_by(2).map(ToOwned::to_owned));
        }
    }
    labels.sort_unstable_by_key(|label| std::cmp::Reverse(label.len()));
    labels
}

/// Three Latin words in a row are a sentence; names of products and labels are shorter.
fn english(text: &str) -> Option<String> {
    let mut prose = prose(text);
    for label in labels().iter().map(String::as_str).chain(["AWS KMS", "AWS CLI", " > "]) {
        prose = prose.replace(label, "");
    }
    let mut run: Vec<&str> = Vec::new();
    for word in prose.split_whitespace() {
        let is_latin = word.chars().any(|c| c.is_ascii_alphabetic()) && word.is_ascii();
        if is_latin {
            run.push(word);
        } else {
            run.clear();
        }
        if run.len() == 3 {
            return Some(run.join(" "));
        }
    }
    None
}

#[test]
fn every_sentence_exists_in_both_languages_with_the_same_code() {
    for case in undenied_tests::all().unwrap() {
        for words in sentences(&analyze(&case.input)) {
            assert_eq!(words.en.is_empty(), words.ja.is_empty(), "{words:?}");
            assert_eq!(code(&words.en), code(&words.ja), "{words:?}");
            assert_eq!(words.en.matches('`').count() % 2, 0, "{words:?}");
        }
    }
}

#[test]
fn no_english_sentence_is_left_in_japanese() {
    for case in undenied_tests::all().unwrap() {
        for words in sentences(&analyze(&case.input)) {
            assert_eq!(english(&words.ja), None, "{words:?}");
        }
    }
    for rule in undenied::rules::all() {
        assert_eq!(english(rule.title.ja), None);
    }
}

#[test]
fn every_link_has_a_counterpart() {
    for rule in undenied::rules::all() {
        assert_eq!(rule.links.en.len(), rule.links.ja.len(), "{}", rule.id);
        for (en, ja) in rule.links.en.iter().zip(rule.links.ja) {
            assert_eq!(ja.replace("/ja_jp/", "/"), *en);
        }
    }
}
