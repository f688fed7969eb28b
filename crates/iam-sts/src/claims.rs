//! Claims of tokens and assertions, and the condition keys that AWS makes of them (CK-10 to CK-14, CK-20, CK-21).

use std::borrow::Cow;

use iam_eval::Values;
use iam_syntax::lower_case;

/// Identity provider of a caller that has no credentials yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityProvider<'a> {
    /// An OpenID Connect provider, by host and path: its keys begin so (CK-10).
    Oidc(&'a str),
    /// A SAML provider.
    Saml,
}

/// Condition keys made of the claims of a token or assertion, and the claims left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadClaims {
    /// The condition keys.
    pub keys: Vec<(String, Values)>,
    /// The claims that never are one, by the names they were given with (AM-08).
    pub left_out: Vec<(String, LeftOut)>,
    /// Two names of one and the same claim: they differ in case, or one of them has the provider's prefix.
    pub twice: Option<(String, String)>,
}

/// Reason why a claim never is a condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// AWS lists no key for it.
    NotListed,
    /// Its prefix is that of something else than the provider.
    OtherPrefix,
    /// The key of that name has another source: `oaud` is made of `aud`, `saml:doc` of the provider's ARN.
    OtherSource,
}

/// Claims of any OpenID Connect provider but those with lists of their own (CK-11).
const OF_ANY: &[&str] = &["amr", "aud", "email", "sub"];
/// Claims of Amazon Cognito (CK-12).
const OF_COGNITO: &[&str] = &["amr", "aud", "sub"];
/// Claims of Login with Amazon (CK-13).
const OF_AMAZON: &[&str] = &["app_id", "sub", "user_id"];
/// Claims of Facebook (CK-13).
const OF_FACEBOOK: &[&str] = &["app_id", "id"];
/// Claims of GitHub, besides those of any provider (CK-14).
const OF_GITHUB: &[&str] = &[
    "actor",
    "actor_id",
    "enterprise_id",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "workflow",
];
/// Claims of GitLab.com, besides those of any provider (CK-14).
const OF_GITLAB: &[&str] = &[
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
];
/// Claims of Buildkite, besides those of any provider (CK-14).
const OF_BUILDKITE: &[&str] = &[
    "build_branch",
    "cluster_id",
    "cluster_name",
    "organization_id",
    "organization_slug",
    "pipeline_id",
    "pipeline_slug",
];
/// Attributes of an assertion, without `saml:` (CK-20).
const OF_SAML: &[&str] = &[
    "aud",
    "cn",
    "commonName",
    "edupersonaffiliation",
    "edupersonassurance",
    "edupersonentitlement",
    "edupersonnickname",
    "edupersonorgdn",
    "edupersonorgunitdn",
    "edupersonprimaryaffiliation",
    "edupersonprimaryorgunitdn",
    "edupersonprincipalname",
    "edupersonscopedaffiliation",
    "edupersontargetedid",
    "eduorghomepageuri",
    "eduorgidentityauthnpolicyuri",
    "eduorglegalname",
    "eduorgsuperioruri",
    "eduorgwhitepagesuri",
    "givenName",
    "iss",
    "mail",
    "name",
    "namequalifier",
    "organizationStatus",
    "primaryGroupSID",
    "sub",
    "sub_type",
    "surname",
    "uid",
    "x500UniqueIdentifier",
];

impl<'a> IdentityProvider<'a> {
    /// Reads claims: of OpenID Connect by the claim's name, of SAML by the condition key.
    pub fn read<'c>(self, claims: impl Iterator<Item = (&'c str, Values)>) -> ReadClaims {
        let mut read = ReadClaims::default();
        let mut party = None;
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for (name, values) in claims {
            let claim = match self.claim(name) {
                Ok(claim) => claim,
                Err(why) => {
                    read.left_out.push((name.to_owned(), why));
                    continue;
                }
            };
            match seen.iter().find(|(known, _)| *known == claim) {
                Some((_, first)) => read.twice = Some(((*first).to_owned(), name.to_owned())),
                None => seen.push((claim, name)),
            }
            if claim == "azp" {
                party = Some(values);
                continue;
            }
            if claim == "aud" && self.has_audience() {
                read.keys.push((self.key("oaud"), values.clone()));
            }
            read.keys.push((self.key(claim), values));
        }
        // The audience is the authorized party where the token names one; `oaud` is the audience itself (CK-11).
        if let Some(party) = party {
            let audience = self.key("aud");
            read.keys.retain(|(key, _)| *key != audience);
            read.keys.push((audience, party));
        }
        read
    }

    /// The claim behind a condition key or behind a name of a scenario, as a scenario writes it; `None` if AWS lists none.
    pub fn claim_name(self, name: &str) -> Option<Cow<'static, str>> {
        let claim = match self.claim(name) {
            Ok(claim) => claim,
            // `oaud`
            Err(LeftOut::OtherSource) if self != Self::Saml => "aud",
            Err(_) => return None,
        };
        Some(if self == Self::Saml { format!("saml:{claim}").into() } else { claim.into() })
    }

    /// The names of the claims that become condition keys, as a scenario writes them.
    pub fn claims(self) -> impl Iterator<Item = String> {
        let prefix = if self == Self::Saml { "saml:" } else { "" };
        let (common, own) = self.listed();
        common.iter().chain(own).map(move |name| format!("{prefix}{name}"))
    }

    /// True if a condition key stays in the session that the call obtains (CK-11 to CK-14, CK-21).
    pub fn keeps(self, key: &str) -> bool {
        let stay: &[&str] = match self {
            Self::Saml => &["namequalifier", "sub", "sub_type"],
            Self::Oidc(_) if self.has_audience() => &["amr", "aud", "sub"],
            Self::Oidc(_) => self.listed().0,
        };
        stay.iter().any(|claim| self.key(claim) == key)
    }

    /// The condition key of a claim (CK-10).
    fn key(self, claim: &str) -> String {
        match self {
            Self::Oidc(host) => format!("{host}:{claim}"),
            Self::Saml => format!("saml:{claim}"),
        }
    }

    /// The claim behind a name, as AWS spells it. A name with the provider's prefix is a condition key, whose names ignore
    /// case (CO-04); what a token itself says is case-sensitive.
    fn claim(self, name: &str) -> Result<&'static str, LeftOut> {
        let prefix = match self {
            Self::Oidc(host) => host,
            Self::Saml => "saml",
        };
        let (own, is_key) = match behind(name, prefix) {
            Some(own) => (own, true),
            None if self == Self::Saml => return Err(LeftOut::OtherPrefix),
            None => (name, false),
        };
        let is = |known: &str| if is_key { lower_case(known) == lower_case(own) } else { known == own };
        let (common, of_provider) = self.listed();
        match self {
            Self::Saml if is("doc") => Err(LeftOut::OtherSource),
            Self::Oidc(_) if self.has_audience() && is("azp") => Ok("azp"),
            Self::Oidc(_) if self.has_audience() && is("oaud") => Err(LeftOut::OtherSource),
            Self::Oidc(_) | Self::Saml => {
                let none = if !is_key && own.contains(':') { LeftOut::OtherPrefix } else { LeftOut::NotListed };
                common.iter().chain(of_provider).copied().find(|known| is(known)).ok_or(none)
            }
        }
    }

    /// True if the audience of a token is `azp` where there is one (CK-11, CK-12).
    fn has_audience(self) -> bool {
        matches!(self, Self::Oidc(host) if !["www.amazon.com", "graph.facebook.com"].contains(&&*lower_case(host)))
    }

    /// The claims that AWS lists: those of many providers, and those of this one besides.
    fn listed(self) -> (&'static [&'static str], &'static [&'static str]) {
        let Self::Oidc(provider) = self else { return (OF_SAML, &[]) };
        let provider = &*lower_case(provider);
        let host = provider.split('/').next().unwrap_or_default();
        let within = |begin: &str, end: &str| host.starts_with(begin) && host.ends_with(end);
        match provider {
            "www.amazon.com" => (OF_AMAZON, &[]),
            "graph.facebook.com" => (OF_FACEBOOK, &[]),
            "cognito-identity.amazonaws.com" => (OF_COGNITO, &[]),
            "accounts.google.com" => (OF_ANY, &["google/organization_number"]),
            "gitlab.com" => (OF_ANY, OF_GITLAB),
            _ if host == "token.actions.githubusercontent.com" => (OF_ANY, OF_GITHUB),
            _ if within("token.actions.", ".ghe.com") || provider.starts_with("github.com/enterprises/") => {
                (OF_ANY, OF_GITHUB)
            }
            _ if host == "agent.buildkite.com"
                || within("agent.", ".buildkite.dev")
                || within("agent.", ".buildkite.site") =>
            {
                (OF_ANY, OF_BUILDKITE)
            }
            _ if provider.starts_with("oidc.circleci.com/org/") => (OF_ANY, &["oidc.circleci.com/project-id"]),
            _ if within("idcs-", ".identity.oraclecloud.com") => (OF_ANY, &["rpst_id"]),
            _ => (OF_ANY, &[]),
        }
    }
}

/// The part of a name behind a prefix and a colon. Prefixes ignore case, as condition keys do (CO-04).
fn behind<'n>(name: &'n str, prefix: &str) -> Option<&'n str> {
    let (before, rest) = name.split_at_checked(prefix.len())?;
    rest.strip_prefix(':').filter(|_| before.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GITHUB: IdentityProvider<'_> = IdentityProvider::Oidc("token.actions.githubusercontent.com");
    const GOOGLE: IdentityProvider<'_> = IdentityProvider::Oidc("accounts.google.com");

    fn read(provider: IdentityProvider<'_>, names: &[&str]) -> (Vec<String>, Vec<(String, LeftOut)>) {
        let read = provider.read(names.iter().map(|name| (*name, Values::One((*name).to_owned()))));
        let mut keys: Vec<String> =
            read.keys.into_iter().map(|(key, value)| format!("{key}={}", value.as_slice().concat())).collect();
        keys.sort();
        (keys, read.left_out)
    }

    fn left_out(name: &str, why: LeftOut) -> Vec<(String, LeftOut)> {
        vec![(name.to_owned(), why)]
    }

    #[test]
    fn only_listed_claims_become_condition_keys() {
        let (keys, left) = read(GITHUB, &["sub", "repository", "iss"]);
        let host = "token.actions.githubusercontent.com";
        assert_eq!(keys, [format!("{host}:repository=repository"), format!("{host}:sub=sub")]);
        assert_eq!(left, left_out("iss", LeftOut::NotListed));
        assert_eq!(read(GOOGLE, &["repository"]).1, left_out("repository", LeftOut::NotListed));
        assert_eq!(read(IdentityProvider::Oidc("www.amazon.com"), &["aud"]).1, left_out("aud", LeftOut::NotListed));
        let cognito = IdentityProvider::Oidc("cognito-identity.amazonaws.com");
        assert_eq!(read(cognito, &["email"]).1, left_out("email", LeftOut::NotListed));
    }

    #[test]
    fn a_claim_may_be_written_with_the_prefix_of_its_provider_and_with_no_other() {
        assert_eq!(read(GOOGLE, &["accounts.google.com:sub"]).0, ["accounts.google.com:sub=accounts.google.com:sub"]);
        for other in ["gitlab.com:sub", "aws:PrincipalOrgID", "sts:ExternalId"] {
            assert_eq!(read(GOOGLE, &[other]), (vec![], left_out(other, LeftOut::OtherPrefix)), "{other}");
        }
        let circle = IdentityProvider::Oidc("oidc.circleci.com/org/1234");
        let key = "oidc.circleci.com/org/1234:oidc.circleci.com/project-id=oidc.circleci.com/project-id";
        assert_eq!(read(circle, &["oidc.circleci.com/project-id"]).0, [key]);
    }

    #[test]
    fn the_audience_is_the_authorized_party_where_the_token_names_one() {
        assert_eq!(read(GOOGLE, &["aud"]).0, ["accounts.google.com:aud=aud", "accounts.google.com:oaud=aud"]);
        for order in [["aud", "azp"], ["azp", "aud"]] {
            let (keys, left) = read(GOOGLE, &order);
            assert_eq!(keys, ["accounts.google.com:aud=azp", "accounts.google.com:oaud=aud"]);
            assert_eq!(left, []);
        }
        assert_eq!(read(GOOGLE, &["oaud"]), (vec![], left_out("oaud", LeftOut::OtherSource)));
    }

    #[test]
    fn an_assertion_is_written_by_condition_key() {
        let (keys, left) = read(IdentityProvider::Saml, &["saml:sub", "saml:commonname"]);
        assert_eq!((keys, left), (vec!["saml:commonName=saml:commonname".into(), "saml:sub=saml:sub".into()], vec![]));
        let table = [
            ("saml:doc", LeftOut::OtherSource),
            ("saml:team", LeftOut::NotListed),
            ("sub", LeftOut::OtherPrefix),
            ("aws:PrincipalOrgID", LeftOut::OtherPrefix),
        ];
        for (name, why) in table {
            assert_eq!(read(IdentityProvider::Saml, &[name]), (vec![], left_out(name, why)), "{name}");
        }
    }

    #[test]
    fn a_claim_written_by_condition_key_ignores_case_and_one_of_a_token_minds_it() {
        for name in ["SAML:CN", "saml:Cn", "Saml:cn"] {
            assert_eq!(read(IdentityProvider::Saml, &[name]), (vec![format!("saml:cn={name}")], vec![]), "{name}");
        }
        assert_eq!(read(IdentityProvider::Saml, &["SAML:DOC"]).1, left_out("SAML:DOC", LeftOut::OtherSource));
        let key = "Accounts.Google.com:SUB";
        assert_eq!(read(GOOGLE, &[key]), (vec![format!("accounts.google.com:sub={key}")], vec![]));
        assert_eq!(read(GOOGLE, &["Sub"]), (vec![], left_out("Sub", LeftOut::NotListed)));
        let odd = IdentityProvider::Oidc("Token.Actions.GitHubUserContent.com");
        assert_eq!(read(odd, &["repository"]).1, []);
        assert_eq!(odd.claim_name("token.actions.githubusercontent.com:Repository").as_deref(), Some("repository"));
        assert_eq!(IdentityProvider::Saml.claim_name("SAML:commonname").as_deref(), Some("saml:commonName"));
        assert_eq!(IdentityProvider::Saml.claim_name("SAML:team"), None);
        assert_eq!(odd.claim_name("token.actions.githubusercontent.com:oaud").as_deref(), Some("aud"));
    }

    #[test]
    fn one_claim_by_two_names_is_told() {
        let twice = |provider: IdentityProvider<'_>, names: [&str; 2]| {
            provider.read(names.map(|name| (name, Values::One(String::new()))).into_iter()).twice
        };
        let both = |names: [&str; 2]| Some(names.map(str::to_owned).into());
        for names in [["saml:cn", "SAML:CN"], ["saml:commonname", "saml:commonName"]] {
            assert_eq!(twice(IdentityProvider::Saml, names), both(names));
        }
        for names in [["sub", "accounts.google.com:sub"], ["azp", "ACCOUNTS.google.com:azp"]] {
            assert_eq!(twice(GOOGLE, names), both(names));
        }
        assert_eq!(twice(GOOGLE, ["sub", "Sub"]), None);
        assert_eq!(twice(IdentityProvider::Saml, ["saml:team", "SAML:team"]), None);
    }

    #[test]
    fn providers_with_many_hosts_are_told_by_their_form() {
        let table = [
            ("token.actions.githubusercontent.com/acme", "repository_id", true),
            ("token.actions.acme.ghe.com", "actor", true),
            ("token.actions.githubusercontent.com.evil.example", "repository_id", false),
            ("agent.acme.buildkite.dev", "pipeline_slug", true),
            ("agent.buildkite.com", "cluster_id", true),
            ("idcs-1a.identity.oraclecloud.com", "rpst_id", true),
            ("identity.oraclecloud.com", "rpst_id", false),
            ("gitlab.com", "user_login", true),
            ("gitlab.example.com", "user_login", false),
        ];
        for (host, claim, listed) in table {
            assert_eq!(read(IdentityProvider::Oidc(host), &[claim]).1.is_empty(), listed, "{host} {claim}");
            assert_eq!(IdentityProvider::Oidc(host).claims().any(|name| name == claim), listed, "{host} {claim}");
        }
    }

    #[test]
    fn few_claims_stay_in_the_session() {
        assert!(GITHUB.keeps("token.actions.githubusercontent.com:sub"));
        assert!(!GITHUB.keeps("token.actions.githubusercontent.com:repository"));
        assert!(!GITHUB.keeps("token.actions.githubusercontent.com:oaud"));
        assert!(IdentityProvider::Oidc("graph.facebook.com").keeps("graph.facebook.com:id"));
        assert!(IdentityProvider::Saml.keeps("saml:sub_type") && !IdentityProvider::Saml.keeps("saml:aud"));
    }
}
