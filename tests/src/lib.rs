//! Standards for the engine: a second evaluator, written from the rules alone, and a source of scenarios for
//! both.
//!
//! Nothing here shares a line with the engine. Where the two disagree, the rules decide who is right.

#![forbid(unsafe_code)]
#![expect(clippy::indexing_slicing, reason = "a missing field of a JSON value reads as null; nothing here ships")]
#![expect(clippy::wildcard_enum_match_arm, reason = "the kinds of JSON values are not an enum of ours")]

pub mod bench;
pub mod compare;
pub mod generate;
pub mod large;
pub mod reference;
pub mod rules;
pub mod run;
pub mod shrink;
