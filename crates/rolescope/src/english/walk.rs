//! The few words under each station of the walk.

use iam_syntax::Arn;

use crate::report::{Decision, Effect, MatchedStatement, Needed, PolicyType, StepReport};
use crate::resolve::refusal::NO_SESSION;

/// Under the first caller.
pub(crate) fn calls(action: &str) -> String {
    format!("calls {action}")
}

/// Under the station that decides, which stands for policies of these types.
pub(crate) fn verdict(found: &StepReport, types: &[PolicyType]) -> String {
    let by = |word: &str| deciding(found, types).map_or_else(|| word.to_owned(), |who| format!("{word} by {who}"));
    match found.decision {
        Decision::Allowed => by("allowed"),
        Decision::ExplicitDeny => by("denied"),
        Decision::ImplicitDeny if is_not_there(found) => "not in this scenario".to_owned(),
        Decision::ImplicitDeny => silent(found.decided_by.first().copied()).to_owned(),
        Decision::Error if is_without_session(found) => "no session".to_owned(),
        Decision::Error => found.error.as_ref().map_or_else(|| "refused".to_owned(), |error| error.code.clone()),
    }
}

/// The statement by its name, with the sort of its policy where the station does not say that.
fn deciding(found: &StepReport, types: &[PolicyType]) -> Option<String> {
    let own = decisive(found, types);
    let matched = own.or_else(|| decisive(found, &EVERY_TYPE))?;
    let name =
        matched.sid.clone().unwrap_or_else(|| format!("statement {} of {}", matched.statement + 1, matched.policy));
    let sort = match matched.policy_type {
        PolicyType::ResourceControl => "RCP",
        PolicyType::ServiceControl => "SCP",
        PolicyType::VpcEndpoint => "endpoint policy",
        PolicyType::PermissionsBoundary => "boundary",
        PolicyType::Session => "session policy",
        PolicyType::Trust | PolicyType::ResourceBased | PolicyType::IdentityBased if own.is_some() => {
            return Some(name);
        }
        PolicyType::Trust => "trust policy",
        PolicyType::ResourceBased => "resource policy",
        PolicyType::IdentityBased => "identity policy",
    };
    Some(format!("{name} ({sort})"))
}

const EVERY_TYPE: [PolicyType; 8] = [
    PolicyType::ResourceControl,
    PolicyType::ServiceControl,
    PolicyType::VpcEndpoint,
    PolicyType::Trust,
    PolicyType::ResourceBased,
    PolicyType::PermissionsBoundary,
    PolicyType::Session,
    PolicyType::IdentityBased,
];

/// Name of the end of a step.
pub fn headline(step: &StepReport) -> &'static str {
    use PolicyType as P;
    match (step.decision, step.decided_by.first()) {
        (Decision::Allowed, _) => "Allowed",
        (Decision::ExplicitDeny, _) => "Denied: explicitly",
        (
            Decision::ImplicitDeny,
            Some(P::ResourceControl | P::ServiceControl | P::VpcEndpoint | P::PermissionsBoundary | P::Session),
        ) => "Denied: a ceiling does not allow it",
        (Decision::ImplicitDeny, Some(P::Trust | P::ResourceBased | P::IdentityBased) | None) => {
            "Denied: nothing allows it"
        }
        (Decision::Error, _) if is_without_session(step) => "Not evaluated",
        (Decision::Error, _) => "Refused",
    }
}

/// True if the step has no credentials to call with: AWS would hear nothing of it.
fn is_without_session(step: &StepReport) -> bool {
    step.error.as_ref().is_some_and(|error| error.code == NO_SESSION)
}

/// True if what would have to allow the call first is not in the scenario.
fn is_not_there(step: &StepReport) -> bool {
    let needed = step.not_in_scenario.first().map(|found| found.needed);
    match step.decided_by.first() {
        Some(PolicyType::Trust) => needed == Some(Needed::Role),
        Some(PolicyType::ResourceBased) => needed == Some(Needed::Resource),
        Some(PolicyType::IdentityBased) => needed == Some(Needed::Caller),
        Some(
            PolicyType::ResourceControl
            | PolicyType::ServiceControl
            | PolicyType::VpcEndpoint
            | PolicyType::PermissionsBoundary
            | PolicyType::Session,
        )
        | None => false,
    }
}

/// Whose Allow is missing.
fn silent(first: Option<PolicyType>) -> &'static str {
    match first {
        Some(PolicyType::ResourceControl) => "no RCP allows it",
        Some(PolicyType::ServiceControl) => "no SCP allows it",
        Some(PolicyType::VpcEndpoint) => "the endpoint does not allow it",
        Some(PolicyType::PermissionsBoundary) => "the boundary does not allow it",
        Some(PolicyType::Session) => "no session policy allows it",
        Some(PolicyType::Trust | PolicyType::ResourceBased | PolicyType::IdentityBased) | None => "nothing allows it",
    }
}

/// The statement of one of these policy types that decided.
pub(crate) fn decisive<'r>(found: &'r StepReport, types: &[PolicyType]) -> Option<&'r MatchedStatement> {
    let effect = match found.decision {
        Decision::Allowed => Effect::Allow,
        Decision::ExplicitDeny => Effect::Deny,
        Decision::ImplicitDeny | Decision::Error => return None,
    };
    found.matched_statements.iter().find(|matched| {
        let decided = found.decided_by.contains(&matched.policy_type);
        decided && matched.effect == effect && types.contains(&matched.policy_type)
    })
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

/// Under a role that trusts the caller, when the caller's own policies do not let it ask.
pub(crate) fn caller_lacks() -> &'static str {
    "the caller may not ask"
}

/// Under a role that a rule besides policies keeps shut.
pub(crate) fn refused_by_rule() -> &'static str {
    "not for this caller"
}

/// The first of several resources.
pub(crate) fn and_more(first: &str, more: usize) -> String {
    format!("{first} and {more} more")
}

/// The telling part of a name: `ana` of a user's ARN, `app/s1` of a session's, `bucket/key` of an object's.
pub(crate) fn short(name: &str) -> String {
    let Some(arn) = Arn::parse(name) else { return name.to_owned() };
    let typed = ["user/", "role/", "assumed-role/", "federated-user/", "oidc-provider/", "saml-provider/"];
    let rest = typed.iter().find_map(|prefix| arn.resource.strip_prefix(prefix));
    rest.unwrap_or(arn.resource).to_owned()
}
