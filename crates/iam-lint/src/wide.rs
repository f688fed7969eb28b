//! Actions of IAM that a statement allows on resources that it does not name.

use iam_syntax::{PolicyKind, Span, Statement};

use crate::subject::{Covered, Subject, condition_on, covered, not_resource, open_resource};

/// An action that gives much away where no resource is named.
pub(crate) struct Sensitive {
    /// Name in lower case.
    action: &'static str,
    /// Condition key that limits it to a service, in lower case.
    limit: &'static str,
    /// Action whose findings say more: where the same element covers it, it alone is reported.
    telling: Option<&'static str>,
}

/// `iam:PassRole`
pub(crate) const PASS_ROLE: Sensitive =
    Sensitive { action: "iam:passrole", limit: "iam:passedtoservice", telling: None };

/// `iam:CreateServiceLinkedRole`
pub(crate) const CREATE_SERVICE_LINKED_ROLE: Sensitive =
    Sensitive { action: "iam:createservicelinkedrole", limit: "iam:awsservicename", telling: Some("iam:passrole") };

/// The way in which a statement leaves its resources open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Open {
    /// By a wildcard in `Resource`.
    Star,
    /// By `NotResource`.
    NotResource,
}

/// Places where statements of an identity-based policy allow the action in this way on resources that are left open in this way.
pub(crate) fn grants(subject: &Subject<'_, '_>, sensitive: &Sensitive, how: Covered, open: Open) -> Vec<Span> {
    let place = |statement: &Statement| {
        if covered(statement, sensitive.action)?.0 != how || condition_on(statement, &[sensitive.limit]).is_some() {
            return None;
        }
        let is_told =
            |action| how != Covered::Named && covered(statement, action).is_some_and(|(other, _)| other == how);
        if sensitive.telling.is_some_and(is_told) {
            return None;
        }
        match open {
            Open::Star => open_resource(statement, "iam"),
            Open::NotResource => not_resource(statement),
        }
    };
    subject.allows().filter(|_| subject.kind == PolicyKind::Identity).filter_map(place).collect()
}
