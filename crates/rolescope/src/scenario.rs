//! The scenario: a tiny AWS in one JSON file. Types and their JSON.
//!
//! Must not know what becomes of it.

use serde::Serialize;

mod account;
mod document;
mod expectation;
mod fields;
mod policies;
mod principal;
mod read;
mod rename;
mod resource;
mod session;
mod shape;
mod step;
mod value;
mod write;

pub use account::{Account, PolicyLevel};
pub use document::{Document, DocumentForm};
pub use expectation::Expectation;
pub use policies::PolicyEntry;
pub use principal::{Group, Principal};
pub use read::ScenarioError;
pub use resource::{PublicAccessBlock, Resource};
pub use session::{CallerSession, ProvidedContext, SessionRequest};
pub use step::{ResourceContext, Step, StepResource, TouchedResource, VpcEndpoint};
pub use value::{ContextInput, Input, StringOrList};

/// Newest format of scenarios that this version knows, and the newest that it writes.
pub const FORMAT: u32 = 1;

/// Principals, resources and their policies, and the calls to decide.
///
/// Every field may be absent. Unknown fields are refused, with their place; in a scenario of a newer format than this version knows they
/// are left out instead.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenario {
    /// Version of the format; absent means 1.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "write::format")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub format: Option<u32>,
    /// One line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// "Now" of the first step, ISO 8601 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Accounts with something to say; one that only occurs in ARNs need not be listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// Users, roles and whoever else carries policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub principals: Vec<Principal>,
    /// Resources that carry a policy, tags or an owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// The calls, in order; each gets its own decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

impl Scenario {
    /// True if it is of a newer format than [`FORMAT`]: fields that this version does not know were left out.
    pub fn is_newer(&self) -> bool {
        self.newer_format().is_some()
    }

    /// The format, if it is newer than [`FORMAT`].
    pub fn newer_format(&self) -> Option<u32> {
        self.format.filter(|format| *format > FORMAT)
    }
}

/// A policy with a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NamedPolicy {
    /// Name by which people call it.
    pub name: String,
    /// The policy, as JSON object or as text.
    pub document: Document,
}
