//! The few words under each station of the walk.

use crate::report::{Decision, StepReport};

/// Under the first caller.
pub(crate) fn calls(action: &str) -> String {
    format!("calls {action}")
}

/// Under the station that decides.
pub(crate) fn verdict(found: &StepReport) -> String {
    let matched = || {
        let decided = found.matched_statements.iter().find(|matched| found.decided_by.contains(&matched.policy_type));
        decided.map(|matched| matched.sid.clone().unwrap_or_else(|| format!("statement {}", matched.statement + 1)))
    };
    match found.decision {
        Decision::Allowed => matched().map_or_else(|| "allowed".to_owned(), |who| format!("allowed by {who}")),
        Decision::ExplicitDeny => matched().map_or_else(|| "denied".to_owned(), |who| format!("denied by {who}")),
        Decision::ImplicitDeny => "nothing allows it".to_owned(),
        Decision::Error => found.error.as_ref().map_or_else(|| "refused".to_owned(), |error| error.code.clone()),
    }
}

/// Under a session: `until 11:00 UTC`, of an ISO 8601 time.
pub(crate) fn until(expiration: &str) -> String {
    expiration.get(11..16).map_or_else(String::new, |time| format!("until {time} UTC"))
}

/// Under the resource, when it does not decide.
pub(crate) fn reached(allowed: bool) -> &'static str {
    if allowed { "reached" } else { not_reached() }
}

/// Under everything behind the end of the walk.
pub(crate) fn not_reached() -> &'static str {
    "not reached"
}
