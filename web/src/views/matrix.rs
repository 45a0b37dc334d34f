//! Every request that was decided, those on one resource together: what it came to, and what is to blame.

use undenied::{Check, GateOutcome, Outcome, authorize::Barrier, profile::Level};

use super::{
    parts::{self, Icon},
    path,
};
use crate::{
    analysis::Analysis,
    dom::{Element, element, live},
    inline::code,
    same,
    state::Case,
    text::{self, Label},
};
use leptos::prelude::AnyView;

pub(super) fn requests(case: Case) -> AnyView {
    let part = same::part(case, same::checks);
    live(move || {
        let answer = part.get();
        let checks = &answer.0.report.checks;
        if answer.0.is_empty || checks.is_empty() {
            return None;
        }
        let mut resources: Vec<&str> = Vec::new();
        for check in checks {
            if !resources.contains(&check.resource.as_str()) {
                resources.push(&check.resource);
            }
        }
        let groups = resources.into_iter().map(|resource| group(case, resource, checks));
        let groups: Vec<Element> = groups.collect();
        let columns = [text::answer::ACTION, text::answer::RESULT, text::answer::BLAMED];
        let columns: Vec<Element> = columns
            .map(|label| cell("th", "columnheader").with("scope", "col").child(case.say(label)))
            .into();
        let head = element("thead").with("role", "rowgroup").child(row().child(columns));
        let table = element("table")
            .class("matrix")
            .with("role", "table")
            .with("aria-labelledby", "requests-title")
            .child(head)
            .child(groups);
        let card = parts::card(case, "card requests", "requests-title", text::REQUESTS);
        Some(card.child(table))
    })
}

/// The style sheet makes a list of the table where it is narrow; the roles stay.
fn row() -> Element {
    element("tr").with("role", "row")
}

fn cell(tag: &'static str, role: &str) -> Element {
    element(tag).with("role", role)
}

fn group(case: Case, resource: &str, checks: &[Check]) -> Element {
    let name = cell("th", "rowheader").with("colspan", "3").with("scope", "rowgroup");
    let title = row().class("matrix-resource").child(name.child(code(resource)));
    let checks = checks.iter().enumerate();
    let of_resource = checks.filter(|(_, check)| check.resource == resource);
    let rows: Vec<Element> = of_resource.map(|(at, check)| request(case, at, check)).collect();
    element("tbody").with("role", "rowgroup").child(title).child(rows)
}

fn request(case: Case, at: usize, check: &Check) -> Element {
    let action = code(&check.action).class("request-action");
    let action =
        cell("th", "rowheader").with("scope", "row").child(action).child(level(case, check));
    let word = case.say(text::outcome(check.outcome));
    let result = parts::sign("state", Icon::from(check.outcome), word);
    row()
        .with("data-state", parts::state_name(check.outcome))
        .child(action)
        .child(cell("td", "cell").child(result))
        .child(cell("td", "cell").child(blamed(case, at, check)))
}

fn level(case: Case, check: &Check) -> Option<Element> {
    let label: Label = match check.level {
        Level::Required => return None,
        Level::Recommended => text::RECOMMENDED,
        Level::Optional => text::OPTIONAL,
    };
    Some(element("span").class("help").child(" ").child(case.say(label)))
}

/// The gate that blocks most, and its line; where the outcome is open, the gate that leaves it so.
fn blamed(case: Case, at: usize, check: &Check) -> Option<Element> {
    let gate = to_blame(check)?;
    let name = match gate.gate {
        Barrier::Policy(kind) => case.say(text::gate(kind)).to_owned(),
        _ => case.words(&gate.name),
    };
    let find = move |now: &Analysis| to_blame(now.report.checks.get(at)?)?.place.clone();
    let link = gate.place.as_ref().map(|place| path::line_link(case, place, find));
    Some(element("span").class("blamed").child(name).child(" ").child(link))
}

fn to_blame(check: &Check) -> Option<&GateOutcome> {
    let first = check.blocked_by.first();
    check.gates.iter().find(|gate| match first {
        Some(barrier) => gate.gate == *barrier,
        None => gate.outcome == Outcome::Undetermined,
    })
}
