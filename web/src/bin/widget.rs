//! Entry point of the widget: the same views below any node, as often as wanted, and gone again.

use std::{fmt, rc::Rc};

use js_sys::{Array, Function};
use leptos::{
    mount::mount_to,
    prelude::*,
    wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen},
};
use undenied::{Lang, intake::Refused, profile, wire};
use web::{
    analysis::{Answer, index_of, own_profile, told_call},
    chunk,
    draft::{Draft, Field, Mode, Told},
    editor::offset,
    examples::{EXAMPLES, Example},
    intake::{list, member, string},
    page,
    state::{Case, looks_like},
    views,
};

/// Keeps one instance alive.
#[wasm_bindgen]
pub struct Handle {
    unmount: Option<Box<dyn FnOnce()>>,
    case: Case,
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Handle").finish_non_exhaustive()
    }
}

#[wasm_bindgen]
impl Handle {
    /// Switches the language at once.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(&self, tag: &str) {
        if let Some(lang) = Lang::from_tag(tag) {
            self.case.lang.try_set(lang);
        }
    }

    /// The level of its first headings; 0 as they are.
    #[wasm_bindgen(js_name = setLevel)]
    pub fn set_level(&self, level: usize) {
        self.case.level.try_set(level);
    }

    /// Fills in the field called `name`.
    pub fn fill(&self, name: &str, value: String) {
        if let Some(field) = Field::ALL.into_iter().find(|field| field.name() == name) {
            let _ = self.case.fill(self.case.field(field), value);
        }
    }

    /// What stands there now: the profile's name (none of the page's own), the fields in their order, then name, kind and
    /// text of each document.
    pub fn given(&self) -> Array {
        let draft = self.case.draft();
        let given = Array::new();
        let push = |text: &str| given.push(&text.into());
        push(profile::names().nth(draft.profile).map_or("", |(id, _)| id));
        for field in &draft.fields {
            push(field);
        }
        for document in draft.given() {
            push(&document.about.name);
            push(wire::kind_name(document.about.kind));
            push(&document.text);
        }
        given
    }

    /// The answer as words, a line each: the outcome and what would settle it, then each finding's rule, severity, `true`
    /// if it denies, document, start and end. Empty while there is nothing to answer to.
    pub fn result(&self) -> String {
        let Answer(analysis) = self.case.answer.get_untracked();
        let mut words = String::new();
        if analysis.is_empty {
            return words;
        }
        let report = &analysis.report;
        words.push_str(wire::outcome_name(report.verdict.outcome));
        let mut push = |between: char, word: &str| {
            words.push(between);
            words.push_str(word);
        };
        for asked in &report.verdict.missing {
            push(' ', &asked.key);
        }
        for finding in &report.findings {
            let place = &finding.place;
            let sheet = analysis.sheet(place).and_then(|key| self.case.sheet(key));
            let Some((sheet, (from, to))) = sheet.zip(analysis.range(place)) else { continue };
            push('\n', finding.rule.id);
            push(' ', wire::severity_name(finding.severity));
            push(' ', if finding.causes_denial { "true" } else { "" });
            push(' ', &sheet.name());
            push(' ', &from.offset.to_string());
            push(' ', &to.offset.to_string());
        }
        words
    }

    /// Takes the views away.
    pub fn unmount(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

/// Whether this program has the checks of one policy by itself.
#[wasm_bindgen(js_name = hasChecks)]
#[must_use]
pub fn has_checks() -> bool {
    cfg!(feature = "full")
}

/// Mounts below `root`. `options`: `lang`, `mode`, `loadEditor`, `tell`, which is called with nothing
/// when there is an answer and with the index of a finding when its fix was carried out, and what [`draft`] reads.
#[wasm_bindgen]
pub fn mount(root: web_sys::Node, options: &JsValue) -> Handle {
    let lang = string(options, "lang").and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    let mode = match string(options, "mode").as_deref() {
        Some("readonly") => Mode::ReadOnly,
        _ => Mode::Edit,
    };
    let draft = draft(options);
    let function = |name| member(options, name).dyn_into::<Function>().ok();
    let (load_editor, tell) = (function("loadEditor"), function("tell"));
    let owner = Owner::new();
    let case = owner.with(|| Case::new(lang, mode, draft, Case::decide_here));
    let view = move || {
        if let Some(load_editor) = load_editor.filter(|_| mode == Mode::Edit) {
            chunk::load_soon(case, load_editor);
        }
        if let Some(tell) = tell {
            follow(case, tell);
        }
        views::widget(case)
    };
    let mounted = mount_to(root.unchecked_into(), view);
    let unmount = Box::new(move || {
        drop(mounted);
        drop(owner);
    });
    Handle { unmount: Some(unmount), case }
}

fn follow(case: Case, tell: Function) {
    let say = tell.clone();
    page::follow(move || {
        case.answer.track();
        let _ = say.call0(&JsValue::NULL);
    });
    page::follow(move || {
        if let Some(index) = case.fixed.get() {
            let _ = tell.call1(&JsValue::NULL, &offset(index).into());
        }
    });
}

/// `example`, or `documents` (each with `text` and perhaps `kind`); fields by their names, `profile`; the refused
/// `principal`, `action` and `resource`.
fn draft(given: &JsValue) -> Draft {
    let text = |name| string(given, name).unwrap_or_default();
    let example = text("example");
    let example = EXAMPLES.iter().find(|it| it.id == example);
    let mut draft = example.map(Example::draft).unwrap_or_default();
    for document in list(given, "documents") {
        let text = string(&document, "text").unwrap_or_default();
        let kind = string(&document, "kind").and_then(|name| wire::kind_from_name(&name));
        draft.give(kind.unwrap_or_else(|| looks_like(&text)), text);
    }
    for (field, held) in Field::ALL.iter().zip(&mut draft.fields) {
        if let Some(value) = string(given, field.name()) {
            *held = value;
        }
    }
    let action = string(given, "action");
    if action.is_some() {
        let (principal, resource) = (string(given, "principal"), string(given, "resource"));
        let call = Some(Refused { principal, action, resource, ..Refused::default() });
        draft.profile = told_call();
        draft.told = Rc::new(Told { call, facts: Vec::new() });
    }
    let asked = text("profile");
    draft.own = asked.trim_start().starts_with('{').then(|| profile::read(&asked).0).flatten();
    let own = draft.own.is_some().then(own_profile);
    draft.profile = own.or_else(|| index_of(&asked)).unwrap_or(draft.profile);
    draft
}

fn main() {}
