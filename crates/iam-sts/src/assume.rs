//! Calls that assume a role.

use iam_eval::{Caller, CallerKind, Instant, Tag, Values};
use iam_syntax::{Arn, KnownAction, KnownKey, lower_case, open_points::ROLE_SESSIONS_CARRY_MFA_KEY};

use crate::error::{DurationLimit, Parameter, StsError};
use crate::ids::access_key_id;
use crate::operation::Operation;
use crate::parameters::check;
use crate::session::Session;

/// Shortest session, in seconds (ST-03).
pub(crate) const MIN_SECONDS: u64 = 900;
/// Longest session of a chained role, and the length when none is asked for, in seconds (ST-02).
pub(crate) const CHAINED_SECONDS: u64 = 3600;
/// Most characters of all session policies together (ST-10).
pub(crate) const MAX_POLICY_CHARACTERS: usize = 2048;
/// One inline policy and ten managed ones (QU-05).
const MAX_POLICIES: usize = 11;
/// Most provided contexts (6.2).
const MAX_CONTEXTS: usize = 5;
/// The service whose session tags, the fields of a certificate, are tags of the caller too (AM-14).
pub const ROLES_ANYWHERE: &str = "rolesanywhere.amazonaws.com";
/// Most session tags (QU-13).
const MAX_TAGS: usize = 50;

/// The role that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Its ARN, path included.
    pub arn: String,
    /// `AROA…`
    pub id: String,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// `MaxSessionDuration` in seconds.
    pub max_session_duration: u64,
}

/// A call that assumes a role.
#[derive(Clone, Debug)]
pub struct AssumeRole<'a> {
    /// Which operation.
    pub operation: Operation,
    /// The caller.
    pub caller: &'a Caller,
    /// The session that the caller acts with, when it is one.
    pub caller_session: Option<&'a Session>,
    /// The role that is asked for.
    pub role: &'a Role,
    /// `RoleSessionName`.
    pub name: Option<&'a str>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<u64>,
    /// Session tags.
    pub tags: Vec<Tag>,
    /// `TransitiveTagKeys`.
    pub transitive_tag_keys: Vec<String>,
    /// `SourceIdentity`.
    pub source_identity: Option<&'a str>,
    /// `ExternalId`.
    pub external_id: Option<&'a str>,
    /// True if a valid MFA code comes with the call (ST-26).
    pub mfa: bool,
    /// Lengths of the session policies, in characters.
    pub policy_lengths: Vec<usize>,
    /// ARNs of the providers of `ProvidedContexts`.
    pub context_providers: Vec<String>,
    /// "Now".
    pub now: Instant,
}

impl Role {
    /// A role without tags, whose sessions last an hour at most, as AWS makes them.
    pub fn new(arn: impl Into<String>, id: impl Into<String>) -> Self {
        Self { arn: arn.into(), id: id.into(), tags: Vec::new(), max_session_duration: CHAINED_SECONDS }
    }
}

impl<'a> AssumeRole<'a> {
    /// A call of `sts:AssumeRole` that passes nothing else; set what it passes by struct update.
    ///
    /// ```
    /// use iam_eval::{Caller, CallerKind, Instant};
    /// use iam_sts::{AssumeRole, Role};
    ///
    /// let kind = CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".into(), id: "AIDAEXAMPLE".into() };
    /// let ana = Caller { kind, account: Some("111122223333".into()), has_boundary: false };
    /// let audit = Role::new("arn:aws:iam::444455556666:role/audit", "AROAEXAMPLE");
    /// let now = Instant::parse("2026-11-24T10:00:00Z").unwrap();
    ///
    /// let call = AssumeRole { name: Some("review"), ..AssumeRole::new(&ana, &audit, now) };
    /// assert_eq!(call.check(), Ok(()));
    /// assert_eq!(call.session().arn, "arn:aws:sts::444455556666:assumed-role/audit/review");
    /// ```
    pub fn new(caller: &'a Caller, role: &'a Role, now: Instant) -> Self {
        Self {
            operation: Operation::AssumeRole,
            caller,
            caller_session: None,
            role,
            name: None,
            duration_seconds: None,
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            external_id: None,
            mfa: false,
            policy_lengths: Vec::new(),
            context_providers: Vec::new(),
            now,
        }
    }
}

impl AssumeRole<'_> {
    /// Checks parameters, durations and what the caller's own session forbids, in this order (section 10).
    ///
    /// # Errors
    ///
    /// The first limit that the call breaks.
    pub fn check(&self) -> Result<(), StsError> {
        let texts = [
            (Parameter::RoleSessionName, self.name),
            (Parameter::ExternalId, self.external_id),
            (Parameter::SourceIdentity, self.source_identity),
        ];
        for (parameter, text) in texts {
            text.map_or(Ok(()), |text| check(parameter, text))?;
        }
        check_tags(&self.tags, &self.transitive_tag_keys)?;
        check_policies(self.policy_lengths.iter().copied())?;
        if self.context_providers.len() > MAX_CONTEXTS {
            return Err(StsError::TooManyContexts { count: self.context_providers.len() });
        }
        self.check_duration()?;
        self.check_chain()
    }

    /// The actions that must all be allowed: what the call passes brings its own permissions along, and so does
    /// what an earlier session of the chain passed (EV-57, EV-58).
    pub fn actions(&self) -> Vec<&'static str> {
        let mut actions = vec![self.operation.action()];
        let chain = self.caller_session;
        if !self.tags.is_empty() || chain.is_some_and(|session| !session.transitive.is_empty()) {
            actions.push(KnownAction::TagSession.name());
        }
        if self.source_identity.is_some() || chain.is_some_and(|session| session.source_identity.is_some()) {
            actions.push(KnownAction::SetSourceIdentity.name());
        }
        if !self.context_providers.is_empty() {
            actions.push(KnownAction::SetContext.name());
        }
        actions
    }

    /// Condition keys of the call (7.5, 7.6, ST-24, AM-01, AM-14).
    pub fn keys(&self) -> Vec<(String, Values)> {
        let mut keys = Vec::new();
        let mut one = |key: KnownKey, value: Option<&str>| {
            if let Some(value) = value {
                keys.push((key.name().to_owned(), Values::One(value.to_owned())));
            }
        };
        one(KnownKey::StsRoleSessionName, self.name);
        one(KnownKey::StsExternalId, self.external_id);
        let of_chain = self.caller_session.and_then(|session| session.source_identity.as_deref());
        one(KnownKey::StsSourceIdentity, self.source_identity.or(of_chain));
        if self.mfa {
            one(KnownKey::MultiFactorAuthPresent, Some("true"));
            one(KnownKey::MultiFactorAuthAge, Some("0"));
        }
        keys.extend(tag_keys(&self.tags));
        if self.caller.kind.service() == Some(ROLES_ANYWHERE) {
            let of_caller =
                |tag: &Tag| (format!("{}{}", KnownKey::PrincipalTag.name(), tag.key), Values::One(tag.value.clone()));
            keys.extend(self.tags.iter().map(of_caller));
        }
        if !self.context_providers.is_empty() {
            keys.push((
                KnownKey::StsRequestContextProviders.name().to_owned(),
                Values::Many(self.context_providers.clone()),
            ));
        }
        if !self.transitive_tag_keys.is_empty() {
            keys.push((
                KnownKey::StsTransitiveTagKeys.name().to_owned(),
                Values::Many(self.transitive_tag_keys.clone()),
            ));
        }
        keys
    }

    /// The credentials that an allowed call returns (ST-06, ST-20 to ST-25).
    pub fn session(&self) -> Session {
        let name = self.name.unwrap_or("session").to_owned();
        let arn = Arn::parse(&self.role.arn);
        let (partition, account) = arn.map_or(("aws", ""), |arn| (arn.partition, arn.account));
        let role_name = arn.map_or("", |arn| arn.name());
        let session_arn = format!("arn:{partition}:sts::{account}:assumed-role/{role_name}/{name}");
        let inherited = self.caller_session.map(|session| session.transitive.clone()).unwrap_or_default();
        let mut tags = self.role.tags.clone();
        override_tags(&mut tags, &self.tags);
        override_tags(&mut tags, &inherited);
        let mut transitive = inherited;
        transitive.extend(self.tags.iter().filter(|tag| contains(&self.transitive_tag_keys, &tag.key)).cloned());
        let chained = self.caller_session.and_then(|session| session.source_identity.clone());
        let seconds = self.duration_seconds.unwrap_or(CHAINED_SECONDS);
        Session {
            access_key_id: access_key_id(&format!("{session_arn} {}", self.now)),
            id: Some(format!("{}:{name}", self.role.id)),
            arn: session_arn,
            name,
            issued_at: self.now,
            expires_at: self.now.plus_seconds(seconds),
            tags,
            transitive,
            source_identity: chained.or_else(|| self.source_identity.map(str::to_owned)),
            mfa: match self.operation {
                Operation::AssumeRole => ROLE_SESSIONS_CARRY_MFA_KEY.taken().then_some(false),
                Operation::AssumeRoleWithSaml | Operation::AssumeRoleWithWebIdentity => None,
            },
        }
    }

    fn check_duration(&self) -> Result<(), StsError> {
        let Some(asked) = self.duration_seconds else { return Ok(()) };
        if asked < MIN_SECONDS {
            return Err(StsError::TooShort { asked, least: MIN_SECONDS });
        }
        let (most, limit) = match self.caller.kind {
            CallerKind::RoleSession { .. } if self.role.max_session_duration > CHAINED_SECONDS => {
                (CHAINED_SECONDS, DurationLimit::Chaining)
            }
            // ST-04: the role's maximum does not limit sessions that services make for themselves.
            CallerKind::Service { .. } => return Ok(()),
            CallerKind::RoleSession { .. }
            | CallerKind::User { .. }
            | CallerKind::FederatedUser { .. }
            | CallerKind::Root { .. }
            | CallerKind::WebIdentity { .. }
            | CallerKind::Saml { .. }
            | CallerKind::Anonymous => (self.role.max_session_duration, DurationLimit::Role),
        };
        if asked > most { Err(StsError::TooLong { asked, most, limit }) } else { Ok(()) }
    }

    fn check_chain(&self) -> Result<(), StsError> {
        let Some(session) = self.caller_session else { return Ok(()) };
        let clash = self.tags.iter().find(|tag| session.transitive.iter().any(|old| same(&old.key, &tag.key)));
        if let Some(tag) = clash {
            return Err(StsError::InheritedTag { key: tag.key.clone() });
        }
        match (&session.source_identity, self.source_identity) {
            (Some(has), Some(asked)) if has != asked => {
                Err(StsError::SourceIdentityChanged { has: has.clone(), asked: asked.to_owned() })
            }
            _ => Ok(()),
        }
    }
}

/// Keys of the tags that a call passes (ST-24).
pub(crate) fn tag_keys(tags: &[Tag]) -> Vec<(String, Values)> {
    let mut keys: Vec<(String, Values)> = Vec::new();
    for tag in tags {
        keys.push((format!("{}{}", KnownKey::RequestTag.name(), tag.key), Values::One(tag.value.clone())));
    }
    if !tags.is_empty() {
        let names = tags.iter().map(|tag| tag.key.clone()).collect();
        keys.push((KnownKey::TagKeys.name().to_owned(), Values::Many(names)));
    }
    keys
}

pub(crate) fn check_tags(tags: &[Tag], transitive: &[String]) -> Result<(), StsError> {
    if tags.len() > MAX_TAGS {
        return Err(StsError::TooManyTags { count: tags.len() });
    }
    for tag in tags {
        check(Parameter::TagKey, &tag.key)?;
        check(Parameter::TagValue, &tag.value)?;
    }
    if let Some((first, second)) = repeated_tag_key(tags.iter().map(|tag| &*tag.key)) {
        return Err(StsError::RepeatedTag { first: first.to_owned(), second: second.to_owned() });
    }
    let lacking = transitive.iter().find(|key| !tags.iter().any(|tag| same(&tag.key, key)));
    lacking.map_or(Ok(()), |key| Err(StsError::TransitiveKeyNotPassed { key: key.clone() }))
}

/// The first two of these tag keys that differ only in case (AM-05).
///
/// ```
/// assert_eq!(iam_sts::repeated_tag_key(["Team", "site", "team"].into_iter()), Some(("Team", "team")));
/// assert_eq!(iam_sts::repeated_tag_key(["Team", "site"].into_iter()), None);
/// ```
pub fn repeated_tag_key<'t>(keys: impl Iterator<Item = &'t str>) -> Option<(&'t str, &'t str)> {
    let mut sorted: Vec<(String, &str)> = keys.map(|key| (lower_case(key), key)).collect();
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs.filter(|((key, _), (next, _))| key == next).map(|((_, first), (_, second))| (*first, *second)).next()
}

/// Checks number and size of session policies; `lengths` are in characters.
pub(crate) fn check_policies(lengths: impl ExactSizeIterator<Item = usize>) -> Result<(), StsError> {
    if lengths.len() > MAX_POLICIES {
        return Err(StsError::TooManyPolicies { count: lengths.len() });
    }
    let length = lengths.sum();
    if length > MAX_POLICY_CHARACTERS { Err(StsError::PolicyTooLarge { length }) } else { Ok(()) }
}

/// Tag keys ignore case (ST-21).
fn same(a: &str, b: &str) -> bool {
    lower_case(a) == lower_case(b)
}

fn contains(keys: &[String], key: &str) -> bool {
    keys.iter().any(|other| same(other, key))
}

/// Tags of a session: those of the role, overridden by the session's own; keys ignore case (ST-21).
pub fn override_tags(tags: &mut Vec<Tag>, by: &[Tag]) {
    for tag in by {
        match tags.iter_mut().find(|old| same(&old.key, &tag.key)) {
            Some(old) => *old = tag.clone(),
            None => tags.push(tag.clone()),
        }
    }
}

#[cfg(test)]
mod tests;
