//! Calls that hand out credentials without a role: `GetSessionToken`, `GetFederationToken`, `AssumeRoot` and
//! `GetScopedCredentials` (semantics 6.1, AM-20).

use iam_eval::{Caller, CallerKind, Instant, Tag, Values};
use iam_syntax::{Arn, KnownAction, KnownKey};

use crate::assume::{CHAINED_SECONDS, MAX_POLICY_CHARACTERS, MIN_SECONDS, check_policies, check_tags, override_tags};
use crate::error::{DurationLimit, Parameter, StsError};
use crate::ids::access_key_id;
use crate::operation::{TokenOperation, tasks};
use crate::parameters::check;
use crate::session::Session;

/// Longest session of an IAM user's own keys, in seconds: 36 hours.
const USER_SECONDS: u64 = 129_600;
/// Length of such a session when none is asked for: 12 hours.
const USER_DEFAULT_SECONDS: u64 = 43_200;
/// Longest task as root of a member account, in seconds.
const TASK_SECONDS: u64 = 900;
/// Most scope down policies of one session's credentials (AM-20).
const MAX_SCOPE_DOWN_POLICIES: usize = 3;

/// A call for credentials without a role.
#[derive(Clone, Debug)]
pub struct TokenRequest<'a> {
    /// Which operation.
    pub operation: TokenOperation,
    /// The caller.
    pub caller: &'a Caller,
    /// The session that the caller acts with, when it is one.
    pub caller_session: Option<&'a Session>,
    /// `Name` of a federated user.
    pub name: Option<&'a str>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<u64>,
    /// Tags of the IAM user who calls, which the session has too (AM-04).
    pub caller_tags: Vec<Tag>,
    /// Session tags of a federated user.
    pub tags: Vec<Tag>,
    /// Names and lengths in characters of the session policies; of `AssumeRoot` the one task policy.
    pub policies: Vec<(&'a str, usize)>,
    /// Length in characters of the scope down policy.
    pub scope_down_policy: Option<usize>,
    /// Number of scope down policies that the caller's credentials have.
    pub scope_down_policies: usize,
    /// True if a valid MFA code comes with the call.
    pub mfa: bool,
    /// Source identity of the caller's session, which an assumed root user keeps (ST-25).
    pub source_identity: Option<&'a str>,
    /// ARN of the root user that `AssumeRoot` asks for.
    pub target: &'a str,
    /// "Now".
    pub now: Instant,
}

impl<'a> TokenRequest<'a> {
    /// A call that passes nothing; set what it passes by struct update.
    ///
    /// ```
    /// use iam_eval::{Caller, CallerKind, Instant};
    /// use iam_sts::{TokenOperation, TokenRequest};
    ///
    /// let kind = CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".into(), id: "AIDAEXAMPLE".into() };
    /// let ana = Caller { kind, account: Some("111122223333".into()), has_boundary: false };
    /// let now = Instant::parse("2026-11-24T10:00:00Z").unwrap();
    ///
    /// let call = TokenRequest { mfa: true, ..TokenRequest::new(TokenOperation::SessionToken, &ana, now) };
    /// assert_eq!(call.check(), Ok(()));
    /// assert_eq!(call.session().expires_at, Instant::parse("2026-11-24T22:00:00Z").unwrap());
    /// ```
    pub fn new(operation: TokenOperation, caller: &'a Caller, now: Instant) -> Self {
        Self {
            operation,
            caller,
            caller_session: None,
            name: None,
            duration_seconds: None,
            caller_tags: Vec::new(),
            tags: Vec::new(),
            policies: Vec::new(),
            scope_down_policy: None,
            scope_down_policies: 0,
            mfa: false,
            source_identity: None,
            target: "",
            now,
        }
    }
}

impl TokenRequest<'_> {
    /// Checks parameters and durations.
    ///
    /// # Errors
    ///
    /// The first limit that the call breaks.
    pub fn check(&self) -> Result<(), StsError> {
        match self.operation {
            TokenOperation::SessionToken => {}
            TokenOperation::FederationToken => {
                check(Parameter::FederationName, self.name.ok_or(StsError::MissingName)?)?;
                check_tags(&self.tags, &[])?;
                check_policies(self.policies.iter().map(|(_, length)| *length))?;
            }
            TokenOperation::AssumeRoot => {
                self.task()?;
            }
            TokenOperation::ScopedCredentials => self.check_scope()?,
        }
        self.check_duration()
    }

    /// The actions that must be allowed; none for `GetSessionToken`, which needs no permission.
    pub fn actions(&self) -> Vec<&'static str> {
        match self.operation {
            TokenOperation::SessionToken => Vec::new(),
            TokenOperation::FederationToken if self.tags.is_empty() => vec![self.operation.action()],
            TokenOperation::FederationToken => vec![self.operation.action(), KnownAction::TagSession.name()],
            TokenOperation::AssumeRoot | TokenOperation::ScopedCredentials => vec![self.operation.action()],
        }
    }

    /// Condition keys of the call (7.5, 7.6, ST-24).
    pub fn keys(&self) -> Vec<(String, Values)> {
        let mut keys = crate::assume::tag_keys(&self.tags);
        if let (TokenOperation::AssumeRoot, Ok(task)) = (self.operation, self.task()) {
            let arn = format!("arn:aws:iam::aws:policy/root-task/{task}");
            keys.push((KnownKey::StsTaskPolicyArn.name().to_owned(), Values::One(arn)));
        }
        keys
    }

    /// The credentials that an allowed call returns (ST-06, EV-83, EV-84, AM-20).
    pub fn session(&self) -> Session {
        if let (TokenOperation::ScopedCredentials, Some(session)) = (self.operation, self.caller_session) {
            return Session {
                access_key_id: access_key_id(&format!(
                    "{} {} {}",
                    session.access_key_id,
                    self.operation.action(),
                    self.now
                )),
                issued_at: self.now,
                expires_at: self
                    .now
                    .plus_seconds(self.duration_seconds.unwrap_or(self.seconds().0))
                    .min(session.expires_at),
                ..session.clone()
            };
        }
        let caller = self.caller.name();
        let (partition, account) = Arn::parse(caller).map_or(("aws", ""), |arn| (arn.partition, arn.account));
        let name = self.name.unwrap_or_default();
        let (arn, id) = match self.operation {
            TokenOperation::SessionToken | TokenOperation::ScopedCredentials => (caller.to_owned(), None),
            TokenOperation::FederationToken => {
                (format!("arn:{partition}:sts::{account}:federated-user/{name}"), Some(format!("{account}:{name}")))
            }
            TokenOperation::AssumeRoot => (self.target.to_owned(), None),
        };
        let mut tags = self.caller_tags.clone();
        override_tags(&mut tags, &self.tags);
        Session {
            access_key_id: access_key_id(&format!("{arn} {} {}", self.operation.action(), self.now)),
            id,
            arn,
            name: name.to_owned(),
            issued_at: self.now,
            expires_at: self.now.plus_seconds(self.lasts()),
            tags,
            transitive: Vec::new(),
            source_identity: self.source_identity.filter(|_| self.keeps_source_identity()).map(str::to_owned),
            mfa: (self.operation == TokenOperation::SessionToken).then_some(self.mfa),
        }
    }

    /// The name of the one task policy, which may be given as ARN (6.2).
    fn task(&self) -> Result<&str, StsError> {
        let [(name, _)] = self.policies.as_slice() else {
            return Err(StsError::NoTaskPolicy { given: None });
        };
        let task = name.strip_prefix("arn:aws:iam::aws:policy/root-task/").unwrap_or(name);
        if tasks().contains(&task) { Ok(task) } else { Err(StsError::NoTaskPolicy { given: Some((*name).to_owned()) }) }
    }

    fn keeps_source_identity(&self) -> bool {
        matches!(self.operation, TokenOperation::AssumeRoot | TokenOperation::ScopedCredentials)
    }

    /// Scope down policies and what is passed in their place (AM-20).
    fn check_scope(&self) -> Result<(), StsError> {
        let layers = self.scope_down_policies;
        match self.scope_down_policy {
            None if self.duration_seconds.is_none() => Err(StsError::NothingToScope),
            Some(length) if length > MAX_POLICY_CHARACTERS => Err(StsError::ScopeDownPolicyTooLarge { length }),
            Some(_) if layers >= MAX_SCOPE_DOWN_POLICIES => Err(StsError::TooManyScopeDownPolicies { layers }),
            Some(_) | None => Ok(()),
        }
    }

    /// Seconds for which the calling session lasts yet; `None` where nobody knows when it ends.
    fn left(&self) -> Option<u64> {
        let ends = self.caller_session?.expires_at;
        (ends != Instant::LAST).then(|| u64::try_from(ends.epoch_seconds() - self.now.epoch_seconds()).unwrap_or(0))
    }

    /// Seconds when none are asked for, and the most.
    fn seconds(&self) -> (u64, u64) {
        match (self.operation, &self.caller.kind) {
            (TokenOperation::ScopedCredentials, _) => (self.left().unwrap_or(USER_SECONDS), USER_SECONDS),
            (TokenOperation::AssumeRoot, _) => (TASK_SECONDS, TASK_SECONDS),
            (_, CallerKind::Root { .. }) => (CHAINED_SECONDS, CHAINED_SECONDS),
            (_, _) => (USER_DEFAULT_SECONDS, USER_SECONDS),
        }
    }

    /// True for root's own calls, whose sessions STS shortens to what is possible (AM-06).
    fn is_cut(&self) -> bool {
        let own = matches!(self.operation, TokenOperation::SessionToken | TokenOperation::FederationToken);
        own && matches!(self.caller.kind, CallerKind::Root { .. })
    }

    /// Seconds that the session lasts.
    fn lasts(&self) -> u64 {
        let (without, most) = self.seconds();
        let asked = self.duration_seconds.unwrap_or(without);
        if self.is_cut() { asked.min(most) } else { asked }
    }

    fn check_duration(&self) -> Result<(), StsError> {
        let Some(asked) = self.duration_seconds else { return Ok(()) };
        let least = match self.operation {
            TokenOperation::AssumeRoot => 0,
            TokenOperation::ScopedCredentials => 1,
            TokenOperation::SessionToken | TokenOperation::FederationToken => MIN_SECONDS,
        };
        let (_, most) = self.seconds();
        // Root may ask for as much as a user, and gets less (AM-06).
        let most = if self.is_cut() { USER_SECONDS } else { most };
        let left = self.left().filter(|_| self.operation == TokenOperation::ScopedCredentials);
        if asked < least {
            Err(StsError::TooShort { asked, least })
        } else if asked > most {
            Err(StsError::TooLong { asked, most, limit: DurationLimit::Call(self.operation) })
        } else if let Some(left) = left.filter(|left| asked > *left) {
            Err(StsError::BeyondSession { asked, left })
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(root: bool) -> Caller {
        let kind = if root {
            CallerKind::Root { arn: "arn:aws:iam::111122223333:root".to_owned() }
        } else {
            CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".to_owned(), id: "AIDA".to_owned() }
        };
        Caller { kind, account: Some("111122223333".to_owned()), has_boundary: false }
    }

    fn request(caller: &Caller, operation: TokenOperation) -> TokenRequest<'_> {
        TokenRequest {
            operation,
            caller,
            caller_session: None,
            name: Some("jill"),
            duration_seconds: None,
            caller_tags: Vec::new(),
            tags: Vec::new(),
            policies: Vec::new(),
            scope_down_policy: None,
            scope_down_policies: 0,
            mfa: false,
            source_identity: None,
            target: "arn:aws:iam::444455556666:root",
            now: Instant::parse("2026-11-23T10:00:00Z").unwrap(),
        }
    }

    #[test]
    fn durations_end_where_sts_ends_them() {
        use TokenOperation::{AssumeRoot, FederationToken, SessionToken};
        let table = [
            (false, SessionToken, 899, false),
            (false, SessionToken, 129_600, true),
            (false, SessionToken, 129_601, false),
            (true, SessionToken, 3600, true),
            (true, FederationToken, 3601, true),
            (true, SessionToken, 129_600, true),
            (true, SessionToken, 129_601, false),
            (true, SessionToken, 899, false),
            (false, AssumeRoot, 0, true),
            (false, AssumeRoot, 901, false),
        ];
        for (root, operation, seconds, fits) in table {
            let caller = caller(root);
            let policies = vec![("S3UnlockBucketPolicy", 10)];
            let request = TokenRequest { duration_seconds: Some(seconds), policies, ..request(&caller, operation) };
            assert_eq!(request.check().is_ok(), fits, "{operation:?} {seconds}");
        }
    }

    #[test]
    fn sessions_are_named_by_their_call() {
        let caller = caller(false);
        let federated = request(&caller, TokenOperation::FederationToken).session();
        assert_eq!(federated.arn, "arn:aws:sts::111122223333:federated-user/jill");
        assert_eq!(federated.id.as_deref(), Some("111122223333:jill"));
        assert_eq!(federated.expires_at.to_string(), "2026-11-23T22:00:00Z");
        let own = request(&caller, TokenOperation::SessionToken).session();
        assert_eq!((own.arn.as_str(), own.mfa), ("arn:aws:iam::111122223333:user/ana", Some(false)));
        let root = request(&caller, TokenOperation::AssumeRoot).session();
        assert_eq!(root.arn, "arn:aws:iam::444455556666:root");
    }

    #[test]
    fn assume_root_takes_one_of_five_tasks() {
        let caller = caller(false);
        let with = |names: &[&'static str]| TokenRequest {
            policies: names.iter().map(|name| (*name, 1)).collect(),
            ..request(&caller, TokenOperation::AssumeRoot)
        };
        assert!(with(&["arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy"]).check().is_ok());
        assert_eq!(tasks().len(), 5);
        for task in tasks() {
            assert!(with(&[task]).check().is_ok(), "{task}");
        }
        assert!(with(&[]).check().is_err() && with(&["Admin"]).check().is_err());
        assert!(with(&["SQSUnlockQueuePolicy", "S3UnlockBucketPolicy"]).check().is_err());
    }

    #[test]
    fn a_federated_user_has_a_name_of_2_to_32_characters() {
        let caller = caller(false);
        let with = |name| TokenRequest { name, ..request(&caller, TokenOperation::FederationToken) }.check().is_ok();
        assert!(with(Some("jill")) && !with(None) && !with(Some("j")) && !with(Some(&*"j".repeat(33))));
    }
    #[test]
    fn scoped_credentials_are_the_calling_session_again_and_end_with_it_at_the_latest() {
        let caller = caller(false);
        let parent = Session {
            tags: vec![Tag { key: "team".to_owned(), value: "red".to_owned() }],
            source_identity: Some("ana".to_owned()),
            ..request(&caller, TokenOperation::SessionToken).session()
        };
        let now = parent.issued_at.plus_seconds(600);
        let scoped = TokenRequest {
            caller_session: Some(&parent),
            scope_down_policy: Some(10),
            now,
            ..TokenRequest::new(TokenOperation::ScopedCredentials, &caller, now)
        };
        assert_eq!(scoped.check(), Ok(()));
        let session = scoped.session();
        assert_eq!((session.issued_at, session.expires_at), (now, parent.expires_at));
        assert_ne!(session.access_key_id, parent.access_key_id);
        let same = Session { access_key_id: parent.access_key_id.clone(), issued_at: parent.issued_at, ..session };
        assert_eq!(same, parent);

        let with = |seconds| TokenRequest { duration_seconds: Some(seconds), ..scoped.clone() }.check();
        assert!(with(1).is_ok() && with(USER_DEFAULT_SECONDS - 600).is_ok());
        assert_eq!(with(0), Err(StsError::TooShort { asked: 0, least: 1 }));
        let (asked, left) = (USER_DEFAULT_SECONDS - 599, USER_DEFAULT_SECONDS - 600);
        assert_eq!(with(asked), Err(StsError::BeyondSession { asked, left }));
        assert_eq!(with(USER_SECONDS + 1).unwrap_err().code(), "ValidationError");
    }

    #[test]
    fn scoped_credentials_take_three_policies_in_a_row_and_shorter_ones_after_them() {
        let caller = caller(false);
        let now = Instant::parse("2026-11-23T10:00:00Z").unwrap();
        let with = |policy, layers, seconds| {
            let plain = TokenRequest::new(TokenOperation::ScopedCredentials, &caller, now);
            TokenRequest { scope_down_policy: policy, scope_down_policies: layers, duration_seconds: seconds, ..plain }
                .check()
        };
        assert_eq!(with(None, 0, None), Err(StsError::NothingToScope));
        assert_eq!(with(Some(2049), 0, None), Err(StsError::ScopeDownPolicyTooLarge { length: 2049 }));
        assert!(with(Some(2048), 2, None).is_ok() && with(None, 3, Some(60)).is_ok());
        assert_eq!(with(Some(10), 3, Some(60)), Err(StsError::TooManyScopeDownPolicies { layers: 3 }));
    }
}
