//! Names and values of a request that do not fit what AWS has.

use serde::{Deserialize, Serialize};

/// Something of a request that AWS does not have or does not send. No decision hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequestWarning {
    /// Kind of mistake.
    pub code: RequestWarningCode,
    /// JSON pointer of the field inside the scenario: `/steps/0/action`.
    pub pointer: String,
    /// The action, the resource or the condition key.
    pub name: String,
    /// The wrong value of a condition key; of a resource its type, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Things that fit: formats of ARNs, the type of a key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<String>,
    /// Names that were probably meant, closest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meant: Vec<String>,
    /// The same in one sentence.
    pub text: String,
}

/// Kinds of mistakes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum RequestWarningCode {
    /// The action names no service.
    NoService,
    /// No service has the prefix of the action.
    UnknownService,
    /// The service has no such action.
    UnknownAction,
    /// The action acts on no single resource.
    NoResource,
    /// The action acts on resources of other types.
    OtherResource,
    /// AWS has no such condition key.
    UnknownKey,
    /// No request of the action has the condition key.
    KeyNeverSent,
    /// A policy asks for a condition key that no request of the action has.
    KeyAskedInVain,
    /// A value is not of the condition key's type.
    OtherType,
    /// The condition key has one value, and the step gives it several.
    SeveralValues,
}

impl RequestWarningCode {
    /// Name in reports, such as `unknownAction`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoService => "noService",
            Self::UnknownService => "unknownService",
            Self::UnknownAction => "unknownAction",
            Self::NoResource => "noResource",
            Self::OtherResource => "otherResource",
            Self::UnknownKey => "unknownKey",
            Self::KeyNeverSent => "keyNeverSent",
            Self::KeyAskedInVain => "keyAskedInVain",
            Self::OtherType => "otherType",
            Self::SeveralValues => "severalValues",
        }
    }
}
