//! How dates and times are written. Times in UTC are read exactly and, where that is not enough, those in whole
//! hours off it; of all others, what a day leaves open.

use super::date::{around, day, iso, local};
use crate::glob::{DECIMAL, Form, between};

const DAY: i64 = 86_400;

/// Days by which a time may be off the day that it is written with: `99:99` and a leap second.
const OFF: i64 = 6;

pub(super) fn forms(moments: &[(i64, i64)]) -> Option<Vec<Form>> {
    let mut utc = Form::new(bounds(moments, 0), false);
    let behind = date(&mut utc);
    utc.end(behind);
    let behind = time(&mut utc, behind, true);
    let end = utc.node();
    for zone in ["", "Z", "+00:00", "-00:00"] {
        utc.letters(behind, zone, end);
    }
    utc.end(end);
    Some(vec![utc, vague(moments)?])
}

/// In zones whole hours off UTC, and in some with which several days can be bridged.
pub(super) fn further(moments: &[(i64, i64)]) -> Vec<Form> {
    let hours = (1..=14).chain([23, 46, 69, 92]).map(|hours| (hours, 0)).chain([(99, 99)]);
    let signs = hours.flat_map(|(hours, minutes)| [(1, hours, minutes), (-1, hours, minutes)]);
    let of = |(sign, hours, minutes): (i64, i64, i64)| {
        let mut form = Form::new(bounds(moments, sign * (hours * 60 + minutes)), false);
        let behind = date(&mut form);
        let behind = time(&mut form, behind, true);
        let end = form.node();
        let sign = if sign < 0 { '-' } else { '+' };
        form.letters(behind, &format!("{sign}{hours:02}:{minutes:02}"), end);
        form.end(end);
        form
    };
    signs.map(of).collect()
}

/// In any zone.
fn vague(moments: &[(i64, i64)]) -> Option<Form> {
    let mut days: Vec<i64> = Vec::new();
    let mut bounds = Vec::new();
    for (seconds, _) in moments {
        let own = seconds.div_euclid(DAY);
        match [own.checked_sub(OFF), own.checked_add(OFF)].map(|it| Some((it?, day(it?)?))) {
            [Some(first), Some(last)] => {
                for (number, digits) in [first, last] {
                    if let Err(at) = days.binary_search(&number) {
                        days.insert(at, number);
                        bounds.push(digits);
                    }
                }
            }
            [None, None] => {}
            _ => return None,
        }
    }
    let mut form = Form::new(bounds, false);
    let behind = date(&mut form);
    let behind = time(&mut form, behind, false);
    let (end, zone, minutes) = (form.node(), form.node(), form.node());
    form.letters(behind, "", end);
    form.letters(behind, "Z", end);
    for sign in ["+", "-", "Z"] {
        form.letters(behind, sign, zone);
    }
    let colon = form.node();
    form.uncounted(zone, &[DECIMAL; 2], colon);
    form.letters(colon, ":", minutes);
    form.uncounted(minutes, &[DECIMAL; 2], end);
    form.end(end);
    let first = days.first().map_or(0, |first| first - 1);
    let each = days.iter().flat_map(|day| [*day, day + 1]);
    let intervals = core::iter::once(first).chain(each);
    form.claims = Some(intervals.map(|day| claims(moments, day)).collect());
    Some(form)
}

/// What a time may be that is written with this day.
fn claims(moments: &[(i64, i64)], day: i64) -> Vec<String> {
    let near = moments.iter().filter(|(seconds, _)| {
        let own = seconds.div_euclid(DAY);
        (own - OFF..own + OFF).contains(&day)
    });
    let own = day.checked_mul(DAY).map(|seconds| (seconds, 0));
    let near = near.flat_map(|moment| around(*moment));
    own.into_iter().chain(near).filter_map(iso).collect()
}

fn bounds(moments: &[(i64, i64)], minutes: i64) -> Vec<Vec<u8>> {
    let local = |(seconds, nanoseconds): &(i64, i64)| {
        local((seconds.checked_add(minutes * 60)?, *nanoseconds))
    };
    moments.iter().filter_map(local).collect()
}

const ZERO: u16 = between(0, 0);
const ONE: u16 = between(1, 1);
const TWO: u16 = between(2, 2);
const THREE: u16 = between(3, 3);
const EVEN: u16 = 0b01_0101_0101;

fn date(form: &mut Form) -> usize {
    const LEAP: [[u16; 4]; 5] = [
        [DECIMAL, DECIMAL, ZERO, 0b01_0001_0000],
        [DECIMAL, DECIMAL, EVEN ^ ZERO, 0b01_0001_0001],
        [DECIMAL, DECIMAL, DECIMAL ^ EVEN, 0b00_0100_0100],
        [EVEN, 0b01_0001_0001, ZERO, ZERO],
        [DECIMAL ^ EVEN, 0b00_0100_0100, ZERO, ZERO],
    ];
    let [year, month, long, short, february, leap_year, leap, end] = [(); 8].map(|()| form.node());
    form.digits(0, &[DECIMAL; 4], year);
    form.letters(year, "-", month);
    form.digits(month, &[ZERO, 0b01_1010_1010], long);
    form.digits(month, &[ONE, ZERO | TWO], long);
    form.digits(month, &[ZERO, 0b10_0101_0000], short);
    form.digits(month, &[ONE, ONE], short);
    form.digits(month, &[ZERO, TWO], february);
    for (month, last) in [(february, 28), (short, 30), (long, 31)] {
        // A month alone begins with its first day.
        form.implied(month, vec![0, 1], end);
        let day = form.node();
        form.letters(month, "-", day);
        form.digits(day, &[ZERO, between(1, 9)], end);
        form.digits(day, &[ONE, DECIMAL], end);
        form.digits(day, &[TWO, between(0, if last == 28 { 8 } else { 9 })], end);
        if last > 28 {
            form.digits(day, &[THREE, between(0, last - 30)], end);
        }
    }
    for masks in LEAP {
        form.digits(0, &masks, leap_year);
    }
    form.letters(leap_year, "-", leap);
    let (dash, day) = (form.node(), form.node());
    form.digits(leap, &[ZERO, TWO], dash);
    form.letters(dash, "-", day);
    form.digits(day, &[TWO, between(9, 9)], end);
    end
}

/// `T` and the time; where its digits do not count, also with a leap second.
fn time(form: &mut Form, from: usize, is_exact: bool) -> usize {
    const SIXTY: [u16; 2] = [between(0, 5), DECIMAL];
    let [hour, hours, minute, minutes, second, seconds, point, fraction, end] =
        [(); 9].map(|()| form.node());
    let read = if is_exact { Form::digits } else { Form::uncounted };
    form.letters(from, "T", hour);
    read(form, hour, &[ZERO | ONE, DECIMAL], hours);
    read(form, hour, &[TWO, between(0, 3)], hours);
    form.letters(hours, ":", minute);
    read(form, minute, &SIXTY, minutes);
    form.letters(minutes, ":", second);
    read(form, second, &SIXTY, seconds);
    if !is_exact {
        read(form, second, &[between(6, 6), ZERO], seconds);
    }
    form.letters(seconds, ".", point);
    read(form, point, &[DECIMAL], fraction);
    read(form, fraction, &[DECIMAL], fraction);
    for last in [minutes, seconds, fraction] {
        form.letters(last, "", end);
    }
    end
}
