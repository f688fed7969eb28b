//! AWS's services, actions, resource types and condition keys.
//!
//! [`Index`] has the name and the access level of every action, [`ServiceDetails`] the rest of one service, [`Overlay`] what no package
//! knows. They are read from the texts in `data/`: [`embedded`] has them, or a program fetches those that it needs.
//!
//! No decision depends on the catalog. It completes, explains and warns.

#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../README.md")]
struct Readme;

mod catalog;
mod check;
mod complete;
mod data;
mod expand;
mod index;
mod key;
mod level;
mod overlay;
mod provenance;
mod service;
mod suggest;
mod template;

#[cfg(feature = "embedded")]
pub mod embedded;

pub use catalog::Catalog;
pub use check::{ActionCheck, KeyFit, ResourceFit};
pub use complete::{Completion, Rank};
pub use data::DataError;
pub use expand::{Expansion, PatternError, by_level};
pub use index::{Action, ActionName, Index, Service};
pub use key::{ConditionKey, GlobalKey, GlobalKeys, KeyType};
pub use level::AccessLevel;
pub use overlay::{Fact, FactKind, Overlay, Presence};
pub use provenance::{Package, packages};
pub use service::{ActionDetails, ActionResource, ResourceType, ServiceDetails};
