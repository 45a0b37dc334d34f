//! What was taken as given, each with the way to tell it.

use leptos::prelude::AnyView;
use undenied::Assumption;

use super::{parts, verdict};
use crate::{
    dom::{Element, element, live},
    inline::inline,
    same,
    state::Case,
    text,
};

pub(super) fn assumptions(case: Case) -> AnyView {
    let part = same::part(case, same::assumptions);
    live(move || {
        let answer = part.get();
        let assumptions = &answer.0.report.assumptions;
        if answer.0.is_empty || assumptions.is_empty() {
            return None;
        }
        let items: Vec<Element> = assumptions.iter().map(|it| item(case, it)).collect();
        let card = parts::card(case, "card assumptions", "assumptions-title", text::ASSUMPTIONS);
        Some(card.child(element("ul").child(items)))
    })
}

fn item(case: Case, assumption: &Assumption) -> Element {
    let ways = assumption.facts.iter().filter_map(|fact| verdict::remedy(case, fact));
    let ways: Vec<Element> = ways.collect();
    element("li").child(element("span").child(inline(&case.words(&assumption.words)))).child(ways)
}
