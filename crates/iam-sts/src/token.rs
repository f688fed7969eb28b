//! Calls that hand out credentials without a role: `GetSessionToken`, `GetFederationToken` and `AssumeRoot`
//! (semantics 6.1).

use iam_eval::{Caller, CallerKind, Instant, Tag, Values};
use iam_syntax::{Arn, KnownAction, KnownKey};

use crate::assume::{CHAINED_SECONDS, LEAST_SECONDS, check_policies, check_tags};
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

/// A call for credentials without a role.
#[derive(Clone, Debug)]
pub struct TokenRequest<'a> {
    /// Which operation.
    pub operation: TokenOperation,
    /// The caller.
    pub caller: &'a Caller,
    /// `Name` of a federated user.
    pub name: Option<&'a str>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<u64>,
    /// Session tags of a federated user.
    pub tags: Vec<Tag>,
    /// Names and lengths in characters of the session policies; of `AssumeRoot` the one task policy.
    pub policies: Vec<(&'a str, usize)>,
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
            name: None,
            duration_seconds: None,
            tags: Vec::new(),
            policies: Vec::new(),
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
        }
        self.check_duration()
    }

    /// The actions that must be allowed; none for `GetSessionToken`, which needs no permission.
    pub fn actions(&self) -> Vec<&'static str> {
        match self.operation {
            TokenOperation::SessionToken => Vec::new(),
            TokenOperation::FederationToken if self.tags.is_empty() => vec![self.operation.action()],
            TokenOperation::FederationToken => vec![self.operation.action(), KnownAction::TagSession.name()],
            TokenOperation::AssumeRoot => vec![self.operation.action()],
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

    /// The credentials that an allowed call returns (ST-06, EV-83, EV-84).
    pub fn session(&self) -> Session {
        let caller = self.caller.name();
        let (partition, account) = Arn::parse(caller).map_or(("aws", ""), |arn| (arn.partition, arn.account));
        let name = self.name.unwrap_or_default();
        let (arn, id) = match self.operation {
            TokenOperation::SessionToken => (caller.to_owned(), None),
            TokenOperation::FederationToken => {
                (format!("arn:{partition}:sts::{account}:federated-user/{name}"), Some(format!("{account}:{name}")))
            }
            TokenOperation::AssumeRoot => (self.target.to_owned(), None),
        };
        Session {
            access_key_id: access_key_id(&format!("{arn} {} {}", self.operation.action(), self.now)),
            id,
            arn,
            name: name.to_owned(),
            issued_at: self.now,
            expires_at: self.now.plus_seconds(self.duration_seconds.unwrap_or(self.seconds().0)),
            tags: self.tags.clone(),
            transitive: Vec::new(),
            source_identity: self
                .source_identity
                .filter(|_| self.operation == TokenOperation::AssumeRoot)
                .map(str::to_owned),
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

    /// Seconds when none are asked for, and the most.
    fn seconds(&self) -> (u64, u64) {
        match (self.operation, &self.caller.kind) {
            (TokenOperation::AssumeRoot, _) => (TASK_SECONDS, TASK_SECONDS),
            (_, CallerKind::Root { .. }) => (CHAINED_SECONDS, CHAINED_SECONDS),
            (_, _) => (USER_DEFAULT_SECONDS, USER_SECONDS),
        }
    }

    fn check_duration(&self) -> Result<(), StsError> {
        let Some(asked) = self.duration_seconds else { return Ok(()) };
        let least = if self.operation == TokenOperation::AssumeRoot { 0 } else { LEAST_SECONDS };
        let (_, most) = self.seconds();
        if asked < least {
            Err(StsError::TooShort { asked, least })
        } else if asked > most {
            Err(StsError::TooLong { asked, most, limit: DurationLimit::Call(self.operation) })
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
            name: Some("jill"),
            duration_seconds: None,
            tags: Vec::new(),
            policies: Vec::new(),
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
            (true, FederationToken, 3601, false),
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
}
