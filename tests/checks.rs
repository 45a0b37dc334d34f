//! The 153 checks of AWS's own validator: which rule says each, held by `tests/CHECKS.md`, which a run with
//! `UPDATE_EXPECT=1` writes anew.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

use undenied::{rules, wire};
use undenied_tests::site::{Answered, Site};

/// Every code of <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>,
/// with AWS's severity.
const CODES: &str = include_str!("checks/codes.txt");

#[test]
fn every_code_has_its_rule() {
    let site = Site::read().unwrap();
    let cases: Vec<Answered<'_>> =
        Answered::all(&site.cases).into_iter().chain(Answered::all(&site.more)).collect();
    // Rule and kinds of policy by code, from what is really said.
    let mut said: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for answered in &cases {
        for finding in &answered.report.findings {
            let Some(code) = finding.code else { continue };
            let Some(document) = answered.input.documents.get(finding.place.document) else {
                continue;
            };
            let kinds = said.entry(code).or_default().entry(finding.rule.id).or_default();
            let kind = wire::kind_name(document.kind).to_owned();
            if !kinds.contains(&kind) {
                kinds.push(kind);
                kinds.sort();
            }
        }
    }
    let mut table = String::from(
        "# The checks of AWS's validator\n\nWritten by a test (`tests/checks.rs`) from what the engine says to the cases of `tests/suite` and `tests/site/more`.\n\n| Code | Severity | Rule | Kinds of policy in the cases |\n|---|---|---|---|\n",
    );
    let mut count = 0;
    for line in CODES.lines() {
        let (code, severity) = line.split_once(' ').unwrap();
        let by_rule = rules::all().filter(|rule| rule.code == Some(code)).map(|rule| rule.id);
        let rules: BTreeMap<&str, String> = by_rule
            .map(|id| (id, String::new()))
            .chain(said.get(code).into_iter().flatten().map(|(id, kinds)| (*id, kinds.join(", "))))
            .collect();
        count += usize::from(!rules.is_empty());
        let names: Vec<String> = rules.keys().map(|id| format!("`{id}`")).collect();
        let kinds: Vec<&str> =
            rules.values().map(String::as_str).filter(|kinds| !kinds.is_empty()).collect();
        assert!(!names.is_empty(), "no rule says {code}");
        let names = names.join(", ");
        writeln!(table, "| {code} | {severity} | {names} | {} |", kinds.join(", ")).unwrap();
    }
    writeln!(table, "\n{count} of {}.", CODES.lines().count()).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CHECKS.md");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &table).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), table, "UPDATE_EXPECT=1 writes it");
}

#[test]
fn a_code_of_ours_is_one_of_awss() {
    let known: Vec<&str> = CODES.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(known.len(), 153);
    for code in rules::all().filter_map(|rule| rule.code) {
        assert!(known.contains(&code), "AWS has no {code}");
    }
}
