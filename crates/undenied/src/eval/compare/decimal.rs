//! Decimal numbers as condition values write them, compared exactly. Floating point would round, and
//! reading it takes tables that weigh more than all of the evaluator.

use std::cmp::Ordering;

use super::points::Point;

/// A decimal number: `0.d1d2d3...` times ten to the `exponent`, with the sign of `sign`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    /// -1, 0 or 1.
    sign: i8,
    exponent: i64,
    /// Without zeros at either end.
    digits: Vec<u8>,
}

impl Decimal {
    /// Whether it has the sign of `sign`, and is not zero.
    pub(super) fn is_of(&self, sign: i8) -> bool {
        self.sign == sign
    }

    /// Its digits from the first that is not zero, and its exponent.
    pub(super) fn size(&self) -> (Vec<u8>, i64) {
        (self.digits.iter().map(|digit| digit - b'0').collect(), self.exponent)
    }
}

/// `[+-] digits [. digits] [e [+-] digits]`. Text, `NaN` and infinities are no numbers.
pub(super) fn parse(text: &str) -> Option<Decimal> {
    let (is_negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if digits().next().is_none() || !digits().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let leading = digits().take_while(|digit| *digit == b'0').count();
    let mut digits: Vec<u8> = digits().skip(leading).collect();
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    if digits.is_empty() {
        return Some(Decimal { sign: 0, exponent: 0, digits });
    }
    let whole = i64::try_from(whole.len()).ok()?;
    let leading = i64::try_from(leading).ok()?;
    let sign = if is_negative { -1 } else { 1 };
    Some(Decimal { sign, exponent: i64::from(exponent) + whole - leading, digits })
}

/// Each number of `constants`, one next to it on the side away from zero, zero, and those next to zero.
/// Between two neighbours lies what is next to the one nearer to zero, or zero: no constant has more digits.
pub(super) fn points(constants: &[String]) -> Option<Vec<Point>> {
    let numbers: Vec<Decimal> = constants.iter().filter_map(|text| parse(text)).collect();
    let most = numbers.iter().map(|number| number.digits.len()).max().unwrap_or_default();
    let numbers = || numbers.iter().filter(|number| number.sign != 0);
    let least = numbers().map(|number| number.exponent).min().unwrap_or_default();
    let mut points = vec![
        Point::new("0".to_owned(), String::new(), "0".to_owned(), usize::MAX),
        point(1, "1", least - 1)?,
        point(-1, "1", least - 1)?,
    ];
    for number in numbers() {
        let mut digits: String = number.digits.iter().copied().map(char::from).collect();
        points.push(point(number.sign, &digits, number.exponent)?);
        digits.extend(core::iter::repeat_n('0', most - number.digits.len()));
        digits.push('1');
        points.push(point(number.sign, &digits, number.exponent)?);
    }
    Some(points)
}

/// `None` where the exponent cannot be written.
fn point(sign: i8, digits: &str, exponent: i64) -> Option<Point> {
    let exponent = i32::try_from(exponent).ok()?;
    let head = if sign < 0 { "-" } else { "" };
    let tail = format!("0.{digits}e{exponent}");
    Some(Point::new(format!("{head}{tail}"), head.to_owned(), tail, usize::MAX))
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_size =
            || self.exponent.cmp(&other.exponent).then_with(|| self.digits.cmp(&other.digits));
        self.sign.cmp(&other.sign).then_with(|| match self.sign {
            -1 => by_size().reverse(),
            _ => by_size(),
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::*;

    #[test]
    fn only_decimal_numbers_are_read() {
        for text in ["", "+", ".", "e1", "NaN", "inf", "1e", "0x1", "1 ", "1_000", "１", "--1"] {
            assert_eq!(parse(text), None, "{text}");
        }
        for text in ["1", "01", "+1", "1.0", "1e0", "10e-1", "0.1E1"] {
            assert_eq!(parse(text), parse("1"), "{text}");
        }
        assert_eq!(parse("-0.00"), parse("0"));
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_numbers(one in -1e9..1e9_f64, two in -1e9..1e9_f64) {
            let compared = parse(&one.to_string()).unwrap().cmp(&parse(&two.to_string()).unwrap());
            assert_eq!(Some(compared), one.partial_cmp(&two));
        }

        #[test]
        fn an_exponent_moves_the_point(digits in 0..1_000_000_u32, places in 0..5_u32) {
            let moved = f64::from(digits) / 10_f64.powi(places as i32);
            assert_eq!(parse(&format!("{digits}e-{places}")), parse(&format!("{moved:.5}")));
        }
    }
}
