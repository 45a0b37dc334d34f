//! How dates and times are written. Times in UTC are read exactly and, where that is not enough, those in the zones
//! that there are; of all other zones, what a day leaves open.

use super::{
    Rare,
    date::{around, day, digits_of, iso, local, zone_minutes},
};
use crate::glob::{DECIMAL, Form, between};

const DAY: i64 = 86_400;

/// By how much a zone may be off UTC: `99:99`.
const OFF: i64 = (99 * 60 + 99) * 60;

/// A day with a leap second, in seconds.
const LONG_DAY: i64 = DAY + 1;

pub(super) fn forms(moments: &[(i64, i64)], known: &[Rare]) -> Option<Vec<Form>> {
    let mut utc = exact(moments, 0, &["", "Z", "+00:00", "-00:00"]);
    let mut days = Form::new(bounds(moments, 0), false);
    let behind = date(&mut days);
    days.end(behind);
    utc.extend([days, vague(moments, known)?]);
    Some(utc)
}

/// In the zones that there are, and in some with which several days can be bridged.
pub(super) fn further(moments: &[(i64, i64)]) -> Vec<(Rare, Vec<Form>)> {
    const PARTS: [(i64, i64); 10] = [
        (2, 30),
        (3, 30),
        (4, 30),
        (5, 30),
        (5, 45),
        (6, 30),
        (8, 45),
        (9, 30),
        (10, 30),
        (12, 45),
    ];
    let hours = (1..=14).chain([23, 46, 69, 92]).map(|hours| (hours, 0));
    let all = hours.chain(PARTS).chain([(99, 99)]);
    let signs = all.flat_map(|(hours, minutes)| [(1, hours, minutes), (-1, hours, minutes)]);
    let of = |(sign, hours, minutes): (i64, i64, i64)| {
        let letter = if sign < 0 { '-' } else { '+' };
        let zone = format!("{letter}{hours:02}:{minutes:02}");
        let forms = exact(moments, sign * (hours * 60 + minutes), &[zone.as_str()]);
        (Rare::Zone(zone), forms)
    };
    signs.map(of).collect()
}

/// Times in the zone of `text`, and the zone.
pub(super) fn like(moments: &[(i64, i64)], text: &str) -> Option<(Rare, Vec<Form>)> {
    let (_, time) = text.split_once('T')?;
    let zone = time.get(time.find(['+', '-'])?..)?;
    Some((Rare::Zone(zone.to_owned()), exact(moments, zone_minutes(zone)?, &[zone])))
}

/// Times in `zones`, which are so many minutes off UTC; and the leap seconds in them, of which each is the first second
/// of the next minute.
fn exact(moments: &[(i64, i64)], minutes: i64, zones: &[&str]) -> Vec<Form> {
    let of = |(minutes, reading): (i64, Reading)| {
        let mut form = Form::new(bounds(moments, minutes), false);
        let behind = date(&mut form);
        let behind = time(&mut form, behind, reading);
        let end = form.node();
        zones.iter().for_each(|zone| form.letters(behind, zone, end));
        form.end(end);
        form
    };
    [(minutes, Reading::Exact), (minutes - 1, Reading::LeapSecond)].map(of).into()
}

/// In any zone but UTC and those `known`.
fn vague(moments: &[(i64, i64)], known: &[Rare]) -> Option<Form> {
    let mut days: Vec<i64> = Vec::new();
    let mut bounds = Vec::new();
    for (seconds, _) in moments {
        match reach(*seconds).map(|it| Some((it?, day(it?)?))) {
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
    let behind = time(&mut form, behind, Reading::Vague);
    let end = form.node();
    for sign in ["+", "-"] {
        let own = known.iter().filter_map(|known| match known {
            Rare::Zone(zone) => zone.strip_prefix(sign),
            Rare::Exponent(..) => None,
        });
        let taken: Vec<Vec<u8>> = own.chain(["00:00"]).map(digits_of).collect();
        let zone = form.node();
        form.letters(behind, sign, zone);
        form.uncounted_but(zone, &[DECIMAL; 4], true, &taken, end);
    }
    form.end(end);
    let first = days.first().map_or(0, |first| first - 1);
    let each = days.iter().flat_map(|day| [*day, day + 1]);
    let intervals = core::iter::once(first).chain(each);
    form.claims = Some(intervals.map(|day| claims(moments, day)).collect());
    Some(form)
}

/// The first of the days with which a time before this moment, at it or behind it can be written, and the one behind them.
fn reach(seconds: i64) -> [Option<i64>; 2] {
    let edges = [seconds.checked_sub(LONG_DAY + OFF), seconds.checked_add(OFF)];
    edges.map(|edge| Some(edge?.div_euclid(DAY) + 1))
}

/// What a time may be that is written with this day.
fn claims(moments: &[(i64, i64)], day: i64) -> Vec<String> {
    let near = moments.iter().filter(|(seconds, _)| {
        let [first, behind] = reach(*seconds);
        first.is_none_or(|first| first <= day) && behind.is_none_or(|behind| day < behind)
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

#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Exact,
    /// Those of a minute's 61st second alone.
    LeapSecond,
    /// The digits do not count.
    Vague,
}

/// `T` and the time.
fn time(form: &mut Form, from: usize, reading: Reading) -> usize {
    const SIXTY: [u16; 2] = [between(0, 5), DECIMAL];
    let [hour, hours, minute, minutes, second, seconds, point, fraction, end] =
        [(); 9].map(|()| form.node());
    let read = if reading == Reading::Vague { Form::uncounted } else { Form::digits };
    form.letters(from, "T", hour);
    read(form, hour, &[ZERO | ONE, DECIMAL], hours);
    read(form, hour, &[TWO, between(0, 3)], hours);
    form.letters(hours, ":", minute);
    read(form, minute, &SIXTY, minutes);
    form.letters(minutes, ":", second);
    if reading != Reading::LeapSecond {
        form.letters(minutes, "", end);
        read(form, second, &SIXTY, seconds);
    }
    if reading != Reading::Exact {
        let leap = form.node();
        form.uncounted(second, &[between(6, 6), ZERO], leap);
        form.implied(
            leap,
            if reading == Reading::Vague { Vec::new() } else { vec![0; 2] },
            seconds,
        );
    }
    form.letters(seconds, "", end);
    form.letters(seconds, ".", point);
    read(form, point, &[DECIMAL], fraction);
    read(form, fraction, &[DECIMAL], fraction);
    form.letters(fraction, "", end);
    end
}
