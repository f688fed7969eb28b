//! Condition values, by the type that their operator wants.

use iam_syntax::{Condition, Family, IpNet, Order, Spanned, address_range};

/// The IP ranges of a condition on `aws:SourceIp`, with their places, if its operator compares addresses.
pub(crate) fn source_ranges(condition: &Condition) -> Vec<Spanned<IpNet>> {
    if condition.operator.value.kind.family() != Family::Address || condition.key.value.lower != *"aws:sourceip" {
        return Vec::new();
    }
    let ranges = condition.values.iter().filter_map(|it| Some(Spanned::new(address_range(&it.value.text)?, it.span)));
    ranges.collect()
}

/// True if all addresses of the range are private ones (RFC 1918, RFC 6598, loopback, link-local, unique local).
pub(crate) fn is_private(range: &IpNet) -> bool {
    const PRIVATE: [&str; 8] = [
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "fc00::/7",
        "fe80::/10",
    ];
    PRIVATE.iter().filter_map(|text| address_range(text)).any(|private| private.contains(range))
}

/// True for a date in one of the forms of ISO 8601 that AWS takes: a day, or a day with a time.
pub(crate) fn is_date(text: &str) -> bool {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|it| it.is_ascii_digit());
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let mut parts = day.split('-');
    let day = parts.next().is_some_and(|it| digits(it, 4))
        && parts.next().is_none_or(|it| digits(it, 2))
        && parts.next().is_none_or(|it| digits(it, 2))
        && parts.next().is_none();
    day && time.is_none_or(|time| time.starts_with(|it: char| it.is_ascii_digit()))
}

/// True for the seconds since 1970, which AWS takes for a date, too.
pub(crate) fn is_epoch(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) && text.len() > 4
}

/// True for a number as AWS reads one.
pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it))
        && text.parse::<f64>().is_ok()
}

/// Order in which a condition compares numbers or dates, where it is no test for equality.
pub(crate) const fn threshold(family: Family) -> Option<Order> {
    match family {
        Family::Numeric(order) | Family::Date(order) => match order {
            Order::Equal => None,
            Order::Less | Order::AtMost | Order::Greater | Order::AtLeast => Some(order),
        },
        Family::Text(_) | Family::Arn | Family::Bool | Family::Binary | Family::Address | Family::Null => None,
    }
}

/// True for base64 with its padding.
pub(crate) fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|it| it.is_ascii_alphanumeric() || b"+/".contains(&it))
}

/// True for `true` and `false`, whatever their case.
pub(crate) fn is_boolean(text: &str) -> bool {
    ["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// True if the text has a variable, which stands for another text in each request.
pub(crate) fn has_variable(text: &str) -> bool {
    text.contains("${")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_by_their_forms() {
        assert!(
            is_date("2026-12-01T00:00:00Z") && is_date("2026-12") && !is_date("1764547200") && !is_date("tomorrow")
        );
        assert!(is_number("-1.5e3") && !is_number("ten") && !is_number("inf"));
        assert!(is_base64("QmluYXJ5") && !is_base64("Bin") && !is_base64("a==="));
        let private = |text| is_private(&address_range(text).unwrap());
        assert!(
            private("10.1.0.0/16") && private("192.168.1.7") && !private("0.0.0.0/0") && !private("203.0.113.0/24")
        );
    }
}
