//! Places where the value of a condition key stands in a call to assume a role, and callers who can bring one at all.

use std::borrow::Cow;

use iam_sts::{IdentityProvider, ROLES_ANYWHERE};
use iam_syntax::{Arn, ConditionKey, KnownKey};

use super::CandidateKind;
use super::example::Example;
use crate::decide::outcome::CheckRequest;
use crate::provider::identity_provider;
use crate::scenario::{ContextInput, Input, SessionRequest, Step, StringOrList};

/// Result of giving a call the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    Yes,
    /// Some such callers may have a fitting value, and none is known.
    Unknown,
    /// No such caller can bring it.
    Never,
}

/// Gives the call the value; nothing is wanted where no value was found.
pub(super) fn carry(
    step: &mut Step,
    sort: CandidateKind,
    request: &CheckRequest,
    key: &ConditionKey,
    wanted: Option<&Example>,
) -> Carried {
    let lower = &*key.lower;
    if !brings(step, sort, lower) {
        return Carried::Never;
    }
    let Some(wanted) = wanted else { return Carried::Unknown };
    let known = key.known();
    if known == Some(KnownKey::PrincipalArn) {
        return who_else(request, wanted);
    }
    if known.is_some_and(is_organization) {
        return organization(sort, request, wanted);
    }
    if matches!(known, Some(KnownKey::Username | KnownKey::UserId)) {
        return Carried::Unknown;
    }
    match wanted {
        Example::Value(value) => put(step, key, value),
        Example::Absent => take(step, key),
    }
    Carried::Yes
}

/// True if callers of this sort can have a say in the value of the key.
fn brings(step: &Step, sort: CandidateKind, lower: &str) -> bool {
    let stands_for_many =
        matches!(sort, CandidateKind::SameAccount | CandidateKind::SameOrganization | CandidateKind::UnknownAccount);
    let by_service =
        matches!(sort, CandidateKind::Service | CandidateKind::DeputyService | CandidateKind::OtherService);
    let by_token = matches!(sort, CandidateKind::Subject | CandidateKind::Holder | CandidateKind::Assertion);
    if sort == CandidateKind::Anonymous {
        return false;
    }
    match KnownKey::of(lower) {
        Some(KnownKey::PrincipalTag) if brings_certificate(step) => true,
        Some(KnownKey::Username | KnownKey::UserId | KnownKey::PrincipalArn | KnownKey::PrincipalTag) => {
            stands_for_many
        }
        Some(known) if is_organization(known) => stands_for_many || sort == CandidateKind::Principal,
        Some(KnownKey::SourceAccount | KnownKey::SourceArn | KnownKey::SourceOrgId | KnownKey::SourceOrgPaths) => {
            // The service's own request already says for whom it works.
            by_service && !step.context.keys().any(|key| key.eq_ignore_ascii_case(lower))
        }
        Some(
            KnownKey::FederatedProvider | KnownKey::SourceIdentity | KnownKey::TokenIssueTime | KnownKey::AssumedRoot,
        ) => false,
        _ if lower.starts_with("aws:principal") || lower.starts_with("aws:resource") => false,
        _ if lower.starts_with("iam:") => false,
        _ if lower.starts_with("aws:") || lower.starts_with("sts:") => true,
        // The rest are claims.
        _ => by_token && claim(step, lower).is_some_and(|claim| !(sort == CandidateKind::Subject && claim == "sub")),
    }
}

/// True if the fields of a certificate are tags of the call and of its caller (AM-14).
fn brings_certificate(step: &Step) -> bool {
    step.caller == ROLES_ANYWHERE
}

/// Somebody else of the same account may have this ARN, and nobody of another one.
fn who_else(request: &CheckRequest, wanted: &Example) -> Carried {
    let Example::Value(arn) = wanted else { return Carried::Never };
    let account = Arn::parse(arn).map(|arn| arn.account);
    let fits = account.is_none_or(|account| account == "any" || Some(account) == request.caller_account.as_deref());
    if fits { Carried::Unknown } else { Carried::Never }
}

fn is_organization(key: KnownKey) -> bool {
    matches!(key, KnownKey::PrincipalOrgId | KnownKey::PrincipalOrgPaths)
}

/// An account may be in this organization when the scenario does not say in which one it is. Who stands for accounts
/// outside of the role's organization is in any other.
fn organization(sort: CandidateKind, request: &CheckRequest, wanted: &Example) -> Carried {
    let value = |key| request.context.known(key).and_then(|values| values.as_slice().first());
    let Example::Value(wanted) = wanted else { return Carried::Never };
    let of_role = value(KnownKey::ResourceOrgId).is_some_and(|own| wanted.split('/').next() == Some(own));
    let known = value(KnownKey::PrincipalOrgId).is_some() || (sort == CandidateKind::UnknownAccount && of_role);
    if known { Carried::Never } else { Carried::Unknown }
}

/// The claim that a key stands for, as a scenario writes it, when the caller's provider has it.
fn claim(step: &Step, key: &str) -> Option<String> {
    let (prefix, name) = key.rsplit_once(':')?;
    let provider = identity_provider(&step.caller);
    let (own, written) = match provider {
        IdentityProvider::Oidc(host) => (host, name),
        IdentityProvider::Saml => ("saml", key),
    };
    let listed = || provider.claim_name(key).map(Cow::into_owned);
    prefix.eq_ignore_ascii_case(own).then(|| listed().unwrap_or_else(|| written.to_owned()))
}

fn put(step: &mut Step, key: &ConditionKey, value: &str) {
    let (lower, value) = (&*key.lower, value.to_owned());
    let written = claim(step, &key.text);
    let of_certificate = brings_certificate(step);
    let mut session = step.session.take().unwrap_or_default();
    if let Some(claim) = written {
        session.claims.insert(claim, StringOrList::One(value));
    } else if !put_parameter(&mut session, key, &value, of_certificate) {
        let same = step.context.keys().find(|known| known.eq_ignore_ascii_case(lower)).cloned();
        step.context.insert(same.unwrap_or_else(|| key.text.to_string()), ContextInput::One(Input::Text(value)));
    }
    step.session = Some(session).filter(|session| !session.is_empty());
}

/// Puts what STS takes as a parameter; `false` when the key stands for none.
#[expect(clippy::wildcard_enum_match_arm, reason = "few keys are parameters")]
fn put_parameter(session: &mut SessionRequest, key: &ConditionKey, value: &str, of_certificate: bool) -> bool {
    let text = Some(value.to_owned());
    let Some(known) = key.known() else { return false };
    match known {
        KnownKey::StsExternalId => session.external_id = text,
        KnownKey::StsRoleSessionName => session.name = text,
        KnownKey::StsSourceIdentity => session.source_identity = text,
        KnownKey::MultiFactorAuthPresent => session.mfa = (value == "true").then_some(true),
        KnownKey::MultiFactorAuthAge => session.mfa = Some(true),
        KnownKey::TagKeys | KnownKey::StsTransitiveTagKeys => {
            if !session.tags.contains_key(value) {
                session.tags.insert(value, "any".to_owned());
            }
            if known == KnownKey::StsTransitiveTagKeys {
                session.transitive_tag_keys = vec![value.to_owned()];
            }
        }
        KnownKey::RequestTag => session.tags.insert(tag_name(key), value.to_owned()),
        KnownKey::PrincipalTag if of_certificate => session.tags.insert(tag_name(key), value.to_owned()),
        _ => return false,
    }
    true
}

/// The key of the tag behind the slash of a condition key.
fn tag_name(key: &ConditionKey) -> &str {
    key.text.split_once('/').unwrap_or_default().1
}

/// Takes a key out of the call.
fn take(step: &mut Step, key: &ConditionKey) {
    let claim = claim(step, &key.text);
    if let Some(session) = &mut step.session {
        match key.known() {
            Some(KnownKey::StsExternalId) => session.external_id = None,
            Some(KnownKey::StsRoleSessionName) => session.name = None,
            Some(KnownKey::StsSourceIdentity) => session.source_identity = None,
            Some(KnownKey::MultiFactorAuthPresent | KnownKey::MultiFactorAuthAge) => session.mfa = None,
            Some(KnownKey::RequestTag) => {
                session.tags.remove(tag_name(key));
            }
            _ => {
                claim.and_then(|claim| session.claims.remove(&claim));
            }
        }
    }
    step.context.insert(key.text.to_string(), ContextInput::Absent);
}
