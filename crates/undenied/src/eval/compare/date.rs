//! Moments as condition values write them: ISO 8601 dates and times, or seconds since 1970.

use super::points::Point;

/// Seconds since 1970-01-01T00:00:00Z and nanoseconds into the second.
pub(crate) fn parse(text: &str) -> Option<(i64, i64)> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Some((seconds, 0));
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let days = days(date)?;
    let (seconds, nanoseconds) = time.map_or(Some((0, 0)), of_day)?;
    Some((days * 86_400 + seconds, nanoseconds))
}

/// Each moment of `constants`, the nanoseconds next to it and the seconds around it.
pub(super) fn points(constants: &[String]) -> Vec<Point> {
    let moments = constants.iter().filter_map(|text| parse(text));
    core::iter::once(whole(0)).chain(moments.flat_map(around).filter_map(point)).collect()
}

/// A moment, the nanoseconds next to it and the seconds around it.
pub(super) fn around((seconds, nanoseconds): (i64, i64)) -> Vec<(i64, i64)> {
    let (before, after) = (seconds.checked_sub(1), seconds.checked_add(1));
    let previous = match nanoseconds {
        0 => before.map(|before| (before, LAST_NANOSECOND)),
        _ => Some((seconds, nanoseconds - 1)),
    };
    let next = match nanoseconds {
        LAST_NANOSECOND => None,
        _ => Some((seconds, nanoseconds + 1)),
    };
    let around = [before, after].map(|it| it.map(|seconds| (seconds, 0)));
    [Some((seconds, nanoseconds)), previous, next].into_iter().chain(around).flatten().collect()
}

const LAST_NANOSECOND: i64 = 999_999_999;

/// `None` for a part of a second in a year that no text has.
fn point(moment: (i64, i64)) -> Option<Point> {
    if moment.1 == 0 {
        return Some(whole(moment.0));
    }
    let head = clock(moment)?;
    Some(Point::new(format!("{head}Z"), head, "Z".to_owned(), usize::MAX))
}

/// With the date in it; `None` in a year that no text has.
pub(super) fn iso(moment: (i64, i64)) -> Option<String> {
    clock(moment).map(|text| format!("{text}Z"))
}

fn clock((seconds, nanoseconds): (i64, i64)) -> Option<String> {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let date = written(days)?;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}.{nanoseconds:09}"))
}

/// The digits of [`iso`].
pub(super) fn local(moment: (i64, i64)) -> Option<Vec<u8>> {
    clock(moment).map(|text| digits_of(&text))
}

/// Those of the date so many days behind 1970-01-01.
pub(super) fn day(days: i64) -> Option<Vec<u8>> {
    written(days).map(|text| digits_of(&text))
}

pub(super) fn digits_of(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect()
}

fn whole(seconds: i64) -> Point {
    let sign = if seconds < 0 { "-" } else { "" };
    let size = seconds.unsigned_abs().to_string();
    Point::new(seconds.to_string(), sign.to_owned(), size, usize::MAX)
}

/// The inverse of [`days`], for years of four digits.
fn written(days: i64) -> Option<String> {
    let days = days.checked_add(719_468)?;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Days from 1970-01-01 to `YYYY-MM-DD`, or to the first of `YYYY-MM`, in the Gregorian calendar.
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    // A month alone begins with its first day: <https://www.w3.org/TR/NOTE-datetime>.
    let day = digits(parts.next().unwrap_or("01"), 2)?;
    if parts.next().is_some()
        || !(1..=12).contains(&month)
        || !(1..=days_in(year, month)).contains(&day)
    {
        return None;
    }
    // Counted in years that start in March, so that a leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
            - 719_468,
    )
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Seconds into the day, and nanoseconds into the second, for `hh:mm[:ss[.f]][Z|+hh:mm|-hh:mm]`.
fn of_day(time: &str) -> Option<(i64, i64)> {
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = (time.get(..zone_at)?, time.get(zone_at..)?);
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = digits(parts.next()?, 2).filter(|minute| *minute < 60)?;
    let (second, fraction) = seconds(parts.next().unwrap_or("00"))?;
    let offset = zone_minutes(zone)?;
    let whole = hour * 3600 + (minute - offset) * 60 + second;
    parts.next().is_none().then_some((whole, fraction))
}

fn seconds(text: &str) -> Option<(i64, i64)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let second = digits(whole, 2).filter(|second| *second < 61)?;
    let nanoseconds = format!("{fraction:0<9}");
    let is_number = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = nanoseconds.get(..9).filter(|_| is_number)?.parse().ok()?;
    Some((second, fraction))
}

pub(super) fn zone_minutes(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone == "Z" {
        return Some(0);
    }
    let sign = match zone.chars().next() {
        Some('-') => -1,
        Some('+') => 1,
        _ => return None,
    };
    let (hour, minute) = zone.get(1..)?.split_once(':')?;
    Some(sign * (digits(hour, 2)? * 60 + digits(minute, 2)?))
}

fn digits(text: &str, count: usize) -> Option<i64> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_it_is_read() {
        for text in
            ["0000-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2026-11-22", "9999-12-31"]
        {
            assert_eq!(days(text).and_then(written).as_deref(), Some(text));
        }
    }
}
