//! Members of a profile's objects, each taken by name and type; what does not fit is a slip. Not:
//! what the members mean.

use undenied_json::{Member, Node, Span, Value};

use super::Slip;
use crate::{
    lang::{Localized, Words},
    policy::{JsonType, json_type, resembles},
    words::{listed, type_name},
};

/// One object with its path from the root, as sentences name it.
pub(super) struct Fields<'n> {
    path: String,
    span: Span,
    members: &'n [Member],
}

/// Gathers the slips.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) slips: Vec<Slip>,
}

impl<'n> Fields<'n> {
    pub(super) fn node(&self, name: &str) -> Option<&'n Node> {
        let mut own = self.members.iter().filter(|member| member.name.value == name);
        own.next().map(|member| &member.value)
    }

    pub(super) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

impl Reader {
    pub(super) fn slip(&mut self, span: Span, words: Words) {
        self.slips.push(Slip { span, words });
    }

    /// The object at `node`, every member of which must be one of `known`.
    pub(super) fn fields<'n>(
        &mut self,
        node: &'n Node,
        path: String,
        known: &[&str],
    ) -> Option<Fields<'n>> {
        let Some(members) = node.members() else {
            self.wrong_type(node, &path, JsonType::Object);
            return None;
        };
        for (index, member) in members.iter().enumerate() {
            let name = &member.name.value;
            if !known.contains(&name.as_str()) {
                self.unknown(member.name.span, &path, name, known);
            } else if members.iter().take(index).any(|earlier| earlier.name.value == *name) {
                self.slip(member.name.span, Words {
                    en: format!("`{name}` stands here twice; only the first one counts. Delete this one."),
                    ja: format!("`{name}` が重複しています。有効なのは最初のものだけなので、こちらを削除してください。"),
                });
            }
        }
        Some(Fields { path, span: node.span, members })
    }

    fn unknown(&mut self, span: Span, path: &str, name: &str, known: &[&str]) {
        let inside = if path.is_empty() { "profile" } else { path };
        let meant = known.iter().find(|known| resembles(name, known));
        let hint = match meant {
            Some(meant) => Words {
                en: format!("did you mean `{meant}`?"),
                ja: format!("`{meant}` の間違いではありませんか。"),
            },
            None => {
                let known = listed(known.iter().copied());
                Words {
                    en: format!("it takes {}.", known.en),
                    ja: format!("指定できるのは{}です。", known.ja),
                }
            }
        };
        self.slip(
            span,
            Words {
                en: format!("`{inside}` has no field `{name}`; {}", hint.en),
                ja: format!("`{inside}` にフィールド `{name}` はありません。{}", hint.ja),
            },
        );
    }

    fn wrong_type(&mut self, node: &Node, path: &str, wanted: JsonType) {
        let path = if path.is_empty() { "profile" } else { path };
        let (found, wanted) = (type_name(json_type(node)), type_name(wanted));
        self.slip(
            node.span,
            Words {
                en: format!("`{path}` takes {}, not {}.", wanted.en, found.en),
                ja: format!("`{path}` の値は{}ではなく{}で指定してください。", found.ja, wanted.ja),
            },
        );
    }

    /// Says that `name` is absent where it is needed.
    pub(super) fn missing(&mut self, fields: &Fields<'_>, name: &str) {
        let path = fields.path(name);
        let brace = Span::new(fields.span.start, fields.span.start + 1);
        self.slip(
            brace,
            Words {
                en: format!("`{path}` is missing; add it."),
                ja: format!("`{path}` がありません。追加してください。"),
            },
        );
    }

    /// The object called `name`.
    pub(super) fn part<'n>(
        &mut self,
        fields: &Fields<'n>,
        name: &str,
        known: &[&str],
    ) -> Option<Fields<'n>> {
        let node = fields.node(name)?;
        self.fields(node, fields.path(name), known)
    }

    pub(super) fn elements<'n>(&mut self, fields: &Fields<'n>, name: &str) -> &'n [Node] {
        let Some(node) = fields.node(name) else { return &[] };
        let elements = node.elements();
        if elements.is_none() {
            self.wrong_type(node, &fields.path(name), JsonType::Array);
        }
        elements.unwrap_or_default()
    }

    pub(super) fn text_at(&mut self, node: &Node, path: &str) -> Option<String> {
        let text = node.text().map(|text| text.value.clone());
        if text.is_none() {
            self.wrong_type(node, path, JsonType::String);
        }
        text
    }

    pub(super) fn text(&mut self, fields: &Fields<'_>, name: &str) -> Option<String> {
        self.text_at(fields.node(name)?, &fields.path(name))
    }

    pub(super) fn texts(&mut self, fields: &Fields<'_>, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for node in self.elements(fields, name) {
            texts.extend(self.text_at(node, &fields.path(name)));
        }
        texts
    }

    pub(super) fn flag(&mut self, fields: &Fields<'_>, name: &str) -> bool {
        match fields.node(name).map(|node| (node, &node.value)) {
            None => false,
            Some((_, Value::Bool(value))) => *value,
            Some((node, _)) => {
                self.wrong_type(node, &fields.path(name), JsonType::Bool);
                false
            }
        }
    }

    /// A text in both languages. One that lacks a language is said in the other.
    pub(super) fn words_at(&mut self, node: &Node, path: String) -> Option<Words> {
        let fields = self.fields(node, path, &["en", "ja"])?;
        let (en, ja) = (self.text(&fields, "en"), self.text(&fields, "ja"));
        for (name, text) in [("en", &en), ("ja", &ja)] {
            if text.is_none() && fields.node(name).is_none() {
                self.missing(&fields, name);
            }
        }
        let spare = en.clone().or_else(|| ja.clone())?;
        Some(Words { en: en.unwrap_or_else(|| spare.clone()), ja: ja.unwrap_or(spare) })
    }

    pub(super) fn words(&mut self, fields: &Fields<'_>, name: &str) -> Option<Words> {
        self.words_at(fields.node(name)?, fields.path(name))
    }

    /// A list for each language.
    pub(super) fn both(&mut self, fields: &Fields<'_>, name: &str) -> Localized<Vec<String>> {
        let Some(lists) = self.part(fields, name, &["en", "ja"]) else {
            return Localized::default();
        };
        Localized { en: self.texts(&lists, "en"), ja: self.texts(&lists, "ja") }
    }

    /// The value that `text` names; a slip where it names none.
    fn named<T: Copy>(
        &mut self,
        text: &str,
        span: Span,
        path: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let known = listed(choices.iter().map(|(name, _)| *name));
            self.slip(
                span,
                Words {
                    en: format!("`{path}` does not know `{text}`; it takes one of {}.", known.en),
                    ja: format!(
                        "`{path}` に `{text}` は指定できません。{}のいずれかにしてください。",
                        known.ja
                    ),
                },
            );
        }
        found
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let node = fields.node(name)?;
        let path = fields.path(name);
        let text = self.text_at(node, &path)?;
        self.named(&text, node.span, &path, choices)
    }

    pub(super) fn choices<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        choices: &[(&str, T)],
    ) -> Vec<T> {
        let path = fields.path(name);
        let mut chosen = Vec::new();
        for node in self.elements(fields, name) {
            if let Some(text) = self.text_at(node, &path) {
                chosen.extend(self.named(&text, node.span, &path, choices));
            }
        }
        chosen
    }
}
