//! Results of the elements of a statement, as data.

use serde::{Deserialize, Serialize};

/// Result of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Comparison {
    /// It equals a value of the policy, or lies on the wanted side of it.
    Fits {
        /// The policy's value.
        with: String,
    },
    /// The request's value is not of the operator's type.
    RequestType,
    /// A value of the policy is not of the operator's type.
    PolicyType {
        /// The policy's value.
        with: String,
    },
    /// A value of the policy needs a key that the request lacks (VA-07).
    Unresolved {
        /// The policy's value.
        with: String,
        /// The key of its variable.
        key: String,
    },
    /// It differs from a value of the policy in nothing but case (CO-05).
    Case {
        /// The policy's value.
        with: String,
    },
    /// It would fit if the wildcards of a value were wildcards, and the operator takes them literally (CO-30).
    TakenLiterally {
        /// The policy's value.
        with: String,
    },
    /// It fits none.
    Differs,
}

/// Effect of a missing key on a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum MissingKey {
    /// It is false (CO-06).
    Fails,
    /// It is true, since the operator is negated (CO-07).
    HoldsNegated,
    /// It is true, since the operator ends in `IfExists` (CO-10).
    HoldsIfExists,
    /// It is true, since `ForAllValues` is true of nothing (CO-14).
    HoldsForAll,
    /// It is false, since `ForAnyValue` needs a value (CO-15).
    FailsForAny,
}

/// An element that does not match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FailedElement {
    /// `Action` or `NotAction`.
    Action,
    /// `Resource` or `NotResource`.
    Resource,
    /// `Principal` or `NotPrincipal`.
    Caller,
    /// A condition.
    Condition {
        /// Its key.
        key: String,
    },
}

/// Elements of a statement that list alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Listing {
    /// `Action`
    Action,
    /// `NotAction`
    NotAction,
    /// `Resource`
    Resource,
    /// `NotResource`
    NotResource,
    /// `Principal`
    Principal,
    /// `NotPrincipal`
    NotPrincipal,
}

impl Listing {
    /// The element's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Principal => "Principal",
            Self::NotPrincipal => "NotPrincipal",
        }
    }

    /// True if the element lists exceptions.
    pub const fn negated(self) -> bool {
        match self {
            Self::NotAction | Self::NotResource | Self::NotPrincipal => true,
            Self::Action | Self::Resource | Self::Principal => false,
        }
    }
}
