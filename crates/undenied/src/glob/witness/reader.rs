//! Patterns beside the ways in which a value may be written: a text for each way of matching that a value of
//! each size leaves. Not: which sizes there are.

use super::{
    Cases, Form, Pattern, Sameness,
    form::{Standing, Take},
    machine::{Machine, State, in_order, text},
};
use crate::known::{Known, number};

pub(crate) struct Reader<'a> {
    machine: Machine,
    cases: Cases<'a>,
    sameness: Sameness,
    /// Where a text leads, and where letter case does not count, all to which its letter cases lead.
    states: Known<Vec<State>>,
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
pub(crate) type Way = Vec<State>;

/// A text of a form.
pub(crate) struct Found {
    pub(crate) way: Way,
    pub(crate) interval: usize,
    pub(crate) text: String,
}

impl<'a> Reader<'a> {
    /// Texts that are `taken` are not found.
    pub(crate) fn new(
        patterns: &[Pattern],
        taken: &[String],
        cases: Cases<'a>,
        sameness: Sameness,
        left: usize,
    ) -> Self {
        let mut machine = Machine::of(patterns, taken, cases);
        let mut start = vec![machine.start()];
        if sameness == Sameness::AnyCase {
            machine.write_letters(cases);
            start.extend(start.clone());
        }
        let (states, ways, next, way_of) = (Known::new(), Known::new(), Vec::new(), Vec::new());
        let mut reader = Self { machine, cases, sameness, states, next, ways, way_of, left };
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
                let is_plain = |unit: &Option<u16>| unit.is_some_and(|unit| self.is_plain(unit));
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
                    let units = state.map(|states| self.machine.units(states));
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
        let states = self.states.items().get(state)?;
        self.left = self.left.checked_sub(states.iter().map(Vec::len).sum())?;
        let (own, alike) = states.split_first()?;
        let cases = if alike.is_empty() { Vec::new() } else { (self.cases)(unit) };
        let mut further = Vec::with_capacity(cases.len() * alike.len());
        for unit in cases {
            further.extend(alike.iter().map(|state| self.machine.step(state, unit)));
        }
        let mut next = vec![self.machine.step(own, unit)];
        next.extend(in_order(further));
        let to = self.place(next);
        self.next.get_mut(state)?.push((unit, to));
        Some(to)
    }

    /// Whether no pattern tells it from other characters, in any letter case that may matter.
    fn is_plain(&self, unit: u16) -> bool {
        match self.sameness {
            Sameness::Exact => !self.machine.has(unit),
            Sameness::AnyCase => (self.cases)(unit).iter().all(|unit| !self.machine.has(*unit)),
        }
    }

    fn place(&mut self, states: Vec<State>) -> usize {
        let of = |states: &[State]| number(states.iter().flatten().map(|place| u64::from(*place)));
        let way = states.iter().map(|state| self.machine.way(state)).collect::<Option<Way>>();
        let way = way.map(|mut way| {
            let alike = way.split_off(1);
            way.extend(in_order(alike));
            way
        });
        let number = of(&states);
        let (place, is_new) = self.states.place(states, number);
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
