//! Comparing one value of a call with one value of a condition.

mod address;
mod date;
mod decimal;
mod forms;
mod letter_case;
mod points;

use crate::{
    glob::Glob,
    policy::{Arn, Comparison},
};

pub(crate) use address::{parse as ip_address, range};
pub(crate) use date::parse as moment;
pub(crate) use forms::{Forms, Rare, forms, like as forms_like, standing};
pub(crate) use letter_case::cases as letter_cases;
pub(crate) use points::{Scale, points};

/// Whether `text` is a number as the numeric operators read it.
pub(crate) fn is_number(text: &str) -> bool {
    decimal::parse(text).is_some()
}

/// Whether `text` is what `BinaryEquals` compares with.
pub(crate) fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len() - body.len() <= 2 && text.len().is_multiple_of(4) && body.bytes().all(is_digit)
}

/// How a value of the call relates to one of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    Equal,
    Different,
    /// The call's value is no address or ARN at all: it matches under no operator, negated or not.
    Unusable,
}

/// Parts of an ARN.
const ARN_PARTS: usize = 6;

/// Compares by `comparison`. `pattern` is `wanted` with its wildcards.
pub(super) fn compare(
    comparison: Comparison,
    actual: &str,
    wanted: &str,
    pattern: &Glob,
) -> Compared {
    let holds = match comparison {
        Comparison::StringEquals | Comparison::BinaryEquals => actual == wanted,
        Comparison::StringEqualsIgnoreCase => letter_case::equal(actual, wanted),
        Comparison::StringLike => pattern.matches(actual),
        Comparison::Bool => is_true(actual) == is_true(wanted),
        Comparison::Null => false,
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => {
            ordered(comparison, decimal::parse(actual).partial_cmp_with(decimal::parse(wanted)))
        }
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => {
            ordered(comparison, date::parse(actual).partial_cmp_with(date::parse(wanted)))
        }
        Comparison::IpAddress => return address::compare(actual, wanted),
        Comparison::Arn => return compare_arn(actual, wanted, pattern),
    };
    if holds { Compared::Equal } else { Compared::Different }
}

/// How values are ordered that a comparison does not take by their letters.
pub(crate) const fn scale(comparison: Comparison) -> Option<Scale> {
    match comparison {
        Comparison::IpAddress => Some(Scale::Addresses),
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => Some(Scale::Numbers),
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => Some(Scale::Moments),
        _ => None,
    }
}

/// Only `true`, in any letter case, is true; every other text counts as false.
fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}

/// Two values that may each be absent, compared.
trait PartialCompare: Sized {
    fn partial_cmp_with(self, other: Self) -> Option<std::cmp::Ordering>;
}

impl<T: PartialOrd> PartialCompare for Option<T> {
    fn partial_cmp_with(self, other: Self) -> Option<std::cmp::Ordering> {
        self?.partial_cmp(&other?)
    }
}

fn ordered(comparison: Comparison, ordering: Option<std::cmp::Ordering>) -> bool {
    let Some(ordering) = ordering else {
        return false;
    };
    match comparison {
        Comparison::NumericEquals | Comparison::DateEquals => ordering.is_eq(),
        Comparison::NumericLessThan | Comparison::DateLessThan => ordering.is_lt(),
        Comparison::NumericLessThanEquals | Comparison::DateLessThanEquals => ordering.is_le(),
        Comparison::NumericGreaterThan | Comparison::DateGreaterThan => ordering.is_gt(),
        Comparison::NumericGreaterThanEquals | Comparison::DateGreaterThanEquals => {
            ordering.is_ge()
        }
        _ => false,
    }
}

/// Part by part, so that a wildcard does not reach over a colon; the last part keeps its colons.
fn compare_arn(actual: &str, wanted: &str, pattern: &Glob) -> Compared {
    if Arn::parse(actual).is_none() {
        return Compared::Unusable;
    }
    let patterns = pattern.parts(':', ARN_PARTS);
    let equal = patterns.len() == ARN_PARTS
        && patterns
            .iter()
            .zip(actual.splitn(ARN_PARTS, ':'))
            .all(|(part, text)| part.matches(text));
    if equal || wanted == "*" { Compared::Equal } else { Compared::Different }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(comparison: Comparison, actual: &str, wanted: &str) -> bool {
        compare(comparison, actual, wanted, &Glob::new(wanted)) == Compared::Equal
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert!(equal(Comparison::NumericEquals, "01", "1"));
        assert!(equal(Comparison::NumericEquals, "+1", "1.0"));
        assert!(equal(Comparison::NumericEquals, "1e0", "1"));
        assert!(!equal(Comparison::NumericEquals, "NaN", "NaN"));
        assert!(!equal(Comparison::NumericEquals, "one", "one"));
        assert!(equal(Comparison::NumericLessThan, "1.1", "1.2"));
        assert!(!equal(Comparison::NumericLessThan, "1.2", "1.2"));
    }

    #[test]
    fn dates_are_compared_as_moments() {
        assert!(equal(Comparison::DateEquals, "2026-01-02", "2026-01-02T00:00:00Z"));
        assert!(equal(Comparison::DateEquals, "1767312000", "2026-01-02T00:00:00Z"));
        assert!(!equal(Comparison::DateEquals, "2026-01-02T01:00Z01:00", "2026-01-02T00:00:00Z"));
        assert!(equal(Comparison::DateEquals, "2026-01-02T09:00:00+09:00", "2026-01-02"));
        assert!(equal(Comparison::DateLessThan, "2026-01-02T00:00:00.5Z", "2026-01-02T00:00:01Z"));
        assert!(!equal(Comparison::DateEquals, "soon", "soon"));
    }

    #[test]
    fn only_true_is_true() {
        assert!(equal(Comparison::Bool, "TRUE", "true"));
        assert!(equal(Comparison::Bool, "no", "false"));
        assert!(!equal(Comparison::Bool, "yes", "true"));
    }

    #[test]
    fn addresses_are_compared_by_range() {
        assert!(equal(Comparison::IpAddress, "203.0.113.9", "203.0.113.1/24"));
        assert!(!equal(Comparison::IpAddress, "203.0.114.9", "203.0.113.0/24"));
        assert!(equal(Comparison::IpAddress, "::ffff:203.0.113.9", "203.0.113.0/24"));
        assert!(equal(Comparison::IpAddress, "2001:db8::1", "2001:db8::/32"));
        assert!(!equal(Comparison::IpAddress, "2001:db8::1", "2001:db8::1/32"));
        assert!(equal(Comparison::IpAddress, "10.1.2.3", "0.0.0.0/0"));
        let unusable = compare(Comparison::IpAddress, "home", "10.0.0.0/8", &Glob::new(""));
        assert_eq!(unusable, Compared::Unusable);
    }

    #[test]
    fn arns_are_compared_part_by_part() {
        let role = "arn:aws:iam::111122223333:role/import";
        assert!(equal(Comparison::Arn, role, "arn:aws:iam::*:role/imp*"));
        assert!(!equal(Comparison::Arn, role, "arn:aws:*:role/import"));
        assert!(!equal(Comparison::Arn, role, "arn:aws:iam*:111122223333:role/import:x"));
        assert!(equal(Comparison::Arn, "arn:aws:sns:r:1:a:b", "arn:aws:sns:r:1:*"));
    }
}
