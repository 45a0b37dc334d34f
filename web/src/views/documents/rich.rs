//! The rich editor as a view: feeds it with text, colours and findings, and listens to it.

use leptos::{prelude::*, wasm_bindgen::closure::Closure};
use undenied::LineIndex;

use super::unhide;
use crate::{
    analysis::Answer,
    dom::{Child as _, Reference, effect, element},
    draft::{Entry, Mode},
    editor::{self, EditorHandle, EditorModule, Mark, Options},
    held::Held,
    inline,
    sheet::Sheet,
    state::Case,
    text,
    views::note,
};

/// The editor and what it calls; both live as long as the view.
struct Mounted {
    handle: EditorHandle,
    _on_change: Closure<dyn FnMut(String, bool)>,
    _on_pick: Closure<dyn FnMut(usize)>,
    _on_undo: Closure<dyn FnMut(bool)>,
    _mask: Closure<dyn FnMut(String) -> String>,
}

pub(super) fn rich(case: Case, sheet: Sheet, module: &EditorModule) -> AnyView {
    let host: Reference = NodeRef::new();
    let mounted = Held::new(None::<Mounted>);
    let module = StoredValue::new_local(module.clone());
    effect(move || {
        let Some(host) = host.get() else { return };
        let new = module.with_value(|module| mount(case, sheet, module, &host));
        if let Some((from, to)) = case.caret.take_over(sheet.key) {
            new.handle.select(from, to);
        }
        mounted.set(Some(new));
    });
    feed(case, sheet, host, mounted);
    on_cleanup(move || {
        mounted.update_untracked(|mounted| {
            if let Some(mounted) = mounted.take() {
                mounted.handle.destroy();
            }
        });
    });
    element("div")
        .class("rich")
        .with("data-editor", &sheet.name())
        .known_as(host)
        .child(note::note(case, sheet.key, "note-slot"))
        .view()
}

fn mount(case: Case, sheet: Sheet, module: &EditorModule, host: &web_sys::HtmlElement) -> Mounted {
    let on_change = Closure::new(move |text: String, typed: bool| {
        let _ = case.write(sheet, text, if typed { Entry::Typed } else { Entry::Pasted });
    });
    let mask = Closure::new(move |text: String| case.without_secrets(text));
    let on_pick = Closure::new(move |at: usize| {
        let Answer(analysis) = case.answer.get_untracked();
        if let Some((index, _)) = analysis.findings(sheet.key).nth(at) {
            case.open(index);
        }
    });
    let on_undo =
        Closure::new(move |forward| if forward { case.put_back() } else { case.take_back() });
    let options = Options {
        text: &sheet.text.get_untracked(),
        label: &untrack(|| case.title(sheet.key)),
        keys: untrack(|| case.say(text::KEYS)),
        read_only: case.mode == Mode::ReadOnly,
        on_change: &on_change,
        on_pick: &on_pick,
        on_undo: &on_undo,
        mask: &mask,
    };
    let handle = module.mount(host, &options.to_js());
    Mounted { handle, _on_change: on_change, _on_pick: on_pick, _on_undo: on_undo, _mask: mask }
}

/// Tells the editor whatever changes outside of it.
fn feed(case: Case, sheet: Sheet, host: Reference, mounted: Held<Option<Mounted>>) {
    let tell = move |say: &dyn Fn(&EditorHandle)| {
        mounted.with(|mounted| {
            if let Some(mounted) = mounted {
                say(&mounted.handle);
            }
        });
    };
    let told = Held::new(Marks::default());
    // In this order: places only make sense in the text that they were found in. The editor itself moves those
    // that it has along with what is typed.
    effect(move || {
        let text = sheet.text.get();
        let tokens = editor::token_triples(&text, &LineIndex::new(&text));
        told.update_untracked(|told| told.is_touched = true);
        tell(&|editor| {
            editor.set_text(&text);
            editor.set_tokens(&tokens);
        });
    });
    effect(move || {
        let now = marks(case, sheet);
        let is_fresh = case.is_fresh(sheet);
        tell(&|editor| {
            if is_fresh {
                told.update_untracked(|told| told.follow(now.clone(), editor));
            }
        });
    });
    effect(move || {
        let label = case.title(sheet.key);
        let keys = case.say(text::KEYS);
        tell(&|editor| editor.set_language(&label, keys));
    });
    effect(move || {
        let Some(target) = case.target.get().filter(|target| target.key == sheet.key) else {
            return;
        };
        if let Some(host) = host.get_untracked() {
            unhide(case, sheet, &host);
        }
        tell(&|editor| editor.select(editor::offset(target.from), editor::offset(target.to)));
        case.target.set(None);
    });
}

/// What an editor was told last.
#[derive(Clone, Default)]
struct Marks {
    list: Vec<Mark>,
    /// Which of them is the current one (-1: none).
    current: i32,
    /// Whether something was written since, along with which the editor moved them.
    is_touched: bool,
}

impl Marks {
    /// Tells the editor no more than what is new: each word that goes there is copied.
    fn follow(&mut self, now: Self, editor: &EditorHandle) {
        let is_other =
            |(old, new): (&Mark, &Mark)| old.severity != new.severity || old.message != new.message;
        if self.list.len() != now.list.len() || self.list.iter().zip(&now.list).any(is_other) {
            editor.set_findings(&editor::findings(&now.list), now.current);
        } else if (self.is_touched && !now.list.is_empty())
            || self.current != now.current
            || self.list != now.list
        {
            editor.move_findings(&editor::places(&now.list), now.current);
        }
        *self = now;
    }
}

/// The findings of one document.
fn marks(case: Case, sheet: Sheet) -> Marks {
    let Answer(analysis) = case.answer.get();
    let current = case.current_index();
    let lang = case.lang.get();
    let mut marks = Marks { current: -1, ..Marks::default() };
    for (index, finding) in analysis.findings(sheet.key) {
        let Some((from, to)) = analysis.range(&finding.place) else { continue };
        if current == Some(index) {
            marks.current = i32::try_from(marks.list.len()).unwrap_or(-1);
        }
        let message = inline::plain(finding.message.of(lang));
        let (from, to, severity) = (from.offset, to.offset, finding.severity);
        marks.list.push(Mark { from, to, severity, message });
    }
    marks
}
