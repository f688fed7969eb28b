//! Points that AWS leaves open, and confidence in rules.

use serde::{Deserialize, Serialize};

/// Something that AWS does not say, or says in two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenPoint {
    /// Its id, such as `C-09`.
    pub id: String,
    /// The rule that holds the decision taken.
    pub rule: String,
    /// The open question, and the reading that is taken for true here.
    pub text: String,
}

/// Confidence in a rule that AWS does not plainly document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Confidence {
    /// Somebody saw it on AWS.
    Observed,
    /// No source says it outright.
    OurReading,
    /// Sources disagree.
    Disputed,
}
