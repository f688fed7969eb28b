//! The few words under each station of the walk.

use iam_syntax::{Arn, PolicyKind};

use crate::report::{Decision, Effect, MatchedStatement, NO_SESSION, Needed, PolicyType, StepReport};

/// Under the first caller.
pub(crate) fn calls(action: &str) -> String {
    format!("calls {action}")
}

/// Under the station that decides, which stands for policies of these types.
pub(crate) fn verdict(found: &StepReport, of: fn(PolicyType) -> bool) -> String {
    let by = |word: &str| deciding(found, of).map_or_else(|| word.to_owned(), |who| format!("{word} by {who}"));
    match found.decision {
        Decision::Allowed => by("allowed"),
        Decision::ExplicitDeny => by("denied"),
        Decision::ImplicitDeny if is_not_there(found) => "not in this scenario".to_owned(),
        Decision::ImplicitDeny => silent(found.decided_by.first().copied()),
        Decision::Error if is_without_session(found) => "no session".to_owned(),
        Decision::Error => found.error.as_ref().map_or_else(|| "refused".to_owned(), |error| error.code.clone()),
    }
}

/// The statement by its name, with the sort of its policy where the station does not say that.
fn deciding(found: &StepReport, of: fn(PolicyType) -> bool) -> Option<String> {
    let own = decisive(found, of);
    let matched = own.or_else(|| decisive(found, |_| true))?;
    let name =
        matched.sid.clone().unwrap_or_else(|| format!("statement {} of {}", matched.statement + 1, matched.policy));
    let kind = matched.policy_type.kind();
    if own.is_some() && kind.grants() {
        return Some(name);
    }
    let sort = if kind.is_control() { kind.short() } else { kind.name() };
    Some(format!("{name} ({sort})"))
}

/// Name of the end of a step.
///
/// ```
/// use rolescope::walk::headline;
/// use rolescope::{Scenario, analyze};
///
/// let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#;
/// let scenario = Scenario::from_json(text)?;
/// let report = analyze(&scenario);
/// assert!(headline(&report.steps[0]).starts_with("Denied"));
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn headline(step: &StepReport) -> &'static str {
    match (step.decision, step.decided_by.first()) {
        (Decision::Allowed, _) => "Allowed",
        (Decision::ExplicitDeny, _) => "Explicitly denied",
        (Decision::ImplicitDeny, Some(first)) if !first.kind().grants() => without_allow(first.kind()),
        (Decision::ImplicitDeny, Some(_) | None) => "Denied: nothing allows it",
        (Decision::Error, _) if is_without_session(step) => "Not evaluated",
        (Decision::Error, _) => "Refused",
    }
}

macro_rules! without_allow {
    ($($(#[$doc:meta])* $kind:ident { name: $name:literal, $($rest:tt)* },)*) => {
        /// `Denied: no session policy allows it`
        const fn without_allow(kind: PolicyKind) -> &'static str {
            match kind { $(PolicyKind::$kind => concat!("Denied: no ", $name, " allows it"),)* }
        }
    };
}

iam_syntax::with_policy_kinds!(without_allow);

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
        Some(_) | None => false,
    }
}

/// Whose Allow is missing.
fn silent(first: Option<PolicyType>) -> String {
    let kind = first.map(PolicyType::kind).filter(|kind| !kind.grants());
    kind.map_or_else(
        || "nothing allows it".to_owned(),
        |kind| format!("no {} allows it", if kind.is_control() { kind.short() } else { kind.name() }),
    )
}

/// The statement of one of these policy types that decided.
pub(crate) fn decisive(found: &StepReport, of: fn(PolicyType) -> bool) -> Option<&MatchedStatement> {
    let effect = match found.decision {
        Decision::Allowed => Effect::Allow,
        Decision::ExplicitDeny => Effect::Deny,
        Decision::ImplicitDeny | Decision::Error => return None,
    };
    found.matched_statements.iter().find(|matched| {
        let decided = found.decided_by.contains(&matched.policy_type);
        decided && matched.effect == effect && of(matched.policy_type)
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
