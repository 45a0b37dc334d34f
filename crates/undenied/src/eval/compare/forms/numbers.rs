//! How numbers are written: sign, zeros, fraction and exponent. Exponents of one digit are read exactly, of two where
//! that is asked for; of others, where they make it more or less than all constants, and otherwise what the digits leave
//! open.

use super::{
    super::points::Point,
    Rare,
    decimal::{Decimal, parse, points},
};
use crate::glob::{DECIMAL, Form, between};

/// The highest exponent that is read exactly.
const EXACT: i64 = 9;

/// Constants that are farther from one are left alone.
const FAR: i64 = 64;

/// The highest that may be.
const EXACT_IF_ASKED: i64 = 99;

/// Behind the last moment, and the first one by its size.
const BEHIND_MOMENTS: &str = "9223372036854775808";

/// A size: `0.d1d2d3...` times ten to the second.
type Size = (Vec<u8>, i64);

/// Whole numbers may be moments, too. Those that stand together read the same texts.
pub(super) fn forms(
    numbers: &[String],
    moments: &[(i64, i64)],
    known: &[Rare],
) -> Option<Vec<Vec<Form>>> {
    let own: Vec<Decimal> = numbers.iter().filter_map(|text| parse(text)).collect();
    let of_moments: Vec<Decimal> = moments.iter().filter_map(|it| parse(&seconds(*it))).collect();
    let representatives = texts(&points(numbers)?);
    let mut forms = Vec::new();
    for sign in [1, -1] {
        let own = sizes(&own, sign)?;
        let mut whole = own.clone();
        whole.extend(sizes(&of_moments, sign)?);
        if !moments.is_empty() {
            whole.push((digits(BEHIND_MOMENTS), 19));
        }
        let (mut form, ends) = mantissa(sign, &whole, 0);
        form.end(ends.whole);
        forms.push(vec![form]);
        if numbers.is_empty() {
            continue;
        }
        let (mut form, ends) = mantissa(sign, &own, 0);
        form.end(ends.fraction);
        forms.push(vec![form]);
        for exponent in -EXACT..=EXACT {
            forms.push(vec![with_exponent(sign, &own, exponent)]);
        }
        let is_own = |text: &String| parse(text).is_some_and(|number| number.is_of(sign));
        let all: Vec<String> =
            representatives.iter().filter(|text| is_own(text)).cloned().collect();
        for is_up in [true, false] {
            let known = known_exponents(known, sign, is_up);
            let far = if is_up { far_up } else { far_down };
            forms.push(vec![far(sign, &own, &all, &known), any_far(sign, &own, is_up, &known)]);
        }
    }
    Some(forms)
}

/// Numbers of the sign and with the exponent of `text`, and these.
pub(super) fn like(numbers: &[String], text: &str) -> Option<(Rare, Vec<Form>)> {
    let (_, exponent) = text.split_once(['e', 'E'])?;
    let exponent = exponent.parse::<i64>().ok().filter(|own| own.abs() <= EXACT_IF_ASKED)?;
    let is_negative = text.starts_with('-');
    let sign = if is_negative { -1 } else { 1 };
    let own: Vec<Decimal> = numbers.iter().filter_map(|text| parse(text)).collect();
    let form = with_exponent(sign, &sizes(&own, sign)?, exponent);
    Some((Rare::Exponent(is_negative, exponent), vec![form]))
}

/// The digits of those that were read exactly.
fn known_exponents(known: &[Rare], sign: i8, is_up: bool) -> Vec<Vec<u8>> {
    let own = known.iter().filter_map(|known| match known {
        Rare::Exponent(is_negative, exponent) => Some((*is_negative, *exponent)),
        Rare::Zone(_) => None,
    });
    let own = own.filter(|own| own.0 == (sign < 0) && (own.1 > 0) == is_up);
    own.map(|(_, exponent)| digits(&exponent.unsigned_abs().to_string())).collect()
}

fn with_exponent(sign: i8, own: &[Size], exponent: i64) -> Form {
    let (mut form, ends) = mantissa(sign, own, exponent);
    let behind = exponent_sign(&mut form, &ends, exponent >= 0, exponent <= 0);
    let all = exponent.unsigned_abs().to_string();
    let masks: Vec<u16> = all.bytes().map(|digit| 1 << (digit - b'0')).collect();
    let end = form.node();
    form.uncounted(behind, &masks, end);
    form.end(end);
    form
}

/// With an exponent that has two digits: from some size on, more than any constant.
fn far_up(sign: i8, own: &[Size], all: &[String], known: &[Vec<u8>]) -> Form {
    let most = own.iter().map(|(_, exponent)| *exponent).max().unwrap_or_default();
    let behind = vec![written(sign, "1", most + 1)];
    far(sign, most - EXACT, true, [all.to_vec(), behind.clone(), behind], known)
}

/// With a negative one: up to some size, nearer to zero than any constant.
fn far_down(sign: i8, own: &[Size], all: &[String], known: &[Vec<u8>]) -> Form {
    let least = own.iter().map(|(_, exponent)| *exponent).min().unwrap_or_default();
    let near = vec![written(sign, "1", least - 1)];
    far(sign, least + EXACT + 1, false, [near, all.to_vec(), all.to_vec()], known)
}

fn far(sign: i8, bound: i64, is_up: bool, claims: [Vec<String>; 3], known: &[Vec<u8>]) -> Form {
    let (mut form, ends) = mantissa(sign, &[(vec![1], bound)], 0);
    long_exponent(&mut form, &ends, is_up, known);
    let zero = [Vec::new(), vec![written(sign, "0", 0)]];
    form.claims = Some(zero.into_iter().chain(claims).collect());
    form
}

/// As the others, by the digits from the first that is not zero, wherever the point is.
fn any_far(sign: i8, own: &[Size], is_up: bool, known: &[Vec<u8>]) -> Form {
    let length = own.iter().map(|(digits, _)| digits.len()).max().unwrap_or_default();
    let mut bounds: Vec<Vec<u8>> = Vec::new();
    let mut exponents = vec![0];
    for (digits, exponent) in own {
        let mut digits = digits.clone();
        digits.resize(length, 0);
        if let Err(at) = bounds.binary_search(&digits) {
            bounds.insert(at, digits);
        }
        exponents.extend([exponent - 1, *exponent, exponent + 1]);
    }
    let text = |digits: &[u8], exponent: &i64| {
        let digits: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        written(sign, &digits, *exponent)
    };
    let of = |digits: &[u8]| -> Vec<String> {
        exponents.iter().map(|exponent| text(digits, exponent)).collect()
    };
    let mut claims = vec![of(&[1])];
    claims.iter_mut().for_each(|nothing| nothing.push(written(sign, "0", 0)));
    for bound in &bounds {
        claims.push(of(bound));
        claims.push(of(&[bound.as_slice(), &[1]].concat()));
    }
    let mut form = Form::new(bounds, true);
    let [signed, before, digits, whole, point, zeros, fraction] = [(); 7].map(|()| form.node());
    sign_of(&mut form, sign, signed);
    form.letters(signed, "", before);
    form.uncounted(before, &[1], before);
    form.letters(before, "", digits);
    form.digits(digits, &[between(1, 9)], whole);
    form.digits(whole, &[DECIMAL], whole);
    form.letters(whole, ".", fraction);
    form.letters(before, ".", zeros);
    form.uncounted(zeros, &[1], zeros);
    form.letters(zeros, "", point);
    form.digits(point, &[between(1, 9)], fraction);
    form.digits(fraction, &[DECIMAL], fraction);
    long_exponent(&mut form, &Ends { whole, fraction }, is_up, known);
    long_exponent(&mut form, &Ends { whole: before, fraction: zeros }, is_up, known);
    form.claims = Some(claims);
    form
}

/// Of two digits, but for those `known`, or more.
fn long_exponent(form: &mut Form, ends: &Ends, is_up: bool, known: &[Vec<u8>]) {
    let behind = exponent_sign(form, ends, is_up, !is_up);
    let [end, long] = [(); 2].map(|()| form.node());
    form.uncounted_but(behind, &[between(1, 9), DECIMAL], false, known, end);
    form.uncounted(behind, &[between(1, 9), DECIMAL, DECIMAL], long);
    form.uncounted(long, &[DECIMAL], long);
    form.end(end);
    form.end(long);
}

fn sign_of(form: &mut Form, sign: i8, signed: usize) {
    for own in if sign < 0 { ["-"].as_slice() } else { &["", "+"] } {
        form.letters(0, own, signed);
    }
}

fn written(sign: i8, digits: &str, exponent: i64) -> String {
    let sign = if sign < 0 { "-" } else { "" };
    format!("{sign}0.{digits}e{exponent}")
}

/// Where a number may end or go on.
struct Ends {
    whole: usize,
    /// Behind the point.
    fraction: usize,
}

/// Zero and `sizes`, all divided by ten to the `exponent`, as bounds of what stands before an exponent.
fn mantissa(sign: i8, sizes: &[Size], exponent: i64) -> (Form, Ends) {
    let places = |size: &Size| usize::try_from(size.1 - exponent).unwrap_or_default();
    let width = sizes.iter().map(places).max().unwrap_or_default();
    let bound = |(digits, own): &Size| -> Vec<u8> {
        let zeros = i64::try_from(width).unwrap_or_default() + 1 + exponent - own;
        let mut bound = vec![0; usize::try_from(zeros).unwrap_or_default()];
        bound.extend(digits);
        bound
    };
    let bounds = sizes.iter().map(bound).chain([vec![0]]).collect();
    let mut form = Form::new(bounds, true);
    let zeros = |count: usize| vec![0; count];
    let [signed, zero, long, whole, bare, point, fraction] = [(); 7].map(|()| form.node());
    sign_of(&mut form, sign, signed);
    form.uncounted(signed, &[1], zero);
    form.uncounted(zero, &[1], zero);
    // As many digits as the highest constant, or fewer; one more place, at which all of them have zero.
    let mut at = whole;
    for place in (1..=width).rev() {
        let before = form.node();
        form.digits(before, &[DECIMAL], at);
        form.implied(signed, zeros(place), before);
        form.implied(zero, zeros(place), before);
        at = before;
    }
    form.implied(zero, zeros(width + 1), whole);
    // More digits.
    let mut masks = vec![DECIMAL; width + 1];
    masks.iter_mut().take(1).for_each(|first| *first = between(1, 9));
    form.digits(signed, &masks, long);
    form.digits(zero, &masks, long);
    form.digits(long, &[DECIMAL], long);
    form.letters(long, "", whole);
    // None at all.
    form.implied(signed, zeros(width + 1), bare);
    form.letters(bare, ".", point);
    form.digits(point, &[DECIMAL], fraction);
    form.letters(whole, ".", fraction);
    form.digits(fraction, &[DECIMAL], fraction);
    (form, Ends { whole, fraction })
}

/// `e` and a sign, and zeros behind it.
fn exponent_sign(form: &mut Form, ends: &Ends, is_plus: bool, is_minus: bool) -> usize {
    let (letter, signed) = (form.node(), form.node());
    for end in [ends.whole, ends.fraction] {
        form.letters(end, "e", letter);
        form.letters(end, "E", letter);
    }
    if is_plus {
        form.letters(letter, "", signed);
        form.letters(letter, "+", signed);
    }
    if is_minus {
        form.letters(letter, "-", signed);
    }
    form.uncounted(signed, &[1], signed);
    signed
}

fn texts(points: &[Point]) -> Vec<String> {
    points.iter().flat_map(|point| point.texts(1, &|_| false)).collect()
}

fn sizes(numbers: &[Decimal], sign: i8) -> Option<Vec<Size>> {
    let own = numbers.iter().filter(|number| number.is_of(sign));
    own.map(|number| {
        let (digits, exponent) = number.size();
        (exponent.abs() <= FAR && digits.len() <= 64).then_some((digits, exponent))
    })
    .collect()
}

fn digits(text: &str) -> Vec<u8> {
    text.bytes().map(|digit| digit - b'0').collect()
}

/// As a number with a fraction.
fn seconds((seconds, nanoseconds): (i64, i64)) -> String {
    let is_below = seconds < 0 && nanoseconds > 0;
    let nanoseconds = if is_below { 1_000_000_000 - nanoseconds } else { nanoseconds };
    let whole = seconds.unsigned_abs() - u64::from(is_below);
    let sign = if seconds < 0 { "-" } else { "" };
    format!("{sign}{whole}.{nanoseconds:09}")
}
