//! Conditions in which `*` is a value.

use iam_syntax::{Condition, Family, Quantifier, TextForm};

/// Effect of a condition whose value is `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stars {
    /// Every request with the key meets it.
    KeyIsThere,
    /// Every request without the key meets it, and no other.
    KeyIsAbsent,
    /// Every request meets it.
    Always,
    /// No request meets it.
    Never,
}

/// Effect of a condition that compares with `*`, if it does.
pub(crate) fn stars(condition: &Condition) -> Option<Stars> {
    let operator = condition.operator.value;
    let has_star = condition.values.iter().any(|it| it.value.text == *"*");
    if operator.kind.family() != Family::Text(TextForm::Wildcards) || !has_star {
        return None;
    }
    // `ForAllValues` takes a missing key, and `ForAnyValue` refuses it, whatever the comparison (CO-14, CO-15).
    Some(match (operator.kind.negated(), operator.quantifier) {
        (false, Some(Quantifier::ForAllValues)) => Stars::Always,
        (false, None) if operator.if_exists => Stars::Always,
        (false, Some(Quantifier::ForAnyValue)) if operator.if_exists => return None,
        (false, None | Some(Quantifier::ForAnyValue)) => Stars::KeyIsThere,
        (true, Some(Quantifier::ForAnyValue)) if operator.if_exists => return None,
        (true, Some(Quantifier::ForAnyValue)) => Stars::Never,
        (true, None | Some(Quantifier::ForAllValues)) => Stars::KeyIsAbsent,
    })
}
