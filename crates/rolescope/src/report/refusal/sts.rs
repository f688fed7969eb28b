//! Limits of STS as refusals.

use std::borrow::Cow;

use iam_sts::{DurationLimit, Parameter, StsError};
use serde::{Deserialize, Serialize};

use super::Refusal;

/// Parameter of a call to STS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum StsParameter {
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
#[non_exhaustive]
pub enum SecondsLimit {
    /// The role's `MaxSessionDuration` (ST-01).
    Role,
    /// The caller is a session of a role itself (ST-02).
    Chaining,
    /// The call, by its caller.
    Call {
        /// The action.
        action: Cow<'static, str>,
    },
}

impl From<StsError> for Refusal {
    fn from(error: StsError) -> Self {
        match error {
            StsError::Length { parameter, length } => {
                let (least, most) = parameter.lengths();
                Self::Length { parameter: parameter.into(), length, least, most }
            }
            StsError::Character { parameter, character } => {
                Self::Character { parameter: parameter.into(), character, taken: parameter.characters().into() }
            }
            StsError::Reserved { parameter, value } => Self::Reserved { parameter: parameter.into(), value },
            StsError::TooShort { asked, least } => Self::TooShort { asked, least },
            StsError::TooLong { asked, most, limit } => Self::TooLong { asked, most, limit: limit.into() },
            StsError::TooManyTags { count } => Self::TooManyTags { count },
            StsError::RepeatedTag { first, second } => Self::RepeatedTag { first, second },
            StsError::TransitiveKeyNotPassed { key } => Self::TransitiveKeyNotPassed { key },
            StsError::InheritedTag { key } => Self::InheritedTag { key },
            StsError::SourceIdentityChanged { has, asked } => Self::SourceIdentityChanged { has, asked },
            StsError::PolicyTooLarge { length } => Self::PolicyTooLarge { length },
            StsError::TooManyPolicies { count } => Self::TooManyPolicies { count },
            StsError::TooManyContexts { count } => Self::TooManyContexts { count },
            StsError::MissingName => Self::MissingName,
            StsError::NoTaskPolicy { given } => {
                Self::NoTaskPolicy { given, tasks: iam_sts::tasks().iter().map(|task| Cow::Borrowed(*task)).collect() }
            }
            StsError::NothingToScope => Self::NothingToScope,
            StsError::ScopeDownPolicyTooLarge { length } => Self::ScopeDownPolicyTooLarge { length },
            StsError::TooManyScopeDownPolicies { layers } => Self::TooManyScopeDownPolicies { layers },
            StsError::BeyondSession { asked, left } => Self::BeyondSession { asked, left },
        }
    }
}

impl From<Parameter> for StsParameter {
    fn from(parameter: Parameter) -> Self {
        match parameter {
            Parameter::RoleSessionName => Self::RoleSessionName,
            Parameter::ExternalId => Self::ExternalId,
            Parameter::SourceIdentity => Self::SourceIdentity,
            Parameter::FederationName => Self::FederationName,
            Parameter::TagKey => Self::TagKey,
            Parameter::TagValue => Self::TagValue,
        }
    }
}

impl From<DurationLimit> for SecondsLimit {
    fn from(limit: DurationLimit) -> Self {
        match limit {
            DurationLimit::Role => Self::Role,
            DurationLimit::Chaining => Self::Chaining,
            DurationLimit::Call(operation) => Self::Call { action: operation.action().into() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_sts_has_the_code_that_sts_answers() {
        let (parameter, text) = (Parameter::TagKey, String::new);
        let limits = [
            StsError::Length { parameter, length: 0 },
            StsError::Character { parameter, character: '!' },
            StsError::Reserved { parameter, value: text() },
            StsError::TooShort { asked: 1, least: 900 },
            StsError::TooLong { asked: 2, most: 1, limit: DurationLimit::Chaining },
            StsError::TooManyTags { count: 51 },
            StsError::RepeatedTag { first: text(), second: text() },
            StsError::TransitiveKeyNotPassed { key: text() },
            StsError::InheritedTag { key: text() },
            StsError::SourceIdentityChanged { has: text(), asked: text() },
            StsError::PolicyTooLarge { length: 2049 },
            StsError::TooManyPolicies { count: 12 },
            StsError::TooManyContexts { count: 6 },
            StsError::MissingName,
            StsError::NoTaskPolicy { given: None },
            StsError::NothingToScope,
            StsError::ScopeDownPolicyTooLarge { length: 2049 },
            StsError::TooManyScopeDownPolicies { layers: 3 },
            StsError::BeyondSession { asked: 2, left: 1 },
        ];
        for limit in limits {
            let code = limit.code();
            assert_eq!(Refusal::from(limit).code(), code);
        }
    }
}
