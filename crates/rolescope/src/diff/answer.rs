//! Answers to a comparison.

use serde::{Deserialize, Serialize};

use crate::map::Map;
use crate::report::ContextValue;

/// Differences between two policies, or two scenarios.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Diff {
    /// The verdict.
    pub verdict: Verdict,
    /// Requests that are allowed after and were not before, the most dangerous first.
    pub gained: Vec<Region>,
    /// Requests that were allowed before and are not after, the most dangerous first.
    pub lost: Vec<Region>,
    /// Reasons for which there may be more of them.
    pub unknown: Vec<Unknown>,
}

/// Verdict on a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// No request is decided differently: it is proved.
    Same,
    /// A request is allowed after and was not before.
    Wider,
    /// A request was allowed before and is not after, and none the other way round: it is proved.
    Narrower,
    /// Requests are gained, and others are lost.
    Both,
    /// No request is known to be gained, and it is not proved that there is none; or the same of what is lost, where nothing is gained.
    Unknown,
}

/// Requests that are allowed on one side alone: those of the actions, on the resources, by the principals, under the conditions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// Actions, by name or as patterns of the policies.
    pub actions: Vec<String>,
    /// Number of these actions that AWS has today.
    pub action_count: usize,
    /// The same by access level, the most dangerous first.
    pub levels: Vec<Level>,
    /// Patterns of resources, of which one fits.
    pub resources: Vec<String>,
    /// More such lists: of each, too, one pattern fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_resources: Vec<Vec<String>>,
    /// Patterns of resources, of which none fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_resources: Vec<String>,
    /// Callers; absent where policies do not name any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principals: Option<Vec<String>>,
    /// Conditions that hold, or do not.
    pub conditions: Vec<Restriction>,
    /// All of it in one line.
    pub words: String,
    /// One of the requests.
    pub witness: Witness,
    /// End of a link to the page that opens the request, from its `#` on; absent where it would be too long, or where a scenario cannot
    /// show the request.
    pub link: Option<String>,
}

/// Number of actions of an access level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Level {
    /// AWS's name of the level.
    pub access_level: String,
    /// Number of actions.
    pub count: usize,
}

/// A condition of a region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Restriction {
    /// The condition key.
    pub key: String,
    /// The operator.
    pub operator: String,
    /// The values that the key is compared with.
    pub values: Vec<String>,
    /// False if the condition does not hold.
    pub holds: bool,
}

/// A request that shows a difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Witness {
    /// The caller.
    pub caller: String,
    /// The action.
    pub action: String,
    /// The resource, `*` where the action has none.
    pub resource: String,
    /// Condition keys that the difference needs.
    pub context: Map<ContextValue>,
}

/// A reason for which a question is not decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Unknown {
    /// The reason, in one sentence.
    pub why: String,
}
