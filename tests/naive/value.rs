//! Comparing one value of a call with one of a policy: texts, numbers, dates, addresses, ARNs.
//! Not: operators.

use std::net::IpAddr;

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Unit(u16),
    /// `?`
    One,
    /// `*`
    Many,
}

pub(super) fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// What a pattern says, wildcards as they are written.
pub(super) fn written(pattern: &[Piece]) -> String {
    let mut units = Vec::new();
    for piece in pattern {
        units.push(match piece {
            Piece::Unit(unit) => *unit,
            Piece::One => u16::from(b'?'),
            Piece::Many => u16::from(b'*'),
        });
    }
    String::from_utf16_lossy(&units)
}

pub(super) fn glob(pattern: &[Piece], text: &[u16]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        ([Piece::Many, rest @ ..], []) => glob(rest, text),
        ([Piece::Many, rest @ ..], [_, after @ ..]) => glob(rest, text) || glob(pattern, after),
        ([Piece::One, rest @ ..], [_, after @ ..]) => glob(rest, after),
        ([Piece::Unit(one), rest @ ..], [other, after @ ..]) => one == other && glob(rest, after),
        _ => false,
    }
}

/// `*` and `?` in plain text.
pub(super) fn like(pattern: &str, text: &str) -> bool {
    let mut pieces = Vec::new();
    for unit in units(pattern) {
        pieces.push(match char::from_u32(u32::from(unit)) {
            Some('*') => Piece::Many,
            Some('?') => Piece::One,
            _ => Piece::Unit(unit),
        });
    }
    glob(&pieces, &units(text))
}

pub(super) fn number(text: &str) -> Option<f64> {
    let is_plain = text.chars().all(|letter| "0123456789+-.eE".contains(letter));
    if is_plain { text.parse().ok() } else { None }
}

/// Seconds since 1970.
pub(super) fn seconds(text: &str) -> Option<f64> {
    let is_epoch = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    if is_epoch {
        return text.parse().ok();
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let of_time = match time {
        Some(time) => seconds_of_time(time)?,
        None => 0.0,
    };
    Some(f64::from(days(date)?) * 86400.0 + of_time)
}

fn days(date: &str) -> Option<u32> {
    let parts: Vec<u32> = date.split('-').map_while(|part| part.parse().ok()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month] if date.len() == 7 => (year, month, &1),
        [year, month, day] if date.len() == 10 => (year, month, day),
        _ => return None,
    };
    if !(1970..=2999).contains(year) || !(1..=12).contains(month) {
        return None;
    }
    let mut days = 0;
    for year in 1970..*year {
        days += if is_leap(year) { 366 } else { 365 };
    }
    for month in 1..*month {
        days += length(*year, month);
    }
    (1..=length(*year, *month)).contains(day).then_some(days + day - 1)
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn length(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`, each with `Z` or an offset.
fn seconds_of_time(time: &str) -> Option<f64> {
    let (clock, offset) = match time.strip_suffix('Z') {
        Some(clock) => (clock, 0.0),
        None => {
            let (clock, sign) = match time.split_once('+') {
                Some((clock, _)) => (clock, 1.0),
                None => (time.split_once('-')?.0, -1.0),
            };
            (clock, sign * seconds_of_clock(time.get(clock.len() + 1..)?)?)
        }
    };
    Some(seconds_of_clock(clock)? - offset)
}

fn seconds_of_clock(clock: &str) -> Option<f64> {
    let mut parts = Vec::new();
    for part in clock.split(':') {
        parts.push(number(part)?);
    }
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes] => (*hours, *minutes, 0.0),
        [hours, minutes, seconds] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    let is_valid = hours < 24.0 && minutes < 60.0 && seconds < 60.0;
    is_valid.then_some(hours * 3600.0 + minutes * 60.0 + seconds)
}

/// An IPv4 address inside an IPv6 one is that address.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    let address: IpAddr = text.parse().ok()?;
    Some(address.to_canonical())
}

/// Bits that are not part of the network are ignored for IPv4 and make an IPv6 range match nothing.
pub(super) fn is_within(text: &str, range: &str) -> bool {
    let (network, length) = match range.split_once('/') {
        Some((network, length)) => match length.parse() {
            Ok(length) => (network, Some(length)),
            Err(_) => return false,
        },
        None => (range, None),
    };
    match (address(text), network.parse()) {
        (Some(IpAddr::V4(_)), Ok(IpAddr::V4(_))) if length > Some(32) => false,
        (Some(IpAddr::V6(_)), Ok(IpAddr::V6(_))) if length > Some(128) => false,
        (Some(IpAddr::V4(one)), Ok(IpAddr::V4(other))) => {
            let length = length.unwrap_or(32);
            first_bits(u128::from(u32::from(one)), 32, length)
                == first_bits(u128::from(u32::from(other)), 32, length)
        }
        (Some(IpAddr::V6(one)), Ok(IpAddr::V6(other))) => {
            let length = length.unwrap_or(128);
            let network = first_bits(u128::from(other), 128, length);
            network == u128::from(other) && first_bits(u128::from(one), 128, length) == network
        }
        _ => false,
    }
}

/// The address with all but the first bits cleared.
fn first_bits(address: u128, width: u32, length: u32) -> u128 {
    let mut kept = 0;
    for bit in 0..width {
        if bit < length {
            kept |= address & (1 << (width - 1 - bit));
        }
    }
    kept
}

pub(super) fn is_arn(text: &str) -> bool {
    text.splitn(6, ':').count() == 6 && text.starts_with("arn:")
}

/// Part by part.
pub(super) fn is_like_arn(text: &str, pattern: &[Piece]) -> bool {
    let texts: Vec<&str> = text.splitn(6, ':').collect();
    let colon = Piece::Unit(u16::from(b':'));
    let patterns: Vec<&[Piece]> = pattern.splitn(6, |piece| *piece == colon).collect();
    texts.len() == patterns.len()
        && patterns.iter().zip(texts).all(|(pattern, text)| glob(pattern, &units(text)))
}
