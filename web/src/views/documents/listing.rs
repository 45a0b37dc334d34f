//! A document that is only shown: its lines with colours and marks, and the note below the line that it is about.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::{Severity, Span};
use web_sys::HtmlElement;

use super::{id, unhide};
use crate::{
    analysis::{Analysis, Answer},
    dom::{Child as _, Element, Reference, effect, element, live},
    editor,
    sheet::Sheet,
    state::Case,
    views::{note, parts},
};

pub(super) fn listing(case: Case, sheet: Sheet) -> AnyView {
    let place: Reference = NodeRef::new();
    effect(move || {
        let target = case.target.get().filter(|target| target.key == sheet.key);
        let Some((_, place)) = target.zip(place.get()) else { return };
        case.target.set(None);
        unhide(case, sheet, &place);
        let focus = move || {
            if let Ok(Some(line)) = place.query_selector(".current") {
                let _ = line.unchecked_into::<HtmlElement>().focus();
            }
        };
        // The line is not the current one before.
        set_timeout(focus, Duration::ZERO);
    });
    element("div")
        .class("listing")
        .with("data-listing", &sheet.name())
        .with("role", "group")
        .with("aria-labelledby", &id(&sheet.name(), "title"))
        .known_as(place)
        .child(live(move || lines(case, sheet)))
        .view()
}

/// What a byte of the text looks like: its colour in the low half, the worst finding there in the high one.
type Look = u32;

const HIGH: Look = 16;

const COLOURS: [&str; 8] = [
    "",
    "tok-key",
    "tok-string",
    "tok-number",
    "tok-keyword",
    "tok-punctuation",
    "tok-comment",
    "tok-stray",
];
const SEVERITIES: [Severity; 4] =
    [Severity::Suggestion, Severity::Warning, Severity::Security, Severity::Error];

fn lines(case: Case, sheet: Sheet) -> Vec<AnyView> {
    let Answer(analysis) = case.answer.get();
    let text = sheet.text.get();
    let looks = looks(&text, &analysis, sheet.key);
    let current = case.current_index().and_then(|index| analysis.report.findings.get(index));
    let current = current.filter(|finding| analysis.sheet(&finding.place) == Some(sheet.key));
    let current = current.map(|finding| finding.place.span.start);
    let mut views = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let row = element("div").child(pieces(&text, &looks, start, end));
        if current.is_some_and(|at| (start..=end).contains(&at)) {
            views.push(row.class("row current").with("tabindex", "-1").view());
            views.push(note::note(case, sheet.key, "note-below"));
        } else {
            views.push(row.class("row").view());
        }
        start = end + 1;
    }
    views
}

fn looks(text: &str, analysis: &Analysis, key: usize) -> Vec<Look> {
    let mut looks = vec![0; text.len()];
    let mut paint = |span: Span, look: Look| {
        // Where something is missing, what stands before it is marked.
        let before = text.floor_char_boundary(span.start.saturating_sub(1));
        let start = if span.is_empty() { before } else { span.start };
        for own in looks.get_mut(start..span.end).unwrap_or_default() {
            *own = (*own % HIGH).max(look % HIGH) + (*own / HIGH).max(look / HIGH) * HIGH;
        }
    };
    for token in undenied::tokens(text) {
        paint(token.span, editor::class(token.class) + 1);
    }
    // Places are those of the text that was analysed.
    if analysis.shown(key).is_some_and(|shown| shown.text == text) {
        for (_, finding) in analysis.findings(key) {
            let rank = SEVERITIES.iter().position(|it| *it == finding.severity);
            paint(finding.place.span, (rank.map_or(0, editor::offset) + 1) * HIGH);
        }
    }
    looks
}

/// The stretches of a line that look alike.
fn pieces(text: &str, looks: &[Look], start: usize, end: usize) -> Vec<Element> {
    let mut pieces = Vec::new();
    let mut at = start;
    for alike in looks.get(start..end).unwrap_or_default().chunk_by(|one, two| one == two) {
        let to = at + alike.len();
        let look = alike.first().copied().unwrap_or(0);
        let colour = COLOURS.get((look % HIGH) as usize).copied().unwrap_or_default();
        let piece = element("span").class(colour);
        let severity = (look / HIGH).checked_sub(1).and_then(|rank| SEVERITIES.get(rank as usize));
        let piece = match severity {
            Some(severity) => piece.with("data-severity", parts::severity_name(*severity)),
            None => piece,
        };
        pieces.push(piece.child(text.get(at..to).unwrap_or_default().to_owned()));
        at = to;
    }
    pieces
}
