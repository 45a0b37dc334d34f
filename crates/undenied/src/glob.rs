//! Patterns with `*` and `?`: does one match a text, cover another pattern, or share a text with it.
//! Texts are compared by UTF-16 code unit, which is what `?` stands for in AWS.

mod blank;
mod witness;

pub(crate) use blank::blank;
pub(crate) use witness::{
    After, DECIMAL, Form, Found, HEXADECIMAL, Pattern, Reader, Reading, Sameness, Way, between,
    variants, witnesses,
};

/// A pattern; also a set of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    tokens: Vec<Token>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Unit(u16),
    /// `?`
    One,
    /// `*`
    Any,
}

/// How a pattern relates to all texts of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    None,
    /// Some of them.
    Part,
    All,
}

impl Glob {
    /// Every `*` and `?` in `text` is a wildcard.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut glob = Self { tokens: Vec::with_capacity(text.len()) };
        glob.push_pattern(text);
        glob
    }

    /// Matches just `text`.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        let mut glob = Self { tokens: Vec::with_capacity(text.len()) };
        glob.push_literal(text);
        glob
    }

    /// As [`Glob::new`] of the pattern in lower case; ASCII letters alone, as names have no others.
    #[must_use]
    pub fn ignoring_case(text: &str) -> Self {
        Self::new(&text.to_ascii_lowercase())
    }

    pub(crate) fn push_pattern(&mut self, text: &str) {
        for unit in text.encode_utf16() {
            self.tokens.push(match unit {
                0x2a => Token::Any,
                0x3f => Token::One,
                _ => Token::Unit(unit),
            });
        }
    }

    pub(crate) fn push_literal(&mut self, text: &str) {
        self.tokens.extend(text.encode_utf16().map(Token::Unit));
    }

    /// Whether it holds no wildcard.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.tokens.iter().all(|token| matches!(token, Token::Unit(_)))
    }

    /// Split at the first `count - 1` places where `separator` stands.
    #[must_use]
    pub fn parts(&self, separator: char, count: usize) -> Vec<Self> {
        let mut buffer = [0; 2];
        let separator = separator.encode_utf16(&mut buffer).first().copied().map(Token::Unit);
        let parts = self.tokens.splitn(count, |token| Some(*token) == separator);
        parts.map(|tokens| Self { tokens: tokens.to_vec() }).collect()
    }

    /// Whether `text` is one of its texts.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.covers(&Self::literal(text))
    }

    /// How much of `other` it covers.
    #[must_use]
    pub fn cover(&self, other: &Self) -> Cover {
        if self.covers(other) {
            Cover::All
        } else if !other.is_literal() && self.may_meet(other) {
            Cover::Part
        } else {
            Cover::None
        }
    }

    /// [`Glob::meets`], after the cheap look at the texts before the first wildcards.
    fn may_meet(&self, other: &Self) -> bool {
        let both = self.tokens.iter().zip(&other.tokens);
        let mut literal = both.take_while(|pair| matches!(pair, (Token::Unit(_), Token::Unit(_))));
        literal.all(|(one, two)| one == two) && (self.is_costly(other) || self.meets(other))
    }

    /// Whether comparing them is more work than two ARNs of AWS's longest could ever be; then
    /// the answer is left open.
    fn is_costly(&self, other: &Self) -> bool {
        self.tokens.len().saturating_mul(other.tokens.len()) > 16_000_000
    }

    /// Greedy match with one point to go back to: at most pattern length times text length steps.
    /// A wildcard of `other` is matched only by a wildcard here that is at least as wide.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let (mut at, mut other_at) = (0, 0);
        let mut resume: Option<(usize, usize)> = None;
        while let Some(wanted) = other.tokens.get(other_at) {
            match self.tokens.get(at) {
                Some(Token::Any) => {
                    resume = Some((at + 1, other_at));
                    at += 1;
                }
                Some(token) if token.covers(*wanted) => {
                    at += 1;
                    other_at += 1;
                }
                _ => {
                    let Some((after_star, start)) = resume else {
                        return false;
                    };
                    resume = Some((after_star, start + 1));
                    at = after_star;
                    other_at = start + 1;
                }
            }
        }
        self.tokens.get(at..).is_some_and(|rest| rest.iter().all(|token| *token == Token::Any))
    }

    /// Whether some text belongs to both, by the table of reachable pairs of positions.
    fn meets(&self, other: &Self) -> bool {
        let width = other.tokens.len() + 1;
        let mut row = vec![false; width];
        let mut above = vec![false; width];
        for at in 0..=self.tokens.len() {
            std::mem::swap(&mut row, &mut above);
            for other_at in 0..width {
                let left = other_at.checked_sub(1);
                let token = at.checked_sub(1).and_then(|index| self.tokens.get(index));
                let other_token = left.and_then(|index| other.tokens.get(index));
                let from_above = above.get(other_at).copied().unwrap_or_default();
                let from_left = left.and_then(|index| row.get(index)).copied().unwrap_or_default();
                let diagonal = left.and_then(|index| above.get(index)).copied().unwrap_or_default();
                let reached = match (token, other_token) {
                    (None, None) => true,
                    (Some(Token::Any), None) => from_above,
                    (None, Some(Token::Any)) => from_left,
                    (Some(_), None) | (None, Some(_)) => false,
                    (Some(Token::Any), Some(_)) | (Some(_), Some(Token::Any)) => {
                        from_above || from_left
                    }
                    (Some(one), Some(two)) => diagonal && one.meets(*two),
                };
                if let Some(cell) = row.get_mut(other_at) {
                    *cell = reached;
                }
            }
        }
        row.last().copied().unwrap_or_default()
    }
}

impl Token {
    fn covers(self, wanted: Self) -> bool {
        match (self, wanted) {
            (Self::Unit(own), Self::Unit(other)) => own == other,
            (Self::One, Self::Unit(_) | Self::One) => true,
            _ => false,
        }
    }

    fn meets(self, other: Self) -> bool {
        self.covers(other) || other.covers(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(pattern: &str, other: &str) -> Cover {
        Glob::new(pattern).cover(&Glob::new(other))
    }

    #[test]
    fn star_matches_any_text_and_question_mark_one_character() {
        assert!(Glob::new("a*c").matches("abc"));
        assert!(Glob::new("a*c").matches("a/b:c"));
        assert!(Glob::new("a?c").matches("abc"));
        assert!(!Glob::new("a?c").matches("ac"));
        assert!(!Glob::new("a*c").matches("abcd"));
        assert!(Glob::new("*").matches(""));
        assert!(!Glob::new("").matches("a"));
        assert!(Glob::new("??").matches("😀"));
    }

    #[test]
    fn a_wildcard_in_a_literal_is_a_character() {
        assert!(Glob::literal("a*").matches("a*"));
        assert!(!Glob::literal("a*").matches("ab"));
        assert!(Glob::new("a*").matches("a*"));
    }

    #[test]
    fn one_pattern_covers_another_wholly_partly_or_not() {
        assert_eq!(cover("b/*", "b/dir/*"), Cover::All);
        assert_eq!(cover("*", "b/*"), Cover::All);
        assert_eq!(cover("b/dir/*", "b/*"), Cover::Part);
        assert_eq!(cover("b/dir", "b/*"), Cover::Part);
        assert_eq!(cover("b/dir", "b/dir/*"), Cover::None);
        assert_eq!(cover("b/*.csv", "b/dir/*"), Cover::Part);
        assert_eq!(cover("c/*", "b/*"), Cover::None);
        assert_eq!(cover("b/?*", "b/*"), Cover::Part);
        assert_eq!(cover("a?", "a?"), Cover::All);
        assert_eq!(cover("ab", "a?"), Cover::Part);
    }

    #[test]
    fn hostile_patterns_take_pattern_times_text_steps() {
        let pattern = Glob::new(&format!("{}b", "*a".repeat(200)));
        assert!(!pattern.matches(&"a".repeat(5_000)));
    }
}
