//! How addresses are written: IPv4, also as IPv6, and IPv6 with and without `::`, also such as end in an IPv4.

use core::net::IpAddr;

use super::address::range;
use crate::glob::{DECIMAL, Form, HEXADECIMAL, between};

/// The groups before an IPv4 that is written as IPv6.
const MAPPED: u128 = 0xffff;

const ZERO: u16 = between(0, 0);

pub(super) fn forms(constants: &[String]) -> [Form; 3] {
    let (mut four, mut six) = (Vec::new(), vec![MAPPED << 32, (MAPPED + 1) << 32]);
    for (address, length) in constants.iter().filter_map(|text| range(text)) {
        match address {
            IpAddr::V4(address) => {
                let rest = u32::MAX.checked_shr(length).unwrap_or_default();
                let (first, last) = (address.to_bits() & !rest, address.to_bits() | rest);
                four.extend(core::iter::once(first).chain(last.checked_add(1)));
            }
            IpAddr::V6(address) => {
                let rest = u128::MAX.checked_shr(length).unwrap_or_default();
                let (first, last) = (address.to_bits() & !rest, address.to_bits() | rest);
                six.extend(core::iter::once(first).chain(last.checked_add(1)));
            }
        }
    }
    six.extend(four.iter().map(|bits| MAPPED << 32 | u128::from(*bits)));
    [v4(&four), v6(&six), v6_with_v4(&six)]
}

fn v4(bounds: &[u32]) -> Form {
    let mut form = Form::new(bounds.iter().map(|bits| decimal(*bits)).collect(), false);
    let first = form.node();
    form.letters(0, "", first);
    let behind = groups(&mut form, 6, true);
    form.letters(behind, "", first);
    octets(&mut form, first);
    form
}

fn v6(bounds: &[u128]) -> Form {
    let mut form = Form::new(bounds.iter().map(|bits| hexadecimal(*bits, 32)).collect(), false);
    let end = groups(&mut form, 8, false);
    form.end(end);
    form
}

fn v6_with_v4(bounds: &[u128]) -> Form {
    let digits = |bits: &u128| -> Vec<u8> {
        let last = u32::try_from(bits & u128::from(u32::MAX)).unwrap_or_default();
        hexadecimal(bits >> 32, 24).into_iter().chain(decimal(last)).collect()
    };
    let mut form = Form::new(bounds.iter().map(digits).collect(), false);
    let behind = groups(&mut form, 6, false);
    octets(&mut form, behind);
    form
}

/// Three digits for each of four numbers.
fn decimal(bits: u32) -> Vec<u8> {
    let text: String = bits.to_be_bytes().iter().map(|byte| format!("{byte:03}")).collect();
    text.bytes().map(|digit| digit - b'0').collect()
}

fn hexadecimal(bits: u128, digits: u32) -> Vec<u8> {
    (0..digits)
        .rev()
        .map(|digit| u8::try_from(bits >> (4 * digit) & 15).unwrap_or_default())
        .collect()
}

/// All ways to write `count` groups, and a colon where they are fewer than eight. Where they stand before an IPv4 that
/// is read as such, they do not count.
fn groups(form: &mut Form, count: usize, is_mapped: bool) -> usize {
    let end = form.node();
    // Where each group begins, before `::` and behind it.
    let mut before: Vec<usize> = (1..count).map(|_| form.node()).collect();
    before.insert(0, 0);
    let behind: Vec<usize> = (0..count).map(|_| form.node()).collect();
    let gap = |form: &mut Form, from: usize, done: usize| {
        let colons = form.node();
        form.letters(from, "::", colons);
        for to in done + 1..=count {
            let start = behind.get(to).copied().unwrap_or(end);
            if !is_mapped {
                form.implied(colons, vec![0; 4 * (to - done)], start);
            } else if to < count {
                form.letters(colons, "", start);
            }
        }
    };
    gap(form, 0, 0);
    for (starts, is_behind) in [(&before, false), (&behind, true)] {
        for (group, start) in starts.iter().enumerate() {
            let read = form.node();
            read_group(form, *start, read, is_mapped.then_some(group + 1 == count));
            match starts.get(group + 1) {
                Some(next) => form.letters(read, ":", *next),
                None => form.letters(read, if count < 8 { ":" } else { "" }, end),
            }
            if !is_behind {
                gap(form, read, group + 1);
            }
        }
    }
    end
}

/// Up to four digits; where they do not count, whether they are the last ones before an IPv4.
fn read_group(form: &mut Form, from: usize, to: usize, uncounted: Option<bool>) {
    if uncounted == Some(true) {
        form.uncounted(from, &[1 << 15; 4], to);
        return;
    }
    for width in 1..=4 {
        if uncounted.is_some() {
            form.uncounted(from, &vec![ZERO; width], to);
            continue;
        }
        let first = form.node();
        form.implied(from, vec![0; 4 - width], first);
        form.digits(first, &vec![HEXADECIMAL; width], to);
    }
}

/// Four numbers below 256, without zeros before them.
fn octets(form: &mut Form, from: usize) {
    const WAYS: [&[u16]; 5] = [
        &[DECIMAL],
        &[between(1, 9), DECIMAL],
        &[between(1, 1), DECIMAL, DECIMAL],
        &[between(2, 2), between(0, 4), DECIMAL],
        &[between(2, 2), between(5, 5), between(0, 5)],
    ];
    let mut at = from;
    for octet in 0..4 {
        let read = form.node();
        for way in WAYS {
            let first = form.node();
            form.implied(at, vec![0; 3 - way.len()], first);
            form.digits(first, way, read);
        }
        at = read;
        if octet < 3 {
            at = form.node();
            form.letters(read, ".", at);
        }
    }
    form.end(at);
}
