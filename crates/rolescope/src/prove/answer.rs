//! Answers to claims.

use serde::{Deserialize, Serialize};

use crate::map::Map;
use crate::report::ContextValue;

/// Answers to the claims of a scenario, or of several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// The claims, in the order of the text.
    pub claims: Vec<ProvedClaim>,
}

/// A claim with its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProvedClaim {
    /// Name of the claim.
    pub name: String,
    /// The answer.
    pub verdict: ClaimVerdict,
    /// The answer in one sentence.
    pub why: String,
    /// A request that shows that the claim fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<ClaimWitness>,
}

/// Answer to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ClaimVerdict {
    /// True of every request: it is proved.
    Holds,
    /// Not true of the witness.
    Fails,
    /// Neither was found.
    Unknown,
}

/// A request for which a claim is not true. The engine has decided it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimWitness {
    /// The caller.
    pub caller: String,
    /// The action.
    pub action: String,
    /// The resource, `*` where the action has none.
    pub resource: String,
    /// Condition keys that it needs; `null` for one that has to be absent.
    pub context: Map<Option<ContextValue>>,
    /// True if the scenario does not list the caller: its own account is taken to let it do everything.
    pub unlisted: bool,
    /// The scenario, as JSON text, with this request as its only step, and with an entry for a caller that it does not list.
    pub scenario: String,
    /// End of a link to the page that opens the request, from its `#` on; absent where it would be too long.
    pub link: Option<String>,
}
