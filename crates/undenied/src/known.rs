//! A list in which nothing stands twice, looked up by a number that is made of each.

/// How many lists of places there are.
const SHELVES: usize = 64;

/// So few are looked through one by one.
const FEW: usize = 16;

#[derive(Debug)]
pub(crate) struct Known<T> {
    items: Vec<T>,
    numbers: Vec<u64>,
    shelves: Vec<Vec<usize>>,
}

impl<T: PartialEq> Known<T> {
    pub(crate) fn new() -> Self {
        Self { items: Vec::new(), numbers: Vec::new(), shelves: Vec::new() }
    }

    /// The place of `item`, and whether it is new. Equal ones have the same `number`.
    pub(crate) fn place(&mut self, item: T, number: u64) -> (usize, bool) {
        let next = self.items.len();
        if next == FEW && self.shelves.is_empty() {
            self.shelves = vec![Vec::new(); SHELVES];
            for (at, number) in self.numbers.iter().enumerate() {
                self.shelves.get_mut(shelf(*number)).into_iter().for_each(|shelf| shelf.push(at));
            }
        }
        let is_same = |at: &usize| {
            self.numbers.get(*at) == Some(&number) && self.items.get(*at) == Some(&item)
        };
        let found = match self.shelves.get(shelf(number)) {
            Some(shelf) => shelf.iter().copied().find(is_same),
            None => (0..next).find(is_same),
        };
        if let Some(at) = found {
            return (at, false);
        }
        self.shelves.get_mut(shelf(number)).into_iter().for_each(|shelf| shelf.push(next));
        self.items.push(item);
        self.numbers.push(number);
        (next, true)
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    pub(crate) fn into_items(self) -> Vec<T> {
        self.items
    }
}

fn shelf(number: u64) -> usize {
    usize::try_from(mixed(number) % SHELVES as u64).unwrap_or_default()
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
            for at in 0..100_usize {
                assert_eq!(known.place(at, at as u64 / 2).0, at);
            }
        }
        assert_eq!(known.into_items().len(), 100);
    }
}
