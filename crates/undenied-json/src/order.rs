//! Sorting by index. One sort for all types: a generic one is compiled anew for each, and weighs
//! as much as the whole lexer by the time the page has seven of them.

use std::cmp::Ordering;

/// The indices `0..count` in the order that `compare` gives; equal ones keep theirs.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    indices.sort_unstable_by(|one, two| compare(*one, *two).then(one.cmp(two)));
    indices
}

/// `items` sorted by `compare`; equal ones keep their order.
///
/// ```
/// use undenied_json::sorted;
///
/// assert_eq!(sorted(vec!["b", "a"], &|one, two| one.cmp(two)), ["a", "b"]);
/// ```
#[must_use]
pub fn sorted<T>(items: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let indices = order(items.len(), &|one, two| match (items.get(one), items.get(two)) {
        (Some(one), Some(two)) => compare(one, two),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    indices.into_iter().filter_map(|index| items.get_mut(index)?.take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = sorted(items, &|one, two| one.0.cmp(&two.0));
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
