//! Whether the unknown can turn out in one way: what one value of a key makes of all tests on it. Not:
//! what follows for the call.

use super::atom::{About, Atom, Test};

/// Whether `world` can be: an absent key has no value, and a value passes just the tests that it meets.
pub(super) fn is_possible(atoms: &[Atom], world: u32) -> bool {
    let world = World { atoms, bits: world };
    world.tests().all(|(is_on, test)| {
        if world.lacks(&test.key) {
            return !is_on;
        }
        if let Some(mut values) = test.values().filter(|_| is_on) {
            return values.any(|value| world.is_met_by(value, &test.key));
        }
        world
            .choices(&test.key)
            .is_none_or(|choices| choices.iter().any(|choice| world.is_met_by(choice, &test.key)))
    })
}

struct World<'a> {
    atoms: &'a [Atom],
    bits: u32,
}

impl<'a> World<'a> {
    fn is_on(&self, bit: usize) -> bool {
        self.bits >> bit & 1 == 1
    }

    fn tests(&self) -> impl Iterator<Item = (bool, &'a Test)> {
        self.atoms.iter().enumerate().filter_map(|(bit, atom)| match &atom.about {
            About::Value(test) => Some((self.is_on(bit), test)),
            _ => None,
        })
    }

    fn of_key(&self, key: &str) -> impl Iterator<Item = (bool, &'a Test)> {
        self.tests().filter(move |(_, test)| test.key.eq_ignore_ascii_case(key))
    }

    fn lacks(&self, key: &str) -> bool {
        self.atoms.iter().enumerate().any(|(bit, atom)| match &atom.about {
            About::Presence { key: own } => own.eq_ignore_ascii_case(key) && !self.is_on(bit),
            _ => false,
        })
    }

    fn is_met_by(&self, value: &str, key: &str) -> bool {
        self.of_key(key).all(|(is_on, test)| test.of(value).is_none_or(|holds| holds == is_on))
    }

    /// Values of `key` that stand for all that it may hold, where that can be told.
    fn choices(&self, key: &str) -> Option<Vec<String>> {
        if self.of_key(key).all(|(_, test)| test.is_boolean()) {
            return Some(["true", "false"].map(str::to_owned).to_vec());
        }
        // Each number, one just above it, one below all, and what is no number.
        let mut choices = vec!["-1".to_owned(), "x".to_owned()];
        for (_, test) in self.of_key(key) {
            for number in test.whole_numbers()? {
                choices.push(format!("{number}.0000000001"));
                choices.push(number.to_owned());
            }
        }
        Some(choices)
    }
}
