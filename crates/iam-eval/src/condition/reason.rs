//! Facts that a reader wants to know of a comparison that failed; nothing here is asked while deciding.

use std::borrow::Cow;
use std::net::IpAddr;

use iam_syntax::{Condition, ConditionValue, Family, Part, Pattern, TextForm, lower_case_char};

use super::{Comparison, arn, binary, instants, numeric};
use crate::context::Context;
use crate::glob::{self, Reading};

/// True if a request's value is of a family's type (CO-33 to CO-39).
pub(super) fn is_of(family: Family, request: &str) -> bool {
    match family {
        Family::Numeric(_) => numeric::is_number(request),
        Family::Date(_) => instants(request, request).is_some(),
        Family::Binary => binary::equal(request, request).is_some(),
        Family::Address => request.parse::<IpAddr>().is_ok(),
        Family::Arn => arn::has_six_fields(request),
        // Every text is read as a boolean (AM-25).
        Family::Text(_) | Family::Bool | Family::Null => true,
    }
}

/// Position of the first value that would equal the request's if case did not matter (CO-05).
pub fn value_but_for_case(condition: &Condition, request: &str, context: &Context) -> Option<usize> {
    let equal = |value: &ConditionValue| match condition.operator.value.kind.family() {
        Family::Text(TextForm::Exact | TextForm::Wildcards) => {
            glob::matches_but_for_case(&value.pattern, request, Reading::Text, context)
        }
        Family::Arn => {
            matches!(arn::compare(&value.pattern, request, true, context), Comparison::Equal)
        }
        Family::Binary => binary::equal(&lower(request), &lower(&value.text)) == Some(true),
        // Case does not count.
        Family::Text(TextForm::IgnoringCase)
        | Family::Bool
        | Family::Numeric(_)
        | Family::Date(_)
        | Family::Address
        | Family::Null => false,
    };
    condition.values.iter().position(|value| equal(&value.value))
}

/// Position of the first value that would fit if its `*` and `?` were wildcards, which the operator takes literally (CO-30).
pub fn value_with_wildcards(condition: &Condition, request: &str) -> Option<usize> {
    let Family::Text(TextForm::Exact | TextForm::IgnoringCase) = condition.operator.value.kind.family() else {
        return None;
    };
    let fits = |value: &ConditionValue| {
        value.text.contains(['*', '?']) && glob::fits(&Pattern::parse(&value.text, true, false), request)
    };
    condition.values.iter().position(|value| fits(&value.value))
}

/// The pattern's text with its variables filled in; `None` where it has none, or one has no value.
pub fn filled_in(pattern: &Pattern, context: &Context) -> Option<String> {
    let has_variable = pattern.parts.iter().any(|part| matches!(part, Part::Variable(_)));
    glob::expand(pattern, context).filter(|_| has_variable).map(Cow::into_owned)
}

/// True if a `Resource` value would fit if case did not matter (MR-01).
pub fn resource_but_for_case(pattern: &Pattern, arn: &str, context: &Context) -> bool {
    glob::matches_but_for_case(pattern, arn, Reading::Resource, context)
}

fn lower(text: &str) -> String {
    text.chars().map(lower_case_char).collect()
}
