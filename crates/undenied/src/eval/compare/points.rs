//! Values of a call that stand for all there are, as far as some constants tell them apart by their size or
//! their range. Not: which of them a condition takes.

use super::{address, date, decimal};

/// One value in all the texts that mean it: plain, or with zeros put in.
#[derive(Debug)]
pub(crate) struct Point {
    pub(super) plain: String,
    head: String,
    tail: String,
    /// How many zeros at most stand between `head` and `tail`.
    most: usize,
}

/// What is compared by more than its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    Addresses,
    Numbers,
    Moments,
}

/// At least one point equal to each of `constants`, between each two neighbours of them, and outside of all.
/// `None` where such a value cannot be written.
pub(crate) fn points(scale: Scale, constants: &[String]) -> Option<Vec<Point>> {
    match scale {
        Scale::Addresses => Some(address::points(constants)),
        Scale::Numbers => decimal::points(constants),
        Scale::Moments => Some(date::points(constants)),
    }
}

impl Point {
    pub(super) fn new(plain: String, head: String, tail: String, most: usize) -> Self {
        Self { plain, head, tail, most }
    }

    /// Up to `count` texts of it, none of which is `taken`.
    pub(crate) fn texts(&self, count: usize, taken: &dyn Fn(&str) -> bool) -> Vec<String> {
        let mut texts = Vec::new();
        let mut zeros = 0;
        while texts.len() < count && zeros <= self.most {
            let text = match zeros {
                0 => self.plain.clone(),
                _ => format!("{}{}{}", self.head, "0".repeat(zeros), self.tail),
            };
            if !taken(&text) {
                texts.push(text);
            }
            zeros += 1;
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        eval::compare::{Compared, compare},
        glob::Glob,
        policy::Comparison,
    };

    /// For each point, by which of `comparisons` with which of `constants` it holds; no way twice.
    fn ways(scale: Scale, comparisons: &[Comparison], constants: &[&str]) -> Vec<String> {
        let owned: Vec<String> = constants.iter().map(|it| (*it).to_owned()).collect();
        let mut ways: Vec<String> = Vec::new();
        for point in points(scale, &owned).unwrap() {
            let of = |text: &String| -> String {
                let pairs =
                    constants.iter().flat_map(|it| comparisons.iter().map(move |by| (by, it)));
                pairs
                    .map(|(by, it)| match compare(*by, text, it, &Glob::literal(it)) {
                        Compared::Equal => '1',
                        Compared::Different => '0',
                        Compared::Unusable => '-',
                    })
                    .collect()
            };
            let texts = point.texts(3, &|_| false);
            let way = texts.first().map(of).unwrap();
            assert!(texts.iter().all(|text| of(text) == way), "{texts:?}");
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    fn addresses(constants: &[&str]) -> Vec<String> {
        ways(Scale::Addresses, &[Comparison::IpAddress], constants)
    }

    fn numbers(constants: &[&str]) -> Vec<String> {
        let comparisons = [Comparison::NumericEquals, Comparison::NumericLessThan];
        ways(Scale::Numbers, &comparisons, constants)
    }

    fn dates(constants: &[&str]) -> Vec<String> {
        let comparisons = [Comparison::DateEquals, Comparison::DateLessThan];
        ways(Scale::Moments, &comparisons, constants)
    }

    #[test]
    fn ranges_of_ipv6_are_told_apart_inside_and_outside() {
        assert_eq!(addresses(&["2001:db8::/32", "2001:db8:1::/48"]), ["00", "10", "11"]);
        assert_eq!(addresses(&["2001:db8::/33", "2001:db8:8000::/33"]), ["00", "10", "01"]);
        assert_eq!(addresses(&["::1"]), ["0", "1"]);
    }

    #[test]
    fn a_range_of_all_ipv6_leaves_ipv4_outside() {
        assert_eq!(addresses(&["::/0"]), ["0", "1"]);
        assert_eq!(addresses(&["0.0.0.0/0"]), ["1", "0"]);
        assert_eq!(addresses(&["0.0.0.0/0", "::/0"]), ["10", "01"]);
    }

    #[test]
    fn mapped_addresses_are_ipv4_whatever_range_of_ipv6_they_lie_in() {
        // Addresses on both sides of the mapped ones are in the range; a mapped range holds none.
        assert_eq!(addresses(&["::fffe:0:0/95"]), ["0", "1"]);
        assert_eq!(addresses(&["::ffff:0:0/96"]), ["0"]);
        assert_eq!(addresses(&["::/16", "0.0.0.0/1"]), ["01", "10", "00"]);
    }

    #[test]
    fn a_range_that_is_none_holds_no_address() {
        assert_eq!(addresses(&["2001:db8::1/32"]), ["0"]);
        assert_eq!(addresses(&["home"]), ["0"]);
    }

    #[test]
    fn numbers_have_neighbours_whatever_their_sign_and_fraction() {
        // Below, equal and above.
        for constant in ["0", "5", "-5", "0.5", "-0.25", "1e3", "-1e-3", "+7.0", "100"] {
            let mut ways = numbers(&[constant]);
            ways.sort();
            assert_eq!(ways, ["00", "01", "10"], "{constant}");
        }
    }

    #[test]
    fn there_is_a_number_between_any_two() {
        for pair in [
            ["1", "2"],
            ["-2", "-1"],
            ["-1", "1"],
            ["0", "1e-9"],
            ["-1e-9", "0"],
            ["1.1", "1.10001"],
            ["9", "10"],
            ["99.9", "1e2"],
        ] {
            assert_eq!(numbers(&pair).len(), 5, "{pair:?}");
        }
        assert_eq!(numbers(&["1", "1.0"]).len(), 3);
    }

    #[test]
    fn numbers_beyond_all_measure_cannot_be_written() {
        let constants = ["1e2147483647".to_owned(), "0.001e-2147483648".to_owned()];
        assert!(points(Scale::Numbers, &constants).is_none());
    }

    #[test]
    fn there_is_a_moment_between_any_two_that_are_apart() {
        for pair in [
            ["2026-01-02", "2026-01-03"],
            ["2026-01-02T00:00:00Z", "2026-01-02T00:00:01Z"],
            ["1767312000", "1767312000.5"],
            ["2024-02-29T23:59:59Z", "2024-03-01"],
        ] {
            let apart = if pair[1].ends_with(".5") { 3 } else { 5 };
            let mut ways = dates(&pair);
            ways.retain(|way| way.len() == 4);
            assert_eq!(ways.len(), apart, "{pair:?}");
        }
        let nanosecond = ["2026-01-02T00:00:00Z", "2026-01-02T00:00:00.000000001Z"];
        assert_eq!(dates(&nanosecond).len(), 4);
    }
}
