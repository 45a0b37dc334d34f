//! The space that Japanese technical writing puts between Latin and Japanese letters. Sentences
//! are put together from facts, so only the finished ones show where it belongs.

use crate::{
    lang::Words,
    report::{Finding, Fix, Report, Task},
};

/// Spaces every Japanese sentence of `report`.
pub(crate) fn space_out(report: &mut Report) {
    let verdict = &mut report.verdict;
    space(&mut verdict.headline);
    space(&mut verdict.detail);
    let checks = report.checks.iter_mut().flat_map(|check| &mut check.missing);
    for missing in verdict.missing.iter_mut().chain(checks) {
        space(&mut missing.ask);
    }
    report.findings.iter_mut().for_each(finding);
    let errors = report.refusals.iter_mut().flat_map(|refusal| &mut refusal.errors);
    errors.for_each(|error| space(&mut error.words));
    report.guide.iter_mut().for_each(task);
    report.assumptions.iter_mut().for_each(|assumption| space(&mut assumption.words));
}

fn finding(finding: &mut Finding) {
    space(&mut finding.message);
    space(&mut finding.why);
    finding.related.iter_mut().for_each(|(_, words)| space(words));
    finding.fixes.iter_mut().for_each(|Fix { title, .. }| space(title));
}

fn task(task: &mut Task) {
    space(&mut task.title);
    for step in &mut task.steps {
        space(&mut step.text);
        space(&mut step.warning);
    }
}

fn space(words: &mut Words) {
    let mut spaced = String::with_capacity(words.ja.len() + 16);
    let mut before = None;
    let mut is_code = false;
    for character in words.ja.chars() {
        let opens = character == '`' && !is_code;
        let meets = before.is_some_and(|before| {
            (is_japanese(before) && (opens || !is_code && is_latin(character)))
                || (!is_code && is_japanese(character) && (before == '`' || is_latin(before)))
        });
        if meets {
            spaced.push(' ');
        }
        if character == '`' {
            is_code = !is_code;
        }
        spaced.push(character);
        before = Some(character);
    }
    words.ja = spaced;
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

/// Kana and kanji; punctuation has its own room.
fn is_japanese(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '々' | '一'..='鿿')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(ja: &str) -> String {
        let mut words = Words { en: String::new(), ja: ja.to_owned() };
        space(&mut words);
        words.ja
    }

    #[test]
    fn latin_and_japanese_letters_are_set_apart() {
        assert_eq!(spaced("AWSでIAMポリシーを開く"), "AWS で IAM ポリシーを開く");
        assert_eq!(spaced("対する`s3:GetObject`、`x`は"), "対する `s3:GetObject`、`x` は");
        assert_eq!(spaced("ほかに3件（ARN）。"), "ほかに 3 件（ARN）。");
    }

    #[test]
    fn the_user_s_own_words_stay_as_they_are() {
        assert_eq!(spaced("`バケットA`は"), "`バケットA` は");
        assert_eq!(spaced("値は `a`"), "値は `a`");
    }
}
