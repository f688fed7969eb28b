//! Codes and severities of what the parser finds, as Access Analyzer has them.

use iam_lint::Severity;
use iam_syntax::DiagnosticKind;

/// Code and severity of a mistake; nothing for one that a rule says better.
pub(super) fn name(kind: &DiagnosticKind) -> Option<(&'static str, Severity)> {
    // `OPEN_TRUST` looks at the conditions, too.
    if matches!(kind, DiagnosticKind::TrustOpenToEveryone) {
        return None;
    }
    let code = match kind.code() {
        // Access Analyzer has a code of its own for it, since AWS was seen to take such actions (AM-33).
        "INVALID_ACTION" if matches!(kind, DiagnosticKind::WildcardInService { .. }) => "WILDCARD_IN_SERVICE_NAME",
        code => code,
    };
    Some((code, severity(code, kind.severity())))
}

/// Severity of a code: AWS's, or the parser's where the code is ours.
fn severity(code: &str, own: iam_syntax::Severity) -> Severity {
    match code {
        "ALLOW_WITH_NOT_PRINCIPAL" => Severity::SecurityWarning,
        "INVALID_ROLE_REFERENCE" | "INVALID_USER_REFERENCE" | "MISSING_VERSION" | "UNIQUE_SIDS_RECOMMENDED" => {
            Severity::Warning
        }
        "INVALID_VARIABLE_FOR_OPERATOR" | "MISSING_ARN_FIELD" => Severity::Error,
        "EMPTY_ARRAY_ACTION"
        | "EMPTY_ARRAY_RESOURCE"
        | "EMPTY_ARRAY_PRINCIPAL"
        | "EMPTY_ARRAY_CONDITION"
        | "EMPTY_ARRAY_CONDITION_FORALLVALUES"
        | "EMPTY_ARRAY_CONDITION_FORANYVALUE"
        | "EMPTY_ARRAY_CONDITION_IFEXISTS"
        | "EMPTY_OBJECT_CONDITION"
        | "EMPTY_OBJECT_PRINCIPAL"
        | "EMPTY_SID_VALUE"
        | "WILDCARD_IN_SERVICE_NAME" => Severity::Suggestion,
        // A text without a policy cannot be used as one.
        "EMPTY_TEXT" => Severity::Error,
        _ => match own {
            iam_syntax::Severity::Error => Severity::Error,
            iam_syntax::Severity::Warning => Severity::Warning,
            iam_syntax::Severity::Note => Severity::Suggestion,
        },
    }
}

#[cfg(test)]
mod tests {
    use iam_catalog::embedded;
    use iam_lint::Linter;
    use iam_syntax::PolicyKind;

    use super::super::policy;

    fn codes(text: &str, kind: PolicyKind) -> Vec<(&'static str, &'static str)> {
        let linter = Linter::new(embedded::catalog());
        policy(&linter, text, kind, None).into_iter().map(|it| (it.code, it.severity.word())).collect()
    }

    #[test]
    fn mistakes_of_the_parser_have_the_severities_of_aws() {
        let text = r#"{ "Statement": { "Sid": "", "Effect": "Allow", "Action": [], "Resource": "arn:aws:s3" } }"#;
        let found = codes(text, PolicyKind::Identity);
        let wanted = [
            ("MISSING_VERSION", "warning"),
            ("EMPTY_SID_VALUE", "suggestion"),
            ("EMPTY_ARRAY_ACTION", "suggestion"),
            ("MISSING_ARN_FIELD", "error"),
        ];
        for own in wanted {
            assert!(found.contains(&own), "{own:?} in {found:?}");
        }
    }

    #[test]
    fn one_cause_is_one_finding() {
        let text = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" } }"#;
        assert_eq!(codes(text, PolicyKind::Trust), [("OPEN_TRUST", "securityWarning")]);
        let text = text.replace(r#"{ "AWS": "*" }"#, r#""*""#);
        assert_eq!(codes(&text, PolicyKind::Trust), [("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "error")]);
    }
}
