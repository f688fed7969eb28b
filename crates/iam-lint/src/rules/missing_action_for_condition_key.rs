//! `MISSING_ACTION_FOR_CONDITION_KEY`.

use iam_syntax::{OperatorKind, Quantifier};

use crate::rule::prelude::*;
use crate::subject::covered;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_ACTION_FOR_CONDITION_KEY",
    severity: Severity::Error,
    summary: "The key needs another action in the statement",
    why: "Session tags and a source identity come with a permission of their own; a role session that sets them is refused without it.",
    help: "Add `sts:TagSession` for keys of tags, `sts:SetSourceIdentity` for `sts:SourceIdentity`.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "aws:RequestTag/team": "blue" } } }
                                   ^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sts:AssumeRole", "sts:TagSession"],
  "Condition": { "StringEquals": { "aws:RequestTag/team": "blue" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (statement, condition) in subject.conditions().filter(|_| subject.is_trust()) {
        let operator = condition.operator.value;
        // Met by requests without the key: nobody needs to set it.
        let may_be_missing = operator.if_exists
            || operator.kind.negated()
            || operator.kind == OperatorKind::Null
            || operator.quantifier == Some(Quantifier::ForAllValues);
        if may_be_missing || statement.effect.value == Effect::Deny {
            continue;
        }
        let (lower, name) = match &*condition.key.value.lower {
            "sts:sourceidentity" => ("sts:setsourceidentity", "sts:SetSourceIdentity"),
            "aws:tagkeys" | "sts:transitivetagkeys" => ("sts:tagsession", "sts:TagSession"),
            tag if tag.starts_with("aws:requesttag/") => ("sts:tagsession", "sts:TagSession"),
            _ => continue,
        };
        let is_allowed = subject.allows().any(|own| covered(own, lower).is_some());
        if !is_allowed {
            found.report(condition.key.span, format!("only a caller with `{name}` can set this key, and none is allowed it"));
        }
    }
}
