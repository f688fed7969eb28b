//! Things that a step needs and the scenario does not have.

use serde::{Deserialize, Serialize};

/// Something that decides a step and that the scenario does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotInScenario {
    /// Purpose for which the step needs it.
    pub needed: Needed,
    /// Its ARN; of a step the name, without `@`.
    pub name: String,
    /// The name in the scenario that is closest to it, when one is close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
}

/// Purpose for which a step needs something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Needed {
    /// The role to assume: its trust policy would decide.
    Role,
    /// The user or role that calls, or whose session calls: its policies would decide.
    Caller,
    /// The resource: its policy would decide.
    Resource,
    /// The step of this name, whose session would call; there is none.
    Step,
    /// The step of this name, whose session would call; it does not come before this one.
    LaterStep,
    /// The session of the step of this name; it obtained none.
    Session,
}
