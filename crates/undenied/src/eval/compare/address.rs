//! IP addresses and ranges as condition values write them.

use undenied_json::cut;

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Compared, points::Point};

/// Whether `actual` lies in the range `wanted`.
pub(super) fn compare(actual: &str, wanted: &str) -> Compared {
    let Ok(actual) = parse(actual).ok_or(()) else {
        return Compared::Unusable;
    };
    let inside = range(wanted)
        .is_some_and(|(network, length)| contains(network, length, actual.to_canonical()));
    if inside { Compared::Equal } else { Compared::Different }
}

/// The first address behind those of IPv6 that stand for IPv4 and are compared as such.
const BEHIND_MAPPED: u128 = 0x1_0000_0000_0000;

/// The first and the last address of each range, and those just outside of it, of both versions.
pub(super) fn points(constants: &[String]) -> Vec<Point> {
    let mut points = vec![point_v4(0), point_v6(0), point_v6(BEHIND_MAPPED)];
    for (address, length) in constants.iter().filter_map(|text| range(text)) {
        match address {
            IpAddr::V4(address) => {
                let rest = u32::MAX.checked_shr(length).unwrap_or_default();
                let (first, last) = (address.to_bits() & !rest, address.to_bits() | rest);
                let edges = [first, last, first.wrapping_sub(1), last.wrapping_add(1)];
                points.extend(edges.map(point_v4));
            }
            IpAddr::V6(address) => {
                let rest = u128::MAX.checked_shr(length).unwrap_or_default();
                let (first, last) = (address.to_bits() & !rest, address.to_bits() | rest);
                let edges = [first, last, first.wrapping_sub(1), last.wrapping_add(1)];
                points.extend(edges.map(point_v6));
            }
        }
    }
    points
}

/// Besides itself, `::ffff:` and itself.
fn point_v4(bits: u32) -> Point {
    let [a, b, c, d] = bits.to_be_bytes();
    let plain = format!("{a}.{b}.{c}.{d}");
    let tail = format!("::ffff:{plain}");
    Point::new(plain, String::new(), tail, 4)
}

/// The shortest of its groups takes zeros.
fn point_v6(bits: u128) -> Point {
    let mut plain = String::new();
    let (mut at, mut most) = (0, 0);
    for group in (0..8).rev().map(|group| bits >> (16 * group) & 0xffff) {
        if !plain.is_empty() {
            plain.push(':');
        }
        let text = format!("{group:x}");
        if 4 - text.len() > most {
            (at, most) = (plain.len(), 4 - text.len());
        }
        plain.push_str(&text);
    }
    let (head, tail) = plain.split_at_checked(at).unwrap_or_default();
    Point::new(plain.clone(), head.to_owned(), tail.to_owned(), most)
}

/// `address/length`, or one address. A range of IPv6 with bits set behind its length is none.
pub(crate) fn range(text: &str) -> Option<(IpAddr, u32)> {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
        None => (text, None),
    };
    let address = parse(address)?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let length = length.unwrap_or(width);
    let has_host_bits = address.is_ipv6() && masked(address, length) != masked(address, width);
    (length <= width && !has_host_bits).then_some((address, length))
}

/// An address as AWS writes it. The standard library's reader weighs a KiB (brotli) in the page.
pub(crate) fn parse(text: &str) -> Option<IpAddr> {
    if text.contains(':') { ipv6(text).map(IpAddr::V6) } else { ipv4(text).map(IpAddr::V4) }
}

/// Four numbers, without leading zeros.
fn ipv4(text: &str) -> Option<Ipv4Addr> {
    let mut bits = 0_u32;
    let mut count = 0;
    for part in text.split('.') {
        let is_plain = part == "0" || !part.starts_with('0');
        let digits = is_plain && part.len() <= 3 && part.bytes().all(|it| it.is_ascii_digit());
        let number: u8 = if digits { part.parse().ok()? } else { return None };
        bits = bits << 8 | u32::from(number);
        count += 1;
    }
    (count == 4).then(|| Ipv4Addr::from_bits(bits))
}

/// Eight groups; `::` stands once for as many zeros as are missing, and the last two may be IPv4.
fn ipv6(text: &str) -> Option<Ipv6Addr> {
    let (head, tail) = match cut(text, "::") {
        Some((head, tail)) => (groups(head, false)?, Some(groups(tail, true)?)),
        None => (groups(text, true)?, None),
    };
    let count = head.1 + tail.map_or(0, |tail| tail.1);
    let (tail_bits, shift) = match tail {
        None if count == 8 => (0, 0),
        Some((bits, _)) if count < 8 => (bits, 8 - head.1),
        _ => return None,
    };
    let head_bits = head.0.checked_shl(16 * shift).unwrap_or(0);
    Some(Ipv6Addr::from_bits(head_bits | tail_bits))
}

/// The bits of groups, and how many groups they are.
fn groups(text: &str, is_last: bool) -> Option<(u128, u32)> {
    let (mut bits, mut count) = (0_u128, 0);
    if text.is_empty() {
        return Some((0, 0));
    }
    let mut parts = text.split(':').peekable();
    while let Some(part) = parts.next() {
        if is_last && parts.peek().is_none() && part.contains('.') {
            bits = bits << 32 | u128::from(ipv4(part)?.to_bits());
            count += 2;
            continue;
        }
        let is_group = matches!(part.len(), 1..=4) && part.bytes().all(|it| it.is_ascii_hexdigit());
        let group = if is_group { u16::from_str_radix(part, 16).ok()? } else { return None };
        bits = bits << 16 | u128::from(group);
        count += 1;
    }
    (count <= 8).then_some((bits, count))
}

fn contains(network: IpAddr, length: u32, address: IpAddr) -> bool {
    network.is_ipv4() == address.is_ipv4() && masked(network, length) == masked(address, length)
}

/// The first `length` bits as a number.
fn masked(address: IpAddr, length: u32) -> u128 {
    let (bits, width) = match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    };
    let shift: u32 = u32::saturating_sub(width, length);
    bits.checked_shr(shift).unwrap_or(0).checked_shl(shift).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::*;

    #[test]
    fn addresses_are_read_as_the_standard_library_reads_them() {
        for text in [
            "",
            "1.2.3.4",
            "01.2.3.4",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "1.2.3.+4",
            "1..2.3",
            "::",
            "::1",
            "1::",
            "1::2",
            ":",
            ":::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4::5:6:7:8",
            "1:2:3::5:6:7:8",
            "::ffff:1.2.3.4",
            "1.2.3.4::",
            "::1.2.3.4:5",
            "64:ff9b::1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "12345::",
            "g::",
            "::1%eth0",
            "1::2::3",
            "fe80::0001",
            "FE80::A",
            "１.2.3.4",
            " ::1",
        ] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_address_is_read_back(four in any::<u32>(), six in any::<u128>(), zeros in any::<u128>()) {
            for address in [
                IpAddr::V4(Ipv4Addr::from_bits(four)),
                IpAddr::V6(Ipv6Addr::from_bits(six)),
                IpAddr::V6(Ipv6Addr::from_bits(six & zeros & (zeros << 31))),
            ] {
                assert_eq!(parse(&address.to_string()), Some(address));
            }
        }

        #[test]
        fn no_text_is_read_otherwise(text in "[0-9a-f:.]{0,20}") {
            assert_eq!(parse(&text), text.parse().ok());
        }
    }
}
