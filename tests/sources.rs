//! Nothing comes from memory: every profile, each of its fields and every link of the engine stands in
//! `SOURCES.md` with the page that holds it, and nothing stands there that is used no more.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use undenied::profile;

const SOURCES: &str = include_str!("../crates/undenied/profiles/SOURCES.md");

/// Fields of a profile that say what a vendor does.
const FACTS: [&str; 8] =
    ["bucketActions", "objectActions", "kms", "sendsPrefix", "trust", "samples", "traps", "errors"];

fn section(title: &str) -> &'static str {
    let after = SOURCES.split_once(title).map_or("", |(_, after)| after);
    after.split_once("\n## ").map_or(after, |(section, _)| section)
}

/// The rows of a table: what each cell holds.
fn rows(title: &str) -> Vec<Vec<&'static str>> {
    let lines = section(title).lines().filter(|line| line.starts_with("| ")).skip(1);
    lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn pages(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').filter_map(|rest| rest.split_once('>')).map(|(page, _)| page)
}

#[test]
fn every_fact_and_every_link_of_a_profile_has_its_page() {
    let rows = rows("## Profiles");
    let mut listed: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for row in &rows {
        let [id, facts, from] = row[..] else { panic!("{row:?}") };
        assert!(pages(from).next().is_some() || from == "as users report them", "{row:?}");
        let (known, links) = listed.entry(code(id).next().unwrap()).or_default();
        known.extend(code(facts));
        links.extend(pages(from));
    }
    for (id, text) in profile::built_in() {
        let (known, links) = listed.remove(id).unwrap_or_default();
        let json: Value = serde_json::from_str(text).unwrap();
        for field in FACTS.into_iter().filter(|field| json.get(*field).is_some()) {
            assert!(known.contains(field), "{id}: SOURCES.md does not say where `{field}` is from");
        }
        for lang in ["en", "ja"] {
            let own = json["links"][lang].as_array();
            for link in own.unwrap_or_else(|| panic!("{id} has no page to read on")) {
                let link = link.as_str().unwrap();
                assert!(links.contains(link), "{id}: SOURCES.md lacks {link}");
            }
        }
    }
    assert!(listed.is_empty(), "these are no profiles: {listed:?}");
}

#[test]
fn every_page_that_the_engine_points_at_is_listed_once() {
    let mut used = BTreeSet::new();
    let engine = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/undenied/src");
    let files = files(&engine);
    assert!(files.len() > 50);
    for file in files {
        used.extend(links(&fs::read_to_string(file).unwrap()));
    }
    let listed: Vec<&str> = pages(section("## Pages that the engine points at")).collect();
    let known: BTreeSet<String> = listed.iter().map(|page| (*page).to_owned()).collect();
    assert_eq!(known.len(), listed.len());
    let unread: Vec<&String> = used.difference(&known).collect();
    assert!(unread.is_empty(), "look these up and list them in SOURCES.md: {unread:#?}");
    let unused: Vec<&String> = known.difference(&used).collect();
    assert!(unused.is_empty(), "SOURCES.md lists what nothing points at: {unused:#?}");
}

/// What AWS's own documentation decides: each page that a test of the evaluator cites has its row.
#[test]
fn every_page_that_a_rule_of_the_evaluator_rests_on_is_listed_once() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("evaluation");
    let files: Vec<PathBuf> = files(&tests);
    let code = files.iter().filter(|file| file.extension().is_some_and(|it| it == "rs"));
    let cited: BTreeSet<String> =
        code.flat_map(|file| links(&fs::read_to_string(file).unwrap())).collect();
    let table = include_str!("evaluation/SOURCES.md");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| <")).collect();
    let listed: Vec<String> = rows.iter().flat_map(|row| pages(row)).map(str::to_owned).collect();
    assert_eq!(rows.len(), listed.len());
    let copy = |row: &str| row.trim_end_matches(" |").rsplit(" | ").next().map(str::to_owned);
    let is_told = |row: &&str| {
        copy(row).is_some_and(|copy| copy.starts_with("now") || copy.starts_with("then"))
    };
    assert!(rows.iter().all(is_told));
    assert_eq!(listed, cited.into_iter().collect::<Vec<String>>());
}

#[test]
fn consoles_are_labelled_as_a_page_says() {
    for row in rows("## Labels of consoles") {
        let [_, from] = row[..] else { panic!("{row:?}") };
        assert!(pages(from).next().is_some(), "{row:?}");
    }
}

/// Pages in English, without their sections. Addresses of buckets are no pages.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for rest in text.split("https://").skip(1) {
        let page =
            rest.split([' ', ')', '"', '>', '`', '\\', '\n', '#']).next().unwrap_or_default();
        let link = page.trim_end_matches(['.', ',']).replace("/ja_jp/", "/");
        let host = link.split_once('/').map_or(link.as_str(), |(host, _)| host);
        if host.contains('.') && !host.ends_with("amazonaws.com") {
            links.push(format!("https://{link}"));
        }
    }
    links
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
