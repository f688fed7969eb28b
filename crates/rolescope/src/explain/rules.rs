//! Rules behind condition operators.

use iam_syntax::{Condition, Quantifier};

/// The rule by which several values come to one answer, else the operator's own.
pub(crate) fn list_rule(entry: &Condition) -> &'static str {
    let operator = entry.operator.value;
    match operator.quantifier {
        Some(_) if operator.kind.negated() => "CO-16",
        Some(Quantifier::ForAllValues) => "CO-14",
        Some(Quantifier::ForAnyValue) => "CO-15",
        None if operator.kind.negated() => "CO-03",
        None if entry.values.len() > 1 => "CO-02",
        None => operator.kind.family().rule(),
    }
}
