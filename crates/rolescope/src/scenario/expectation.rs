//! Outcomes that a step should have.

use serde::{Deserialize, Serialize};

use crate::report::Decision;

/// Outcome that a step should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Expectation {
    /// Allowed.
    Allowed,
    /// Denied, in whichever way.
    Denied,
    /// Denied by a Deny statement.
    ExplicitDeny,
    /// Denied because a needed Allow is missing.
    ImplicitDeny,
    /// Refused before or besides policies.
    Error,
}

impl Expectation {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Allowed, Self::Denied, Self::ExplicitDeny, Self::ImplicitDeny, Self::Error];

    /// The word that a scenario uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
            Self::Error => "error",
        }
    }

    /// True if a decision is as expected.
    pub fn is_met_by(self, decision: Decision) -> bool {
        match self {
            Self::Allowed => decision == Decision::Allowed,
            Self::Denied => matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny),
            Self::ExplicitDeny => decision == Decision::ExplicitDeny,
            Self::ImplicitDeny => decision == Decision::ImplicitDeny,
            Self::Error => decision == Decision::Error,
        }
    }
}
