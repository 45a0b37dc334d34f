//! Patterns with blanks, in each of which one text stands as it is. Not: what is filled in.

use super::{After, Glob, Token};

/// The first of the characters that stand for blanks; no policy writes them.
const FIRST: u16 = 0xf000;

/// More blanks than any value has.
const COUNT: u16 = 16;

/// More work than reading any text is worth.
const MAX_STEPS: usize = 4096;

/// A blank and what stands around it.
pub(crate) struct FirstBlank {
    pub(crate) before: Glob,
    pub(crate) number: usize,
    /// The letters next to it; anything may follow where a wildcard or a blank does.
    pub(crate) after: After,
}

/// The character for the blank of this number, as text.
pub(crate) fn blank(number: usize) -> Option<String> {
    let number = u16::try_from(number).ok().filter(|number| *number < COUNT)?;
    char::from_u32(u32::from(FIRST + number)).map(String::from)
}

/// The number of a blank.
pub(super) fn number(token: Token) -> Option<usize> {
    let Token::Unit(unit) = token else { return None };
    let number = unit.checked_sub(FIRST).filter(|number| *number < COUNT)?;
    Some(usize::from(number))
}

impl Glob {
    /// The numbers of its blanks, each once, in order.
    pub(crate) fn blanks(&self) -> Vec<usize> {
        let mut blanks = Vec::new();
        for blank in self.tokens.iter().filter_map(|token| number(*token)) {
            if !blanks.contains(&blank) {
                blanks.push(blank);
            }
        }
        blanks
    }

    /// Its text, where it has no wildcard.
    pub(crate) fn text(&self) -> Option<String> {
        let units = self.tokens.iter().map(|token| match token {
            Token::Unit(unit) => Some(*unit),
            _ => None,
        });
        String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
    }

    /// With `text` in the blank of this number.
    pub(crate) fn filled(&self, blank: usize, text: &str) -> Self {
        let mut filled = Self { tokens: Vec::with_capacity(self.tokens.len()) };
        for token in &self.tokens {
            match number(*token) {
                Some(own) if own == blank => filled.push_literal(text),
                _ => filled.tokens.push(*token),
            }
        }
        filled
    }

    /// Whether it is one blank and nothing else.
    pub(crate) fn is_bare(&self) -> bool {
        self.tokens.len() == 1 && self.blanks().len() == 1
    }

    /// Whether it matches every text.
    pub(crate) fn is_everything(&self) -> bool {
        !self.tokens.is_empty() && self.tokens.iter().all(|token| *token == Token::Any)
    }

    /// Its first blank; `None` where it has none.
    pub(crate) fn first_blank(&self) -> Option<FirstBlank> {
        let at = self.tokens.iter().position(|token| number(*token).is_some())?;
        let letter = |token: &Token| match token {
            Token::Unit(unit) if number(*token).is_none() => Some(*unit),
            _ => None,
        };
        let number = self.tokens.get(at).copied().and_then(number)?;
        let before = Self { tokens: self.tokens.get(..at)?.to_vec() };
        let behind = self.tokens.get(at + 1..)?;
        let letters: Vec<u16> = behind.iter().map_while(letter).collect();
        let after = After { is_open: letters.len() < behind.len(), letters };
        Some(FirstBlank { before, number, after })
    }

    /// What its blanks hold where `text` is read as it, in each way; letter cases count unless `alike` says that
    /// two characters are the same. `None` where the ways are too many.
    pub(crate) fn read_off(
        &self,
        text: &str,
        alike: &dyn Fn(u16, u16) -> bool,
    ) -> Option<Vec<Vec<(usize, String)>>> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut found = Readings { alike, readings: Vec::new(), steps: MAX_STEPS };
        found.read(&self.tokens, &units, &[])?;
        Some(found.readings)
    }
}

struct Readings<'a> {
    alike: &'a dyn Fn(u16, u16) -> bool,
    readings: Vec<Vec<(usize, String)>>,
    steps: usize,
}

impl Readings<'_> {
    fn read(&mut self, tokens: &[Token], units: &[u16], so_far: &[(usize, String)]) -> Option<()> {
        self.steps = self.steps.checked_sub(1)?;
        let Some((token, rest)) = tokens.split_first() else {
            let reading = so_far.to_vec();
            if units.is_empty() && !self.readings.contains(&reading) {
                self.readings.push(reading);
            }
            return Some(());
        };
        let blank = number(*token);
        if *token == Token::Any || blank.is_some() {
            for length in 0..=units.len() {
                let (own, behind) = units.split_at_checked(length).unwrap_or_default();
                let mut so_far = so_far.to_vec();
                if let Some((blank, text)) = blank.zip(String::from_utf16(own).ok()) {
                    so_far.push((blank, text));
                }
                self.read(rest, behind, &so_far)?;
            }
            return Some(());
        }
        let Some((first, behind)) = units.split_first() else { return Some(()) };
        let is_same = match token {
            Token::Unit(unit) => unit == first || (self.alike)(*unit, *first),
            _ => true,
        };
        if is_same { self.read(rest, behind, so_far) } else { Some(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(text: &str) -> Glob {
        let text = text.replace('1', &blank(1).unwrap()).replace('2', &blank(2).unwrap());
        Glob::new(&text)
    }

    fn read_off(pattern: &str, text: &str) -> Vec<String> {
        let readings = template(pattern).read_off(text, &|_, _| false).unwrap();
        let texts = |reading: &Vec<(usize, String)>| -> String {
            reading.iter().map(|(blank, text)| format!("{blank}={text};")).collect()
        };
        readings.iter().map(texts).collect()
    }

    #[test]
    fn a_blank_takes_a_text_as_it_is() {
        let filled = template("a/1/*").filled(1, "b*");
        assert!(filled.matches("a/b*/c") && !filled.matches("a/bb/c"));
        assert_eq!(template("1-2").filled(1, "x").filled(2, "y").text().as_deref(), Some("x-y"));
    }

    #[test]
    fn a_text_is_read_in_every_way() {
        assert_eq!(read_off("a/1", "a/b"), ["1=b;"]);
        assert_eq!(read_off("a/1", "b/b"), [""; 0]);
        assert_eq!(read_off("1-2", "x-y-z"), ["1=x;2=y-z;", "1=x-y;2=z;"]);
        assert_eq!(read_off("a/1/*", "a/b/c/d"), ["1=b;", "1=b/c;"]);
    }

    #[test]
    fn texts_that_are_read_in_too_many_ways_are_left_alone() {
        let hostile = template("1a2a1a2a1a2a1");
        assert!(hostile.read_off(&"a".repeat(40), &|_, _| false).is_none());
    }
}
