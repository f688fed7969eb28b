//! Facts besides the deciding policies that answer why: what a call passes along, and what became of a token's claims.

use iam_eval::Context;
use iam_sts::IdentityProvider;
use iam_syntax::{KnownAction, lower_case};

use crate::provider::identity_provider;
use crate::report::{Because, Passed, TokenAudience, Why};
use crate::resolve::actor::Actor;
use crate::scenario::Step;

/// Tags or source identity that a call passes and that need this action besides the call's own (ST-24, ST-25).
pub(super) fn passed(step: &Step, actor: &Actor<'_>, action: &str) -> Option<Passed> {
    let own = step.session.as_ref();
    let earlier = actor.session.as_deref();
    let kept_from = || step.caller.strip_prefix('@').map(str::to_owned);
    let call = step.action.as_str().into();
    if action.eq_ignore_ascii_case(KnownAction::TagSession.name()) {
        let own: Vec<String> = own.into_iter().flat_map(|own| own.tags.keys().cloned()).collect();
        if !own.is_empty() {
            return Some(Passed { call, tags: own, source_identity: None, kept_from: None });
        }
        let tags: Vec<String> = earlier?.transitive.iter().map(|tag| tag.key.clone()).collect();
        return (!tags.is_empty()).then(|| Passed { call, tags, source_identity: None, kept_from: kept_from() });
    }
    if action.eq_ignore_ascii_case(KnownAction::SetSourceIdentity.name()) {
        let own = own.and_then(|own| own.source_identity.clone());
        let kept_from = if own.is_none() { kept_from() } else { None };
        let source_identity = Some(own.or_else(|| earlier?.source_identity.clone())?);
        return Some(Passed { call, tags: Vec::new(), source_identity, kept_from });
    }
    None
}

/// The audience of the caller's token, where the nearest statement compares the authorized party instead (CK-11).
pub(super) fn audience(because: &Because, context: &Context) -> Option<TokenAudience> {
    let Because::NoAllow { nearest: Some(nearest), .. } = because else { return None };
    let Why::Compared { key, value, .. } = &nearest.why else { return None };
    let (front, name) = key.rsplit_once(':')?;
    let key = format!("{front}:oaud");
    let audience = context.values(&lower_case(&key))?.as_slice().first().filter(|audience| *audience != value)?;
    name.eq_ignore_ascii_case("aud").then(|| TokenAudience { key, value: audience.clone() })
}

/// Of the keys that a request lacks, those of claims that a session does not keep after its login (CK-11 to CK-14, CK-21).
pub(super) fn not_kept(actor: &Actor<'_>, missing: &[String]) -> Vec<String> {
    let provider = actor.facts.as_ref().and_then(|facts| facts.federated_provider.as_deref());
    let Some(provider) = provider.map(identity_provider) else { return Vec::new() };
    let own = match provider {
        IdentityProvider::Oidc(host) => host,
        IdentityProvider::Saml => "saml",
    };
    let of_provider = |key: &&String| key.rsplit_once(':').is_some_and(|(front, _)| front.eq_ignore_ascii_case(own));
    let is_claim = |key: &&String| provider.claim_name(key).is_some();
    missing.iter().filter(of_provider).filter(is_claim).cloned().collect()
}
