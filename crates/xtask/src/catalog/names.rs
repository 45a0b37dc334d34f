//! Names of actions as a verb and the rest: what is done to one thing stands in one line, which compresses by a third better.

use std::collections::BTreeMap;

use super::by_name;

/// Frequent verbs in order; the first is empty, for names whose first word is not among them.
#[derive(Debug)]
pub(super) struct Verbs(pub(super) Vec<String>);

const FREQUENT: usize = 10;

impl Verbs {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in names {
            *counts.entry(split(name).0).or_default() += 1;
        }
        let frequent = counts.into_iter().filter(|(_, count)| *count >= FREQUENT);
        let mut verbs: Vec<String> = frequent.map(|(verb, _)| verb.to_owned()).collect();
        verbs.push(String::new());
        verbs.sort_by(|one, other| by_name(one, other));
        // One for each in any letter case, so that a search cannot miss.
        verbs.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
        Self(verbs)
    }

    /// The number of the verb, and the rest of the name.
    pub(super) fn split<'a>(&self, name: &'a str) -> (usize, &'a str) {
        let (verb, rest) = split(name);
        let known = self.0.iter().position(|known| known == verb);
        known.map_or((0, name), |number| (number, rest))
    }
}

/// The first word of a name in camel case, and what follows.
fn split(name: &str) -> (&str, &str) {
    let bytes = name.as_bytes();
    let is = |at: usize, test: fn(&u8) -> bool| bytes.get(at).is_some_and(test);
    let start = usize::from(is(0, u8::is_ascii_uppercase));
    let lower = (start..).take_while(|at| is(*at, u8::is_ascii_lowercase)).count();
    let end = if lower > 0 { start + lower } else { 0 };
    name.split_at_checked(end).unwrap_or(("", name))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_first_word_is_the_verb() {
        assert_eq!(split("GetObject"), ("Get", "Object"));
        assert_eq!(split("invokeModel"), ("invoke", "Model"));
        assert_eq!(split("APIRead"), ("", "APIRead"));
        assert_eq!(split("Search"), ("Search", ""));
    }
}
