//! Statements: which apply to a request, and what they say.

use serde_json::Value;

use super::caller::Caller;
use super::condition;
use super::context::Keys;
use super::document::{Use, statements, texts};
use super::pattern::{Token, arn_fields, expand, glob, resource_fits};
use super::principal::{Way, named};
use super::world::arn_field;

/// One permission that a call needs.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) caller: &'a Caller<'a>,
    pub(super) action: &'a str,
    pub(super) resource: &'a str,
    pub(super) keys: &'a Keys,
}

/// True if a statement of this effect applies.
pub(super) fn says(usage: Use, document: &Value, effect: &str, ask: &Ask<'_>) -> bool {
    statements(document).iter().any(|statement| {
        statement["Effect"] == effect
            && applies(usage, version(document), statement, ask)
            && (!usage.has_principal() || !named(usage, statement, ask.caller).is_empty())
    })
}

/// The ways in which the Allow statements that apply name the caller.
pub(super) fn ways_allowed(usage: Use, document: &Value, ask: &Ask<'_>) -> Vec<Way> {
    statements(document)
        .iter()
        .filter(|statement| statement["Effect"] == "Allow" && applies(usage, version(document), statement, ask))
        .flat_map(|statement| named(usage, statement, ask.caller))
        .collect()
}

fn version(document: &Value) -> &str {
    document["Version"].as_str().unwrap_or("2008-10-17")
}

fn applies(usage: Use, version: &str, statement: &Value, ask: &Ask<'_>) -> bool {
    action_applies(statement, ask.action)
        && (usage == Use::Trust || resource_applies(usage, version, statement, ask))
        && condition::hold(&statement["Condition"], version, ask.keys)
}

/// MA-01 to MA-04.
fn action_applies(statement: &Value, action: &str) -> bool {
    let listed =
        |values: &Value| texts(values).iter().any(|pattern| glob(&pattern.to_lowercase(), &action.to_lowercase()));
    match statement.get("NotAction") {
        Some(values) => !listed(values),
        None => listed(&statement["Action"]),
    }
}

/// MR-01 to MR-13.
fn resource_applies(usage: Use, version: &str, statement: &Value, ask: &Ask<'_>) -> bool {
    let listed = |values: &Value| texts(values).iter().any(|value| covers(usage, version, value, ask));
    match statement.get("NotResource") {
        Some(values) => !listed(values),
        // AM-12
        None if usage == Use::Repository && statement["Resource"].is_null() => true,
        None => listed(&statement["Resource"]),
    }
}

/// Begin of a resource in the policy of an API (AM-15).
const SHORT_API: &str = "execute-api:/";

/// The API that a resource of API Gateway is or belongs to.
fn api_of(resource: &str) -> Option<&str> {
    let is_api = arn_field(resource, 0) == "arn" && arn_field(resource, 2) == "execute-api";
    resource.split('/').next().filter(|_| is_api)
}

fn covers(usage: Use, version: &str, value: &str, ask: &Ask<'_>) -> bool {
    let Some(mut pattern) = expand(value, version, ask.keys) else { return false };
    if usage == Use::Resource
        && value.starts_with(SHORT_API)
        && let Some(api) = api_of(ask.resource)
    {
        pattern.splice(..SHORT_API.len() - 1, api.chars().map(Token::Char));
    }
    // MA-06: the list of buckets has no resource; who covers all buckets covers it.
    let lists_buckets = ask.action.eq_ignore_ascii_case("s3:ListAllMyBuckets") && ask.resource == "*";
    let fits = |pattern: &[Token]| {
        resource_fits(pattern, ask.resource) || (lists_buckets && resource_fits(pattern, "arn:aws:s3:::*"))
    };
    let as_written = fits(&pattern);
    if usage != Use::Identity {
        return as_written;
    }
    // GR-23b adds fields to the end, the example of MR-05 lets a star stand for two: either will do.
    for _ in arn_fields(value).unwrap_or(6)..6 {
        pattern.extend([Token::Char(':'), Token::Run(true)]);
    }
    as_written || fits(&pattern)
}
