//! Small parts that several views share: icons, links to places, copy buttons.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::{Outcome, Place, Severity};
use web_sys::{Event, HtmlDetailsElement};

use crate::{
    analysis::{Analysis, Answer},
    dom::{Element, Reference, button, effect, element, live_text, when_kept},
    held::Held,
    state::{Case, Landing},
    text::{self, Label},
};

/// A pictogram; a word always stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    Yes,
    No,
    Unknown,
    Nothing,
    Warning,
    Idea,
    Lock,
    Down,
    Person,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Yes => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM4.6 8.3l2.5 2.5 4.4-5",
            Self::No => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2",
            Self::Unknown => {
                "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM6 6.4c0-2.6 4-2.5 4 0C10 8 8 7.9 8 9.4M8 11.5v.4"
            }
            Self::Nothing => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM5 8h6",
            Self::Warning => "M8 1.8 15 14H1ZM8 6v4M8 11.7v.4",
            Self::Idea => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM8 7.2v4M8 4.6V5",
            Self::Lock => "M3.5 7h9v7h-9ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
            Self::Down => "m4 6 4 4 4-4",
            Self::Person => "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14a5.5 5.5 0 0 1 11 0",
        }
    }
}

impl From<Outcome> for Icon {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Allowed => Self::Yes,
            Outcome::ExplicitDeny | Outcome::ImplicitDeny => Self::No,
            Outcome::Undetermined => Self::Unknown,
        }
    }
}

impl From<Severity> for Icon {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::No,
            Severity::Security | Severity::Warning => Self::Warning,
            Severity::Suggestion => Self::Idea,
        }
    }
}

pub(super) fn icon(icon: Icon) -> AnyView {
    view! { class="u",
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
    .into_any()
}

/// Icon and word, in the colour of what is around.
pub(super) fn sign(class: &'static str, pictogram: Icon, word: &str) -> Element {
    element("span")
        .class(class)
        .child(icon(pictogram))
        .child(element("span").child(word.to_owned()))
}

/// A disclosure that buttons elsewhere open, too; its summary comes first.
pub(super) fn disclosure(class: &'static str, is_open: Held<bool>) -> Element {
    let follow = move |event: Event| {
        let details = event.target().and_then(|it| it.dyn_into::<HtmlDetailsElement>().ok());
        let opened = details.is_some_and(|details| details.open());
        if is_open.get_untracked() != opened {
            is_open.set(opened);
        }
    };
    element("details")
        .class(class)
        .with_live("open", move || is_open.get().then_some(""))
        .on("toggle", follow)
}

/// A heading that follows the language.
pub(super) fn heading(case: Case, tag: &'static str, id: &str, label: Label) -> Element {
    title(case, tag).with("id", id).child(say(case, label))
}

/// A heading without its words. What it is inside of may have a level of its own.
pub(super) fn title(case: Case, tag: &'static str) -> Element {
    let below = usize::from(tag == "h3");
    element(tag).with_live("aria-level", move || {
        let level = case.level.get();
        LEVELS.get(level + below).copied().filter(|_| level > 0)
    })
}

const LEVELS: [&str; 8] = ["", "1", "2", "3", "4", "5", "6", "7"];

/// A card with its heading.
pub(super) fn card(case: Case, class: &'static str, id: &str, label: Label) -> Element {
    element("section")
        .class(class)
        .with("aria-labelledby", id)
        .child(heading(case, "h2", id, label))
}

/// For the `data-state` by which the style sheet colours.
pub(super) const fn state_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allowed => "allowed",
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => "denied",
        Outcome::Undetermined => "unknown",
    }
}

/// For the `data-severity` by which the style sheet colours.
pub(super) const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Security => "security",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}

/// A text that follows the language.
pub(super) fn say(case: Case, label: Label) -> AnyView {
    live_text(move || case.say(label))
}

/// "IAM policy, line 9"
pub(super) fn place_name(case: Case, place: &Place) -> String {
    let Answer(analysis) = case.answer.get_untracked();
    let lang = case.lang.get();
    let Some((key, (start, _))) = analysis.sheet(place).zip(analysis.range(place)) else {
        return String::new();
    };
    let comma = match lang {
        undenied::Lang::En => ", ",
        undenied::Lang::Ja => " ",
    };
    [&case.title(key), comma, &text::line(lang, start.line)].concat()
}

/// "line 9"
pub(super) fn line_name(case: Case, place: &Place) -> String {
    let Answer(analysis) = case.answer.get_untracked();
    let start = analysis.range(place).map_or(1, |(start, _)| start.line);
    text::line(case.lang.get(), start)
}

/// Finds a place in an answer.
type Find = dyn Fn(&Analysis) -> Option<Place>;

/// A button that puts the cursor at the place that `find` finds in the newest answer: places move within their lines
/// while the name of the line stays.
pub(super) fn place_link(
    case: Case,
    find: impl Fn(&Analysis) -> Option<Place> + 'static,
    name: String,
) -> Element {
    let find: Box<Find> = Box::new(find);
    let go = move |_| {
        if let Some(place) = find(&case.answer.get_untracked().0) {
            case.go_to(&place);
        }
    };
    button("link", go).child(name)
}

/// Takes the focus when a button that did something has vanished, without scrolling.
pub(super) fn land(case: Case, here: Landing, section: Reference) {
    effect(move || {
        if case.landed.get() != Some(here) {
            return;
        }
        case.landed.set(None);
        if let Some(section) = section.get_untracked() {
            let quietly = web_sys::FocusOptions::new();
            quietly.set_prevent_scroll(true);
            let _ = section.focus_with_options(&quietly);
        }
    });
}

/// Code that somebody will want elsewhere.
pub(super) fn copyable(case: Case, command: &str) -> Element {
    let text = element("pre").with("lang", "en").with("translate", "no");
    element("div").class("copyable").child(text.child(command_code(command))).child(copy_button(
        case,
        "button small",
        text::COPY,
        {
            let command = command.to_owned();
            move || command.clone()
        },
    ))
}

/// A command breaks between its words, not behind the hyphens of its options; a document at any place.
fn command_code(command: &str) -> Element {
    let code = element("code");
    if command.contains('\n') {
        return code.child(command.to_owned());
    }
    let words = command.split_inclusive(' ');
    words.fold(code, |code, word| {
        let end = word.trim_end();
        let gap = word.get(end.len()..).unwrap_or_default();
        code.child(element("span").class("word").child(end.to_owned())).child(gap.to_owned())
    })
}

/// Somebody else's words, in English.
pub(super) fn said(words: &str) -> Element {
    let words = element("code").child(words.to_owned());
    element("pre").class("aws-words").with("lang", "en").with("translate", "no").child(words)
}

/// Copies what `text` gives, and says so.
pub(super) fn copy_button(
    case: Case,
    class: &'static str,
    label: Label,
    text: impl Fn() -> String + 'static,
) -> Element {
    let text: Box<dyn Fn() -> String> = Box::new(text);
    let copied = Held::new(false);
    let copy = move |_| {
        let Some(clipboard) = clipboard() else { return };
        let written = clipboard.write_text(&text());
        when_kept(&written, move |_| {
            copied.set(true);
            set_timeout(move || copied.set(false), Duration::from_secs(2));
        });
    };
    let label = move || case.say(if copied.get() { text::COPIED } else { label });
    button(class, copy).with("aria-live", "polite").child(live_text(label))
}

/// Absent where the page was not loaded over a secure connection.
pub(super) fn clipboard() -> Option<web_sys::Clipboard> {
    let clipboard = window().navigator().clipboard();
    let value: &leptos::wasm_bindgen::JsValue = clipboard.as_ref();
    (!value.is_undefined()).then_some(clipboard)
}
