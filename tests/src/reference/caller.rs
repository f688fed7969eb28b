//! Callers (section 3.4).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::values::{Instant, instant, instant_text};
use super::world::{World, arn_field, documents};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    User,
    #[default]
    Role,
    Federated,
    Root,
    Service,
    WebIdentity,
    Saml,
    Anonymous,
}

/// A caller with all that it carries.
#[derive(Clone, Debug)]
pub(super) struct Caller<'a> {
    pub(super) kind: Kind,
    /// None for services, providers and nobody.
    pub(super) account: Option<String>,
    /// `aws:PrincipalArn`, or the name of the service or provider.
    pub(super) arn: String,
    /// Unique id of the user or role.
    pub(super) id: Option<String>,
    /// Its entry in the scenario; for a federated user the one of its issuer.
    pub(super) entry: &'a Value,
    /// Present for temporary credentials.
    pub(super) session: Option<Session>,
}

/// Facts that make temporary credentials differ from the role or user behind them.
#[derive(Clone, Debug, Default)]
pub(super) struct Session {
    /// Kind of caller.
    pub(super) kind: Kind,
    /// Absent when nobody knows the session's name, and when it has none: those of a user or root.
    pub(super) arn: Option<String>,
    pub(super) name: Option<String>,
    /// `aws:PrincipalArn`: role, user, root or the federated user itself.
    pub(super) principal: String,
    /// The user or root that a federated user comes from.
    pub(super) issuer: Option<String>,
    pub(super) policies: Vec<Value>,
    /// Scope down policies, each a ceiling over everything (AM-20).
    pub(super) scopes: Vec<Value>,
    /// By tag key in lower case.
    pub(super) tags: BTreeMap<String, String>,
    pub(super) transitive: BTreeMap<String, String>,
    pub(super) source_identity: Option<String>,
    pub(super) issued_at: Option<Instant>,
    pub(super) expiration: Option<Instant>,
    /// `aws:MultiFactorAuthPresent`, where it is present.
    pub(super) mfa: Option<bool>,
    /// From when on `aws:MultiFactorAuthAge` counts.
    pub(super) mfa_since: Option<Instant>,
    /// True if they come from `AssumeRoot`.
    pub(super) assumed_root: bool,
    pub(super) provider: Option<String>,
    /// Claims that stay in the session, by condition key in lower case.
    pub(super) claims: BTreeMap<String, Vec<String>>,
}

impl Session {
    /// The session as a report shows it; tags only where all of them belong to the session itself: not where only its role is known.
    pub(super) fn reported(&self) -> Value {
        let time = |time: Option<Instant>| time.map(instant_text);
        let is_role = self.kind == Kind::Role && self.name.is_some();
        json!({
            "arn": self.arn.as_ref().unwrap_or(&self.principal),
            "issuedAt": time(self.issued_at),
            "expiration": time(self.expiration),
            "tags": is_role.then_some(&self.tags),
            "transitiveTagKeys": self.transitive.keys().collect::<Vec<_>>(),
            "sourceIdentity": self.source_identity,
        })
    }
}

/// The call that gives a session further credentials (AM-20).
pub(super) const SCOPED: &str = "sts:getscopedcredentials";

/// Built-in identity providers, named by host.
const HOSTS: [&str; 4] =
    ["accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com"];

/// The caller of a step; nothing when it names a session that no step obtained.
pub(super) fn resolve<'a>(
    world: &World<'a>,
    step: &Value,
    sessions: &[(String, Option<Session>)],
) -> Option<Caller<'a>> {
    let text = step["caller"].as_str().unwrap_or_default();
    if let Some(name) = text.strip_prefix('@') {
        let (_, session) = sessions.iter().rev().find(|(step, _)| step == name)?;
        return Some(of_session(world, session.clone()?));
    }
    if text == "anonymous" {
        return Some(bare(Kind::Anonymous, text));
    }
    if HOSTS.contains(&text) {
        return Some(bare(Kind::WebIdentity, text));
    }
    if !text.starts_with("arn:") {
        return Some(bare(Kind::Service, text));
    }
    Some(of_arn(world, step, text))
}

fn bare<'a>(kind: Kind, text: &str) -> Caller<'a> {
    Caller { kind, account: None, arn: text.to_owned(), id: None, entry: &Value::Null, session: None }
}

fn of_arn<'a>(world: &World<'a>, step: &Value, arn: &str) -> Caller<'a> {
    let account = arn_field(arn, 4).to_owned();
    let last = arn_field(arn, 5);
    let (kind, rest) = last.split_once('/').unwrap_or((last, ""));
    match kind {
        "oidc-provider" => bare(Kind::WebIdentity, arn),
        "saml-provider" => bare(Kind::Saml, arn),
        "root" => Caller { account: Some(account), ..bare(Kind::Root, arn) },
        "role" => of_session(world, Session { mfa: Some(false), principal: arn.to_owned(), ..Session::default() }),
        "assumed-role" => {
            let (role, name) = rest.split_once('/').unwrap_or((rest, ""));
            let entry = world.role(&account, role);
            let partition = arn_field(arn, 1);
            let role_arn = match entry["arn"].as_str() {
                Some(arn) => arn.to_owned(),
                None => format!("arn:{partition}:iam::{account}:role/{role}"),
            };
            let mut session = written_out(&step["callerSession"]);
            session.arn = Some(arn.to_owned());
            session.name = Some(name.to_owned());
            session.principal = role_arn;
            session.mfa = Some(session.mfa.unwrap_or(false));
            of_session(world, session)
        }
        "federated-user" => {
            let mut session = written_out(&step["callerSession"]);
            session.kind = Kind::Federated;
            session.arn = Some(arn.to_owned());
            session.name = Some(rest.to_owned());
            session.principal = arn.to_owned();
            session.mfa = None;
            of_session(world, session)
        }
        _ => {
            let entry = world.principal(arn);
            Caller {
                kind: Kind::User,
                account: (account != "cloudfront").then_some(account),
                arn: arn.to_owned(),
                id: entry["id"].as_str().map(str::to_owned),
                entry,
                session: None,
            }
        }
    }
}

/// A session that the scenario describes itself.
fn written_out(description: &Value) -> Session {
    let tags = description["tags"].as_object().into_iter().flatten();
    Session {
        policies: documents(&description["policies"]).into_iter().map(Cow::into_owned).collect(),
        tags: tags.map(|(key, value)| (key.to_lowercase(), value.as_str().unwrap_or_default().to_owned())).collect(),
        source_identity: description["sourceIdentity"].as_str().map(str::to_owned),
        issued_at: description["issuedAt"].as_str().and_then(instant),
        mfa: description["mfa"].as_bool(),
        issuer: description["issuer"].as_str().map(str::to_owned),
        ..Session::default()
    }
}

fn of_session<'a>(world: &World<'a>, session: Session) -> Caller<'a> {
    let own = world.principal(&session.principal);
    let issuer = session.issuer.as_deref().map_or(&Value::Null, |issuer| world.principal(issuer));
    let behind = if session.kind == Kind::Federated { issuer } else { own };
    Caller {
        kind: session.kind,
        account: Some(arn_field(&session.principal, 4).to_owned()),
        arn: session.principal.clone(),
        id: behind["id"].as_str().map(str::to_owned),
        entry: if own.is_null() { behind } else { own },
        session: Some(session),
    }
}

impl Caller<'_> {
    /// True if it is a role under `/aws-service-role/`.
    pub(super) fn is_service_linked(&self) -> bool {
        self.kind == Kind::Role && self.arn.contains(":role/aws-service-role/")
    }

    pub(super) fn is_expired(&self, now: Instant) -> bool {
        self.session.as_ref().and_then(|session| session.expiration).is_some_and(|end| now >= end)
    }

    /// Particular facts about its credentials.
    pub(super) fn particulars(&self, now: Instant) -> Vec<&'static str> {
        let Some(session) = &self.session else { return Vec::new() };
        let token = self.kind == Kind::User || (self.kind == Kind::Root && !session.assumed_root);
        let all = [
            (self.is_expired(now), "have expired"),
            (!session.transitive.is_empty(), "carry transitive tags"),
            (session.source_identity.is_some(), "carry a source identity"),
            (self.kind == Kind::Role && !session.policies.is_empty(), "a session policy limits"),
            (token, "are a session token"),
            (self.kind == Kind::Federated, "are a federated user's"),
            (session.assumed_root, "are an assumed root's"),
        ];
        all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, name)| name).collect()
    }

    /// True if it is the root user by `AssumeRoot`.
    pub(super) fn is_assumed_root(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.assumed_root)
    }

    /// True if it is a federated user that the root user let in: it may what its session policy says.
    pub(super) fn is_federated_by_root(&self) -> bool {
        let issuer = self.session.as_ref().and_then(|session| session.issuer.as_deref());
        self.kind == Kind::Federated && issuer.is_some_and(|issuer| issuer.ends_with(":root"))
    }

    /// Calls that such credentials may never make (ST-30 to ST-33), but for AM-20.
    pub(super) fn may_never_call(&self, action: &str) -> bool {
        let action = action.to_lowercase();
        let is = |names: &[&str]| names.contains(&action.as_str());
        let Some(session) = &self.session else { return false };
        if is(&[SCOPED]) {
            return false;
        }
        match self.kind {
            Kind::Federated => action.starts_with("iam:") || action.starts_with("sts:"),
            _ if session.assumed_root => false,
            Kind::User | Kind::Root => {
                let other_sts = action.starts_with("sts:") && !is(&["sts:assumerole", "sts:getcalleridentity"]);
                other_sts || (action.starts_with("iam:") && session.mfa != Some(true))
            }
            Kind::Role => is(&["sts:getfederationtoken", "sts:getsessiontoken"]),
            Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous => false,
        }
    }

    /// True if the call carries no identity of an account (EV-59, EV-77, EV-78).
    pub(super) fn is_unsigned(&self) -> bool {
        match self.kind {
            Kind::User => self.is_origin_access_identity(),
            Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous => true,
            Kind::Role | Kind::Federated | Kind::Root => false,
        }
    }

    /// True if it is CloudFront on behalf of a distribution: a user without an account (AM-13).
    pub(super) fn is_origin_access_identity(&self) -> bool {
        self.kind == Kind::User && self.account.is_none()
    }

    /// Tags of the user, role or session by key in lower case (ST-21).
    pub(super) fn tags(&self) -> BTreeMap<String, String> {
        let mut tags = entry_tags(self.entry);
        if let Some(session) = &self.session {
            tags.extend(session.tags.clone());
        }
        tags
    }
}

/// Tags of a scenario entry by key in lower case; of two keys that differ in case only, the first.
pub(super) fn entry_tags(entry: &Value) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    for (key, value) in entry["tags"].as_object().into_iter().flatten() {
        tags.entry(key.to_lowercase()).or_insert_with(|| value.as_str().unwrap_or_default().to_owned());
    }
    tags
}

/// True if two keys of an entry's tags differ in case only (AM-05).
pub(super) fn has_one_tag_twice(entry: &Value) -> bool {
    entry["tags"].as_object().is_some_and(|tags| tags.len() > entry_tags(entry).len())
}
