//! `STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS`.

use iam_catalog::KeyType;
use iam_syntax::{Condition, OperatorKind};

use crate::edits::replace;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
    severity: Severity::SecurityWarning,
    summary: "`StringLike` on ARNs",
    why: "As text, a wildcard runs past the colons of an ARN and fits ARNs of other accounts.",
    help: "Write `ArnLike` instead of `StringLike`, and `ArnNotLike` instead of `StringNotLike`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }
                 ^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (statement, condition) in subject.conditions() {
        let operator = condition.operator.value;
        let (own, other) = match operator.kind.name() {
            "StringLike" => ("StringLike", OperatorKind::ArnLike),
            "StringNotLike" => ("StringNotLike", OperatorKind::ArnNotLike),
            _ => continue,
        };
        let has_wildcard = condition.values.iter().any(|it| it.value.text.contains(['*', '?']) && it.value.text != *"*");
        let is_arn = |own: &Condition| subject.key(own).is_some_and(|key| key.value_type == Some(KeyType::Arn));
        if !has_wildcard || !is_arn(condition) {
            continue;
        }
        let message = format!("`{own}` reads the ARN `{}` as plain text", &*condition.key.value.text);
        // The operator is changed where it stands for no other key, and where every value is a whole ARN.
        let mut sharing = statement.conditions.iter().filter(|it| it.operator.span == condition.operator.span);
        let is_whole = condition.values.iter().all(|it| it.value.text.matches(':').count() >= 5);
        if sharing.clone().count() == 1 && sharing.all(is_arn) && is_whole {
            let written = subject.written(condition.operator.span).replace(own, other.name());
            let title = format!("write `{}`", other.name());
            found.report_with(condition.operator.span, message, replace(title, condition.operator.span, format!("\"{written}\""), false));
        } else {
            found.report(condition.operator.span, message);
        }
    }
}
