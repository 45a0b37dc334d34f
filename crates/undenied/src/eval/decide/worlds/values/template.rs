//! Values of conditions in which unknown keys stand: what follows for one key from what is asked of another.
//! Not: constants.

use super::{Key, MAX_COMPARED};
use crate::{
    eval::{compare::letter_cases, condition::Wanted},
    glob::{After, Glob, Pattern, Reading},
    policy::Comparison,
};

/// More ways to fill in a template than can be gone through in a moment.
const MAX_FILLED: usize = 1024;

/// What one key is compared with: other keys, and text around them.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Template {
    /// The key that is compared.
    pub(super) key: usize,
    /// Its blanks are the keys that stand in it.
    pub(super) glob: Glob,
    pub(super) reading: Reading,
    /// Whether both are compared as true or false.
    pub(super) is_truth: bool,
}

impl Template {
    /// `None` where no key stands in it.
    pub(super) fn of(key: usize, comparison: Comparison, wanted: &Wanted) -> Option<Self> {
        let (glob, reading) = match comparison {
            Comparison::StringLike => (wanted.pattern.clone(), Reading::Exact),
            Comparison::Arn => (wanted.pattern.clone(), Reading::Arn),
            Comparison::StringEqualsIgnoreCase | Comparison::Bool => {
                (Glob::literal(&wanted.text), Reading::AnyCase)
            }
            _ => (Glob::literal(&wanted.text), Reading::Exact),
        };
        let is_truth = comparison == Comparison::Bool;
        (!glob.blanks().is_empty()).then_some(Self { key, glob, reading, is_truth })
    }

    /// Whether it is a key without any text around it.
    pub(super) fn is_bare(&self) -> bool {
        self.glob.is_bare()
    }

    /// What patterns ask of its keys, asked of the text: of the first with anything behind it, of all further ones
    /// behind the texts that those before them may hold.
    fn asked(&self, keys: &[Key]) -> Option<Vec<Pattern>> {
        let mut asked: Vec<Pattern> = Vec::new();
        for (count, blank) in self.glob.blanks().into_iter().enumerate() {
            // What was asked of it through this text, or of the text at first, is known here.
            let is_new =
                |pattern: &&Pattern| ![pattern.of, pattern.through].contains(&Some(self.key));
            for glob in self.filled(keys, count)? {
                for pattern in keys.get(blank)?.patterns.iter().filter(is_new) {
                    let of = pattern.of.or(Some(blank));
                    for pattern in pattern.inside_of(&glob, blank, self.reading) {
                        let pattern = pattern.asked_by(of, None);
                        if !asked.contains(&pattern) {
                            asked.push(pattern);
                        }
                    }
                    if asked.len() > MAX_COMPARED {
                        return None;
                    }
                }
            }
        }
        Some(asked)
    }

    /// With anything for its keys.
    pub(super) fn opened(&self) -> Vec<Pattern> {
        let anything = Pattern::new(Glob::new("*"), Reading::Exact);
        let first = self.glob.blanks().first().copied().unwrap_or_default();
        anything.inside_of(&self.glob, first, self.reading)
    }

    /// With all texts of their keys in its first blanks, `count` of them.
    fn filled(&self, keys: &[Key], count: usize) -> Option<Vec<Glob>> {
        let mut all = vec![self.glob.clone()];
        for blank in self.glob.blanks().into_iter().take(count) {
            let texts = keys.get(blank)?.all();
            if all.len() * texts.len() > MAX_FILLED {
                return None;
            }
            let with = |glob: &Glob| -> Vec<Glob> {
                texts.iter().map(|text| glob.filled(blank, text)).collect()
            };
            all = all.iter().flat_map(with).collect();
        }
        Some(all)
    }
}

/// What is asked of a key is asked of those in its templates, with what stands around them: of the first in each,
/// or where `from` is 1 of all further ones, behind the texts that those before them may hold. Then what stands in other
/// templates is asked of it, too: the text of one may begin with that of another.
pub(super) fn look_through(templates: &[Template], keys: &mut [Key], from: usize) -> Option<()> {
    for (number, template) in templates.iter().enumerate() {
        let own = template.opened();
        let asked = keys.get(template.key)?;
        if asked.is_known {
            continue;
        }
        let is_other = |other: &Template| other.glob.blanks() != template.glob.blanks();
        let others = asked.instances.iter().filter(|(other, _)| {
            from == 1 && *other != number && templates.get(*other).is_some_and(is_other)
        });
        let others = others.map(|(other, pattern)| {
            let blanks = templates.get(*other).map_or(Vec::new(), |other| other.glob.blanks());
            let of = if let [blank] = blanks.as_slice() { Some(*blank) } else { None };
            pattern.clone().asked_by(of, None)
        });
        let mut patterns: Vec<Pattern> = asked.patterns.iter().cloned().chain(others).collect();
        if from == 1 {
            for other in templates.iter().filter(|it| it.key == template.key && is_other(it)) {
                patterns.extend(other.asked(keys)?);
            }
        }
        patterns.retain(|pattern| !own.contains(pattern));
        let last = if from == 0 { 1 } else { template.glob.blanks().len() };
        for count in 0..if patterns.is_empty() { 0 } else { last } {
            for glob in template.filled(keys, count)? {
                let blank = glob.first_blank()?;
                let before = Pattern::new(blank.before, template.reading);
                let mut after = blank.after;
                // Letters behind it may be in any case.
                if template.reading == Reading::AnyCase && after != After::default() {
                    after = After { letters: Vec::new(), is_open: true };
                }
                // What is asked of it is not asked of it again because of others that it is compared with.
                for pattern in patterns.iter().filter(|it| it.of != Some(blank.number)) {
                    let of = pattern.of;
                    for pattern in pattern.inside(&before, &after, &letter_cases)? {
                        let own = Some(template.key);
                        let pattern = pattern.asked_by(of.or(own), own);
                        keys.get_mut(blank.number)?.add_pattern(pattern)?;
                    }
                }
            }
        }
    }
    Some(())
}

/// What is asked of the keys in templates is asked of those that are compared with them.
pub(super) fn look_up(templates: &[Template], keys: &mut [Key]) -> Option<()> {
    for template in templates {
        for pattern in template.asked(keys)? {
            keys.get_mut(template.key)?.add_pattern(pattern)?;
        }
    }
    Some(())
}

/// What the templates make of the texts that their keys may hold.
pub(super) fn fill_in(templates: &[Template], keys: &mut [Key]) -> Option<()> {
    for (number, template) in templates.iter().enumerate() {
        if keys.get(template.key)?.is_known {
            continue;
        }
        for glob in template.filled(keys, usize::MAX)? {
            let key = keys.get_mut(template.key)?;
            match glob.text() {
                Some(text) => key.add(&text)?,
                None => key.add_instance(number, Pattern::new(glob, template.reading))?,
            }
        }
    }
    Some(())
}

/// What the keys in the templates would have to hold for the texts that are there.
pub(super) fn read_off(templates: &[Template], keys: &mut [Key]) -> Option<()> {
    for template in templates {
        let is_any_case = template.reading == Reading::AnyCase;
        let alike = |one: u16, two: u16| is_any_case && letter_cases(one).contains(&two);
        for text in keys.get(template.key)?.all() {
            for reading in template.glob.read_off(&text, &alike)? {
                for (blank, text) in reading {
                    keys.get_mut(blank)?.add(&text)?;
                }
            }
        }
    }
    Some(())
}
