//! Addresses and ranges (CO-38).

use std::net::IpAddr;

use iam_syntax::address_range;
use iam_syntax::open_points::MAPPED_ADDRESSES_ARE_IPV4;

/// True if the address `request` lies inside `range`; `None` when one of them is neither address nor range.
///
/// IPv4 and IPv6 never match each other; an IPv4 address that is written as IPv6 is the IPv4 one (AM-28). A range without prefix is a single address.
pub(super) fn inside(request: &str, range: &str) -> Option<bool> {
    let request = request.parse::<IpAddr>().ok()?;
    let request = if MAPPED_ADDRESSES_ARE_IPV4.taken() { request.to_canonical() } else { request };
    Some(address_range(range)?.contains(&request))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_their_addresses_in_any_spelling() {
        let table = [
            ("203.0.113.200", "203.0.113.7/24", Some(true)),
            ("203.0.114.1", "203.0.113.0/24", Some(false)),
            ("203.0.113.7", "203.0.113.7", Some(true)),
            ("2001:db8::1", "2001:DB8::/32", Some(true)),
            ("2001:0db8:0:0:0:0:0:1", "2001:db8::1", Some(true)),
            ("203.0.113.7", "::/0", Some(false)),
            ("::ffff:203.0.113.7", "203.0.113.0/24", Some(true)),
            ("::ffff:203.0.113.7", "::/0", Some(false)),
            ("300.1.1.1", "0.0.0.0/0", None),
            ("203.0.113.7", "300.1.1.1", None),
            ("203.0.113.7", "0203.0.113.7", None),
            ("0203.0.113.7", "0.0.0.0/0", None),
        ];
        for (request, range, expected) in table {
            assert_eq!(inside(request, range), expected, "{request} {range}");
        }
    }
}
