//! Ways in which a policy names the caller (semantics 3.1 to 3.3).

use iam_syntax::{Arn, Effect, PrincipalClause, PrincipalValue};

use crate::caller::{Caller, CallerKind};
use crate::trace::Why;
use crate::verdict::{Gate, MatchedAs, MatchedWays};
use iam_syntax::open_points::{
    NOT_PRINCIPAL_REQUIRES_SESSION, STAR_COVERS_IDENTITY_PROVIDERS, TRUST_STAR_NAMES_EVERYBODY,
};

/// Result of an element, with the ways it names the caller.
pub(crate) struct PrincipalMatch {
    pub(crate) matched: bool,
    pub(crate) named: MatchedWays,
    pub(crate) item: Option<usize>,
    pub(crate) why: Why,
}

/// Compares a `Principal` or `NotPrincipal` element with the caller.
pub(crate) fn match_principal(clause: &PrincipalClause, effect: Effect, gate: Gate, caller: &Caller) -> PrincipalMatch {
    let listed = listed(clause, gate, caller);
    match (clause.negated, effect) {
        (false, _) => listed,
        (true, Effect::Allow) => allow_not_principal(listed),
        (true, Effect::Deny) => deny_not_principal(listed, caller),
    }
}

/// True if a `Principal` or `NotPrincipal` element of a policy of this kind matches the caller.
///
/// ```
/// use iam_eval::{Caller, CallerKind, Gate, matches_caller};
/// use iam_syntax::{Effect, PolicyKind, parse};
///
/// let text = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" },
///     "Action": "sts:AssumeRole" } }"#;
/// let policy = parse(text, PolicyKind::Trust).tree.unwrap();
/// let clause = policy.statements[0].principal.as_ref().unwrap();
/// let service = |name: &str| Caller { kind: CallerKind::Service { name: name.to_owned() }, account: None, has_boundary: false };
/// assert!(matches_caller(clause, Effect::Allow, Gate::Trust, &service("ec2.amazonaws.com")));
/// assert!(!matches_caller(clause, Effect::Allow, Gate::Trust, &service("lambda.amazonaws.com")));
/// ```
pub fn matches_caller(clause: &PrincipalClause, effect: Effect, gate: Gate, caller: &Caller) -> bool {
    match_principal(clause, effect, gate, caller).matched
}

/// Values are alternatives (PR-13).
fn listed(clause: &PrincipalClause, gate: Gate, caller: &Caller) -> PrincipalMatch {
    let mut named = MatchedWays::NONE;
    let mut item = None;
    for (at, value) in clause.items.iter().enumerate() {
        if let Some(way) = names(&value.value, gate, caller) {
            named = named.and(MatchedWays::only(way));
            item = item.or(Some(at));
        }
    }
    let why = match item {
        Some(at) => Why::Fits(at),
        None if clause.items.is_empty() => Why::Empty,
        None => Why::NoneFits,
    };
    PrincipalMatch { matched: item.is_some(), named, item, why }
}

/// Grants to everybody none of whose identities is listed (PR-33).
fn allow_not_principal(listed: PrincipalMatch) -> PrincipalMatch {
    let matched = !listed.matched;
    let named = if matched { MatchedWays::only(MatchedAs::Star) } else { MatchedWays::NONE };
    PrincipalMatch { matched, named, ..listed }
}

/// Refuses everybody who is not listed with every identity (PR-30 to PR-32).
fn deny_not_principal(listed: PrincipalMatch, caller: &Caller) -> PrincipalMatch {
    let lacking = identities(caller).without(listed.named);
    let spared = listed.named.has(MatchedAs::Star) || (listed.matched && lacking.is_empty());
    let (matched, why) = if spared && caller.has_boundary {
        (true, Why::BoundaryOverridesNotPrincipal)
    } else if spared || !listed.matched {
        (!spared, listed.why)
    } else {
        (true, Why::PartlyListed { listed: listed.named, lacking })
    };
    PrincipalMatch { matched, named: MatchedWays::NONE, item: listed.item, why }
}

/// The way in which a single value names the caller.
fn names(value: &PrincipalValue, gate: Gate, caller: &Caller) -> Option<MatchedAs> {
    let kind = &caller.kind;
    let fits = |wanted: &str, found: Option<&str>, way| (found == Some(wanted)).then_some(way);
    match value {
        PrincipalValue::Everyone => star_covers(gate, kind).then_some(MatchedAs::Star),
        PrincipalValue::Account { id, partition } => {
            let own = Arn::parse(caller.name()).map(|arn| arn.partition);
            let trusted = partition.is_none() || partition.as_deref() == own;
            fits(id, caller.account.as_deref(), MatchedAs::Account).filter(|_| trusted)
        }
        PrincipalValue::User { arn } => fits(arn, kind.user_arn(), MatchedAs::User),
        PrincipalValue::Role { arn } => fits(arn, kind.role_arn(), MatchedAs::Role),
        PrincipalValue::RoleSession { arn } => fits(arn, kind.session_arn(), MatchedAs::Session),
        PrincipalValue::FederatedUser { arn } => fits(arn, kind.federated_user_arn(), MatchedAs::Federated),
        PrincipalValue::UniqueId { id } => {
            fits(id, kind.user_id(), MatchedAs::User).or_else(|| fits(id, kind.role_id(), MatchedAs::Role))
        }
        PrincipalValue::Service { name } => fits(name, kind.service(), MatchedAs::Service),
        PrincipalValue::Provider { name } => fits(name, kind.provider(), MatchedAs::Provider),
        PrincipalValue::CanonicalUser { .. } | PrincipalValue::Nobody { .. } => None,
    }
}

/// Everybody, anonymous callers included (PR-01). In a trust policy, those with a token or assertion are no AWS
/// principals (PR-17); RCPs and endpoint policies bind them all the same (EV-45, EV-59).
fn star_covers(gate: Gate, kind: &CallerKind) -> bool {
    let signed = kind.provider().is_none() || !gate.names_callers() || STAR_COVERS_IDENTITY_PROVIDERS.taken();
    signed && (gate != Gate::Trust || TRUST_STAR_NAMES_EVERYBODY.taken())
}

/// The identities that a caller carries, all of which `NotPrincipal` must list to spare it (PR-32).
fn identities(caller: &Caller) -> MatchedWays {
    let account = MatchedWays::only(MatchedAs::Account);
    match &caller.kind {
        // A user of a service has no account that could be listed (AM-13).
        CallerKind::User { .. } if caller.account.is_none() => MatchedWays::only(MatchedAs::User),
        CallerKind::User { .. } => account.and(MatchedWays::only(MatchedAs::User)),
        CallerKind::RoleSession { .. } if NOT_PRINCIPAL_REQUIRES_SESSION.taken() => {
            account.and(MatchedWays::only(MatchedAs::Role)).and(MatchedWays::only(MatchedAs::Session))
        }
        CallerKind::RoleSession { .. } => account.and(MatchedWays::only(MatchedAs::Role)),
        CallerKind::FederatedUser { .. } => account.and(MatchedWays::only(MatchedAs::Federated)),
        CallerKind::Root { .. } => account,
        CallerKind::Service { .. } => MatchedWays::only(MatchedAs::Service),
        CallerKind::WebIdentity { .. } | CallerKind::Saml { .. } => MatchedWays::only(MatchedAs::Provider),
        CallerKind::Anonymous => MatchedWays::only(MatchedAs::Star),
    }
}

#[cfg(test)]
mod tests;
