//! JSON text written piece by piece, commas set. Not: what it holds.

use crate::lexer::escaped;

/// Writes one JSON text. Whoever opens a list or an object closes it.
///
/// ```
/// use undenied_json::Writer;
///
/// let mut writer = Writer::default();
/// writer.open('{').name("sizes").open('[').number(1).number(20).close(']');
/// writer.name("title").text("a \"b\"").close('}');
/// assert_eq!(writer.finish(), r#"{"sizes":[1,20],"title":"a \"b\""}"#);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Writer {
    text: String,
    is_pretty: bool,
    depth: usize,
}

impl Writer {
    /// One that writes each value on a line of its own, two spaces deeper in each bracket.
    #[must_use]
    pub const fn pretty() -> Self {
        Self { text: String::new(), is_pretty: true, depth: 0 }
    }

    /// Opens a list (`[`) or an object (`{`).
    pub fn open(&mut self, bracket: char) -> &mut Self {
        self.separate();
        self.text.push(bracket);
        self.depth += 1;
        self
    }

    /// Closes what was opened last.
    pub fn close(&mut self, bracket: char) -> &mut Self {
        self.depth = self.depth.saturating_sub(1);
        if !self.text.ends_with(['[', '{']) {
            self.next_line();
        }
        self.text.push(bracket);
        self
    }

    /// The name of a member; its value follows.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.text(name);
        self.text.push_str(if self.is_pretty { ": " } else { ":" });
        self
    }

    pub fn text(&mut self, text: &str) -> &mut Self {
        self.separate();
        quote(text, &mut self.text);
        self
    }

    pub fn number(&mut self, number: usize) -> &mut Self {
        self.word(&number.to_string())
    }

    /// A number as it is written, `true`, `false` or `null`.
    pub fn word(&mut self, word: &str) -> &mut Self {
        self.separate();
        self.text.push_str(word);
        self
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    fn separate(&mut self) {
        // Every string ends with its quote, so none of these is a part of one.
        if self.text.is_empty() || self.text.ends_with([':', ' ']) {
            return;
        }
        if !self.text.ends_with(['[', '{']) {
            self.text.push(',');
        }
        self.next_line();
    }

    fn next_line(&mut self) {
        if self.is_pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }
}

/// `text` as a JSON string.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quote(text, &mut quoted);
    quoted
}

fn quote(text: &str, into: &mut String) {
    into.push('"');
    for character in text.chars() {
        match escaped(character) {
            Some(escaped) => into.push_str(&escaped),
            None => into.push(character),
        }
    }
    into.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::quoted;
    use crate::parse;

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was_written(text in any::<String>()) {
            let parse = parse(&quoted(&text));
            let root = parse.root.unwrap();
            assert_eq!(root.text().map(|read| read.value.as_str()), Some(text.as_str()));
            assert_eq!(parse.errors, []);
        }
    }
}
