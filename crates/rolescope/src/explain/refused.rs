//! A step that ended before or besides any policy: its place, its rule and its one trace entry.

use iam_sts::{DurationLimit, StsError};
use iam_syntax::KnownAction;

use super::notes;
use crate::english::refusals::Unreadable;
use crate::english::{detail, refusals, titles};
use crate::report::refusal::Refusal;
use crate::report::{Place, Trace, TraceEntry, TraceKind, TraceVerdict, Why};
use crate::resolve::world::World;

/// The mistake and the remedy; no final period.
pub(super) fn message(world: &World<'_>, refusal: &Refusal) -> String {
    refusals::message(refusal, unreadable(world, refusal))
}

fn unreadable<'w>(world: &'w World<'_>, refusal: &Refusal) -> Option<Unreadable<'w>> {
    let Refusal::Malformed { policy, finding } = refusal else { return None };
    let read = world.parsed.policy(*policy)?;
    let found = read.parse.diagnostics.get(*finding)?;
    let line = world.parsed.line(*policy, found.span);
    Some(Unreadable { policy: &read.name, owner: &read.owner, line, finding: &found.kind })
}

/// The place to mend, where it is a policy.
pub(super) fn place(world: &World<'_>, refusal: &Refusal) -> Option<Place> {
    let Refusal::Malformed { policy, finding } = refusal else { return None };
    let finding = world.parsed.policy(*policy)?.parse.diagnostics.get(*finding)?;
    world.parsed.place(*policy, finding.span)
}

/// The one entry of the trace of a refused step.
pub(super) fn entry(world: &World<'_>, refusal: &Refusal, message: &str) -> TraceEntry {
    let note = notes::of_refusal(world, refusal, rule(refusal));
    let (code, text) = (refusal.code().to_owned(), message.to_owned());
    let why = (!message.is_empty()).then_some(Why::Refused { code, message: text });
    TraceEntry {
        title: titles::refused(refusal.code()).to_owned(),
        kind: TraceKind::Rule,
        policy_type: None,
        verdict: TraceVerdict::Denies,
        effect: None,
        detail: why.as_ref().map(detail),
        why,
        place: place(world, refusal),
        request: None,
        rule: note.rule.map(Into::into),
        confidence: note.confidence,
        children: Trace::default(),
    }
}

fn rule(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::Sts(StsError::TooShort { .. }) => Some("ST-03"),
        Refusal::Sts(StsError::TooLong { limit: DurationLimit::Role, .. }) => Some("ST-01"),
        Refusal::Sts(StsError::TooLong { limit: DurationLimit::Chaining, .. }) => Some("ST-02"),
        Refusal::Sts(StsError::InheritedTag { .. }) => Some("ST-22"),
        Refusal::Sts(StsError::SourceIdentityChanged { .. }) => Some("ST-25"),
        Refusal::Sts(StsError::PolicyTooLarge { .. }) => Some("ST-10"),
        Refusal::Sts(StsError::TooManyPolicies { .. }) => Some("QU-05"),
        Refusal::Sts(
            StsError::NothingToScope
            | StsError::ScopeDownPolicyTooLarge { .. }
            | StsError::TooManyScopeDownPolicies { .. }
            | StsError::BeyondSession { .. },
        )
        | Refusal::WrongCaller { action: KnownAction::GetScopedCredentials, .. } => Some("AM-20"),
        Refusal::Sts(StsError::TooLong { limit: DurationLimit::Call(_), .. }) => None,
        Refusal::Sts(
            StsError::Length { .. }
            | StsError::Character { .. }
            | StsError::Reserved { .. }
            | StsError::TooManyTags { .. }
            | StsError::MissingName
            | StsError::NoTaskPolicy { .. }
            | StsError::TooManyContexts { .. }
            | StsError::TransitiveKeyNotPassed { .. },
        ) => Some("QU-13"),
        Refusal::NeverWithSuchCredentials { rule, .. } => Some(rule),
        Refusal::MfaOfNoUser { .. } => Some("AM-02"),
        Refusal::ForeignProvider { .. } => Some("AM-30"),
        Refusal::NotManaging { .. } => Some("EV-84"),
        Refusal::UnknownCaller { .. }
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
        | Refusal::Malformed { .. } => None,
    }
}
