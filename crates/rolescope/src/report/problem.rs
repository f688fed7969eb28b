//! Problems of policies.

use serde::{Deserialize, Serialize};

use super::ByteSpan;

/// Something wrong, or worth a look, in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable name, AWS's where AWS has one: `INVALID_EFFECT`.
    pub code: String,
    /// Severity of the problem.
    pub severity: Severity,
    /// The problem, in words.
    pub message: String,
    /// Name of the policy.
    pub policy: String,
    /// JSON pointer of the policy inside the scenario.
    pub pointer: String,
    /// Place in the policy's text.
    pub span: ByteSpan,
    /// Advice on what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Severity of a problem.
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
