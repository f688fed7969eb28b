//! Sentences of trace entries, made from their reasons alone.

use super::words::{capital, failed, list, named_as, parts, quoted};
use super::{compared, not_in_scenario, words};
use crate::report::{AwsThing, Effect, FailedElement, Listing, MissingKey, NotApplicableReason, PolicyType, Why};

/// The reason of a trace entry, in one sentence.
///
/// ```
/// use rolescope::english::detail;
/// use rolescope::report::{Effect, Why};
///
/// assert_eq!(detail(&Why::StatementMatches { effect: Effect::Deny }), "All its elements match, so it denies the call.");
/// ```
pub fn detail(why: &Why) -> String {
    match why {
        Why::CallerIdentity => {
            "Every caller may ask for its own identity; no policy can allow or deny that.".to_owned()
        }
        Why::OwnSession => {
            "A user needs no permission to get a session token; the session can do what the user can do.".to_owned()
        }
        Why::RootAssumesNoRole => {
            "The root user of an account cannot assume a role, whatever the trust policy says.".to_owned()
        }
        Why::Refused { refusal, .. } => format!("{}.", super::refusal(refusal)),
        Why::OwnedByAws { thing } => format!("{}.", owned(*thing)),
        Why::NotInScenario { needed, name } => not_in_scenario::without(*needed, name),
        Why::RootIssued => "The root user issued these credentials, so only the session policy limits them.".to_owned(),
        Why::ForeignRoot => "The root user needs no identity-based policy.".to_owned(),
        Why::OwnRoot => "The root user may do everything in its own account.".to_owned(),
        Why::DefaultEndpointPolicy => "The endpoint has its default policy, which allows everything.".to_owned(),
        Why::DefaultKeyPolicy => {
            "The key is not in the scenario, so the default key policy is used: it lets IAM policies of the \
             key's account grant access."
                .to_owned()
        }
        Why::NotApplicable { policy_type, because } => not_applicable(*policy_type, *because).to_owned(),
        Why::PublicAccessBlocked => PUBLIC_ACCESS_BLOCKED.to_owned(),
        Why::DenyApplies => "A Deny applies, and a Deny wins over every Allow.".to_owned(),
        Why::NamesCaller { action, ways } => {
            format!("It allows `{action}` and names the caller {}.", named_as(ways))
        }
        Why::NoLevels => "The account's list of levels is empty, so nothing is allowed.".to_owned(),
        Why::NoAllow { policy_type: PolicyType::ScopeDown, action } => {
            format!("{}.", capital(&scoped_down(&format!("`{action}`"))))
        }
        Why::NoAllow { policy_type, action } => format!("No {} allows `{action}` here.", policy_type.kind().name()),
        Why::StatementMatches { effect: Effect::Allow } => "All its elements match, so it allows the call.".to_owned(),
        Why::StatementMatches { effect: Effect::Deny } => "All its elements match, so it denies the call.".to_owned(),
        Why::ElementsDoNotMatch { elements } => elements_do_not_match(elements),
        Why::Fits { list, value, found } if list.negated() => {
            format!("{} excludes `{found}`: `{value}` matches it.", list.name())
        }
        Why::Fits { value, found, .. } => ["`", value, "` matches `", found, "`."].concat(),
        Why::FitsNone { list, found, .. } if list.negated() => {
            [list.name(), " does not exclude `", found, "`."].concat()
        }
        Why::FitsNone { list, values, filled_in, found } => {
            let what = if *list == Listing::Action { "the action" } else { "the resource" };
            match (values.as_slice(), filled_in) {
                ([one], Some(here)) => format!("`{one}`, which is `{here}` here, does not match {what} `{found}`."),
                ([one], None) => ["`", one, "` does not match ", what, " `", found, "`."].concat(),
                (several, _) => format!("None of {} matches {what} `{found}`.", quoted(several)),
            }
        }
        Why::ListsNothing { list: list @ (Listing::Principal | Listing::NotPrincipal) } => {
            format!("{} lists nobody.", list.name())
        }
        Why::ListsNothing { list } => format!("{} lists nothing.", list.name()),
        Why::UnresolvedVariable { list, value, key } => {
            let effect = if list.negated() { "so it excludes nothing" } else { "so it matches no resource" };
            format!("`{value}` needs `{key}`, which this request does not have, {effect}.")
        }
        Why::ResourceCase { list, value, found } => {
            let effect = if list.negated() { "so it excludes nothing" } else { "so it does not match" };
            format!("`{found}` differs from `{value}` only in case, and resources are case-sensitive, {effect}.")
        }
        Why::Everybody => "`*` names everybody.".to_owned(),
        Why::InAccount { caller, account } => format!("`{caller}` belongs to the account {account}."),
        Why::SessionOf { caller, role } => format!("`{caller}` is a session of `{role}`."),
        Why::CallerNamed { value } => format!("`{value}` names the caller."),
        Why::CallerListed => "The caller is listed, so the statement does not apply.".to_owned(),
        Why::BoundaryOverridesNotPrincipal => {
            "The caller has a permissions boundary, so the statement applies although the caller is listed.".to_owned()
        }
        Why::PartlyListed { listed, lacking } => {
            format!(
                "The caller's {} is listed, but not its {}, so the statement applies.",
                parts(listed),
                parts(lacking)
            )
        }
        Why::CallerNotListed { caller } => format!("`{caller}` is not listed, so the statement applies to it."),
        Why::CallerNotNamed { values, caller } => match values.as_slice() {
            [one] => format!("`{one}` does not name `{caller}`."),
            several => format!("None of {} names `{caller}`.", quoted(several)),
        },
        Why::PrincipalWildcard { value } => {
            format!("`{value}` names nobody: a wildcard cannot match a part of a principal.")
        }
        Why::CallerCase { value } => {
            format!("`{value}` differs from the caller only in case, and principals are case-sensitive.")
        }
        Why::KeyMissing { key, operator, values, outcome } => match outcome {
            MissingKey::Fails => match compared::wanted(operator, values) {
                Some(wanted) => format!("The request has no `{key}`; the policy wants {wanted}."),
                None => format!("The request has no `{key}`, so `{operator}` is false."),
            },
            MissingKey::HoldsNegated => {
                format!("The request has no `{key}`, and a negated operator is true when the key is missing.")
            }
            MissingKey::HoldsIfExists => {
                format!("The request has no `{key}`, and with `IfExists` a missing key passes.")
            }
            MissingKey::HoldsForAll => {
                format!("The request has no value of `{key}`, and `ForAllValues` is true when there is no value.")
            }
            MissingKey::FailsForAny => format!("The request has no value of `{key}`, and `ForAnyValue` needs one."),
        },
        Why::SeveralValues { key, operator } => {
            format!(
                "`{key}` has several values, and `{operator}` without `ForAllValues` or `ForAnyValue` never matches several values."
            )
        }
        Why::NoValues => "The condition lists no value, so nothing can match.".to_owned(),
        Why::KeyPresence { key, present, holds } => {
            let is = if *present { "has" } else { "does not have" };
            let meant = match (holds, present) {
                (true, _) => "as the condition requires",
                (false, true) => "and the condition requires that it is missing",
                (false, false) => "and the condition requires it",
            };
            format!("The request {is} `{key}`, {meant}.")
        }
        Why::QuantifiedNull { operator } => format!("`{operator}` does not depend on the request."),
        Why::Compared { key, operator, holds, value, several, values: wanted, filled_in, result } => {
            compared::sentence(key, operator, *holds, (value, *several), (wanted, filled_in.as_deref()), result)
        }
    }
}

/// Effect of Block Public Access on a public policy.
pub(super) const PUBLIC_ACCESS_BLOCKED: &str = "The bucket policy is public, and `restrictPublicBuckets` limits it to \
                                                the owner's account and AWS services.";

/// Clause about a call that a scope down policy does not allow (AM-20).
pub(super) fn scoped_down(action: &str) -> String {
    format!(
        "these credentials were scoped down, which limits everything that the session can do, and a scope down policy does not \
         allow {action}"
    )
}

/// Clause about a thing that AWS owns.
pub(super) fn owned(thing: AwsThing) -> &'static str {
    match thing {
        AwsThing::ManagedPolicy => "AWS owns its managed policies, and no policy can grant changing them",
        AwsThing::ReservedRole => "only its AWS service changes a role under `/aws-reserved/`",
        AwsThing::ServiceLinkedRole => "only its AWS service changes a service-linked role",
        AwsThing::KeyAlias => "aliases under `alias/aws/` belong to AWS",
    }
}

fn not_applicable(policy_type: PolicyType, because: NotApplicableReason) -> &'static str {
    use PolicyType as P;
    match (because, policy_type) {
        (NotApplicableReason::NoPolicy, P::Session) => "No session policy was passed, so nothing limits the session.",
        (NotApplicableReason::NoPolicy, P::PermissionsBoundary) => "The caller has no permissions boundary.",
        (NotApplicableReason::NoPolicy, P::ServiceControl) => {
            "No service control policies are in force for the caller's account."
        }
        (NotApplicableReason::NoPolicy, P::ResourceControl) => {
            "No resource control policies are in force for the owner's account."
        }
        (NotApplicableReason::NoPolicy, P::VpcEndpoint) => "The call does not go through a VPC endpoint.",
        (NotApplicableReason::NoPolicy, _) if policy_type.kind().grants() => "The resource has no policy of its own.",
        (NotApplicableReason::NoPolicy, _) => "No such policy is in force.",
        (NotApplicableReason::Unsigned, P::ServiceControl) => {
            "Service control policies apply to users and roles of an account; this caller is neither."
        }
        (NotApplicableReason::Unsigned, _) => {
            "The caller is neither a user nor a role, so only policies of the resource's side decide."
        }
        (NotApplicableReason::ManagementAccount, P::ResourceControl) => {
            "RCPs do not apply to resources of the management account."
        }
        (NotApplicableReason::ManagementAccount, _) => "SCPs do not apply to the management account.",
        (NotApplicableReason::ServiceLinkedRole, P::ResourceControl) => "RCPs do not apply to service-linked roles.",
        (NotApplicableReason::ServiceLinkedRole, P::PermissionsBoundary) => {
            "A service-linked role has no permissions boundary."
        }
        (NotApplicableReason::ServiceLinkedRole, _) => "SCPs do not apply to service-linked roles.",
        (NotApplicableReason::RootUser, _) => "A permissions boundary does not apply to the root user.",
        (NotApplicableReason::NotCovered, _) => "RCPs do not apply to this action.",
        (NotApplicableReason::OwnerRoot, _) => {
            "No bucket policy can stop its owner's root user from reading, setting or deleting it."
        }
    }
}

fn elements_do_not_match(elements: &[FailedElement]) -> String {
    let words: Vec<String> = elements.iter().map(failed).collect();
    format!("{} do not match.", words::capital(&list(&words, "and")))
}
