//! Values that stand for all that some condition keys may hold, as far as the conditions on them tell
//! values apart. Not: what the conditions make of them.

use super::Asked;
use crate::{
    ContextValue,
    eval::{
        compare::{Scale, points, scale},
        condition::{Wanted, wanted},
        context::Context,
    },
    glob::{Glob, witnesses},
    policy::Comparison,
};

/// More than any call is worth; beyond it, what is asked of the keys counts as unrelated.
const MAX_TEXTS: usize = 64;

/// Of these many texts at most, every selection stands for a key with several values.
const MAX_SEVERAL: usize = 5;

/// Stands in for a key where its place in a value is looked for; no policy writes it.
const MARK: &str = "\u{e002}";

/// The texts that one of `keys` may hold, which the conditions compare with them or with each other.
/// `None` where they cannot be counted.
pub(super) fn texts(asked: &[Asked<'_>], keys: &[&str], context: &Context) -> Option<Vec<String>> {
    let mut texts = Texts::default();
    let mut referring: Vec<(&Asked<'_>, Wanted)> = Vec::new();
    for asked in asked {
        for wanted in wanted(asked.condition, asked.operator, asked.version, context) {
            if wanted.references.is_empty() {
                texts.add_compared(asked.operator.comparison, &wanted)?;
            } else {
                referring.push((asked, wanted));
            }
        }
    }
    texts.add_points(keys.len())?;
    // As many of each sort as there are keys to differ in.
    for text in witnesses(&texts.patterns, keys.len() + 1)? {
        texts.add(&text);
    }
    texts.add_references(&referring, keys, context)?;
    (texts.texts.len() <= MAX_TEXTS).then_some(texts.texts)
}

#[derive(Default)]
struct Texts {
    texts: Vec<String>,
    /// With whether each is an ARN's.
    patterns: Vec<(Glob, bool)>,
    /// What is compared by its size or range.
    measured: Vec<(Scale, String)>,
}

impl Texts {
    fn add(&mut self, text: &str) {
        if !self.texts.iter().any(|known| known == text) {
            self.texts.push(text.to_owned());
        }
    }

    /// What one value of a condition is equal to, and what is next to it.
    fn add_compared(&mut self, comparison: Comparison, wanted: &Wanted) -> Option<()> {
        let text = wanted.text.as_str();
        match comparison {
            Comparison::StringEquals | Comparison::BinaryEquals => self.add(text),
            Comparison::StringEqualsIgnoreCase => self.add_cases(text),
            Comparison::StringLike if wanted.pattern.is_literal() => self.add(text),
            Comparison::StringLike => self.patterns.push((wanted.pattern.clone(), false)),
            Comparison::Arn => {
                self.add("arn:aws:::\u{e000}");
                self.patterns.push((wanted.pattern.clone(), true));
            }
            Comparison::Bool => ["true", "TRUE", "false"].iter().for_each(|it| self.add(it)),
            Comparison::Null => {}
            _ => {
                let scale = scale(comparison)?;
                self.measured.push((scale, text.to_owned()));
            }
        }
        Some(())
    }

    /// Each in the letter cases in which it may come.
    fn add_cases(&mut self, text: &str) {
        for case in [text, &text.to_ascii_uppercase(), &text.to_ascii_lowercase()] {
            self.add(case);
        }
    }

    /// What lies at, between and beside the constants, each in as many spellings as it takes to differ
    /// from other keys and from what is compared letter by letter.
    fn add_points(&mut self, keys: usize) -> Option<()> {
        for scale in [Scale::Addresses, Scale::Numbers, Scale::Moments] {
            let own = self.measured.iter().filter(|(own, _)| *own == scale);
            let constants: Vec<String> = own.map(|(_, text)| text.clone()).collect();
            if constants.is_empty() {
                continue;
            }
            let count = if keys == 1 { 1 } else { keys + 1 };
            let known = self.texts.clone();
            let is_taken = |text: &str| known.iter().any(|it| it.eq_ignore_ascii_case(text));
            for point in points(scale, &constants)? {
                point.texts(count, &is_taken).iter().for_each(|text| self.add(text));
            }
        }
        Some(())
    }

    /// What other values make of one that a key stands in, and what the key is where they meet.
    fn add_references(
        &mut self,
        referring: &[(&Asked<'_>, Wanted)],
        keys: &[&str],
        context: &Context,
    ) -> Option<()> {
        for (asked, _) in referring {
            if asked.operator.comparison == Comparison::StringEqualsIgnoreCase {
                let known: Vec<String> = self.texts.clone();
                known.iter().for_each(|text| self.add_cases(text));
            }
        }
        let is_bare = |wanted: &Wanted| wanted.references.contains(&wanted.text);
        let mut nested = referring.iter().filter(|(_, wanted)| !is_bare(wanted));
        let Some((asked, nested_in)) = nested.next() else { return Some(()) };
        // With more of them, values would be nested in each other.
        if nested.next().is_some() || nested_in.references.len() > 1 {
            return None;
        }
        let filled_in = |text: &str| {
            let mut context = context.clone();
            let value = ContextValue::Single(text.to_owned());
            keys.iter().for_each(|key| context.assign(key, Some(&value)));
            wanted(asked.condition, asked.operator, asked.version, &context)
        };
        for wanted in filled_in(MARK) {
            let Some((before, after)) = wanted.text.split_once(MARK) else { continue };
            if asked.operator.has_wildcards()
                && [before, after].iter().any(|it| it.contains(['*', '?']))
            {
                return None;
            }
            for text in self.texts.clone() {
                if let Some(inside) =
                    text.strip_prefix(before).and_then(|it| it.strip_suffix(after))
                {
                    self.add(inside);
                }
            }
        }
        for text in self.texts.clone() {
            filled_in(&text).iter().for_each(|wanted| self.add(&wanted.text));
        }
        Some(())
    }
}

/// All that one key may hold of `texts`, first of all nothing. `None` where that is too much.
pub(super) fn held(texts: &[String], is_several: bool) -> Option<Vec<Option<ContextValue>>> {
    let one = texts.iter().map(|text| Some(ContextValue::Single(text.clone())));
    let mut held: Vec<Option<ContextValue>> = core::iter::once(None).chain(one).collect();
    if !is_several {
        return Some(held);
    }
    if texts.len() > MAX_SEVERAL {
        return None;
    }
    for selection in 1..1_usize << texts.len() {
        let chosen = texts.iter().enumerate().filter(|(bit, _)| selection >> bit & 1 == 1);
        let chosen = chosen.map(|(_, text)| text.clone()).collect();
        held.push(Some(ContextValue::List(chosen)));
    }
    Some(held)
}
