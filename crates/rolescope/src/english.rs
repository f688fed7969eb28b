//! English: sentences made from reasons. Another language is another such module.

pub(crate) mod absent;
pub(crate) mod aws;
pub(crate) mod claims;
pub(crate) mod clause;
mod compare;
#[cfg(feature = "diagrams")]
pub(crate) mod diagram;
pub(crate) mod file;
pub(crate) mod gate;
pub(crate) mod not_in_scenario;
pub(crate) mod problems;
pub(crate) mod reason;
pub(crate) mod refusals;
pub(crate) mod roles;
#[cfg(feature = "tasks")]
pub(crate) mod task;
pub(crate) mod walk;
pub(crate) mod words;

pub(crate) use problems::json_message;
