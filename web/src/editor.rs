//! The link to the rich editor, a JavaScript module that is loaded on demand. Not: what it shows.

use js_sys::{Array, Object, Reflect, Uint32Array};
use leptos::wasm_bindgen::{JsCast as _, JsValue, closure::Closure, prelude::wasm_bindgen};
use undenied::{LineIndex, Severity, Span, TokenClass};

#[wasm_bindgen]
extern "C" {
    /// What `editor.ts` exports.
    #[derive(Clone, Debug)]
    pub type EditorModule;
    #[wasm_bindgen(method)]
    pub fn mount(
        this: &EditorModule,
        host: &web_sys::HtmlElement,
        options: &JsValue,
    ) -> EditorHandle;

    /// One mounted editor. Positions are UTF-16.
    #[derive(Clone, Debug)]
    pub type EditorHandle;
    #[wasm_bindgen(method, js_name = setText)]
    pub fn set_text(this: &EditorHandle, text: &str);
    #[wasm_bindgen(method, js_name = setFindings)]
    pub fn set_findings(this: &EditorHandle, findings: &Array, current: i32);
    #[wasm_bindgen(method, js_name = moveFindings)]
    pub fn move_findings(this: &EditorHandle, pairs: &Uint32Array, current: i32);
    #[wasm_bindgen(method, js_name = setTokens)]
    pub fn set_tokens(this: &EditorHandle, triples: &Uint32Array);
    #[wasm_bindgen(method, js_name = setLanguage)]
    pub fn set_language(this: &EditorHandle, label: &str, keys: &str);
    #[wasm_bindgen(method)]
    pub fn select(this: &EditorHandle, from: u32, to: u32);
    #[wasm_bindgen(method)]
    pub fn focus(this: &EditorHandle);
    #[wasm_bindgen(method)]
    pub fn destroy(this: &EditorHandle);
}

/// What the editor is mounted with.
#[derive(Debug)]
pub struct Options<'a> {
    pub text: &'a str,
    pub label: &'a str,
    pub keys: &'a str,
    pub read_only: bool,
    pub on_change: &'a Closure<dyn FnMut(String, bool)>,
    pub on_pick: &'a Closure<dyn FnMut(usize)>,
    pub on_undo: &'a Closure<dyn FnMut(bool)>,
    pub mask: &'a Closure<dyn FnMut(String) -> String>,
}

impl Options<'_> {
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        object(&[
            ("text", self.text.into()),
            ("label", self.label.into()),
            ("keys", self.keys.into()),
            ("readOnly", self.read_only.into()),
            ("onChange", self.on_change.as_ref().clone()),
            ("onPick", self.on_pick.as_ref().clone()),
            ("onUndo", self.on_undo.as_ref().clone()),
            ("mask", self.mask.as_ref().clone()),
        ])
    }
}

/// A finding in a text, in UTF-16.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub from: usize,
    pub to: usize,
    pub severity: Severity,
    pub message: String,
}

/// Findings as the editor takes them.
#[must_use]
pub fn findings(marks: &[Mark]) -> Array {
    marks.iter().map(finding).collect()
}

/// Their places alone.
#[must_use]
pub fn places(marks: &[Mark]) -> Uint32Array {
    let pairs: Vec<u32> = marks.iter().flat_map(|it| [offset(it.from), offset(it.to)]).collect();
    Uint32Array::from(pairs.as_slice())
}

fn finding(mark: &Mark) -> JsValue {
    let name = match mark.severity {
        Severity::Error => "error",
        Severity::Security => "security",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    };
    object(&[
        ("from", offset(mark.from).into()),
        ("to", offset(mark.to).into()),
        ("severity", name.into()),
        ("message", mark.message.as_str().into()),
    ])
}

/// The colours of `text` as the editor takes them.
#[must_use]
pub fn token_triples(text: &str, lines: &LineIndex) -> Uint32Array {
    let mut triples: Vec<u32> = Vec::new();
    for token in undenied::tokens(text) {
        let Span { start, end } = token.span;
        triples.extend([offset(lines.utf16(start)), offset(lines.utf16(end)), class(token.class)]);
    }
    Uint32Array::from(triples.as_slice())
}

/// In the order in which `tokens.ts` names them.
pub(crate) const fn class(class: TokenClass) -> u32 {
    match class {
        TokenClass::Key => 0,
        TokenClass::String => 1,
        TokenClass::Number => 2,
        TokenClass::Keyword => 3,
        TokenClass::Punctuation => 4,
        TokenClass::Comment => 5,
        TokenClass::Stray => 6,
    }
}

/// JavaScript's numbers for positions.
#[must_use]
pub fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.unchecked_into()
}
