//! Sorting by index. One sort for all types: a generic one is compiled anew for each, and weighs
//! as much as the whole lexer by the time the page has seven of them.

use std::cmp::Ordering;

/// The indices `0..count` in the order that `compare` gives; equal ones keep theirs. Merges runs of
/// doubling length: a tenth of the standard library's sort in size, and fast enough.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    let mut length = 1;
    while length < count {
        let mut merged = Vec::with_capacity(count);
        for pair in indices.chunks(2 * length) {
            let (mut left, mut right) = pair.split_at(length.min(pair.len()));
            while let ([one, after_one @ ..], [two, after_two @ ..]) = (left, right) {
                if compare(*two, *one).is_lt() {
                    merged.push(*two);
                    right = after_two;
                } else {
                    merged.push(*one);
                    left = after_one;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        indices = merged;
        length *= 2;
    }
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
    fn any_number_of_items_is_sorted() {
        for count in 0..70 {
            let items: Vec<usize> = (0..count).map(|index| index * 37 % 23).collect();
            let mut expected = items.clone();
            expected.sort_unstable();
            assert_eq!(sorted(items, &usize::cmp), expected);
        }
    }

    #[test]
    fn equal_items_keep_their_order() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = sorted(items, &|one, two| one.0.cmp(&two.0));
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
