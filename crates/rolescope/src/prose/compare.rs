//! One condition's comparison, in words.

use iam_eval::{ComparedWith, Context, Unresolved, WrongType, value_but_for_case};
use iam_syntax::{Condition, OperatorKind, Quantifier};

use super::words;

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
    let values = context.values(&key.lower).map_or(&[][..], iam_eval::Values::as_slice);
    let value = values.get(compared.request).map_or("", String::as_str);
    let at = |at: usize| wanted.get(at).copied().unwrap_or("");
    let list = match wanted {
        [one] => format!("`{one}`"),
        several if side(kind).is_empty() => format!("any of {}", words::values(several)),
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
        (Some(WrongType::Request), _) => (format!(", which is {}", no(kind)), own_rule(kind)),
        (Some(WrongType::Policy(_)) | None, Some(Unresolved { item, key: missing })) => {
            (format!("; `{}` needs `{missing}`, which the request does not have", at(*item)), "VA-07")
        }
        (Some(WrongType::Policy(item)), None) => (format!("; `{}` is {}", at(item), no(kind)), own_rule(kind)),
        (None, None) if kind.negated() => return (format!("{all}, which is not {list}."), rule),
        (None, None) => match value_but_for_case(entry, value, context) {
            Some(item) => {
                (format!("; it differs from `{}` only in case, and `{}` minds case", at(item), kind.name()), "CO-05")
            }
            None => (format!("; the policy wants {}{list}", side(kind)), rule),
        },
    };
    let so = if kind.negated() { ", so it equals nothing and the negated operator holds" } else { "" };
    (format!("{all}{wrong}{so}."), rule)
}

/// The side of the policy's value that an ordering operator wants, in words to stand in front of that value.
fn side(kind: OperatorKind) -> &'static str {
    use OperatorKind as K;
    match kind {
        K::NumericLessThan => "less than ",
        K::NumericLessThanEquals => "at most ",
        K::NumericGreaterThan => "more than ",
        K::NumericGreaterThanEquals => "at least ",
        K::DateLessThan => "a time before ",
        K::DateLessThanEquals => "no time after ",
        K::DateGreaterThan => "a time after ",
        K::DateGreaterThanEquals => "no time before ",
        K::StringEquals
        | K::StringNotEquals
        | K::StringEqualsIgnoreCase
        | K::StringNotEqualsIgnoreCase
        | K::StringLike
        | K::StringNotLike
        | K::NumericEquals
        | K::NumericNotEquals
        | K::DateEquals
        | K::DateNotEquals
        | K::Bool
        | K::BinaryEquals
        | K::IpAddress
        | K::NotIpAddress
        | K::ArnEquals
        | K::ArnLike
        | K::ArnNotEquals
        | K::ArnNotLike
        | K::Null => "",
    }
}

/// Noun for the type that a value of the wrong kind lacks.
fn no(kind: OperatorKind) -> &'static str {
    match own_rule(kind) {
        "CO-33" => "no number",
        "CO-34" => "no date",
        "CO-36" => "neither `true` nor `false`",
        "CO-37" => "no base64",
        "CO-38" => "no IP address",
        _ => "no ARN",
    }
}

/// The rule by which several values come to one answer, else the operator's own.
fn list_rule(entry: &Condition) -> &'static str {
    let operator = entry.operator.value;
    match operator.quantifier {
        Some(_) if operator.kind.negated() => "CO-16",
        Some(Quantifier::ForAllValues) => "CO-14",
        Some(Quantifier::ForAnyValue) => "CO-15",
        None if operator.kind.negated() => "CO-03",
        None if entry.values.len() > 1 => "CO-02",
        None => own_rule(operator.kind),
    }
}

pub(super) fn own_rule(kind: OperatorKind) -> &'static str {
    use OperatorKind as K;
    match kind {
        K::StringEquals | K::StringNotEquals => "CO-30",
        K::StringEqualsIgnoreCase | K::StringNotEqualsIgnoreCase => "CO-31",
        K::StringLike | K::StringNotLike => "CO-32",
        K::NumericEquals
        | K::NumericNotEquals
        | K::NumericLessThan
        | K::NumericLessThanEquals
        | K::NumericGreaterThan
        | K::NumericGreaterThanEquals => "CO-33",
        K::DateEquals
        | K::DateNotEquals
        | K::DateLessThan
        | K::DateLessThanEquals
        | K::DateGreaterThan
        | K::DateGreaterThanEquals => "CO-34",
        K::Bool => "CO-36",
        K::BinaryEquals => "CO-37",
        K::IpAddress | K::NotIpAddress => "CO-38",
        K::ArnEquals | K::ArnLike | K::ArnNotEquals | K::ArnNotLike => "CO-39",
        K::Null => "CO-12",
    }
}

/// True if an operator compares ARNs.
#[cfg(feature = "notes")]
pub(super) fn is_arn(kind: OperatorKind) -> bool {
    own_rule(kind) == "CO-39"
}
