//! A finding as the app shows it: the lines it is about, what else belongs to it, its fixes as diffs.

use undenied::{Edit, Finding, Fix, Lang, LineIndex, Place};

use super::{
    diff::{self, Hunk},
    example::{Answered, Example},
    html::{Element, element, said},
    lines,
    words::{self, Label, label},
};

const RELATED: Label = label("See also", "関連箇所");
const BEFORE: Label = label("Before", "変更前");
const AFTER: Label = label("After", "変更後");
const FIX: Label = label("Fix", "修正案");

pub(super) fn finding(example: Example<'_>, lang: Lang) -> Vec<Element> {
    let Example { answered, finding } = example;
    let mut parts: Vec<Element> = place(answered, &finding.place, lang).into_iter().collect();
    parts.extend(related(answered, finding, lang));
    parts.extend(finding.fixes.iter().map(|it| fix(answered, it, lang)));
    parts
}

/// Which document and line, and the lines.
fn place(answered: &Answered<'_>, place: &Place, lang: Lang) -> Option<Element> {
    let document = answered.input.documents.get(place.document)?;
    let name = place_name(answered, place, lang)?;
    let caption = said("figcaption", &name).class("diff-place");
    let lines = lines::excerpt(&document.text, place.span);
    Some(element("figure").class("diff").child(caption).child(lines))
}

fn place_name(answered: &Answered<'_>, place: &Place, lang: Lang) -> Option<String> {
    let document = answered.input.documents.get(place.document)?;
    let line = LineIndex::new(&document.text).position(place.span.start).line;
    Some(words::place(document.kind, line, lang))
}

fn related(answered: &Answered<'_>, finding: &Finding, lang: Lang) -> Vec<Element> {
    if finding.related.is_empty() {
        return Vec::new();
    }
    let places = finding.related.iter().filter_map(|(place, words)| {
        let name = [&place_name(answered, place, lang)?, ": "].concat();
        Some(element("li").text(&name).sentence(words.of(lang)))
    });
    let list = element("ul").class("related").children(places);
    vec![said("p", RELATED.of(lang)).class("muted"), list]
}

fn fix(answered: &Answered<'_>, fix: &Fix, lang: Lang) -> Element {
    let name = said("span", FIX.of(lang)).class("muted");
    let title = element("span").class("fix-name").sentence(fix.title.of(lang));
    let impact = said("span", words::impact(fix.impact).of(lang)).class("impact");
    let head = element("p").class("fix-title").child(name).child(title).child(impact);
    let documents = answered.input.documents.iter().enumerate();
    let hunks = documents.flat_map(|(index, document)| {
        let of_document = fix.edits.iter().filter(|edit| edit.document == index);
        let edits: Vec<Edit> = of_document.map(|edit| edit.edit.clone()).collect();
        let hunks = diff::hunks(&document.text, &edits).into_iter();
        hunks.map(|hunk| {
            let place = words::place(document.kind, hunk.line, lang);
            let caption = said("figcaption", &place).class("diff-place");
            element("figure").class("diff").child(caption).children(sides(&hunk, lang))
        })
    });
    element("div").class("fix").child(head).children(hunks)
}

fn sides(hunk: &Hunk, lang: Lang) -> impl Iterator<Item = Element> {
    let indent = hunk.indent();
    let sides = [
        (hunk.before.as_str(), "diff-del", "−", BEFORE),
        (hunk.after.as_str(), "diff-ins", "+", AFTER),
    ];
    let filled = sides.into_iter().filter(|(text, ..)| !text.is_empty());
    filled.map(move |(text, class, sign, label)| {
        let lines = text.lines().map(|line| {
            let sign = said("span", sign).class("diff-sign").with("aria-hidden", "true");
            let code = super::html::code(line.get(indent..).unwrap_or_default());
            element("span").class("diff-line").child(sign).child(code)
        });
        let label = said("span", label.of(lang)).class("unseen");
        element("div").class(class).child(label).children(lines)
    })
}
