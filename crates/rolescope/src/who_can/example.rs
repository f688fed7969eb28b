//! A value that makes a condition hold, or fail.

use iam_eval::{Context, Instant};
use iam_syntax::{Condition, Family, Order, Part, Pattern};

/// Value that a condition key has to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Example {
    Value(String),
    /// Not in the request at all.
    Absent,
}

impl Example {
    /// As a need shows it.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Value(value) => value,
            Self::Absent => String::new(),
        }
    }
}

/// Stands for whatever a wildcard stands for.
const ANY: &str = "any";
/// Equals nothing that a policy may name.
const OTHER: &str = "something-else";

/// Value with which the condition `holds`, or fails; nothing where that is not found.
pub(super) fn wanted(condition: &Condition, holds: bool, context: &Context) -> Option<Example> {
    let kind = condition.operator.value.kind;
    let texts = || condition.values.iter().map(|value| &*value.value.text);
    let equal = holds != kind.negated();
    let value = match kind.family() {
        Family::Null => {
            let absent = texts().next()?.eq_ignore_ascii_case("true") == holds;
            return Some(if absent { Example::Absent } else { Example::Value(ANY.to_owned()) });
        }
        Family::Bool => {
            let yes = texts().next()?.eq_ignore_ascii_case("true") == holds;
            yes.to_string()
        }
        Family::Numeric(order) => beside(order, equal, texts().next()?.parse().ok()?)?.to_string(),
        Family::Date(order) => {
            let seconds = beside(order, equal, Instant::parse(texts().next()?)?.epoch_seconds())?;
            Instant::parse(&seconds.to_string())?.to_string()
        }
        Family::Address if equal => texts().next()?.split('/').next()?.to_owned(),
        Family::Address => "192.0.2.1".to_owned(),
        Family::Binary => texts().next().filter(|_| equal)?.to_owned(),
        Family::Text(_) | Family::Arn => {
            let example = || condition.values.iter().find_map(|value| example(&value.value.pattern, context));
            if equal { example()? } else { OTHER.to_owned() }
        }
    };
    Some(Example::Value(value))
}

/// A number that stands in this order to another one, or does not.
fn beside(order: Order, holds: bool, number: i64) -> Option<i64> {
    match (order, holds) {
        (Order::Less, true) | (Order::AtLeast, false) => number.checked_sub(1),
        (Order::Greater, true) | (Order::AtMost | Order::Equal, false) => number.checked_add(1),
        (Order::Equal | Order::AtMost | Order::AtLeast, true) | (Order::Less | Order::Greater, false) => Some(number),
    }
}

/// A text that the pattern fits; nothing where a variable of it has no value.
fn example(pattern: &Pattern, context: &Context) -> Option<String> {
    let mut text = String::new();
    for part in &pattern.parts {
        match part {
            Part::Literal(_) | Part::Apart(_) => text.push_str(pattern.plain(part)?),
            Part::AnyRun { .. } => text.push_str(ANY),
            Part::AnyOne { .. } => text.push('x'),
            Part::Variable(variable) => {
                text.push_str(context.variable(&variable.key).or(variable.default.as_deref())?);
            }
        }
    }
    Some(text)
}
