//! What holds for everything that is read from a paste, whatever it is. The fuzz target and the
//! tests share it. Not: which pastes to try.

use undenied::{
    Document, Input, Lang, Span, analyze,
    explain::{self, Explanation},
    intake::{self, Intake},
    secrets::{self, Masked},
    wire,
};

/// Reads `text` as hosts do and checks every promise.
///
/// # Panics
/// Where one is broken.
pub fn hold(text: &str) {
    let masked = secrets::mask(text);
    assert_eq!(masked.text.len(), text.len(), "masking changed the length");
    let intake = intake::read(&masked.text);
    spans_are_inside(&masked.text, &intake);
    let explanation = explain::explain(text);
    places_are_inside(&masked.text, &explanation);
    let shown = format!("{intake:?}{explanation:?}");
    no_secret_is_shown(text, &masked, &shown);
}

/// The same, and what is made of the documents.
///
/// # Panics
/// Where a promise is broken.
pub fn hold_to_the_end(text: &str) {
    hold(text);
    let masked = secrets::mask(text);
    no_secret_is_shown(text, &masked, &answered(&masked.text));
}

/// What hosts show for a masked paste, in both languages.
#[must_use]
pub fn answered(text: &str) -> String {
    let intake = intake::read(text);
    let mut input = Input { masked: Vec::new(), ..Input::default() };
    for (index, found) in intake.documents.into_iter().enumerate() {
        let (id, target) = (format!("document {index}"), found.target);
        input.documents.push(Document { id, kind: found.kind, text: found.text, target });
    }
    if let Some(refused) = intake.refused {
        input.take_refused(refused);
    }
    input.notes.extend(intake.notes.into_iter().map(|note| note.words));
    input.mask_secrets();
    let report = analyze(&input);
    let explanation = explain::explain(text);
    let mut shown = String::new();
    for lang in [Lang::En, Lang::Ja] {
        shown.push_str(&wire::answer(&input, &report, lang));
        shown.push_str(&wire::explanation(&explanation, lang));
    }
    shown
}

fn spans_are_inside(text: &str, intake: &Intake) {
    for found in &intake.documents {
        let whole = Span::new(0, found.text.len());
        is_inside(text, found.origin.locate(whole), "a document");
        is_inside(text, found.origin.span(), "a document's origin");
    }
    for fact in &intake.facts {
        is_inside(text, fact.span, &fact.key);
        assert!(!fact.words.en.is_empty() && !fact.words.ja.is_empty(), "{}", fact.key);
    }
    for note in &intake.notes {
        is_inside(text, note.span, &note.words.en);
        assert!(!note.words.en.is_empty() && !note.words.ja.is_empty(), "{note:?}");
    }
    for error in &intake.errors {
        is_inside(text, error.span, "an error");
        places_are_inside(text, &error.explanation);
    }
}

fn places_are_inside(text: &str, explanation: &Explanation) {
    let places = &explanation.places;
    let all = [
        places.whole,
        places.message,
        places.code,
        places.operation,
        places.principal,
        places.action,
        places.resource,
        places.policy_arn,
    ];
    all.into_iter().flatten().for_each(|span| is_inside(text, span, "a place of an error"));
}

fn is_inside(text: &str, span: Span, what: &str) {
    let is_inside = text.get(span.start..span.end).is_some();
    assert!(is_inside, "{what} has {span:?} in a text of {} bytes: {text:?}", text.len());
}

/// As much of a secret tells too much.
const TELLING: usize = 12;

/// No part of what was masked is in `shown`, unless it stands elsewhere in the masked text.
fn no_secret_is_shown(text: &str, masked: &Masked, shown: &str) {
    for secret in &masked.found {
        let letters: Vec<char> = secret.span.of(text).chars().collect();
        for part in letters.windows(TELLING).step_by(4) {
            let part: String = part.iter().collect();
            let is_shown = shown.contains(&part) && !masked.text.contains(&part);
            assert!(!is_shown, "a secret of {:?} is shown for {text:?}", secret.kind);
        }
    }
}
