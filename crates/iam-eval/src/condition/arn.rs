//! ARNs, field by field (CO-39, CO-40).

use iam_syntax::{Part, Pattern};

use super::Comparison;
use crate::context::Context;
use crate::glob::{self, Reading};
use iam_syntax::open_points::BARE_STAR_IS_ANY_ARN;

/// Comparison of the ARN `request` with `pattern`, in each of the six fields.
pub(super) fn compare(pattern: &Pattern, request: &str, ignores_case: bool, context: &Context) -> Comparison {
    if !has_six_fields(request) {
        return Comparison::WrongType;
    }
    if matches!(pattern.parts.as_slice(), [Part::AnyRun { .. }]) {
        return if BARE_STAR_IS_ANY_ARN.taken() { Comparison::Equal } else { Comparison::WrongType };
    }
    match glob::expand(pattern, context) {
        Some(expanded) if has_six_fields(&expanded) => {
            let fits = match ignores_case {
                true => glob::matches_but_for_case(pattern, request, Reading::Arn, context),
                false => glob::matches(pattern, request, Reading::Arn, context),
            };
            Comparison::from_option(Some(fits))
        }
        Some(_) | None => Comparison::WrongType,
    }
}

pub(super) fn has_six_fields(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b':').count() >= 5
}
