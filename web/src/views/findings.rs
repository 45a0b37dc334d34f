//! The list of all problems; each leads to its place.

use leptos::prelude::*;
use undenied::Finding;

use super::{
    extras::Extras,
    parts::{self, Icon},
};
use crate::{
    dom::{Element, button, element, live},
    inline::inline,
    same,
    state::Case,
    text,
};

pub(super) fn findings(case: Case, extras: Option<&'static Extras>) -> AnyView {
    let part = same::part(case, same::findings);
    live(move || {
        let answer = part.get();
        if answer.0.is_empty {
            return None;
        }
        let findings = answer.0.report.findings.iter().enumerate();
        let items: Vec<Element> = findings.map(|(index, it)| item(case, index, it)).collect();
        let content = if items.is_empty() {
            element("p").class("muted").child(parts::say(case, text::NO_FINDINGS))
        } else {
            element("ul").class("findings").child(items)
        };
        let all = extras.map(|extras| (extras.all_fixes)(case));
        let card = parts::card(case, "card problems", "problems-title", text::PROBLEMS);
        Some(card.child(content).child(all))
    })
}

fn item(case: Case, index: usize, finding: &Finding) -> Element {
    let word = case.say(text::severity(finding.severity));
    let head = element("span")
        .class("finding-head")
        .child(parts::sign("severity", Icon::from(finding.severity), word))
        .child(
            element("span").class("finding-place").child(parts::place_name(case, &finding.place)),
        );
    let message = inline(&case.words(&finding.message));
    let show = button("finding", move |_| case.show(index))
        .with_live("aria-current", move || (case.current_index() == Some(index)).then_some("true"))
        .child(head)
        .child(element("span").class("finding-message").child(message));
    element("li")
        .with("data-severity", parts::severity_name(finding.severity))
        .with("data-rule", finding.rule.id)
        .child(show)
}
