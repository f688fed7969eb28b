//! `ESCALATION_PASS_ROLE`.

use crate::escalation::RUNS_WITH_ROLE;
use crate::rule::prelude::*;
use crate::subject::{covered, open_resource};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "ESCALATION_PASS_ROLE",
    severity: Severity::SecurityWarning,
    summary: "Code can be run with any role",
    why: "Whoever may pass any role and start something that runs with it has the permissions of every role in the account.",
    help: "Name the roles in `Resource` of `iam:PassRole`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": ["iam:PassRole", "lambda:CreateFunction"], "Resource": "*" }
                                                ^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
[{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/functions" },
  { "Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*" }]
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let passes = |own: &Statement| {
        covered(own, "iam:passrole").is_some() && open_resource(own, "iam").is_some() && own.conditions.is_empty()
    };
    if subject.kind != PolicyKind::Identity || !subject.allows().any(passes) {
        return;
    }
    for statement in subject.allows().filter(|own| !own.action.negated) {
        let action = RUNS_WITH_ROLE.iter().find_map(|action| Some((action, covered(statement, action)?.1)));
        if let Some((action, span)) = action
            && subject.written(span) != "*"
        {
            found.report(span, format!("`{action}` runs code with any role, since `iam:PassRole` is not limited to named ones"));
            // One cause: the role that can be passed.
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::escalation::RUNS_WITH_ROLE;
    use crate::rule::prelude::PolicyKind;
    use crate::testing::found;

    #[test]
    fn each_way_is_an_action_of_aws_and_is_found() {
        for action in RUNS_WITH_ROLE {
            assert!(iam_catalog::embedded::index().action(action).is_some(), "{action}");
            let text = format!(r#"{{ "Effect": "Allow", "Action": ["iam:PassRole", "{action}"], "Resource": "*" }}"#);
            assert_eq!(found("ESCALATION_PASS_ROLE", PolicyKind::Identity, &text).len(), 1, "{action}");
        }
    }

    #[test]
    fn a_condition_on_the_service_is_a_limit() {
        let text = r#"[{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
            "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } },
            { "Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*" }]"#;
        assert_eq!(found("ESCALATION_PASS_ROLE", PolicyKind::Identity, text), []);
    }
}
