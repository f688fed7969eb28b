//! Facts that a reader wants to know of a comparison that failed; nothing here is asked while deciding.

use std::net::IpAddr;

use iam_syntax::{Condition, ConditionValue, Family, Part, Pattern, lower_case_char};

use super::{Comparison, arn, binary, boolean, equal, instants, numeric};
use crate::context::Context;
use crate::glob::{self, Reading};

/// True if a request's value is of a family's type (CO-33 to CO-39).
pub(super) fn is_of(family: Family, request: &str) -> bool {
    match family {
        Family::Numeric(_) => numeric::compare(request, request).is_some(),
        Family::Date(_) => instants(request, request).is_some(),
        Family::Bool => boolean(request).is_some(),
        Family::Binary => binary::equal(request, request).is_some(),
        Family::Address => request.parse::<IpAddr>().is_ok(),
        Family::Arn => arn::has_six_fields(request),
        Family::Text(_) | Family::Null => true,
    }
}

/// Position of the first value that would equal the request's if case did not matter (CO-05).
pub fn value_but_for_case(condition: &Condition, request: &str, context: &Context) -> Option<usize> {
    let family = condition.operator.value.kind.family();
    let request = lower(request);
    condition.values.iter().position(|value| {
        let value = &value.value;
        let (text, pattern) = (lower(&value.text).into(), lower_pattern(&value.pattern, context));
        let lowered = ConditionValue { text, scalar: value.scalar, pattern };
        matches!(equal(family, &lowered, &request, context), Comparison::Equal)
    })
}

/// True if a `Resource` value would fit if case did not matter (MR-01).
pub fn resource_but_for_case(pattern: &Pattern, arn: &str, context: &Context) -> bool {
    glob::matches(&lower_pattern(pattern, context), &lower(arn), Reading::Resource, context)
}

fn lower(text: &str) -> String {
    text.chars().map(lower_case_char).collect()
}

/// The pattern in lower case, its variables replaced where they have a value.
fn lower_pattern(pattern: &Pattern, context: &Context) -> Pattern {
    let part = |part: &Part| match part {
        Part::Literal(text) => Part::Apart(lower(pattern.written(*text)).into()),
        Part::Apart(text) => Part::Apart(lower(text).into()),
        Part::Variable(variable) => match glob::value(variable, context) {
            Some(text) => Part::Apart(lower(text).into()),
            None => part.clone(),
        },
        Part::AnyRun { .. } | Part::AnyOne { .. } => part.clone(),
    };
    Pattern { parts: pattern.parts.iter().map(part).collect(), ..pattern.clone() }
}
