//! Comparing values by the operators of section 4.3: numbers, dates, booleans, binary, addresses, ARNs.

use std::cmp::Ordering;
use std::net::IpAddr;

use super::pattern::{Token, fits};

/// Seconds since 1970 and nanoseconds.
pub(super) type Instant = (i64, u32);

/// "Now" of a scenario that does not say: 2026-01-01T00:00:00Z.
pub(super) const DEFAULT_NOW: Instant = (1_767_225_600, 0);

/// Compares two decimal numbers; nothing when one is none (CO-33).
pub(super) fn compare_numbers(left: &str, right: &str) -> Option<Ordering> {
    let (left_minus, left_whole, left_part) = decimal(left)?;
    let (right_minus, right_whole, right_part) = decimal(right)?;
    let size = left_whole
        .len()
        .cmp(&right_whole.len())
        .then_with(|| left_whole.cmp(&right_whole))
        .then_with(|| left_part.cmp(&right_part));
    Some(match (left_minus, right_minus) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Sign, digits before the point without leading zeros, digits behind it without trailing zeros.
fn decimal(text: &str) -> Option<(bool, String, String)> {
    let (minus, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let whole = whole.trim_start_matches('0').to_owned();
    let part = part.trim_end_matches('0').to_owned();
    let zero = whole.is_empty() && part.is_empty();
    Some((minus && !zero, whole, part))
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

/// CO-36: two equal truth values, case aside.
pub(super) fn equal_booleans(left: &str, right: &str) -> bool {
    let truth = |text: &str| match text.to_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    truth(left).is_some() && truth(left) == truth(right)
}

/// CO-37: two base64 texts of the same bytes.
pub(super) fn equal_bytes(left: &str, right: &str) -> bool {
    base64(left).is_some() && base64(left) == base64(right)
}

fn base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let body = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - body.len() > 2 {
        return None;
    }
    let mut bits = Vec::new();
    for c in body.chars() {
        let value = ALPHABET.find(c)?;
        bits.extend((0..6).rev().map(|bit| value >> bit & 1));
    }
    let bytes = bits.chunks_exact(8).map(|chunk| chunk.iter().fold(0, |byte, bit| byte << 1 | *bit as u8));
    Some(bytes.collect())
}

/// CO-38: whether an address lies in a range; nothing when the range is none.
pub(super) fn in_range(range: &str, address: &str) -> bool {
    let (network, prefix) = match range.split_once('/') {
        Some((network, prefix)) => (network, Some(prefix)),
        None => (range, None),
    };
    let (Ok(network), Ok(address)) = (network.parse::<IpAddr>(), address.parse::<IpAddr>()) else { return false };
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
