//! One condition's comparison, in words.

use iam_eval::{ComparedWith, Context, Unresolved, WrongType, value_but_for_case};
use iam_syntax::{Condition, Family, Order, Quantifier};

use super::words;
use crate::explain::rules::list_rule;

/// Reason for the result of a comparison, and the rule behind it.
pub(super) fn compare(
    entry: &Condition,
    compared: &ComparedWith,
    holds: bool,
    context: &Context,
    wanted: &[&str],
) -> (String, &'static str) {
    let operator = entry.operator.value;
    let (kind, key) = (operator.kind, &entry.key.value);
    let family = kind.family();
    let values = context.values(&key.lower).map_or(&[][..], iam_eval::Values::as_slice);
    let value = values.get(compared.request).map_or("", String::as_str);
    let at = |at: usize| wanted.get(at).copied().unwrap_or("");
    let list = match wanted {
        [one] => format!("`{one}`"),
        several if side(family).is_empty() => format!("any of {}", words::values(several)),
        several => format!("one of {}", words::values(several)),
    };
    let all = match (operator.quantifier, holds) {
        (Some(Quantifier::ForAllValues), true) => format!("Every value of `{}` passes", key.text),
        (Some(Quantifier::ForAnyValue), false) => format!("No value of `{}` passes", key.text),
        (Some(Quantifier::ForAllValues), false) if values.len() > 1 => {
            format!("Every value of `{}` has to pass, and one is `{value}`", key.text)
        }
        (Some(Quantifier::ForAnyValue), true) if values.len() > 1 => {
            format!("One value of `{}` is enough, and one is `{value}`", key.text)
        }
        (Some(Quantifier::ForAllValues | Quantifier::ForAnyValue) | None, _) => format!("`{}` is `{value}`", key.text),
    };
    let rule = list_rule(entry);
    if let Some(item) = compared.policy {
        let text = at(item);
        return match kind.negated() {
            true => (format!("{all}, which is `{text}`, and that is excluded."), rule),
            false => (format!("{all}, which fits `{text}`."), rule),
        };
    }
    let (wrong, rule) = match (compared.wrong_type, compared.unresolved.as_deref()) {
        (Some(WrongType::Request), _) => (format!(", which is {}", no(family)), family.rule()),
        (Some(WrongType::Policy(_)) | None, Some(Unresolved { item, key: missing })) => {
            (format!("; `{}` needs `{missing}`, which the request does not have", at(*item)), "VA-07")
        }
        (Some(WrongType::Policy(item)), None) => (format!("; `{}` is {}", at(item), no(family)), family.rule()),
        (None, None) if kind.negated() => return (format!("{all}, which is not {list}."), rule),
        (None, None) => match value_but_for_case(entry, value, context) {
            Some(item) => {
                (format!("; it differs from `{}` only in case, and `{}` minds case", at(item), kind.name()), "CO-05")
            }
            None => (format!("; the policy wants {}{list}", side(family)), rule),
        },
    };
    let so = if kind.negated() { ", so it equals nothing and the negated operator holds" } else { "" };
    (format!("{all}{wrong}{so}."), rule)
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
        Family::Numeric(_) => "no number",
        Family::Date(_) => "no date",
        Family::Bool => "neither `true` nor `false`",
        Family::Binary => "no base64",
        Family::Address => "no IP address",
        Family::Arn => "no ARN",
        // Every value is a text, and of `Null` none is compared.
        Family::Text(_) | Family::Null => "no text",
    }
}
