//! The pages beside the app say what is to be said, in both languages, and lead where they say they lead.

use std::collections::{BTreeMap, BTreeSet};

use undenied::rules;
use undenied_tests::site::{self, Answered, Site};

/// What IAM Access Analyzer's list still says, and AWS accepts: it is listed, and never found.
const OUTDATED: &str = "SCP_SYNTAX_ERROR_ACTION_WILDCARD";

#[test]
fn every_rule_has_an_example() {
    let site = Site::read().unwrap();
    let (cases, more) = (Answered::all(&site.cases), Answered::all(&site.more));
    let bare: Vec<&str> = site::of_every_rule(&cases, &more)
        .into_iter()
        .filter(|(rule, example)| example.is_none() && rule.code != Some(OUTDATED))
        .map(|(rule, _)| rule.id)
        // An example of what is too long would be too long to read, and one rule says only why it is silent.
        .filter(|id| !id.ends_with("-too-large") && *id != "scp-action-wildcard")
        .collect();
    assert!(
        bare.is_empty(),
        "no case of tests/suite shows {}; a small one goes to tests/site/more",
        bare.join(", ")
    );
}

#[test]
fn every_case_has_a_japanese_title() {
    let site = Site::read().unwrap();
    let ids = site.cases.iter().map(site::id);
    let bare: Vec<String> = ids.filter(|id| site::japanese_title(id).is_none()).collect();
    assert!(bare.is_empty(), "tests/site/titles.ja.txt lacks {}", bare.join(", "));
}

#[test]
fn the_examples_of_the_app_are_linked() {
    let site = Site::read().unwrap();
    let opened = site.cases.iter().filter(|case| site::is_opened(&site::id(case))).count();
    assert!(opened >= 6, "only {opened} cases are found in web/src/examples.rs");
}

#[test]
fn links_inside_lead_somewhere_and_no_name_is_given_twice() {
    let pages: BTreeMap<String, String> = Site::read().unwrap().pages().into_iter().collect();
    assert_eq!(pages.len(), 6);
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(name, text)| (name.as_str(), ids(name, text))).collect();
    for (name, text) in &pages {
        for address in attributes(text, "href") {
            if ["./?", "data:", "https://"].iter().any(|start| address.starts_with(start)) {
                continue;
            }
            let (page, id) = address.split_once('#').unwrap_or((address, ""));
            let page = if page.is_empty() { name } else { page };
            let known = ids.get(page).unwrap_or_else(|| panic!("{name} links to {address}"));
            assert!(id.is_empty() || known.contains(id), "{name} links to {address}");
        }
    }
    for rule in rules::all() {
        for page in ["rules.html", "rules.ja.html"] {
            assert!(ids[page].contains(rule.id), "{page} lacks #{}", rule.id);
        }
    }
}

#[test]
fn the_pages_hold_no_code() {
    for (name, text) in Site::read().unwrap().pages() {
        for forbidden in ["<script", "<style", " style=", " onclick=", "javascript:", "undefined"] {
            assert!(!text.contains(forbidden), "{name} holds {forbidden}");
        }
    }
}

fn ids<'a>(name: &str, text: &'a str) -> BTreeSet<&'a str> {
    let mut known = BTreeSet::new();
    for id in attributes(text, "id") {
        assert!(known.insert(id), "{name} has two of #{id}");
    }
    known
}

fn attributes<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let start = format!(" {name}=\"");
    let after: Vec<&str> = text.split(start.as_str()).skip(1).collect();
    after.into_iter().filter_map(|rest| rest.split('"').next())
}
