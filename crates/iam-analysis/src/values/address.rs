//! Addresses: the first of every stretch between the bounds of the ranges, of both kinds, and something that is none.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use iam_syntax::address_range;

use super::{Wanted, policy_values};

/// An address of every kind that the tests tell apart.
pub(super) fn candidates(wanted: &[Wanted<'_>]) -> Vec<String> {
    let ranges = policy_values(wanted).filter_map(|(_, value)| address_range(&value.value.text));
    let (mut first, mut after) = (Vec::new(), Vec::new());
    for range in ranges {
        first.push(range.network());
        after.extend(next(range.broadcast()));
    }
    // Addresses of version 4 that are written as version 6 may count as either.
    let mapped = Ipv4Addr::UNSPECIFIED.to_ipv6_mapped();
    let ends = [
        IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        IpAddr::V6(mapped),
        IpAddr::V6(Ipv6Addr::from_bits(mapped.to_bits() + (1 << 32))),
    ];
    let all = first.into_iter().chain(after).chain(ends).map(|address| address.to_string());
    all.chain(std::iter::once("none".to_owned())).collect()
}

/// The address after this one.
fn next(address: IpAddr) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(address) => IpAddr::V4(Ipv4Addr::from_bits(address.to_bits().checked_add(1)?)),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits().checked_add(1)?)),
    })
}
