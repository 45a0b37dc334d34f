//! A list in which nothing stands twice, looked up by a number that is made of each.

/// So few are looked through one by one.
const FEW: usize = 16;

#[derive(Debug)]
pub(crate) struct Known<T> {
    items: Vec<T>,
    places: Places,
}

impl<T: PartialEq> Known<T> {
    pub(crate) fn new() -> Self {
        Self { items: Vec::new(), places: Places::default() }
    }

    /// The place of `item`, and whether it is new. Equal ones have the same `number`.
    pub(crate) fn place(&mut self, item: T, number: u64) -> (usize, bool) {
        let is_same = |at: usize| self.items.get(at) == Some(&item);
        if let Some(at) = self.places.find(number, &is_same) {
            return (at, false);
        }
        self.places.add(number);
        self.items.push(item);
        (self.items.len() - 1, true)
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    pub(crate) fn into_items(self) -> Vec<T> {
        self.items
    }
}

/// The numbers of what is known, in order. The same for every type, so that it is compiled once.
#[derive(Debug, Default)]
struct Places {
    numbers: Vec<u64>,
    /// A place and one more, at or behind the slot that its number tells; zero where there is none. At most half are taken.
    slots: Vec<usize>,
}

impl Places {
    /// The first place with this `number` that is the same.
    fn find(&self, number: u64, is_same: &dyn Fn(usize) -> bool) -> Option<usize> {
        let is_it = |at: &usize| self.numbers.get(*at) == Some(&number) && is_same(*at);
        if self.slots.is_empty() {
            return (0..self.numbers.len()).find(is_it);
        }
        (self.slot(number)..).map_while(|slot| self.taken(slot)).find(is_it)
    }

    fn add(&mut self, number: u64) {
        let at = self.numbers.len();
        self.numbers.push(number);
        if at >= FEW && self.numbers.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.numbers.len() * 4];
            (0..at).for_each(|at| self.take(at));
        }
        self.take(at);
    }

    /// Puts `at` into the first free slot for its number; nothing where all are looked through one by one.
    fn take(&mut self, at: usize) {
        let mut slot = self.slot(self.numbers.get(at).copied().unwrap_or_default());
        while self.taken(slot).is_some() {
            slot += 1;
        }
        let slot = slot % self.slots.len().max(1);
        self.slots.get_mut(slot).into_iter().for_each(|slot| *slot = at + 1);
    }

    /// The first slot for `number`.
    fn slot(&self, number: u64) -> usize {
        let slots = self.slots.len().max(1) as u64;
        usize::try_from(mixed(number) % slots).unwrap_or_default()
    }

    /// The place in `slot`, which counts on from the first behind the last.
    fn taken(&self, slot: usize) -> Option<usize> {
        self.slots.get(slot % self.slots.len().max(1))?.checked_sub(1)
    }
}

/// One number of several.
pub(crate) fn number(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(0, |number, part| mixed(number ^ part))
}

fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number ^ number >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_keeps_its_place() {
        let mut known = Known::new();
        let of = |text: &str| number(text.bytes().map(u64::from));
        assert_eq!(known.place("a", of("a")), (0, true));
        assert_eq!(known.place("b", of("b")), (1, true));
        assert_eq!(known.place("a", of("a")), (0, false));
        assert_eq!(known.items(), ["a", "b"]);
    }

    #[test]
    fn so_it_does_among_many() {
        let mut known = Known::new();
        for _ in 0..2 {
            for at in 0..1000_usize {
                assert_eq!(known.place(at, at as u64 / 2).0, at);
            }
        }
        assert_eq!(known.into_items().len(), 1000);
    }
}
