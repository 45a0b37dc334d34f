//! What fixes leave behind: after each of them, and after all together, no policy has an error that it did not have.
//! And of policies that are right nothing is said.

use std::collections::BTreeMap;

use undenied::{Document, Fix, Input, Report, Severity, analyze, remedy, wire};
use undenied_tests::{Case, site::Site};

/// `CASE RULE NEW  REASON`: the rule whose fix leaves an error of the rule NEW, and why that is right; `all` for all
/// fixes together.
const REASONS: &str = include_str!("corpus/fixes.txt");

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How often each rule says an error of each document.
fn errors(report: &Report) -> BTreeMap<(&'static str, usize), usize> {
    let mut errors = BTreeMap::new();
    for finding in report.findings.iter().filter(|it| it.severity == Severity::Error) {
        *errors.entry((finding.rule.id, finding.place.document)).or_insert(0) += 1;
    }
    errors
}

fn fixed(input: &Input, fix: &Fix) -> Option<Input> {
    let mut fixed = input.clone();
    for (index, document) in fixed.documents.iter_mut().enumerate() {
        let own = fix.edits.iter().filter(|edit| edit.document == index);
        let edits: Vec<_> = own.map(|edit| edit.edit.clone()).collect();
        document.text = undenied_json::apply(&document.text, &edits).ok()?;
    }
    Some(fixed)
}

/// Rules with errors in `after` that were not there in `before`.
fn new(before: &Report, after: &Report) -> Vec<&'static str> {
    let before = errors(before);
    let errors = errors(after).into_iter();
    let more = errors.filter(|(key, count)| before.get(key).copied().unwrap_or(0) < *count);
    more.map(|((rule, _), _)| rule).collect()
}

fn all() -> Result<Vec<Case>> {
    let mut cases = undenied_tests::all()?;
    cases.extend(Site::read()?.more);
    Ok(cases)
}

#[test]
fn a_fix_leaves_no_new_error() -> Result<()> {
    let mut reasons: Vec<&str> =
        REASONS.lines().filter_map(|line| line.split("  ").next()).collect();
    let (mut wrong, mut used, mut count) = (Vec::new(), Vec::new(), 0);
    for case in all()? {
        let name = case.path.file_stem().unwrap_or_default().display().to_string();
        let before = analyze(&case.input);
        let mut see = |rule: &str, found: Vec<&str>, what: &str| {
            for found in found {
                let line = format!("{name} {rule} {found}");
                match reasons.contains(&line.as_str()) {
                    true => used.push(line),
                    false => wrong.push(format!("{line}  {what}")),
                }
            }
        };
        for finding in &before.findings {
            for fix in &finding.fixes {
                count += 1;
                let Some(after) = fixed(&case.input, fix) else {
                    see(finding.rule.id, vec!["overlap"], &fix.title.en);
                    continue;
                };
                see(finding.rule.id, new(&before, &analyze(&after)), &fix.title.en);
            }
        }
        let remedy = remedy(&case.input);
        see("all", new(&before, &remedy.report), "");
    }
    reasons.retain(|reason| !used.iter().any(|used| used == reason));
    assert!(count > 100, "only {count} fixes");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(reasons.is_empty(), "reasons for nothing: {reasons:?}");
    Ok(())
}

#[test]
fn nothing_is_said_of_policies_that_are_right() -> Result<()> {
    let text = include_str!("corpus/good.md");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for block in text.split("```json ").skip(1) {
        let (info, rest) = block.split_once('\n').ok_or("a block without a line")?;
        let (policy, _) = rest.split_once("\n```").ok_or("a block without an end")?;
        let mut words = info.split(' ');
        let kind = words.next().and_then(wire::kind_from_name).ok_or("no such kind")?;
        let expected: Vec<&str> = words.collect();
        let document = Document { id: "p".into(), kind, text: policy.into(), target: None };
        let report = analyze(&Input { documents: vec![document], ..Input::default() });
        let said: Vec<&str> = report.findings.iter().map(|it| it.rule.id).collect();
        if said != expected {
            wrong.push(format!("{said:?} of {policy}"));
        }
        count += 1;
    }
    assert!(count > 25, "only {count} policies");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
