//! The condition keys of a request (section 7).

use std::collections::BTreeMap;

use serde_json::Value;

use super::caller::{Caller, Kind, entry_tags};
use super::document::texts;
use super::tags::{own_keys, reads_object_tags};
use super::values::{Instant, instant_text};
use super::world::{World, arn_field};

/// Values by key in lower case.
pub(super) type Keys = BTreeMap<String, Vec<String>>;

/// Services with one endpoint in the world.
const GLOBAL_SERVICES: [&str; 6] = ["iam", "organizations", "route53", "cloudfront", "shield", "globalaccelerator"];

/// Keys that hold a list by definition (CO-43).
pub(super) fn is_multivalued(key: &str) -> bool {
    let known = [
        "aws:tagkeys",
        "aws:principalorgpaths",
        "aws:resourceorgpaths",
        "aws:sourceorgpaths",
        "aws:vpceorgpaths",
        "aws:calledvia",
        "aws:principalservicenameslist",
        "sts:transitivetagkeys",
        "sts:requestcontextproviders",
    ];
    known.contains(&key) || key.ends_with(":amr")
}

/// Keys that the engine can know of a request without being told.
pub(super) fn derive(world: &World<'_>, caller: &Caller<'_>, action: &str, resource: &str, now: Instant) -> Keys {
    let mut keys = Keys::new();
    of_caller(world, caller, &mut keys);
    of_session(caller, now, &mut keys);
    of_resource(world, caller, resource, action, &mut keys);
    set(&mut keys, "aws:CurrentTime", instant_text(now));
    set(&mut keys, "aws:EpochTime", now.0.to_string());
    set(&mut keys, "aws:SecureTransport", "true");
    set(&mut keys, "aws:ViaAWSService", "false");
    let service = action.split(':').next().unwrap_or_default();
    let region = arn_field(resource, 3);
    if !region.is_empty() {
        set(&mut keys, "aws:RequestedRegion", region);
    } else if GLOBAL_SERVICES.contains(&service) {
        set(&mut keys, "aws:RequestedRegion", "us-east-1");
    }
    keys
}

/// Sets a key to one value.
pub(super) fn set(keys: &mut Keys, key: &str, value: impl Into<String>) {
    keys.insert(key.to_lowercase(), vec![value.into()]);
}

fn of_caller(world: &World<'_>, caller: &Caller<'_>, keys: &mut Keys) {
    let id = caller.id.clone().unwrap_or_default();
    let session_name = caller.session.as_ref().and_then(|session| session.name.clone());
    let account = caller.account.clone().unwrap_or_default();
    let (kind, user_id) = match caller.kind {
        // AM-13: without an account and an id of its own.
        Kind::User if caller.is_origin_access_identity() => ("User", None),
        Kind::User => ("User", Some(id)),
        Kind::Role => ("AssumedRole", session_name.map(|name| format!("{id}:{name}"))),
        Kind::Federated => ("FederatedUser", session_name.map(|name| format!("{account}:{name}"))),
        Kind::Root => ("Account", Some(account.clone())),
        Kind::Anonymous => ("Anonymous", Some("anonymous".to_owned())),
        Kind::Service => {
            set(keys, "aws:PrincipalIsAWSService", "true");
            set(keys, "aws:PrincipalServiceName", caller.arn.as_str());
            set(keys, "aws:PrincipalServiceNamesList", caller.arn.as_str());
            return;
        }
        Kind::WebIdentity | Kind::Saml => return,
    };
    set(keys, "aws:PrincipalType", kind);
    if let Some(user_id) = user_id {
        set(keys, "aws:userid", user_id);
    }
    if caller.kind == Kind::Anonymous {
        set(keys, "aws:PrincipalAccount", "anonymous");
        return;
    }
    if !account.is_empty() {
        set(keys, "aws:PrincipalAccount", account.as_str());
    }
    set(keys, "aws:PrincipalArn", caller.arn.as_str());
    set(keys, "aws:PrincipalIsAWSService", "false");
    if caller.kind == Kind::User {
        set(keys, "aws:username", caller.arn.rsplit('/').next().unwrap_or_default());
    }
    of_organization(world, &account, "aws:Principal", keys);
    for (key, value) in caller.tags() {
        set(keys, &format!("aws:PrincipalTag/{key}"), value);
    }
}

fn of_organization(world: &World<'_>, account: &str, prefix: &str, keys: &mut Keys) {
    if let Some(path) = world.account(account)["organizationPath"].as_str() {
        set(keys, &format!("{prefix}OrgID"), path.split('/').next().unwrap_or_default());
        set(keys, &format!("{prefix}OrgPaths"), path);
    }
}

fn of_session(caller: &Caller<'_>, now: Instant, keys: &mut Keys) {
    let Some(session) = &caller.session else { return };
    // Temporary credentials always have the key; a session that does not say when it began begins now.
    set(keys, "aws:TokenIssueTime", instant_text(session.issued_at.unwrap_or(now)));
    if let Some(mfa) = session.mfa {
        set(keys, "aws:MultiFactorAuthPresent", mfa.to_string());
    }
    if let Some(since) = session.mfa_since {
        set(keys, "aws:MultiFactorAuthAge", (now.0 - since.0).to_string());
    }
    if session.assumed_root {
        set(keys, "aws:AssumedRoot", "true");
    }
    if let Some(identity) = &session.source_identity {
        set(keys, "aws:SourceIdentity", identity.as_str());
    }
    if let Some(provider) = &session.provider {
        set(keys, "aws:FederatedProvider", provider.as_str());
    }
    keys.extend(session.claims.clone());
}

fn of_resource(world: &World<'_>, caller: &Caller<'_>, resource: &str, action: &str, keys: &mut Keys) {
    let service = action.split(':').next().unwrap_or_default().to_lowercase();
    let owner = world.owner(resource).or_else(|| caller.account.clone());
    if let Some(owner) = owner {
        set(keys, "aws:ResourceAccount", owner.as_str());
        of_organization(world, &owner, "aws:Resource", keys);
        // AM-09
        if service == "s3" && arn_field(resource, 2) == "s3" {
            set(keys, "s3:ResourceAccount", owner.as_str());
        }
    }
    // AM-10
    let on_key = arn_field(resource, 2) == "kms" && arn_field(resource, 5).starts_with("key/");
    if let Some(account) = caller.account.as_deref().filter(|_| service == "kms" && on_key) {
        set(keys, "kms:CallerAccount", account);
    }
    let principal = world.principal(resource);
    if service == "sts" || service == "iam" {
        for (key, value) in entry_tags(principal) {
            set(keys, &format!("aws:ResourceTag/{key}"), value.as_str());
            set(keys, &format!("iam:ResourceTag/{key}"), value);
        }
    }
    let Some(bucket) = general_purpose_bucket(resource) else {
        for (key, value) in entry_tags(world.resource(resource)) {
            set(keys, &format!("aws:ResourceTag/{key}"), value.as_str());
            // AM-11
            for own in own_keys(&service, resource) {
                set(keys, &format!("{own}{key}"), value.as_str());
            }
        }
        return;
    };
    // AM-11
    let object = world.resource(resource);
    let is_own = object["arn"].as_str().is_some_and(|arn| arn.contains('/'));
    if service == "s3" && is_own && reads_object_tags(action) {
        for (key, value) in entry_tags(object) {
            set(keys, &format!("s3:ExistingObjectTag/{key}"), value);
        }
    }
    // AM-23
    let entry = Some(world.resource(bucket)).filter(|entry| !entry.is_null()).unwrap_or(world.resource(resource));
    if entry["abac"] == true {
        for (key, value) in entry_tags(entry) {
            set(keys, &format!("aws:ResourceTag/{key}"), value.as_str());
            set(keys, &format!("s3:BucketTag/{key}"), value);
        }
    }
}

/// The ARN of the general purpose bucket that a resource is, or is in.
fn general_purpose_bucket(resource: &str) -> Option<&str> {
    let is_one = resource.starts_with("arn:") && arn_field(resource, 2) == "s3" && arn_field(resource, 3).is_empty();
    let bucket = resource.split('/').next().unwrap_or_default();
    (is_one && arn_field(resource, 4).is_empty()).then_some(bucket)
}

/// The endpoint that a call goes through.
pub(super) fn for_endpoint(keys: &mut Keys, step: &Value) {
    if let Some(id) = step["vpcEndpoint"]["id"].as_str() {
        set(keys, "aws:SourceVpce", id);
    }
}

/// Keys given by hand win; `null` removes (CK-03).
pub(super) fn overlay(keys: &mut Keys, given: &Value) {
    for (key, value) in given.as_object().into_iter().flatten() {
        let key = key.to_lowercase();
        if value.is_null() {
            keys.remove(&key);
        } else {
            keys.insert(key, texts(value));
        }
    }
}
