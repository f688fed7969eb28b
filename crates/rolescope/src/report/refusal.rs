//! Reasons for which a step ends before or besides any policy.

use iam_eval::PolicyId;
use iam_sts::StsError;
use iam_syntax::KnownAction;

/// Code of a step without credentials to call with; AWS has none, since there is no call.
pub(crate) const NO_SESSION: &str = "NoSession";

/// A step that no policy decides, as data; `english` says it in words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The caller is nothing that can call.
    UnknownCaller { caller: String },
    /// `@NAME` names no earlier step.
    NoSuchStep { name: String },
    /// `@NAME` names a step that comes after this one, or this one itself.
    LaterStep { name: String },
    /// The step that `@NAME` names obtained no session.
    NoSession { name: String, why: WithoutSession },
    /// The session ended before the call.
    Expired { at: String, now: String },
    /// A time that is no time.
    BadTime { field: &'static str, text: String },
    /// A step that lies before the one above it.
    BackInTime { time: String, before: String },
    /// `callerSession` for a caller that is no session.
    SessionOfNoSession { caller: String },
    /// `callerSession` for a session that the step of this name obtained.
    SessionOfObtained { name: String },
    /// `session` in a step that is no call to STS.
    SessionRequestElsewhere { action: String },
    /// An action that is not `service:Name`.
    BadAction { action: String },
    /// The report takes more work than one may.
    BudgetExceeded,
    /// A step without any resource.
    NoResource,
    /// A role is asked for by something that is no role's ARN.
    NotARole { resource: String },
    /// An operation that the kind of caller cannot call.
    WrongCaller { action: KnownAction, caller: String },
    /// A call that such credentials may never make, and the rule that says so (ST-30 to ST-33).
    NeverWithSuchCredentials { action: String, credentials: &'static str, rule: &'static str },
    /// A field of `session` that the call does not take.
    NotAParameter { action: &'static str, field: &'static str },
    /// Two names of `claims` for one condition key.
    ClaimTwice { first: String, second: String },
    /// `mfa` with a call of somebody who has no MFA device: only IAM users have one (AM-02).
    MfaOfNoUser { caller: String, of_role: bool },
    /// The identity provider is in another account than the role (AM-30).
    ForeignProvider { provider: String, role: String },
    /// The target of `AssumeRoot` is no root user of another account.
    NotAMemberRoot { resource: String },
    /// An account that may not assume root in others (EV-84).
    NotManaging { account: String },
    /// A limit of STS.
    Sts(StsError),
    /// A policy that AWS could not read, and the finding that says why.
    Malformed { policy: PolicyId, finding: usize },
}

/// Reason for which a step obtained no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WithoutSession {
    /// It was denied.
    Denied,
    /// It was refused before any policy decided.
    Refused,
    /// It calls nothing that gives a session.
    GivesNone,
}

impl Refusal {
    /// The code that the report gives.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::UnknownCaller { .. }
            | Self::BadTime { .. }
            | Self::BackInTime { .. }
            | Self::SessionOfNoSession { .. }
            | Self::SessionOfObtained { .. }
            | Self::SessionRequestElsewhere { .. }
            | Self::BadAction { .. }
            | Self::NoResource
            | Self::NotAParameter { .. }
            | Self::ClaimTwice { .. }
            | Self::NotAMemberRoot { .. }
            | Self::NotARole { .. } => "ValidationError",
            Self::BudgetExceeded => "BudgetExceeded",
            Self::NoSuchStep { .. } | Self::LaterStep { .. } | Self::NoSession { .. } => NO_SESSION,
            Self::Expired { .. } => "ExpiredToken",
            Self::WrongCaller { .. }
            | Self::NeverWithSuchCredentials { .. }
            | Self::MfaOfNoUser { .. }
            | Self::NotManaging { .. } => "AccessDenied",
            Self::ForeignProvider { .. } => "InvalidIdentityToken",
            Self::Sts(error) => error.code(),
            Self::Malformed { .. } => "MalformedPolicyDocument",
        }
    }
}
