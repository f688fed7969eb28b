//! Conditions (section 4).

use std::cmp::Ordering;

use serde_json::Value;

use super::context::Keys;
use super::document::texts;
use super::pattern::{expand, fits, plain};
use super::values;

/// All condition operators without prefix and suffix.
pub const OPERATORS: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnNotEquals",
    "ArnLike",
    "ArnNotLike",
    "Null",
];

/// Which values of the request have to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantifier {
    Single,
    All,
    Any,
}

/// A condition operator taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operator<'a> {
    quantifier: Quantifier,
    base: &'a str,
    if_exists: bool,
}

impl<'a> Operator<'a> {
    pub(super) fn parse(name: &'a str) -> Option<Self> {
        let (quantifier, rest) = if let Some(rest) = name.strip_prefix("ForAllValues:") {
            (Quantifier::All, rest)
        } else if let Some(rest) = name.strip_prefix("ForAnyValue:") {
            (Quantifier::Any, rest)
        } else {
            (Quantifier::Single, name)
        };
        let (base, if_exists) = match rest.strip_suffix("IfExists") {
            Some(base) => (base, true),
            None => (rest, false),
        };
        let known = OPERATORS.contains(&base) && !(base == "Null" && if_exists);
        known.then_some(Self { quantifier, base, if_exists })
    }

    /// True if its conditions hold for none but those whose key has one of the policy's values (EV-72).
    pub(super) fn compares_with_values(self) -> bool {
        let compares = ["String", "Arn", "IpAddress"].iter().any(|family| self.base.starts_with(family));
        compares && !self.is_negated() && !self.if_exists && self.quantifier != Quantifier::All
    }

    /// True if `*` and `?` in the policy's values stand for other characters.
    pub(super) fn knows_wildcards(self) -> bool {
        self.base == "StringLike" || self.base.starts_with("Arn")
    }

    fn is_negated(self) -> bool {
        self.base.contains("Not")
    }
}

/// True if all conditions of a statement hold (CO-01).
pub(super) fn hold(condition: &Value, version: &str, keys: &Keys) -> bool {
    let Some(blocks) = condition.as_object() else { return true };
    blocks.iter().all(|(name, block)| {
        Operator::parse(name).is_some_and(|operator| {
            block.as_object().is_some_and(|entries| {
                entries.iter().all(|(key, wanted)| {
                    let found = keys.get(&key.to_lowercase()).map_or(&[] as &[String], Vec::as_slice);
                    holds(operator, &texts(wanted), found, version, keys)
                })
            })
        })
    })
}

fn holds(operator: Operator<'_>, wanted: &[String], found: &[String], version: &str, keys: &Keys) -> bool {
    if operator.base == "Null" {
        return match operator.quantifier {
            Quantifier::All => true,
            Quantifier::Any => false,
            Quantifier::Single => {
                wanted.iter().any(|word| if found.is_empty() { word == "true" } else { word == "false" })
            }
        };
    }
    if found.is_empty() && operator.if_exists {
        return true;
    }
    let no_values = found.iter().all(String::is_empty) && found.len() <= 1;
    let passes = |value: &String| passes(operator, wanted, value, version, keys);
    match operator.quantifier {
        Quantifier::All => no_values || (!wanted.is_empty() && found.iter().all(passes)),
        Quantifier::Any => !no_values && !wanted.is_empty() && found.iter().any(passes),
        Quantifier::Single => match found {
            _ if wanted.is_empty() => false,
            [] => operator.is_negated(),
            [one] => passes(one),
            _ => false,
        },
    }
}

/// True if one value of the request passes against the policy's list (CO-02, CO-03, CO-16).
fn passes(operator: Operator<'_>, wanted: &[String], value: &str, version: &str, keys: &Keys) -> bool {
    // AM-24
    if operator.base.starts_with("Numeric") && !values::is_number(value) {
        return false;
    }
    let one_fits = wanted.iter().any(|wanted| value_fits(operator.base, wanted, value, version, keys));
    one_fits != operator.is_negated()
}

/// The positive form of an operator on one pair of values.
fn value_fits(base: &str, wanted: &str, value: &str, version: &str, keys: &Keys) -> bool {
    let pattern = || expand(wanted, version, keys);
    let number = || values::compare_numbers(value, wanted);
    let date = || Some(values::instant(value)?.cmp(&values::instant(wanted)?));
    match base {
        "StringEquals" | "StringNotEquals" => pattern().is_some_and(|pattern| plain(&pattern) == value),
        "StringEqualsIgnoreCase" | "StringNotEqualsIgnoreCase" => {
            pattern().is_some_and(|pattern| plain(&pattern).to_lowercase() == value.to_lowercase())
        }
        "StringLike" | "StringNotLike" => pattern().is_some_and(|pattern| fits(&pattern, value)),
        "ArnEquals" | "ArnNotEquals" | "ArnLike" | "ArnNotLike" => {
            pattern().is_some_and(|pattern| values::arn_fits(&pattern, value))
        }
        "Bool" => pattern().is_some_and(|pattern| values::equal_booleans(&plain(&pattern), value)),
        "BinaryEquals" => values::equal_bytes(wanted, value),
        "IpAddress" | "NotIpAddress" => values::in_range(wanted, value),
        "NumericEquals" | "NumericNotEquals" => number() == Some(Ordering::Equal),
        "NumericLessThan" => number().is_some_and(Ordering::is_lt),
        "NumericLessThanEquals" => number().is_some_and(Ordering::is_le),
        "NumericGreaterThan" => number().is_some_and(Ordering::is_gt),
        "NumericGreaterThanEquals" => number().is_some_and(Ordering::is_ge),
        "DateEquals" | "DateNotEquals" => date() == Some(Ordering::Equal),
        "DateLessThan" => date().is_some_and(Ordering::is_lt),
        "DateLessThanEquals" => date().is_some_and(Ordering::is_le),
        "DateGreaterThan" => date().is_some_and(Ordering::is_gt),
        "DateGreaterThanEquals" => date().is_some_and(Ordering::is_ge),
        _ => false,
    }
}
