//! Patterns beside the ways in which a value may be written: a text for each way of matching that a value of
//! each size leaves. Not: which sizes there are.

use super::{
    Cases, Form, Pattern,
    form::{Standing, Take},
    machine::{Machine, State, text},
};
use crate::known::{Known, number};

pub(crate) struct Reader {
    machine: Machine,
    states: Known<State>,
    /// For each state, where the characters lead that were tried.
    next: Vec<Vec<(u16, usize)>>,
    ways: Known<Way>,
    /// For each state, the way of matching of a text that ends there.
    way_of: Vec<Option<usize>>,
    /// How many more steps may be gone.
    pub(crate) left: usize,
}

/// Where reading may be, and the how many-th text that leads there.
type Member = (usize, Standing, usize);

/// A way of matching some patterns; those that are read beside the same ones can be compared.
pub(crate) type Way = State;

/// A text of a form.
pub(crate) struct Found {
    pub(crate) way: Way,
    pub(crate) interval: usize,
    pub(crate) text: String,
}

impl Reader {
    /// Texts that are `taken` are not found.
    pub(crate) fn new(
        patterns: &[Pattern],
        taken: &[String],
        cases: Cases<'_>,
        left: usize,
    ) -> Self {
        let machine = Machine::of(patterns, taken, cases);
        let (states, ways) = (Known::new(), Known::new());
        let mut reader = Self { machine, states, next: Vec::new(), ways, way_of: Vec::new(), left };
        let start = reader.machine.start();
        reader.place(start);
        reader
    }

    /// Up to `each` texts for each way of matching in each interval of `form`. `None` where that takes too long.
    pub(crate) fn read(&mut self, form: &Form, each: usize) -> Option<Vec<Found>> {
        let mut members: Known<Member> = Known::new();
        members.place((0, form.start(), 0), code((0, form.start(), 0)));
        let mut origins: Vec<(usize, Option<u16>)> = vec![(0, None)];
        // A number for each text that was come to.
        let mut numbers = vec![0];
        let mut found: Vec<Found> = Vec::new();
        let mut places: Known<[usize; 3]> = Known::new();
        let mut at = 0;
        while let Some((state, standing, _)) = members.items().get(at).copied() {
            let way = self.way_of.get(state).copied().flatten();
            if let Some((way, interval)) = way.zip(form.interval(standing)) {
                let mut is_free = |copy: usize| {
                    let place = [way, interval, copy];
                    places.place(place, number(place.iter().map(|it| *it as u64))).1
                };
                let own = text(&origins, at).filter(|own| found.iter().all(|it| it.text != *own));
                let own = own.filter(|_| (0..each).any(&mut is_free));
                if let Some((text, way)) = own.zip(self.ways.items().get(way)) {
                    found.push(Found { way: way.clone(), interval, text });
                }
            }
            for (unit, standing) in self.steps(form, state, standing) {
                self.left = self.left.checked_sub(1)?;
                let state = unit.map_or(Some(state), |unit| self.step(state, unit))?;
                let before = numbers.get(at).copied().unwrap_or_default();
                let own = unit.map_or(before, |unit| number([before, u64::from(unit)].into_iter()));
                // As many ways to come here as texts are asked for.
                for copy in 0..each {
                    let next = (state, standing, copy);
                    let (known, is_new) = members.place(next, code(next));
                    if is_new {
                        origins.push((at, unit));
                        numbers.push(own);
                    }
                    if is_new || numbers.get(known) == Some(&own) {
                        break;
                    }
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

fn code((state, standing, copy): Member) -> u64 {
    number([state as u64, standing.number(), copy as u64].into_iter())
}
