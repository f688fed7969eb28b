//! Addresses, dates and numbers that another reader would read otherwise (C-23).

use std::net::IpAddr;

use iam_eval::{Context, Values, holds, is_number};
use iam_syntax::{Condition, Family, address_range};

use crate::report::point::Point;

/// A value as another reader would read it; `None`: no otherwise.
type Reading = fn(&str) -> Option<String>;

/// The point that a comparison hangs on: with another reading of its values it comes out otherwise.
pub(super) fn point(entry: &Condition, matched: bool, context: &Context) -> Option<Point> {
    let key = &*entry.key.value.lower;
    let turns = |policy: Option<Reading>, request: Option<Reading>| {
        let policy = policy.and_then(|reading| policy_read(entry, reading));
        let request = request.and_then(|reading| request_read(key, context, reading));
        let reads_otherwise = policy.is_some() || request.is_some();
        reads_otherwise && holds(policy.as_ref().unwrap_or(entry), request.as_ref().unwrap_or(context)) != matched
    };
    let any = |readings: &[Reading]| readings.iter().any(|reading| turns(Some(*reading), Some(*reading)));
    match entry.operator.value.kind.family() {
        Family::Address => {
            let hangs = no_family_in_common(entry, key, context)
                || turns(None, Some(as_ipv6))
                || turns(Some(with_prefix_of_ipv4), None);
            hangs.then_some(Point::Address)
        }
        Family::Date(_) => any(&[as_seconds, as_milliseconds]).then_some(Point::Date),
        Family::Numeric(_) => {
            let negated = entry.operator.value.kind.negated() && turns(None, Some(as_another_number));
            (negated || any(&[rounded, unless_large, without_other_forms])).then_some(Point::Number)
        }
        Family::Text(_) | Family::Arn | Family::Bool | Family::Binary | Family::Null => None,
    }
}

/// The condition with its values read so; `None` when none of them is read otherwise.
fn policy_read(entry: &Condition, reading: Reading) -> Option<Condition> {
    if !entry.values.iter().any(|value| reads_otherwise(&value.value.text, reading)) {
        return None;
    }
    let mut other = entry.clone();
    for value in &mut other.values {
        if let Some(text) = reading(&value.value.text) {
            value.value.text = text.into();
        }
    }
    Some(other)
}

/// The request with the key's values read so; `None` when none of them is read otherwise.
fn request_read(key: &str, context: &Context, reading: Reading) -> Option<Context> {
    let values = context.values(key)?;
    if !values.as_slice().iter().any(|text| reads_otherwise(text, reading)) {
        return None;
    }
    let mut other = context.clone();
    let read = |text: &String| reading(text).unwrap_or_else(|| text.clone());
    match values {
        Values::One(text) => other.give(key, Values::One(read(text))),
        Values::Many(texts) => other.give(key, Values::Many(texts.iter().map(read).collect())),
    }
    Some(other)
}

fn reads_otherwise(text: &str, reading: Reading) -> bool {
    reading(text).is_some_and(|read| read != text)
}

/// True if every range is of the one kind and every address of the other, so that none could ever fit.
fn no_family_in_common(entry: &Condition, key: &str, context: &Context) -> bool {
    let request = context.values(key).map_or(&[][..], Values::as_slice);
    let ranges = || entry.values.iter().map(|range| &*range.value.text);
    let Some(kind) = ranges().next().map(is_ipv6) else { return false };
    ranges().all(|range| is_ipv6(range) == kind && address_range(range).is_some())
        && request.iter().all(|address| is_of_ipv6(address).is_some_and(|of_ipv6| of_ipv6 != kind))
}

/// True if an address or a range is one of IPv6, if it is any.
fn is_ipv6(text: &str) -> bool {
    text.contains(':')
}

/// True if this is an address of IPv6, other than one of IPv4 in its form (AM-28); `None` where it is no address.
fn is_of_ipv6(text: &str) -> Option<bool> {
    Some(text.parse::<IpAddr>().ok()?.to_canonical().is_ipv6())
}

/// `::ffff:203.0.113.7` as an address of IPv6, which lies in no network but that of all of them.
fn as_ipv6(text: &str) -> Option<String> {
    let address = is_ipv6(text).then(|| text.parse::<IpAddr>().ok())??;
    address.to_canonical().is_ipv4().then(|| format!("::{}", address.to_canonical()))
}

/// An address without prefix gets `/32`, whatever its kind.
fn with_prefix_of_ipv4(text: &str) -> Option<String> {
    (is_ipv6(text) && text.parse::<IpAddr>().is_ok()).then(|| format!("{text}/32"))
}

/// A year as seconds since 1970.
fn as_seconds(text: &str) -> Option<String> {
    (text.len() == 4 && is_digits(text)).then(|| format!("0{text}"))
}

/// Very many seconds as milliseconds.
fn as_milliseconds(text: &str) -> Option<String> {
    let seconds = text.get(..text.len().checked_sub(3)?)?;
    (text.len() >= 12 && is_digits(text)).then(|| seconds.to_owned())
}

/// With the fifteen digits that a double keeps.
fn rounded(text: &str) -> Option<String> {
    let mut left = 15;
    let mut counts = false;
    let digit = |character: char| {
        counts |= ('1'..='9').contains(&character);
        if !character.is_ascii_digit() || !counts {
            return character;
        }
        if left == 0 {
            return '0';
        }
        left -= 1;
        character
    };
    (text.len() > 15).then(|| text.chars().map(digit).collect())
}

/// No number at all, where it does not fit in 64 bits.
fn unless_large(text: &str) -> Option<String> {
    let whole = text.split('.').next()?.trim_start_matches(['-', '0']);
    (whole.len() > 18 && is_digits(whole)).then(String::new)
}

/// `+5`, `.5`, `5.` and `5e3` are no numbers to other readers.
fn without_other_forms(text: &str) -> Option<String> {
    let other = text.contains(['+', 'e', 'E']) || text.starts_with('.') || text.ends_with('.');
    other.then(String::new)
}

/// Text that differs from every number, for other readers of what is none: it is read as one that no policy names.
fn as_another_number(text: &str) -> Option<String> {
    (!is_number(text)).then(|| "-1e-999999999".to_owned())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
