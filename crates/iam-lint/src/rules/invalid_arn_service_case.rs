//! `INVALID_ARN_SERVICE_CASE`.

use iam_syntax::Arn;

use crate::edits::replace;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_ARN_SERVICE_CASE",
    severity: Severity::Error,
    summary: "A service in capital letters in an ARN",
    why: "ARNs compare with regard to case, so no resource fits.",
    help: "Write the service in lower case.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:SQS:eu-west-1:111122223333:jobs" }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for item in subject.statements().iter().filter_map(|own| own.resource.as_ref()).flat_map(|own| &own.items) {
        let Some(arn) = Arn::parse(&item.value.text) else { continue };
        let lower = arn.service.to_ascii_lowercase();
        if lower != arn.service && !arn.service.contains("${") {
            let text = subject.written(item.span).replacen(arn.service, &lower, 1);
            let fix = replace(format!("write `{lower}`"), item.span, format!("\"{text}\""), false);
            found.report_with(item.span, format!("`{}` is written in lower case in ARNs", arn.service), fix);
        }
    }
}
