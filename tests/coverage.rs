//! Every claim of the documents that undenied was asked to implement, and every cause of a 403, has its case:
//! `COVERAGE.md` is made from the cases and what they are answered. `UPDATE_EXPECT=1` rewrites it.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use expect_test::expect_file;
use undenied_tests::Case;

const CLAIMS: &str = include_str!("coverage/claims.txt");
const CAUSES: &str = include_str!("coverage/causes.txt");

/// Something that names what it covers.
struct Witness {
    /// From this folder.
    path: String,
    title: String,
    /// `S5`, `cause 36`.
    covers: BTreeSet<String>,
    rules: BTreeSet<&'static str>,
    /// Titles of what the guide asks for.
    tasks: Vec<String>,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn every_claim_and_every_cause_has_a_case() -> Result<()> {
    let witnesses = witnesses()?;
    let mut table = String::from(
        "# What is covered\n\nMade by `coverage.rs` from the cases: what each of them covers, which rules answer it, and what the guide asks for.\nError texts are answered by `undenied explain`, settings of buckets, objects and keys by the verdict: those have no rule.\n\nClaims are what the pages say that undenied began with: TiDB Cloud on imports from Amazon S3, AWS on denials across accounts.\n",
    );
    let mut bare = Vec::new();
    for (heading, list, prefix) in
        [("Claims", CLAIMS, ""), ("Causes of a 403 from Amazon S3", CAUSES, "cause ")]
    {
        let _ = write!(
            table,
            "\n## {heading}\n\n| | | cases | rules | guide |\n|---|---|---|---|---|\n"
        );
        for (id, what) in list.lines().filter_map(|line| line.split_once(' ')) {
            let id = format!("{prefix}{id}");
            let covering: Vec<&Witness> =
                witnesses.iter().filter(|witness| witness.covers.contains(&id)).collect();
            if covering.is_empty() {
                bare.push(id.clone());
            }
            table.push_str(&row(&id, what, &covering));
        }
    }
    assert!(bare.is_empty(), "no case covers {}", bare.join(", "));
    expect_file!["COVERAGE.md"].assert_eq(&table);
    Ok(())
}

fn row(id: &str, what: &str, covering: &[&Witness]) -> String {
    let cases: Vec<String> =
        covering.iter().map(|witness| format!("[{}]({})", witness.title, witness.path)).collect();
    let rules: BTreeSet<&str> =
        covering.iter().flat_map(|witness| witness.rules.iter().copied()).collect();
    let rules: Vec<String> = rules.into_iter().map(|rule| format!("`{rule}`")).collect();
    let mut tasks: Vec<&str> = Vec::new();
    for task in covering.iter().flat_map(|witness| &witness.tasks) {
        if !tasks.contains(&task.as_str()) {
            tasks.push(task);
        }
    }
    format!(
        "| {} | {what} | {} | {} | {} |\n",
        id.trim_start_matches("cause "),
        cases.join("<br>"),
        rules.join("<br>"),
        tasks.join("<br>")
    )
}

fn witnesses() -> Result<Vec<Witness>> {
    let mut witnesses: Vec<Witness> = undenied_tests::all()?.iter().map(of_case).collect();
    witnesses.extend(of_error_texts()?);
    Ok(witnesses)
}

fn of_case(case: &Case) -> Witness {
    let report = undenied::analyze(&case.input);
    let mut witness = named(&case.path, "suite", &case.markdown);
    witness.rules = report.findings.iter().map(|finding| finding.rule.id).collect();
    witness.tasks = report.guide.iter().map(|task| task.title.en.clone()).collect();
    witness
}

/// Error texts are answered by `undenied explain`, which has no rules.
fn of_error_texts() -> Result<Vec<Witness>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/denied");
    let mut witnesses = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        witnesses.push(named(&path, "corpora/denied", &fs::read_to_string(&path)?));
    }
    witnesses.retain(|witness| !witness.covers.is_empty());
    witnesses.sort_by(|one, two| one.path.cmp(&two.path));
    Ok(witnesses)
}

/// What a number in an introduction stands for.
#[derive(Clone, Copy)]
enum Counts {
    Nothing,
    Claims,
    Causes,
}

/// What the words between heading and first block name: `Claims S5 and S6.`, `Cause 36.`
fn named(path: &Path, folder: &str, markdown: &str) -> Witness {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let intro = markdown.split("```").next().unwrap_or_default();
    let mut covers = BTreeSet::new();
    let mut counts = Counts::Nothing;
    for word in intro.split(|char: char| !char.is_ascii_alphanumeric()) {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let claim = word.strip_prefix('S').is_some_and(is_number);
        match (word, counts) {
            ("Claim" | "Claims", _) => counts = Counts::Claims,
            ("Cause" | "Causes", _) => counts = Counts::Causes,
            (_, Counts::Claims) if claim => {
                covers.insert(word.to_owned());
            }
            (_, Counts::Causes) if is_number(word) => {
                covers.insert(format!("cause {word}"));
            }
            _ => {}
        }
    }
    let title = markdown.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
    let path = format!("{folder}/{name}");
    Witness { path, title, covers, rules: BTreeSet::new(), tasks: Vec::new() }
}
