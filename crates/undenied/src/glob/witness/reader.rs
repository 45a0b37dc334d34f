//! Patterns beside the ways in which a value may be written: a text for each way of matching that a value of
//! each size leaves. Not: which sizes there are.

use super::{
    Cases, Form, Pattern,
    form::{Standing, Take},
    machine::{Machine, State, text},
};
use crate::known::{Known, number};

/// More steps than are gone in a moment.
const MAX_STEPS: usize = 1 << 17;

pub(crate) struct Reader {
    machine: Machine,
    states: Known<State>,
    /// For each state, where the characters lead that were tried.
    next: Vec<Vec<(u16, usize)>>,
    ways: Known<State>,
    /// For each state, the way of matching of a text that ends there.
    way_of: Vec<Option<usize>>,
    left: usize,
}

/// A text of a form.
pub(crate) struct Found {
    /// The number of its way of matching.
    pub(crate) way: usize,
    pub(crate) interval: usize,
    pub(crate) text: String,
}

impl Reader {
    /// Texts that are `taken` are not found.
    pub(crate) fn new(patterns: &[Pattern], taken: &[String], cases: Cases<'_>) -> Self {
        let machine = Machine::of(patterns, taken, cases);
        let (states, ways) = (Known::new(), Known::new());
        let mut reader =
            Self { machine, states, next: Vec::new(), ways, way_of: Vec::new(), left: MAX_STEPS };
        let start = reader.machine.start();
        reader.place(start);
        reader
    }

    /// A text for each way of matching in each interval of `form`. `None` where that takes too long.
    pub(crate) fn read(&mut self, form: &Form) -> Option<Vec<Found>> {
        let start = (0, form.start());
        let mut members = Known::new();
        members.place(start, code(start));
        let mut origins: Vec<(usize, Option<u16>)> = vec![(0, None)];
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((state, standing)) = members.items().get(at).copied() {
            let way = self.way_of.get(state).copied().flatten();
            if let Some(place) = way.zip(form.interval(standing)) {
                let text = if places.contains(&place) { None } else { text(&origins, at) };
                if let Some(text) = text {
                    places.push(place);
                    found.push(Found { way: place.0, interval: place.1, text });
                }
            }
            for (unit, standing) in self.steps(form, state, standing) {
                self.left = self.left.checked_sub(1)?;
                let state = unit.map_or(Some(state), |unit| self.step(state, unit))?;
                let next = (state, standing);
                if members.place(next, code(next)).1 {
                    origins.push((at, unit));
                }
            }
            at += 1;
        }
        Some(found)
    }

    /// All steps that lead to something else.
    fn steps(&self, form: &Form, state: usize, standing: Standing) -> Vec<(Option<u16>, Standing)> {
        let mut steps = Vec::new();
        for edge in form.edges(standing.node) {
            let mut add = |unit: Option<u16>, digit: u8| {
                let next = form.follow(standing, edge, digit);
                // To the patterns, all characters are alike that none of them has.
                let is_plain =
                    |unit: &Option<u16>| unit.is_some_and(|unit| !self.machine.has(unit));
                let is_known = |step: &(Option<u16>, Standing)| step.1 == next && is_plain(&step.0);
                if !is_plain(&unit) || !steps.iter().any(is_known) {
                    steps.push((unit, next));
                }
            };
            match edge.take {
                Take::Nothing => add(None, 0),
                Take::Letter(letter) => add(Some(letter), 0),
                Take::Fresh => add(Some(self.machine.fresh), 0),
                Take::Any => {
                    let state = self.states.items().get(state);
                    let units = state.map(|state| self.machine.units(core::slice::from_ref(state)));
                    units.into_iter().flatten().for_each(|unit| add(Some(unit), 0));
                }
                Take::Digit(mask) => {
                    for digit in (0..16_u8).filter(|digit| mask >> digit & 1 == 1) {
                        let letter = u16::from(digit);
                        if digit < 10 {
                            add(Some(0x30 + letter), digit);
                        } else {
                            add(Some(0x57 + letter), digit);
                            add(Some(0x37 + letter), digit);
                        }
                    }
                }
            }
        }
        steps
    }

    fn step(&mut self, state: usize, unit: u16) -> Option<usize> {
        let known = self.next.get(state).and_then(|next| next.iter().find(|(own, _)| *own == unit));
        if let Some((_, to)) = known {
            return Some(*to);
        }
        let places = self.states.items().get(state)?;
        self.left = self.left.checked_sub(places.len())?;
        let next = self.machine.step(places, unit);
        let to = self.place(next);
        self.next.get_mut(state)?.push((unit, to));
        Some(to)
    }

    fn place(&mut self, state: State) -> usize {
        let of = |state: &State| number(state.iter().map(|place| u64::from(*place)));
        let way = self.machine.way(&state);
        let state_number = of(&state);
        let (place, is_new) = self.states.place(state, state_number);
        if is_new {
            self.next.push(Vec::new());
            self.way_of.push(way.map(|way| {
                let way_number = of(&way);
                self.ways.place(way, way_number).0
            }));
        }
        place
    }
}

fn code((state, standing): (usize, Standing)) -> u64 {
    number([state as u64, standing.number()].into_iter())
}
