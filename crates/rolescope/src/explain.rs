//! Explanations: a decided call becomes the report of its step, with every reason.
//!
//! Must not know how sentences are put: it hands data to `english`.

mod absent;
mod cause;
mod clause;
#[cfg(feature = "notes")]
mod confidence;
pub(crate) mod findings;
pub(crate) mod flow;
mod gate;
mod nearest;
pub(crate) mod not_in_scenario;
#[expect(clippy::wildcard_enum_match_arm, reason = "an arm is an open point, and whatever else there is is none")]
#[cfg(feature = "notes")]
pub(crate) mod open_points;
mod refused;
pub(crate) mod roles;
mod rules;
pub(crate) mod step;
pub(crate) mod suggest;
mod trace;
mod trace_source;
pub(crate) mod walk;
