//! Conditions: one operator, one key, the values (semantics 4).

mod arn;
mod binary;
mod ip;
mod numeric;
mod reason;

pub use numeric::is_number;
pub use reason::{filled_in, resource_but_for_case, value_but_for_case, value_with_wildcards};

use iam_syntax::{Condition, ConditionValue, Family, Operator, OperatorKind, Quantifier, TextForm, lower_case_char};

use crate::context::{Context, Values};
use crate::glob::{self, Reading};
use crate::instant::Instant;
use crate::trace::{ComparedWith, Missing, Unresolved, Why, WrongType};
use iam_syntax::open_points::{
    CASE_OF_TAG_VALUES_COUNTS, EMPTY_VALUE_LIST_MATCHES, FOR_ALL_STRING_NOT_LIKE_GOES_BY_THE_TEXT,
    FOR_ANY_VALUE_NEGATED_MATCHES_ABSENT_KEY, NULL_EMPTY_STRING_IS_PRESENT, SEVERAL_VALUES_WITHOUT_SET_OPERATOR_MATCH,
    UNRESOLVED_VALUE_SPOILS_ITS_LIST,
};

/// Result of a condition, with the reason.
pub(crate) fn evaluate(condition: &Condition, context: &Context) -> (bool, Why) {
    let operator = as_read(condition.operator.value);
    let values = context.values(&condition.key.value.lower);
    if operator.kind.family() == Family::Null {
        return null(condition, values);
    }
    let plain = operator.quantifier.is_none() && !operator.if_exists;
    // An empty string alone is no value for a set operator; the key is there all the same (CO-13 to CO-15).
    let nothing = |values: &Values| operator.quantifier.is_some() && is_empty_string(values);
    match values {
        Some(values) if nothing(values) => absent(Operator { if_exists: false, ..operator }),
        // An empty list takes a plain operator's effect away whether the key is there or not (CO-22).
        _ if condition.values.is_empty() && plain => (EMPTY_VALUE_LIST_MATCHES.taken(), Why::NoValues),
        None => absent(operator),
        Some(_) if condition.values.is_empty() => (false, Why::NoValues),
        Some(values) => present(condition, operator, values.as_slice(), context),
    }
}

/// True if a condition holds.
pub fn holds(condition: &Condition, context: &Context) -> bool {
    evaluate(condition, context).0
}

/// The operator whose rules hold: the one that is written, whatever AWS's table shows of `ForAllValues:StringNotLike`.
fn as_read(operator: Operator) -> Operator {
    match (operator.quantifier, operator.kind) {
        (Some(Quantifier::ForAllValues), OperatorKind::StringNotLike)
            if !FOR_ALL_STRING_NOT_LIKE_GOES_BY_THE_TEXT.taken() =>
        {
            Operator { kind: OperatorKind::StringLike, quantifier: Some(Quantifier::ForAnyValue), ..operator }
        }
        _ => operator,
    }
}

/// `Null` asks only whether the key is there (CO-12, CO-13, CO-18).
fn null(condition: &Condition, values: Option<&Values>) -> (bool, Why) {
    let present = values.is_some_and(|values| NULL_EMPTY_STRING_IS_PRESENT.taken() || !is_empty_string(values));
    match condition.operator.value.quantifier {
        Some(Quantifier::ForAllValues) => (true, Why::QuantifiedNull),
        Some(Quantifier::ForAnyValue) => (false, Why::QuantifiedNull),
        None => {
            let wanted = if present { "false" } else { "true" };
            let holds = condition.values.iter().any(|value| value.value.text.eq_ignore_ascii_case(wanted));
            (holds, Why::Presence { present })
        }
    }
}

/// True if a single empty string is all there is.
fn is_empty_string(values: &Values) -> bool {
    values.as_slice() == [String::new()]
}

/// Result of an operator for an absent key (CO-06, CO-07, CO-10, CO-14, CO-15, CO-17).
fn absent(operator: Operator) -> (bool, Why) {
    let missing = match operator.quantifier {
        _ if operator.if_exists => Missing::HoldsIfExists,
        Some(Quantifier::ForAllValues) => Missing::HoldsForAll,
        Some(Quantifier::ForAnyValue)
            if FOR_ANY_VALUE_NEGATED_MATCHES_ABSENT_KEY.taken() && operator.kind.negated() =>
        {
            Missing::HoldsNegated
        }
        Some(Quantifier::ForAnyValue) => Missing::FailsForAny,
        None if operator.kind.negated() => Missing::HoldsNegated,
        None => Missing::Fails,
    };
    let holds = match missing {
        Missing::HoldsIfExists | Missing::HoldsForAll | Missing::HoldsNegated => true,
        Missing::Fails | Missing::FailsForAny => false,
    };
    (holds, Why::Missing(missing))
}

/// Each request value is compared with the whole policy list; the quantifier folds the results (CO-02, CO-03,
/// CO-14 to CO-16).
fn present(condition: &Condition, operator: Operator, values: &[String], context: &Context) -> (bool, Why) {
    let wanted = match operator.quantifier {
        Some(Quantifier::ForAnyValue) => true,
        Some(Quantifier::ForAllValues) => false,
        None if values.len() > 1 && !SEVERAL_VALUES_WITHOUT_SET_OPERATOR_MATCH.taken() => {
            return (false, Why::SeveralValues);
        }
        None => false,
    };
    let mut last = None;
    for (at, value) in values.iter().enumerate() {
        let (passes, mut compared) = one(condition, operator.kind, value, context);
        compared.request = at;
        last = Some((passes, Why::Compared(compared)));
        // ForAnyValue is settled by the first value that passes, ForAllValues by the first that does not.
        if passes == wanted {
            break;
        }
    }
    last.unwrap_or((false, Why::NoValues))
}

/// One request value against the policy's list: OR for positive operators, NOR for negated ones.
fn one(condition: &Condition, kind: OperatorKind, request: &str, context: &Context) -> (bool, ComparedWith) {
    let mut compared = ComparedWith { request: 0, policy: None, unresolved: None, wrong_type: None };
    if matches!(kind.family(), Family::Numeric(_)) && !is_number(request) {
        // AM-24: not even a negated operator holds.
        compared.wrong_type = Some(WrongType::Request);
        return (false, compared);
    }
    if UNRESOLVED_VALUE_SPOILS_ITS_LIST.taken() && leans_on_unresolved(condition, context) {
        return (false, compared);
    }
    for (at, value) in condition.values.iter().enumerate() {
        match equal(kind.family(), &value.value, request, context) {
            Comparison::Equal => {
                compared.policy = Some(at);
                break;
            }
            Comparison::Different => {}
            Comparison::WrongType => {
                let wrong =
                    || if reason::is_of(kind.family(), request) { WrongType::Policy(at) } else { WrongType::Request };
                compared.wrong_type.get_or_insert_with(wrong);
            }
            Comparison::Unresolved(key) => {
                compared.unresolved.get_or_insert_with(|| Box::new(Unresolved { item: at, key }));
            }
        }
    }
    if !CASE_OF_TAG_VALUES_COUNTS.taken() && compared.policy.is_none() && is_tag(condition) {
        compared.policy = value_but_for_case(condition, request, context);
    }
    (compared.policy.is_some() != kind.negated(), compared)
}

/// True if the key is a tag.
pub fn is_tag(condition: &Condition) -> bool {
    condition.key.value.lower.contains("tag/")
}

/// True if a value among several has a variable without value (VA-08).
pub fn leans_on_unresolved(condition: &Condition, context: &Context) -> bool {
    let unresolved = |value: &ConditionValue| glob::unresolved(&value.pattern, context).is_some();
    condition.values.len() > 1 && condition.values.iter().any(|value| unresolved(&value.value))
}

/// Result of comparing two values under the positive form of an operator.
enum Comparison {
    Equal,
    Different,
    /// One of them is not of the operator's kind.
    WrongType,
    /// A variable has no value: never equal (VA-07, VA-08).
    Unresolved(String),
}

impl Comparison {
    /// `None`: not comparable.
    fn from_option(equal: Option<bool>) -> Self {
        match equal {
            Some(true) => Self::Equal,
            Some(false) => Self::Different,
            None => Self::WrongType,
        }
    }
}

/// The values compared under the positive form of the operators of a family.
fn equal(family: Family, value: &ConditionValue, request: &str, context: &Context) -> Comparison {
    if let Some(variable) = glob::unresolved(&value.pattern, context) {
        return Comparison::Unresolved(variable.key.to_string());
    }
    let text: &str = &value.text;
    let expanded = || glob::expand(&value.pattern, context).unwrap_or_default();
    let equal = match family {
        Family::Text(TextForm::Exact | TextForm::Wildcards) => {
            Some(glob::matches(&value.pattern, request, Reading::Text, context))
        }
        Family::Text(TextForm::IgnoringCase) => Some(same_without_case(&expanded(), request)),
        Family::Arn => return arn::compare(&value.pattern, request, false, context),
        Family::Bool => Some(boolean(&expanded()) == boolean(request)),
        Family::Numeric(order) => numeric::compare(request, text).map(|found| order.holds(found)),
        Family::Date(order) => instants(request, text).map(|found| order.holds(found)),
        Family::Binary => binary::equal(request, text),
        Family::Address => ip::inside(request, text),
        // Settled before any value is compared.
        Family::Null => Some(false),
    };
    Comparison::from_option(equal)
}

/// Order of two dates; `None` when one of them is none.
fn instants(a: &str, b: &str) -> Option<std::cmp::Ordering> {
    Some(Instant::parse(a)?.cmp(&Instant::parse(b)?))
}

/// Equal apart from case, one character at a time (CO-31, AM-27).
fn same_without_case(a: &str, b: &str) -> bool {
    a.chars().map(lower_case_char).eq(b.chars().map(lower_case_char))
}

/// A text as a boolean: `true` in any case is true, all else is false (CO-36, AM-25).
fn boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}

#[cfg(test)]
mod tests;
