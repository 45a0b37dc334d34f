//! Patterns side by side, read character by character.

use super::{After, Cases, Pattern, Reading};
use crate::{
    glob::{Glob, Token},
    known::{Known, number},
};

/// The first of the characters that no policy writes.
const FRESH: u16 = 0xe000;

/// More ways to write a text than any that is asked for.
const MAX_VARIANTS: usize = 64;

/// More states of two patterns than any that are looked for.
const MAX_BEHIND: usize = 1024;

pub(super) struct Machine {
    places: Vec<Place>,
    blocks: Vec<Block>,
    /// Where everything matches from now on, for each union.
    sinks: Vec<(usize, u32)>,
    /// The characters that some pattern tells from others, in order.
    own: Vec<u16>,
    /// Some character that no pattern has.
    pub(super) fresh: u16,
}

struct Place {
    step: Step,
    /// Where its pattern begins.
    first: u32,
    /// Of the patterns any of which may match, the one it is in.
    union: Option<usize>,
}

enum Step {
    Letters(Vec<u16>),
    /// A wildcard stops at a colon where the flag is set.
    One(bool),
    Any(bool),
    End,
}

/// Where one pattern stands among the places.
struct Block {
    first: u32,
    end: u32,
    start: Option<State>,
    after: After,
    is_excluded: bool,
    union: Option<usize>,
}

/// The places to which the text so far may have come, in order. Before the last star of a pattern that it has
/// passed it need not look back: whatever leads on from there leads on from the star, too.
pub(super) type State = Vec<u32>;

impl Machine {
    /// Texts that are `excluded` are not found.
    pub(super) fn of(patterns: &[Pattern], excluded: &[String], cases: Cases<'_>) -> Self {
        let (places, blocks, sinks) = (Vec::new(), Vec::new(), Vec::new());
        let mut machine = Self { places, blocks, sinks, own: Vec::new(), fresh: FRESH };
        for union in patterns.iter().filter_map(|pattern| pattern.union) {
            if machine.sinks.iter().all(|(known, _)| *known != union) {
                machine.sinks.push((union, machine.next_place()));
                let sink = Pattern::one_of(union, Glob::new("*"), Reading::Exact);
                machine.add(&Pattern { start: Some(Vec::new()), ..sink }, cases);
            }
        }
        for pattern in patterns {
            machine.add(pattern, cases);
        }
        for text in excluded {
            machine.add(&Pattern::new(Glob::literal(text), Reading::Exact), cases);
            if let Some(block) = machine.blocks.last_mut() {
                block.is_excluded = true;
            }
        }
        machine.fresh = (FRESH..u16::MAX).find(|unit| !machine.has(*unit)).unwrap_or(FRESH);
        machine
    }

    /// Whether some pattern tells this character from others.
    pub(super) fn has(&self, unit: u16) -> bool {
        self.own.binary_search(&unit).is_ok()
    }

    fn next_place(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    fn add(&mut self, pattern: &Pattern, cases: Cases<'_>) {
        let first = self.next_place();
        for (token, is_loose) in pattern.glob.tokens.iter().zip(&pattern.marks) {
            let step = match token {
                Token::Unit(unit) if *is_loose => Step::Letters(cases(*unit)),
                Token::Unit(unit) => Step::Letters(vec![*unit]),
                Token::One => Step::One(*is_loose),
                Token::Any => Step::Any(*is_loose),
            };
            for unit in step.waits_for() {
                if let Err(at) = self.own.binary_search(unit) {
                    self.own.insert(at, *unit);
                }
            }
            self.places.push(Place { step, first, union: pattern.union });
        }
        let end = self.next_place();
        self.places.push(Place { step: Step::End, first, union: pattern.union });
        let (start, after) = (pattern.start.clone(), pattern.after.clone());
        let union = pattern.union;
        self.blocks.push(Block { first, end, start, after, is_excluded: false, union });
    }

    fn step_at(&self, place: u32) -> Option<&Place> {
        self.places.get(usize::try_from(place).ok()?)
    }

    /// One text for each way of matching; where `alike` says that characters stand for others, one for each set of ways
    /// to which these come. `None` where that takes more than `moves`.
    pub(super) fn search(&self, moves: &mut usize, alike: Cases<'_>) -> Option<Vec<String>> {
        let of = |states: &[State]| number(states.iter().flatten().map(|place| u64::from(*place)));
        let mut members: Known<Vec<State>> = Known::new();
        // From which member each was come to, and by which character.
        let mut origins: Vec<(usize, Option<u16>)> = vec![(0, None)];
        let mut ways: Known<Vec<State>> = Known::new();
        let mut texts = Vec::new();
        let start = vec![self.start()];
        let start_number = of(&start);
        members.place(start, start_number);
        let mut at = 0;
        while let Some(states) = members.items().get(at).cloned() {
            let way: Option<Vec<State>> = states.iter().map(|state| self.way(state)).collect();
            if let Some((way, text)) = way.zip(text(&origins, at)) {
                let way = in_order(way);
                let way_number = of(&way);
                if ways.place(way, way_number).1 {
                    texts.push(text);
                }
            }
            for unit in self.units(&states) {
                let mut next = Vec::with_capacity(states.len());
                for unit in alike(unit) {
                    for state in &states {
                        *moves = moves.checked_sub(1 + state.len())?;
                        next.push(self.step(state, unit));
                    }
                }
                let next = in_order(next);
                let next_number = of(&next);
                if members.place(next, next_number).1 {
                    origins.push((at, Some(unit)));
                }
            }
            at += 1;
        }
        Some(texts)
    }

    /// Where the first of two patterns may stand behind what the second matches. `None` where the ways are too many.
    pub(super) fn behind(&self) -> Option<Vec<State>> {
        let of = |state: &State| number(state.iter().map(|place| u64::from(*place)));
        let (own, before) = (self.blocks.first()?, self.blocks.last()?);
        let mut states = Known::new();
        let start = self.start();
        let start_number = of(&start);
        states.place(start, start_number);
        let mut found: Vec<State> = Vec::new();
        for at in 0..MAX_BEHIND {
            let Some(state) = states.items().get(at).cloned() else { return Some(found) };
            let (left, places) = (before.places(&state), own.places(&state));
            if left.is_empty() || places.is_empty() {
                continue;
            }
            if left.contains(&before.end) && found.iter().all(|known: &State| known != places) {
                found.push(places.to_vec());
            }
            for unit in self.units(core::slice::from_ref(&state)) {
                let next = self.step(&state, unit);
                let next_number = of(&next);
                states.place(next, next_number);
            }
        }
        None
    }

    /// Lets a letter be the character that no pattern has, so that there are others like it but for the case.
    pub(super) fn write_letters(&mut self, cases: Cases<'_>) {
        let is_free = |unit: &u16| cases(*unit).iter().all(|unit| !self.has(*unit));
        // From а to я: hardly any policy writes them.
        self.fresh = (0x430..0x450).find(is_free).unwrap_or(self.fresh);
    }

    /// `text` in other letter cases, up to `each` for each state to which they lead.
    pub(super) fn variants(
        &self,
        text: &str,
        each: usize,
        cases: Cases<'_>,
    ) -> Option<Vec<String>> {
        let mut members: Vec<(State, Vec<u16>)> = vec![(self.start(), Vec::new())];
        for unit in text.encode_utf16() {
            let mut next: Vec<(State, Vec<u16>)> = Vec::new();
            for (state, before) in &members {
                for unit in cases(unit) {
                    let state = self.step(state, unit);
                    if next.iter().filter(|(known, _)| *known == state).count() < each {
                        next.push((state, before.iter().copied().chain([unit]).collect()));
                    }
                }
            }
            members = next;
            if members.len() > MAX_VARIANTS * each {
                return None;
            }
        }
        Some(members.iter().filter_map(|(_, units)| String::from_utf16(units).ok()).collect())
    }

    pub(super) fn start(&self) -> State {
        let mut start = Vec::new();
        for block in &self.blocks {
            match &block.start {
                Some(places) => start.extend(places.iter().map(|place| block.first + place)),
                None => {
                    let mut state = Vec::new();
                    self.enter(&mut state, block.first);
                    start.extend(state);
                }
            }
        }
        self.sunk(start)
    }

    fn run(&self, state: State, units: &[u16]) -> State {
        units.iter().fold(state, |state, unit| self.step(&state, *unit))
    }

    /// Adds a place behind all that are there, and what follows where a star stands for nothing.
    fn enter(&self, state: &mut State, mut to: u32) {
        while state.last().is_none_or(|last| *last < to) {
            let Some(place) = self.step_at(to) else { return };
            let is_star = matches!(place.step, Step::Any(_));
            while is_star && state.last().is_some_and(|last| *last >= place.first) {
                state.pop();
            }
            state.push(to);
            if !is_star {
                return;
            }
            to += 1;
        }
    }

    pub(super) fn step(&self, state: &State, unit: u16) -> State {
        let is_colon = unit == u16::from(b':');
        let mut next = Vec::with_capacity(state.len());
        for at in state {
            let Some(place) = self.step_at(*at) else { continue };
            match &place.step {
                Step::Any(keeps_colon) if !(*keeps_colon && is_colon) => self.enter(&mut next, *at),
                Step::One(keeps_colon) if !(*keeps_colon && is_colon) => {
                    self.enter(&mut next, at + 1);
                }
                Step::Letters(own) if own.contains(&unit) => self.enter(&mut next, at + 1),
                _ => {}
            }
        }
        self.sunk(next)
    }

    /// Where one of a union has come to its last star, nothing else of the union counts any more.
    fn sunk(&self, state: State) -> State {
        let mut sinks: Vec<(usize, u32)> = Vec::new();
        for place in state.iter().filter_map(|at| self.ending(*at)) {
            let sink = self
                .sinks
                .iter()
                .find(|(union, sink)| place.union == Some(*union) && place.first != *sink);
            sinks.extend(sink.filter(|sink| !sinks.contains(sink)));
        }
        if sinks.is_empty() {
            return state;
        }
        let is_left = |at: &u32| {
            let union = self.step_at(*at).and_then(|place| place.union);
            sinks.iter().all(|(sunk, _)| union != Some(*sunk))
        };
        let mut left: State = state.into_iter().filter(is_left).collect();
        for at in sinks.iter().flat_map(|(_, sink)| [*sink, sink + 1]) {
            if let Err(index) = left.binary_search(&at) {
                left.insert(index, at);
            }
        }
        left
    }

    /// The end at this place behind a star.
    fn ending(&self, at: u32) -> Option<&Place> {
        let place = self.step_at(at).filter(|place| matches!(place.step, Step::End))?;
        let before =
            self.step_at(at.checked_sub(1)?).filter(|before| before.first == place.first)?;
        matches!(before.step, Step::Any(false)).then_some(place)
    }

    /// What the text comes to if it ends here; `None` where it is excluded.
    pub(super) fn way(&self, state: &State) -> Option<State> {
        let mut way = Vec::new();
        let mut unions: Vec<usize> = Vec::new();
        for block in &self.blocks {
            let own = block.places(state);
            if own.is_empty() {
                continue;
            }
            if block.is_excluded && own.contains(&block.end) {
                return None;
            }
            if block.is_excluded {
                continue;
            }
            let own = self.run(own.to_vec(), &block.after.letters);
            if block.after.is_open {
                way.extend(own);
            } else if own.contains(&block.end) {
                match block.union.map(|union| (union, unions.binary_search(&union))) {
                    None => way.push(block.end),
                    Some((union, Err(at))) => unions.insert(at, union),
                    Some(_) => {}
                }
            }
        }
        // Behind a place that there is not.
        way.push(u32::MAX);
        way.extend(unions.iter().filter_map(|union| u32::try_from(*union).ok()));
        Some(way)
    }

    /// The characters that some pattern waits for, and one for which none does.
    pub(super) fn units(&self, states: &[State]) -> Vec<u16> {
        let mut units = vec![self.fresh];
        let places = states.iter().flatten().filter_map(|at| self.step_at(*at));
        for unit in places.flat_map(|place| place.step.waits_for()) {
            if !units.contains(unit) {
                units.push(*unit);
            }
        }
        units
    }
}

impl Step {
    /// The characters that it tells from others.
    fn waits_for(&self) -> &[u16] {
        match self {
            Self::Letters(own) => own,
            Self::One(true) | Self::Any(true) => &[0x3a],
            _ => &[],
        }
    }
}

impl Block {
    /// Those of `state` that are in it.
    fn places<'a>(&self, state: &'a [u32]) -> &'a [u32] {
        let first = state.partition_point(|place| *place < self.first);
        let end = state.partition_point(|place| *place <= self.end);
        state.get(first..end).unwrap_or_default()
    }
}

/// Each once.
pub(super) fn in_order(states: Vec<State>) -> Vec<State> {
    if states.len() < 2 {
        return states;
    }
    let mut ordered: Vec<State> = Vec::with_capacity(states.len());
    for state in states {
        if let Err(at) = ordered.binary_search(&state) {
            ordered.insert(at, state);
        }
    }
    ordered
}

/// The way back to the start; `None` for half a character.
pub(super) fn text(origins: &[(usize, Option<u16>)], mut at: usize) -> Option<String> {
    let mut units = Vec::new();
    while at != 0 {
        let (from, unit) = *origins.get(at)?;
        units.extend(unit);
        at = from;
    }
    units.reverse();
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests;
