//! Assuming roles (section 6).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::caller::{Caller, Kind, Session, entry_tags, has_one_tag_twice};
use super::claims;
use super::context::{self, Keys, set};
use super::document::{Use, has_incomplete_arn, is_readable, texts};
use super::evaluate;
use super::statement::Ask;
use super::values::Instant;
use super::world::{World, arn_field, documents, list};
use super::{Outcome, Verdict};

/// True if a call is one of the `AssumeRole*`.
pub(super) fn is_assume(action: &str) -> bool {
    ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]
        .iter()
        .any(|name| action.eq_ignore_ascii_case(name))
}

/// A call that assumes a role: its decision, when allowed the session, and what conditions were compared with.
pub(super) fn assume(world: &World<'_>, step: &Value, caller: &Caller<'_>, action: &str, now: Instant) -> Outcome {
    let wanted = &step["session"];
    let resource = step["resource"].as_str().unwrap_or("*");
    let role = world.principal(resource);
    let is_foreign = is_provider_of_another_account(caller, resource);
    let has_others =
        has_parameter_of_another_call(wanted, action) || claims::has_one_claim_twice(&wanted["claims"], caller);
    let is_fine = are_parameters_fine(wanted, caller, role)
        && fits_earlier_session(wanted, caller)
        && list(&wanted["providedContexts"]).len() <= 5
        && !has_device_of_nobody(wanted, caller, action);
    let can_be_read = documents(&wanted["policies"])
        .iter()
        .all(|document| is_readable(Use::Session, document) && !has_incomplete_arn(document));
    // Of two reasons the rules do not say which is told; that of AM-30 is told before any policy is read.
    match (is_foreign, has_others, is_fine, can_be_read) {
        (false, false, true, true) => decide(world, step, caller, action, now),
        (true, false, true, _) => Outcome::refused_with("InvalidIdentityToken"),
        (false, true, true, true) => Outcome::refused_with("ValidationError"),
        _ => Outcome::refused(),
    }
}

/// AM-30: the provider of a token or assertion belongs to the role's account.
fn is_provider_of_another_account(caller: &Caller<'_>, role: &str) -> bool {
    let belongs_to = match caller.kind {
        Kind::WebIdentity | Kind::Saml => arn_field(&caller.arn, 4),
        Kind::User | Kind::Role | Kind::Federated | Kind::Root | Kind::Service | Kind::Anonymous => "",
    };
    // Built-in providers belong to no account.
    !belongs_to.is_empty() && belongs_to != arn_field(role, 4)
}

/// AM-02, AM-20: a call takes its own parameters alone; `mfa` is none of theirs that bring a token, whatever it says.
fn has_parameter_of_another_call(wanted: &Value, action: &str) -> bool {
    if !wanted["scopeDownPolicy"].is_null() {
        return true;
    }
    if action.eq_ignore_ascii_case("sts:AssumeRole") {
        return has_entries(&wanted["claims"]);
    }
    ["externalId", "mfa"].iter().any(|name| !wanted[*name].is_null()) || !list(&wanted["providedContexts"]).is_empty()
}

/// AM-02: nobody but an IAM user has a device.
fn has_device_of_nobody(wanted: &Value, caller: &Caller<'_>, action: &str) -> bool {
    action.eq_ignore_ascii_case("sts:AssumeRole") && wanted["mfa"] == true && caller.kind != Kind::User
}

fn decide(world: &World<'_>, step: &Value, caller: &Caller<'_>, action: &str, now: Instant) -> Outcome {
    let wanted = &step["session"];
    let resource = step["resource"].as_str().unwrap_or("*");
    let mut keys = context::derive(world, caller, action, resource, now);
    add_request_keys(&mut keys, wanted, caller);
    context::for_endpoint(&mut keys, step);
    context::overlay(&mut keys, &step["context"]);
    let earlier = caller.session.clone().unwrap_or_default();
    let check = |action: &str| evaluate::check(world, step, &Ask { caller, action, resource, keys: &keys });
    let mut verdict = check(action);
    if has_entries(&wanted["tags"]) || !earlier.transitive.is_empty() {
        verdict = verdict.and(check("sts:TagSession"));
    }
    if wanted["sourceIdentity"].is_string() || earlier.source_identity.is_some() {
        verdict = verdict.and(check("sts:SetSourceIdentity"));
    }
    if !list(&wanted["providedContexts"]).is_empty() {
        verdict = verdict.and(check("sts:SetContext"));
    }
    let role = world.principal(resource);
    let session = (verdict == Verdict::Allowed).then(|| obtained(wanted, caller, role, resource, now));
    Outcome { verdict, session, keys, code: None }
}

pub(super) fn has_entries(object: &Value) -> bool {
    object.as_object().is_some_and(|entries| !entries.is_empty())
}

fn is_text_of(text: &str, longest: usize, extra: &str) -> bool {
    (2..=longest).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c) || extra.contains(c))
}

/// True if a session may have this name.
pub(super) fn is_name(text: &str, longest: usize) -> bool {
    is_text_of(text, longest, "")
}

/// Length of the texts of policies together.
pub(super) fn size(policies: &Value) -> usize {
    let of_one = |policy: &Value| match policy["document"].as_str() {
        Some(text) => text.chars().count(),
        None => policy["document"].to_string().chars().count(),
    };
    list(policies).iter().map(of_one).sum()
}

/// Section 6.2, ST-01 to ST-04, ST-10.
fn are_parameters_fine(wanted: &Value, caller: &Caller<'_>, role: &Value) -> bool {
    let fine =
        |value: &Value, longest: usize, extra: &str| value.as_str().is_none_or(|text| is_text_of(text, longest, extra));
    let of_service = caller.kind == Kind::Service;
    let longest = if of_service { i64::MAX } else { role["maxSessionDuration"].as_i64().unwrap_or(3600) };
    let longest = if caller.kind == Kind::Role { longest.min(3600) } else { longest };
    let duration = wanted["durationSeconds"].as_i64();
    fine(&wanted["name"], 64, "")
        && fine(&wanted["sourceIdentity"], 64, "")
        && fine(&wanted["externalId"], 1224, ":/")
        && duration.is_none_or(|seconds| (900..=longest).contains(&seconds))
        && list(&wanted["policies"]).len() <= 11
        && size(&wanted["policies"]) <= 2048
        && are_tags_fine(wanted)
}

pub(super) fn are_tags_fine(wanted: &Value) -> bool {
    let readable = |text: &str| text.chars().all(|c| c.is_alphanumeric() || " _.:/=+-@".contains(c));
    let tags: Vec<(String, String)> = wanted["tags"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    let transitive = texts(&wanted["transitiveTagKeys"]);
    !has_one_tag_twice(wanted)
        && tags.len() <= 50
        && transitive.len() <= 50
        && tags.iter().all(|(key, value)| {
            (1..=128).contains(&key.chars().count())
                && value.chars().count() <= 256
                && !key.to_lowercase().starts_with("aws:")
                && readable(key)
                && readable(value)
        })
        && transitive.iter().all(|key| tags.iter().any(|(tag, _)| tag.to_lowercase() == key.to_lowercase()))
}

/// ST-22, ST-25.
fn fits_earlier_session(wanted: &Value, caller: &Caller<'_>) -> bool {
    let Some(earlier) = &caller.session else { return true };
    let passes_inherited = wanted["tags"]
        .as_object()
        .into_iter()
        .flatten()
        .any(|(key, _)| earlier.transitive.contains_key(&key.to_lowercase()));
    let other_identity = match (&earlier.source_identity, wanted["sourceIdentity"].as_str()) {
        (Some(earlier), Some(wanted)) => earlier != wanted,
        _ => false,
    };
    !passes_inherited && !other_identity
}

/// ST-24, section 7.6, CK-20.
fn add_request_keys(keys: &mut Keys, wanted: &Value, caller: &Caller<'_>) {
    let parameters =
        [("name", "sts:RoleSessionName"), ("externalId", "sts:ExternalId"), ("sourceIdentity", "sts:SourceIdentity")];
    for (parameter, key) in parameters {
        if let Some(value) = wanted[parameter].as_str() {
            set(keys, key, value);
        }
    }
    // AM-01
    let earlier = caller.session.as_ref().and_then(|session| session.source_identity.as_deref());
    if let Some(identity) = earlier {
        set(keys, "sts:SourceIdentity", identity);
    }
    add_tag_keys(keys, wanted);
    // AM-14
    if caller.kind == Kind::Service && caller.arn == "rolesanywhere.amazonaws.com" {
        for (key, value) in entry_tags(wanted) {
            set(keys, &format!("aws:PrincipalTag/{key}"), value);
        }
    }
    let providers: Vec<String> =
        list(&wanted["providedContexts"]).iter().flat_map(|context| texts(&context["providerArn"])).collect();
    if !providers.is_empty() {
        keys.insert("sts:requestcontextproviders".to_owned(), providers);
    }
    let transitive = texts(&wanted["transitiveTagKeys"]);
    if !transitive.is_empty() {
        keys.insert("sts:transitivetagkeys".to_owned(), transitive);
    }
    if wanted["mfa"] == true {
        set(keys, "aws:MultiFactorAuthPresent", "true");
        set(keys, "aws:MultiFactorAuthAge", "0");
    }
    if caller.kind == Kind::WebIdentity {
        set(keys, "aws:FederatedProvider", caller.arn.as_str());
    }
    if caller.kind == Kind::Saml {
        let name = caller.arn.rsplit('/').next().unwrap_or_default();
        set(keys, "saml:doc", format!("{}/{name}", arn_field(&caller.arn, 4)));
    }
    keys.extend(claims::at_the_call(&wanted["claims"], caller));
}

pub(super) fn add_tag_keys(keys: &mut Keys, wanted: &Value) {
    if has_entries(&wanted["tags"]) {
        let tags = wanted["tags"].as_object().into_iter().flatten();
        for (key, value) in tags.clone() {
            set(keys, &format!("aws:RequestTag/{key}"), value.as_str().unwrap_or_default());
        }
        keys.insert("aws:tagkeys".to_owned(), tags.map(|(key, _)| key.clone()).collect());
    }
}

/// ST-06, ST-20 to ST-27.
fn obtained(wanted: &Value, caller: &Caller<'_>, role: &Value, role_arn: &str, now: Instant) -> Session {
    let name = wanted["name"].as_str().unwrap_or("session").to_owned();
    let account = arn_field(role_arn, 4);
    let role_name = role_arn.rsplit('/').next().unwrap_or_default();
    let earlier = caller.session.clone().unwrap_or_default();
    let passed: BTreeMap<String, String> = entry_tags(wanted);
    let keys: Vec<String> = texts(&wanted["transitiveTagKeys"]).iter().map(|key| key.to_lowercase()).collect();
    let mut transitive = earlier.transitive.clone();
    transitive.extend(passed.clone().into_iter().filter(|(key, _)| keys.contains(key)));
    let mut tags = entry_tags(role);
    tags.extend(passed);
    tags.extend(earlier.transitive.clone());
    let seconds = wanted["durationSeconds"].as_i64().unwrap_or(3600);
    let provider = (caller.kind == Kind::WebIdentity).then(|| caller.arn.clone());
    Session {
        arn: Some(format!("arn:{}:sts::{account}:assumed-role/{role_name}/{name}", arn_field(role_arn, 1))),
        name: Some(name),
        principal: role_arn.to_owned(),
        policies: documents(&wanted["policies"]).into_iter().map(Cow::into_owned).collect(),
        tags,
        transitive,
        source_identity: wanted["sourceIdentity"].as_str().map(str::to_owned).or(earlier.source_identity),
        issued_at: Some(now),
        expiration: Some((now.0 + seconds, now.1)),
        mfa: if provider.is_some() || caller.kind == Kind::Saml { None } else { Some(false) },
        provider,
        claims: claims::in_the_session(&wanted["claims"], caller),
        ..Session::default()
    }
}
