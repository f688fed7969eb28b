//! Claims of tokens and attributes of assertions as condition keys (CK-10 to CK-21, AM-08).

use std::collections::BTreeMap;

use serde_json::Value;

use super::caller::{Caller, Kind};
use super::document::texts;

/// Claims that become condition keys, for providers without a list of their own (CK-11).
const DEFAULT: &str = "amr aud oaud sub email";

/// Further claims of some providers (CK-14).
const GITHUB: &str = "actor actor_id job_workflow_ref repository repository_id repository_owner_id workflow ref \
    environment enterprise_id";
const GITLAB: &str = "namespace_id project_id user_id user_login user_email user_access_level ref_protected \
    pipeline_source runner_environment";
const BUILDKITE: &str =
    "organization_slug organization_id pipeline_slug pipeline_id cluster_name cluster_id build_branch";

/// Attributes that become condition keys, without `saml:` (CK-20). `saml:doc` comes from no assertion.
const SAML: &str = "aud iss sub sub_type namequalifier commonname cn givenname mail name organizationstatus \
    primarygroupsid surname uid x500uniqueidentifier edupersonaffiliation edupersonassurance edupersonentitlement \
    edupersonnickname edupersonorgunitdn edupersonscopedaffiliation edupersontargetedid eduorghomepageuri \
    eduorgidentityauthnpolicyuri eduorglegalname eduorgsuperioruri eduorgwhitepagesuri edupersonorgdn \
    edupersonprimaryaffiliation edupersonprimaryorgunitdn edupersonprincipalname";

/// Values by condition key in lower case.
type Claims = BTreeMap<String, Vec<String>>;

/// Condition keys that the call has because of its claims.
pub(super) fn at_the_call(claims: &Value, caller: &Caller<'_>) -> Claims {
    match caller.kind {
        Kind::WebIdentity => of_token(claims, provider_name(&caller.arn)),
        Kind::Saml => of_assertion(claims),
        Kind::User | Kind::Role | Kind::Federated | Kind::Root | Kind::Service | Kind::Anonymous => Claims::new(),
    }
}

/// Those of the condition keys that later calls of the session have too.
pub(super) fn in_the_session(claims: &Value, caller: &Caller<'_>) -> Claims {
    let provider = provider_name(&caller.arn);
    let kept = match (caller.kind, provider.to_lowercase().as_str()) {
        (Kind::Saml, _) => "saml:namequalifier saml:sub saml:sub_type",
        (_, "www.amazon.com") => "app_id sub user_id",
        (_, "graph.facebook.com") => "app_id id",
        _ => "amr aud sub",
    };
    let key = |name: &str| if caller.kind == Kind::Saml { name.to_owned() } else { format!("{provider}:{name}") };
    let kept: Vec<String> = kept.split_whitespace().map(|name| key(name).to_lowercase()).collect();
    let mut claims = at_the_call(claims, caller);
    claims.retain(|key, _| kept.contains(key));
    claims
}

/// True if two names stand for one claim: such a call is refused.
pub(super) fn has_one_claim_twice(claims: &Value, caller: &Caller<'_>) -> bool {
    match caller.kind {
        Kind::WebIdentity => {
            let provider = provider_name(&caller.arn);
            let mut names = listed(provider);
            if names.contains(&"oaud") {
                names.retain(|name| *name != "oaud");
                names.push("azp");
            }
            names.iter().any(|name| written(claims, provider, name).len() > 1)
        }
        Kind::Saml => {
            let names: Vec<String> =
                claims.as_object().into_iter().flatten().map(|(name, _)| name.to_lowercase()).collect();
            of_assertion(claims).keys().any(|key| names.iter().filter(|name| *name == key).count() > 1)
        }
        Kind::User | Kind::Role | Kind::Federated | Kind::Root | Kind::Service | Kind::Anonymous => false,
    }
}

/// Values of the claims under this name or under its condition key, which does not mind case.
fn written<'c>(claims: &'c Value, provider: &str, name: &str) -> Vec<&'c Value> {
    let key = format!("{provider}:{name}").to_lowercase();
    let claims = claims.as_object().into_iter().flatten();
    claims.filter(|(written, _)| *written == name || written.to_lowercase() == key).map(|(_, value)| value).collect()
}

/// A claim may be written with its provider's prefix, as its condition key.
fn of_token(claims: &Value, provider: &str) -> Claims {
    let mut keys = Claims::new();
    let prefix = format!("{provider}:");
    let named = |name: &str| written(claims, provider, name).first().copied().unwrap_or(&Value::Null);
    for name in listed(provider) {
        let claim = match name {
            "aud" if !named("azp").is_null() => named("azp"),
            "oaud" => named("aud"),
            other => named(other),
        };
        if !claim.is_null() {
            keys.insert(format!("{prefix}{name}").to_lowercase(), texts(claim));
        }
    }
    keys
}

/// Claims of a provider's tokens that become condition keys; their names mind case.
fn listed(provider: &str) -> Vec<&'static str> {
    let host = provider.split('/').next().unwrap_or_default().to_lowercase();
    let (default, further) = match host.as_str() {
        "cognito-identity.amazonaws.com" => ("amr aud oaud sub", ""),
        "www.amazon.com" => ("app_id sub user_id", ""),
        "graph.facebook.com" => ("app_id id", ""),
        "token.actions.githubusercontent.com" => (DEFAULT, GITHUB),
        // Enterprises have hosts of their own.
        host if host.starts_with("token.actions.") && host.ends_with(".ghe.com") => (DEFAULT, GITHUB),
        "accounts.google.com" => (DEFAULT, "google/organization_number"),
        "oidc.circleci.com" => (DEFAULT, "oidc.circleci.com/project-id"),
        "gitlab.com" => (DEFAULT, GITLAB),
        "agent.buildkite.com" => (DEFAULT, BUILDKITE),
        host if host.ends_with(".oraclecloud.com") => (DEFAULT, "rpst_id"),
        _ => (DEFAULT, ""),
    };
    default.split_whitespace().chain(further.split_whitespace()).collect()
}

/// Keys of an assertion: attributes are named by condition key, and condition keys do not mind case.
fn of_assertion(attributes: &Value) -> Claims {
    let attributes = attributes.as_object().into_iter().flatten();
    attributes
        .map(|(name, values)| (name.to_lowercase(), texts(values)))
        .filter(|(name, _)| {
            name.strip_prefix("saml:").is_some_and(|name| SAML.split_whitespace().any(|listed| listed == name))
        })
        .collect()
}

fn provider_name(arn: &str) -> &str {
    arn.split_once(":oidc-provider/").map_or(arn, |(_, name)| name)
}
