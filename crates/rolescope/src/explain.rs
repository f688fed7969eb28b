//! Explanations: a decided call becomes the report of its step, with every reason.
//!
//! Must not know how sentences are put: it hands data to `english`.

mod absent;
mod besides;
mod cause;
mod clause;
pub(crate) mod findings;
pub(crate) mod flow;
mod gate;
mod nearest;
pub(crate) mod not_in_scenario;
#[cfg(feature = "notes")]
mod notes;
#[cfg(not(feature = "notes"))]
#[path = "explain/notes/off.rs"]
mod notes;
mod refused;
pub(crate) mod roles;
mod rules;
pub(crate) mod step;
pub(crate) mod suggest;
mod trace;
mod trace_source;
pub(crate) mod walk;

use crate::report::Confidence;

/// The rule of an entry of a trace, and the confidence in it where AWS does not document it plainly.
#[derive(Clone, Copy, Debug)]
struct Note {
    rule: Option<&'static str>,
    confidence: Option<Confidence>,
}
