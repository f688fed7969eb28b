//! `UNSUPPORTED_ACTION_IN_POLICY`.

use iam_syntax::Arn;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "UNSUPPORTED_ACTION_IN_POLICY",
    severity: Severity::Error,
    summary: "An action of another service",
    why: "The policy hangs on a resource of one service, and only actions of that service reach it.",
    help: "Write actions of the service that the resource belongs to.",
    example: Example {
        kind: PolicyKind::Resource,
        text: r#"
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject",
                                                                       ^^^^^^^^^^^^^^
  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage",
  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
"#,
    page: CHECKS,
    check,
};

/// Services whose resources take actions of their own prefix alone.
const OWN_PREFIX: [&str; 7] = ["dynamodb", "ecr", "kms", "lambda", "secretsmanager", "sns", "sqs"];

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let said = subject.resource_type.and_then(|it| it.split(':').next()).filter(|it| OWN_PREFIX.contains(it));
    for statement in subject.statements().iter().filter(|own| subject.is_of_resource() && !own.action.negated) {
        let Some(service) = said.or_else(|| service(statement)) else { continue };
        for item in &statement.action.items {
            let Some((prefix, _)) = item.value.pattern.text.split_once(':') else { continue };
            if prefix != service && !prefix.contains(['*', '?']) {
                found.report(item.span, format!("`{}` is no action of `{service}`", &*item.value.text));
            }
        }
    }
}

/// The service that all resources of a statement belong to.
fn service(statement: &Statement) -> Option<&str> {
    let clause = statement.resource.as_ref().filter(|clause| !clause.negated)?;
    let mut services = clause.items.iter().map(|it| Arn::parse(&it.value.text).map_or("", |arn| arn.service));
    let first = services.next()?;
    (OWN_PREFIX.contains(&first) && services.all(|other| other == first)).then_some(first)
}
