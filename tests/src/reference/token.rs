//! Credentials without a role: `GetSessionToken`, `GetFederationToken`, `AssumeRoot` (section 6).

use std::borrow::Cow;

use serde_json::Value;

use super::Verdict;
use super::caller::{Caller, Kind, Session, entry_tags};
use super::context::{self, Keys, set};
use super::document::{Use, has_incomplete_arn, is_readable};
use super::evaluate;
use super::sts::{are_tags_fine, has_entries, policies_fit};
use super::values::Instant;
use super::world::{World, arn_field, documents, list};

const TASKS: [&str; 5] = [
    "IAMAuditRootUserCredentials",
    "IAMCreateRootUserPassword",
    "IAMDeleteRootUserCredentials",
    "S3UnlockBucketPolicy",
    "SQSUnlockQueuePolicy",
];

/// Whether a call is one of the three.
pub(super) fn is_token_call(action: &str) -> bool {
    ["sts:GetSessionToken", "sts:GetFederationToken", "sts:AssumeRoot"]
        .iter()
        .any(|name| action.eq_ignore_ascii_case(name))
}

/// What credentials of this sort may never call (ST-30 to ST-33, EV-84).
pub(super) fn may_never(caller: &Caller<'_>, action: &str) -> bool {
    let action = action.to_lowercase();
    let (iam, sts) = (action.starts_with("iam:"), action.starts_with("sts:"));
    let Some(session) = &caller.session else { return false };
    match caller.kind {
        Kind::Federated => iam || sts,
        Kind::Role => action == "sts:getfederationtoken" || action == "sts:getsessiontoken",
        Kind::Root if session.assumed_root => sts,
        Kind::User | Kind::Root => (sts && action != "sts:assumerole") || (iam && session.mfa != Some(true)),
        Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous => false,
    }
}

/// The decision, when allowed the session, and what conditions were compared with.
pub(super) fn ask(
    world: &World<'_>,
    step: &Value,
    caller: &Caller<'_>,
    action: &str,
    now: Instant,
) -> (Verdict, Option<Session>, Keys) {
    let call = action.to_lowercase();
    let wanted = &step["session"];
    let resource = step["resource"].as_str().unwrap_or("*");
    let refused = (Verdict::Error, None, Keys::new());
    let may = match caller.kind {
        Kind::User => true,
        Kind::Root => call != "sts:assumeroot",
        Kind::Role => call == "sts:assumeroot",
        Kind::Federated | Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous => false,
    };
    let readable = |document: &Cow<'_, Value>| is_readable(Use::Session, document) && !has_incomplete_arn(document);
    let fits = takes(&call, wanted) && fits_duration(&call, wanted, caller) && fits_call(&call, wanted);
    if !may || !fits || !documents(&wanted["policies"]).iter().all(readable) {
        return refused;
    }
    if call == "sts:getsessiontoken" {
        let mfa = wanted["mfa"] == true;
        let session = Session { mfa: Some(mfa), mfa_at: mfa.then_some(now.0), ..of(caller, wanted, 43_200, now) };
        return (Verdict::Allowed, Some(session), Keys::new());
    }
    let account = caller.account.clone().unwrap_or_default();
    if call == "sts:assumeroot" {
        let managing = world.account(&account);
        let manages = managing["managementAccount"] == true || managing["delegatedAdministrator"] == true;
        let is_root = arn_field(resource, 2) == "iam" && arn_field(resource, 5) == "root";
        if !manages || !is_root || arn_field(resource, 4) == account {
            return refused;
        }
    }
    let mut keys = context::derive(world, caller, action, resource, now);
    if call == "sts:assumeroot" {
        context::owned_by(world, &account, &mut keys);
        set(&mut keys, "sts:TaskPolicyArn", format!("arn:aws:iam::aws:policy/root-task/{}", task(wanted)));
    }
    let tags = wanted["tags"].as_object().into_iter().flatten();
    for (key, value) in tags.clone() {
        set(&mut keys, &format!("aws:RequestTag/{key}"), value.as_str().unwrap_or_default());
    }
    if has_entries(&wanted["tags"]) {
        keys.insert("aws:tagkeys".to_owned(), tags.map(|(key, _)| key.clone()).collect());
    }
    context::for_endpoint(&mut keys, step);
    context::overlay(&mut keys, &step["context"]);
    let mut verdict = evaluate::check(world, step, caller, action, resource, &keys);
    if has_entries(&wanted["tags"]) {
        verdict = verdict.and(evaluate::check(world, step, caller, "sts:TagSession", resource, &keys));
    }
    let session = (verdict == Verdict::Allowed).then(|| match call.as_str() {
        "sts:assumeroot" => Session {
            holder: Some((Kind::Root, resource.to_owned())),
            assumed_root: true,
            ..of(caller, wanted, 900, now)
        },
        _ => {
            let name = wanted["name"].as_str().unwrap_or_default();
            let arn = format!("arn:{}:sts::{account}:federated-user/{name}", arn_field(&caller.arn, 1));
            Session {
                arn: Some(arn.clone()),
                name: Some(name.to_owned()),
                issuer: Some(caller.arn.clone()),
                holder: Some((Kind::Federated, arn)),
                ..of(caller, wanted, 43_200, now)
            }
        }
    });
    (verdict, session, keys)
}

/// A session of the caller itself, with what was asked for.
fn of(caller: &Caller<'_>, wanted: &Value, usual: i64, now: Instant) -> Session {
    let usual = if caller.kind == Kind::Root { 3600 } else { usual };
    let seconds = wanted["durationSeconds"].as_i64().unwrap_or(usual);
    Session {
        holder: Some((caller.kind, caller.arn.clone())),
        policies: documents(&wanted["policies"]).into_iter().map(Cow::into_owned).collect(),
        tags: entry_tags(wanted),
        issued_at: Some(now),
        expiration: Some((now.0 + seconds, now.1)),
        ..Session::default()
    }
}

/// Which parameters the calls have: the table of 6.1.
fn takes(call: &str, wanted: &Value) -> bool {
    let takes: &[&str] = match call {
        "sts:getsessiontoken" => &["durationSeconds", "mfa"],
        "sts:getfederationtoken" => &["name", "durationSeconds", "policies", "tags"],
        _ => &["durationSeconds", "policies"],
    };
    let empty = |value: &Value| {
        value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
    };
    wanted.as_object().into_iter().flatten().all(|(name, value)| takes.contains(&name.as_str()) || empty(value))
}

fn fits_duration(call: &str, wanted: &Value, caller: &Caller<'_>) -> bool {
    let (least, most) = match (call, caller.kind) {
        ("sts:assumeroot", _) => (0, 900),
        (_, Kind::Root) => (900, 3600),
        (_, _) => (900, 129_600),
    };
    wanted["durationSeconds"].as_i64().is_none_or(|seconds| (least..=most).contains(&seconds))
}

fn fits_call(call: &str, wanted: &Value) -> bool {
    match call {
        "sts:getsessiontoken" => true,
        "sts:getfederationtoken" => {
            let name = wanted["name"].as_str().unwrap_or_default();
            (2..=32).contains(&name.chars().count())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c))
                && are_tags_fine(wanted)
                && policies_fit(wanted)
        }
        _ => list(&wanted["policies"]).len() == 1 && TASKS.contains(&task(wanted)),
    }
}

fn task(wanted: &Value) -> &str {
    let name = wanted["policies"][0]["name"].as_str().unwrap_or_default();
    name.strip_prefix("arn:aws:iam::aws:policy/root-task/").unwrap_or(name)
}
