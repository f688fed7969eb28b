//! The scenario: a tiny AWS in one JSON file. Types and their JSON.
//!
//! Must not know what becomes of it.

#[macro_use]
mod record;

mod account;
mod claim;
mod deserialize;
mod document;
mod documents;
mod expectation;
mod fields;
pub(crate) mod mistake;
mod policies;
mod principal;
mod read;
mod reader;
mod rename;
mod resource;
mod session;
mod step;
mod value;
mod write;

pub use account::{Account, PolicyLevel};
pub use claim::{Claim, ClaimRequests};
pub use document::{Document, DocumentForm};
pub use expectation::Expectation;
pub use mistake::{ExpectedType, FoundType, ScenarioMistake};
pub use policies::PolicyEntry;
pub(crate) use policies::PolicyField;
pub use principal::{Group, Principal};
pub use read::ScenarioError;
pub use resource::{PublicAccessBlock, Resource};
pub use session::{CallerSession, ProvidedContext, SessionRequest};
pub use step::{ResourceContext, Step, StepResource, TouchedResource, VpcEndpoint};
pub use value::{ContextInput, Input, StringOrList};

/// Objects of the format as data: their fields by name, and the values of these.
pub mod format {
    pub use super::record::{Field, List, Presence, Record, Slot, Value};
}

/// Newest format of scenarios that this version knows, and the newest that it writes.
pub const FORMAT: u32 = 2;

record! {
    /// Principals, resources and their policies, and the calls to decide.
    ///
    /// Every field may be absent. Unknown fields are refused, with their place; in a scenario of a newer format than this version knows they
    /// are left out instead.
    Scenario {
        /// Version of the format; absent means 1.
        #[serde(serialize_with = "write::format")]
        #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
        format: Option<u32> = "format",
        /// One line.
        title: String = "title",
        /// Markdown.
        description: String = "description",
        /// "Now" of the first step, ISO 8601 in UTC.
        time: Option<String> = "time",
        /// Accounts with something to say; one that only occurs in ARNs need not be listed.
        accounts: Vec<Account> = "accounts",
        /// Users, roles and whoever else carries policies.
        principals: Vec<Principal> = "principals",
        /// Resources that carry a policy, tags or an owner.
        resources: Vec<Resource> = "resources",
        /// The calls, in order; each gets its own decision.
        steps: Vec<Step> = "steps",
        /// Statements about all requests, which `rolescope prove` decides.
        claims: Vec<Claim> = "claims",
    }
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

record! {
    /// A policy with a name.
    NamedPolicy {
        /// Name by which people call it.
        required name: String = "name",
        /// The policy, as JSON object or as text.
        required document: Document = "document",
    }
}
