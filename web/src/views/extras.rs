//! What only the page has: an engine that is still to come, and a box that takes anything, with what that brings:
//! calls, settings, where a document came from. The widget has neither, and links nothing of this.

use leptos::prelude::*;
use undenied::{Change, Impact, Severity, Task, intake::Refused};

use super::{
    corrections,
    documents::{long, long_button, long_words},
    picker::picker,
    report::report,
    settings::settings,
};
use crate::{
    dom::{Element, button, element, live},
    held::Held,
    inline::{code, inline},
    same,
    sheet::Sheet,
    state::Case,
    text::{self, Label},
};

/// Each in its place.
pub(super) struct Extras {
    /// What is said while somebody waits for the engine.
    pub(super) waiting: fn(Case) -> Option<Label>,
    /// What is said of a document until then.
    pub(super) unchecked: fn(Case, Sheet) -> Option<Label>,
    /// The field that chooses a profile, and its list.
    pub(super) picker: fn(Case) -> (Element, AnyView),
    pub(super) call: fn(Case) -> AnyView,
    pub(super) settings: fn(Case) -> Element,
    /// The answer as Markdown.
    pub(super) report: fn(Case) -> AnyView,
    /// Carries out all fixes.
    pub(super) all_fixes: fn(Case) -> AnyView,
    /// Says that a change is made in AWS.
    pub(super) change: fn(Case, &Change) -> Element,
    /// Copies the corrected document of a task as code.
    pub(super) forms: fn(Case, &Task) -> Option<Element>,
    pub(super) source: fn(Case, Sheet) -> AnyView,
    pub(super) offer: fn(Case, Sheet) -> AnyView,
    /// Asks before much text is analysed: the widget's engine is asked at once.
    pub(super) long: fn(Case, Sheet) -> Option<Element>,
    /// The same in the place of the answer, and its button.
    pub(super) long_words: fn(Case) -> Option<String>,
    pub(super) long_button: fn(Case) -> Element,
}

/// All of them.
pub(super) static OF_PAGE: Extras = Extras {
    waiting,
    unchecked,
    picker,
    call,
    settings,
    report,
    all_fixes,
    change: corrections::change,
    forms: corrections::forms,
    source,
    offer,
    long,
    long_words,
    long_button,
};

fn waiting(case: Case) -> Option<Label> {
    case.is_waited_for().then_some(text::WAITING)
}

fn unchecked(case: Case, sheet: Sheet) -> Option<Label> {
    let is_to_come = case.is_awaited() || long_words(case).is_some();
    (is_to_come && !sheet.is_blank()).then_some(text::NOT_CHECKED)
}

/// The call of an error message: what was refused.
fn call(case: Case) -> AnyView {
    live(move || case.told.with(|told| told.call.as_ref().map(|call| refused(case, call))))
}

fn refused(case: Case, call: &Refused) -> Element {
    let action = code(call.action.as_deref().unwrap_or("*"));
    let words = element("p").child(action);
    let words = match &call.resource {
        Some(resource) => {
            words.child([" ", case.say(text::CALL_ON), " "].concat()).child(code(resource))
        }
        None => words,
    };
    let remove = button("link", move |_| case.forget_call())
        .with("data-action", "forget-call")
        .child(case.say(text::REMOVE));
    element("div").class("call").with("data-call", "").child(words.child(" ").child(remove))
}

/// Where at least two fixes end what denies.
fn all_fixes(case: Case) -> AnyView {
    let asking = Held::new(false);
    let part = same::part(case, same::findings);
    live(move || {
        let answer = part.get();
        let due = answer.0.report.findings.iter().filter(|finding| {
            let counts = finding.causes_denial || finding.severity == Severity::Error;
            counts && !finding.fixes.is_empty()
        });
        let (mut count, mut widens) = (0, false);
        for fix in due.filter_map(|finding| finding.fixes.first()) {
            count += 1;
            widens |= fix.impact == Impact::Widens;
        }
        let buttons = (count > 1).then(|| all_buttons(case, asking, widens));
        [buttons, corrections::still_to_do(case)].into_iter().flatten().collect::<Vec<Element>>()
    })
}

fn all_buttons(case: Case, asking: Held<bool>, widens: bool) -> Element {
    let row = element("div").class("fix-buttons all-fixes");
    let apply = move || {
        asking.set(false);
        case.apply_all();
    };
    if !asking.get() {
        let click = move |_| if widens { asking.set(true) } else { apply() };
        let apply = button("button", click).with("data-action", "apply-all");
        return row.child(apply.child(case.say(text::APPLY_ALL)));
    }
    row.with("role", "alert")
        .child(element("p").child(case.say(text::ALL_ASK)))
        .child(
            button("button primary", move |_| apply())
                .with("data-action", "confirm-all")
                .child(case.say(text::APPLY_ANYWAY)),
        )
        .child(button("button", move |_| asking.set(false)).child(case.say(text::CANCEL)))
}

fn source(case: Case, sheet: Sheet) -> AnyView {
    live(move || {
        let source = sheet.about.with(|about| about.source.clone());
        let source = source.filter(|_| !sheet.is_blank())?;
        let why = element("span").class("why").child(inline(&case.words(&source.why)));
        let place = element("span").child(inline(&case.words(&source.place)));
        Some(element("p").class("help source").child(place).child(" ").child(why))
    })
}

/// What to do with a text that is not, or not only, this document.
fn offer(case: Case, sheet: Sheet) -> AnyView {
    live(move || {
        let is_mixed = case.can_sort.get() && case.mixed.get() == Some(sheet.key);
        is_mixed.then(|| {
            // The page's script listens: the reader is loaded apart.
            let sort = element("button")
                .with("type", "button")
                .class("button small")
                .with("data-sort", &sheet.name())
                .child(case.say(text::SORT));
            element("p")
                .class("offer")
                .with("role", "status")
                .child(element("span").child(case.say(text::MIXED)))
                .child(sort)
        })
    })
}
