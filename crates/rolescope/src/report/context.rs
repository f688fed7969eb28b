//! The condition keys of a request, and where they come from.

use serde::{Deserialize, Serialize};

/// A condition key of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContextEntry {
    /// Its value or values, as text.
    pub value: ContextValue,
    /// Origin of its values.
    pub origin: Origin,
}

/// Value of a condition key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ContextValue {
    /// A single-valued key.
    One(String),
    /// A multivalued key.
    List(Vec<String>),
}

/// Origin of a condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// Written in the scenario; the engine would not know it.
    Given,
    /// Filled in by the engine.
    Derived,
    /// Written in the scenario in place of what the engine would fill in.
    Overriding,
}

/// A claim of a token or assertion that is no condition key (AM-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LeftOutClaim {
    /// Its name, as the step gives it.
    pub claim: String,
    /// The reason.
    pub why: LeftOutReason,
    /// The same in one sentence.
    pub text: String,
}

/// Reasons why a claim is no condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum LeftOutReason {
    /// AWS lists no key for it.
    NotListed,
    /// Its prefix is that of something else than the provider.
    OtherPrefix,
    /// The key of that name has another source: `oaud` is made of `aud`, `saml:doc` of the provider's ARN.
    OtherSource,
}
