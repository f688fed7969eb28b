//! A step that ended before or besides any policy: its place, its rule and its one trace entry.

use std::sync::Arc;

use iam_syntax::KnownAction;

use super::notes;
use crate::english::{detail, titles};
use crate::report::{Credentials, Place, Refusal, SecondsLimit, Trace, TraceEntry, TraceKind, TraceVerdict, Why};
use crate::resolve::world::World;

/// The place to mend, where it is a policy.
pub(super) fn place(refusal: &Refusal) -> Option<Place> {
    if let Refusal::UnreadablePolicy(policy) = refusal { Some(policy.place.clone()) } else { None }
}

/// The one entry of the trace of a refused step.
pub(super) fn entry(world: &World<'_>, refusal: &Arc<Refusal>) -> TraceEntry {
    let note = notes::of_refusal(world, refusal, rule(refusal));
    let why = Why::Refused { code: refusal.code().to_owned(), refusal: refusal.clone() };
    TraceEntry {
        title: titles::refused(refusal.code()).to_owned(),
        kind: TraceKind::Rule,
        policy_type: None,
        verdict: TraceVerdict::Denies,
        effect: None,
        detail: Some(detail(&why)),
        why: Some(why),
        place: place(refusal),
        request: None,
        rule: note.rule.map(Into::into),
        confidence: note.confidence,
        children: Trace::default(),
    }
}

fn rule(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::TooShort { .. } => Some("ST-03"),
        Refusal::TooLong { limit: SecondsLimit::Role, .. } => Some("ST-01"),
        Refusal::TooLong { limit: SecondsLimit::Chaining, .. } => Some("ST-02"),
        Refusal::InheritedTag { .. } => Some("ST-22"),
        Refusal::SourceIdentityChanged { .. } => Some("ST-25"),
        Refusal::PolicyTooLarge { .. } => Some("ST-10"),
        Refusal::TooManyPolicies { .. } => Some("QU-05"),
        Refusal::NothingToScope
        | Refusal::ScopeDownPolicyTooLarge { .. }
        | Refusal::TooManyScopeDownPolicies { .. }
        | Refusal::BeyondSession { .. } => Some("AM-20"),
        Refusal::WrongCaller { action, .. } if action == KnownAction::GetScopedCredentials.name() => Some("AM-20"),
        Refusal::Length { .. }
        | Refusal::Character { .. }
        | Refusal::Reserved { .. }
        | Refusal::TooManyTags { .. }
        | Refusal::MissingName
        | Refusal::NoTaskPolicy { .. }
        | Refusal::TooManyContexts { .. }
        | Refusal::TransitiveKeyNotPassed { .. } => Some("QU-13"),
        Refusal::NeverWithSuchCredentials { credentials, .. } => Some(match credentials {
            Credentials::RoleSession => "ST-30",
            Credentials::FederatedUser => "ST-31",
            Credentials::SessionTokenWithoutMfa => "ST-32",
            Credentials::SessionToken => "ST-33",
            Credentials::AssumedRoot => "EV-84",
        }),
        Refusal::MfaOfNoUser { .. } => Some("AM-02"),
        Refusal::RepeatedTag { .. } | Refusal::RepeatedPrincipalTag { .. } => Some("AM-05"),
        Refusal::ForeignProvider { .. } => Some("AM-30"),
        Refusal::NotManaging { .. } => Some("EV-84"),
        Refusal::TooLong { limit: SecondsLimit::Call { .. }, .. }
        | Refusal::UnknownCaller { .. }
        | Refusal::NoSuchStep { .. }
        | Refusal::LaterStep { .. }
        | Refusal::NoSession { .. }
        | Refusal::Expired { .. }
        | Refusal::BadTime { .. }
        | Refusal::BackInTime { .. }
        | Refusal::SessionOfNoSession { .. }
        | Refusal::SessionOfObtained { .. }
        | Refusal::SessionRequestElsewhere { .. }
        | Refusal::BadAction { .. }
        | Refusal::BudgetExceeded
        | Refusal::NoResource
        | Refusal::NotARole { .. }
        | Refusal::WrongCaller { .. }
        | Refusal::NotAParameter { .. }
        | Refusal::ClaimTwice { .. }
        | Refusal::NotAMemberRoot { .. }
        | Refusal::UnreadablePolicy(_) => None,
    }
}
