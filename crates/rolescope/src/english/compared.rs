//! Comparisons of a condition, in words.

use iam_syntax::{Family, Operator, Order, Quantifier};

use super::words;
use crate::report::Comparison;

/// Reason for the result of a comparison; of the request's values `value` tells it, of several or of that one.
pub(super) fn sentence(
    key: &str,
    operator: &str,
    holds: bool,
    (value, several): (&str, bool),
    (wanted, filled_in): (&[String], Option<&str>),
    result: &Comparison,
) -> String {
    let Some(Operator { kind, quantifier, .. }) = Operator::parse(operator) else { return String::new() };
    let family = kind.family();
    let here = filled_in.map(|text| format!(", which is `{text}` here")).unwrap_or_default();
    let all = match (quantifier, holds) {
        (Some(Quantifier::ForAllValues), true) if several => {
            format!("Every value of `{key}` passes, and one is `{value}`")
        }
        (Some(Quantifier::ForAnyValue), false) => format!("No value of `{key}` passes"),
        (Some(Quantifier::ForAllValues), false) if several => {
            format!("Every value of `{key}` must pass, and one is `{value}`")
        }
        (Some(Quantifier::ForAnyValue), true) if several => {
            format!("One value of `{key}` is enough, and one is `{value}`")
        }
        (Some(Quantifier::ForAllValues | Quantifier::ForAnyValue) | None, _) => format!("`{key}` is `{value}`"),
    };
    let wrong = match result {
        Comparison::Fits { with } if kind.negated() => {
            return format!("{all}, which is `{with}`, and that is excluded.");
        }
        Comparison::Fits { with } => return format!("{all}, which fits `{with}`."),
        Comparison::RequestType => format!(", which is {}", no(family)),
        Comparison::Unresolved { with, key } => format!("; `{with}` needs `{key}`, which the request does not have"),
        Comparison::PolicyType { with } => format!("; `{with}` is {}", no(family)),
        Comparison::Differs if kind.negated() => return format!("{all}, which is not {}{here}.", list(family, wanted)),
        Comparison::TakenLiterally { with } if kind.negated() => {
            return format!(
                "{all}, which is not the text `{with}`: `{}` takes {} literally.",
                kind.name(),
                wildcards(with)
            );
        }
        Comparison::TakenLiterally { with } => {
            return format!(
                "{all}; the policy wants exactly the text `{with}`: `{}` takes {} literally. With `StringLike` it would match.",
                kind.name(),
                wildcards(with)
            );
        }
        Comparison::Case { with } => {
            format!("; it differs from `{with}` only in case, and `{}` is case-sensitive", kind.name())
        }
        Comparison::Differs => format!("; the policy wants {}{}{here}", side(family), list(family, wanted)),
    };
    let so = if kind.negated() { ", so it equals nothing, and the negated operator is true" } else { "" };
    format!("{all}{wrong}{so}.")
}

/// Values that a condition wants: `` `a` ``, `` less than `5` ``; nothing where there is none, or one with a variable.
pub(super) fn wanted(operator: &str, values: &[String]) -> Option<String> {
    let family = Operator::parse(operator)?.kind.family();
    let is_plain = !values.is_empty() && values.iter().all(|value| !value.contains("${"));
    let any = if values.len() > 1 && side(family).is_empty() { "one of " } else { "" };
    let list = if any.is_empty() { list(family, values) } else { words::quoted(values) };
    is_plain.then(|| format!("{any}{}{list}", side(family)))
}

/// The wildcards that a value holds: `` `*` ``, `` `?` `` or both.
fn wildcards(value: &str) -> &'static str {
    match (value.contains('*'), value.contains('?')) {
        (true, true) => "`*` and `?`",
        (false, true) => "`?`",
        (_, false) => "`*`",
    }
}

fn list(family: Family, wanted: &[String]) -> String {
    match wanted {
        [one] => format!("`{one}`"),
        several if side(family).is_empty() => format!("any of {}", words::quoted(several)),
        several => format!("one of {}", words::quoted(several)),
    }
}

/// The side of the policy's value that an ordering operator wants, in words to stand in front of that value.
fn side(family: Family) -> &'static str {
    match family {
        Family::Numeric(Order::Less) => "less than ",
        Family::Numeric(Order::AtMost) => "at most ",
        Family::Numeric(Order::Greater) => "more than ",
        Family::Numeric(Order::AtLeast) => "at least ",
        Family::Date(Order::Less) => "a time before ",
        Family::Date(Order::AtMost) => "no time after ",
        Family::Date(Order::Greater) => "a time after ",
        Family::Date(Order::AtLeast) => "no time before ",
        Family::Numeric(Order::Equal)
        | Family::Date(Order::Equal)
        | Family::Text(_)
        | Family::Arn
        | Family::Bool
        | Family::Binary
        | Family::Address
        | Family::Null => "",
    }
}

/// Noun for the type that a value of the wrong type lacks.
fn no(family: Family) -> &'static str {
    match family {
        Family::Numeric(_) => "not a number",
        Family::Date(_) => "not a date",
        Family::Bool => "neither `true` nor `false`",
        Family::Binary => "not base64",
        Family::Address => "not an IP address",
        Family::Arn => "not an ARN",
        // Every value is a text, and of `Null` none is compared.
        Family::Text(_) | Family::Null => "not a text",
    }
}
