//! Ranges of IP addresses (CO-38).

use std::net::IpAddr;

use ipnet::IpNet;

use crate::open_points::IPV6_PREFIX_WHEN_MISSING;

/// The range that a value of `IpAddress` or `NotIpAddress` names; `None` when it names none (CO-38, GT-39).
///
/// Without prefix it is a single address. Bits beyond the prefix stay and do not count. Addresses are read by the
/// standard library alone: it refuses zeros in front, as in `010.0.0.1`, which other readers take for octal, and
/// `ipnet`'s own reader would be a second one in the page.
///
/// ```
/// use std::net::IpAddr;
///
/// use iam_syntax::address_range;
///
/// let range = address_range("10.0.0.0/8").unwrap();
/// assert!(range.contains(&"10.20.30.40".parse::<IpAddr>().unwrap()));
/// assert_eq!(address_range("10.0.0.0/99"), None);
/// ```
pub fn address_range(text: &str) -> Option<IpNet> {
    let Some((address, prefix)) = text.split_once('/') else {
        let address = text.parse::<IpAddr>().ok()?;
        return IpNet::new(address, if address.is_ipv4() { 32 } else { IPV6_PREFIX_WHEN_MISSING.taken() }).ok();
    };
    let digits = prefix.bytes().all(|byte| byte.is_ascii_digit());
    IpNet::new(address.parse().ok()?, prefix.parse().ok().filter(|_| digits)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_an_address_with_or_without_prefix() {
        let table = [
            ("203.0.113.7", Some(32)),
            ("203.0.113.7/24", Some(24)),
            ("0.0.0.0/0", Some(0)),
            ("2001:DB8::/32", Some(32)),
            ("2001:0db8::0001", Some(IPV6_PREFIX_WHEN_MISSING.taken())),
            ("10.0.0.1", Some(32)),
            ("010.0.0.1/8", None),
            ("192.168.001.1", None),
            ("00.0.0.0/0", None),
            ("::ffff:010.0.0.1", None),
            ("300.1.1.1", None),
            ("203.0.113", None),
            ("203.0.113.*", None),
            ("203.0.113.0/33", None),
            ("2001:db8::/129", None),
            ("203.0.113.0/+24", None),
            ("203.0.113.0/", None),
            ("203.0.113.0/24/24", None),
            (" 203.0.113.7", None),
            ("", None),
        ];
        for (text, prefix) in table {
            assert_eq!(address_range(text).map(|range| range.prefix_len()), prefix, "{text:?}");
        }
    }
}
