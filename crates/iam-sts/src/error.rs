//! Reasons for which STS refuses a call before or besides any policy.

use thiserror::Error;

use crate::operation::TokenOperation;

/// A limit of STS that a call breaks.
///
/// ```
/// use iam_sts::{Parameter, StsError};
///
/// let error = StsError::Length { parameter: Parameter::RoleSessionName, length: 1 };
/// assert_eq!(error.code(), "ValidationError");
/// assert_eq!(error.to_string(), "RoleSessionName has a length of 1; STS takes 2 to 64 characters");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StsError {
    /// A parameter is too short or too long (6.2, QU-13).
    #[error("{} has a length of {length}; STS takes {} to {} characters", .parameter.name(), .parameter.lengths().0, .parameter.lengths().1)]
    Length {
        /// Which one.
        parameter: Parameter,
        /// Its length in characters.
        length: usize,
    },
    /// A parameter holds a character that STS does not take.
    #[error("{} holds {character:?}; STS takes letters, digits, `_` and `{}`", .parameter.name(), .parameter.characters())]
    Character {
        /// Which one.
        parameter: Parameter,
        /// The character.
        character: char,
    },
    /// A source identity or tag key begins with `aws:`.
    #[error("{} `{value}` begins with `aws:`, which is reserved", .parameter.name())]
    Reserved {
        /// Which one.
        parameter: Parameter,
        /// Its value.
        value: String,
    },
    /// Fewer seconds than STS grants (ST-03).
    #[error("DurationSeconds is {asked}; the shortest session lasts {least} seconds")]
    TooShort {
        /// Seconds asked for.
        asked: u64,
        /// Least that is possible.
        least: u64,
    },
    /// More seconds than STS grants (ST-01, ST-02).
    #[error("DurationSeconds is {asked}; the longest session here lasts {most} seconds")]
    TooLong {
        /// Seconds asked for.
        asked: u64,
        /// Most that is possible.
        most: u64,
        /// Source of the limit.
        limit: DurationLimit,
    },
    /// More than 50 tags.
    #[error("{count} session tags are passed; STS takes 50")]
    TooManyTags {
        /// Number of them.
        count: usize,
    },
    /// Two tag keys that differ only in case (AM-05).
    #[error("the tag keys `{first}` and `{second}` differ only in case, and STS compares them without case")]
    RepeatedTag {
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// A transitive tag key that is not among the tags passed (SV-10).
    #[error("`{key}` is listed in TransitiveTagKeys, but no tag with that key is passed")]
    TransitiveKeyNotPassed {
        /// The key.
        key: String,
    },
    /// A tag whose key an earlier session of the chain made transitive (ST-22).
    #[error("tag `{key}` is inherited from an earlier session and cannot be passed again")]
    InheritedTag {
        /// The key.
        key: String,
    },
    /// Another source identity than the session already has (ST-25).
    #[error("the session has the source identity `{has}`, which cannot become `{asked}`")]
    SourceIdentityChanged {
        /// The one it has.
        has: String,
        /// The one asked for.
        asked: String,
    },
    /// Session policies of more than 2,048 characters together (ST-10).
    #[error("the session policies have {length} characters; STS takes 2048")]
    PolicyTooLarge {
        /// Characters.
        length: usize,
    },
    /// More than 5 provided contexts (6.2).
    #[error("{count} contexts are provided; STS takes 5")]
    TooManyContexts {
        /// Number of them.
        count: usize,
    },
    /// A federated user needs a name.
    #[error("a federated user needs a name of 2 to 32 characters")]
    MissingName,
    /// `AssumeRoot` takes one policy, the task's.
    #[error("AssumeRoot takes one task policy: {}", crate::operation::tasks().join(", "))]
    NoTaskPolicy {
        /// The name that was given in its place, when it was one policy.
        given: Option<String>,
    },
    /// `GetScopedCredentials` takes a scope down policy, a duration, or both (AM-20).
    #[error("GetScopedCredentials takes a Policy, a DurationSeconds, or both; neither is passed")]
    NothingToScope,
    /// A scope down policy of more than 2,048 characters (AM-20).
    #[error("the scope down policy has {length} characters; STS takes 2048")]
    ScopeDownPolicyTooLarge {
        /// Characters.
        length: usize,
    },
    /// More than 3 scope down policies in a row (AM-20).
    #[error("the credentials have {layers} scope down policies already; STS takes no more")]
    TooManyScopeDownPolicies {
        /// Number that the calling credentials have.
        layers: usize,
    },
    /// Scoped credentials that would outlast the calling session (AM-20).
    #[error("DurationSeconds is {asked}; the calling session lasts {left} seconds more")]
    BeyondSession {
        /// Seconds asked for.
        asked: u64,
        /// Seconds that are left.
        left: u64,
    },
    /// More than 10 managed session policies and one inline one (QU-05).
    #[error("{count} session policies are passed; STS takes one inline and ten managed ones")]
    TooManyPolicies {
        /// Number of them.
        count: usize,
    },
}

/// A parameter of a call to STS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// `RoleSessionName`
    RoleSessionName,
    /// `ExternalId`
    ExternalId,
    /// `SourceIdentity`
    SourceIdentity,
    /// `Name` of a federated user.
    FederationName,
    /// Key of a session tag.
    TagKey,
    /// Value of a session tag.
    TagValue,
}

/// Source of the limit on a session's length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DurationLimit {
    /// The role's `MaxSessionDuration` (ST-01).
    Role,
    /// The caller is a role session itself (ST-02).
    Chaining,
    /// The call, by who makes it (6.1).
    Call(TokenOperation),
}

impl StsError {
    /// The code that STS answers.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PolicyTooLarge { .. } | Self::ScopeDownPolicyTooLarge { .. } => "PackedPolicyTooLarge",
            Self::BeyondSession { .. } => "InsufficientSessionLifetime",
            Self::SourceIdentityChanged { .. } => "AccessDenied",
            Self::Length { .. }
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
        }
    }
}

impl Parameter {
    /// The name as STS spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RoleSessionName => "RoleSessionName",
            Self::ExternalId => "ExternalId",
            Self::SourceIdentity => "SourceIdentity",
            Self::FederationName => "Name",
            Self::TagKey => "a tag key",
            Self::TagValue => "a tag value",
        }
    }

    /// Shortest and longest, in characters.
    pub const fn lengths(self) -> (usize, usize) {
        match self {
            Self::RoleSessionName | Self::SourceIdentity => (2, 64),
            Self::FederationName => (2, 32),
            Self::ExternalId => (2, 1224),
            Self::TagKey => (1, 128),
            Self::TagValue => (0, 256),
        }
    }

    /// The characters besides letters, digits and `_`, for messages.
    pub const fn characters(self) -> &'static str {
        match self {
            Self::RoleSessionName | Self::SourceIdentity | Self::FederationName => "+=,.@-",
            Self::ExternalId => "+=,.@:/-",
            Self::TagKey | Self::TagValue => " .:/=+-@",
        }
    }
}
