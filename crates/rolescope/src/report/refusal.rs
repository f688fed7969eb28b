//! Reasons for which a step ends before or besides any policy, as data.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Place;
use super::ProblemCause;
#[cfg(feature = "schema")]
use super::problem::cause::ProblemCauseJson;
use crate::shared::SharedText;

pub(super) mod shared;
mod sts;

pub use sts::{SecondsLimit, StsParameter};

/// Code of a step without credentials to call with; AWS has none, since there is no call.
pub(crate) const NO_SESSION: &str = "NoSession";

/// Reason for which a step is refused. Its `kind` tells which; the sentence is made from it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Refusal {
    /// The caller cannot call.
    UnknownCaller {
        /// The caller.
        caller: String,
    },
    /// `@NAME` names no earlier step.
    NoSuchStep {
        /// The name.
        name: String,
    },
    /// `@NAME` names this step or a later one.
    LaterStep {
        /// The name.
        name: String,
    },
    /// The step that `@NAME` names obtained no session.
    NoSession {
        /// The name.
        name: String,
        /// Reason for which there is none.
        because: WithoutSession,
    },
    /// The session ended before the call.
    Expired {
        /// End of the session.
        at: String,
        /// Time of the call.
        now: String,
    },
    /// A time that cannot be read.
    BadTime {
        /// The field.
        field: Cow<'static, str>,
        /// Its text.
        text: String,
    },
    /// The step is earlier than the one above it.
    BackInTime {
        /// Time of the step.
        time: String,
        /// Time of the step above it.
        before: String,
    },
    /// `callerSession` of a caller that has no session.
    SessionOfNoSession {
        /// The caller.
        caller: String,
    },
    /// `callerSession` of a session that a step obtained.
    SessionOfObtained {
        /// The step's name.
        name: String,
    },
    /// `session` in a step that does not call STS.
    SessionRequestElsewhere {
        /// The action.
        action: String,
    },
    /// An action that is not `service:Name`.
    BadAction {
        /// The action.
        action: String,
    },
    /// The report takes more work than one may.
    BudgetExceeded,
    /// The step lists no resource.
    NoResource,
    /// The role is not named by its ARN.
    NotARole {
        /// The resource.
        resource: String,
    },
    /// A call that this kind of caller cannot make.
    WrongCaller {
        /// The action.
        action: Cow<'static, str>,
        /// The caller.
        caller: String,
    },
    /// A call that such credentials may never make (ST-30 to ST-33, EV-84).
    NeverWithSuchCredentials {
        /// The action.
        action: String,
        /// Kind of the credentials.
        credentials: Credentials,
    },
    /// A field of `session` that the call does not take.
    NotAParameter {
        /// The action.
        action: Cow<'static, str>,
        /// The field.
        field: Cow<'static, str>,
    },
    /// Two names of `claims` for one condition key.
    ClaimTwice {
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// `mfa` in a call of a caller without MFA device (AM-02).
    MfaOfNoUser {
        /// The caller.
        caller: String,
        /// True if it is a session of a role.
        of_role: bool,
    },
    /// The identity provider is in another account than the role (AM-30).
    ForeignProvider {
        /// The provider's ARN.
        provider: String,
        /// The role's ARN.
        role: String,
    },
    /// The target of `AssumeRoot` is not the root user of another account.
    NotAMemberRoot {
        /// The resource.
        resource: String,
    },
    /// An account that may not assume root in others (EV-84).
    NotManaging {
        /// The account.
        account: String,
    },
    /// A parameter of STS is too short or too long.
    Length {
        /// The parameter.
        parameter: StsParameter,
        /// Its length in characters.
        length: usize,
        /// Least number of characters.
        least: usize,
        /// Greatest number of characters.
        most: usize,
    },
    /// A parameter of STS holds a character that STS does not take.
    Character {
        /// The parameter.
        parameter: StsParameter,
        /// The character.
        character: char,
        /// Characters that STS takes besides letters, digits and `_`.
        taken: Cow<'static, str>,
    },
    /// A parameter of STS begins with `aws:`.
    Reserved {
        /// The parameter.
        parameter: StsParameter,
        /// Its value.
        value: String,
    },
    /// Fewer seconds than STS grants (ST-03).
    TooShort {
        /// Seconds asked for.
        asked: u64,
        /// Least that is possible.
        least: u64,
    },
    /// More seconds than STS grants (ST-01, ST-02).
    TooLong {
        /// Seconds asked for.
        asked: u64,
        /// Most that is possible.
        most: u64,
        /// Source of the limit.
        limit: SecondsLimit,
    },
    /// More than 50 tags.
    TooManyTags {
        /// Number of them.
        count: usize,
    },
    /// Two tag keys of a call or a session that differ only in case (AM-05).
    RepeatedTag {
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// Two tag keys of a user or role that differ only in case (AM-05).
    RepeatedPrincipalTag {
        /// ARN of the user or role.
        principal: String,
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// A transitive tag key that is not among the tags passed (SV-10).
    TransitiveKeyNotPassed {
        /// The key.
        key: String,
    },
    /// A tag whose key an earlier session of the chain made transitive (ST-22).
    InheritedTag {
        /// The key.
        key: String,
    },
    /// Another source identity than the session already has (ST-25).
    SourceIdentityChanged {
        /// The one it has.
        has: String,
        /// The one asked for.
        asked: String,
    },
    /// Session policies of more than 2,048 characters together (ST-10).
    PolicyTooLarge {
        /// Characters.
        length: usize,
    },
    /// More than 10 managed session policies and one inline one (QU-05).
    TooManyPolicies {
        /// Number of them.
        count: usize,
    },
    /// More than 5 provided contexts.
    TooManyContexts {
        /// Number of them.
        count: usize,
    },
    /// A federated user without name.
    MissingName,
    /// `AssumeRoot` without one task policy.
    NoTaskPolicy {
        /// The policy that was given in its place, when it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<String>,
        /// Task policies that there are.
        tasks: Vec<Cow<'static, str>>,
    },
    /// `GetScopedCredentials` with neither a policy nor a duration (AM-20).
    NothingToScope,
    /// A scope down policy of more than 2,048 characters (AM-20).
    ScopeDownPolicyTooLarge {
        /// Characters.
        length: usize,
    },
    /// More than 3 scope down policies in a row (AM-20).
    TooManyScopeDownPolicies {
        /// Number that the calling credentials have.
        layers: usize,
    },
    /// Scoped credentials that would outlast the calling session (AM-20).
    BeyondSession {
        /// Seconds asked for.
        asked: u64,
        /// Seconds that are left.
        left: u64,
    },
    /// A policy that the step needs and AWS could not read.
    UnreadablePolicy(Box<UnreadablePolicy>),
}

/// A policy that AWS could not read, and the first problem that keeps it from reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnreadablePolicy {
    /// Owner of the policy.
    pub owner: SharedText,
    /// Code of the problem, as the report's problems have it.
    pub code: Cow<'static, str>,
    /// Cause of the problem, as the report's problems have it.
    #[cfg_attr(feature = "schema", schemars(with = "ProblemCauseJson"))]
    pub cause: ProblemCause,
    /// Line of the problem in the policy's text, counted from 1.
    pub line: u32,
    /// Place of the problem.
    pub place: Place,
}

/// Reason for which a step obtained no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum WithoutSession {
    /// It was denied.
    Denied,
    /// It was refused before any policy decided.
    Refused,
    /// Its call gives no session.
    GivesNone,
}

/// Kind of temporary credentials that may not make some calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Credentials {
    /// Session of a role.
    RoleSession,
    /// Session of a federated user.
    FederatedUser,
    /// Session of an assumed root user.
    AssumedRoot,
    /// Session token of a user or root user.
    SessionToken,
    /// Session token without MFA.
    SessionTokenWithoutMfa,
}

impl Refusal {
    /// The code of the step's error: AWS's where it has one.
    pub fn code(&self) -> &'static str {
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
            | Self::NotARole { .. }
            | Self::Length { .. }
            | Self::Character { .. }
            | Self::Reserved { .. }
            | Self::TooShort { .. }
            | Self::TooLong { .. }
            | Self::TooManyTags { .. }
            | Self::RepeatedTag { .. }
            | Self::TransitiveKeyNotPassed { .. }
            | Self::InheritedTag { .. }
            | Self::TooManyContexts { .. }
            | Self::MissingName
            | Self::NoTaskPolicy { .. }
            | Self::NothingToScope
            | Self::TooManyScopeDownPolicies { .. }
            | Self::TooManyPolicies { .. } => "ValidationError",
            Self::RepeatedPrincipalTag { .. } => "InvalidInput",
            Self::BudgetExceeded => "BudgetExceeded",
            Self::NoSuchStep { .. } | Self::LaterStep { .. } | Self::NoSession { .. } => NO_SESSION,
            Self::Expired { .. } => "ExpiredToken",
            Self::WrongCaller { .. }
            | Self::NeverWithSuchCredentials { .. }
            | Self::MfaOfNoUser { .. }
            | Self::SourceIdentityChanged { .. }
            | Self::NotManaging { .. } => "AccessDenied",
            Self::ForeignProvider { .. } => "InvalidIdentityToken",
            Self::PolicyTooLarge { .. } | Self::ScopeDownPolicyTooLarge { .. } => "PackedPolicyTooLarge",
            Self::BeyondSession { .. } => "InsufficientSessionLifetime",
            Self::UnreadablePolicy(_) => "MalformedPolicyDocument",
        }
    }
}
