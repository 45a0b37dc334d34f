//! The page of the examples: every case of `tests/suite`, by what decides it. What the app can open, is linked.

use std::cmp::Reverse;

use undenied::{GateOutcome, Lang, Outcome, Report, Words, rules::Rule, wire};

use super::{
    example::Answered,
    html::{Element, element, plain, said},
    rules,
    shell::Page,
    words::{self, Label, label, verdict_sign},
};
use crate::Case;

pub(super) const PAGE: Page = Page {
    stem: "examples",
    title: label("Examples", "判定の例"),
    description: label(
        "Cases of AccessDenied from Amazon S3, each with the answer of undenied and the rules that found its cause.",
        "Amazon S3 の AccessDenied の例です。それぞれに、undenied の判定と、原因を見つけたルールを示します。",
    ),
};

const LEAD: Label = label(
    "The cases that undenied is tested with, and what it answers. Some of them open in the checker. Names, accounts and IDs are made up.",
    "undenied のテストに使っている例と、その判定です。一部はチェッカーで開けます。名前、アカウント、ID は架空のものです。",
);
const CONTENTS: Label = label("By what decides", "判定を決めたもの");
const OPEN: Label = label("Open in the checker", "チェッカーで開く");
const RULES: Label = label("Rules: ", "ルール：");
const COLON: Label = label(": ", "：");

/// `stem title`, line by line: the cases themselves speak English.
const TITLES: &str = include_str!("titles.ja.txt");
/// The app's menu, which includes its cases as files.
const MENU: &str = include_str!("../../web/src/examples.rs");

/// The Japanese title of a case, by the name of its file.
#[must_use]
pub fn japanese_title(id: &str) -> Option<&'static str> {
    let mut titles = TITLES.lines().filter_map(|line| line.split_once(' '));
    titles.find(|(own, _)| *own == id).map(|(_, title)| title)
}

/// Whether the app's address may name it: `?example=ID`.
#[must_use]
pub fn is_opened(id: &str) -> bool {
    MENU.contains(&format!("include_str!(\"../../tests/suite/{id}.md\")"))
}

/// The name of a case's file.
#[must_use]
pub fn id(case: &Case) -> String {
    case.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

pub(super) fn content(cases: &[Answered<'_>], lang: Lang) -> Vec<Element> {
    let groups = groups(cases);
    let mut content = vec![said("p", LEAD.of(lang)).class("lead"), contents(&groups, lang)];
    for group in groups {
        let heading = element("h2").id(&group.id).child(verdict_sign(group.outcome, lang));
        let items = group.cases.iter().map(|answered| item(answered, lang));
        content.push(heading.children(group.gate(lang).map(|name| said("span", &name))));
        content.push(element("ul").class("cases").children(items));
    }
    content
}

/// Cases that the same gate decides.
struct Group<'a> {
    id: String,
    outcome: Outcome,
    gate: Option<Words>,
    cases: Vec<&'a Answered<'a>>,
}

impl Group<'_> {
    /// As a heading begins.
    fn gate(&self, lang: Lang) -> Option<String> {
        let mut letters = self.gate.as_ref()?.of(lang).chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        Some(first.into_iter().chain(letters).collect())
    }
}

/// Denied ones first, by the gate that denies most; then those left open, then the allowed. What opens comes first.
fn groups<'a>(cases: &'a [Answered<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for answered in cases {
        let (id, gate) = decided_by(&answered.report);
        match groups.iter_mut().find(|group| group.id == id) {
            Some(group) => group.cases.push(answered),
            None => {
                let outcome = answered.report.verdict.outcome;
                groups.push(Group { id, outcome, gate, cases: vec![answered] });
            }
        }
    }
    let rank = |outcome| match outcome {
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => 0,
        Outcome::Undetermined => 1,
        Outcome::Allowed => 2,
    };
    groups.sort_by_key(|group| (rank(group.outcome), Reverse(group.cases.len())));
    for group in &mut groups {
        group.cases.sort_by_key(|answered| !is_opened(&id(answered.case)));
    }
    groups
}

/// A name that stays, and the gate's in words.
fn decided_by(report: &Report) -> (String, Option<Words>) {
    match report.verdict.outcome {
        Outcome::Allowed => ("allowed".to_owned(), None),
        Outcome::Undetermined => ("unknown".to_owned(), None),
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => match blocking(report) {
            Some(gate) => {
                let id = ["denied-by-", wire::barrier_name(gate.gate)].concat();
                (id, Some(gate.name.clone()))
            }
            None => ("denied".to_owned(), None),
        },
    }
}

/// The gate that the verdict is laid to.
fn blocking(report: &Report) -> Option<&GateOutcome> {
    let blocked = report.checks.iter().find(|check| !check.blocked_by.is_empty())?;
    let first = blocked.blocked_by.first()?;
    blocked.gates.iter().find(|gate| gate.gate == *first)
}

fn contents(groups: &[Group<'_>], lang: Lang) -> Element {
    let links = groups.iter().map(|group| {
        let verdict = words::verdict(group.outcome);
        let title = group.gate(lang).map_or_else(
            || (*verdict.of(lang)).to_owned(),
            |gate| [*verdict.of(lang), COLON.of(lang), &gate].concat(),
        );
        let link = said("a", &title).href(&["#", &group.id].concat());
        element("li").child(link).text(&format!(" ({})", group.cases.len()))
    });
    element("nav")
        .class("contents card")
        .with("aria-label", CONTENTS.of(lang))
        .child(element("ul").class("columns-of-links").children(links))
}

fn item(answered: &Answered<'_>, lang: Lang) -> Element {
    let Answered { case, report, .. } = answered;
    let id = id(case);
    let title = match lang {
        Lang::En => case.title(),
        Lang::Ja => japanese_title(&id).unwrap_or_else(|| case.title()),
    };
    let open = is_opened(&id).then(|| {
        let address = format!("./?example={id}&lang={}", lang.tag());
        let whole = [*OPEN.of(lang), COLON.of(lang), &plain(title)].concat();
        said("a", OPEN.of(lang)).href(&address).class("open").with("aria-label", &whole)
    });
    let head =
        element("p").class("case-head").child(element("strong").sentence(title)).children(open);
    let headline = element("p").class("muted").sentence(report.verdict.headline.of(lang));
    let item = element("li").class("case").id(&id).child(head).child(headline);
    item.children(found(report, lang))
}

/// Links to the rules that fire.
fn found(report: &Report, lang: Lang) -> Option<Element> {
    let mut found: Vec<&Rule> = Vec::new();
    for finding in &report.findings {
        if !found.contains(&finding.rule) {
            found.push(finding.rule);
        }
    }
    let links = found.iter().enumerate().map(|(index, rule)| {
        let address = [&rules::PAGE.file(lang), "#", rule.id].concat();
        let comma = if index == 0 { "" } else { ", " };
        element("span").text(comma).child(said("a", rule.id).href(&address).with("lang", "en"))
    });
    let line = said("p", RULES.of(lang)).class("case-rules").children(links);
    (!found.is_empty()).then_some(line)
}
