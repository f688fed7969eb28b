//! Kinds of callers that policies with principals tell apart.

mod facts;

use std::collections::BTreeSet;

use facts::{facts, keys};
use iam_eval::{Caller, CallerKind};
use iam_syntax::{Arn, Condition, Effect, Policy, PrincipalValue};

/// Callers that policies name, or all that they do not name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Callers {
    /// The callers.
    pub who: Who,
    /// True if they have a permissions boundary, which `NotPrincipal` of a Deny takes into account (PR-31).
    pub have_boundary: bool,
    /// True if they are of the resource's own account, and their own policies allow the request.
    pub of_own_account: bool,
}

/// Callers, by what a policy can say of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Callers without credentials.
    Anonymous,
    /// The one of this ARN or name: a user, sessions of a role, a session, a service, holders of a provider's tokens.
    Named(String),
    /// Users that are not named; of this account, or of any account that is not named.
    OtherUsers(Option<String>),
    /// Sessions of roles that are not named.
    OtherRoles(Option<String>),
    /// The root user.
    Root(Option<String>),
    /// Federated users that are not named.
    OtherFederatedUsers(Option<String>),
    /// Services that are not named.
    OtherServices,
    /// Holders of tokens of OpenID Connect providers that are not named.
    OtherTokens,
    /// Holders of assertions of SAML providers that are not named.
    OtherAssertions,
}

/// Callers with one that stands for them, and what follows for the keys of their requests.
pub(crate) struct Class {
    pub(crate) callers: Callers,
    pub(crate) caller: Caller,
    /// Conditions that all of their requests meet.
    pub(crate) facts: Vec<Condition>,
}

/// Accounts of which one that no policy names is taken.
const ACCOUNTS: [&str; 4] = ["444455556666", "777788889999", "123456789012", "999988887777"];
/// Part of a name that no policy is expected to use.
const OTHER: &str = "example-other";

/// Every kind of caller that the policies tell apart; true if one of them names callers in a way that is not compared.
pub(crate) fn classes(policies: &[&Policy]) -> (Vec<Class>, bool) {
    let named = Named::of(policies);
    let mut found: Vec<(Who, CallerKind)> = Vec::new();
    let accounts: Vec<Option<&String>> = named.accounts.iter().map(Some).chain([None]).collect();
    for account in accounts {
        let id = account.map_or_else(|| named.free_account(), String::as_str);
        let own = account.cloned();
        found.push((Who::OtherUsers(own.clone()), user(&format!("arn:aws:iam::{id}:user/{OTHER}"))));
        found.push((Who::OtherRoles(own.clone()), role(&format!("arn:aws:iam::{id}:role/{OTHER}"), None)));
        found.push((Who::Root(own.clone()), CallerKind::Root { arn: format!("arn:aws:iam::{id}:root") }));
        found.push((Who::OtherFederatedUsers(own), federated(&format!("arn:aws:sts::{id}:federated-user/{OTHER}"))));
    }
    found.extend(named.callers.iter().map(|(name, kind)| (Who::Named(name.clone()), kind.clone())));
    found.extend(named.of_two_names());
    found.push((Who::OtherServices, CallerKind::Service { name: format!("{OTHER}.amazonaws.com") }));
    let id = named.free_account();
    let token = format!("arn:aws:iam::{id}:oidc-provider/{OTHER}.com");
    found.push((Who::OtherTokens, CallerKind::WebIdentity { provider: token }));
    let assertion = format!("arn:aws:iam::{id}:saml-provider/{OTHER}");
    found.push((Who::OtherAssertions, CallerKind::Saml { provider: assertion }));
    found.push((Who::Anonymous, CallerKind::Anonymous));
    let keys = keys(policies);
    let class = |(who, kind): &(Who, CallerKind), has_boundary| {
        let caller = Caller { account: account(kind), kind: kind.clone(), has_boundary };
        let facts = facts(who, &caller, &keys, &named);
        Class {
            callers: Callers { who: who.clone(), have_boundary: has_boundary, of_own_account: false },
            caller,
            facts,
        }
    };
    let mut all: Vec<Class> = found.iter().map(|own| class(own, false)).collect();
    if named.boundaries_count {
        let bound =
            found.iter().filter(|(_, kind)| matches!(kind, CallerKind::User { .. } | CallerKind::RoleSession { .. }));
        all.extend(bound.map(|own| class(own, true)));
    }
    (all, named.not_compared)
}

fn user(arn: &str) -> CallerKind {
    CallerKind::User { arn: arn.to_owned(), id: "AIDAEXAMPLEOTHER".to_owned() }
}

fn role(arn: &str, session: Option<&str>) -> CallerKind {
    CallerKind::RoleSession {
        role_arn: arn.to_owned(),
        role_id: "AROAEXAMPLEOTHER".to_owned(),
        session_arn: session.map(str::to_owned),
        service_linked: false,
    }
}

fn federated(arn: &str) -> CallerKind {
    CallerKind::FederatedUser { arn: arn.to_owned(), issuer: None, issuer_id: None }
}

fn account(kind: &CallerKind) -> Option<String> {
    let arn = match kind {
        CallerKind::User { arn, .. } | CallerKind::FederatedUser { arn, .. } | CallerKind::Root { arn } => arn,
        CallerKind::RoleSession { role_arn, .. } => role_arn,
        CallerKind::Service { .. }
        | CallerKind::WebIdentity { .. }
        | CallerKind::Saml { .. }
        | CallerKind::Anonymous => {
            return None;
        }
    };
    Arn::parse(arn).map(|arn| arn.account.to_owned())
}

/// Callers that policies name.
#[derive(Default)]
struct Named {
    accounts: BTreeSet<String>,
    callers: Vec<(String, CallerKind)>,
    /// True if a Deny has `NotPrincipal`.
    boundaries_count: bool,
    /// True if a policy names a caller in a way that is not compared.
    not_compared: bool,
}

impl Named {
    fn of(policies: &[&Policy]) -> Self {
        let mut named = Self::default();
        for statement in policies.iter().flat_map(|policy| &policy.statements) {
            let Some(clause) = &statement.principal else { continue };
            named.boundaries_count |= clause.negated && statement.effect.value == Effect::Deny;
            for item in &clause.items {
                named.add(&item.value);
            }
        }
        named.callers.sort_by(|(a, _), (b, _)| a.cmp(b));
        named.callers.dedup_by(|(a, _), (b, _)| a == b);
        named
    }

    fn add(&mut self, value: &PrincipalValue) {
        let kind = match value {
            PrincipalValue::Everyone | PrincipalValue::Nobody { .. } => return,
            PrincipalValue::Account { id, partition } => {
                self.not_compared |= partition.as_deref().is_some_and(|own| own != "aws");
                self.accounts.insert(id.to_string());
                return;
            }
            PrincipalValue::UniqueId { .. } | PrincipalValue::CanonicalUser { .. } => {
                self.not_compared = true;
                return;
            }
            PrincipalValue::User { arn } => user(arn),
            PrincipalValue::Role { arn } => role(arn, None),
            PrincipalValue::RoleSession { arn } => match role_of(arn) {
                Some(own) => role(&own, Some(arn)),
                None => return,
            },
            PrincipalValue::FederatedUser { arn } => federated(arn),
            PrincipalValue::Service { name } => CallerKind::Service { name: name.to_string() },
            PrincipalValue::Provider { name } if name.contains(":saml-provider/") => {
                CallerKind::Saml { provider: name.to_string() }
            }
            PrincipalValue::Provider { name } => CallerKind::WebIdentity { provider: name.to_string() },
        };
        let name = match &kind {
            CallerKind::RoleSession { session_arn: Some(arn), .. } => arn.clone(),
            CallerKind::RoleSession { role_arn: arn, .. }
            | CallerKind::User { arn, .. }
            | CallerKind::FederatedUser { arn, .. }
            | CallerKind::Root { arn } => arn.clone(),
            CallerKind::Service { name } => name.clone(),
            CallerKind::WebIdentity { provider } | CallerKind::Saml { provider } => provider.clone(),
            CallerKind::Anonymous => return,
        };
        self.accounts.extend(account(&kind));
        self.callers.push((name, kind));
    }

    /// Callers whom two names fit: sessions of a role that is named, too, and federated users made by a user that is.
    fn of_two_names(&self) -> Vec<(Who, CallerKind)> {
        let mut found = Vec::new();
        for (name, kind) in &self.callers {
            match kind {
                CallerKind::RoleSession { role_arn, session_arn: None, .. } => {
                    let sessions = self.callers.iter().filter_map(|(_, other)| other.session_arn());
                    let own = sessions.filter(|session| is_session_of(session, role_arn));
                    found.extend(own.map(|session| (Who::Named(session.to_owned()), role(role_arn, Some(session)))));
                }
                CallerKind::User { arn, id } => {
                    let Some(account) = account(kind) else { continue };
                    let other = format!("arn:aws:sts::{account}:federated-user/{OTHER}");
                    let named = self.callers.iter().filter_map(|(_, other)| other.federated_user_arn());
                    for session in named.map(str::to_owned).chain([other]) {
                        let (issuer, issuer_id) = (Some(arn.clone()), Some(id.clone()));
                        let who = Who::Named(format!("federated users made by {name}"));
                        found.push((who, CallerKind::FederatedUser { arn: session, issuer, issuer_id }));
                    }
                }
                CallerKind::RoleSession { .. }
                | CallerKind::FederatedUser { .. }
                | CallerKind::Root { .. }
                | CallerKind::Service { .. }
                | CallerKind::WebIdentity { .. }
                | CallerKind::Saml { .. }
                | CallerKind::Anonymous => {}
            }
        }
        found
    }

    fn free_account(&self) -> &'static str {
        ACCOUNTS.into_iter().find(|id| !self.accounts.contains(*id)).unwrap_or("888877776666")
    }
}

/// ARN of the role of a session; its path is not known.
fn role_of(session: &str) -> Option<String> {
    let arn = Arn::parse(session)?;
    let name = arn.resource.strip_prefix("assumed-role/")?.split('/').next()?;
    Some(format!("arn:{}:iam::{}:role/{name}", arn.partition, arn.account))
}

/// True of the ARN of a session of the role, whatever the role's path is.
fn is_session_of(session: &str, role: &str) -> bool {
    let of = role_of(session).and_then(|own| own.rsplit('/').next().map(str::to_owned));
    let account = |arn: &str| Arn::parse(arn).map(|arn| arn.account.to_owned());
    of.as_deref() == role.rsplit('/').next() && account(session) == account(role)
}
