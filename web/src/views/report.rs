//! The answer as Markdown, to be copied into a ticket or a chat: what goes into it, and what it looks like.
//! The engine writes it. Not: what it says.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use undenied::Lang;
use web_sys::HtmlInputElement;

use super::parts;
use crate::{
    dom::{Child as _, Element, button, effect, element, live},
    held::Held,
    state::Case,
    text::{Label, answer},
};

#[derive(Clone, Copy)]
struct Choice {
    is_open: Held<bool>,
    with_documents: Held<bool>,
    masks_accounts: Held<bool>,
    /// The newest report.
    text: Held<String>,
}

pub(super) fn report(case: Case) -> AnyView {
    let choice = Choice {
        is_open: Held::new(false),
        with_documents: Held::new(false),
        masks_accounts: Held::new(false),
        text: Held::new(String::new()),
    };
    effect(move || {
        let how = how(case.lang.get(), choice.with_documents.get(), choice.masks_accounts.get());
        if choice.is_open.get() {
            case.answer.track();
            case.describe(&how, move |text| choice.text.set(text));
        }
    });
    let open = button("button", move |_| choice.is_open.update(|open| *open = !*open))
        .with("data-action", "report")
        .with_live("aria-expanded", move || {
            Some(if choice.is_open.get() { "true" } else { "false" })
        })
        .child(parts::say(case, answer::REPORT));
    let panel = live(move || choice.is_open.get().then(|| panel(case, choice)));
    vec![open.view(), panel].view()
}

fn how(lang: Lang, with_documents: bool, masks_accounts: bool) -> String {
    let documents = if with_documents { " documents" } else { "" };
    [lang.tag(), documents, if masks_accounts { " accounts" } else { "" }].concat()
}

fn panel(case: Case, choice: Choice) -> Element {
    let text = element("textarea")
        .class("code")
        .with("readonly", "")
        .with("rows", "8")
        .with("data-report", "")
        .with_live("aria-label", move || Some(case.say(answer::REPORT_TEXT)))
        .value(move || choice.text.get());
    let copy = parts::copy_button(case, "button primary small", crate::text::COPY, move || {
        choice.text.get_untracked()
    });
    let row = element("div")
        .class("report-row")
        .child(
            wish(case, answer::WITH_DOCUMENTS, choice.with_documents)
                .with("data-wish", "documents"),
        )
        .child(
            wish(case, answer::MASK_ACCOUNTS, choice.masks_accounts).with("data-wish", "accounts"),
        )
        .child(copy.with("data-action", "copy-report"));
    let boxed = element("div").class("box").child(text);
    element("div").class("report").child(row).child(boxed)
}

fn wish(case: Case, label: Label, wished: Held<bool>) -> Element {
    let change = move |event: web_sys::Event| {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        wished.set(input.is_some_and(|input| input.checked()));
    };
    let input = element("input").with("type", "checkbox").on("change", change);
    let input = if wished.get_untracked() { input.with("checked", "") } else { input };
    element("label").class("wish").child(input).child(parts::say(case, label))
}
