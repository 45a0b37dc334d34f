//! Texts that stand for all texts, as far as some patterns tell them apart: what can be read off a
//! pattern, read off several at once. Not: what the texts are for.

mod form;
mod machine;
mod reader;

use super::{Glob, Token, blank::number};
pub(crate) use form::{DECIMAL, Form, HEXADECIMAL, between};
use machine::Machine;
pub(crate) use reader::{Found, Reader, Way};

/// Moves from one place in a pattern to the next: more than any real patterns take.
const MAX_MOVES: usize = 400_000;

/// Between the parts of an ARN.
const COLON: Token = Token::Unit(0x3a);

/// Behind so many, wildcards do not stop at them.
const ARN_COLONS: usize = 5;

/// What a text is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) glob: Glob,
    pub(crate) reading: Reading,
    /// The tokens of `glob` that are read loosely: letters in any case, wildcards that stop at a colon.
    marks: Vec<bool>,
    /// The places in it from which the text is read on; `None` where it is read from the beginning.
    start: Option<Vec<u32>>,
    after: After,
    /// Of patterns with the same number it counts only whether one matches.
    union: Option<usize>,
    /// Of which key it was asked at first, where it was read off another, and off which.
    pub(crate) of: Option<usize>,
    pub(crate) through: Option<usize>,
}

/// What stands behind a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct After {
    pub(crate) letters: Vec<u16>,
    /// Anything may follow, so that every place counts to which they lead.
    pub(crate) is_open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Exact,
    /// Wildcards stop at the colons between an ARN's parts.
    Arn,
    AnyCase,
}

/// A character in every letter case.
pub(crate) type Cases<'a> = &'a dyn Fn(u16) -> Vec<u16>;

impl Pattern {
    /// Held against the text alone.
    pub(crate) fn new(glob: Glob, reading: Reading) -> Self {
        let marks = marks(&glob.tokens, reading, 0);
        let (start, after) = (None, After::default());
        Self { glob, reading, marks, start, after, union: None, of: None, through: None }
    }

    /// [`Pattern::new`], as one of which any may match.
    pub(crate) fn one_of(union: usize, glob: Glob, reading: Reading) -> Self {
        Self { union: Some(union), ..Self::new(glob, reading) }
    }

    /// Held against the text between what `before` is read as and `after`: one for each place from which it is read on.
    /// `None` where these are too many.
    pub(crate) fn inside(
        &self,
        before: &Self,
        after: &After,
        cases: Cases<'_>,
    ) -> Option<Vec<Self>> {
        if before.glob.tokens.is_empty() && *after == After::default() {
            return Some(vec![self.clone()]);
        }
        let both = [Self { union: None, ..self.clone() }, before.clone()];
        let places = Machine::of(&both, &[], cases).behind()?;
        let mut after = after.clone();
        if !after.is_open {
            after.letters.extend(&self.after.letters);
            after.is_open = self.after.is_open;
        }
        let from = |start: Vec<u32>| {
            let (start, after) = (Some(start), after.clone());
            Self { start, after, union: None, ..self.clone() }
        };
        Some(places.into_iter().map(from).collect())
    }

    pub(crate) fn asked_by(self, of: Option<usize>, through: Option<usize>) -> Self {
        Self { of, through, ..self }
    }

    /// Whether it asks the same, whoever asked it at first.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (&self.glob, &self.marks, &self.start) == (&other.glob, &other.marks, &other.start)
            && (&self.after, self.union) == (&other.after, other.union)
    }

    /// What it asks of the text alone: itself, or where something stands around the text, from each place from which it
    /// is read on to each to which the text may lead.
    fn pieces(&self) -> Vec<Self> {
        if self.start.is_none() && self.after == After::default() {
            return vec![self.clone()];
        }
        let end = self.glob.tokens.len();
        let starts = self.start.clone().unwrap_or_else(|| vec![0]);
        let starts = starts.iter().filter_map(|start| usize::try_from(*start).ok());
        let ranges = starts.flat_map(|start| (start..=end).map(move |end| start..end));
        let piece = |range: core::ops::Range<usize>| {
            let tokens = self.glob.tokens.get(range.clone())?.to_vec();
            let marks = self.marks.get(range)?.to_vec();
            let (start, after) = (None, After::default());
            Some(Self { glob: Glob { tokens }, marks, start, after, union: None, ..self.clone() })
        };
        ranges.filter_map(piece).collect()
    }

    /// What it asks of a text in which it stands in the blank of this number, read as `reading`, with anything in all
    /// other blanks.
    pub(crate) fn inside_of(&self, text: &Glob, blank: usize, reading: Reading) -> Vec<Self> {
        let mut all = Vec::new();
        for piece in self.pieces() {
            // How many colons stand in the blank nobody knows.
            for further in 0..=if reading == Reading::Arn { ARN_COLONS } else { 0 } {
                let own = piece.placed(text, blank, reading, further);
                if !all.contains(&own) {
                    all.push(own);
                }
            }
        }
        all
    }

    /// With so many colons in each blank.
    fn placed(&self, text: &Glob, blank: usize, reading: Reading, further: usize) -> Self {
        let mut placed = Self::new(Glob::literal(""), Reading::Exact);
        for (token, mark) in text.tokens.iter().zip(marks(&text.tokens, reading, further)) {
            let number = number(*token);
            if number != Some(blank) {
                placed.glob.tokens.push(number.map_or(*token, |_| Token::Any));
                placed.marks.push(mark);
                continue;
            }
            for (token, mark) in self.glob.tokens.iter().zip(&self.marks) {
                let is_letter = matches!(token, Token::Unit(_));
                placed.glob.tokens.push(*token);
                placed.marks.push(*mark || is_letter && reading == Reading::AnyCase);
            }
        }
        placed
    }
}

/// Which of `tokens` are read loosely, where so many colons stand in each blank.
fn marks(tokens: &[Token], reading: Reading, further: usize) -> Vec<bool> {
    let mut colons = 0;
    let mark = |token: &Token| {
        let is_blank = number(*token).is_some();
        let is_letter = matches!(token, Token::Unit(_));
        let is_behind = colons >= ARN_COLONS;
        colons += if is_blank { further } else { usize::from(*token == COLON) };
        !is_blank
            && match reading {
                Reading::Exact => false,
                Reading::AnyCase => is_letter,
                Reading::Arn => !is_letter && !is_behind,
            }
    };
    tokens.iter().map(mark).collect()
}

/// What of letter cases a text is taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sameness {
    Exact,
    /// In all letter cases at once: each set of ways that these come to counts.
    AnyCase,
}

/// Up to `each` texts for every way of matching some of `patterns` and not the others, none of `taken`;
/// fewer only where there are no more. `None` where the patterns are too many.
pub(crate) fn witnesses(
    patterns: &[Pattern],
    taken: &[String],
    each: usize,
    cases: Cases<'_>,
    sameness: Sameness,
) -> Option<Vec<String>> {
    let is_any_case = sameness == Sameness::AnyCase;
    let mut found: Vec<String> = Vec::new();
    // What is the same but for the letter case is in the way, too.
    let mut excluded = if is_any_case { taken.to_vec() } else { Vec::new() };
    let mut moves = MAX_MOVES;
    for _ in 0..each {
        let texts = loop {
            let mut machine = Machine::of(patterns, &excluded, cases);
            if is_any_case {
                machine.write_letters(cases);
            }
            let texts = machine.search(&mut moves, if is_any_case { cases } else { &itself })?;
            let is_taken = |text: &&String| !is_any_case && taken.contains(*text);
            let in_the_way: Vec<String> = texts.iter().filter(is_taken).cloned().collect();
            if in_the_way.is_empty() {
                break texts;
            }
            excluded.extend(in_the_way);
        };
        excluded.extend(texts.iter().cloned());
        found.extend(texts);
    }
    Some(found)
}

fn itself(unit: u16) -> Vec<u16> {
    vec![unit]
}

/// `text` in other letter cases, up to `each` for each way in which `patterns` take them. `None` where they are too many.
pub(crate) fn variants(
    patterns: &[Pattern],
    text: &str,
    each: usize,
    cases: Cases<'_>,
) -> Option<Vec<String>> {
    Machine::of(patterns, &[], cases).variants(text, each, cases)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(unit: u16) -> Vec<u16> {
        let letter = char::from_u32(u32::from(unit)).unwrap();
        let both = [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()];
        both.map(|letter| u16::try_from(u32::from(letter)).unwrap()).into()
    }

    fn exact(text: &str) -> Pattern {
        Pattern::new(Glob::new(text), Reading::Exact)
    }

    fn of(patterns: &[Pattern], taken: &[&str], each: usize) -> Vec<String> {
        let taken: Vec<String> = taken.iter().map(|it| (*it).to_owned()).collect();
        witnesses(patterns, &taken, each, &cases, Sameness::Exact).unwrap()
    }

    #[test]
    fn there_is_a_text_for_each_way_of_matching() {
        let patterns = ["d*", "*1", "d?"];
        let matches = |text: &String| patterns.map(|it| u8::from(Glob::new(it).matches(text)));
        let ways: Vec<_> = of(&patterns.map(exact), &[], 1).iter().map(matches).collect();
        for way in [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]] {
            assert!(ways.contains(&way), "{way:?}");
        }
        // Two characters that begin with `d` match the first, too.
        assert_eq!(ways.len(), 6, "{ways:?}");
    }

    #[test]
    fn several_texts_of_one_way_differ() {
        let texts = of(&[exact("a*")], &[], 3);
        assert_eq!(texts.iter().filter(|text| text.starts_with('a')).count(), 3);
        assert_eq!(texts.len(), 6);
    }

    #[test]
    fn a_text_that_is_taken_makes_room_for_another() {
        // Both begin and end: `aba` alone would be read off at first.
        let texts = of(&["*ab*", "*ba"].map(exact), &["aba"], 1);
        let both = |text: &&String| text.contains("ab") && text.ends_with("ba");
        assert_eq!(texts.iter().filter(both).count(), 1, "{texts:?}");
        // Nothing else has one character and begins with `a`.
        assert!(!of(&["a*", "?"].map(exact), &["a"], 1).contains(&"a".to_owned()));
    }

    #[test]
    fn letter_cases_are_tried_where_they_do_not_count() {
        let patterns = [exact("aB*"), Pattern::new(Glob::literal("abc"), Reading::AnyCase)];
        let texts = of(&patterns, &["abc", "ABC"], 1);
        assert!(
            texts.iter().any(|text| text.starts_with("aB") && text.eq_ignore_ascii_case("abc"))
        );
        let variants = variants(&[exact("a*"), exact("*B")], "ab", 1, &cases).unwrap();
        assert_eq!(variants.len(), 4, "{variants:?}");
    }

    #[test]
    fn what_stands_around_a_text_is_read_with_it() {
        let after = After { letters: "/x".encode_utf16().collect(), is_open: false };
        let pattern = exact("home/b*/x").inside(&exact("home/"), &after, &cases).unwrap();
        let texts = of(&pattern, &[], 1);
        assert_eq!(texts.iter().filter(|text| text.starts_with('b')).count(), 1, "{texts:?}");
        assert_eq!(texts.len(), 2);
        assert!(exact("b*").inside(&exact("home/"), &after, &cases).unwrap().is_empty());
    }

    #[test]
    fn behind_anything_a_pattern_is_read_on_from_every_place() {
        let patterns = exact("ab*c").inside(&exact("*"), &After::default(), &cases).unwrap();
        // From its beginning, behind the first letter, from the star on, and at its end.
        assert_eq!(patterns.len(), 4);
        let texts = of(&patterns, &[], 1);
        for text in ["ab*c", "b*c", "*c"].map(Glob::new) {
            assert!(texts.iter().any(|it| text.matches(it)), "{texts:?}");
        }
    }

    #[test]
    fn letter_cases_are_told_apart_by_all_that_they_come_to() {
        let patterns = ["a*b", "A*c*"].map(exact);
        let texts = witnesses(&patterns, &[], 1, &cases, Sameness::AnyCase).unwrap();
        // In some letter case it matches one, in another the other.
        let both = |text: &&String| {
            let all = variants(&patterns, text, 1, &cases).unwrap();
            patterns.iter().all(|own| all.iter().any(|text| own.glob.matches(text)))
        };
        assert_eq!(texts.iter().filter(both).count(), 1, "{texts:?}");
    }

    #[test]
    fn where_anything_may_follow_every_place_in_a_pattern_counts() {
        let after = After { letters: Vec::new(), is_open: true };
        let pattern = Pattern { after, ..exact("ab/*") };
        let mut texts = of(&[pattern], &[], 1);
        texts.retain(|text| "ab/".starts_with(text.as_str()));
        assert_eq!(texts.len(), 4, "{texts:?}");
    }

    #[test]
    fn fifty_prefixes_are_few() {
        let patterns: Vec<_> = (0..50).map(|at| exact(&format!("home/user-{at}/*"))).collect();
        assert_eq!(of(&patterns, &[], 1).len(), 51);
    }

    #[test]
    fn of_patterns_any_of_which_may_match_there_are_two_ways() {
        let one_of =
            |at: usize| Pattern::one_of(1, Glob::new(&format!("*user-{at}*")), Reading::Exact);
        let patterns: Vec<_> = (0..20).map(one_of).collect();
        let texts = of(&patterns, &[], 1);
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("user-")));
        let apart = [one_of(0), exact("*x*")];
        assert_eq!(of(&apart, &[], 1).len(), 4);
    }

    #[test]
    fn patterns_beyond_all_measure_are_left_alone() {
        let hostile: Vec<_> = (0..12).map(|at| exact(&format!("*{at}?????a"))).collect();
        assert!(witnesses(&hostile, &[], 1, &cases, Sameness::Exact).is_none());
    }
}
