//! Texts that stand for all texts, as far as some patterns tell them apart: what can be read off a
//! pattern, read off several at once. Not: what the texts are for.

use super::{Glob, Token};

/// More ways of being half-way through the patterns than any real ones have.
const MAX_STATES: usize = 256;

/// Characters that no policy writes.
const FRESH: [u16; 2] = [0xe000, 0xe001];

/// Up to `each` texts for every way of matching some of `patterns` and not the others; those of an ARN
/// (`true`) keep their wildcards between the colons. `None` where the patterns are too many.
pub(crate) fn witnesses(patterns: &[(Glob, bool)], each: usize) -> Option<Vec<String>> {
    let machine = Machine::of(patterns);
    let mut found = Found { each, ..Found::default() };
    let mut states = vec![(machine.start(), Vec::new())];
    found.add(machine.matches(&machine.start()), &[]);
    let mut at = 0;
    while let Some((state, text)) = states.get(at).cloned() {
        at += 1;
        for unit in machine.units(&state) {
            let next = machine.step(&state, unit);
            let longer: Vec<u16> = text.iter().copied().chain([unit]).collect();
            found.add(machine.matches(&next), &longer);
            if states.iter().all(|(known, _)| *known != next) {
                if states.len() == MAX_STATES {
                    return None;
                }
                states.push((next, longer));
            }
        }
    }
    Some(found.texts)
}

/// The texts so far, and how often each way of matching was met.
#[derive(Default)]
struct Found {
    each: usize,
    ways: Vec<(Vec<bool>, usize)>,
    texts: Vec<String>,
}

impl Found {
    fn add(&mut self, way: Vec<bool>, text: &[u16]) {
        let text = String::from_utf16_lossy(text);
        if self.texts.contains(&text) {
            return;
        }
        match self.ways.iter_mut().find(|(known, _)| *known == way) {
            Some((_, count)) if *count >= self.each => return,
            Some((_, count)) => *count += 1,
            None => self.ways.push((way, 1)),
        }
        self.texts.push(text);
    }
}

/// All patterns side by side, read character by character. A state says for every place in every
/// pattern whether the text so far may have come to it.
struct Machine {
    places: Vec<Place>,
}

#[derive(Clone, Copy)]
enum Place {
    /// A wildcard stops at a colon where the flag is set.
    Before(Token, bool),
    End,
}

type State = Vec<bool>;

impl Machine {
    fn of(patterns: &[(Glob, bool)]) -> Self {
        let mut places = Vec::new();
        for (glob, is_arn) in patterns {
            let mut colons = 0;
            for token in &glob.tokens {
                places.push(Place::Before(*token, *is_arn && colons < 5));
                colons += usize::from(*token == Token::Unit(u16::from(b':')));
            }
            places.push(Place::End);
        }
        Self { places }
    }

    fn start(&self) -> State {
        let mut is_first = true;
        let mut state = Vec::with_capacity(self.places.len());
        for place in &self.places {
            state.push(is_first);
            is_first = matches!(place, Place::End);
        }
        self.past_stars(state)
    }

    /// A star may stand for nothing.
    fn past_stars(&self, mut state: State) -> State {
        let mut is_past = false;
        for (is_here, place) in state.iter_mut().zip(&self.places) {
            *is_here |= is_past;
            is_past = *is_here && matches!(place, Place::Before(Token::Any, _));
        }
        state
    }

    fn step(&self, state: &State, unit: u16) -> State {
        let mut next = vec![false; state.len()];
        let here = state.iter().zip(&self.places).enumerate().filter(|(_, (is_on, _))| **is_on);
        for (at, (_, place)) in here {
            let Place::Before(token, keeps_colon) = *place else { continue };
            let is_open = !keeps_colon || unit != u16::from(b':');
            let to = match token {
                Token::Any if is_open => at,
                Token::One if is_open => at + 1,
                Token::Unit(own) if own == unit => at + 1,
                _ => continue,
            };
            if let Some(is_on) = next.get_mut(to) {
                *is_on = true;
            }
        }
        self.past_stars(next)
    }

    /// Which patterns the text matches if it ends here.
    fn matches(&self, state: &State) -> Vec<bool> {
        let ends = state.iter().zip(&self.places).filter(|(_, place)| matches!(place, Place::End));
        ends.map(|(is_on, _)| *is_on).collect()
    }

    /// The characters that some pattern waits for, and some for which none does.
    fn units(&self, state: &State) -> Vec<u16> {
        let mut units = Vec::from(FRESH);
        for (is_on, place) in state.iter().zip(&self.places) {
            if let (true, Place::Before(Token::Unit(unit), _)) = (*is_on, place)
                && !units.contains(unit)
            {
                units.push(*unit);
            }
        }
        units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(patterns: &[&str], is_arn: bool) -> Vec<String> {
        let patterns: Vec<_> = patterns.iter().map(|it| (Glob::new(it), is_arn)).collect();
        witnesses(&patterns, 1).unwrap()
    }

    /// Which of `patterns` each witness matches.
    fn ways(patterns: &[&str]) -> Vec<Vec<bool>> {
        let matches =
            |text: &String| patterns.iter().map(|it| Glob::new(it).matches(text)).collect();
        of(patterns, false).iter().map(matches).collect()
    }

    #[test]
    fn there_is_a_text_for_each_way_of_matching() {
        let ways = ways(&["d*", "*1", "d?"]);
        for way in [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]] {
            assert!(ways.contains(&way.map(|it| it == 1).to_vec()), "{way:?}");
        }
        // Two characters that begin with `d` match the first, too.
        assert_eq!(ways.len(), 6, "{ways:?}");
    }

    #[test]
    fn a_wildcard_of_an_arn_stops_at_a_colon() {
        let matches = |is_arn: bool| {
            let machine = Machine::of(&[(Glob::new("a*b"), is_arn)]);
            let units = "a:b".encode_utf16();
            let end = units.fold(machine.start(), |state, unit| machine.step(&state, unit));
            machine.matches(&end)
        };
        assert_eq!((matches(false), matches(true)), (vec![true], vec![false]));
    }

    #[test]
    fn several_texts_of_one_way_differ() {
        let texts = witnesses(&[(Glob::new("a*"), false)], 3).unwrap();
        assert_eq!(texts.iter().filter(|text| text.starts_with('a')).count(), 3);
        assert_eq!(texts.len(), 6);
    }

    #[test]
    fn patterns_beyond_all_measure_are_left_alone() {
        let hostile: Vec<_> =
            (0..12).map(|at| (Glob::new(&format!("*{at}?????a")), false)).collect();
        assert!(witnesses(&hostile, 1).is_none());
    }
}
