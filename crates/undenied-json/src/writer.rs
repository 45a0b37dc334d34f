//! JSON text written piece by piece, commas set. Not: what it holds.

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
}

impl Writer {
    /// Opens a list (`[`) or an object (`{`).
    pub fn open(&mut self, bracket: char) -> &mut Self {
        self.separate();
        self.text.push(bracket);
        self
    }

    /// Closes what was opened last.
    pub fn close(&mut self, bracket: char) -> &mut Self {
        self.text.push(bracket);
        self
    }

    /// The name of a member; its value follows.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.text(name);
        self.text.push(':');
        self
    }

    pub fn text(&mut self, text: &str) -> &mut Self {
        self.separate();
        quote(text, &mut self.text);
        self
    }

    pub fn number(&mut self, number: usize) -> &mut Self {
        self.separate();
        self.text.push_str(&number.to_string());
        self
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    fn separate(&mut self) {
        // Every string ends with its quote, so none of these is a part of one.
        if !self.text.is_empty() && !self.text.ends_with(['[', '{', ':']) {
            self.text.push(',');
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
        match character {
            '"' | '\\' => {
                into.push('\\');
                into.push(character);
            }
            '\u{0}'..='\u{1f}' => into.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => into.push(character),
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
