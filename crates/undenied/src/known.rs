//! A list in which nothing stands twice, looked up by a number that is made of each.

/// How many lists of places there are; more would cost more to make than they save.
const SHELVES: usize = 64;

#[derive(Debug)]
pub(crate) struct Known<T> {
    items: Vec<T>,
    shelves: Vec<Vec<usize>>,
}

impl<T: PartialEq> Known<T> {
    pub(crate) fn new() -> Self {
        Self { items: Vec::new(), shelves: vec![Vec::new(); SHELVES] }
    }

    /// The place of `item`, and whether it is new. Equal ones have the same `number`.
    pub(crate) fn place(&mut self, item: T, number: u64) -> (usize, bool) {
        let next = self.items.len();
        let shelf = usize::try_from(mixed(number) % SHELVES as u64).unwrap_or_default();
        let Some(shelf) = self.shelves.get_mut(shelf) else { return (next, false) };
        let is_same = |at: &&usize| self.items.get(**at) == Some(&item);
        if let Some(at) = shelf.iter().find(is_same) {
            return (*at, false);
        }
        shelf.push(next);
        self.items.push(item);
        (next, true)
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    pub(crate) fn into_items(self) -> Vec<T> {
        self.items
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
}
