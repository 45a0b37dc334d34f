//! Sentences with `code` in backticks and **labels** in double asterisks, as elements. Never HTML from a text.

use leptos::prelude::AnyView;

use crate::dom::{Child as _, Element, element};

/// `text` with its marked parts as elements.
#[must_use]
pub(crate) fn inline(text: &str) -> Vec<AnyView> {
    let mut views = Vec::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            views.push(code(part).view());
        } else {
            labels(part, &mut views);
        }
    }
    views
}

fn labels(text: &str, views: &mut Vec<AnyView>) {
    let (mut rest, mut is_label) = (text, false);
    loop {
        let (part, after) =
            undenied::cut(rest, "**").map_or((rest, None), |(part, after)| (part, Some(after)));
        match part.to_owned() {
            part if part.is_empty() => {}
            part if is_label => views.push(label(part).view()),
            part => views.push(part.view()),
        }
        let Some(after) = after else { break };
        (rest, is_label) = (after, !is_label);
    }
}

/// Code and identifiers, which are the same in every language.
pub(crate) fn code(text: &str) -> Element {
    element("code").with("lang", "en").with("translate", "no").child(text.to_owned())
}

/// What a button or menu says; some consoles speak English only.
fn label(text: String) -> Element {
    let strong = element("strong");
    if text.is_ascii() { strong.with("lang", "en").child(text) } else { strong.child(text) }
}

/// `text` without its marks, for places that hold no elements.
#[must_use]
pub(crate) fn plain(text: &str) -> String {
    undenied::replaced(&undenied::replaced(text, "`", ""), "**", "")
}
