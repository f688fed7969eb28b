//! `INVALID_KMS_KEY_VALUE`.

use iam_syntax::OperatorKind;

use crate::rule::prelude::*;
use crate::values::has_variable;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_KMS_KEY_VALUE",
    severity: Severity::Error,
    summary: "A KMS key that is not written as an ARN",
    why: "Amazon S3 compares with the key's ARN, so an id or an alias never fits.",
    help: "Write the ARN of the key.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
  "Condition": { "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/app" } } }
                                                                                     ^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
  "Condition": { "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let key = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    for (_, condition) in subject.conditions().filter(|(_, own)| own.key.value.lower == *key) {
        for value in condition.values.iter().filter(|_| condition.operator.value.kind != OperatorKind::Null) {
            let text = &*value.value.text;
            if !text.is_empty() && !text.starts_with("arn:") && !text.starts_with(['*', '?']) && !has_variable(text) {
                found.report(value.span, format!("`{text}` is not the ARN of a key"));
            }
        }
    }
}
