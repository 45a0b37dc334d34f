//! The note of the current finding: message, reason, fixes with their preview. Stands in the text or under it.

use leptos::prelude::*;
use undenied::{Finding, Fix, Impact, Lang};

use super::parts::{self, Icon};
use crate::{
    analysis::{Analysis, Answer},
    diff::Hunk,
    dom::{Element, Reference, button, effect, element, live},
    draft::Mode,
    held::Held,
    inline::{code, inline},
    page, same,
    state::Case,
    text::{self, Label},
};

/// The note of a document, if the current finding is there; in an element of `class`.
pub(super) fn note(case: Case, key: usize, class: &'static str) -> AnyView {
    let shown = Held::new((None, case.answer.get_untracked()));
    effect(move || {
        let (answer, index) = (case.answer.get(), case.current_index());
        let here = index.filter(|index| {
            let finding = answer.0.report.findings.get(*index);
            finding.and_then(|finding| answer.0.sheet(&finding.place)) == Some(key)
        });
        let now = (here, answer);
        let is_same = shown.with_untracked(|before: &(Option<usize>, Answer)| {
            before.0 == now.0 && now.0.is_none_or(|index| same::note(&before.1.0, &now.1.0, index))
        });
        if is_same {
            shown.update_untracked(|shown| *shown = now);
        } else {
            shown.set(now);
        }
    });
    live(move || {
        let (index, Answer(analysis)) = shown.get();
        let index = index?;
        let content = content(case, &analysis, index)?;
        Some(element("div").class(class).child(content))
    })
}

fn content(case: Case, analysis: &Analysis, index: usize) -> Option<Element> {
    let finding = analysis.report.findings.get(index)?;
    let severity = case.say(text::severity(finding.severity));
    let message = element("p")
        .class("note-message")
        .child(parts::sign("severity", Icon::from(finding.severity), severity))
        .child(element("span").child(inline(&case.words(&finding.message))));
    // Where nothing can be applied, the reason is the message.
    let is_open = Held::new(finding.fixes.is_empty());
    let why = why(case, analysis, index, is_open)?;
    let fixes = finding.fixes.iter().map(|it| fix(case, analysis, index, it));
    let fixes: Vec<Element> = fixes.collect();
    let close = button("link", move |_| case.current.set(None)).child(case.say(text::CLOSE));
    let toggle = button("button small", move |_| is_open.update(|open| *open = !*open))
        .with("data-why", "")
        .with_live("aria-expanded", move || Some(if is_open.get() { "true" } else { "false" }))
        .child(case.say(text::WHY));
    let foot = element("div").class("note-foot").child(toggle).child(close);
    let note = element("div")
        .class("note")
        .with("part", "annotation")
        .with("data-severity", parts::severity_name(finding.severity))
        .child(message)
        .child(fixes)
        .child(foot)
        .child(why);
    Some(note)
}

/// The reason, other places and where to read on.
fn why(case: Case, analysis: &Analysis, index: usize, is_open: Held<bool>) -> Option<Element> {
    let finding = analysis.report.findings.get(index)?;
    let why = case.words(&finding.why);
    let why = (!why.is_empty()).then(|| element("p").child(inline(&why)));
    let whole = element("div")
        .class("note-why")
        .with_live("hidden", move || (!is_open.get()).then_some(""))
        .child(why)
        .child(answers(case, analysis, finding))
        .child(related(case, finding, index))
        .child(links(case, finding));
    Some(whole)
}

/// What AWS answers to whoever saves what the finding is about.
fn answers(case: Case, analysis: &Analysis, finding: &Finding) -> Option<Vec<Element>> {
    let text = same::said(analysis, finding)?;
    let title = element("p").class("muted").child(case.say(text::AWS_SAYS));
    Some(vec![title, parts::said(text)])
}

fn related(case: Case, finding: &Finding, index: usize) -> Option<Vec<Element>> {
    if finding.related.is_empty() {
        return None;
    }
    let places = finding.related.iter().enumerate().map(|(at, (place, words))| {
        let name = parts::place_name(case, place);
        let find = move |now: &Analysis| {
            now.report.findings.get(index)?.related.get(at).map(|(place, _)| place.clone())
        };
        element("li")
            .child(parts::place_link(case, find, name))
            .child(" ")
            .child(inline(&case.words(words)))
    });
    let places: Vec<Element> = places.collect();
    Some(vec![
        element("p").class("muted").child(case.say(text::RELATED)),
        element("ul").class("related").child(places),
    ])
}

fn links(case: Case, finding: &Finding) -> Vec<Element> {
    let lang = case.lang.get();
    let links = finding.rule.links.of(lang).iter().map(|link| {
        let name = element("span").with("lang", "en").with("translate", "no");
        let link_to = away(link).child(case.say(text::READ_MORE)).child(": ");
        link_to.child(name.child(short(link)))
    });
    let mut links: Vec<Element> = links.collect();
    // The page of the rules stands beside ours; the widget has none, nor has a copy of the page on a disk.
    if case.can_sort.get() && page::is_served() {
        let page = ["rules", if lang == Lang::Ja { ".ja" } else { "" }, ".html#"].concat();
        let link = away(&[&page, finding.rule.id].concat());
        links.push(link.with("data-rule-link", "").child(case.say(text::ABOUT_RULE)));
    }
    links
}

/// A link that leaves what is pasted where it is.
fn away(address: &str) -> Element {
    element("a").with("href", address).with("target", "_blank").with("rel", "noreferrer")
}

/// Host and page of an address.
fn short(link: &str) -> String {
    let address = undenied::cut(link, "://").map_or(link, |(_, address)| address);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
    let page = path.rsplit('/').next().unwrap_or_default();
    [host, " › ", page.strip_suffix(".html").unwrap_or(page)].concat()
}

fn fix(case: Case, analysis: &Analysis, finding: usize, fix: &Fix) -> Element {
    let title = element("p")
        .class("fix-title")
        .child(element("span").child(inline(&case.words(&fix.title))))
        .child(element("span").class("impact").child(case.say(text::impact(fix.impact))));
    let asking = Held::new(false);
    let buttons = (case.mode == Mode::Edit).then(|| {
        let fix = fix.clone();
        live(move || buttons(case, finding, &fix, asking))
    });
    element("div").class("fix").child(title).child(preview(case, analysis, fix)).child(buttons)
}

fn buttons(case: Case, finding: usize, fix: &Fix, asking: Held<bool>) -> Element {
    let row = element("div").class("fix-buttons");
    let apply = |name: &str, label: Label| {
        let title = fix.title.clone();
        let asks = fix.impact == Impact::Widens && !asking.get();
        let click = move |_| match asks {
            true => asking.set(true),
            false => case.apply(finding, title.clone()),
        };
        button("button primary", click).with("data-action", name).child(case.say(label))
    };
    if !asking.get() {
        return row.child(apply("apply", text::APPLY));
    }
    let cancel = button("button", move |_| asking.set(false)).child(case.say(text::CANCEL));
    // The button that was pressed is gone; the keyboard goes on here.
    let asked: Reference = NodeRef::new();
    effect(move || {
        if let Some(asked) = asked.get() {
            let _ = asked.focus();
        }
    });
    row.with("role", "alert")
        .with("tabindex", "-1")
        .known_as(asked)
        .child(element("p").child(case.say(text::WIDENS_ASK)))
        .child(apply("confirm", text::APPLY_ANYWAY))
        .child(cancel)
}

/// The changed lines, document by document.
fn preview(case: Case, analysis: &Analysis, fix: &Fix) -> Vec<Element> {
    let hunks = same::hunks(analysis, fix);
    hunks.iter().map(|(key, hunk)| hunk_view(case, *key, hunk)).collect()
}

fn hunk_view(case: Case, key: usize, hunk: &Hunk) -> Element {
    let lang = case.lang.get();
    let name = [&case.title(key), " ", &text::line(lang, hunk.line)].concat();
    element("figure")
        .class("diff")
        .child(element("figcaption").class("diff-place").child(name))
        .child(lines(&hunk.before, hunk.indent(), ("diff-del", "−", case.say(text::BEFORE))))
        .child(lines(&hunk.after, hunk.indent(), ("diff-ins", "+", case.say(text::AFTER))))
}

type Side = (&'static str, &'static str, &'static str);

fn lines(text: &str, indent: usize, (class, sign, label): Side) -> Option<Element> {
    if text.is_empty() {
        return None;
    }
    let rows = text.lines().map(|line| {
        let sign = element("span").class("diff-sign").with("aria-hidden", "true").child(sign);
        let line = code(line.get(indent..).unwrap_or_default());
        element("span").class("diff-line").child(sign).child(line)
    });
    let rows: Vec<Element> = rows.collect();
    let label = element("span").class("unseen").child(label);
    Some(element("div").class(class).child(label).child(rows))
}
