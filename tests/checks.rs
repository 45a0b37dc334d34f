//! The 153 checks of AWS's own validator: which rule says each, and that each is said and withheld in every kind of
//! policy. `tests/CHECKS.md` shows it; a run with `UPDATE_EXPECT=1` writes it anew.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "these helpers are called by tests alone"
)]

#[path = "checks/fixtures.rs"]
mod fixtures;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::Path,
};

use undenied::rules;
use undenied_tests::site::{Answered, Site};

/// Every code of <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>,
/// with AWS's severity, the kinds of policy (letters as in `checks/fixtures.rs`) and, behind two spaces, why not others.
/// `=` stands before the code of which AWS says the same.
const CODES: &str = include_str!("checks/codes.txt");

const HEADING: &str = "# The checks of AWS's validator

Written by a test (`tests/checks.rs`) from what the engine says to the tiny policies of `tests/checks/fixtures`, for each kind
of policy that AWS has the check for: where it is said, where something much like it is right, and what that is.

| Code | Severity | Rule | Said in | Silent in | Harmless |
|---|---|---|---|---|---|
";

const LOOKALIKES_HEADING: &str = "
## Rules of calls

What AWS's validator has no check for, with a case of `tests/suite` in which the rule is silent, and why.

| Rule | Silent in | Harmless |
|---|---|---|
";

#[test]
fn every_code_has_its_rule() {
    let site = Site::read().unwrap();
    let cases: Vec<Answered<'_>> =
        Answered::all(&site.cases).into_iter().chain(Answered::all(&site.more)).collect();
    let findings = cases.iter().flat_map(|answered| &answered.report.findings);
    let mut said: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in findings {
        said.entry(finding.code.unwrap_or_default()).or_default().insert(finding.rule.id);
    }
    let kinds = kinds();
    let (shown, _) = fixtures::read(&kinds, &severities());
    let mut table = String::from(HEADING);
    for line in CODES.lines() {
        let (line, why) = line.split_once("  ").unwrap_or((line, ""));
        let mut words = line.split(' ');
        let (code, severity) = (words.next().unwrap(), words.next().unwrap());
        let same = words.next().and_then(|word| word.strip_prefix('=')).unwrap_or(code);
        let own = rules::all().filter(|rule| rule.code == Some(same)).map(|rule| rule.id);
        let rules: BTreeSet<&str> =
            own.chain(said.get(same).into_iter().flatten().copied()).collect();
        assert!(!rules.is_empty(), "no rule says {code}");
        let names: Vec<String> = rules.iter().map(|id| format!("`{id}`")).collect();
        let of = &shown[same];
        let fires = if of.fires.is_empty() { "nowhere".into() } else { fixtures::names(&of.fires) };
        let silent = fixtures::names(&of.silent);
        let silent = if silent == fires { "the same".into() } else { silent };
        let names = names.join(", ");
        let why = if why.is_empty() { String::new() } else { format!(" {why}") };
        let note = &of.note;
        writeln!(table, "| {code} | {severity} | {names} | {fires}.{why} | {silent} | {note} |")
            .unwrap();
    }
    writeln!(table, "\n{0} of {0}.", CODES.lines().count()).unwrap();
    table += &lookalikes(&cases);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CHECKS.md");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &table).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), table, "UPDATE_EXPECT=1 writes it");
}

/// The kinds of policy that AWS has each code for, by letters.
fn kinds() -> BTreeMap<&'static str, &'static str> {
    let lines = CODES.lines().map(|line| {
        let mut words = line.split(' ');
        (words.next().unwrap(), words.nth(1).unwrap().trim_matches('-'))
    });
    lines.filter(|(_, letters)| !letters.starts_with('=')).collect()
}

/// How much AWS makes of each code.
fn severities() -> BTreeMap<&'static str, &'static str> {
    let line = |line: &'static str| {
        let mut words = line.split(' ');
        (words.next().unwrap(), words.next().unwrap())
    };
    CODES.lines().map(line).collect()
}

#[test]
fn every_code_is_said_and_withheld_in_every_kind_of_policy() {
    let kinds = kinds();
    let (shown, mut wrong) = fixtures::read(&kinds, &severities());
    for (code, letters) in kinds {
        let Some(of) = shown.get(code) else {
            wrong.push(format!("{code}: no fixture"));
            continue;
        };
        let lacking = |some: &[_]| {
            let all = fixtures::kinds(letters);
            fixtures::names(
                &all.into_iter().filter(|kind| !some.contains(kind)).collect::<Vec<_>>(),
            )
        };
        let (fires, silent) = (lacking(&of.fires), lacking(&of.silent));
        if !(fires.is_empty() && silent.is_empty()) || of.note.is_empty() {
            wrong.push(format!("{code}: lacks + {fires}, - {silent}, note {:?}", of.note));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rules that AWS's validator does not have: a case in which each is silent, and what is harmless in it.
const LOOKALIKES: &str = include_str!("checks/lookalikes.txt");

/// What [`LOOKALIKES`] says, as it stands in the table.
fn lookalikes(cases: &[Answered<'_>]) -> String {
    let mut table = String::from(LOOKALIKES_HEADING);
    let mut told = BTreeSet::new();
    for line in LOOKALIKES.lines() {
        let (names, note) = line.split_once("  ").unwrap();
        let (rule, name) = names.split_once(' ').unwrap();
        let is_it = |it: &&Answered<'_>| it.case.path.file_stem().is_some_and(|stem| stem == name);
        let case = cases.iter().find(is_it).unwrap_or_else(|| panic!("no case {name}"));
        let is_silent = case.report.findings.iter().all(|finding| finding.rule.id != rule);
        assert!(is_silent && told.insert(rule), "{line}");
        writeln!(table, "| `{rule}` | `{name}` | {note} |").unwrap();
    }
    // What AWS has codes for, rules of its own or several slips of one rule, is shown above.
    let shown = ["missing-element", "wrong-element"];
    for rule in rules::all().filter(|rule| rule.code.is_none() && !shown.contains(&rule.id)) {
        assert!(told.contains(rule.id), "checks/lookalikes.txt lacks {}", rule.id);
    }
    table
}

#[test]
fn a_code_of_ours_is_one_of_awss() {
    let known: Vec<&str> = CODES.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(known.len(), 153);
    for code in rules::all().filter_map(|rule| rule.code) {
        assert!(known.contains(&code), "AWS has no {code}");
    }
}
