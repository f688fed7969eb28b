//! Decisions: each call asks its policies, and calls to STS hand out sessions.
//!
//! Must not know reports, words for reasons or sentences: what comes out is data of the engine.

pub(crate) mod assume;
pub(crate) mod call;
pub(crate) mod dispatch;
pub(crate) mod outcome;
pub(crate) mod token;
mod unlisted;
