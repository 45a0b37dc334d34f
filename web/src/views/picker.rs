//! Chooses whose access is checked: a field to search in, by vendor, product or purpose, and its list. After
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>. Not: what a profile is.

use leptos::{prelude::*, wasm_bindgen::JsCast as _};
use web_sys::{Event, HtmlInputElement, KeyboardEvent, ScrollIntoViewOptions};

use crate::{
    analysis::{self, own_profile, told_call},
    dom::{Element, Reference, effect, element, live},
    held::Held,
    outline::{self, Outline},
    page,
    state::Case,
    text,
};

const LIST: &str = "profile-list";

#[derive(Clone, Copy)]
struct Picker {
    case: Case,
    input: Reference,
    /// What is searched for; nothing while the list is closed.
    query: Held<Option<String>>,
    /// Where the arrow keys are among what fits.
    active: Held<usize>,
}

/// The field and its list.
pub(super) fn picker(case: Case) -> (Element, AnyView) {
    let picker =
        Picker { case, input: NodeRef::new(), query: Held::new(None), active: Held::new(0) };
    picker.follow();
    let list = live(move || picker.query.get().map(|query| picker.list(&query)));
    (picker.field(), list)
}

impl Picker {
    fn field(self) -> Element {
        let expanded =
            move || Some(if self.query.with(Option::is_some) { "true" } else { "false" });
        element("input")
            .class("picker-field")
            .with("type", "text")
            .with("role", "combobox")
            .with("aria-autocomplete", "list")
            .with("aria-controls", LIST)
            .with("autocomplete", "off")
            .with("autocapitalize", "off")
            .with("spellcheck", "false")
            .with_live("aria-expanded", expanded)
            .known_as(self.input)
            .on("focus", move |_| self.select())
            .on("click", move |_| self.open())
            .on("input", move |event| {
                self.active.set(0);
                self.query.set(Some(event_target_value(&event)));
            })
            .on("keydown", move |event| self.on_key(&event))
            .on("blur", move |_| self.close())
    }

    /// The name of what is chosen stands in the field while nobody searches.
    fn follow(self) {
        effect(move || {
            let name = self.name(self.case.profile.get());
            let is_closed = self.query.with(Option::is_none);
            if let Some(input) = self.element().filter(|_| is_closed) {
                input.set_value(&name);
            }
        });
        effect(move || {
            let active = self.active.get();
            let index = self
                .query
                .with(|it| it.as_ref().and_then(|it| self.fitting(it).get(active).copied()));
            let Some(input) = self.element() else { return };
            let Some(index) = index else {
                let _ = input.remove_attribute("aria-activedescendant");
                return;
            };
            let id = id(index);
            page::set(&input, "aria-activedescendant", &id);
            if let Some(option) = document().get_element_by_id(&id) {
                let nearest = ScrollIntoViewOptions::new();
                let _ = js_sys::Reflect::set(&nearest, &"block".into(), &"nearest".into());
                option.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }

    fn element(self) -> Option<HtmlInputElement> {
        self.input.get().and_then(|input| input.dyn_into().ok())
    }

    fn select(self) {
        if let Some(input) = self.element() {
            input.select();
        }
    }

    fn open(self) {
        if self.query.with_untracked(Option::is_none) {
            let chosen = self.case.profile.get_untracked();
            let at = self.fitting("").iter().position(|index| *index == chosen);
            self.active.set(at.unwrap_or_default());
            self.query.set(Some(String::new()));
        }
    }

    fn close(self) {
        if self.query.with_untracked(Option::is_some) {
            self.query.set(None);
        }
    }

    fn choose(self, index: usize) {
        self.case.profile.set(index);
        self.close();
        self.select();
    }

    fn on_key(self, event: &Event) {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // The keys of an input method are its own.
        if event.is_composing() {
            return;
        }
        let query = self.query.get_untracked();
        let fitting = self.fitting(query.as_deref().unwrap_or_default());
        let active = self.active.get_untracked();
        match (event.key().as_str(), query.is_some()) {
            ("ArrowDown" | "ArrowUp", false) => self.open(),
            ("ArrowDown", true) => {
                let next = active + 1;
                self.active.set(if next < fitting.len() { next } else { 0 });
            }
            ("ArrowUp", true) => {
                self.active.set(active.checked_sub(1).unwrap_or(fitting.len().saturating_sub(1)));
            }
            ("Enter", true) => {
                if let Some(index) = fitting.get(active) {
                    self.choose(*index);
                }
            }
            ("Escape", true) => self.close(),
            _ => return,
        }
        event.prevent_default();
    }

    fn list(self, query: &str) -> Element {
        let list = element("ul")
            .class("picker-list")
            .with("role", "listbox")
            .with("id", LIST)
            .with("aria-label", self.case.say(text::PROFILE));
        let fitting = self.fitting(query);
        if fitting.is_empty() {
            let none =
                element("li").class("help").with("role", "option").with("aria-disabled", "true");
            return list.child(none.child(self.case.say(text::answer::NO_PROFILE)));
        }
        let options = fitting.into_iter().enumerate().map(|(at, index)| self.option(at, index));
        let options: Vec<Element> = options.collect();
        list.child(options)
    }

    fn option(self, at: usize, index: usize) -> Element {
        let is_active = move || Some(if self.active.get() == at { "true" } else { "false" });
        element("li")
            .class("picker-option")
            .with("role", "option")
            .with("id", &id(index))
            .with_live("aria-selected", is_active)
            // The field keeps the focus.
            .on("mousedown", |event| event.prevent_default())
            .on("click", move |_| self.choose(index))
            .child(self.name(index))
    }

    fn name(self, index: usize) -> String {
        let case = self.case;
        if index == told_call() {
            return case.say(text::CALL).to_owned();
        }
        case.own.with(|own| {
            let profile = analysis::profile(index, own.as_ref());
            profile.map(|profile| case.words(&profile.name)).unwrap_or_default()
        })
    }

    /// What fits every word of `query`, in the order of the list.
    fn fitting(self, query: &str) -> Vec<usize> {
        let query = folded(query);
        let fits = |text: &str| query.split_whitespace().all(|word| undenied::has(text, word));
        let all = outline::all().iter().enumerate();
        let mut fitting: Vec<usize> =
            all.filter(|(_, profile)| fits(&searched(profile))).map(|(index, _)| index).collect();
        let has_call = self.case.told.with(|told| told.call.is_some());
        let has_own = self.case.own.with(Option::is_some);
        for (index, is_there) in [(told_call(), has_call), (own_profile(), has_own)] {
            if is_there && fits(&folded(&self.name(index))) {
                fitting.insert(0, index);
            }
        }
        fitting
    }
}

fn id(index: usize) -> String {
    ["profile-", &index.to_string()].concat()
}

/// Everything that somebody may look for.
fn searched(profile: &Outline) -> String {
    let Outline { id, name, vendor, product, .. } = profile;
    folded(&[id, " ", &name.en, " ", &name.ja, " ", vendor, " ", product].concat())
}

/// In lower case, wide letters as narrow ones: a Japanese keyboard has both.
fn folded(text: &str) -> String {
    let fold = |letter: char| match letter {
        '！'..='～' => {
            let narrow = u32::from(letter) - u32::from('！') + u32::from('!');
            char::from_u32(narrow).unwrap_or(letter).to_ascii_lowercase()
        }
        '\u{3000}' => ' ',
        letter => letter.to_ascii_lowercase(),
    };
    text.chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::{folded, searched};
    use crate::outline;

    #[test]
    fn wide_letters_are_found_as_narrow_ones() {
        assert_eq!(folded("ＴｉＤＢ　Cloud：インポート"), "tidb cloud:インポート");
    }

    #[test]
    fn a_profile_is_found_in_either_language() {
        let texts: Vec<String> = outline::all().iter().map(searched).collect();
        for word in ["snowflake", "インポート", "importing", "tidb"] {
            let found = texts.iter().filter(|text| text.contains(word)).count();
            assert_eq!(found > 0, word != "importing", "{word}");
        }
    }
}
