//! What is wrong in a policy.

use serde::{Deserialize, Serialize};

use super::ByteSpan;

/// Something wrong, or worth a look, in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable name, AWS's where AWS has one: `INVALID_EFFECT`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Name of the policy.
    pub policy: String,
    /// JSON pointer of the policy inside the scenario.
    pub pointer: String,
    /// Where in the policy's text.
    pub span: ByteSpan,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// AWS would refuse it.
    Error,
    /// Accepted, and probably not meant.
    Warning,
    /// Good to know.
    Note,
}
