//! Comparing values by the operators of section 4.3: numbers, dates, booleans, binary, addresses, ARNs.

use std::cmp::Ordering;
use std::net::IpAddr;

use super::pattern::{Token, fits};

/// Seconds since 1970 and nanoseconds.
pub(super) type Instant = (i64, u32);

/// "Now" of a scenario that does not say: 2026-01-01T00:00:00Z.
pub(super) const DEFAULT_NOW: Instant = (1_767_225_600, 0);

/// Compares two decimal numbers; nothing when one is none (CO-33, AM-24).
pub(super) fn compare_numbers(left: &str, right: &str) -> Option<Ordering> {
    let (left, right) = (decimal(left)?, decimal(right)?);
    let size = left.point.cmp(&right.point).then_with(|| left.digits.cmp(&right.digits));
    let sign = |number: &Decimal| match (number.digits.is_empty(), number.minus) {
        (true, _) => 0,
        (false, true) => -1,
        (false, false) => 1,
    };
    Some(match (sign(&left), sign(&right)) {
        (1, 1) => size,
        (-1, -1) => size.reverse(),
        (left, right) => left.cmp(&right),
    })
}

/// True if a text is a number (AM-24).
pub(super) fn is_number(text: &str) -> bool {
    decimal(text).is_some()
}

/// A number as `0.DIGITS` times ten to the power of `point`; zero has no digits.
struct Decimal {
    minus: bool,
    /// Without zeros at both ends.
    digits: String,
    point: i128,
}

/// A sign, digits with at most one point among or beside them, and an exponent.
fn decimal(text: &str) -> Option<Decimal> {
    let minus = text.starts_with('-');
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, power(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    let leading = digits.len() - significant.len();
    Some(Decimal {
        minus,
        digits: significant.trim_end_matches('0').to_owned(),
        point: exponent + whole.len() as i128 - leading as i128,
    })
}

/// The exponent that stands behind the `e`; one beyond all measure counts as very large.
fn power(text: &str) -> Option<i128> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(i128::from(i64::MAX)).min(i128::from(i64::MAX));
    Some(if text.starts_with('-') { -size } else { size })
}

/// A point in time: a W3C date or seconds since 1970 (CO-34, CO-35).
pub(super) fn instant(text: &str) -> Option<Instant> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if unsigned.len() >= 5 && unsigned.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok().map(|seconds| (seconds, 0));
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let (year, month, day) = match parts.as_slice() {
        [year] => (digits(year, 4)?, 1, 1),
        [year, month] => (digits(year, 4)?, digits(month, 2)?, 1),
        [year, month, day] => (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?),
        _ => return None,
    };
    if !(1..=12).contains(&month) || day < 1 || day > days_of(year, month) {
        return None;
    }
    let midnight = days_since_1970(year, month, day) * 86_400;
    match time {
        None => Some((midnight, 0)),
        Some(time) if parts.len() == 3 => {
            let (seconds, nanos) = time_of_day(time)?;
            Some((midnight + seconds, nanos))
        }
        Some(_) => None,
    }
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`, with its zone.
fn time_of_day(text: &str) -> Option<(i64, u32)> {
    let (clock, offset) = if let Some(clock) = text.strip_suffix('Z') {
        (clock, 0)
    } else {
        let at = text.rfind(['+', '-'])?;
        let (clock, zone) = (text.get(..at)?, text.get(at..)?);
        let sign = if zone.starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
        if hours > 23 || minutes > 59 {
            return None;
        }
        (clock, sign * (hours * 3600 + minutes * 60))
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds, nanos) = match parts.as_slice() {
        [hours, minutes] => (digits(hours, 2)?, digits(minutes, 2)?, 0, 0),
        [hours, minutes, seconds] => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            if fraction.is_empty() || fraction.len() > 9 || !fraction.chars().all(|c| c.is_ascii_digit()) {
                return None;
            }
            let nanos: u32 = format!("{fraction:0<9}").parse().ok()?;
            (digits(hours, 2)?, digits(minutes, 2)?, digits(whole, 2)?, nanos)
        }
        _ => return None,
    };
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some((hours * 3600 + minutes * 60 + seconds - offset, nanos))
}

/// Exactly so many digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.chars().all(|c| c.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts years and months one by one.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let days_of_year = |year| if is_leap(year) { 366 } else { 365 };
    let years: i64 =
        if year >= 1970 { (1970..year).map(days_of_year).sum() } else { -(year..1970).map(days_of_year).sum::<i64>() };
    years + (1..month).map(|month| days_of(year, month)).sum::<i64>() + day - 1
}

/// A point in time as text, as the request carries it.
pub(super) fn instant_text((seconds, _): Instant) -> String {
    let (mut days, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut year = 1970;
    while days < 0 || days >= if is_leap(year) { 366 } else { 365 } {
        if days < 0 {
            year -= 1;
            days += if is_leap(year) { 366 } else { 365 };
        } else {
            days -= if is_leap(year) { 366 } else { 365 };
            year += 1;
        }
    }
    let mut month = 1;
    while days >= days_of(year, month) {
        days -= days_of(year, month);
        month += 1;
    }
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", days + 1)
}

/// CO-36, AM-25: what is not `true`, case aside, is false.
pub(super) fn equal_booleans(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case("true") == right.eq_ignore_ascii_case("true")
}

/// CO-37, AM-26: the same text, which is base64.
pub(super) fn equal_bytes(left: &str, right: &str) -> bool {
    is_base64(left) && left == right
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '/';
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.chars().all(is_letter)
}

/// CO-38: true if an address lies in a range; an IPv4 address in the form of IPv6 is the IPv4 address (AM-28).
pub(super) fn in_range(range: &str, address: &str) -> bool {
    let (network, prefix) = match range.split_once('/') {
        Some((network, prefix)) => (network, Some(prefix)),
        None => (range, None),
    };
    let (Ok(network), Ok(address)) = (network.parse::<IpAddr>(), address.parse::<IpAddr>()) else { return false };
    let address = match address {
        IpAddr::V6(six) => six.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    };
    let bits = |address: IpAddr| -> Vec<bool> {
        let bytes = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect()
    };
    let (network, address) = (bits(network), bits(address));
    let prefix = match prefix {
        Some(text) if text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit()) => text.parse().ok(),
        Some(_) => None,
        None => Some(network.len()),
    };
    network.len() == address.len()
        && prefix.is_some_and(|prefix: usize| {
            prefix <= network.len() && network.iter().zip(&address).take(prefix).all(|(left, right)| left == right)
        })
}

/// CO-39, CO-40: whether an ARN fits an ARN pattern, field by field.
pub(super) fn arn_fits(pattern: &[Token], arn: &str) -> bool {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    if fields.len() < 6 || fields.first() != Some(&"arn") {
        return false;
    }
    if pattern == [Token::Run(true)] {
        return true;
    }
    let parts: Vec<&[Token]> = pattern.splitn(6, |token| *token == Token::Char(':')).collect();
    parts.len() == 6 && parts.iter().zip(fields).all(|(part, field)| fits(part, field))
}
