//! Below a document: that its text is no JSON, or belongs elsewhere, or would not be saved, or is very long. Below, so
//! that nothing moves under the hands of somebody who types.

use leptos::prelude::*;
use undenied::{Finding, Refusal};

use crate::{
    analysis::{Analysis, Answer},
    dom::{Element, button, element, live},
    draft::Mode,
    inline::inline,
    sheet::Sheet,
    state::{Case, Load},
    text,
    views::{
        extras::Extras,
        parts::{self, Icon},
    },
};

pub(super) fn notices(case: Case, sheet: Sheet, extras: Option<&'static Extras>) -> AnyView {
    live(move || {
        let Answer(analysis) = case.answer.get();
        let mut found = analysis.findings(sheet.key);
        let told = found.find_map(|(index, finding)| match finding.rule.id {
            "json-syntax" => Some(broken(case, index, finding)),
            "wrong-policy-kind" => Some(misplaced(case, index, finding)),
            _ => None,
        });
        let long = extras.and_then(|extras| (extras.long)(case, sheet));
        // Of a slip that is said already, and where it belongs it may be saved.
        let refused = told.is_none().then(|| refused(case, &analysis, sheet)).flatten();
        vec![told, refused, long].into_iter().flatten().collect::<Vec<Element>>()
    })
}

fn broken(case: Case, index: usize, finding: &Finding) -> Element {
    let place = parts::place_name(case, &finding.place);
    let link = button("link", move |_| case.show(index)).child(place);
    let words = element("p").child(link).child(": ").child(inline(&case.words(&finding.message)));
    let title = finding.fixes.last().map(|fix| fix.title.clone());
    let fix = title.filter(|_| case.mode == Mode::Edit).map(|title| {
        button("button small", move |_| case.apply(index, title.clone()))
            .with("data-action", "mend")
            .child(case.say(text::FIX))
    });
    notice(words)
        .child(fix)
        .child(element("p").class("help").child(case.say(text::AS_MEANT)))
        .with("data-notice", "broken")
}

/// That AWS would refuse to save it, with AWS's words.
fn refused(case: Case, analysis: &Analysis, sheet: Sheet) -> Option<Element> {
    let is_here = |refusal: &&Refusal| {
        let first = refusal.errors.first();
        first.and_then(|error| analysis.sheet(&error.place)) == Some(sheet.key)
    };
    let refusals: Vec<&Refusal> = analysis.report.refusals.iter().filter(is_here).collect();
    let first = refusals.first()?;
    let texts = refusals.iter().flat_map(|refusal| refusal.texts());
    let texts: Vec<&str> = texts.map(|error| error.text.as_str()).collect();
    let said = (!texts.is_empty()).then(|| parts::said(&texts.join("\n")));
    let hint =
        (texts.len() > 1).then(|| element("p").class("help").child(case.say(text::SAID_FIRST)));
    let named = [first.operation, first.code].map(|name| ["`", name, "`"].concat()).join(" ");
    let named = (!first.operation.is_empty()).then(|| element("p").child(inline(&named)));
    let words = element("div")
        .child(element("p").class("notice-headline").child(case.say(text::REFUSED)))
        .child(named)
        .child(said)
        .child(hint);
    Some(notice(words).with("data-notice", "refused"))
}

fn misplaced(case: Case, index: usize, finding: &Finding) -> Element {
    let words = element("p").child(inline(&case.words(&finding.message)));
    let go = (case.mode == Mode::Edit).then(|| {
        button("button small", move |_| case.put_right(index))
            .with("data-action", "move")
            .child(case.say(text::MOVE))
    });
    notice(words).child(go).with("data-notice", "misplaced")
}

/// Asks before much text is analysed; says that it is, with a way to stop.
pub(in crate::views) fn long(case: Case, sheet: Sheet) -> Option<Element> {
    // Once, at the open document.
    let words = long_words(case).filter(|_| case.shown_key() == sheet.key)?;
    let running = !case.load.get().asks();
    let progress = running.then(|| element("progress").with("aria-label", &words));
    Some(
        notice(element("p").child(words))
            .child(progress)
            .child(long_button(case))
            .with("data-notice", "long"),
    )
}

/// The same as a sentence, where there is so much text.
pub(in crate::views) fn long_words(case: Case) -> Option<String> {
    let lang = case.lang.get();
    match case.load.get() {
        Load::Asks(bytes) => Some(text::huge(lang, &size(bytes))),
        Load::Agreed(bytes) if case.busy.get() => Some(text::analysing(lang, &size(bytes))),
        _ => None,
    }
}

/// Goes on, or stops.
pub(in crate::views) fn long_button(case: Case) -> Element {
    let asks = case.load.get().asks();
    let act = move |_| if asks { case.agree() } else { case.stop() };
    button("button small", act)
        .with("data-action", if asks { "analyse" } else { "stop" })
        .child(case.say(if asks { text::ANALYSE } else { text::CANCEL }))
}

fn notice(words: Element) -> Element {
    element("div").class("notice document-notice").child(parts::icon(Icon::Warning)).child(words)
}

/// "1.2 MB"
fn size(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    if tenths < 10 {
        return [&bytes.div_ceil(1024).to_string(), " KB"].concat();
    }
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), " MB"].concat()
}
