//! Elements, written as text. What is said is escaped; markup comes from here alone.

use std::fmt;

/// Elements that have no content.
const VOID: [&str; 2] = ["link", "meta"];

#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: String,
    content: String,
}

pub(super) const fn element(name: &'static str) -> Element {
    Element { name, attributes: String::new(), content: String::new() }
}

/// An element with text in it.
pub(super) fn said(name: &'static str, text: &str) -> Element {
    element(name).text(text)
}

/// Code and identifiers, which are the same in every language.
pub(super) fn code(text: &str) -> Element {
    element("code").with("lang", "en").with("translate", "no").text(text)
}

impl Element {
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push_str(&[" ", name, "=\"", &escaped(value), "\""].concat());
        self
    }

    pub(super) fn class(self, names: &str) -> Self {
        self.with("class", names)
    }

    pub(super) fn id(self, id: &str) -> Self {
        self.with("id", id)
    }

    pub(super) fn href(self, address: &str) -> Self {
        self.with("href", address)
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.content.push_str(&escaped(text));
        self
    }

    /// A sentence with `code` in backticks and **labels** in double asterisks.
    pub(super) fn sentence(mut self, text: &str) -> Self {
        for (index, part) in text.split('`').enumerate() {
            self = if index % 2 == 1 { self.child(code(part)) } else { self.labels(part) };
        }
        self
    }

    fn labels(mut self, text: &str) -> Self {
        for (index, part) in text.split("**").enumerate() {
            self = if index % 2 == 1 { self.child(said("strong", part)) } else { self.text(part) };
        }
        self
    }

    pub(super) fn child(self, child: Self) -> Self {
        self.children([child])
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.content.push_str(&child.to_string());
        }
        self
    }
}

impl fmt::Display for Element {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, attributes, content } = self;
        if VOID.contains(name) {
            return write!(out, "<{name}{attributes}>");
        }
        write!(out, "<{name}{attributes}>{content}</{name}>")
    }
}

/// A sentence without its marks, for places that hold no elements.
pub(super) fn plain(text: &str) -> String {
    text.replace('`', "").replace("**", "")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{element, said};

    #[test]
    fn text_and_attributes_are_escaped() {
        let link = said("a", "<b> & \"c\"").href("?x=\"&y");
        let expected = "<a href=\"?x=&quot;&amp;y\">&lt;b&gt; &amp; &quot;c&quot;</a>";
        assert_eq!(link.to_string(), expected);
    }

    #[test]
    fn marks_in_a_sentence_become_elements() {
        let sentence = element("p").sentence("Set **Edit** to `<x>`.");
        let code = "<code lang=\"en\" translate=\"no\">&lt;x&gt;</code>";
        assert_eq!(sentence.to_string(), format!("<p>Set <strong>Edit</strong> to {code}.</p>"));
    }
}
