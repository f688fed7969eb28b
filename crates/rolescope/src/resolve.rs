//! A scenario looked up: its policies parsed, its accounts, principals and resources found by name, its callers with all
//! that they bring along.
//!
//! Must not know decisions, reasons or sentences. It asks no policy.

pub(crate) mod actor;
pub(crate) mod budget;
pub(crate) mod parsed_policies;
mod repository;
mod short_resource;
pub(crate) mod world;
