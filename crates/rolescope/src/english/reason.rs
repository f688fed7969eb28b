//! The one sentence of a decision, made from its cause alone.

use super::denied::{self, Denied};
use super::detail::{PUBLIC_ACCESS_BLOCKED, detail, owned, scoped_down};
use super::hints::hint;
use super::not_in_scenario;
use super::words::{
    capital, failed, list, named_as, quoted, statement as statement_name, statement_of_policy, uncapital,
};
use crate::report::{Because, Cause, NO_SESSION, Nearest, Passed, PolicyType, SilentLevel, Why};

/// Reason for a step's decision, for a reader who has never seen an IAM document.
///
/// ```
/// use rolescope::{Scenario, analyze, english};
///
/// let scenario = Scenario::from_json(r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#)?;
/// let step = &analyze(&scenario).steps[0];
/// assert_eq!(step.cause.as_deref().map(english::reason).as_deref(), Some(&*step.reason));
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn reason(cause: &Cause) -> String {
    reason_with(cause, Some(detail))
}

/// The reason without the decision, which stands beside it.
pub fn explanation(cause: &Cause) -> String {
    explanation_with(cause, Some(detail))
}

/// Sentences of trace entries, where they are there.
pub(crate) type Detail = Option<fn(&Why) -> String>;

/// As [`reason`]; without sentences of trace entries it says nothing of the nearest statement.
pub(crate) fn reason_with(cause: &Cause, detail: Detail) -> String {
    let explanation = explanation_with(cause, detail);
    match head(&cause.because) {
        None => explanation,
        Some(head) if explanation.is_empty() => [head, "."].concat(),
        Some(head) if cause.absent_keys.is_empty() => [head, ": ", &explanation].concat(),
        Some(head) => [head, " ", &explanation].concat(),
    }
}

/// As [`explanation`]; without sentences of trace entries it says nothing of the nearest statement.
pub(crate) fn explanation_with(cause: &Cause, detail: Detail) -> String {
    let mut text = because(cause, detail);
    if let Some(checks) = cause.checks {
        text.push_str(&format!(" All {checks} checks are allowed."));
    }
    for lacking in &cause.also_lacking {
        text.push_str(&not_in_scenario::besides(lacking));
    }
    if !cause.absent_keys.is_empty() && head(&cause.because).is_some() {
        text = format!("{}: {text}", only_because(&cause.absent_keys));
    }
    match cause.claims.as_slice() {
        [] => {}
        [one] => text.push_str(&format!(" AWS provides no condition key for the claim `{one}`.")),
        several => text.push_str(&format!(" AWS provides no condition keys for the claims {}.", quoted(several))),
    }
    if !cause.not_kept.is_empty() {
        text.push_str(&format!(" A session does not keep {} of its token.", quoted(&cause.not_kept)));
    }
    if let Some(audience) = &cause.audience {
        text.push_str(&format!(
            " This token has a claim `azp`, and `:aud` is made of that; its `aud` is `{}`, under `{}`.",
            audience.value, audience.key
        ));
    }
    text
}

/// The decision; nothing where the explanation says it.
fn head(because: &Because) -> Option<&'static str> {
    match because {
        Because::CallerIdentity
        | Because::OwnSession
        | Because::RootIssued { .. }
        | Because::OwnRoot { .. }
        | Because::Trusted { .. }
        | Because::NamedByResource { .. }
        | Because::TrustedAndGranted { .. }
        | Because::Granted { .. } => Some("Allowed"),
        Because::Denied { .. } => Some("Explicitly denied"),
        Because::RootAssumesNoRole
        | Because::OwnedByAws { .. }
        | Because::NothingAllows { .. }
        | Because::NoResourcePolicy { .. }
        | Because::NoTrustPolicy { .. }
        | Because::PublicAccessBlocked
        | Because::NoAllow { .. } => Some("Denied"),
        Because::NotInScenario { .. } | Because::NothingAsked => None,
        Because::Refused { code, .. } => Some(if is_without_session(code) { "Not evaluated" } else { "Refused" }),
    }
}

/// True if there was no session to call with: AWS would hear nothing of the call.
fn is_without_session(code: &str) -> bool {
    code == NO_SESSION
}

/// `only because the request has no aws:SourceVpce`
fn only_because(keys: &[String]) -> String {
    const NAMED: usize = 3;
    let named: Vec<String> = keys.iter().take(NAMED).map(|key| format!("no `{key}`")).collect();
    let more = match keys.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", nor {more} more"),
    };
    format!("only because the request has {}{more}", list(&named, "and"))
}

fn because(cause: &Cause, detail: Detail) -> String {
    let because = &cause.because;
    match because {
        Because::CallerIdentity => "every caller may ask for its own identity, so no policy is evaluated.".to_owned(),
        Because::OwnSession => "a user needs no permission to get a session token.".to_owned(),
        Because::RootIssued { action } => {
            format!("the root user issued these credentials, and no policy denies `{action}`.")
        }
        Because::OwnRoot { action } => {
            format!("the root user may do everything in its own account, and no policy denies `{action}`.")
        }
        Because::Trusted { by, caller } => format!("{} lets `{caller}` assume the role.", statement_of_policy(by)),
        Because::NamedByResource { by, action, ways } => {
            format!("{} allows `{action}` and names the caller {}.", statement_of_policy(by), named_as(ways))
        }
        Because::TrustedAndGranted { trust, grant, action } => format!(
            "{} trusts the caller, and {} allows `{action}` on the role.",
            statement_of_policy(trust),
            statement_of_policy(grant)
        ),
        Because::Granted { by, action } => match by.as_slice() {
            [one] => format!("{} allows `{action}` on this resource, and nothing denies it.", statement_of_policy(one)),
            several => {
                let names: Vec<String> = several.iter().map(statement_of_policy).collect();
                format!("{} allow `{action}`.", names.join(" and "))
            }
        },
        Because::Denied { by, action, resource, met, outweighs } => {
            let (by, outweighs, resource) = (by.as_ref(), outweighs.as_deref(), resource.as_deref());
            denied::sentence(&Denied { by, action, resource, outweighs }, met, &cause.absent_keys)
        }
        Because::RootAssumesNoRole => {
            "the root user of an account cannot assume a role, whatever the trust policy says.".to_owned()
        }
        Because::OwnedByAws { thing } => format!("{}.", owned(*thing)),
        Because::NothingAllows { action } => format!("nothing allows `{action}`."),
        Because::NoResourcePolicy { action, across_accounts: true } => format!(
            "caller and resource belong to different accounts, so the resource needs a policy that allows `{action}`, and \
             it has none."
        ),
        Because::NoResourcePolicy { action, across_accounts: false } => {
            format!("only a resource-based policy could allow `{action}` to this caller, and the resource has none.")
        }
        Because::NoTrustPolicy { role } => {
            format!("the role `{role}` has no trust policy, so nobody may assume it.")
        }
        Because::PublicAccessBlocked => uncapital(PUBLIC_ACCESS_BLOCKED),
        Because::NoAllow { policy_type, caller, action, resource, denies_only, besides, level, nearest } => {
            let on = resource.as_ref().map(|resource| format!(" on `{resource}`")).unwrap_or_default();
            let what = match besides {
                None => no_allow(*policy_type, caller, &format!("`{action}`{on}"), level.as_ref()),
                Some(passed) => {
                    format!("{}, and {}", needed(passed, action), no_allow(*policy_type, caller, "it", level.as_ref()))
                }
            };
            let only = if *denies_only { only_denies(*policy_type) } else { String::new() };
            format!("{what}.{only}{}", nearest.as_deref().zip(detail).map(near_miss).unwrap_or_default())
        }
        Because::NotInScenario { .. } => not_in_scenario::cause(because),
        Because::Refused { refusal, nearest: Some(name), .. } => {
            format!("{}; did you mean `@{name}`?", super::refusal(refusal))
        }
        Because::Refused { refusal, nearest: None, .. } => format!("{}.", super::refusal(refusal)),
        Because::NothingAsked => String::new(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "few gates have a sentence of their own")]
fn no_allow(policy_type: PolicyType, caller: &str, action: &str, level: Option<&SilentLevel>) -> String {
    let level = match level {
        None => String::new(),
        Some(SilentLevel::None) => ": the account's list of levels is empty".to_owned(),
        Some(SilentLevel::Target { name }) => format!(" at `{name}`"),
        Some(SilentLevel::Empty { level }) => format!(" at level {}", level + 1),
    };
    match policy_type {
        PolicyType::Trust => format!("the role's trust policy does not let `{caller}` call {action}"),
        PolicyType::PermissionsBoundary => {
            format!("the permissions boundary does not allow {action}, and it limits what the caller may do")
        }
        PolicyType::Session => format!("no session policy allows {action}, and session policies limit the session"),
        PolicyType::ScopeDown => scoped_down(action),
        _ => format!("no {} allows {action}{level}", policy_type.kind().name()),
    }
}

/// Clause on what a call passes along, for which it needs a further action.
fn needed(passed: &Passed, action: &str) -> String {
    let from = passed.kept_from.as_ref().map(|step| format!(" (kept from step `{step}`)")).unwrap_or_default();
    let what = match (&passed.source_identity, passed.tags.as_slice()) {
        (Some(identity), _) => format!("the source identity `{identity}`"),
        (None, [one]) => format!("the tag `{one}`"),
        (None, several) => format!("the tags {}", quoted(several)),
    };
    format!("`{}` is allowed, but the call also passes {what}{from}, so it needs `{action}`", passed.call)
}

/// Sentence on policies that only deny, where something has to allow.
fn only_denies(policy_type: PolicyType) -> String {
    let name = policy_type.kind().name();
    format!(" The {name} holds no Allow, only a Deny: without an Allow nothing passes.")
}

fn near_miss((nearest, detail): (&Nearest, fn(&Why) -> String)) -> String {
    let (name, policy) = (statement_name(&nearest.statement), &nearest.statement.policy);
    let names = if nearest.names_caller { "it names the caller, but " } else { "" };
    let mut text =
        format!(" {} of `{policy}` comes nearest: {names}{}", capital(&name), uncapital(&detail(&nearest.why)));
    match nearest.others.as_slice() {
        [] => {}
        [one] => text.push_str(&format!(" Nor does {} match.", failed(one))),
        several => {
            let words: Vec<String> = several.iter().map(failed).collect();
            text.push_str(&format!(" Nor do {} match.", list(&words, "and")));
        }
    }
    if let Some(hint) = hint(&nearest.why) {
        text.push_str(&format!(" {hint}"));
    }
    text
}
