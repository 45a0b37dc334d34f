//! IP addresses and ranges as condition values write them.

use core::net::IpAddr;

use super::Compared;

/// Whether `actual` lies in the range `wanted`.
pub(super) fn compare(actual: &str, wanted: &str) -> Compared {
    let Ok(actual) = actual.parse::<IpAddr>() else {
        return Compared::Unusable;
    };
    let inside = range(wanted)
        .is_some_and(|(network, length)| contains(network, length, actual.to_canonical()));
    if inside { Compared::Equal } else { Compared::Different }
}

/// `address/length`, or one address. A range of IPv6 with bits set behind its length is none.
fn range(text: &str) -> Option<(IpAddr, u32)> {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let length = length.unwrap_or(width);
    let has_host_bits = address.is_ipv6() && masked(address, length) != masked(address, width);
    (length <= width && !has_host_bits).then_some((address, length))
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
