//! The answer: one sentence on top of everything, or the invitation to paste.

use leptos::prelude::*;
use undenied::{Certainty, Missing, Outcome, Place};

use super::{
    examples,
    extras::Extras,
    facts,
    parts::{self, Icon},
};
use crate::{
    analysis::{Analysis, Answer},
    dom::{Element, button, element, live, told},
    draft::Mode,
    held::Held,
    inline::inline,
    same,
    state::{Case, Landing, Remedy},
    text,
};

/// What is said; equal as long as nothing new is to be read aloud.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    outcome: Option<(Outcome, Certainty)>,
    icon: Icon,
    word: &'static str,
    headline: String,
    detail: String,
}

pub(super) fn verdict(case: Case, extras: Option<&'static Extras>) -> Element {
    let said = told(move || said(case, extras));
    let part = same::part(case, same::verdict);
    let section = NodeRef::new();
    parts::land(case, Landing::Verdict, section);
    let aloud =
        element("div").class("said").with("aria-live", "polite").with("aria-atomic", "true");
    element("section")
        .class("verdict")
        .with("part", "result")
        .with("id", "verdict")
        .with("tabindex", "-1")
        .with_live("aria-label", move || Some(case.say(text::VERDICT)))
        .with_live("data-state", move || {
            Some(said.with(|said| said.outcome.map_or("empty", |(it, _)| parts::state_name(it))))
        })
        .known_as(section)
        .child(aloud.child(live(move || sentence(case, &said.get()))))
        .child(live(move || invites(case, extras).then(|| examples::chips(case))))
        .child(live(move || meanwhile(case, extras, part.get())))
        .child(live(move || next(case, &part.get()).filter(|_| is_there(case, extras))))
        .child(live(move || place(case, &part.get()).filter(|_| is_there(case, extras))))
        .child(tools(case, part, extras))
        .child(facts::facts(case, extras))
}

/// Instead of an answer, where so much text was pasted that it is not analysed at once.
fn long(case: Case, extras: Option<&Extras>) -> Option<String> {
    extras.and_then(|extras| (extras.long_words)(case))
}

fn is_there(case: Case, extras: Option<&Extras>) -> bool {
    long(case, extras).is_none()
}

/// Whether there is nothing yet to speak of.
fn invites(case: Case, extras: Option<&Extras>) -> bool {
    case.is_empty() && is_there(case, extras)
}

fn said(case: Case, extras: Option<&Extras>) -> Said {
    if let Some(headline) = long(case, extras) {
        return Said {
            outcome: Some((Outcome::Undetermined, Certainty::Unknown)),
            icon: Icon::from(Outcome::Undetermined),
            word: case.say(text::verdict(Outcome::Undetermined)),
            headline,
            detail: String::new(),
        };
    }
    if case.is_empty() {
        let waiting = extras.and_then(|extras| (extras.waiting)(case));
        let detail = waiting.unwrap_or(text::EMPTY_DETAIL);
        return Said {
            outcome: None,
            icon: Icon::Nothing,
            word: "",
            headline: case.say(text::EMPTY_HEADLINE).to_owned(),
            detail: case.say(detail).to_owned(),
        };
    }
    let Answer(analysis) = case.answer.get();
    if let Some(said) = slipped(case, &analysis).or_else(|| misplaced(case, &analysis)) {
        return said;
    }
    let verdict = &analysis.report.verdict;
    let asked = verdict.missing.first();
    // What is asked for stands below, with what to do about it.
    let is_asked = asked.is_some_and(|missing| missing.ask == verdict.detail);
    Said {
        outcome: Some((verdict.outcome, verdict.certainty)),
        icon: Icon::from(verdict.outcome),
        word: case.say(text::verdict(verdict.outcome)),
        headline: case.words(&verdict.headline),
        detail: if is_asked { String::new() } else { case.words(&verdict.detail) },
    }
}

/// A text is no JSON.
fn slipped(case: Case, analysis: &Analysis) -> Option<Said> {
    let finding = analysis.report.findings.get(analysis.slip()?)?;
    let lang = case.lang.get();
    let place = parts::place_name(case, &finding.place);
    let slips = analysis.report.findings.iter().filter(|it| it.rule.id == finding.rule.id);
    let more = slips.count() - 1;
    Some(Said {
        outcome: Some((Outcome::Undetermined, Certainty::Unknown)),
        icon: Icon::Warning,
        word: case.say(text::answer::BROKEN),
        headline: text::answer::slip(lang, &place, finding.message.of(lang)),
        detail: if more > 0 { text::answer::more_slips(lang, more) } else { String::new() },
    })
}

/// A text is in another one's box.
fn misplaced(case: Case, analysis: &Analysis) -> Option<Said> {
    let finding = analysis.report.findings.get(analysis.misplaced()?)?;
    Some(Said {
        outcome: Some((Outcome::Undetermined, Certainty::Unknown)),
        icon: Icon::Warning,
        word: case.say(text::answer::MISPLACED),
        headline: case.words(&finding.message),
        detail: case.words(&finding.why),
    })
}

/// While a text is no JSON: the last result before, else what it was probably meant to come to. While one is too much to
/// be analysed at once: the last result.
fn meanwhile(case: Case, extras: Option<&Extras>, Answer(now): Answer) -> Option<Element> {
    let is_long = !is_there(case, extras);
    let stale = if is_long {
        (!now.is_empty).then(|| Answer(now.clone()))
    } else {
        now.slip()?;
        case.stale_now()
    };
    let is_stale = stale.is_some();
    let label = if is_stale { text::answer::BEFORE_SLIP } else { text::answer::AS_MEANT };
    let Answer(analysis) = stale.unwrap_or(Answer(now));
    let verdict = &analysis.report.verdict;
    if !is_stale && verdict.outcome == Outcome::Undetermined {
        return None;
    }
    let sign =
        parts::sign("state", Icon::from(verdict.outcome), case.say(text::verdict(verdict.outcome)));
    let line = element("p")
        .class("meanwhile")
        .with("data-meanwhile", if is_stale { "stale" } else { "meant" })
        .child(element("span").class("help").child(case.say(label)))
        .child(" ")
        .child(sign.with("data-state", parts::state_name(verdict.outcome)))
        .child(" ");
    Some(line.child(inline(&case.words(&verdict.headline))))
}

/// Why what stands below does not follow what is written.
pub(super) fn failure(case: Case) -> AnyView {
    live(move || {
        let reason = case.failure.get()?;
        let words = element("p").child(inline(&text::failure(case.lang.get(), &reason)));
        Some(element("div").class("failure").with("role", "alert").child(words))
    })
}

fn sentence(case: Case, said: &Said) -> Vec<Element> {
    let mut parts = Vec::new();
    if let Some((_, certainty)) = said.outcome {
        let word = parts::sign("verdict-word", said.icon, said.word);
        let sure = (certainty != Certainty::Unknown).then(|| {
            element("span").class("certainty").child(case.say(text::answer::certainty(certainty)))
        });
        parts.push(element("p").class("verdict-top").child(word).child(sure));
    }
    parts.push(parts::title(case, "h2").class("verdict-headline").child(inline(&said.headline)));
    if !said.detail.is_empty() {
        parts.push(element("p").class("verdict-detail").child(inline(&said.detail)));
    }
    parts
}

/// The line that is to blame.
fn place(case: Case, Answer(analysis): &Answer) -> Option<Element> {
    let name = parts::place_name(case, blamed(analysis)?);
    let link = parts::place_link(case, |now| blamed(now).cloned(), name).with("data-go", "blamed");
    let see = element("span").child(case.say(text::answer::SEE));
    Some(element("p").class("verdict-place").child(see).child(" ").child(link))
}

/// To the repair, to the next problem; what else can be done with the answer.
fn tools(case: Case, part: Held<Answer>, extras: Option<&'static Extras>) -> Element {
    let go_on = move || {
        let extras = extras.filter(|_| !is_there(case, extras))?;
        Some(element("div").class("verdict-tools").child((extras.long_button)(case)))
    };
    let own = element("div")
        .class("verdict-tools")
        .with_live("hidden", move || (case.is_empty() || !is_there(case, extras)).then_some(""))
        .child(live(move || buttons(case, &part.get())))
        .child(extras.map(|extras| (extras.report)(case)));
    element("div").child(live(go_on)).child(own)
}

fn buttons(case: Case, Answer(analysis): &Answer) -> Vec<Element> {
    let findings = &analysis.report.findings;
    let cause = findings.iter().position(|it| it.causes_denial && !it.fixes.is_empty());
    let show = cause.map(|index| {
        button("button primary", move |_| case.show(index))
            .with("data-go", "show-fix")
            .child(case.say(text::answer::SHOW_FIX))
    });
    let next = (findings.len() > 1).then(|| {
        button("button", move |_| case.show_next(false))
            .with("data-go", "next-problem")
            .child(case.say(text::answer::NEXT_PROBLEM))
    });
    let first = (case.mode == Mode::Edit)
        .then(|| mend(case, analysis).or_else(|| put_right(case, analysis)));
    first.flatten().or(show).into_iter().chain(next).collect()
}

/// Mends all slips of the text that has the first one.
fn mend(case: Case, analysis: &Analysis) -> Option<Element> {
    let index = analysis.slip()?;
    let title = analysis.report.findings.get(index)?.fixes.last()?.title.clone();
    let button = button("button primary", move |_| case.apply(index, title.clone()));
    Some(button.with("data-go", "mend").child(case.say(text::FIX)))
}

fn put_right(case: Case, analysis: &Analysis) -> Option<Element> {
    let index = analysis.misplaced()?;
    let button = button("button primary", move |_| case.put_right(index));
    Some(button.with("data-go", "move").child(case.say(text::MOVE)))
}

/// What the verdict speaks of: a slip; or the line that the first cause is in, else the statement that blocks.
fn blamed(analysis: &Analysis) -> Option<&Place> {
    let report = &analysis.report;
    if let Some(index) = analysis.slip().or_else(|| analysis.misplaced()) {
        return report.findings.get(index).map(|finding| &finding.place);
    }
    if matches!(report.verdict.outcome, Outcome::Allowed | Outcome::Undetermined) {
        return None;
    }
    let cause = report.findings.iter().find(|finding| finding.causes_denial);
    cause.map(|finding| &finding.place).or_else(|| {
        report.checks.iter().find_map(|check| {
            let barrier = check.blocked_by.first()?;
            check.gates.iter().find(|gate| gate.gate == *barrier)?.place.as_ref()
        })
    })
}

/// What would settle an open question.
fn next(case: Case, Answer(analysis): &Answer) -> Option<Element> {
    // First things first.
    if analysis.is_empty || analysis.slip().or_else(|| analysis.misplaced()).is_some() {
        return None;
    }
    let verdict = &analysis.report.verdict;
    if verdict.outcome != Outcome::Undetermined || verdict.missing.is_empty() {
        return None;
    }
    let title = parts::title(case, "h3").child(parts::say(case, text::NEXT_MISSING));
    Some(element("div").class("missing").child(title).child(asks(case, &verdict.missing)))
}

/// Where to begin, while nothing is there: the documents and how to get them.
pub(super) fn start(case: Case) -> AnyView {
    live(move || {
        let answer = case.answer.get();
        let missing = &answer.0.report.verdict.missing;
        let shown = case.is_empty() && !missing.is_empty();
        shown.then(|| {
            parts::card(case, "card", "start-title", text::START).child(asks(case, missing))
        })
    })
}

fn asks(case: Case, missing: &[Missing]) -> Element {
    let asks: Vec<Element> = missing.iter().take(3).map(|missing| ask(case, missing)).collect();
    element("ul").class("asks").child(asks)
}

fn ask(case: Case, missing: &Missing) -> Element {
    let words = element("span").child(inline(&case.words(&missing.ask)));
    let item = element("li").child(words).child(remedy(case, &missing.key));
    let Some(command) = &missing.command else { return item };
    item.child(element("p").class("muted").child(parts::say(case, text::OR_ASK)))
        .child(parts::copyable(case, command))
}

/// A button to where the fact called `key` is told.
pub(super) fn remedy(case: Case, key: &str) -> Option<Element> {
    let remedy = case.remedy(key).filter(|_| case.mode == Mode::Edit)?;
    let words = match remedy {
        Remedy::Field(name) => text::answer::set(case.lang.get(), name),
        Remedy::Document(kind) => text::answer::add(case.lang.get(), case.say(text::gate(kind))),
    };
    let go = button("link", move |_| case.ask_for(remedy)).with("data-remedy", key).child(words);
    Some(element("span").class("remedy-link").child(" ").child(go))
}
