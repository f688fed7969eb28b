//! `INVALID_ARN_ACCOUNT`.

use iam_syntax::Arn;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_ARN_ACCOUNT",
    severity: Severity::Error,
    summary: "An account id that is not 12 digits",
    why: "No resource has such an ARN.",
    help: "Write the 12 digits of the account, or `*`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:1111222233:jobs" }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
        let Some(arn) = Arn::parse(&item.value.text).filter(|_| !item.value.text.contains("${")) else { continue };
        let account = arn.account;
        let is_id = account.len() == 12 && account.bytes().all(|it| it.is_ascii_digit());
        let is_named = account.is_empty() || account.starts_with("aws") || account.contains(['*', '?']);
        if !is_id && !is_named {
            found.report(item.span, format!("`{account}` is not the id of an account"));
        }
    }
}
