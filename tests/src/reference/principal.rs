//! Callers that policies name (section 3).

use serde_json::Value;

use super::caller::{Caller, Kind};
use super::document::{Use, texts};
use super::world::arn_field;

/// A way in which a policy can name a caller (PR-41).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    User,
    Role,
    Session,
    Federated,
    Account,
    Star,
    Service,
    Provider,
}

/// The ways in which the statement names the caller; empty when it does not apply to it.
pub(super) fn named(usage: Use, statement: &Value, caller: &Caller<'_>) -> Vec<Way> {
    if statement.get("NotPrincipal").is_some() {
        let applies = not_listed(usage, statement, caller);
        return if applies { vec![Way::Star] } else { Vec::new() };
    }
    ways(usage, &statement["Principal"], caller)
}

fn ways(usage: Use, principal: &Value, caller: &Caller<'_>) -> Vec<Way> {
    let mut found = Vec::new();
    if principal == "*" {
        found.extend(aws_way(usage, "*", caller));
    }
    found.extend(texts(&principal["AWS"]).iter().filter_map(|value| aws_way(usage, value, caller)));
    if caller.kind == Kind::Service && texts(&principal["Service"]).contains(&caller.arn) {
        found.push(Way::Service);
    }
    let federated = caller.kind == Kind::WebIdentity || caller.kind == Kind::Saml;
    if federated && texts(&principal["Federated"]).contains(&caller.arn) {
        found.push(Way::Provider);
    }
    found
}

fn aws_way(usage: Use, value: &str, caller: &Caller<'_>) -> Option<Way> {
    if value == "*" {
        // PR-17: who comes with a token is no AWS principal; guardrails name everybody by a star.
        let outsider = caller.kind == Kind::WebIdentity || caller.kind == Kind::Saml;
        return (!outsider || usage == Use::ResourceControl || usage == Use::Endpoint).then_some(Way::Star);
    }
    // AM-13
    if caller.is_origin_access_identity() {
        return (value == caller.arn).then_some(Way::User);
    }
    let account = caller.account.as_deref()?;
    if value == account || (value.ends_with(":root") && is_account_arn(value, account, caller)) {
        return Some(Way::Account);
    }
    let is_id = caller.id.as_deref() == Some(value);
    let session = caller.session.as_ref();
    let is_session = session.and_then(|session| session.arn.as_deref()) == Some(value);
    match caller.kind {
        Kind::User => (value == caller.arn || is_id).then_some(Way::User),
        Kind::Role if is_session => Some(Way::Session),
        Kind::Role => (value == caller.arn || is_id).then_some(Way::Role),
        Kind::Federated if is_session => Some(Way::Federated),
        Kind::Federated => {
            let is_issuer = session.and_then(|session| session.issuer.as_deref()) == Some(value);
            (is_issuer || is_id).then_some(Way::User)
        }
        Kind::Root | Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous => None,
    }
}

fn is_account_arn(value: &str, account: &str, caller: &Caller<'_>) -> bool {
    value == format!("arn:{}:iam::{account}:root", arn_field(&caller.arn, 1))
}

/// True if `NotPrincipal` reaches the caller (PR-30 to PR-33).
fn not_listed(usage: Use, statement: &Value, caller: &Caller<'_>) -> bool {
    let listed = ways(usage, &statement["NotPrincipal"], caller);
    if statement["Effect"] == "Allow" {
        return listed.is_empty();
    }
    if has_boundary(caller) {
        return true;
    }
    if listed.contains(&Way::Star) {
        return false;
    }
    let needed: &[Way] = match caller.kind {
        Kind::User if caller.is_origin_access_identity() => &[Way::User],
        Kind::User => &[Way::Account, Way::User],
        Kind::Role => &[Way::Account, Way::Role, Way::Session],
        Kind::Federated => &[Way::Account, Way::Federated],
        Kind::Root => &[Way::Account],
        Kind::Service => &[Way::Service],
        Kind::WebIdentity | Kind::Saml => &[Way::Provider],
        Kind::Anonymous => &[Way::Star],
    };
    !needed.iter().all(|way| listed.contains(way))
}

fn has_boundary(caller: &Caller<'_>) -> bool {
    let carries = caller.kind == Kind::User || caller.kind == Kind::Role || caller.kind == Kind::Federated;
    carries && !caller.is_service_linked() && !caller.entry["permissionsBoundary"].is_null()
}
