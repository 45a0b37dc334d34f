//! Values that stand for all that some condition keys may hold, as far as the conditions on them tell
//! values apart. Not: what the conditions make of them.
//!
//! Why they are enough, for `n` keys of which some stand in what is asked of others:
//!
//! - Of a key by itself only what it is equal to and which patterns it matches counts. Texts that are asked for by
//!   name are all there, and for each way of matching the patterns further ones, or all there are. Of keys that stand in
//!   values these are one more than there are such keys: they can be alike or differ, and one can change while the
//!   others stay. Of every other key one is enough, for what the values are made into is asked of it by name or as a
//!   pattern.
//! - Where a text has to be what a template makes of another key's, patterns on the text are patterns on that key,
//!   with the template's letters around it, and from each place to which what its wildcards stand for may lead; so on
//!   through templates of templates, `n - 1` times, for in a chain of texts of which each holds the one before every key
//!   stands once.
//! - Where letter case does not count between keys, a text is told apart by all ways of matching to which its letter cases
//!   come, and is there in each of them, as often as there are keys: values that are alike but for that then match each
//!   what it may.
//! - Two values meet only where one is made of the other or both are of a third. Filling in templates and reading
//!   texts off them, `n - 1` times, comes to all meetings of the texts that are there.
//! - Of two keys that both stand before wildcards in one text, one may begin the other. What patterns ask of either, also
//!   through texts of third keys, in any letter case or as an ARN, is asked of the other through the text, and so is which
//!   texts of the one it begins with: where `u` and `v` of keys with `u` at the beginning of `v` match some patterns, there
//!   is a text like `u` behind which the patterns on `v` stand as behind it, and one like `v` that begins with that. Of one
//!   key by itself it need not be varied: of two values that both stand in a text and make a difference, one also differs
//!   from a value that does not stand in it. What comes from a key is not asked of it again.
//! - Where patterns look into numbers, dates or addresses, or one key is compared as several of these, all ways of writing
//!   them are read beside the patterns (`measured`), where letter case does not count, in all letter cases at once. What is
//!   asked of keys in a template is asked of such a key, too, and what one of several is compared with by size is what all
//!   of them are.
//!
//! Values are not counted, and what compares keys counts as unrelated to the rest, where
//!
//! - patterns look into numbers, dates or addresses and the feature `forms` is left out;
//! - several keys that are numbers, dates or addresses hang together, of which one stands inside other text;
//! - patterns leave more exponents of several digits, or zones that there are not, than are gone through, or exponents
//!   of three digits (`measured`);
//! - there is more of something than one of the limits says.

mod asked_of;
mod measured;
mod template;

use super::{Asked, group::Domain};
use crate::{
    eval::{
        compare::{Scale, letter_cases, points},
        context::Context,
    },
    glob::{Glob, Pattern, Reading, Sameness, variants, witnesses},
};
use template::Template;

/// More of one key by itself than can be gone through in a moment.
const MAX_TEXTS: usize = 1024;

/// And of one among several that are compared with each other.
const MAX_COMPARED: usize = 512;

/// All that is asked of one key.
#[derive(Clone, Default)]
struct Key {
    /// What it is compared with letter by letter.
    literals: Vec<String>,
    patterns: Vec<Pattern>,
    /// Patterns that are filled-in templates, with the places of these.
    instances: Vec<(usize, Pattern)>,
    /// What is compared by its size or range.
    measured: Vec<(Scale, String)>,
    /// Whether patterns look into that.
    is_read: bool,
    /// What it may hold by name.
    texts: Vec<String>,
    /// One for each way of matching the patterns, for as many of them as `made_for`.
    made: Vec<String>,
    made_for: Option<usize>,
    /// So many for each way of matching.
    each: usize,
    /// More than so many are too much.
    most: usize,
    /// Whether it holds just its literals.
    is_known: bool,
}

/// The texts that each of the keys of `domains` may hold, all of which `asked` is about. `None` where they cannot be
/// counted.
pub(super) fn texts(
    asked: &[Asked<'_>],
    bundles: &[usize],
    domains: &[Domain<'_>],
    context: &Context,
) -> Option<Vec<Vec<String>>> {
    let (mut all, templates) = asked_of::keys(asked, bundles, domains, context)?;
    let is_read = !is_measurable(&all, &templates);
    if is_read && !(cfg!(feature = "forms") && is_readable(&all, &templates)) {
        return None;
    }
    share(&mut all);
    let named: Vec<usize> = templates.iter().flat_map(|template| template.glob.blanks()).collect();
    let is_named = |key: &usize| named.contains(key);
    let named_count = (0..all.len()).filter(is_named).count();
    let is_any_case = templates.iter().any(|template| template.reading == Reading::AnyCase);
    let sameness = if is_any_case { Sameness::AnyCase } else { Sameness::Exact };
    for (number, key) in all.iter_mut().enumerate() {
        key.each = if is_named(&number) { named_count + 1 } else { 1 };
        key.is_read = is_read && !key.measured.is_empty();
        key.most = if templates.is_empty() { MAX_TEXTS } else { MAX_COMPARED };
        key.add_named()?;
    }
    let rounds = if templates.is_empty() { 0 } else { (domains.len() - 1).max(1) };
    for _ in 0..rounds {
        template::look_through(&templates, &mut all, 0)?;
    }
    make(&mut all, sameness)?;
    for _ in 0..rounds {
        template::look_through(&templates, &mut all, 1)?;
        if is_read {
            template::look_up(&templates, &mut all)?;
        }
        make(&mut all, sameness)?;
        template::fill_in(&templates, &mut all)?;
        template::read_off(&templates, &mut all)?;
        make(&mut all, sameness)?;
    }
    Some(all.iter().map(Key::all).collect())
}

fn make(keys: &mut [Key], sameness: Sameness) -> Option<()> {
    let count = keys.len();
    keys.iter_mut().try_for_each(|key| key.make(count, sameness))
}

/// Whether what is compared by size or range is told apart by its letters only as a whole, and is of one kind.
fn is_measurable(keys: &[Key], templates: &[Template]) -> bool {
    let has = |keys: &[Key], scale: Scale| {
        keys.iter().any(|key| key.measured.iter().any(|(own, _)| *own == scale))
    };
    let is_pattern = |it: &Pattern| it.reading == Reading::Exact && !it.glob.is_literal();
    let is_read = keys.iter().any(|key| key.patterns.iter().any(is_pattern))
        || templates.iter().any(|it| !it.is_bare());
    let is_mixed = has(keys, Scale::Numbers) && has(keys, Scale::Moments);
    keys.iter().all(|key| key.measured.is_empty()) || !is_read && !is_mixed
}

/// Whether what is looked into by patterns beside what it is compared with by size meets no other such but as a whole.
fn is_readable(keys: &[Key], templates: &[Template]) -> bool {
    let count = keys.iter().filter(|key| !key.measured.is_empty()).count();
    count == 1 || templates.iter().all(Template::is_bare)
}

/// What one of several keys is compared with by size tells values of all of them apart: they may be the same.
fn share(keys: &mut [Key]) {
    let all: Vec<_> = keys.iter().flat_map(|key| key.measured.clone()).collect();
    for key in keys.iter_mut().filter(|key| !key.measured.is_empty()) {
        key.measured.clone_from(&all);
    }
}

impl Key {
    fn add(&mut self, text: &str) -> Option<()> {
        if !self.texts.iter().any(|known| known == text) {
            self.texts.push(text.to_owned());
        }
        (self.texts.len() <= self.most).then_some(())
    }

    fn add_pattern(&mut self, pattern: Pattern) -> Option<()> {
        if !self.patterns.iter().any(|known| known.is_like(&pattern)) {
            self.patterns.push(pattern);
        }
        (self.patterns.len() <= MAX_TEXTS).then_some(())
    }

    fn add_instance(&mut self, template: usize, pattern: Pattern) -> Option<()> {
        let instance = (template, pattern);
        if !self.instances.contains(&instance) {
            self.instances.push(instance);
        }
        (self.instances.len() <= MAX_TEXTS).then_some(())
    }

    fn all(&self) -> Vec<String> {
        let made = self.made.iter().filter(|text| !self.texts.contains(text));
        self.texts.iter().chain(made).cloned().collect()
    }

    /// What it is compared with, and what lies at, between and beside the constants, in spellings that are nothing
    /// it is compared with by letters.
    fn add_named(&mut self) -> Option<()> {
        for text in self.literals.clone() {
            self.add(&text)?;
        }
        let any_case = self.patterns.iter().filter_map(|it| it.glob.text());
        let taken: Vec<String> = self.literals.iter().cloned().chain(any_case).collect();
        let is_taken = |text: &str| taken.iter().any(|it| it.eq_ignore_ascii_case(text));
        for scale in [Scale::Addresses, Scale::Numbers, Scale::Moments] {
            let own = self.measured.iter().filter(|(own, _)| *own == scale);
            let constants: Vec<String> = own.map(|(_, text)| text.clone()).collect();
            if constants.is_empty() || self.is_read {
                continue;
            }
            for point in points(scale, &constants)? {
                for text in point.texts(self.each, &is_taken) {
                    self.add(&text)?;
                }
            }
        }
        Some(())
    }

    /// Texts for each way of matching all patterns that are known by now; `cases` of each in other letter cases.
    fn make(&mut self, cases: usize, sameness: Sameness) -> Option<()> {
        if self.is_known {
            return Some(());
        }
        self.make_new(sameness)?;
        if sameness == Sameness::AnyCase { self.add_cases(cases) } else { Some(()) }
    }

    fn make_new(&mut self, sameness: Sameness) -> Option<()> {
        let count = self.patterns.len() + self.instances.len();
        if self.made_for == Some(count) {
            return Some(());
        }
        let instances = self.instances.iter().map(|(_, pattern)| pattern);
        let patterns: Vec<Pattern> = self.patterns.iter().chain(instances).cloned().collect();
        self.made = if cfg!(feature = "forms") && self.is_read {
            measured::texts(self, &patterns, sameness)?
        } else {
            witnesses(&patterns, &self.literals, self.each, &letter_cases, sameness)?
        };
        self.made_for = Some(count);
        (self.made.len() <= self.most).then_some(())
    }

    /// Its texts in other letter cases, up to `each` wherever that makes a difference.
    fn add_cases(&mut self, each: usize) -> Option<()> {
        let literals = self.literals.iter();
        let literals = literals.map(|text| Pattern::new(Glob::literal(text), Reading::Exact));
        let instances = self.instances.iter().map(|(_, pattern)| pattern);
        let patterns = self.patterns.iter().chain(instances).cloned().chain(literals);
        let patterns: Vec<Pattern> = patterns.collect();
        for text in self.all() {
            for variant in variants(&patterns, &text, each, &letter_cases)? {
                self.add(&variant)?;
            }
        }
        Some(())
    }
}
