//! `REDUNDANT_CONDITION_VALUE_NUM`.

use iam_syntax::Span;

use crate::rule::prelude::*;
use crate::values::threshold;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "REDUNDANT_CONDITION_VALUE_NUM",
    severity: Severity::Suggestion,
    summary: "Several thresholds for one key",
    why: "One of the values is enough to be met, so all but the widest change nothing.",
    help: "Keep the widest value.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": ["600", "3600"] } } }
                                                                ^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        let operator = condition.operator.value;
        if threshold(operator.kind.family()).is_none() || condition.values.len() < 2 {
            continue;
        }
        let values = condition.values.iter().map(|it| it.span);
        let (first, last) = (values.clone().map(|it| it.start).min(), values.map(|it| it.end).max());
        let Some((start, end)) = first.zip(last) else { continue };
        // With the brackets of the list.
        let start = subject.text.get(..start as usize).and_then(|before| before.rfind('[')).map_or(start, |at| at as u32);
        let behind = subject.text.get(end as usize..).and_then(|rest| rest.find(']')).map_or(end, |at| end + at as u32 + 1);
        found.report(Span::new(start, behind), format!("with `{operator}` the widest of these values decides alone"));
    }
}
