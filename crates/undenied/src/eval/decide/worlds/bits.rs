//! A set of statements, by their numbers.

use crate::known::number;

const WORDS: usize = 4;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits([u64; WORDS]);

impl Bits {
    /// `None` where the number is too high.
    pub(super) fn of(bit: usize) -> Option<Self> {
        let mut bits = Self::default();
        *bits.0.get_mut(bit / 64)? = 1 << (bit % 64);
        Some(bits)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(core::array::from_fn(|word| self.word(word) | other.word(word)))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(core::array::from_fn(|word| self.word(word) & other.word(word)))
    }

    pub(super) fn not(self) -> Self {
        Self(self.0.map(|word| !word))
    }

    fn word(self, word: usize) -> u64 {
        self.0.get(word).copied().unwrap_or_default()
    }

    pub(super) fn number(self) -> u64 {
        number(self.0.into_iter())
    }
}
