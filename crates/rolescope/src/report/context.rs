//! The condition keys of a request, and where they come from.

use serde::{Deserialize, Serialize};

/// A condition key of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContextEntry {
    /// Its value or values, as text.
    pub value: ContextValue,
    /// Where it comes from.
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

/// Where a condition key comes from.
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
