//! Tokens of OpenID Connect: claims as JSON, or a JWT, which is decoded here and neither verified nor kept.

use base64ct::{Base64UrlUnpadded, Encoding};
use rolescope::scenario::{SessionRequest, Step, StepResource, StringOrList};

use crate::ask::{Ask, Need};
use crate::input::placeholder_arn;
use crate::tree::{Node, json};
use crate::{Import, Kind};

const GITHUB: &str = "token.actions.githubusercontent.com";

/// Claims of GitHub's tokens of which AWS makes condition keys.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
const OF_GITHUB: [&str; 13] = [
    "aud",
    "sub",
    "actor",
    "actor_id",
    "job_workflow_ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "workflow",
    "ref",
    "environment",
    "enterprise_id",
    "enterprise",
];

/// Claims of other providers' tokens of which AWS makes condition keys.
const OF_OTHERS: [&str; 5] = ["aud", "sub", "amr", "azp", "oaud"];

/// The claims of a text that is one JWT and nothing else.
pub(crate) fn claims_of_jwt(text: &str) -> Option<String> {
    let text = text.trim().trim_matches('"');
    let mut parts = text.strip_prefix("Bearer ").unwrap_or(text).split('.');
    let (header, claims, _signature, end) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
    if !header.starts_with("eyJ") || end.is_some() {
        return None;
    }
    let claims = Base64UrlUnpadded::decode_vec(claims.trim_end_matches('=')).ok()?;
    let claims = String::from_utf8(claims).ok()?;
    json(&claims).is_ok_and(|claims| is_claims(&claims)).then_some(claims)
}

/// True for the claims of a token.
pub(crate) fn is_claims(node: &Node) -> bool {
    node.text_of("iss").is_some() && node.has("sub")
}

/// The call that a token is for.
pub(crate) fn import(claims: &Node) -> Import {
    let issuer = claims.text_of("iss").unwrap_or_default();
    let host = issuer.strip_prefix("https://").unwrap_or(issuer).trim_end_matches('/');
    let mut import = Import::new(Kind::OidcToken, format!("claims of a token from {host}"));
    let known: &[&str] = if host == GITHUB { &OF_GITHUB } else { &OF_OTHERS };
    let mut session = SessionRequest { name: Some(session_name(host).to_owned()), ..SessionRequest::default() };
    // Subject and audience first, as they matter most.
    for name in ["aud", "sub"].iter().chain(known.iter().filter(|name| !["aud", "sub"].contains(*name))) {
        if let Some(value) = claims.get(name).and_then(claim) {
            session.claims.insert(*name, value);
        }
    }
    let ignored = claims.members().iter().map(|(name, _)| name).filter(|name| !known.contains(&name.as_str()));
    import.details.ignored_claims = ignored.cloned().collect();
    let step = Step {
        caller: placeholder_arn(&format!("oidc-provider/{host}")),
        action: "sts:AssumeRoleWithWebIdentity".to_owned(),
        resource: Some(StepResource::One(placeholder_arn("role/UNRESOLVED-role"))),
        session: Some(session),
        ..Step::default()
    };
    import.step(step, claims.line);
    import.unresolved("UNRESOLVED-role", "a token does not say which role it is for", Some(claims.line));
    import.ask(Ask::words("which role"));
    import.ask(Ask::command(
        "trust policy of the role",
        "aws iam get-role --role-name ROLE-NAME",
        Need::TrustPolicy("UNRESOLVED-role".to_owned()),
    ));
    import.placeholder_account = true;
    import.ask(Ask::words("account of the provider (placeholder)"));
    import.note("only claims that AWS turns into condition keys are kept; the provider is the one of `iss`");
    import
}

fn session_name(host: &str) -> &'static str {
    if host == GITHUB { "GitHubActions" } else { "token" }
}

/// A claim with something in it.
fn claim(node: &Node) -> Option<StringOrList> {
    if node.items().is_empty() {
        return node.scalar().filter(|text| !text.is_empty()).map(StringOrList::One);
    }
    Some(StringOrList::List(node.items().iter().filter_map(Node::scalar).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jwt_gives_its_claims_and_is_not_kept() {
        let part = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        let claims = r#"{"iss":"https://gitlab.com","sub":"project_path:example-org/site:ref_type:branch:ref:main","aud":"https://gitlab.com"}"#;
        let jwt = format!("{}.{}.{}", part(r#"{"alg":"RS256"}"#), part(claims), part("signature"));
        let import = crate::import("token.txt", &format!("{jwt}\n")).unwrap();
        let step = &import.scenario.steps[0];
        assert_eq!(step.caller, "arn:aws:iam::111122223333:oidc-provider/gitlab.com");
        assert!(step.session.as_ref().unwrap().claims.contains_key("sub"));
        assert_eq!(import.secrets.len(), 1);
        assert!(!format!("{import:?}").contains(&part("signature")));
    }

    #[test]
    fn what_is_no_jwt_is_none() {
        for text in [
            "",
            "eyJ",
            "eyJhbGciOiJSUzI1NiJ9..",
            "eyJhbGciOiJSUzI1NiJ9.!!!.x",
            "a.b.c",
            "eyJhbGciOiJSUzI1NiJ9.bm8ganNvbg.x",
        ] {
            assert!(claims_of_jwt(text).is_none(), "{text}");
        }
    }
}
