//! Credentials of calls that assume no role: `GetSessionToken`, `GetFederationToken` and `AssumeRoot` (section 6.1), and
//! `GetScopedCredentials` (AM-20).

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::slice;

use serde_json::Value;

use super::caller::{Caller, Kind, SCOPED, Session, entry_tags};
use super::context::{self, Keys, set};
use super::document::{Use, has_incomplete_arn, is_readable, read};
use super::evaluate::check_own_side;
use super::statement::Ask;
use super::sts::{add_tag_keys, are_tags_fine, has_entries, is_name};
use super::values::Instant;
use super::world::{World, arn_field, documents, list};
use super::{Outcome, Verdict, check_resources};

/// The policies that `AssumeRoot` can be asked for.
const TASKS: [&str; 5] = [
    "IAMAuditRootUserCredentials",
    "IAMCreateRootUserPassword",
    "IAMDeleteRootUserCredentials",
    "S3UnlockBucketPolicy",
    "SQSUnlockQueuePolicy",
];
const TASK_ARN: &str = "arn:aws:iam::aws:policy/root-task/";

/// Outcome of the call, when it is one of the four.
pub(super) fn obtain(
    world: &World<'_>,
    step: &Value,
    caller: &Caller<'_>,
    action: &str,
    now: Instant,
) -> Option<Outcome> {
    match action.to_lowercase().as_str() {
        "sts:getsessiontoken" => Some(session_token(step, caller, now)),
        "sts:getfederationtoken" => Some(federation_token(world, step, caller, action, now)),
        "sts:assumeroot" => Some(assume_root(world, step, caller, action, now)),
        SCOPED => Some(scoped(world, step, caller, action, now)),
        _ => None,
    }
}

/// True if the call asks for nothing but these.
fn asks_only(wanted: &Value, fields: &[&str]) -> bool {
    wanted.as_object().into_iter().flatten().all(|(name, value)| value.is_null() || fields.contains(&name.as_str()))
}

/// The seconds that the credentials last, when what the call asks for lies in the range.
fn duration(wanted: &Value, allowed: RangeInclusive<i64>, default: i64) -> Option<i64> {
    let seconds = wanted["durationSeconds"].as_i64().unwrap_or(default);
    allowed.contains(&seconds).then_some(seconds)
}

/// Lifetime of the tokens of a user or of root; nothing when somebody else calls, or these with other than long-term
/// keys.
fn token_duration(wanted: &Value, caller: &Caller<'_>) -> Option<i64> {
    let has_long_term_keys = caller.session.is_none();
    match caller.kind {
        Kind::User if has_long_term_keys => duration(wanted, 900..=129_600, 43_200),
        // AM-06
        Kind::Root if has_long_term_keys => Some(duration(wanted, 900..=129_600, 3600)?.min(3600)),
        _ => None,
    }
}

/// Needs no permission, and no policy has a say.
fn session_token(step: &Value, caller: &Caller<'_>, now: Instant) -> Outcome {
    let wanted = &step["session"];
    let Some(seconds) = token_duration(wanted, caller) else { return Outcome::refused() };
    if !asks_only(wanted, &["durationSeconds", "mfa"]) {
        return Outcome::refused();
    }
    let with_mfa = wanted["mfa"] == true;
    let session = Session {
        kind: caller.kind,
        principal: caller.arn.clone(),
        issued_at: Some(now),
        expiration: Some((now.0 + seconds, now.1)),
        mfa: Some(with_mfa),
        mfa_since: with_mfa.then_some(now),
        ..Session::default()
    };
    Outcome { verdict: Verdict::Allowed, session: Some(session), keys: Keys::new(), code: None }
}

fn federation_token(world: &World<'_>, step: &Value, caller: &Caller<'_>, action: &str, now: Instant) -> Outcome {
    let wanted = &step["session"];
    let (Some(seconds), Some(name)) = (token_duration(wanted, caller), wanted["name"].as_str()) else {
        return Outcome::refused();
    };
    let policies = documents(&wanted["policies"]);
    let is_fine = asks_only(wanted, &["name", "policies", "tags", "durationSeconds"])
        && is_name(name, 32)
        && are_policies_fine(&policies)
        && are_texts_short(&wanted["policies"])
        && are_tags_fine(wanted);
    if !is_fine {
        return Outcome::refused();
    }
    let resource = step["resource"].as_str().unwrap_or("*");
    let mut keys = context::derive(world, caller, action, resource, now);
    add_tag_keys(&mut keys, wanted);
    context::for_endpoint(&mut keys, step);
    context::overlay(&mut keys, &step["context"]);
    let mut verdict = check_own_side(world, step, &Ask { caller, action, resource, keys: &keys });
    if has_entries(&wanted["tags"]) {
        let ask = Ask { caller, action: "sts:TagSession", resource, keys: &keys };
        verdict = verdict.and(check_own_side(world, step, &ask));
    }
    let arn = format!("arn:{}:sts::{}:federated-user/{name}", arn_field(&caller.arn, 1), arn_field(&caller.arn, 4));
    let session = Session {
        kind: Kind::Federated,
        arn: Some(arn.clone()),
        name: Some(name.to_owned()),
        principal: arn,
        issuer: Some(caller.arn.clone()),
        policies: policies.into_iter().map(Cow::into_owned).collect(),
        tags: entry_tags(wanted),
        issued_at: Some(now),
        expiration: Some((now.0 + seconds, now.1)),
        ..Session::default()
    };
    Outcome { verdict, session: (verdict == Verdict::Allowed).then_some(session), keys, code: None }
}

/// EV-84.
fn assume_root(world: &World<'_>, step: &Value, caller: &Caller<'_>, action: &str, now: Instant) -> Outcome {
    let wanted = &step["session"];
    let resource = step["resource"].as_str().unwrap_or_default();
    let policies = documents(&wanted["policies"]);
    let task = list(&wanted["policies"]).first().and_then(|policy| policy["name"].as_str()).unwrap_or_default();
    let task = task.strip_prefix(TASK_ARN).unwrap_or(task);
    let is_fine = asks_only(wanted, &["policies", "durationSeconds"])
        && is_root(resource)
        && policies.len() == 1
        && TASKS.contains(&task)
        && are_policies_fine(&policies);
    let may = may_assume_root(world, caller) && caller.account.as_deref() != Some(arn_field(resource, 4));
    let Some(seconds) = duration(wanted, 0..=900, 900).filter(|_| is_fine && may) else { return Outcome::refused() };
    let mut keys = context::derive(world, caller, action, resource, now);
    set(&mut keys, "sts:TaskPolicyArn", format!("{TASK_ARN}{task}"));
    context::for_endpoint(&mut keys, step);
    context::overlay(&mut keys, &step["context"]);
    let verdict = check_own_side(world, step, &Ask { caller, action, resource, keys: &keys });
    let session = Session {
        kind: Kind::Root,
        principal: resource.to_owned(),
        policies: policies.into_iter().map(Cow::into_owned).collect(),
        source_identity: caller.session.as_ref().and_then(|session| session.source_identity.clone()),
        issued_at: Some(now),
        expiration: Some((now.0 + seconds, now.1)),
        assumed_root: true,
        ..Session::default()
    };
    Outcome { verdict, session: (verdict == Verdict::Allowed).then_some(session), keys, code: None }
}

/// Longest life of scoped credentials, in seconds.
const LONGEST_SCOPED: i64 = 129_600;
/// Scope down policies that a session can have.
const MOST_SCOPES: usize = 3;

/// AM-20.
fn scoped(world: &World<'_>, step: &Value, caller: &Caller<'_>, action: &str, now: Instant) -> Outcome {
    let wanted = &step["session"];
    let session = caller.session.as_ref().filter(|session| !session.assumed_root);
    if let Some(outcome) = refused_scope(wanted, session, now) {
        return outcome;
    }
    let mut session = session.cloned().unwrap_or_default();
    let (verdict, keys) = check_resources(world, step, caller, action, now, check_own_side);
    // A session with a name has the tags of its role, too; one that is written out does not list them.
    if session.name.is_some() {
        session.tags = caller.tags();
    }
    session.issued_at = Some(now);
    session.expiration = match (wanted["durationSeconds"].as_i64(), session.expiration) {
        (None, Some(end)) => Some(end),
        (seconds, _) => Some((now.0 + seconds.unwrap_or(LONGEST_SCOPED), now.1)),
    };
    session.scopes.extend(scope(wanted).map(Cow::into_owned));
    Outcome { verdict, session: (verdict == Verdict::Allowed).then_some(session), keys, code: None }
}

/// The policy that the call asks for.
fn scope(wanted: &Value) -> Option<Cow<'_, Value>> {
    let policy = &wanted["scopeDownPolicy"];
    (!policy.is_null()).then(|| read(policy))
}

/// The refusal of a call for scoped credentials; its code where there is one reason only.
fn refused_scope(wanted: &Value, session: Option<&Session>, now: Instant) -> Option<Outcome> {
    let policy = scope(wanted);
    let seconds = wanted["durationSeconds"].as_i64();
    let nested = session.map_or(0, |session| session.scopes.len());
    let end = session.and_then(|session| session.expiration);
    let is_long = super::sts::size(&serde_json::json!([wanted["scopeDownPolicy"]])) > 2048;
    let is_odd = policy.is_none() && seconds.is_none()
        || !asks_only(wanted, &["scopeDownPolicy", "durationSeconds"])
        || policy.is_some() && nested == MOST_SCOPES
        || seconds.is_some_and(|seconds| !(1..=LONGEST_SCOPED).contains(&seconds));
    let ends_later = seconds.zip(end).is_some_and(|(seconds, end)| (now.0 + seconds, now.1) > end);
    let reasons = [
        (session.is_none(), "AccessDenied"),
        (is_odd, "ValidationError"),
        (policy.is_some() && is_long, "PackedPolicyTooLarge"),
        (policy.as_ref().is_some_and(|policy| !are_policies_fine(slice::from_ref(policy))), "MalformedPolicyDocument"),
        (ends_later, "InsufficientSessionLifetime"),
    ];
    let mut codes = reasons.into_iter().filter_map(|(holds, code)| holds.then_some(code));
    match (codes.next(), codes.next()) {
        (None, _) => None,
        (Some(code), None) => Some(Outcome::refused_with(code)),
        (Some(_), Some(_)) => Some(Outcome::refused()),
    }
}

/// Only the management account's users and roles, and those of who stands in for it.
fn may_assume_root(world: &World<'_>, caller: &Caller<'_>) -> bool {
    let account = world.account(caller.account.as_deref().unwrap_or_default());
    let rules = account["managementAccount"] == true || account["delegatedAdministrator"] == true;
    rules && (caller.kind == Kind::User || caller.kind == Kind::Role)
}

fn is_root(arn: &str) -> bool {
    let account = arn_field(arn, 4);
    let is_account = account.len() == 12 && account.chars().all(|c| c.is_ascii_digit());
    is_account && arn == format!("arn:{}:iam::{account}:root", arn_field(arn, 1))
}

fn are_policies_fine(policies: &[Cow<'_, Value>]) -> bool {
    policies.iter().all(|document| is_readable(Use::Session, document) && !has_incomplete_arn(document))
}

/// ST-10: one inline policy and ten others.
fn are_texts_short(policies: &Value) -> bool {
    super::sts::size(policies) <= 2048 && list(policies).len() <= 11
}
